#include "base/day.h"

#include <gtest/gtest.h>

namespace niangjia {
namespace {

Day on(std::string_view text) {
    return Day::parse(text).value();
}

TEST(Day, ReadsAndWritesOneForm) {
    EXPECT_EQ(on("2015-03-08").iso(), "2015-03-08");
    EXPECT_EQ(on("2015-03-08").chinese(), "2015年3月8日");
    EXPECT_EQ(on("1970-01-01").number(), 0);
    EXPECT_EQ(on("1969-12-31").number(), -1);
}

TEST(Day, RefusesWhatIsNoDay) {
    for (auto const* text : {"2015-02-29", "2015-13-01", "2015-00-10", "2015-3-8", "2015/03/08", "15-03-08",
                             "2015-03-08 ", "", "２０１５-03-08", "2015-+3-08", "+015-03-08"}) {
        EXPECT_FALSE(Day::parse(text)) << text;
    }
    EXPECT_TRUE(Day::parse("2016-02-29"));
}

TEST(Day, NumbersThatAByteWouldCutAreRefused) {
    EXPECT_FALSE(Day::of(2015, 257, 1));
    EXPECT_FALSE(Day::of(2015, 1, 257));
    EXPECT_FALSE(Day::of(100'000, 1, 1));
}

TEST(Day, KnowsItsPlaceInTheCalendar) {
    auto const day = on("2015-03-08");
    EXPECT_EQ(day.year(), 2015);
    EXPECT_EQ(day.month(), 3U);
    EXPECT_EQ(day.day_of_month(), 8U);
    EXPECT_EQ(day.weekday(), 7U);
    EXPECT_EQ(on("2015-03-09").weekday(), 1U);
    EXPECT_EQ(on("2016-01-01").month_number() - on("2015-12-31").month_number(), 1);
}

TEST(Day, MonthsEndOnTheSameNumberedDayOrTheLastOfTheMonth) {
    EXPECT_EQ(on("2015-01-15").plus_months(3), on("2015-04-15"));
    EXPECT_EQ(on("2015-01-31").plus_months(1), on("2015-02-28"));
    EXPECT_EQ(on("2016-01-31").plus_months(1), on("2016-02-29"));
    EXPECT_EQ(on("2015-11-30").plus_months(3), on("2016-02-29"));
    EXPECT_EQ(on("2015-03-31").plus_months(-1), on("2015-02-28"));
}

TEST(Day, CountsAndCompares) {
    EXPECT_EQ(on("2015-03-01") - on("2015-02-01"), 28);
    EXPECT_EQ(on("2015-02-28") + 1, on("2015-03-01"));
    EXPECT_LT(on("2015-02-28"), on("2015-03-01"));
}

TEST(Period, HoldsBothItsEnds) {
    auto const year = Period::of_year(2015);
    EXPECT_TRUE(year.holds(on("2015-01-01")));
    EXPECT_TRUE(year.holds(on("2015-12-31")));
    EXPECT_FALSE(year.holds(on("2014-12-31")));
    EXPECT_FALSE(year.holds(on("2016-01-01")));
}

}  // namespace
}  // namespace niangjia
