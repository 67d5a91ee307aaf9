#include "storage/ids.h"

#include <array>

namespace niangjia::storage {
namespace {

// Written here and not in sql/: the generated header would carry the name of storage/sql.h itself.
constexpr Sql take_number{"storage/take_number",
                          "INSERT INTO id_counters (sequence, county, next) VALUES ($1, $2, 2) "
                          "ON CONFLICT (sequence, county) DO UPDATE SET next = id_counters.next + 1 "
                          "RETURNING next - 1"};

constexpr Sql take_range{"storage/take_range",
                         "INSERT INTO id_counters (sequence, county, next) VALUES ($1, $2, 1 + $3) "
                         "ON CONFLICT (sequence, county) DO UPDATE SET next = id_counters.next + $3 "
                         "RETURNING next - $3"};

constexpr std::array<Migration, 3> schema{{{"storage/0001_id_counters",
                                                "CREATE TABLE id_counters (\n"
                                                "    sequence TEXT NOT NULL,\n"
                                                "    county   BIGINT NOT NULL,\n"
                                                "    next     BIGINT NOT NULL,\n"
                                                "    PRIMARY KEY (sequence, county)\n"
                                                ");\n"},
                                               {"storage/0002_commands",
                                                "CREATE TABLE commands (\n"
                                                "    id      TEXT PRIMARY KEY,\n"
                                                "    account BIGINT NOT NULL,\n"
                                                "    digest  TEXT NOT NULL,\n"
                                                "    answer  BIGINT NOT NULL\n"
                                                ") /*sqlite: WITHOUT ROWID*/;\n"},
                                               // They were hashes of the requests themselves, which could be guessed.
                                               {"storage/0003_commands_without_hashes", "UPDATE commands SET digest = '';\n"}}};

}  // namespace

std::int64_t next_number(Transaction& transaction, std::string_view sequence, std::int64_t county_part) {
    auto rows = transaction.query(take_number, sequence, county_part);
    std::int64_t number = 0;
    while (rows.next()) number = rows.integer(0);  // to the end: the statement writes
    return number;
}

std::int64_t next_numbers(Transaction& transaction, std::string_view sequence, std::int64_t county_part,
                          std::int64_t count) {
    auto rows = transaction.query(take_range, sequence, county_part, count);
    std::int64_t first = 0;
    while (rows.next()) first = rows.integer(0);
    return first;
}

std::span<Migration const> migrations() {
    return schema;
}

}  // namespace niangjia::storage
