// Inside the room: how passwords are judged, hashed and checked.
#pragma once

#include <string>
#include <string_view>

#include "vault/vault.h"

namespace niangjia::identity {

// 8 characters at least, not the account's name, not among the most common, not one character or a run.
[[nodiscard]] bool is_weak(std::string_view password, std::string_view name);

// Argon2id, at most two at a time in the whole process. Error (Busy) after some seconds of waiting.
[[nodiscard]] std::string hash(std::string_view password);
[[nodiscard]] bool matches(std::string_view hash, std::string_view password);
// vault::Key::of_password(), under the same limit.
[[nodiscard]] vault::Key password_key(std::string_view password, std::string_view salt);
// A hash that no password is known for: an unknown name is checked against it, to take as long as a known
// one.
[[nodiscard]] std::string const& dummy_hash();

// 32 random bytes as 64 hex digits.
[[nodiscard]] std::string random_token();

}  // namespace niangjia::identity
