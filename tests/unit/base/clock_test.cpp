#include "base/clock.h"

#include <gtest/gtest.h>

namespace niangjia {
namespace {

TEST(Clock, TheDayChangesAtMidnightInChina) {
    auto const midnight = moment_of(Day::parse("2015-03-08").value(), 0, 0);
    EXPECT_EQ(day_of(midnight).iso(), "2015-03-08");
    EXPECT_EQ(day_of(midnight - 1).iso(), "2015-03-07");
    EXPECT_EQ(midnight % (24 * 3600 * 1000), 16 * 3600 * 1000);
}

TEST(Clock, MomentsBefore1970HaveADayToo) {
    auto const moment = moment_of(Day::parse("1949-10-01").value(), 15, 0);
    EXPECT_EQ(day_of(moment).iso(), "1949-10-01");
    EXPECT_EQ(iso_time(moment), "1949-10-01T15:00:00+08:00");
    EXPECT_EQ(day_of(-8 * 3600 * 1000 - 1).iso(), "1969-12-31");
}

TEST(Clock, WritesTheTimeInChina) {
    EXPECT_EQ(iso_time(0), "1970-01-01T08:00:00+08:00");
    EXPECT_EQ(iso_time(moment_of(Day::parse("2015-03-08").value(), 9, 30)), "2015-03-08T09:30:00+08:00");
}

TEST(Clock, ASetClockStandsStillUntilItIsSet) {
    SetClock clock{moment_of(Day::parse("2015-03-08").value())};
    EXPECT_EQ(clock.today().iso(), "2015-03-08");
    EXPECT_EQ(clock.now(), clock.now());
    clock.set(moment_of(Day::parse("2015-12-31").value(), 23, 59));
    EXPECT_EQ(clock.today().iso(), "2015-12-31");
}

TEST(Clock, TheSystemClockIsPast2024) {
    EXPECT_GT(SystemClock{}.today().year(), 2023);
}

}  // namespace
}  // namespace niangjia
