// What the routes of records share: how a record, its timeline and its papers are written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http::record_views {

[[nodiscard]] Schema attachment();
[[nodiscard]] Schema record();
[[nodiscard]] Schema entry();

// Titles of accounts; the system and she who asked through the portal have theirs.
[[nodiscard]] std::unordered_map<std::int64_t, std::string> account_titles(storage::Reader const& reader, std::vector<identity::AccountId> accounts);
[[nodiscard]] std::string_view title_in(std::unordered_map<std::int64_t, std::string> const& titles, std::int64_t account);

void write(JsonWriter& json, records::Attachment const& attachment, std::string_view by);  // attachment()
// entry(); what the caller may not see is masked.
void write(JsonWriter& json, records::Record const& record, records::Entry const& entry, std::string_view actor, std::string_view note, identity::Sight sight);
// record(), with all that the caller may do with it.
[[nodiscard]] Response answer(storage::Reader const& reader, identity::Context const& context, Installation const& installation, records::Record const& record, int status);
[[nodiscard]] Response answer(storage::Reader const& reader, identity::Context const& context, Installation const& installation, records::RecordId id, int status);

// Of a locked record only what was done to its seal is shown, and that it was opened.
[[nodiscard]] bool shows(records::Record const& record, records::Entry const& entry);
// Entries about a sealed case's team begin with the account that they are about: it, and the words after it.
[[nodiscard]] std::optional<std::pair<identity::AccountId, std::string_view>> whom(records::Entry const& entry);

}  // namespace niangjia::http::record_views
