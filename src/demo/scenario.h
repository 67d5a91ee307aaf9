// Scenarios: one programme's life a file, acted out against a fresh installation. The format is
// tests/scenarios/README.md.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace niangjia::demo {

struct Failure {
    int line = 0;  // of the file
    std::string what;      // the step, or what was looked at
    std::string expected;
    std::string actual;
};

struct Outcome {
    std::string file;
    std::string title;
    int steps = 0;
    int checks = 0;  // of states and figures
    std::vector<Failure> failures;
};

// Makes an installation with the organisations that the scenario names in a folder of its own, acts, looks, and removes it.
// Every account is a real one, granted the role that the step names. What is wrong with the file itself is a failure as well.
[[nodiscard]] Outcome run_scenario(std::filesystem::path const& file, std::filesystem::path const& packs);

}  // namespace niangjia::demo
