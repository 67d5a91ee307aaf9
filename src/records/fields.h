// Shared inside the records room: the values of a record's fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "identity/scope.h"
#include "packs/packs.h"
#include "storage/storage.h"

namespace niangjia::records {

// The given fields in the form they are kept in: numbers as numbers, codes with 12 or 18 digits, empty texts left out as
// null. Every problem is added with its pointer (/fields/NAME). Unknown fields are problems; missing ones are not looked for.
// `org`: whose record it is. A field may name another record of that organisation or of one above it, or within the caller's reach.
[[nodiscard]] json::object read_fields(storage::Reader const& reader, identity::Context const& context, packs::RecordType const& type, org::Code org,
                                       json::object const& given, std::vector<Problem>& problems);

// Whether the choice or yes-no field has the value, or one below it.
[[nodiscard]] bool has_value(packs::RecordType const& type, json::object const& fields, std::string const& name, std::string const& wanted);
// The day that the field `until` of the due names; nothing when it is empty or there is none.
[[nodiscard]] std::optional<Day> until_day(packs::Due const& due, json::object const& fields);
[[nodiscard]] bool is_filled(json::object const& fields, std::string_view name);

// A value as people read it in titles: a choice's Chinese name, a day as 3月8日, money in yuan, a record by its number.
[[nodiscard]] std::string shown(packs::Field const& field, json::value const& value);

// The title by the type's template, {subject} left in place.
[[nodiscard]] std::string make_title(packs::RecordType const& type, json::object const& fields, std::string_view org_name);

}  // namespace niangjia::records
