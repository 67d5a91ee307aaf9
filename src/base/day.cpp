#include "base/day.h"

#include <fmt/format.h>

#include <chrono>

namespace niangjia {
namespace {

std::chrono::year_month_day civil(Day day) {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{day.number()}}};
}

Day from_civil(std::chrono::year_month_day date) {
    return Day{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::optional<Day> Day::of(int year, unsigned month, unsigned day) {
    // std::chrono keeps a month and a day in one byte each: 257 would pass for 1.
    if (year < 0 || year > 9999 || month > 12 || day > 31) return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return from_civil(date);
}

std::optional<Day> Day::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto const year = digits(text.substr(0, 4));
    auto const month = digits(text.substr(5, 2));
    auto const day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    return of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

int Day::year() const {
    return static_cast<int>(civil(*this).year());
}
unsigned Day::month() const {
    return static_cast<unsigned>(civil(*this).month());
}
unsigned Day::day_of_month() const {
    return static_cast<unsigned>(civil(*this).day());
}
unsigned Day::weekday() const {
    return std::chrono::weekday{std::chrono::sys_days{std::chrono::days{number_}}}.iso_encoding();
}

std::string Day::iso() const {
    auto const date = civil(*this);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string Day::chinese() const {
    return fmt::format("{}年{}月{}日", year(), month(), day_of_month());
}

int Day::month_number() const {
    auto const date = civil(*this);
    return static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

Day Day::plus_months(int months) const {
    auto const date = civil(*this);
    auto const moved = date.year() / date.month() + std::chrono::months{months};
    auto const exact = moved / date.day();
    if (exact.ok()) return from_civil(exact);
    return from_civil(moved / std::chrono::last);
}

Period Period::of_year(int year) {
    return {*Day::of(year, 1, 1), *Day::of(year, 12, 31)};
}

}  // namespace niangjia
