// A statement or a migration as it is embedded at build time from src/<room>/sql and src/<room>/migrations.
#pragma once

#include <string_view>

namespace niangjia::storage {

// One statement. `name` is <room>/<file> and is what slow-statement logs show. Parameters are $1, $2, … and are
// bound by their number on both databases. `postgres` is empty where the text serves both.
struct Sql {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres = {};
};

// One step of the schema. The text serves both databases; /*sqlite: …*/ and /*postgres: …*/ hold what only one
// of them reads.
struct Migration {
    std::string_view name;
    std::string_view text;
};

}  // namespace niangjia::storage
