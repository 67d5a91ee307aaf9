// Makes people and petitions in a large number in an installation of the demonstration, by acting as its users do.
#pragma once

#include <cstdint>
#include <functional>

#include "installation/installation.h"

namespace niangjia::bench {

struct CaseSizes {
    int people = 1'000'000;
    std::int64_t cases = 300'000;
};

// Persons and petitions there are now.
[[nodiscard]] CaseSizes sizes_of(Installation const& installation);

// Adds persons by lists, and petitions until there are so many, over the three years until today: nine of ten are closed, one of
// twenty is sealed, one of sixteen has its risk assessed, six of ten name a person; mediations and referrals stand under some.
// The clock must stand still. The villages are spread over the counties evenly.
void fill_cases(Installation& installation, CaseSizes const& wanted, std::function<void(std::int64_t done, std::int64_t total)> const& progress);

[[nodiscard]] std::vector<org::Code> villages_of(Installation const& installation);

}  // namespace niangjia::bench
