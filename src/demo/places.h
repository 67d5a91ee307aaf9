// The organisations of a demonstration's tree, to draw from.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/org_code.h"
#include "demo/plan.h"
#include "demo/random.h"
#include "org/org.h"

namespace niangjia::demo {

class Places {
  public:
    Places(Plan const& plan, std::vector<org::Organisation> const& tree);

    [[nodiscard]] std::vector<org::Code> inside(org::Level level, org::Code within) const;
    // A county by weight, then one of its organisations; or any within the codes given. Nothing when there is none.
    [[nodiscard]] std::optional<org::Code> draw(Where const& where, org::Code city, Random& random) const;
    // Where somebody of that organisation lives: a village inside it.
    [[nodiscard]] org::Code home(org::Code org, Random& random) const;

  private:
    std::map<org::Level, std::vector<org::Code>> by_level_;  // in the order of the codes
    std::vector<std::int64_t> weights_;
};

}  // namespace niangjia::demo
