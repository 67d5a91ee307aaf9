// Due days, counted by the working-day calendar of the packs (support/packs/common/calendar.yaml).
#include "support/office.h"

namespace niangjia::records {
namespace {

using namespace testing_support;

class DueDays : public OnEveryDatabaseWithOffice {
  protected:
    // When a grant that is proposed that day must be approved: five working days.
    std::string proposed_on(std::string_view text) {
        on(text);
        return fetch(create(village_head(), grant(person("学员")))).due->iso();
    }
    // When a complaint of that day must be accepted: fifteen days.
    std::string complained_on(std::string_view text) {
        on(text);
        return fetch(create(village_head(), complaint("来访"))).due->iso();
    }
};

TEST_P(DueDays, SkipWeekends) {
    EXPECT_EQ(proposed_on("2015-03-09"), "2015-03-16");
    EXPECT_EQ(proposed_on("2015-03-13"), "2015-03-20");
    EXPECT_EQ(proposed_on("2015-03-14"), "2015-03-20") << "begun on a Saturday";
}

TEST_P(DueDays, SkipHolidaysAndCountTheDaysMadeUpForThem) {
    EXPECT_EQ(proposed_on("2015-04-02"), "2015-04-10") << "the 6th is a holiday";
    EXPECT_EQ(proposed_on("2015-04-07"), "2015-04-13") << "the 12th, a Sunday, is worked";
    EXPECT_EQ(proposed_on("2015-04-30"), "2015-05-08") << "the 1st of May";
}

TEST_P(DueDays, OfCalendarDaysEndOnTheNextWorkingDay) {
    EXPECT_EQ(complained_on("2015-03-09"), "2015-03-24");
    EXPECT_EQ(complained_on("2015-03-06"), "2015-03-23") << "the 21st is a Saturday";
    EXPECT_EQ(complained_on("2015-03-22"), "2015-04-07") << "the 6th of April is a holiday";
    EXPECT_EQ(complained_on("2015-03-28"), "2015-04-12") << "a Sunday that is worked";
}

TEST_P(DueDays, OfMonthsEndOnTheSameDayOrTheLast) {
    on("2015-08-25");
    auto const id = approved(person("学员甲"));
    on("2015-09-02");
    auto pay = action("pay", {{"amount", 800'00}});
    act(keeper(), id, pay);
    EXPECT_EQ(fetch(id).due, day("2016-03-02"));
}

TEST_P(DueDays, InAYearThatIsNotPublishedKnowOnlyWeekendsAndItCanBeTold) {
    EXPECT_EQ(proposed_on("2016-04-28"), "2016-05-05") << "the 1st of May 2016 is not known to be a holiday";
    auto const& calendar = library.calendar();
    EXPECT_TRUE(calendar.knows(2015));
    EXPECT_FALSE(calendar.knows(2016));
    EXPECT_EQ(proposed_on("2015-12-28"), "2016-01-04") << "counted across the turn of the year";
    auto const record = fetch(create(village_head(), complaint("来访")));
    EXPECT_TRUE(record.state->due->counts_working_days())
        << "so whoever shows its due day looks whether the year is known";
}

INSTANTIATE_TEST_SUITE_P(Every, DueDays, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
