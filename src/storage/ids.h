// Numbers for what is kept by county: persons, records, accounts. A sequence gives 1, 2, 3 … within each
// county; a number that was given to a transaction that failed is given again.
//
// An id of a person or record is `county_part << 43 | number`: its county leads it, and so leads the key of
// every large table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "storage/storage.h"

namespace niangjia::storage {

// The next number of `sequence` ("person", "record") in that county (0: of the whole program).
[[nodiscard]] std::int64_t next_number(Transaction& transaction, std::string_view sequence,
                                       std::int64_t county_part);

// The first of `count` numbers that follow each other.
[[nodiscard]] std::int64_t next_numbers(Transaction& transaction, std::string_view sequence, std::int64_t county_part,
                                        std::int64_t count);

// The id of a number, and back. A county has room for 2^43 numbers.
[[nodiscard]] constexpr std::int64_t id_of(std::int64_t county_part, std::int64_t number) {
    return county_part << 43 | number;
}
[[nodiscard]] constexpr std::int64_t county_of(std::int64_t id) {
    return id >> 43;
}
[[nodiscard]] constexpr std::int64_t number_of(std::int64_t id) {
    return id & ((std::int64_t{1} << 43) - 1);
}

[[nodiscard]] inline std::int64_t next_id(Transaction& transaction, std::string_view sequence,
                                          std::int64_t county_part) {
    return id_of(county_part, next_number(transaction, sequence, county_part));
}

[[nodiscard]] std::span<Migration const> migrations();

}  // namespace niangjia::storage
