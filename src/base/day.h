// Days and periods of the civil calendar. The work counts in days; moments (base/clock.h) are only for the
// record of who did what when.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace niangjia {

// A day of the Gregorian calendar, as the number of days since 1970-01-01. Default: that day.
class Day {
  public:
    constexpr Day() = default;
    constexpr explicit Day(std::int32_t number) : number_{number} {}

    // The day of that date, or nothing if there is none (2015-02-29). Years 0 to 9999.
    [[nodiscard]] static std::optional<Day> of(int year, unsigned month, unsigned day);
    // Reads exactly YYYY-MM-DD.
    [[nodiscard]] static std::optional<Day> parse(std::string_view text);

    [[nodiscard]] constexpr std::int32_t number() const { return number_; }
    [[nodiscard]] int year() const;
    [[nodiscard]] unsigned month() const;         // 1..12
    [[nodiscard]] unsigned day_of_month() const;  // 1..31
    [[nodiscard]] unsigned weekday() const;       // 1 = Monday .. 7 = Sunday
    [[nodiscard]] std::string iso() const;        // 2015-03-08
    [[nodiscard]] std::string chinese() const;    // 2015年3月8日
    // Year * 12 + (month - 1): months as consecutive numbers.
    [[nodiscard]] int month_number() const;

    [[nodiscard]] constexpr Day operator+(int days) const { return Day{number_ + days}; }
    [[nodiscard]] constexpr Day operator-(int days) const { return Day{number_ - days}; }
    [[nodiscard]] constexpr int operator-(Day other) const { return number_ - other.number_; }
    // The same-numbered day `months` later, else the last day of that month (民法典 Art. 202).
    [[nodiscard]] Day plus_months(int months) const;

    constexpr auto operator<=>(Day const&) const = default;

  private:
    std::int32_t number_ = 0;
};

// From `from` to `to`, both days included.
struct Period {
    Day from;
    Day to;

    [[nodiscard]] static Period of_year(int year);
    [[nodiscard]] bool holds(Day day) const { return from <= day && day <= to; }
    bool operator==(Period const&) const = default;
};

}  // namespace niangjia
