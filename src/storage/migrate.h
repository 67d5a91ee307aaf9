// The schema's history, the same on both databases.
#pragma once

#include <span>

#include "storage/storage.h"

namespace niangjia::storage {

// Applies what is missing, in order; see Database::migrate. Runs as one write job.
void apply_migrations(detail::Connection& connection, std::span<Migration const> migrations);

}  // namespace niangjia::storage
