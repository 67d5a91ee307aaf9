// Shared inside the room.
#pragma once

#include "identity/identity.h"

namespace niangjia::identity {

// The name without regard to case.
[[nodiscard]] std::string fold(std::string_view name);
void require_strong(std::string_view password, std::string_view name, std::string_view pointer);
[[nodiscard]] std::optional<Account> find_account(storage::Reader const& reader, Roles const& roles,
                                                  AccountId id);

}  // namespace niangjia::identity
