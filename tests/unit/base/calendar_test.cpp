#include "base/calendar.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"

namespace niangjia {
namespace {

Day on(std::string_view text) {
    return Day::parse(text).value();
}

// A calendar file that is gone again after the test.
class CalendarFile {
  public:
    explicit CalendarFile(std::string const& text) {
        auto const* info = testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::temp_directory_path() / (std::string{"niangjia-"} + info->name() + ".yaml");
        std::ofstream{path_} << text;
    }
    ~CalendarFile() { std::filesystem::remove(path_); }
    CalendarFile(CalendarFile const&) = delete;
    CalendarFile& operator=(CalendarFile const&) = delete;

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

std::string const around_new_year = R"(years:
  2015:
    holidays: [2015-01-01, 2015-01-02, 2015-01-03, 2015-02-18, 2015-02-19, 2015-02-20, 2015-02-21,
               2015-02-22, 2015-02-23, 2015-02-24]
    working: [2015-01-04, 2015-02-15, 2015-02-28]
)";

WorkingCalendar calendar_2015() {
    return WorkingCalendar::read(CalendarFile{around_new_year}.path());
}

Error refusal_of(std::string const& text) {
    CalendarFile const file{text};
    try {
        static_cast<void>(WorkingCalendar::read(file.path()));
    } catch (Error const& error) {
        return error;
    }
    return Error{ErrorKind::Invalid, "accepted", {}};
}

TEST(WorkingCalendar, WithoutArrangementsOnlyWeekendsRest) {
    WorkingCalendar const calendar;
    EXPECT_TRUE(calendar.is_working(on("2015-01-02")));
    EXPECT_FALSE(calendar.is_working(on("2015-01-03")));
    EXPECT_FALSE(calendar.is_working(on("2015-01-04")));
    EXPECT_FALSE(calendar.knows(2015));
}

TEST(WorkingCalendar, HolidaysRestAndMadeUpDaysAreWorked) {
    auto const calendar = calendar_2015();
    EXPECT_FALSE(calendar.is_working(on("2015-01-02")));
    EXPECT_TRUE(calendar.is_working(on("2015-01-04")));
    EXPECT_TRUE(calendar.knows(2015));
    EXPECT_FALSE(calendar.knows(2016));
}

TEST(WorkingCalendar, TheFirstDayIsNotCounted) {
    auto const calendar = calendar_2015();
    EXPECT_EQ(calendar.after_working_days(on("2015-03-02"), 1), on("2015-03-03"));
    EXPECT_EQ(calendar.after_working_days(on("2015-03-06"), 1), on("2015-03-09"));
    EXPECT_EQ(calendar.after_working_days(on("2015-03-02"), 0), on("2015-03-02"));
}

TEST(WorkingCalendar, CountsOverAHolidayAndItsMadeUpDays) {
    auto const calendar = calendar_2015();
    EXPECT_EQ(calendar.after_working_days(on("2014-12-31"), 1), on("2015-01-04"));
    // 02-16, 02-17, then seven days of Spring Festival, 02-25.
    EXPECT_EQ(calendar.after_working_days(on("2015-02-15"), 3), on("2015-02-25"));
    EXPECT_EQ(calendar.after_working_days(on("2015-02-27"), 1), on("2015-02-28"));
}

TEST(WorkingCalendar, AgreesWithCountingDayByDay) {
    auto const calendar = calendar_2015();
    for (auto const start : {on("2014-12-20"), on("2015-02-10"), on("1969-12-25"), on("2015-02-21")}) {
        Day counted = start;
        for (int n = 1; n <= 400; ++n) {
            do counted = counted + 1;
            while (!calendar.is_working(counted));
            ASSERT_EQ(calendar.after_working_days(start, n), counted) << start.iso() << " + " << n;
        }
    }
}

TEST(WorkingCalendar, APeriodThatEndsOnARestDayEndsOnTheNextWorkingDay) {
    auto const calendar = calendar_2015();
    EXPECT_EQ(calendar.next_working(on("2015-02-18")), on("2015-02-25"));
    EXPECT_EQ(calendar.next_working(on("2015-02-28")), on("2015-02-28"));
}

TEST(WorkingCalendar, NewYearMayBeginInTheDecemberBefore) {
    CalendarFile const file{"years: {2019: {holidays: [2018-12-31], working: [2018-12-29]}}"};
    auto const calendar = WorkingCalendar::read(file.path());
    EXPECT_FALSE(calendar.is_working(on("2018-12-31")));
    EXPECT_TRUE(calendar.is_working(on("2018-12-29")));
}

TEST(WorkingCalendar, SaysWhereTheFileIsWrong) {
    auto const wrong_day = refusal_of("years:\n  2015:\n    holidays: [2015-01-01, 2015-02-30]\n");
    EXPECT_EQ(wrong_day.kind(), ErrorKind::Broken);
    EXPECT_EQ(wrong_day.code(), "calendar.bad-day");
    EXPECT_NE(wrong_day.text().zh.find(".yaml:3:28："), std::string::npos) << wrong_day.text().zh;
    EXPECT_NE(wrong_day.text().en.find("2015-02-30"), std::string::npos);

    EXPECT_EQ(refusal_of("years: {2015: {holiday: []}}").code(), "calendar.unknown-key");
    EXPECT_EQ(refusal_of("yeers: {}").code(), "calendar.unknown-key");
    EXPECT_EQ(refusal_of("years: [2015]").code(), "calendar.no-years");
    EXPECT_EQ(refusal_of("").code(), "calendar.no-years");
    EXPECT_EQ(refusal_of("years: {15: {}}").code(), "calendar.bad-year");
    EXPECT_EQ(refusal_of("years: {2015: {}, 2015: {}}").code(), "calendar.year-twice");
    EXPECT_EQ(refusal_of("years: {2015: {holidays: 2015-01-01}}").code(), "calendar.not-a-list");
    EXPECT_EQ(refusal_of("years: {2015: {holidays: [2016-01-01]}}").code(), "calendar.other-year");
    EXPECT_EQ(refusal_of("years: {2015: {working: [2015-01-05]}}").code(), "calendar.not-a-weekend");
    EXPECT_EQ(refusal_of("years: {2015: {holidays: [2015-01-04], working: [2015-01-04]}}").code(),
              "calendar.day-twice");
    EXPECT_EQ(refusal_of("years: {2015: [").code(), "calendar.syntax");
    EXPECT_EQ(refusal_of("years: {2015: {}}").code(), "accepted");
}

TEST(WorkingCalendar, AMissingFileIsNamed) {
    try {
        static_cast<void>(WorkingCalendar::read("/nowhere/calendar.yaml"));
        FAIL() << "read a file that is not there";
    } catch (Error const& error) {
        EXPECT_EQ(error.code(), "calendar.unreadable");
        EXPECT_NE(error.text().zh.find("/nowhere/calendar.yaml"), std::string::npos);
    }
}

TEST(WorkingCalendar, ReadsTheOneThatIsShipped) {
    std::filesystem::path const file{NIANGJIA_SOURCE_DIR "/packs/common/calendar.yaml"};
    auto const calendar = WorkingCalendar::read(file);
    EXPECT_TRUE(calendar.knows(2015));
    EXPECT_FALSE(calendar.is_working(on("2015-10-01")));
}

}  // namespace
}  // namespace niangjia
