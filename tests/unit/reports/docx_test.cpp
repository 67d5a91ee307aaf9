#include "reports/docx.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "unit/reports/office_file.h"

namespace niangjia::reports {
namespace {

Document sample() {
    Document document;
    document.title = "宿迁市妇女联合会\n2015年度工作报告";
    document.subtitle = "在市妇联执委（扩大）会议上";
    document.addressee = "各位执委、同志们：";
    document.issuer = "宿迁市妇女联合会";
    document.date = *Day::of(2016, 1, 8);
    Table table{"主要数据",
                {{"县区", Align::Left, 1}, {"人数", Align::Right, 2}, {"说明", Align::Centre, 1}},
                {{"宿城区", "120", "春蕾"}, {"宿豫区"}}};
    document.blocks = {
        Heading{1, "一、服务妇女创业就业取得新发展"},
        Heading{2, "（一）技能提升"},
        Heading{3, "1.培训"},
        Paragraph{
            {Run{.text = "组织"},
             Run{.text = "1.2万名", .link = "https://niangjia.example/figures/trained?org=3213&year=2015"},
             Run{.text = "妇女，受益"},
             Run{.text = "5000人", .note = typed_note("王一一", *Day::of(2015, 12, 20))},
             Run{.text = "<&>\x01第一行\n第二行", .strong = true}}},
        table,
        Paragraph{{Run{.text = "再一处", .note = "手工填报：李一一", .link = "https://niangjia.example/b"},
                   Run{.text = "同一处", .link = "https://niangjia.example/b"}}},
    };
    return document;
}

std::string value(pugi::xml_node node, char const* path) {
    return node.select_node(path).attribute().value();
}

// The names of an element's children stand in the order the schema gives.
void expect_order(pugi::xml_node root, char const* element, std::vector<std::string> const& order) {
    for (auto const& found : root.select_nodes((std::string{"//"} + element).c_str())) {
        std::ptrdiff_t last = -1;
        for (auto const child : found.node().children()) {
            auto const place = std::ranges::find(order, child.name()) - order.begin();
            ASSERT_LT(place, static_cast<std::ptrdiff_t>(order.size())) << element << ": " << child.name();
            EXPECT_GE(place, last) << element << ": " << child.name();
            last = place;
        }
    }
}

TEST(Docx, HasThePageOfTheOfficialLayout) {
    OfficeFile const file{docx(sample())};
    auto const document = file.xml("word/document.xml");
    auto const section = document->select_node("/w:document/w:body/w:sectPr").node();
    EXPECT_EQ(value(section, "w:pgSz/@w:w"), "11906");
    EXPECT_EQ(value(section, "w:pgSz/@w:h"), "16838");
    EXPECT_EQ(value(section, "w:pgMar/@w:top"), "2098");     // 37 mm
    EXPECT_EQ(value(section, "w:pgMar/@w:left"), "1587");    // 28 mm
    EXPECT_EQ(value(section, "w:pgMar/@w:right"), "1474");   // 26 mm
    EXPECT_EQ(value(section, "w:pgMar/@w:bottom"), "1984");  // 35 mm
    EXPECT_EQ(value(section, "w:docGrid/@w:type"), "linesAndChars");
    EXPECT_EQ(value(section, "w:docGrid/@w:linePitch"), "579");   // 22 lines
    EXPECT_EQ(value(section, "w:docGrid/@w:charSpace"), "-842");  // 28 characters
}

TEST(Docx, NamesTheOfficialFontsAndSizes) {
    OfficeFile const file{docx(sample())};
    auto const styles = file.xml("word/styles.xml");
    auto const defaults = styles->select_node("//w:docDefaults/w:rPrDefault/w:rPr").node();
    EXPECT_EQ(value(defaults, "w:rFonts/@w:eastAsia"), "仿宋_GB2312");
    EXPECT_EQ(value(defaults, "w:sz/@w:val"), "32");
    auto const style = [&](std::string const& id) {
        return styles->select_node(("//w:style[@w:styleId='" + id + "']").c_str()).node();
    };
    EXPECT_EQ(value(style("Normal"), "w:pPr/w:spacing/@w:line"), "579");
    EXPECT_EQ(value(style("Normal"), "w:pPr/w:spacing/@w:lineRule"), "exact");
    EXPECT_EQ(value(style("BodyText"), "w:pPr/w:ind/@w:firstLineChars"), "200");
    EXPECT_EQ(value(style("Title"), "w:rPr/w:rFonts/@w:eastAsia"), "方正小标宋简体");
    EXPECT_EQ(value(style("Title"), "w:rPr/w:sz/@w:val"), "44");
    EXPECT_EQ(value(style("Title"), "w:pPr/w:jc/@w:val"), "center");
    EXPECT_EQ(value(style("Heading1"), "w:rPr/w:rFonts/@w:eastAsia"), "黑体");
    EXPECT_EQ(value(style("Heading1"), "w:pPr/w:outlineLvl/@w:val"), "0");
    EXPECT_EQ(value(style("Heading2"), "w:rPr/w:rFonts/@w:eastAsia"), "楷体_GB2312");
    EXPECT_EQ(value(style("Heading2"), "w:pPr/w:outlineLvl/@w:val"), "1");
    EXPECT_EQ(value(style("Heading2"), "w:name/@w:val"), "heading 2");
    auto const fonts = file.xml("word/fontTable.xml");
    EXPECT_EQ(value(*fonts, "//w:font[@w:name='仿宋_GB2312']/w:altName/@w:val"), "仿宋,FangSong,FandolFang");
}

// Without the hint Word sets “最美家庭” with the narrow marks of the Latin font.
TEST(Docx, GivesSharedMarksToTheChineseFont) {
    auto const document = OfficeFile{docx(sample())}.xml("word/document.xml");
    for (auto const& run : document->select_nodes("//w:r[w:t]")) {
        EXPECT_EQ(value(run.node(), "w:rPr/w:rFonts/@w:hint"), "eastAsia");
    }
}

TEST(Docx, NumbersOddPagesRightAndEvenPagesLeft) {
    OfficeFile const file{docx(sample())};
    auto const settings = file.xml("word/settings.xml");
    EXPECT_TRUE(settings->select_node("/w:settings/w:evenAndOddHeaders"));
    auto const links = file.xml("word/_rels/document.xml.rels");
    auto const document = file.xml("word/document.xml");
    auto const styles = file.xml("word/styles.xml");
    auto const alignment = [&](std::string const& type) {
        auto const id = value(*document, ("//w:footerReference[@w:type='" + type + "']/@r:id").c_str());
        auto const target = value(*links, ("//Relationship[@Id='" + id + "']/@Target").c_str());
        auto const footer = file.xml("word/" + target);
        EXPECT_STREQ(footer->select_node("//w:instrText").node().text().get(), " PAGE ");
        EXPECT_STREQ(footer->select_node("//w:t").node().text().get(), "— ");
        auto const style = value(*footer, "//w:pStyle/@w:val");
        EXPECT_EQ(value(*styles, ("//w:style[@w:styleId='" + style + "']/w:rPr/w:sz/@w:val").c_str()), "28");
        return value(*styles, ("//w:style[@w:styleId='" + style + "']/w:pPr/w:jc/@w:val").c_str());
    };
    EXPECT_EQ(alignment("default"), "right");
    EXPECT_EQ(alignment("even"), "left");
}

TEST(Docx, WritesTypedNumbersWithARealFootnote) {
    OfficeFile const file{docx(sample())};
    auto const document = file.xml("word/document.xml");
    auto const notes = file.xml("word/footnotes.xml");
    auto const marks = document->select_nodes("//w:footnoteReference");
    ASSERT_EQ(marks.size(), 2U);
    EXPECT_STREQ(marks[0].node().attribute("w:id").value(), "1");
    auto const note = notes->select_node("//w:footnote[@w:id='1']").node();
    EXPECT_STREQ(note.select_node(".//w:t").node().text().get(), " 手工填报：王一一，2015年12月20日");
    EXPECT_TRUE(note.select_node(".//w:footnoteRef"));
    EXPECT_EQ(value(*notes, "//w:footnote[@w:id='-1']/@w:type"), "separator");
    EXPECT_EQ(
        value(*file.xml("[Content_Types].xml"), "//Override[@PartName='/word/footnotes.xml']/@ContentType"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml");
}

TEST(Docx, HasNoFootnotePartWithoutNotes) {
    OfficeFile const file{
        docx(Document{.title = "标题", .blocks = {Paragraph{{reports::Run{.text = "正文"}}}}})};
    EXPECT_FALSE(file.has("word/footnotes.xml"));
    EXPECT_FALSE(file.xml("word/settings.xml")->select_node("//w:footnotePr"));
    EXPECT_FALSE(file.xml("word/document.xml")->select_node("//w:footnotePr"));
}

TEST(Docx, LinksFiguresToTheirRecordsOncePerAddress) {
    OfficeFile const file{docx(sample())};
    auto const document = file.xml("word/document.xml");
    auto const links = file.xml("word/_rels/document.xml.rels");
    auto const marked = document->select_nodes("//w:hyperlink");
    ASSERT_EQ(marked.size(), 3U);
    EXPECT_STREQ(marked[1].node().attribute("r:id").value(), marked[2].node().attribute("r:id").value());
    EXPECT_EQ(value(*links, "//Relationship[@Id='rIdLink1']/@Target"),
              "https://niangjia.example/figures/trained?org=3213&year=2015");
    EXPECT_EQ(value(*links, "//Relationship[@Id='rIdLink1']/@TargetMode"), "External");
    EXPECT_EQ(links->select_nodes("//Relationship[@TargetMode]").size(), 2U);
}

TEST(Docx, LeavesOutWhatXmlForbidsAndKeepsLineBreaks) {
    OfficeFile const file{docx(sample())};
    auto const document = file.xml("word/document.xml");
    auto const run = document->select_node("//w:r[w:rPr/w:b]").node();
    auto const first = run.child("w:t");
    EXPECT_STREQ(first.text().get(), "<&>第一行");
    EXPECT_STREQ(first.next_sibling().name(), "w:br");
    EXPECT_STREQ(first.next_sibling().next_sibling().text().get(), "第二行");
}

TEST(Docx, RepeatsTheHeadOfATableAndFillsShortRows) {
    OfficeFile const file{docx(sample())};
    auto const document = file.xml("word/document.xml");
    auto const rows = document->select_nodes("//w:tr");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_TRUE(rows[0].node().select_node("w:trPr/w:tblHeader"));
    EXPECT_FALSE(rows[1].node().select_node("w:trPr/w:tblHeader"));
    EXPECT_EQ(rows[2].node().select_nodes("w:tc/w:p").size(), 3U);
    int width = 0;
    for (auto const& column : document->select_nodes("//w:gridCol"))
        width += column.node().attribute("w:w").as_int();
    EXPECT_EQ(width, 8845);
}

TEST(Docx, SignsAtTheRightNeverOnAPageOfItsOwn) {
    OfficeFile const file{docx(sample())};
    auto const document = file.xml("word/document.xml");
    auto const issuer = document->select_node("//w:p[w:pPr/w:pStyle/@w:val='Issuer']").node();
    auto const date = issuer.next_sibling("w:p");
    EXPECT_STREQ(date.select_node(".//w:t").node().text().get(), "2016年1月8日");
    EXPECT_EQ(value(date, "w:pPr/w:ind/@w:rightChars"), "400");
    EXPECT_EQ(value(issuer, "w:pPr/w:ind/@w:rightChars"), "300");  // 16 columns centred over 12
    EXPECT_TRUE(issuer.previous_sibling().select_node("w:pPr/w:keepNext"));
}

TEST(Docx, KeepsTheOrderOfElementsThatTheSchemaDemands) {
    OfficeFile const file{docx(sample())};
    std::vector<std::string> const paragraph{"w:pStyle",  "w:keepNext",    "w:keepLines",   "w:widowControl",
                                             "w:tabs",    "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid",
                                             "w:spacing", "w:ind",         "w:jc",          "w:outlineLvl"};
    std::vector<std::string> const text{"w:rStyle", "w:rFonts",     "w:b",       "w:bCs",
                                        "w:color",  "w:snapToGrid", "w:spacing", "w:sz",
                                        "w:szCs",   "w:vertAlign",  "w:lang"};
    std::vector<std::string> const section{"w:footerReference", "w:footnotePr", "w:pgSz",   "w:pgMar",
                                           "w:pgNumType",       "w:cols",       "w:docGrid"};
    std::vector<std::string> const style{"w:name",    "w:basedOn", "w:next", "w:uiPriority",
                                         "w:qFormat", "w:pPr",     "w:rPr",  "w:tblPr"};
    std::vector<std::string> const table{"w:tblStyle",   "w:tblW",      "w:jc",        "w:tblInd",
                                         "w:tblBorders", "w:tblLayout", "w:tblCellMar"};
    for (auto const* name :
         {"word/document.xml", "word/styles.xml", "word/footer1.xml", "word/footnotes.xml"}) {
        auto const part = file.xml(name);
        expect_order(*part, "w:pPr", paragraph);
        expect_order(*part, "w:rPr", text);
        expect_order(*part, "w:sectPr", section);
        expect_order(*part, "w:style", style);
        expect_order(*part, "w:tblPr", table);
    }
}

TEST(Docx, ResolvesEveryPartStyleAndRelationship) {
    OfficeFile const file{docx(sample())};
    EXPECT_EQ(file.names().front(), "[Content_Types].xml");
    auto const types = file.xml("[Content_Types].xml");
    for (auto const& entry : types->select_nodes("//Override")) {
        EXPECT_TRUE(file.has(std::string{entry.node().attribute("PartName").value()}.substr(1)));
    }
    auto const styles = file.xml("word/styles.xml");
    auto const document = file.xml("word/document.xml");
    for (auto const& entry :
         document->select_nodes("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")) {
        std::string const id = entry.attribute().value();
        EXPECT_TRUE(styles->select_node(("//w:style[@w:styleId='" + id + "']").c_str())) << id;
    }
    auto const links = file.xml("word/_rels/document.xml.rels");
    for (auto const& entry : document->select_nodes("//@r:id")) {
        std::string const id = entry.attribute().value();
        EXPECT_TRUE(links->select_node(("//Relationship[@Id='" + id + "']").c_str())) << id;
    }
}

TEST(Docx, SaysWhoseItIsAndFromWhen) {
    auto const core = OfficeFile{docx(sample())}.xml("docProps/core.xml");
    EXPECT_STREQ(core->select_node("//dc:title").node().text().get(), "宿迁市妇女联合会2015年度工作报告");
    EXPECT_STREQ(core->select_node("//dc:creator").node().text().get(), "宿迁市妇女联合会");
    EXPECT_STREQ(core->select_node("//dcterms:created").node().text().get(), "2016-01-08T00:00:00Z");
}

TEST(Docx, IsTheSameBytesForTheSameDocument) {
    EXPECT_EQ(docx(sample()), docx(sample()));
}

}  // namespace
}  // namespace niangjia::reports
