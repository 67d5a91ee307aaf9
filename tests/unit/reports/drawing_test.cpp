// The year's work report, drawn from the work of the office.
#include <limits>

#include "reports/docx.h"
#include "support/office.h"
#include "unit/reports/office_file.h"

namespace niangjia::reports {
namespace {

using namespace testing_support;
using Texts = std::vector<std::string>;

class Drawing : public OnEveryDatabaseWithOffice {
  protected:
    // Three pupils paid 1,2000 yuan together, one of them visited with rice, and a class of two.
    void work_a_year() {
        auto const id = paid(person("学员甲"), 5'000'00, {{"urgent", true}});
        act(village_head(), id, "visit", {{"rice", 12.25}});
        act(village_head(), id, "visit");
        act(village_head(), id, "visit");
        paid(person("学员乙"), 5'000'00);
        paid(person("学员丙"), 2'000'00, {{"hardship", "poverty"}});
        auto wanted = training("2015-04-10");
        wanted.participants = {{"trainee", party(person("学员丁"))}, {"trainee", party(person("学员戊"))}};
        act(chair(), create(chair(), wanted), "finish", {{"attended", 2}});
        on("2015-12-20");
    }
    Report draw(std::string_view place = linjiang, int year = 2015) { return draw(system(), place, year); }
    Report draw(identity::Context const& context, std::string_view place, int year,
                std::string_view name = "annual") {
        return read([&](storage::Reader const& reader) {
            return reports.draw(reader, context, name, code(place), year);
        });
    }
    static std::string text_of(std::vector<Passage> const& paragraph) {
        std::string text;
        for (auto const& passage : paragraph) text += passage.text;
        return text;
    }
    static Texts paragraphs(Chapter const& chapter) {
        Texts texts;
        for (auto const& paragraph : chapter.paragraphs) texts.push_back(text_of(paragraph));
        return texts;
    }
    void type_in(identity::Context const& context, std::optional<double> value, std::string_view note = {},
                 std::string_view slot = "subscribers", std::string_view place = dongcheng, int year = 2015) {
        write([&](storage::Transaction& transaction) {
            reports.type_in(transaction, context, "annual", code(place), year, slot, value, note);
        });
    }
    // The number of subscribers as the county's report prints it.
    Passage subscribers() { return draw(dongcheng).chapters[1].paragraphs[0][1]; }
    identity::Context clerk_called(std::string const& title) {
        auto const account = write([&](storage::Transaction& transaction) {
            return identity.create_account(
                transaction, system(),
                {"clerk", title, "correct horse", {{"keeper", std::string{dongcheng}}}},
                identity::Identity::hash_password("correct horse"));
        });
        return as("keeper", dongcheng, account.id);
    }

    identity::Identity identity{db(), test_roles(), clock};
};

TEST_P(Drawing, SaysTheYearsWorkInItsOrder) {
    work_a_year();
    auto const report = draw();
    EXPECT_EQ(report.title, "临江市妇女联合会2015年度工作报告");
    EXPECT_EQ(report.org_name, "临江市妇女联合会");
    ASSERT_EQ(report.chapters.size(), 3U);
    EXPECT_EQ(report.chapters[0].heading, "");
    EXPECT_EQ(paragraphs(report.chapters[0]), Texts{"各位执委，我代表临江市妇联报告2015年的工作。"});
    EXPECT_EQ(report.chapters[1].heading, "一、帮扶更实");
    EXPECT_EQ(paragraphs(report.chapters[1]),
              (Texts{"年末公众号有〔待填〕人。", "回访3次，发放大米12.25公斤，紧急率33.3%。",
                     "全年资助学生3名，发放助学金1.2万元，其中低收入学生1名。",
                     "培训班1期，培训妇女2名、2人次。"}));
    EXPECT_EQ(report.chapters[2].heading, "二、存在问题");
    EXPECT_EQ(paragraphs(report.chapters[2]), Texts{"还有2个村（居）没有助学金，2名已经结业。"});
}

TEST_P(Drawing, IsOfThePlaceThatAsks) {
    work_a_year();
    auto const report = draw(xishan);
    EXPECT_EQ(report.title, "西山县妇女联合会2015年度工作报告");
    EXPECT_EQ(paragraphs(report.chapters[0]), Texts{"各位执委，我代表西山县妇联报告2015年的工作。"});
    EXPECT_EQ(paragraphs(report.chapters[2]), Texts{"还有1个村（居）没有助学金，0名已经结业。"});
}

TEST_P(Drawing, LeavesOutWhatTellsOnlyOfNothing) {
    work_a_year();
    auto const county = draw(xishan);
    EXPECT_EQ(paragraphs(county.chapters[1]), Texts{"年末公众号有〔待填〕人。"}) << "a number to be typed in stays";
    EXPECT_EQ(paragraphs(county.chapters[2]), Texts{"还有1个村（居）没有助学金，0名已经结业。"}) << "one of its figures is something";
    EXPECT_EQ(draw().chapters[1].paragraphs.size(), 4U);
}

TEST_P(Drawing, EveryNumberKnowsWhereItComesFrom) {
    work_a_year();
    type_in(keeper(), 12'000);
    auto const report = draw(dongcheng);
    int numbers = 0;
    for (auto const& chapter : report.chapters) {
        for (auto const& paragraph : chapter.paragraphs) {
            for (auto const& passage : paragraph) {
                if (passage.figure != nullptr) {
                    ++numbers;
                    EXPECT_EQ(passage.number, read([&](storage::Reader const& reader) {
                                  return figures::Figures::number(
                                      *passage.figure, figures.value(reader, system(), *passage.figure,
                                                                     report.org, report.period));
                              }))
                        << passage.figure->name << ": the number that its address shows";
                } else if (passage.typed) {
                    ++numbers;
                } else {
                    EXPECT_EQ(passage.text.find_first_of("0123456789"), passage.text.find("2015"))
                        << passage.text << ": only the year stands in words";
                }
            }
        }
    }
    EXPECT_EQ(numbers, 12);
}

TEST_P(Drawing, EndsTodayInAYearThatIsNotOver) {
    work_a_year();
    EXPECT_EQ(draw().period, (Period{day("2015-01-01"), day("2015-12-20")}));
    on("2016-02-01");
    EXPECT_EQ(draw().period, Period::of_year(2015));
    EXPECT_EQ(draw(linjiang, 2016).period, (Period{day("2016-01-01"), day("2016-02-01")}));
    EXPECT_EQ(paragraphs(draw(linjiang, 2016).chapters[1]), Texts{"年末公众号有〔待填〕人。"});
}

TEST_P(Drawing, IsRefusedBeyondReachAndReason) {
    auto const refused = [&](identity::Context const& context, std::string_view place, int year,
                             std::string_view name) {
        return code_of([&] { draw(context, place, year, name); });
    };
    EXPECT_EQ(refused(village_head(), meiyuan, 2015, "annual"), "");
    EXPECT_EQ(refused(village_head(), daqiao, 2015, "annual"), "org.unknown");
    EXPECT_EQ(refused(as("grid-leader", meiyuan), meiyuan, 2015, "annual"), "identity.not-permitted");
    EXPECT_EQ(refused(system(), "449909", 2015, "annual"), "org.unknown");
    EXPECT_EQ(refused(system(), linjiang, 2015, "monthly"), "reports.unknown");
    EXPECT_EQ(refused(system(), linjiang, 1989, "annual"), "reports.wrong-year");
    EXPECT_EQ(refused(system(), linjiang, 2016, "annual"), "reports.wrong-year") << "it has not begun";
}

TEST_P(Drawing, ATypedNumberSaysWhoTypedItAndWhen) {
    EXPECT_EQ(subscribers().text, "〔待填〕人");
    EXPECT_EQ(subscribers().typed->value, std::nullopt);
    on("2015-12-20");
    type_in(clerk_called("王芳（区妇联）"), 12'000, "后台截图");
    auto const passage = subscribers();
    EXPECT_EQ(passage.text, "1.2万人");
    EXPECT_EQ(passage.typed->slot, "subscribers");
    EXPECT_EQ(passage.typed->title, "公众号订阅人数");
    EXPECT_EQ(passage.typed->unit, "人");
    EXPECT_EQ(passage.typed->by, "王芳（区妇联）");
    EXPECT_EQ(passage.typed->at, clock.now());
    EXPECT_EQ(passage.typed->note, "后台截图");
    EXPECT_EQ(journal().front().action, "reports.type-in");
    EXPECT_EQ(journal().front().target, "report:annual/2015/subscribers");
    EXPECT_EQ(text_of(draw(xishan).chapters[1].paragraphs[0]), "年末公众号有〔待填〕人。")
        << "another county's is its own";
    on("2016-01-04");
    EXPECT_EQ(text_of(draw(dongcheng, 2016).chapters[1].paragraphs[0]), "年末公众号有〔待填〕人。")
        << "and another year's";
}

TEST_P(Drawing, ATypedNumberIsReplacedAndTakenBackButNeverForgotten) {
    type_in(keeper(), 12'000);
    type_in(keeper(), 12'345.5);
    EXPECT_EQ(subscribers().text, "12345.5人");
    type_in(keeper(), std::nullopt, "数字有误");
    EXPECT_EQ(subscribers().text, "〔待填〕人");
    EXPECT_EQ(rows_of("typed_numbers"), 3);
}

TEST_P(Drawing, OnlyNumbersAreTypedAndOnlyIntoTheirSlots) {
    auto const refused = [&](std::optional<double> value, std::string_view slot = "subscribers") {
        return code_of([&] { type_in(keeper(), value, {}, slot); });
    };
    for (auto const wrong : {-1.0, 1.1e14, 0.00001, std::numeric_limits<double>::infinity(),
                             std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_EQ(refused(wrong), "reports.no-number") << wrong;
    }
    EXPECT_EQ(refused(1e14), "");
    EXPECT_EQ(refused(0), "");
    EXPECT_EQ(refused(0.1234), "");
    EXPECT_EQ(refused(1, "nothing"), "reports.unknown-slot");
    std::string note;
    for (int i = 0; i < 500; ++i) note += "字";
    EXPECT_EQ(code_of([&] { type_in(keeper(), 1, note); }), "");
    EXPECT_EQ(code_of([&] { type_in(keeper(), 1, note + "字"); }), "reports.note-too-long");
}

TEST_P(Drawing, NumbersAreTypedByWhoMayAndWhereSheMay) {
    auto const refused = [&](identity::Context const& context, std::string_view place, int year = 2015) {
        return code_of([&] { type_in(context, 1, {}, "subscribers", place, year); });
    };
    EXPECT_EQ(refused(chair(), shiqiao), "identity.not-permitted");
    EXPECT_EQ(refused(keeper(), xishan), "org.unknown");
    EXPECT_EQ(refused(keeper(), "449901009"), "org.unknown");
    EXPECT_EQ(refused(keeper(), dongcheng, 2016), "reports.wrong-year");
    EXPECT_EQ(refused(keeper(), shiqiao), "");
    EXPECT_EQ(rows_of("typed_numbers"), 1);
}

TEST_P(Drawing, BecomesADocument) {
    work_a_year();
    type_in(clerk_called("王芳（区妇联）"), 12'000);
    auto const drawn = document(draw(dongcheng));
    EXPECT_EQ(drawn.title, "东城区妇女联合会2015年度工作报告");
    EXPECT_EQ(drawn.issuer, "东城区妇女联合会");
    EXPECT_EQ(drawn.date, day("2015-12-20"));
    ASSERT_EQ(drawn.blocks.size(), 8U);
    EXPECT_EQ(std::get<Heading>(drawn.blocks[1]), (Heading{1, "一、帮扶更实"}));
    auto const& typed = std::get<Paragraph>(drawn.blocks[2]).runs;
    ASSERT_EQ(typed.size(), 3U);
    EXPECT_EQ(typed[1].text, "1.2万人");
    EXPECT_EQ(typed[1].note, "手工填报：王芳（区妇联），2015年12月20日");
    EXPECT_EQ(typed[0].note, std::nullopt);

    OfficeFile const file{docx(drawn)};
    auto const text = [&](std::string const& part) {
        std::string all;
        auto const xml = file.xml(part);
        for (auto const& node : xml->select_nodes("//w:t")) all += node.node().text().get();
        return all;
    };
    auto const body = text("word/document.xml");
    EXPECT_TRUE(body.contains("全年资助学生3名，发放助学金1.2万元，其中低收入学生1名。")) << body;
    EXPECT_TRUE(body.contains("紧急率33.3%"));
    EXPECT_TRUE(text("word/footnotes.xml").contains("手工填报：王芳（区妇联），2015年12月20日"));
}

TEST_P(Drawing, ANumberThatWasNotTypedHasNoFootnote) {
    OfficeFile const file{docx(document(draw()))};
    EXPECT_FALSE(file.has("word/footnotes.xml"));
}

INSTANTIATE_TEST_SUITE_P(Every, Drawing, testing::ValuesIn(backends()), backend_name);

std::string text_of(std::string_view figure, figures::Value const& value, std::string_view style = {}) {
    return figure_text(*test_library().figure(figure), value, style);
}

TEST(FigureTexts, AreWrittenAsReportsWriteThem) {
    EXPECT_EQ(text_of("care.pupils", {4'916}), "4916名");
    EXPECT_EQ(text_of("care.pupils", {12'000}), "1.2万名");
    EXPECT_EQ(text_of("care.pupils", {1'687}, "余 100"), "1600余名");
    EXPECT_EQ(text_of("care.pupils", {29}, "近 10"), "近30名");
    EXPECT_EQ(text_of("care.paid", {3'680'000'00}), "368万元");
    EXPECT_EQ(text_of("care.paid", {70'654'321'00}, "余 1000万"), "7000余万元");
    EXPECT_EQ(text_of("care.paid", {1'234'56}), "1234.56元");
    EXPECT_EQ(text_of("care.rice", {12'250}), "12.25公斤");
    EXPECT_EQ(text_of("care.rice", {12'000}), "12公斤");
    EXPECT_EQ(text_of("care.share", {0, 915, 1'000, true}), "91.5%");
    EXPECT_EQ(text_of("care.share", {0, 1, 1, true}), "100%");
    EXPECT_EQ(text_of("care.share", {0, 0, 0, false}), "—");
    EXPECT_EQ(text_of("care.unreached", {0}), "0个");
}

}  // namespace
}  // namespace niangjia::reports
