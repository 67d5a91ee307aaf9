// Part of records.h: what is known of a record before it is proposed, and a record as a field of another names it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/org_code.h"
#include "base/text.h"
#include "packs/packs.h"

namespace niangjia::records {

// What stands against a record that is about to be proposed, or should be known before it is.
struct Check {
    enum class Kind { OncePer, Ceiling, Clash };

    Kind kind = Kind::Clash;
    bool blocks = true;
    Text text;
    std::optional<std::int64_t> record = {};  // which one stands already, when the caller reaches it
};

[[nodiscard]] std::string_view name_of(Check::Kind kind);  // "once-per"

// No more than a title: whoever reads the field reads it, also where the record itself lies above her.
struct Named {
    std::int64_t id = 0;
    packs::RecordType const* type = nullptr;
    org::Code org;
    Day opened;
    std::string title;  // with the subject's name as the caller may see it
};

}  // namespace niangjia::records
