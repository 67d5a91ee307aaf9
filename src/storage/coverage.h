// Remembers which statements this process has run, on which database.
#pragma once

#include <string_view>

#include "storage/storage.h"

namespace niangjia::storage {

// Called once per connection and statement, when it is prepared.
void mark_run(Backend backend, std::string_view name);

// Appends what was run since the last call to the file that NIANGJIA_SQL_COVERAGE names, if it names one.
void write_coverage() noexcept;

}  // namespace niangjia::storage
