// Identity papers and telephone numbers: reading them, checking them, masking them. All pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/error.h"

namespace niangjia::people {

enum class Sex { Female, Male, Unknown, Unstated };

// The kinds of packs/common/persons.yaml, identity-paper.
enum class Paper { IdCard, OldIdCard, ResidencePermit, ForeignResidence, Passport, None };

[[nodiscard]] std::string_view name_of(Sex sex);      // "female"
[[nodiscard]] std::string_view name_of(Paper paper);  // "id-card"
[[nodiscard]] std::optional<Sex> sex_named(std::string_view name);
[[nodiscard]] std::optional<Paper> paper_named(std::string_view name);

// As numbers are compared and kept: no blanks, full-width digits made plain, letters large.
[[nodiscard]] std::string normal_number(std::string_view number);

// What a number says about its holder.
struct PaperFacts {
    std::optional<Day> birth = {};
    std::optional<Sex> sex = {};
    std::string division = {};  // six digits of the place that first registered her, else empty
};

struct PaperCheck {
    std::string number = {};  // normal
    PaperFacts facts = {};
    std::optional<Problem> problem = {};  // pointer "/number"
};

// Identity cards by GB 11643 (18 characters with their check digit; 15 digits of the old form), residence permits the same with
// 81, 82 or 83 in front, cards of foreign permanent residents (18 characters from 9 on with the check digit, or three letters
// and twelve digits), passports (5 to 20 letters and digits). Retired divisions are good; a number born after `today` is not.
[[nodiscard]] PaperCheck check_paper(Paper paper, std::string_view number, Day today);
// The kind that a number of a list most likely is; nothing when it looks like none. An empty one is None.
[[nodiscard]] std::optional<Paper> likely_paper(std::string_view number);
// The eighteenth character for the seventeen digits before it.
[[nodiscard]] char check_digit(std::string_view seventeen);
// What is searched by: one text for the old and the new form of a number, so that either finds the other.
[[nodiscard]] std::string number_key(Paper paper, std::string_view number);

// 5 to 20 digits, + and -.
[[nodiscard]] bool is_phone(std::string_view number);
// Digits alone, without China's 86: however it was written, the same telephone.
[[nodiscard]] std::string phone_key(std::string_view number);

// The first and the last characters, four stars between; stars alone when little would be hidden.
[[nodiscard]] std::string masked(std::string_view number, std::size_t first, std::size_t last);
// As masked(), with a star for each hidden character: 110105********002X.
[[nodiscard]] std::string masked_number(std::string_view number, std::size_t first, std::size_t last);
// 王**
[[nodiscard]] std::string masked_name(std::string_view name);

}  // namespace niangjia::people
