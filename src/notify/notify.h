// Notices: what somebody should know without having asked, shown in the workbench. A notice says what happened to which record and
// who did it, never what the record holds.
//
// Guarantees: written in the transaction of the deed, so that none is lost and none speaks of what did not happen.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "identity/scope.h"
#include "storage/storage.h"

namespace niangjia::notify {

// Stable names; the faces have the words.
inline constexpr std::string_view seal_asked = "seal-asked";        // an officer asks the others to open a sealed case with her
inline constexpr std::string_view asked_online = "asked-online";    // somebody asks for help through the portal
inline constexpr std::string_view written_online = "written-online";  // she wrote again, or took a step
inline constexpr std::string_view seal_broken = "seal-broken";  // a sealed case was opened for somebody outside its team

struct Notice {
    std::int64_t id = 0;
    Moment at = 0;
    std::string kind;
    std::int64_t record = 0;
    identity::AccountId by = 0;
    bool seen = false;
};

void tell(storage::Transaction& transaction, identity::AccountId account, Moment at, std::string_view kind, std::int64_t record, identity::AccountId by);
// The caller's own, newest first, below `before`.
[[nodiscard]] std::vector<Notice> list(storage::Reader const& reader, identity::Context const& context, std::optional<std::int64_t> before, int limit);
[[nodiscard]] std::int64_t count_unseen(storage::Reader const& reader, identity::Context const& context);
// Marks the caller's own up to that one.
void see(storage::Transaction& transaction, identity::Context const& context, std::int64_t up_to);

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::notify
