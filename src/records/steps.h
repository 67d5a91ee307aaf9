// Shared inside the records room: what follows from a record's facts.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/records.h"

namespace niangjia::records {

// What read_row() reads of records r.
inline constexpr std::string_view record_columns =
    "SELECT r.id, r.type, r.org, r.state, r.subject_person, r.subject_org, r.title, r.opened, r.due, r.closed, r.version, r.fields, "
    "r.created_by, r.created_at, r.once_key, r.parent, r.sender, r.seal, r.hidden";

// What no two live records may agree in; nothing where the pack wants none.
[[nodiscard]] std::optional<std::string> once_key(Record const& record);
// Whether a record of the type may come under a seal, its own or that of what it is part of: until then the journal keeps no hash
// that would tell later what the seal hides.
[[nodiscard]] inline bool can_be_sealed(packs::RecordType const& type) {
    std::vector<packs::RecordType const*> types{&type};
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (types[i]->sealing) return true;
        auto const& wholes = types[i]->part_of;
        std::ranges::copy_if(wholes, std::back_inserter(types), [&](auto const* whole) { return std::ranges::find(types, whole) == types.end(); });
    }
    return false;
}
// The key in a timeline's changes under which a merge of persons says [who was spoken of, who is now]. No field is called so.
inline constexpr std::string_view person_key = "@person";

// Steps before a merge of persons speak of the survivor, unless it was taken back.
void follow_merges(packs::RecordType const& type, std::vector<figures::Step>& steps);

}  // namespace niangjia::records
