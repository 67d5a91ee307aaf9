// Shared inside the records room: how much one subject or one place may have, and whose hands a step may pass through.
#pragma once

#include <optional>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "records/records.h"

namespace niangjia::records {

// What the ceilings and the clash of its type have to say of the record as it is to be: nothing while it is void. `from` and `changes`
// say what it was before the step ({"field": [before, after]}); null: it is new. A ceiling speaks only where the step takes up more
// of it than the record did, so that a ceiling that was lowered stops no work that is under way.
// Whom a sealed record is about stands nowhere in the clear: it is held against the ceilings of places alone.
[[nodiscard]] std::vector<Check> limits_of(Records const& records, storage::Reader const& reader, identity::Context const& context, Record const& record,
                                           packs::State const* from, json::object const& changes);
// Error (Refused, records.ceiling or records.clash) for the first of them that blocks.
void check_limits(Records const& records, storage::Reader const& reader, identity::Context const& context, Record const& record,
                  packs::State const* from, json::object const& changes);

// Why the caller may not take the step with this record now, whatever her role: another step of it was hers (records.unlike; what she corrected counts as created by her), or its
// papers are missing (records.papers-missing).
[[nodiscard]] std::optional<Error> hindrance(storage::Reader const& reader, identity::Context const& context, Record const& record,
                                             packs::Action const& action, std::vector<Entry> const& entries);

}  // namespace niangjia::records
