// What is counted: when, where, whom, and how a later change moves it.
#include "support/office.h"

namespace niangjia::figures {
namespace {

using namespace testing_support;

Period days(std::string_view from, std::string_view to) {
    return {day(from), day(to)};
}

class Counting : public OnEveryDatabaseWithOffice {
  protected:
    std::int64_t work(Work which, unsigned month) {
        return read([&](storage::Reader const& reader) {
            return figures.work_by_month(reader, system(), std::array{code(linjiang)}, 2015).front().months(which).at(month - 1);
        });
    }
    std::int64_t waiting_on(std::string_view text) {
        return amount("care.waiting", linjiang, days(text, text));
    }

    people::PersonId const pupil = person("学员甲");
};

TEST_P(Counting, HappensAtTheRecordsOrganisationAndAllAboveIt) {
    paid(pupil, 800'00);
    for (auto const place : {meiyuan, shiqiao, dongcheng, linjiang, std::string_view{"44"}}) {
        EXPECT_EQ(amount("care.paid", place), 800'00) << place;
        EXPECT_EQ(amount("care.pupils", place), 1) << place;
    }
    for (auto const place : {daqiao, liushu, xishan, std::string_view{"45"}}) {
        EXPECT_EQ(amount("care.paid", place), 0) << place;
        EXPECT_EQ(amount("care.pupils", place), 0) << place;
    }
}

TEST_P(Counting, HappensOnTheDayOfTheStep) {
    paid(pupil, 800'00);  // proposed on the 9th of March, paid on the 17th
    for (auto const& [period, expected] : {std::pair{Period::of_year(2015), 1},
                                           {Period::of_year(2014), 0},
                                           {Period::of_year(2016), 0},
                                           {days("2015-03-17", "2015-03-17"), 1},
                                           {days("2015-03-01", "2015-03-31"), 1},
                                           {days("2015-03-01", "2015-03-16"), 0},
                                           {days("2015-03-18", "2015-03-31"), 0},
                                           {days("2015-04-01", "2015-12-31"), 0},
                                           {days("2014-06-15", "2016-02-10"), 1},
                                           {days("2015-02-15", "2015-03-17"), 1},
                                           {days("2015-02-15", "2015-03-16"), 0},
                                           {days("2015-03-17", "2015-05-01"), 1}}) {
        auto const said = period.from.iso() + " " + period.to.iso();
        EXPECT_EQ(amount("care.paid", linjiang, period), expected * 800'00) << said;
        EXPECT_EQ(amount("care.pupils", linjiang, period), expected) << said;
        EXPECT_EQ(amount("care.villages", linjiang, period), expected) << said;
    }
}

TEST_P(Counting, CountsAPersonOnceHoweverOftenSheIsAided) {
    paid(pupil, 800'00);
    on("2015-04-01");
    paid(pupil, 500'00, {{"year", 2014}});
    auto const elsewhere = create(keeper(), grant(pupil, {{"year", 2013}}, daqiao));
    act(chair(), elsewhere, "approve");
    clock.set(moment_of(*fetch(elsewhere).due + 1));
    act(keeper(), elsewhere, "pay", {{"amount", 100'00}});
    paid(person("学员乙"), 300'00);

    EXPECT_EQ(amount("care.paid"), 1'700'00);
    EXPECT_EQ(amount("care.pupils"), 2);
    EXPECT_EQ(amount("care.pupils", meiyuan), 2);
    EXPECT_EQ(amount("care.pupils", daqiao), 1) << "she counts where she was aided";
    EXPECT_EQ(amount("care.pupils", shiqiao), 2) << "and once where both villages belong";
    EXPECT_EQ(amount("care.villages"), 2);
    EXPECT_EQ(amount("care.pupils", linjiang, days("2015-03-01", "2015-03-31")), 1);
    EXPECT_EQ(amount("care.pupils", linjiang, days("2015-04-01", "2015-04-30")), 2);
}

TEST_P(Counting, TakesTheRecordsThatMatchItsFilter) {
    paid(pupil, 800'00, {{"hardship", "illness"}, {"urgent", true}});
    paid(person("学员乙"), 800'00, {{"hardship", "poverty"}, {"urgent", false}});
    paid(person("学员丙"), 800'00, {{"hardship", "widowed"}});
    EXPECT_EQ(amount("care.pupils"), 3);
    EXPECT_EQ(amount("care.poor"), 2) << "with the choices below it";
    EXPECT_EQ(amount("care.urgent"), 1);
}

TEST_P(Counting, AStockIsWhatThereIsOnTheLastDay) {
    auto const id = proposed(pupil);  // on the 9th
    on("2015-03-11");
    act(chair(), id, "approve");
    auto const other = proposed(person("学员乙"));
    on("2015-03-19");
    act(keeper(), id, "pay", {{"amount", 800'00}});
    act(chair(), other, "refuse", {}, "材料不全");

    EXPECT_EQ(waiting_on("2015-03-08"), 0);
    EXPECT_EQ(waiting_on("2015-03-09"), 1);
    EXPECT_EQ(waiting_on("2015-03-11"), 2) << "approving changes the state, not the waiting";
    EXPECT_EQ(waiting_on("2015-03-18"), 2);
    EXPECT_EQ(waiting_on("2015-03-19"), 0);
    EXPECT_EQ(amount("care.waiting", linjiang, days("2015-01-01", "2015-03-15")), 2);
    EXPECT_EQ(amount("care.waiting", linjiang, Period::of_year(2014)), 0);
}

TEST_P(Counting, AStockGoesOnFromYearToYear) {
    on("2014-12-30");
    create(village_head(), complaint("去年的事"));
    on("2015-01-05");
    auto const id = create(village_head(), complaint("今年的事"));
    EXPECT_EQ(amount("care.open", linjiang, Period::of_year(2014)), 1);
    EXPECT_EQ(amount("care.open"), 2);
    EXPECT_EQ(amount("care.open", linjiang, Period::of_year(2016)), 2);
    act(village_head(), id, "accept");
    EXPECT_EQ(amount("care.open"), 2);
    act(village_head(), id, "answer");
    EXPECT_EQ(amount("care.open"), 1);
    act(village_head(), id, "reopen", {}, "不满意");
    EXPECT_EQ(amount("care.open"), 2);
}

TEST_P(Counting, CountsEveryTimeWhatHappensManyTimes) {
    auto const id = paid(pupil, 800'00, {{"rice", 5}});
    act(village_head(), id, "visit", {{"rice", 10}});
    on("2015-04-07");
    act(village_head(), id, "visit", {{"rice", 2.5}});
    act(village_head(), id, "visit");
    EXPECT_EQ(amount("care.visits"), 3);
    EXPECT_EQ(amount("care.rice"), 12'500) << "in thousandths, with each visit what it brought";
    EXPECT_EQ(amount("care.visits", linjiang, days("2015-04-01", "2015-04-30")), 2);
}

TEST_P(Counting, CountsAtThePlaceThatAFieldNames) {
    paid(pupil, 800'00, {{"donor", std::string{xishan}}});
    paid(person("学员乙"), 500'00);
    EXPECT_EQ(amount("care.donated", xishan), 800'00);
    EXPECT_EQ(amount("care.donated", dongcheng), 500'00) << "without a donor at its own";
    EXPECT_EQ(amount("care.donated"), 1'300'00);
    EXPECT_EQ(amount("care.paid", xishan), 0);
}

TEST_P(Counting, CountsTheParticipants) {
    auto wanted = training("2015-03-10");
    wanted.participants = {{"trainee", party(pupil)}, {"host", party(meiyuan)}, {"host", party(daqiao)}};
    auto const id = create(chair(), wanted);
    EXPECT_EQ(amount("training.trained"), 0) << "not before the class is finished";
    auto finish = action("finish", {{"attended", 37}});
    finish.participants = {{"trainee", party(person("学员乙"))}};
    act(chair(), id, finish);
    auto again = training("2015-03-10", {{"trade", "infants"}});
    again.participants = {{"trainee", party(pupil)}, {"host", party(meiyuan)}};
    act(chair(), create(chair(), again), "finish", {{"attended", 4}});

    EXPECT_EQ(amount("training.trained"), 2);
    EXPECT_EQ(amount("training.seats"), 3);
    EXPECT_EQ(amount("training.online"), 1) << "care of infants lies within care";
    EXPECT_EQ(amount("training.attended"), 41);
    EXPECT_EQ(amount("training.hosts"), 2);
    EXPECT_EQ(amount("training.classes"), 2);
    EXPECT_EQ(amount("training.trained", meiyuan), 0) << "the class is the street's";
}

TEST_P(Counting, TakesEachSourceAtItsOwnStep) {
    paid(pupil, 800'00);
    auto const id = create(village_head(), complaint("邻里纠纷"));
    act(village_head(), id, "accept");
    EXPECT_EQ(amount("care.done"), 1);
    act(village_head(), id, "answer");
    EXPECT_EQ(amount("care.done"), 2);
    act(village_head(), id, "reopen", {}, "不满意");
    act(village_head(), id, "answer");
    EXPECT_EQ(amount("care.done"), 2) << "the first time only";
}

TEST_P(Counting, KnowsWhatWasClosedInTimeAndWhatLate) {
    auto const quick = create(village_head(), complaint("快的"));
    auto const slow = create(village_head(), complaint("慢的"));
    create(village_head(), complaint("没办的"));
    for (auto const id : {quick, slow}) act(village_head(), id, "accept");  // to be answered by the 12th
    on("2015-03-12");
    act(village_head(), quick, "answer");
    on("2015-04-01");
    act(village_head(), slow, "answer");
    EXPECT_EQ(work(Work::Opened, 3), 3);
    EXPECT_EQ(work(Work::Closed, 3), 1);
    EXPECT_EQ(work(Work::InTime, 3), 1);
    EXPECT_EQ(work(Work::Late, 3), 0);
    EXPECT_EQ(work(Work::Closed, 4), 1);
    EXPECT_EQ(work(Work::Late, 4), 1);
    EXPECT_EQ(work(Work::InTime, 4), 0);
}

TEST_P(Counting, ACorrectionMovesTheFigure) {
    auto const id = paid(pupil, 800'00, {{"hardship", "illness"}});
    act(village_head(), id, "correct",
        {{"amount", 950'00}, {"hardship", "disabled"}, {"donor", std::string{xishan}}}, "记错");
    EXPECT_EQ(amount("care.paid"), 950'00);
    EXPECT_EQ(amount("care.paid", linjiang, days("2015-03-17", "2015-03-17")), 950'00)
        << "on the day it was paid, not on that of the correction";
    EXPECT_EQ(amount("care.poor"), 1);
    EXPECT_EQ(amount("care.donated", xishan), 950'00);
    EXPECT_EQ(amount("care.donated", dongcheng), 0);
    act(village_head(), id, "correct", {{"hardship", "illness"}}, "改回");
    EXPECT_EQ(amount("care.poor"), 0);
}

TEST_P(Counting, WhatIsVoidCountsForNothing) {
    auto const id = paid(pupil, 800'00, {{"urgent", true}});
    act(village_head(), id, "visit", {{"rice", 10}});
    act(keeper(), id, "cancel", {}, "查实不符");
    for (auto const* const figure : {"care.paid", "care.pupils", "care.urgent", "care.visits", "care.rice",
                                     "care.villages", "care.waiting", "care.done"}) {
        EXPECT_EQ(amount(figure), 0) << figure;
    }
    EXPECT_EQ(work(Work::Opened, 3), 0);
    paid(pupil, 300'00);
    EXPECT_EQ(amount("care.pupils"), 1) << "and she may be aided again";
}

TEST_P(Counting, WhatWasCountedIsNeverRewritten) {
    auto const contributions = [&] {
        return read([&](storage::Reader const& reader) {
            std::vector<std::string> all;
            auto rows = reader.query(storage::Query{
                "test/contributions",
                "SELECT figure, org, day, seq, amount, record, entry FROM contributions ORDER BY seq"});
            while (rows.next()) {
                std::string row;
                for (int i = 0; i < 7; ++i) row += std::to_string(rows.integer(i)) + " ";
                all.push_back(row);
            }
            return all;
        });
    };
    auto const id = paid(pupil, 800'00);
    auto const before = contributions();
    act(village_head(), id, "correct", {{"amount", 700'00}}, "记错");
    auto const after = contributions();
    ASSERT_EQ(after.size(), before.size() + 3) << "the paid amount, the same of its hardship, and the donated amount";
    EXPECT_TRUE(std::equal(before.begin(), before.end(), after.begin()));
    act(village_head(), id, "remark", {}, "与数字无关");
    EXPECT_EQ(contributions().size(), after.size());
}

TEST_P(Counting, AStepThatIsUndoneByTheDatabaseCountsNothing) {
    auto const id = paid(pupil, 800'00);
    EXPECT_THROW(write([&](storage::Transaction& transaction) {
                     records.act(transaction, village_head(), id, 3, action("visit"));
                     throw std::runtime_error{"the connection broke"};
                 }),
                 std::runtime_error);
    EXPECT_EQ(amount("care.visits"), 0);
    EXPECT_EQ(fetch(id).version, 3);
    EXPECT_EQ(recount().differing, 0);
}

TEST_P(Counting, NewWorkIsSeenInWhatWasAskedBefore) {
    EXPECT_EQ(amount("care.pupils"), 0);
    paid(pupil, 800'00);
    EXPECT_EQ(amount("care.pupils"), 1) << "the kept set of people grows";
    auto const other = paid(person("学员乙"), 800'00);
    EXPECT_EQ(amount("care.pupils"), 2);
    act(keeper(), other, "cancel", {}, "查实不符");
    EXPECT_EQ(amount("care.pupils"), 1) << "and shrinks";
    EXPECT_EQ(amount("care.pupils", xishan), 0);
}

INSTANTIATE_TEST_SUITE_P(Every, Counting, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::figures
