// What the routes of persons, households and imports share: how they are read and written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {

// The routes of persons' files, one file of the room each; people_routes() holds them all.
[[nodiscard]] std::vector<Route> file_routes(Installation& installation);
[[nodiscard]] std::vector<Route> merge_routes(Installation& installation);
[[nodiscard]] std::vector<Route> household_routes(Installation& installation);
[[nodiscard]] std::vector<Route> import_routes(Installation& installation);

namespace people_views {

[[nodiscard]] Schema contact();
[[nodiscard]] Schema detail();     // Person and all that her file says of herself
[[nodiscard]] Schema candidate();
[[nodiscard]] Schema change();     // one line of her history
[[nodiscard]] std::vector<Schema::Member> optional_fields();  // what may be given of a person beside her name, sex and place

void write(JsonWriter& json, people::Person const& person, std::string_view org_short);  // detail()
void write(JsonWriter& json, people::Candidate const& candidate, std::string_view org_short);

[[nodiscard]] std::string text_in(json::object const& object, std::string_view name);
[[nodiscard]] std::optional<std::string> maybe_text_in(json::object const& object, std::string_view name);
[[nodiscard]] std::int64_t id_in(json::object const& object, std::string_view name);
[[nodiscard]] std::vector<people::Contact> contacts_in(json::object const& object);
[[nodiscard]] people::Codes codes_in(json::object const& object);
// Ids, and "elsewhere".
[[nodiscard]] people::Despite despite_in(json::object const& object);

[[nodiscard]] std::string short_name(storage::Reader const& reader, org::Code code);
// The detail of one person, as the caller sees her.
[[nodiscard]] Response answer(Installation& installation, Call& call, people::PersonId id, int status = 200);

}  // namespace people_views
}  // namespace niangjia::http
