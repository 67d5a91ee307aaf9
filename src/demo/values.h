// Field values as plans and scenarios write them: 800元, 2015-03-02, true, a choice's key.
#pragma once

#include <cstdint>
#include <optional>

#include "base/json.h"
#include "packs/item.h"
#include "packs/packs.h"

namespace niangjia::demo {

// Fen for money, thousandths for decimals, else the number. Nothing, and a problem at the item, when it is none.
[[nodiscard]] std::optional<std::int64_t> read_amount(packs::Item const& item, packs::Field const& field);
// The amount as the records room takes it.
[[nodiscard]] json::value amount_value(packs::Field const& field, std::int64_t amount);
[[nodiscard]] bool is_amount(packs::Field const& field);
// The value as the records room takes it. Limits are the records room's to check. Persons' fields are texts here.
[[nodiscard]] std::optional<json::value> read_value(packs::Item const& item, packs::Field const& field);
[[nodiscard]] std::optional<Day> read_day(packs::Item const& item);

}  // namespace niangjia::demo
