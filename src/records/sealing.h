// Shared inside the records room: what a seal hides, for whom it opens.
//
// A sealed case has a key pair of its own. Whoever may act on it writes for its public half; only who has its secret half reads. The
// secret half is kept nowhere but wrapped: for each member of the team, and for the recovery pairs, which need two officers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "identity/identity.h"
#include "records/records.h"
#include "storage/storage.h"
#include "vault/vault.h"

namespace niangjia::records {

// A sealed box for the case, bound to the place where it is kept ("record:7", "entry:7/3").
[[nodiscard]] std::string hide(std::string_view public_half, std::string_view about, std::string_view text);
// Error (Broken, vault.does-not-open) when it was made for another case or moved.
[[nodiscard]] std::string reveal(vault::KeyPair const& key, std::string_view about, std::string_view hidden);

[[nodiscard]] inline storage::Value blob(std::string const& text) { return storage::BytesView{std::as_bytes(std::span{text.data(), text.size()})}; }
[[nodiscard]] std::string text_of(storage::Bytes const& bytes);

// Whether a record with these fields is to be sealed.
[[nodiscard]] bool wants_seal(packs::RecordType const& type, json::object const& fields);

// Takes from `fields` what the seal hides.
[[nodiscard]] json::object take_hidden(packs::RecordType const& type, json::object& fields);
// What a record's own box holds: whom it is about. Its hidden fields are in the boxes of its entries, which everybody who acts can
// add to without reading.
[[nodiscard]] std::string subject_text(std::optional<Party> const& subject);
[[nodiscard]] std::optional<Party> subject_in(std::string_view text);

// {"note": …, "changes": …} of an entry; the entry gets back what its box holds.
[[nodiscard]] std::string entry_text(std::string_view note, json::object changes);
void reveal_entry(vault::KeyPair const& key, RecordId record, Entry& entry);
// Persons who take part in a sealed record.
[[nodiscard]] std::string participant_text(Participant const& participant);
[[nodiscard]] Participant reveal_participant(vault::KeyPair const& key, RecordId record, std::string_view hidden);
// What a sealed record is linked to.
[[nodiscard]] std::string link_text(Link const& link);
[[nodiscard]] Link reveal_link(vault::KeyPair const& key, RecordId record, std::string_view hidden);
[[nodiscard]] std::string entry_place(RecordId record, std::int64_t n);
[[nodiscard]] std::string record_place(RecordId record);
[[nodiscard]] std::string participant_place(RecordId record);
[[nodiscard]] std::string link_place(RecordId record);
[[nodiscard]] std::string file_place(RecordId record);   // of a paper's content
[[nodiscard]] std::string paper_place(RecordId record);  // of its name
// What stands where the name of a sealed record's paper would.
inline constexpr std::string_view sealed_file_name = "sealed";

[[nodiscard]] std::string public_half(storage::Reader const& reader, RecordId seal);

// A new key pair for the record, wrapped for its team and for the officers. Error (Refused, records.seal-without-team) when
// nobody could ever open it. `kept_out`: accounts for which it is not wrapped. `applicant`: her public half who asks through the
// portal, if she does.
std::shared_ptr<vault::KeyPair const> make_seal(storage::Transaction& transaction, identity::Context const& context, Record const& record,
                                                std::vector<identity::AccountId> const& kept_out, std::string_view applicant = {});
// Wraps it for those of the team who have no wrap that opens, and for the present officers. Of `kept_out` nobody joins it.
void complete_team(storage::Transaction& transaction, Record const& record, vault::KeyPair const& key, std::vector<identity::AccountId> const& kept_out);
// The accounts of the roles that the pack names for the record's team.
[[nodiscard]] std::vector<identity::KeyHolder> team_by_pack(storage::Reader const& reader, Record const& record);

// The keys of the seals that the caller can open; one query.
[[nodiscard]] std::unordered_map<RecordId, std::shared_ptr<vault::KeyPair const>> keys_of(storage::Reader const& reader, identity::Context const& context,
                                                                                         std::vector<RecordId> const& seals);

}  // namespace niangjia::records
