// Shared inside the records room: the deadlines beside a state's own. What a step does to them is kept with its entry, so that they
// follow from the timeline alone; a calendar that is corrected later changes none of them by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "figures/figures.h"
#include "records/records.h"

namespace niangjia::records {

// `timeline` is what happened before; empty for a creation. `fields` are the record's after the step.
[[nodiscard]] std::vector<figures::DeadlineStep> deadline_steps(packs::RecordType const& type, std::vector<Entry> const& timeline,
                                                                packs::Action const& action, packs::State const& from, packs::State const& to, Day day,
                                                                json::object const& fields, WorkingCalendar const& calendar);

[[nodiscard]] std::string steps_text(std::vector<figures::DeadlineStep> const& steps);
[[nodiscard]] std::vector<figures::DeadlineStep> read_deadline_steps(std::string_view text);

}  // namespace niangjia::records
