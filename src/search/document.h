// Shared inside the search room: a document as it is kept, and what the index knows of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/search.h"
#include "search/words.h"

namespace niangjia::search {

// The form of all that is kept: a number higher, and every index is filled anew.
constexpr std::int64_t index_form = 2;

// What parts phrases in the index. No word looks like it, since letters and digits are words apart.
constexpr std::string_view border = "b0";

// The parts as search_documents keeps them: for each a line "sight name TAB text", control characters in it as blanks. Parts
// that are sealed or empty are left out.
[[nodiscard]] std::string stored_parts(std::vector<Part> const& parts);
[[nodiscard]] std::vector<Part> read_parts(std::string_view stored);

// One row of search_index.
struct IndexRow {
    std::int64_t seq = 0;
    std::string words;     // as the backend wants them
    std::string open;      // words with blanks around them: public parts
    std::string inside;    // internal ones
    std::string personal;
};

[[nodiscard]] IndexRow index_row(storage::Backend backend, std::int64_t seq, org::Code org, std::int64_t type, std::vector<Part> const& parts);

// On SQLite: the words by which a place and a type are found.
[[nodiscard]] std::string place_word(org::Code place);
[[nodiscard]] std::string type_word(std::int64_t type);

// On PostgreSQL: the number of a word, or of two in a row. Two of them may share one; what is found by it is looked at again.
[[nodiscard]] std::int32_t key_of(std::string_view word);
[[nodiscard]] std::int32_t key_of(std::string_view word, std::string_view next);
// Of 64 bits, for sums that tell whether two sets of texts are the same.
[[nodiscard]] std::uint64_t hash_of(std::string_view text, std::string_view more);
// "{1,2}", each once.
[[nodiscard]] std::string array_text(std::vector<std::int32_t> keys);

}  // namespace niangjia::search
