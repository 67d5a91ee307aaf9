// The working-day calendar: weekends, China's public holidays and the days made up for them.
#pragma once

#include <filesystem>
#include <set>

#include "base/day.h"

namespace niangjia {

class WorkingCalendar {
  public:
    // Weekends only.
    WorkingCalendar() = default;
    // Reads packs/common/calendar.yaml (the state council's published arrangements, see its head for the source).
    // Throws Error (Broken) with file, line and column when the file cannot be read.
    [[nodiscard]] static WorkingCalendar read(std::filesystem::path const& file);

    [[nodiscard]] bool is_working(Day day) const;
    // The n-th working day after `start`; the first day is not counted (民法典 Art. 201). n >= 0.
    [[nodiscard]] Day after_working_days(Day start, int n) const;
    // `day` itself, or the first working day after it: a period that ends on a legal rest day ends on the
    // next day after it (民法典 Art. 203).
    [[nodiscard]] Day next_working(Day day) const;
    // Whether the published holidays of that year are known. For other years only weekends are rest days, and
    // whoever shows a due day computed from them says so.
    [[nodiscard]] bool knows(int year) const;

  private:
    std::set<Day> holidays_;
    std::set<Day> made_up_;
    std::set<int> years_;
};

}  // namespace niangjia
