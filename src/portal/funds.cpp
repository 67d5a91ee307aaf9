// What everybody may see of the money.
#include "portal/funds.h"

namespace niangjia::portal {
namespace {

// No 0, 1, I and O, as of vault::random_text().
constexpr std::string_view alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

}  // namespace

std::string receipt_code(vault::FieldKeys const& keys, funds::Receipt const& receipt) {
    auto bits = static_cast<std::uint64_t>(keys.lasting("receipt code", receipt.number()));
    std::string code;
    for (std::size_t i = 0; i < receipt_code_length; ++i, bits >>= 5U) code += alphabet[bits & 31U];
    return code;
}

}  // namespace niangjia::portal
