// Shared inside the records room: whether the caller is one of the actors that a pack names, at a record's organisation.
#pragma once

#include <vector>

#include "identity/scope.h"
#include "packs/packs.h"
#include "records/records.h"

namespace niangjia::records {

// The system is everybody. `permission`: what a role must have to count, writing() of the type (rules.h).
[[nodiscard]] bool may(identity::Context const& context, std::vector<packs::Actor> const& actors, org::Code org,
                       identity::Permission permission = identity::Permission::WriteRecords);
// A record that was sent belongs to its receiver; those who sent it act on it from where they sent it.
[[nodiscard]] bool may(identity::Context const& context, std::vector<packs::Actor> const& actors, Record const& record);

}  // namespace niangjia::records
