// Reads the lists that people bring: .xlsx and CSV files, as texts in rows.
//
// Guarantees: nothing that the file says is carried out: formulas are passed over for the value that stands beside them, XML
// entities are not expanded, and a zip that would grow too far is refused before it is inflated.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace niangjia::people {

struct Table {
    struct Row {
        int number = 0;  // in the file, counted from 1
        std::vector<std::string> cells;
    };
    std::vector<std::string> heads;  // of the first row with two filled cells: titles above it are passed over
    std::vector<Row> rows;           // below it, without empty ones
};

// What an .xlsx may hold, all of it together and each part.
inline constexpr std::size_t most_zip_entries = 2'000;
inline constexpr std::size_t largest_zip_part = 96U << 20U;
inline constexpr std::size_t largest_zip = 160U << 20U;
inline constexpr std::size_t largest_zip_ratio = 250;  // of a part of more than a megabyte
inline constexpr std::size_t most_columns = 200;

// An .xlsx by its content (its first sheet; days as YYYY-MM-DD), else CSV in UTF-8 or GB18030, parted by commas, semicolons or
// tabs. Error (Invalid, people.table) says what is wrong and where; (TooLarge, people.table-large) with more rows than `most_rows`
// or a zip beyond the limits above.
[[nodiscard]] Table read_table(std::string_view bytes, std::size_t most_rows);

}  // namespace niangjia::people
