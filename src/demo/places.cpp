#include "demo/places.h"

#include <algorithm>

namespace niangjia::demo {

Places::Places(Plan const& plan, std::vector<org::Organisation> const& tree) {
    for (auto const& place : tree) by_level_[place.code.level()].push_back(place.code);
    for (auto const county : by_level_[org::Level::County]) {
        auto const weight = plan.weights.find(county);
        weights_.push_back(weight == plan.weights.end() ? 1 : weight->second);
    }
}

std::vector<org::Code> Places::inside(org::Level level, org::Code within) const {
    auto const all = by_level_.find(level);
    if (all == by_level_.end()) return {};
    auto const first = std::lower_bound(all->second.begin(), all->second.end(), within);
    auto const last = std::upper_bound(first, all->second.end(), within.last());
    return {first, last};
}

std::optional<org::Code> Places::draw(Where const& where, org::Code city, Random& random) const {
    if (where.level == org::Level::City) return city;
    if (!where.within.empty()) {
        std::vector<org::Code> all;
        for (auto const code : where.within) {
            auto const some = inside(where.level, code);
            all.insert(all.end(), some.begin(), some.end());
        }
        return all.empty() ? std::nullopt : std::optional{random.pick(all)};
    }
    auto const counties = by_level_.find(org::Level::County);
    if (counties == by_level_.end() || counties->second.empty()) return std::nullopt;
    for (int attempt = 0; attempt < 100; ++attempt) {
        auto const county = counties->second[random.weighted(weights_)];
        auto const some = inside(where.level, county);
        if (!some.empty()) return random.pick(some);
    }
    return std::nullopt;
}

org::Code Places::home(org::Code org, Random& random) const {
    auto const villages = org.level() >= org::Level::Village ? std::vector<org::Code>{} : inside(org::Level::Village, org);
    return villages.empty() ? org : random.pick(villages);
}

}  // namespace niangjia::demo
