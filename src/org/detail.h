// Shared inside the room.
#pragma once

#include "org/org.h"

namespace niangjia::org {

[[nodiscard]] Organisation organisation_of(storage::Rows const& rows);

}  // namespace niangjia::org
