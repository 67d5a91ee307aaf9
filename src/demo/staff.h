// The accounts of a demonstration, and who of them takes a step.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/org_code.h"
#include "demo/plan.h"
#include "demo/random.h"
#include "org/org.h"
#include "packs/packs.h"

namespace niangjia::demo {

struct Member {
    std::string account;  // 321302-keeper
    std::string title;    // 王秀英（凤凰社区妇联主席）
    std::string role;
    org::Code org;
};

class Staff {
  public:
    // Six at the city and at each county, two at each township, one at each village, one at each partner of a county.
    Staff(Names const& names, std::vector<org::Organisation> const& tree, Random& random);

    [[nodiscard]] std::vector<Member> const& members() const { return members_; }
    // Who does it: the first of `by` (or of its entries for `role`) for which there is an account, at the lowest organisation
    // that covers `org` and that the entry allows.
    [[nodiscard]] std::optional<std::size_t> actor(std::vector<packs::Actor> const& by, std::string_view role, org::Code org) const;

  private:
    void add(std::string account, std::string title, std::string role, org::Code org);

    std::vector<Member> members_;
    std::map<std::pair<std::string, org::Code>, std::size_t, std::less<>> by_role_;
};

// The partners of a county, to whom its cases are referred: units that must be added in this order.
[[nodiscard]] std::vector<std::string> partner_names(std::string_view county);

// An invented name of that sex.
[[nodiscard]] std::string invent_name(Names const& names, bool male, Random& random);

}  // namespace niangjia::demo
