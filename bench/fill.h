// Makes a large installation out of the demonstration, by acting as its users do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

namespace niangjia::bench {

// Adds records until there are `records` in all: nine petitions of ten, one gift of ten (whose hand-over counts a person), spread
// over the villages of the city and the years 2013 to 2015. One petition of five is answered on the spot.
void fill(std::filesystem::path const& data, std::filesystem::path const& packs, std::int64_t records,
          std::function<void(std::int64_t done, std::int64_t total)> const& progress);

// Rows of a table of an installation on SQLite.
[[nodiscard]] std::int64_t count_of(std::filesystem::path const& data, char const* table);

}  // namespace niangjia::bench
