#include "base/calendar.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace niangjia {
namespace {

constexpr Message unreadable{ErrorKind::Broken, "calendar.unreadable",
                             "读不到工作日历 {}：请检查文件是否存在、是否有读取权限",
                             "Cannot read the working calendar {}: check that it exists and may be read"};
constexpr Message not_yaml{ErrorKind::Broken, "calendar.syntax", "{}:{}:{}：不是正确的 YAML：{}",
                           "{}:{}:{}: not valid YAML: {}"};
constexpr Message no_years{ErrorKind::Broken, "calendar.no-years",
                           "{}:{}:{}：缺少 years，应为“年份: {{holidays: […], working: […]}}”",
                           "{}:{}:{}: 'years' is missing: expected year: {{holidays: […], working: […]}}"};
constexpr Message unknown_key{ErrorKind::Broken, "calendar.unknown-key",
                              "{}:{}:{}：不认识的键“{}”，这里只能用 {}",
                              "{}:{}:{}: unknown key '{}'; only {} may stand here"};
constexpr Message bad_year{ErrorKind::Broken, "calendar.bad-year", "{}:{}:{}：“{}”不是四位数的年份",
                           "{}:{}:{}: '{}' is not a year of four digits"};
constexpr Message year_twice{ErrorKind::Broken, "calendar.year-twice", "{}:{}:{}：{} 年出现了两次，请合并",
                             "{}:{}:{}: the year {} stands twice; join the two"};
constexpr Message not_a_list{ErrorKind::Broken, "calendar.not-a-list", "{}:{}:{}：“{}”应是日期的列表",
                             "{}:{}:{}: '{}' must be a list of days"};
constexpr Message bad_day{ErrorKind::Broken, "calendar.bad-day", "{}:{}:{}：“{}”不是日期，请写成 2015-03-08",
                          "{}:{}:{}: '{}' is not a day; write it as 2015-03-08"};
constexpr Message other_year{ErrorKind::Broken, "calendar.other-year", "{}:{}:{}：{} 不属于 {} 年的安排",
                             "{}:{}:{}: {} does not belong to the arrangements of {}"};
constexpr Message day_twice{ErrorKind::Broken, "calendar.day-twice", "{}:{}:{}：{} 出现了两次，请只保留一处",
                            "{}:{}:{}: {} stands twice; keep one"};
constexpr Message not_a_weekend{ErrorKind::Broken, "calendar.not-a-weekend",
                                "{}:{}:{}：{} 不是周末，本来就是工作日，不必列为补班日",
                                "{}:{}:{}: {} is no weekend day: it is worked anyway and cannot be made up"};

bool is_weekend(Day day) {
    return day.weekday() >= 6;
}

// Reads one file; every complaint carries the place in it.
class CalendarFile {
  public:
    explicit CalendarFile(std::filesystem::path const& file) : name_{file.string()} {
        std::ifstream stream{file, std::ios::binary};
        std::string const text{std::istreambuf_iterator<char>{stream}, {}};
        if (!stream) throw error(unreadable, name_);
        try {
            root_ = YAML::Load(text);
        } catch (YAML::ParserException const& failure) {
            throw error(not_yaml, name_, failure.mark.line + 1, failure.mark.column + 1, failure.msg);
        }
    }

    void read() {
        if (!root_.IsMap()) refuse(no_years, root_);
        std::optional<YAML::Node> listed;
        for (auto const& entry : root_) {
            if (entry.first.Scalar() != "years")
                refuse(unknown_key, entry.first, entry.first.Scalar(), "years");
            if (listed) refuse(day_twice, entry.first, "years");
            listed = entry.second;
        }
        if (!listed || !listed->IsMap()) refuse(no_years, listed.value_or(root_));
        for (auto const& entry : *listed) read_year(entry.first, entry.second);
    }

    // The kind of each day that is named: true where it is a holiday.
    std::map<Day, bool> days;
    std::vector<int> years;

  private:
    template <class... A>
    [[noreturn]] void refuse(Message const& message, YAML::Node const& where, A const&... arguments) const {
        auto const mark = where.Mark();
        throw error(message, name_, mark.line + 1, mark.column + 1, arguments...);
    }

    void read_year(YAML::Node const& key, YAML::Node const& lists) {
        std::string const& text = key.Scalar();
        int year = 0;
        auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), year);
        if (text.size() != 4 || failure != std::errc{} || end != text.data() + 4 || year < 1000) {
            refuse(bad_year, key, text);
        }
        if (std::ranges::find(years, year) != years.end()) refuse(year_twice, key, year);
        years.push_back(year);
        if (!lists.IsMap()) refuse(no_years, lists);
        for (auto const& entry : lists) {
            std::string const& name = entry.first.Scalar();
            if (name != "holidays" && name != "working") {
                refuse(unknown_key, entry.first, name, "holidays, working");
            }
            if (!entry.second.IsSequence()) refuse(not_a_list, entry.second, name);
            for (auto const& item : entry.second) read_day(item, year, name == "holidays");
        }
    }

    void read_day(YAML::Node const& item, int year, bool holiday) {
        auto const day = item.IsScalar() ? Day::parse(item.Scalar()) : std::nullopt;
        if (!day) refuse(bad_day, item, item.IsScalar() ? item.Scalar() : std::string{"…"});
        // New Year's arrangements begin in the December before.
        if (day->year() != year && !(day->year() == year - 1 && day->month() == 12)) {
            refuse(other_year, item, day->iso(), year);
        }
        if (!holiday && !is_weekend(*day)) refuse(not_a_weekend, item, day->iso());
        if (!days.emplace(*day, holiday).second) refuse(day_twice, item, day->iso());
    }

    std::string name_;
    YAML::Node root_;
};

std::int64_t count_until(std::vector<Day> const& sorted, Day day) {
    return std::ranges::upper_bound(sorted, day) - sorted.begin();
}

}  // namespace

WorkingCalendar WorkingCalendar::read(std::filesystem::path const& file) {
    CalendarFile source{file};
    source.read();
    WorkingCalendar calendar;
    for (auto const& [day, holiday] : source.days) {
        if (!holiday) calendar.made_up_.push_back(day);
        if (holiday && !is_weekend(day)) calendar.holidays_.push_back(day);
    }
    calendar.years_ = std::move(source.years);
    std::ranges::sort(calendar.years_);
    return calendar;
}

bool WorkingCalendar::is_working(Day day) const {
    if (is_weekend(day)) return std::ranges::binary_search(made_up_, day);
    return !std::ranges::binary_search(holidays_, day);
}

std::int64_t WorkingCalendar::working_days_until(Day day) const {
    // Whole weeks since a Monday (1969-12-29 is day -3), then the days of the week begun.
    std::int64_t const since_monday = std::int64_t{day.number()} + 3;
    std::int64_t const weeks = since_monday >= 0 ? since_monday / 7 : -((-since_monday + 6) / 7);
    std::int64_t const begun = since_monday - weeks * 7 + 1;
    return weeks * 5 + std::min<std::int64_t>(begun, 5) - count_until(holidays_, day) +
           count_until(made_up_, day);
}

Day WorkingCalendar::after_working_days(Day start, int n) const {
    if (n <= 0) return start;
    // The count never falls, so the day where it first reaches the goal can be searched by halves.
    std::int64_t const goal = working_days_until(start) + n;
    int step = n + n / 2 + 7;
    while (working_days_until(start + step) < goal) step *= 2;
    int before = 0;
    while (step - before > 1) {
        int const middle = before + (step - before) / 2;
        (working_days_until(start + middle) < goal ? before : step) = middle;
    }
    return start + step;
}

Day WorkingCalendar::next_working(Day day) const {
    return is_working(day) ? day : after_working_days(day, 1);
}

bool WorkingCalendar::knows(int year) const {
    return std::ranges::binary_search(years_, year);
}

}  // namespace niangjia
