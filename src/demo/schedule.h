// A plan drawn out: every record with its people and every step with its day. Nothing is stored yet.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/day.h"
#include "base/json.h"
#include "demo/plan.h"
#include "demo/random.h"
#include "demo/staff.h"
#include "org/org.h"
#include "people/people.h"

namespace niangjia::demo {

// One step of one record; the first of a record creates it.
struct Deed {
    Day day;
    std::string action;
    std::size_t actor = 0;  // of the staff
    json::object fields;
    std::vector<std::pair<std::string, std::size_t>> joining;  // role, person
    std::string note;
};

struct PlannedRecord {
    Stanza const* stanza = nullptr;
    org::Code org;
    std::optional<std::size_t> subject;
    std::optional<std::size_t> whole;  // the record that it is part of
    std::vector<Deed> deeds;
};

struct Schedule {
    std::vector<people::Person> people;  // without ids
    std::vector<PlannedRecord> records;
};

// Error (Invalid, demo.impossible) names the line of a stanza that cannot be made. `plan` must outlive the schedule.
[[nodiscard]] Schedule draw_schedule(Plan const& plan, std::vector<org::Organisation> const& tree, Staff const& staff, Random& random);

}  // namespace niangjia::demo
