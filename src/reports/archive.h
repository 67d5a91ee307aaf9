// The zip container of office files; of use inside this room only.
#pragma once

#include <string>
#include <vector>

#include "base/day.h"

namespace niangjia::reports {

struct Part {
    std::string name;
    std::string bytes;
};

// The parts in their order, each dated to midnight of that day (1980 at the earliest), so that the same parts
// always make the same bytes. Throws Error (Broken) if memory fails.
[[nodiscard]] std::string zip(std::vector<Part> const& parts, Day day);

}  // namespace niangjia::reports
