// Inside the room: what the parts of the recovery share.
#pragma once

#include <sodium.h>

#include <array>
#include <cstddef>

#include "identity/recovery.h"

namespace niangjia::identity {

// Of a secret and one share the other share; of both shares the secret.
[[nodiscard]] inline vault::Key together(vault::Key const& one, vault::Key const& other) {
    std::array<char, vault::Key::size> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(one.bytes()[i] ^ other.bytes()[i]);
    auto const key = vault::Key::of_bytes({bytes.data(), bytes.size()});
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

// Where the caller's deeds stand in the journal when they belong to no other place.
[[nodiscard]] inline std::int64_t home(Context const& context) {
    return context.grants().empty() ? std::int64_t{0} : context.grants().front().org.value();
}

}  // namespace niangjia::identity
