// Deadlines beside the state's own, parts of a case, risk, and what is sent to a partner.
#include <gtest/gtest.h>

#include "cases.h"

namespace niangjia::testing_support {
namespace {

using Days = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

class Deadlines : public OnEveryDatabaseWithCases {};

TEST_P(Deadlines, RunFromOneStepToAnother) {
    auto const id = create(village_head(), home());
    EXPECT_EQ(deadlines(id), (Days{{"tell", "2015-03-16"}})) << "five days end on a Saturday: the next working day";
    act(village_head(), id, "accept");
    EXPECT_EQ(deadlines(id), Days{});
    EXPECT_EQ(amount("cases.told"), 1);
    EXPECT_EQ(amount("cases.late"), 0);
}

TEST_P(Deadlines, TellWhetherTheyWereKept) {
    auto const id = create(village_head(), home());
    on("2015-03-18");
    act(village_head(), id, "accept");
    EXPECT_EQ(amount("cases.told"), 0);
    EXPECT_EQ(amount("cases.late"), 1);
    EXPECT_EQ(recount().differing, 0);
}

TEST_P(Deadlines, AreShownToTheNextLevelOnceTheyAreOverdue) {
    auto const id = create(village_head(), home());
    EXPECT_EQ(todos(village_head()), Names{"due"});
    EXPECT_EQ(todos(keeper()), Names{"tell"}) << "the keeper's own, and not yet as one that is overdue";
    on("2015-03-18");
    auto const found = read([&](storage::Reader const& reader) { return records.todos(reader, keeper(), {}, 10); });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].record.id, id);
    EXPECT_EQ(found[0].due, day("2015-03-16"));
    EXPECT_EQ(found[0].deadline->name, "tell");
}

TEST_P(Deadlines, StartAnewWhenTheyAreMetAndFollowTheLevelOfRisk) {
    auto const id = create(village_head(), home());
    act(village_head(), id, "assess", {{"injured", true}});
    EXPECT_EQ(fetch(village_head(), id).fields.at("risk-level").as_string(), "blue");
    EXPECT_EQ(fetch(village_head(), id).fields.at("risk-points").to_number<int>(), 4);
    EXPECT_EQ(deadlines(id).at("visit"), "2015-03-19");
    on("2015-03-10");
    act(village_head(), id, "visit");
    EXPECT_EQ(deadlines(id).at("visit"), "2015-03-20") << "ten days from the visit";
    EXPECT_EQ(amount("cases.visited"), 1);
    act(village_head(), id, "assess", {{"injured", true}, {"alone", true}});
    EXPECT_EQ(fetch(village_head(), id).fields.at("risk-level").as_string(), "red") << "the sum reaches it";
    EXPECT_EQ(deadlines(id).at("visit"), "2015-03-11");
    EXPECT_EQ(amount("cases.visited"), 1) << "a new level is no visit";
    EXPECT_EQ(recount().differing, 0);
}

TEST_P(Deadlines, OfARedItemStandWhateverTheSum) {
    auto const id = create(village_head(), home());
    act(village_head(), id, "assess", {{"weapon", true}});
    EXPECT_EQ(fetch(village_head(), id).fields.at("risk-level").as_string(), "red");
    EXPECT_EQ(code_of([&] { act(village_head(), id, "assess", {{"weapon", false}, {"risk-level", "blue"}}); }), "records.computed");
}

TEST_P(Deadlines, AreMovedByAnExtensionOfTheirOwn) {
    auto const id = create(village_head(), home());
    act(village_head(), id, "assess", {{"injured", true}});
    act(village_head(), id, "accept", {{"day", "2015-05-04"}});
    EXPECT_EQ(code_of([&] { act(village_head(), id, "longer"); }), "records.may-not-act");
    act(keeper(), id, "longer");
    EXPECT_EQ(deadlines(id).at("visit"), "2015-03-26");
    auto const record = fetch(system(), id);
    auto const running = records::Records::running(*record.type, timeline(system(), id));
    ASSERT_EQ(running.size(), 1U);
    EXPECT_TRUE(running[0].extended);
    EXPECT_EQ(running[0].since, day("2015-03-09"));
}

TEST_P(Deadlines, FollowACorrectedCalendar) {
    auto const id = create(village_head(), home());
    act(village_head(), id, "assess", {{"injured", true}});
    EXPECT_EQ(deadlines(id), (Days{{"tell", "2015-03-16"}, {"visit", "2015-03-19"}}));
    PackFolder corrected;
    write_file(corrected.path() / "women" / "cases.yaml", cases_pack);
    write_file(corrected.path() / "common" / "risk.yaml", safety_form);
    corrected.spoil("common/calendar.yaml", "holidays: [2015-04-05", "holidays: [2015-03-16, 2015-03-19, 2015-04-05");
    auto const loaded = packs::Library::load(corrected.path(), "women", cases_roles());
    ASSERT_NE(loaded.library, nullptr);
    figures::Figures const counted{db(), *loaded.library};
    records::Records const by_the_new{db(), *loaded.library, counted, people, folder.path() / "attachments"};
    EXPECT_EQ(records.follow_calendar(db(), system()), 0) << "the calendar says the same";
    EXPECT_EQ(by_the_new.follow_calendar(db(), system()), 1);
    EXPECT_EQ(deadlines(id), (Days{{"tell", "2015-03-17"}, {"visit", "2015-03-20"}}));
    EXPECT_EQ(fetch(system(), id).due, day("2015-03-17"));
    EXPECT_EQ(timeline(village_head(), id).back().action, "calendar");
    EXPECT_EQ(by_the_new.follow_calendar(db(), system()), 0) << "once is enough";
    EXPECT_EQ(recount().differing, 0);
}

TEST_P(Deadlines, EndWithAVoidedRecord) {
    auto const id = create(village_head(), home());
    act(village_head(), id, "assess", {{"injured", true}});
    act(village_head(), id, "accept");
    act(keeper(), id, "void");
    EXPECT_EQ(deadlines(id), Days{});
    EXPECT_EQ(todos(village_head()), Names{});
}

TEST_P(Deadlines, OfARhythmEndWithTheWork) {
    auto const id = create(village_head(), home());
    act(village_head(), id, "assess", {{"injured", true}});
    act(village_head(), id, "accept");
    act(village_head(), id, "drop");
    EXPECT_EQ(deadlines(id), Days{});
    EXPECT_EQ(todos(village_head()), Names{});
}

class Parts : public OnEveryDatabaseWithCases {};

TEST_P(Parts, StandUnderARecordOfTheirKind) {
    auto const id = create(village_head(), home());
    auto const under = part(village_head(), "cases.report", id, {{"what", "孩子受惊"}});
    auto const parts = read([&](storage::Reader const& reader) { return records.parts(reader, village_head(), id); });
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_EQ(parts[0].id, under);
    EXPECT_EQ(fetch(village_head(), under).parent, id);
    auto const told = timeline(village_head(), id).back();
    EXPECT_EQ(told.action, "part");
    EXPECT_NE(told.note.find(records::number_text(under)), std::string::npos);
    EXPECT_EQ(code_of([&] { part(village_head(), "cases.report", under, {{"what", "x"}}); }), "records.no-part");
    EXPECT_EQ(code_of([&] { part(other_village(), "cases.report", id, {{"what", "x"}}, code(daqiao)); }), "records.unknown-parent");
    records::Creation alone{command(), "cases.report", code(meiyuan)};
    alone.fields = {{"what", "x"}};
    EXPECT_EQ(code_of([&] { create(village_head(), alone); }), "records.needs-parent");
}

TEST_P(Parts, KeepTheirWholeOpen) {
    auto const id = create(village_head(), home());
    auto const under = part(village_head(), "cases.report", id, {{"what", "孩子受惊"}});
    act(village_head(), id, "accept");
    EXPECT_EQ(code_of([&] { act(village_head(), id, "close", {{"sure", true}}); }), "records.open-parts");
    act(village_head(), under, "end");
    EXPECT_EQ(code_of([&] { act(village_head(), id, "close", {{"sure", false}}); }), "records.needs-yes");
    act(village_head(), id, "close", {{"sure", true}});
    EXPECT_EQ(fetch(system(), id).state->name, "closed");
}

TEST_P(Parts, MayBeLeftOpenWhereThePackSaysSo) {
    auto const id = create(village_head(), home());
    part(village_head(), "cases.report", id, {{"what", "孩子受惊"}});
    act(village_head(), id, "accept");
    act(village_head(), id, "drop");
    EXPECT_EQ(fetch(system(), id).state->name, "closed");
}

TEST_P(Parts, AreDemandedByWhatTheCaseIs) {
    auto about_a_child = home();
    about_a_child.fields["minor"] = true;
    auto const id = create(village_head(), about_a_child);
    act(village_head(), id, "accept");
    EXPECT_EQ(code_of([&] { act(village_head(), id, "close", {{"sure", true}}); }), "records.part-wanted");
    act(village_head(), part(village_head(), "cases.report", id, {{"what", "孩子受惊"}}), "end");
    act(village_head(), id, "close", {{"sure", true}});
}

TEST_P(Parts, ThatAreSentBelongToTheirReceiver) {
    auto const police = unit("派出所");
    auto const court = unit("法院");
    auto const officer = worker("partner", police.text(), "police");
    auto const judge = worker("partner", court.text(), "court");
    auto const id = create(village_head(), home());
    auto const sent = part(village_head(), "cases.referral", id, {{"extract", "请上门劝导"}}, police);
    EXPECT_EQ(listed(officer), std::vector{sent});
    EXPECT_EQ(listed(judge), std::vector<RecordId>{});
    EXPECT_EQ(code_of([&] { (void)fetch(judge, sent); }), "records.not-found");
    EXPECT_EQ(code_of([&] { (void)fetch(officer, id); }), "records.not-found") << "the case itself stays at home";
    EXPECT_EQ(fetch(village_head(), sent).fields.at("extract").as_string(), "请上门劝导") << "who sent it goes on seeing it";
    EXPECT_EQ(code_of([&] { act(village_head(), sent, "reply", {{"answer", "已办"}}); }), "records.may-not-act");
    EXPECT_EQ(todos(officer), Names{"due"});
    act(officer, sent, "reply", {{"answer", "已劝导"}});
    EXPECT_EQ(todos(officer), Names{});
    EXPECT_EQ(todos(village_head()), (Names{"due", "due"})) << "the answer lies with who asked, beside the case";
    act(village_head(), sent, "confirm");
    EXPECT_EQ(fetch(system(), id).state->name, "open") << "an answer closes no case";
}

TEST_P(Parts, SplitFiguresCountEachChoiceAndWhatStandsAboveIt) {
    create(village_head(), home());
    create(village_head(), harm("动手"));
    EXPECT_EQ(amount("cases.all"), 2);
    EXPECT_EQ(amount("cases.all.topic.home"), 1);
    EXPECT_EQ(amount("cases.all.topic.harm"), 1);
    EXPECT_EQ(amount("cases.all.topic.blow"), 1);
    EXPECT_EQ(amount("cases.all.topic.land"), 0);
    EXPECT_EQ(recount().differing, 0);
}

INSTANTIATE_TEST_SUITE_P(Every, Deadlines, testing::ValuesIn(backends()), backend_name);
INSTANTIATE_TEST_SUITE_P(Every, Parts, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::testing_support
