// Shared inside the search room: phrases, where they stand in a text, and what is shown of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/search.h"

namespace niangjia::search {

using Phrase = std::vector<std::string>;  // words in a row

// The phrases of a query, parted by blanks, each once.
[[nodiscard]] std::vector<Phrase> phrases_of(std::string_view query);
// Its words with blanks between.
[[nodiscard]] std::string text_of(Phrase const& phrase);

// What of the parts the sight may read and holds any of the phrases. Nothing unless each of them stands somewhere.
[[nodiscard]] std::optional<Hit> hit_in(std::vector<Part> const& parts, identity::Sight sight, std::vector<Phrase> const& phrases);

}  // namespace niangjia::search
