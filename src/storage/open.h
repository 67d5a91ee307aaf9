// One constructor per backend.
#pragma once

#include <memory>
#include <string>

#include "storage/storage.h"

namespace niangjia::storage {

[[nodiscard]] std::unique_ptr<Database> open_sqlite(std::string const& file);
[[nodiscard]] std::unique_ptr<Database> open_postgres(std::string const& address);

}  // namespace niangjia::storage
