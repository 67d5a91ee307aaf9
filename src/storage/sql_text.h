// Small rewritings of SQL texts. All leave quoted texts and comments alone.
#pragma once

#include <string>
#include <string_view>

#include "storage/storage.h"

namespace niangjia::storage {

// Each ? becomes the next $n, counting on from `count`.
[[nodiscard]] std::string number_parameters(std::string_view text, int& count);

// $n becomes ?n: SQLite numbers $n by first appearance, ?n by its digits.
[[nodiscard]] std::string sqlite_parameters(std::string_view text);

// The highest n among the $n of a text; 0 if it has none.
[[nodiscard]] std::size_t highest_parameter(std::string_view text);

// Keeps what /*sqlite: …*/ and /*postgres: …*/ hold for this backend and drops what they hold for the other.
[[nodiscard]] std::string resolve_dialect(std::string_view text, Backend backend);

}  // namespace niangjia::storage
