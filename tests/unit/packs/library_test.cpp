// What a library of sound packs holds.
#include <gtest/gtest.h>

#include "packs/item.h"
#include "support/pack_folder.h"

namespace niangjia::packs {
namespace {

using namespace testing_support;

Figure const& figure(std::string_view name) {
    return *test_library().figure(name);
}

TEST(Library, TheProgrammesOfTheProjectAreSound) {
    auto const packs = std::filesystem::path{NIANGJIA_SOURCE_DIR} / "packs";
    auto const roles = identity::Roles::read((packs / "common" / "roles.yaml").string());
    for (auto const* organisation : {"women", "union"}) {
        auto const loaded = Library::load(packs, organisation, roles);
        for (auto const& problem : loaded.problems) {
            ADD_FAILURE() << problem.file << ":" << problem.line << ":" << problem.column << " "
                          << problem.text.en;
        }
        ASSERT_NE(loaded.library, nullptr) << organisation;
        EXPECT_GE(loaded.library->programmes().size(), 7U) << organisation;
        EXPECT_NE(loaded.library->report("annual"), nullptr) << organisation;
    }
}

TEST(Library, NamesWhatItHolds) {
    auto const& library = test_library();
    EXPECT_EQ(library.organisation(), "women");
    ASSERT_EQ(library.programmes().size(), 2U);
    EXPECT_EQ(library.programmes()[0]->name, "care");
    EXPECT_EQ(library.programme("training")->title.zh, "技能培训");
    EXPECT_EQ(library.programme("nothing"), nullptr);
    EXPECT_EQ(library.record_type_count(), 3U);
    EXPECT_EQ(library.record_type("care.grant")->programme->name, "care");
    EXPECT_EQ(library.reports().size(), 1U);
    EXPECT_EQ(library.choices("care/hardship")->find("widowed")->title.zh, "丧偶");
    EXPECT_EQ(library.choices("trade")->find("nothing"), nullptr);
    EXPECT_TRUE(library.calendar().knows(2015));
    EXPECT_FALSE(library.calendar().knows(2016));
}

TEST(Library, AChoiceOfTheSecondLevelLiesWithinItsParent) {
    auto const& hardship = *test_library().choices("care/hardship");
    EXPECT_TRUE(hardship.within("widowed", "poverty"));
    EXPECT_TRUE(hardship.within("poverty", "poverty"));
    EXPECT_FALSE(hardship.within("poverty", "widowed"));
    EXPECT_FALSE(hardship.within("illness", "poverty"));
}

TEST(Library, KnowsTheFieldsOfARecord) {
    auto const& grant = *test_library().record_type("care.grant");
    EXPECT_EQ(grant.field("amount")->min, 100'00);
    EXPECT_EQ(grant.field("amount")->max, 5000'00);
    EXPECT_EQ(grant.field("rice")->min, 500) << "in thousandths";
    EXPECT_EQ(grant.field("story")->max_length, 20U);
    EXPECT_EQ(grant.field("story")->seen_by, identity::Sight::Personal);
    EXPECT_EQ(grant.field("school")->seen_by, identity::Sight::Internal);
    EXPECT_EQ(grant.field("donor")->level, org::Level::County);
    EXPECT_EQ(grant.field("hardship")->choices->name, "care/hardship");
    EXPECT_EQ(grant.field("nothing"), nullptr);
    EXPECT_TRUE(grant.subject->required);
    EXPECT_FALSE(test_library().record_type("care.complaint")->subject->required);
}

TEST(Library, ASharedWorkflowTakesItsWordsFromTheType) {
    auto const& workflow = test_library().record_type("training.class")->workflow;
    EXPECT_EQ(workflow.name, "course");
    EXPECT_EQ(workflow.create.by, (std::vector<Actor>{{"keeper", {}}, {"township-chair", {}}}));
    EXPECT_EQ(workflow.state("planned").actions[2].needs, std::vector<std::string>{"attended"})
        << "the default, since the type gives none";
}

TEST(Library, WhatOneTypeGivesASharedWorkflowIsNothingToAnother) {
    PackFolder folder;
    folder.put("women/earlier.yaml",
               "programme: earlier\nname: {zh: 在前, en: Earlier}\nrecords:\n  twin:\n    name: {zh: 另一个, en: Twin}\n    kind: event\n"
               "    participants:\n      trainee: {name: {zh: 学员, en: Trainee}, who: person}\n      host: {name: {zh: 承办单位, en: Host}, who: person}\n"
               "    fields:\n      day: {type: date, name: {zh: 日期, en: Day}}\n    workflow: course\n    with: {by: keeper, finishing: [day]}\n");
    auto const loaded = folder.load();
    ASSERT_NE(loaded.library, nullptr) << loaded.problems.front().text.en;
    EXPECT_EQ(loaded.library->record_type("earlier.twin")->workflow.state("planned").actions[2].needs, std::vector<std::string>{"day"});
    EXPECT_EQ(loaded.library->record_type("training.class")->workflow.state("planned").actions[2].needs, std::vector<std::string>{"attended"})
        << "the default still";
}

TEST(Library, AStateAwaitsWhoeverMayTakeItsFirstStep) {
    auto const& grant = test_library().record_type("care.grant")->workflow;
    EXPECT_EQ(grant.state("proposed").awaits, (std::vector<Actor>{{"township-chair", org::Level::Township}}));
    EXPECT_EQ(grant.state("proposed").next->name, "approve");
    EXPECT_EQ(grant.state("closed").next, nullptr);
    auto const& complaint = test_library().record_type("care.complaint")->workflow;
    EXPECT_EQ(complaint.state("accepted").awaits, (std::vector<Actor>{{"keeper", org::Level::County}}))
        << "as the pack says";
}

TEST(Library, AFigureSaysWhatItCounts) {
    EXPECT_EQ(figure("care.paid").definition.zh, "助学金的金额，“发放”时计一次");
    EXPECT_EQ(figure("care.paid").definition.en, "Amount of Grant, once, when: Pay");
    EXPECT_EQ(figure("care.pupils").definition.zh, "助学金，“发放”时计一次；同一人只计一次");
    EXPECT_EQ(figure("care.waiting").definition.zh, "助学金，处于“已申报、公示中”；同一人只计一次");
    EXPECT_EQ(figure("care.visits").definition.zh, "助学金，每次“回访”");
    EXPECT_EQ(figure("care.urgent").definition.zh, "助学金，“已发放”时计一次");
    EXPECT_EQ(figure("care.villages").definition.en, "Grant, once, when: Pay; each organisation once");
    EXPECT_EQ(figure("care.done").definition.zh, "助学金，“发放”时计一次；来访，“已答复”时计一次");
    EXPECT_EQ(figure("care.all").definition.zh, "回访 ＋ 紧急发放");
    EXPECT_EQ(figure("care.share").definition.zh, "紧急发放 ÷ 回访 × 100%");
    EXPECT_EQ(figure("care.unreached").definition.zh, "期内“资助学生”为零的组织数");
    EXPECT_EQ(figure("training.trained").definition.zh, "培训班的学员，“结业”时计一次；同一人只计一次");
}

TEST(Library, AFigureKnowsWhatItIsMadeOf) {
    EXPECT_TRUE(figure("care.paid").money);
    EXPECT_TRUE(figure("care.paid").counted());
    EXPECT_TRUE(figure("care.waiting").stock);
    EXPECT_TRUE(figure("care.pupils").distinct());
    EXPECT_FALSE(figure("training.seats").distinct());
    EXPECT_EQ(figure("care.share").parts,
              (std::vector<Figure const*>{&figure("care.urgent"), &figure("care.visits")}));
    EXPECT_FALSE(figure("care.share").counted());
    EXPECT_EQ(figure("care.unreached").level, org::Level::Village);
    EXPECT_EQ(figure("care.donated").sources.front().at, "donor");
    auto const fed = test_library().fed_by(*test_library().record_type("care.complaint"));
    EXPECT_EQ(fed, (std::vector<Figure const*>{&figure("care.open"), &figure("care.done")}));
}

TEST(Library, TheLinesOfTheProgrammesStandInTheReportInTheirOrder) {
    auto const& report = *test_library().report("annual");
    ASSERT_EQ(report.sections.size(), 3U);
    auto const& care = report.sections[1].paragraphs;
    ASSERT_EQ(care.size(), 4U);
    EXPECT_EQ(care[0][1].kind, Piece::Kind::Typed);
    EXPECT_EQ(care[0][1].slot, "subscribers");
    EXPECT_EQ(care[0][1].unit, "人");
    EXPECT_EQ(care[0][1].words, "公众号订阅人数");
    EXPECT_EQ(care[1][0].words, "回访");
    EXPECT_EQ(care[2][0].words, "全年资助学生");
    EXPECT_EQ(care[3][0].words, "培训班");
    auto const& problems = report.sections[2].paragraphs.front();
    EXPECT_EQ(problems[3].figure, &figure("training.trained")) << "the figure of another programme";
    EXPECT_EQ(problems[3].style, "余 10");
}

TEST(Money, IsReadAsPacksWriteIt) {
    EXPECT_EQ(read_money("5000元"), 5000'00);
    EXPECT_EQ(read_money("368万元"), 3'680'000'00);
    EXPECT_EQ(read_money("42.96万元"), 429'600'00);
    EXPECT_EQ(read_money("1.5亿元"), 150'000'000'00);
    EXPECT_EQ(read_money("0.01元"), 1);
    for (auto const* const wrong :
         {"5000", "元", "万元", "5,000元", "-1元", "1.2.3元", "0.001元", "5000 元"}) {
        EXPECT_EQ(read_money(wrong), std::nullopt) << wrong;
    }
}

TEST(Names, TheNearestIsFoundWhenItIsNear) {
    EXPECT_EQ(nearest("amuont", {"amount", "account"}), "amount");
    EXPECT_EQ(nearest("zzzzzz", {"amount", "account"}), "");
    EXPECT_EQ(nearest("", {"amount"}), "");
}

TEST(DueDays, CountFromTheDayOfTheStep) {
    auto const& calendar = test_library().calendar();
    auto const day = [](int year, unsigned month, unsigned number) { return *Day::of(year, month, number); };
    Due due;
    due.working_days = 5;
    EXPECT_EQ(due.from(day(2015, 4, 3), {}, calendar), day(2015, 4, 12))
        << "the 6th is a holiday, the 12th a Sunday that is worked";
    due = {};
    due.days = 15;
    EXPECT_EQ(due.from(day(2015, 3, 6), {}, calendar), day(2015, 3, 23)) << "the 21st is a Saturday";
    due = {};
    due.months = 6;
    EXPECT_EQ(due.from(day(2015, 8, 31), {}, calendar), day(2016, 2, 29));
    due.until = "day";
    EXPECT_EQ(due.from(day(2015, 8, 31), day(2015, 10, 4), calendar), day(2015, 10, 4))
        << "the day that is named, whatever day of the week it is";
    EXPECT_EQ(due.from(day(2015, 8, 31), {}, calendar), std::nullopt);
    EXPECT_FALSE(due.counts_working_days());
    auto const& complaint = test_library().record_type("care.complaint")->workflow;
    EXPECT_EQ(complaint.state("accepted").due->working_days, 3) << "72 hours of a legal clock";
    EXPECT_EQ(complaint.state("received").due->clock->law, "信访工作条例");
}

}  // namespace
}  // namespace niangjia::packs
