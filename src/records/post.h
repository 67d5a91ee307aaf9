// Inside the records room: what a step does in the books, as its pack says (packs::Posting).
#pragma once

#include <vector>

#include "base/json.h"
#include "packs/packs.h"
#include "records/records.h"
#include "storage/storage.h"

namespace niangjia::records {

// Posts what the action says, caused by the last of the entries. Errors of the funds room, with a pointer to the field that they are
// about; Refused (funds.not-yours) for a fund that the caller does not reach, unless she spends what is open to those below;
// (funds.nothing-to-reverse) where nothing stands, save on the way into a void state; (records.sealed-posting) for money that is meant for
// somebody whom the seal hides; (records.posted-not-reversed) when the record is void from now on and something that it posted still
// stands; (records.still-owed) when it is closed and its loan is not paid back.
void post(storage::Transaction& transaction, identity::Context const& context, Record const& record, packs::Action const& action, std::vector<Entry> const& entries);
// Error (Refused) for a correction (records.posted-field) of what stands in vouchers that are not reversed, or says how a fund is kept: those
// are corrected by reversal; and, once the record of a type that spends has left its first state, is up for notice, or anything was posted
// (records.approved-amount), of what others have looked at: amounts, funds, years and whatever else ceilings and computed amounts go by,
// and the account that it is paid to.
void check_posted(storage::Reader const& reader, Record const& record, std::vector<Entry> const& entries, json::object const& given);
// Error (Refused, records.approved-amount) when the step spends another amount than the record says already. `asked`: what the caller gave;
// `given`: with what the program filled in. One that was taken before, and stands, may have the amount of the next payment.
void check_approved(storage::Reader const& reader, Record const& record, packs::Action const& action, std::vector<Entry> const& entries, json::object const& asked,
                    json::object const& given);

}  // namespace niangjia::records
