#include "reports/xlsx.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>

#include "base/error.h"
#include "unit/reports/office_file.h"

namespace niangjia::reports {
namespace {

std::vector<Column> columns() {
    return {{"编号", CellType::Text, "记录的编号", "", "系统"},
            {"身份证", CellType::Text, "", "", ""},
            {"人数", CellType::Integer, "到场人数", "人次", "签到"},
            {"得分", CellType::Decimal, "", "", ""},
            {"金额", CellType::Money, "实发金额", "", "资金账"},
            {"日期", CellType::Date, "", "", ""},
            {"调处率", CellType::Percent, "", "", ""}};
}

Workbook started() {
    Workbook book{"春蕾计划台账", "宿迁市妇女联合会", *Day::of(2015, 12, 31)};
    book.open_sheet("春蕾", "春蕾计划台账（2015年）", columns());
    return book;
}

bool is_text(pugi::xml_document const& sheet, std::string const& cell) {
    auto const node = sheet.select_node(("//c[@r='" + cell + "']").c_str()).node();
    return std::string_view{node.attribute("t").value()} == "inlineStr";
}

std::string number_format(OfficeFile const& file, pugi::xml_document const& sheet, std::string const& cell) {
    auto const style = sheet.select_node(("//c[@r='" + cell + "']").c_str()).node().attribute("s").as_int();
    auto const styles = file.xml("xl/styles.xml");
    auto const format = styles->select_nodes("//cellXfs/xf")[static_cast<std::size_t>(style)].node();
    std::string const id = format.attribute("numFmtId").value();
    auto const own =
        styles->select_node(("//numFmt[@numFmtId='" + id + "']/@formatCode").c_str()).attribute();
    return own ? own.value() : id;
}

TEST(Xlsx, WritesEachTypeAsExcelCountsIt) {
    auto book = started();
    book.add_row({"321302-0001", "321302200801010012", std::int64_t{120}, 9.5, std::int64_t{123'456},
                  *Day::of(2015, 3, 8), 91.5});
    OfficeFile const file{std::move(book).bytes()};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(shown(*sheet, "A1"), "春蕾计划台账（2015年）");
    EXPECT_EQ(shown(*sheet, "A2"), "编号");
    EXPECT_EQ(shown(*sheet, "A3"), "321302-0001");
    EXPECT_TRUE(is_text(*sheet, "B3"));
    EXPECT_EQ(shown(*sheet, "B3"), "321302200801010012");
    EXPECT_EQ(number_format(file, *sheet, "B3"), "@");
    EXPECT_FALSE(is_text(*sheet, "C3"));
    EXPECT_EQ(shown(*sheet, "C3"), "120");
    EXPECT_EQ(number_format(file, *sheet, "C3"), "0");
    EXPECT_EQ(shown(*sheet, "D3"), "9.5");
    EXPECT_EQ(shown(*sheet, "E3"), "1234.56");
    EXPECT_EQ(number_format(file, *sheet, "E3"), "#,##0.00");
    EXPECT_EQ(shown(*sheet, "F3"), "42071");  // 2015-03-08
    EXPECT_EQ(number_format(file, *sheet, "F3"), "yyyy-mm-dd");
    EXPECT_EQ(shown(*sheet, "G3"), "0.915");
    EXPECT_EQ(number_format(file, *sheet, "G3"), "0.0%");
}

TEST(Xlsx, NeverTurnsTextIntoAFormula) {
    auto book = started();
    book.add_row({"=1+1", "+86", "-3", "@SUM(A1)", "=cmd|'/c calc'!A0"});
    OfficeFile const file{std::move(book).bytes()};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_FALSE(sheet->select_node("//f"));
    EXPECT_EQ(shown(*sheet, "A3"), "=1+1");
    for (auto const* cell : {"A3", "B3", "C3", "D3", "E3"}) EXPECT_TRUE(is_text(*sheet, cell)) << cell;
}

TEST(Xlsx, KeepsWhatDoesNotFitItsColumnReadable) {
    auto book = started();
    book.add_row({std::int64_t{42}, 1.5, std::int64_t{9'007'199'254'740'993}, std::monostate{}, "***",
                  *Day::of(1899, 12, 31), std::numeric_limits<double>::quiet_NaN()});
    book.add_row({"只有一格\x02"});
    OfficeFile const file{std::move(book).bytes()};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_TRUE(is_text(*sheet, "A3"));
    EXPECT_EQ(shown(*sheet, "A3"), "42");
    EXPECT_EQ(shown(*sheet, "B3"), "1.5");
    EXPECT_EQ(shown(*sheet, "C3"), "9007199254740993");
    EXPECT_EQ(shown(*sheet, "D3"), "");
    EXPECT_EQ(shown(*sheet, "E3"), "***");
    EXPECT_EQ(shown(*sheet, "F3"), "1899-12-31");
    EXPECT_EQ(shown(*sheet, "G3"), "");
    EXPECT_EQ(shown(*sheet, "A4"), "只有一格");
    EXPECT_EQ(shown(*sheet, "B4"), "");
}

TEST(Xlsx, CutsOverlongTextWithAMark) {
    std::string text;
    while (text.size() < 100'000) text += "说";
    auto book = started();
    book.add_row({text});
    OfficeFile const file{std::move(book).bytes()};
    auto const cell = shown(*file.xml("xl/worksheets/sheet1.xml"), "A3");
    EXPECT_TRUE(cell.ends_with("…（内容过长，后文已略）"));
    EXPECT_LE(cell.size(), 32'767U);
}

TEST(Xlsx, FreezesFiltersAndPrintsTheHead) {
    auto book = started();
    book.add_row({"1"});
    book.add_row({"2"});
    OfficeFile const file{std::move(book).bytes()};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    auto const value = [&](char const* path) {
        return std::string{sheet->select_node(path).attribute().value()};
    };
    EXPECT_EQ(value("//pane/@ySplit"), "2");
    EXPECT_EQ(value("//pane/@state"), "frozen");
    EXPECT_EQ(value("//autoFilter/@ref"), "A2:G4");
    EXPECT_EQ(value("//pageSetup/@paperSize"), "9");
    EXPECT_EQ(value("//pageSetup/@orientation"), "landscape");
    EXPECT_EQ(value("//pageSetup/@fitToHeight"), "0");
    EXPECT_EQ(value("//mergeCell/@ref"), "A1:G1");
    EXPECT_STREQ(sheet->select_node("//oddFooter").node().text().get(), "&C第 &P 页，共 &N 页");
    auto const names = file.xml("xl/workbook.xml");
    EXPECT_STREQ(names->select_node("//definedName[@name='_xlnm.Print_Titles']").node().text().get(),
                 "'春蕾'!$2:$2");
}

TEST(Xlsx, LeavesRoomToSignBelowTheTableAndOutsideItsFilter) {
    auto book = started();
    book.add_row({"1"});
    book.add_row({"2"});
    book.add_signatures("制表人：　　复核人：");
    book.add_signatures("日期：");
    book.open_sheet("窄", "一列", {{"甲"}});
    book.add_row({"1"});
    book.add_signatures("审查人：");
    OfficeFile const file{std::move(book).bytes()};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_STREQ(sheet->select_node("//autoFilter/@ref").attribute().value(), "A2:G4");
    EXPECT_EQ(shown(*sheet, "A5"), "");
    EXPECT_EQ(shown(*sheet, "A6"), "制表人：　　复核人：");
    EXPECT_EQ(shown(*sheet, "A7"), "日期：");
    EXPECT_TRUE(sheet->select_node("//mergeCell[@ref='A6:G6']"));
    EXPECT_EQ(shown(*file.xml("xl/worksheets/sheet2.xml"), "A5"), "审查人：");
}

TEST(Xlsx, GivesChineseTextTwiceTheWidth) {
    Workbook book{"题", "者", Day{}};
    book.open_sheet("表", "题", {{"甲"}, {"乙"}, {"丙"}});
    book.add_row({"妇女儿童之家示范点", "abcdefghi", std::string(500, 'x')});
    OfficeFile const file{std::move(book).bytes()};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    auto const width = [&](int column) {
        return sheet->select_nodes("//col")[static_cast<std::size_t>(column)]
            .node()
            .attribute("width")
            .as_double();
    };
    EXPECT_NEAR(width(0), 20.7, 0.1);
    EXPECT_NEAR(width(1), 11.7, 0.1);
    EXPECT_NEAR(width(2), 50.7, 0.1);
}

TEST(Xlsx, MakesRowsOfLongTextHigherAndOnlyThose) {
    Workbook book{"题", "者", Day{}};
    book.open_sheet("表", "题", {{"甲"}, {"乙"}});
    book.add_row({"短", "也短"});
    book.add_row({std::string(100, 'x'), "短"});
    book.add_row({"第一行\n第二行"});
    book.add_row({"短"});
    OfficeFile const file{std::move(book).bytes()};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    auto const height = [&](std::string const& row) {
        return std::string{sheet->select_node(("//row[@r='" + row + "']/@ht").c_str()).attribute().value()};
    };
    EXPECT_EQ(height("3"), "");
    EXPECT_EQ(height("4"), "45");
    EXPECT_EQ(height("5"), "30");
    EXPECT_EQ(height("6"), "");
}

TEST(Xlsx, ExplainsItsColumnsOnTheLastSheet) {
    auto book = started();
    book.add_note("生成：宿迁市妇女联合会，2015年12月31日");
    OfficeFile const file{std::move(book).bytes()};
    auto const names = file.xml("xl/workbook.xml");
    auto const sheets = names->select_nodes("//sheet");
    ASSERT_EQ(sheets.size(), 2U);
    EXPECT_STREQ(sheets[1].node().attribute("name").value(), "说明");
    auto const notes = file.xml("xl/worksheets/sheet2.xml");
    EXPECT_EQ(shown(*notes, "A2"), "生成：宿迁市妇女联合会，2015年12月31日");
    EXPECT_EQ(shown(*notes, "B3"), "列");
    EXPECT_EQ(shown(*notes, "A4"), "春蕾");
    EXPECT_EQ(shown(*notes, "B4"), "编号");
    EXPECT_EQ(shown(*notes, "C4"), "记录的编号");
    EXPECT_EQ(shown(*notes, "E8"), "元");
    EXPECT_EQ(shown(*notes, "F8"), "资金账");
}

TEST(Xlsx, MakesSheetNamesFitAndUnlike) {
    Workbook book{"题", "者", Day{}};
    std::string const long_name = "这是一个非常非常非常非常非常非常非常非常非常非常长的工作表名称";
    book.open_sheet("a/b:c", "题", {{"甲"}});
    book.open_sheet("A/B:C", "题", {{"甲"}});
    book.open_sheet(long_name, "题", {{"甲"}});
    book.open_sheet(long_name, "题", {{"甲"}});
    book.open_sheet("", "题", {{"甲"}});
    OfficeFile const file{std::move(book).bytes()};
    auto const names = file.xml("xl/workbook.xml");
    std::vector<std::string> found;
    for (auto const& sheet : names->select_nodes("//sheet/@name"))
        found.emplace_back(sheet.attribute().value());
    ASSERT_EQ(found.size(), 6U);
    EXPECT_EQ(found[0], "a_b_c");
    EXPECT_EQ(found[1], "A_B_C（2）");
    EXPECT_NE(found[2], found[3]);
    EXPECT_TRUE(found[3].ends_with("（2）"));
    EXPECT_EQ(found[4], "台账");
}

TEST(Xlsx, StreamsAHundredThousandRows) {
    auto book = started();
    for (std::int64_t row = 0; row < 100'000; ++row) {
        book.add_row(
            {"321302-" + std::to_string(row), "321302200801010012", row, 1.5, row * 100, Day{16'000}, 50.0});
    }
    OfficeFile const file{std::move(book).bytes()};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(shown(*sheet, "C100002"), "99999");
    EXPECT_STREQ(sheet->select_node("//autoFilter/@ref").attribute().value(), "A2:G100002");
}

TEST(Xlsx, WritesAFileOrSaysThatItCannot) {
    auto const folder = std::filesystem::path{testing::TempDir()} / "niangjia-xlsx-test";
    std::filesystem::create_directories(folder);
    auto const path = folder / "台账.xlsx";
    started().write(path);
    EXPECT_GT(std::filesystem::file_size(path), 1'000U);
    try {
        started().write(folder / "nowhere" / "台账.xlsx");
        FAIL();
    } catch (Error const& failure) {
        EXPECT_EQ(failure.kind(), ErrorKind::Unavailable);
        EXPECT_EQ(failure.code(), "reports.file-failed");
    }
    std::filesystem::remove_all(folder);
}

TEST(Xlsx, AnUnfinishedWorkbookLeavesNothingBehind) {
    auto const folder = std::filesystem::path{testing::TempDir()} / "niangjia-xlsx-unfinished";
    std::filesystem::create_directories(folder);
    auto const* const before = std::getenv("TMPDIR");
    std::string const kept = before == nullptr ? "" : before;
    setenv("TMPDIR", folder.c_str(), 1);
    {
        auto book = started();
        book.add_row({"1"});
        EXPECT_FALSE(std::filesystem::is_empty(folder));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace niangjia::reports
