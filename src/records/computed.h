// Inside the room: what a pack lets follow from the records that a record names (packs: computed, between, joined).
#pragma once

#include <optional>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "packs/packs.h"
#include "records/records.h"
#include "storage/storage.h"

namespace niangjia::records {

// Fills `given` with what the program fills in: what the step needs and is not there yet, what the step takes, and what is there already
// and rests on something that `given` changes. So what was shown to everybody is what is paid. Adds a problem for what somebody gave by hand, an amount that comes to nothing, a day that is outside, and a subject who
// takes no part in what is named. What cannot be reckoned because something is missing is left out: that is said elsewhere. `action`:
// null for a correction; `record`: 0 for one that is being created.
void reckon(storage::Reader const& reader, packs::RecordType const& type, packs::Action const* action, RecordId record,
            std::optional<Party> const& subject, json::object const& before, json::object& given, std::vector<Problem>& problems);

}  // namespace niangjia::records
