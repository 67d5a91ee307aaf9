// What the program asks of SQLite, statement by statement, and how SQLite goes about it.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace niangjia::bench {

struct Asked {
    std::string text;  // with its parameters
    std::string full;  // with the values in their place
};

// Watches every connection that is opened from then on. Call it before the installation is opened.
void watch_statements();
// The statements since the last call; begins to keep them with the first.
[[nodiscard]] std::vector<Asked> take_statements();

struct Plan {
    std::string steps;
    bool scans = false;  // it reads a table from one end to the other that has more than a row
};
[[nodiscard]] Plan plan_of(std::filesystem::path const& file, std::string const& statement);

}  // namespace niangjia::bench
