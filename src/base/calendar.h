// The working-day calendar: weekends, China's public holidays and the days made up for them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/day.h"

namespace niangjia {

class WorkingCalendar {
  public:
    // Weekends only.
    WorkingCalendar() = default;
    // Reads packs/common/calendar.yaml (the state council's published arrangements, see its head for the
    // source). Throws Error (Broken) with file, line and column when the file cannot be read.
    [[nodiscard]] static WorkingCalendar read(std::filesystem::path const& file);

    [[nodiscard]] bool is_working(Day day) const;
    // The n-th working day after `start`; the first day is not counted (民法典 Art. 201). n >= 0; 0 is
    // `start` itself. Costs the same for ten days and for ten years.
    [[nodiscard]] Day after_working_days(Day start, int n) const;
    // `day` itself, or the first working day after it: a period that ends on a legal rest day ends on the
    // next day after it (民法典 Art. 203).
    [[nodiscard]] Day next_working(Day day) const;
    // Whether the published holidays of that year are known. For other years only weekends are rest days, and
    // whoever shows a due day computed from them says so.
    [[nodiscard]] bool knows(int year) const;

  private:
    // How many working days there are from a fixed day in the past up to and including `day`.
    [[nodiscard]] std::int64_t working_days_until(Day day) const;

    std::vector<Day> holidays_;  // only those that are not weekends anyway; sorted
    std::vector<Day> made_up_;   // weekend days that are worked; sorted
    std::vector<int> years_;     // sorted
};

}  // namespace niangjia
