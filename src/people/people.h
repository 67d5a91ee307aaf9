// Persons: one row for each, wherever she turns up. (Households, identity papers, encryption and merging
// belong here too, as they come.)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/day.h"
#include "base/org_code.h"
#include "identity/scope.h"
#include "storage/storage.h"

namespace niangjia::people {

using PersonId = std::int64_t;

enum class Sex { Female, Male };

struct Person {
    PersonId id = 0;
    org::Code org = {};  // where she lives: a village, mostly
    std::string name = {};
    Sex sex = Sex::Female;
    std::optional<Day> birth = {};
    std::string phone = {};  // empty: not given
    bool masked = false;     // name and phone are masked: the caller sees no personal data here
};

// 王** , 138****1234
[[nodiscard]] std::string masked_name(std::string_view name);

// Error (Invalid) with every problem's pointer; (NotFound) when the organisation is out of reach.
Person create(storage::Transaction& transaction, identity::Context const& context, Person person);
// Within the caller's reach, else nothing. Masked as the caller's sight demands.
[[nodiscard]] std::optional<Person> find(storage::Reader const& reader, identity::Context const& context,
                                         PersonId id);
// Whether the person exists and lives within the caller's reach. For writes.
[[nodiscard]] bool reachable(storage::Reader const& reader, identity::Context const& context, PersonId id);
// Names for a list, one query, masked as the caller's sight at the person's organisation demands.
[[nodiscard]] std::unordered_map<PersonId, std::string> names(storage::Reader const& reader,
                                                              identity::Context const& context,
                                                              std::span<PersonId const> ids);
// Names that begin with `prefix`, within the caller's reach and `within`, by name then id, after `after`.
// Where the caller sees no personal data nobody is found: a search would tell the names that are masked.
[[nodiscard]] std::vector<Person> search(storage::Reader const& reader, identity::Context const& context,
                                         org::Code within, std::string_view prefix, PersonId after,
                                         int limit);

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::people
