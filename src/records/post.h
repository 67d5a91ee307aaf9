// Inside the records room: what a step does in the books, as its pack says (packs::Posting).
#pragma once

#include <vector>

#include "base/json.h"
#include "packs/packs.h"
#include "records/records.h"
#include "storage/storage.h"

namespace niangjia::records {

// Posts what the action says, caused by the last of the entries. Errors of the funds room, with a pointer to the field that they are
// about; Refused (records.posted-not-reversed) when the record is void from now on and something that it posted still stands,
// (records.still-owed) when it is closed and its loan is not paid back.
void post(storage::Transaction& transaction, identity::Context const& context, Record const& record, packs::Action const& action, std::vector<Entry> const& entries);
// Error (Refused) when one of the fields stands in vouchers that are not reversed (records.posted-field): those are corrected by reversal;
// or is an amount to be paid that others have looked at already (records.approved-amount).
void check_posted(storage::Reader const& reader, Record const& record, std::vector<Entry> const& entries, json::object const& given);

}  // namespace niangjia::records
