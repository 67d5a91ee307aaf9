// A text for people, in the two languages of the interface. Chinese is the source language.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace niangjia {

struct Text {
    std::string zh;
    std::string en;

    bool operator==(Text const&) const = default;
};

// How many characters a UTF-8 text has: limits that people read are counted in these, not in bytes.
[[nodiscard]] constexpr std::size_t characters(std::string_view utf8) {
    std::size_t count = 0;
    for (char const c : utf8) count += (c & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

}  // namespace niangjia
