// SHA-256 of a text, for what is compared or stored by content.
#pragma once

#include <string>
#include <string_view>

namespace niangjia {

// 64 hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view content);

}  // namespace niangjia
