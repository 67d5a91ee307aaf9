// (Kept in base: every room places what it keeps by it.)
//
// An organisation's code is its place in the tree: the 12 digits of the statistical division code (2-2-2-3-3:
// province, city, county, township, village) followed by 3 for a grid and 3 for a unit, together one 64-bit
// integer of at most 18 digits. "This organisation and all below it" is one range of codes.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace niangjia::org {

enum class Level { Nation, Province, City, County, Township, Village, Grid, Unit };

class Code {
  public:
    constexpr Code() = default;  // the nation, 0
    constexpr explicit Code(std::int64_t value) : value_{value} {}

    // Reads 12 digits (the statistical code), 18 digits (with grid and unit), or the short forms of 2, 4, 6
    // and 9.
    [[nodiscard]] static std::optional<Code> parse(std::string_view text);

    [[nodiscard]] constexpr std::int64_t value() const { return value_; }
    // 12 digits, or 18 when it has a grid or unit part.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] Level level() const;
    // The code one step up: its last non-zero group is cleared. Need not exist as an organisation (the
    // placeholder divisions such as 市辖区 have none). The nation is its own parent.
    [[nodiscard]] Code parent() const;
    // The ancestor (or itself) at that level; nothing when this code has no group of that level or lies above
    // it.
    [[nodiscard]] std::optional<Code> at(Level level) const;
    // The last code of its subtree; the first is the code itself.
    [[nodiscard]] Code last() const;
    [[nodiscard]] bool holds(Code other) const {
        return value_ <= other.value_ && other.value_ <= last().value_;
    }
    // The 6-digit county part, which leads every record's id.
    [[nodiscard]] std::int64_t county_part() const;
    // This code and its ancestors up to (not including) the nation, from the bottom up.
    [[nodiscard]] std::vector<Code> upwards() const;

    constexpr auto operator<=>(Code const&) const = default;

  private:
    std::int64_t value_ = 0;
};

[[nodiscard]] std::string_view name_of(Level level);  // "city"
[[nodiscard]] std::optional<Level> level_named(std::string_view name);

}  // namespace niangjia::org
