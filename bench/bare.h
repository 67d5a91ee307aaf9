// The storage limit: the same rows, and the rows that a page needs, through bare prepared statements of SQLite.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "measure.h"

namespace niangjia::bench {

// Writes the rows that these records of `after` have once more, onto `copy`, which was taken before them: the record, its
// lists, timeline, to-dos, contributions and monthly sums, its journal entry and its command. `together` records share a
// commit, and each commit is on disk before the next begins. Returns records per second.
[[nodiscard]] double write_again(std::filesystem::path const& copy, std::filesystem::path const& after,
                                 std::vector<std::int64_t> const& records, int together);

// A statement and how many times a page asks it, with values drawn anew each time.
struct BareStatement {
    std::string text;
    std::function<std::vector<std::int64_t>(std::size_t turn)> values;
};

// A page's rows from `file`, fetched column by column, on a connection of its own in each thread.
[[nodiscard]] Measured read_bare(std::filesystem::path const& file, std::vector<BareStatement> const& page, int threads, double seconds);
// The statements of one of the turns after the other, with their values in place, in one thread.
[[nodiscard]] Measured read_bare(std::filesystem::path const& file, std::vector<std::vector<std::string>> const& turns, double seconds);

}  // namespace niangjia::bench
