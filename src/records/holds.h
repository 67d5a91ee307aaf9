// Records that another piece of work holds, so that nobody takes a step of them beside it; and whose hands have been on records.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "identity/scope.h"
#include "records/records.h"

namespace niangjia::records {

// From now on Records::act() refuses every step of the record, and corrections of it, unless Act::holder is the holder (Refused,
// records.held). Remarks, links and messages go on. A record has one holder at most: a second hold is an error of the database.
void hold(storage::Transaction& transaction, RecordId record, RecordId holder);
// Again is once; another's hold stays.
void release(storage::Transaction& transaction, RecordId record, RecordId holder);
[[nodiscard]] std::optional<RecordId> holder_of(storage::Reader const& reader, RecordId record);
// Why no step of it is taken now by who acts for `holder`; nothing when it may be.
[[nodiscard]] std::optional<Error> held(storage::Reader const& reader, RecordId record, std::optional<RecordId> holder);

// Those of the records for which the step is not the caller's, since she took one of Action::unlike herself: what act() refuses with
// records.unlike. In one query. The system has no hands of its own.
[[nodiscard]] std::unordered_set<RecordId> unlike_of(storage::Reader const& reader, identity::Context const& context, packs::Action const& action,
                                                     std::vector<RecordId> const& records);

}  // namespace niangjia::records
