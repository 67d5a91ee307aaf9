#include "base/org_code.h"

#include <fmt/format.h>

namespace niangjia::org {
namespace {

constexpr std::int64_t unit_size = 1;
constexpr std::int64_t grid_size = 1'000;
constexpr std::int64_t village_size = 1'000'000;
constexpr std::int64_t township_size = 1'000 * village_size;
constexpr std::int64_t county_size = 1'000 * township_size;
constexpr std::int64_t city_size = 100 * county_size;
constexpr std::int64_t province_size = 100 * city_size;
constexpr std::int64_t nation_size = 100 * province_size;

// How many codes the subtree of one organisation of that level spans.
constexpr std::array<std::int64_t, 8> sizes{nation_size,   province_size, city_size, county_size,
                                            township_size, village_size,  grid_size, unit_size};
constexpr std::array<std::string_view, 8> names{"nation",   "province", "city", "county",
                                                "township", "village",  "grid", "unit"};

}  // namespace

std::optional<Code> Code::parse(std::string_view text) {
    std::int64_t value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9' || text.size() > 18) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    switch (text.size()) {
        case 2:
            return Code{value * province_size};
        case 4:
            return Code{value * city_size};
        case 6:
            return Code{value * county_size};
        case 9:
            return Code{value * township_size};
        case 12:
            return Code{value * village_size};
        case 18:
            return Code{value};
        default:
            return std::nullopt;
    }
}

std::string Code::text() const {
    if (value_ % village_size == 0) return fmt::format("{:012}", value_ / village_size);
    return fmt::format("{:018}", value_);
}

Level Code::level() const {
    // The lowest group that is not zero decides: below it the code is a multiple of that level's size.
    for (std::size_t i = sizes.size() - 1; i > 0; --i) {
        if (value_ % sizes[i - 1] != 0) return static_cast<Level>(i);
    }
    return Level::Nation;
}

Code Code::parent() const {
    auto const own = level();
    if (own == Level::Nation) return *this;
    auto const size = sizes[static_cast<std::size_t>(own) - 1];
    return Code{value_ - value_ % size};
}

std::optional<Code> Code::at(Level level) const {
    if (level > this->level()) return std::nullopt;
    auto const size = sizes[static_cast<std::size_t>(level)];
    Code const ancestor{value_ - value_ % size};
    if (ancestor.level() != level) return std::nullopt;
    return ancestor;
}

Code Code::last() const {
    return Code{value_ + sizes[static_cast<std::size_t>(level())] - 1};
}

std::int64_t Code::county_part() const {
    return value_ / county_size;
}

std::vector<Code> Code::upwards() const {
    std::vector<Code> codes;
    for (Code code = *this; code.level() != Level::Nation; code = code.parent()) codes.push_back(code);
    return codes;
}

std::string_view name_of(Level level) {
    return names[static_cast<std::size_t>(level)];
}

std::optional<Level> level_named(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Level>(i);
    }
    return std::nullopt;
}

}  // namespace niangjia::org
