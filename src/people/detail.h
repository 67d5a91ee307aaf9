// Shared inside the people room: how a person's fields are kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "people/people.h"

namespace niangjia::people {

inline constexpr Message unknown_person{ErrorKind::NotFound, "people.unknown", "没有这个人，或不在您的工作范围内",
                                        "There is no such person within your reach"};
inline constexpr Message no_reason{ErrorKind::Invalid, "people.reason", "请写明理由（2 至 500 字）", "Give the reason (2 to 500 characters)"};
inline constexpr Message unknown_code{ErrorKind::Invalid, "people.code", "“{}”没有选项“{}”，请从列表中选择",
                                      "'{}' has no choice '{}'; pick one of the list"};

// What a blind number is of.
inline constexpr std::int64_t number_blind = 1;
inline constexpr std::int64_t phone_blind = 2;
inline constexpr std::string_view number_purpose = "person number";
inline constexpr std::string_view phone_purpose = "person phone";

// The columns that read_row() reads.
inline constexpr std::string_view person_columns =
    "p.id, p.org, p.name, p.sex, p.birth, p.phone, p.paper, p.number, p.no_number, p.contacts, p.address, p.codes, p.erased, p.version";

[[nodiscard]] std::string about(PersonId id, std::string_view field);
[[nodiscard]] std::string about_household(std::int64_t id);
[[nodiscard]] std::string about_side(std::int64_t pair);

// Two persons of whom the first stands against the second, as person_sides keeps them.
struct Side {
    PersonId other = 0, person = 0;
};
struct KeptSide {
    std::int64_t pair = 0, other = 0;
    std::string who;
};
[[nodiscard]] KeptSide kept_side(Side const& side, vault::FieldKeys const& keys);
[[nodiscard]] Side read_side(std::string_view who, std::int64_t pair, vault::FieldKeys const& keys);

// Whether the caller's work reaches the whole county of that place, so that to find somebody there tells no more than the county.
[[nodiscard]] bool reaches_county(identity::Context const& context, org::Code place);
// These and all who live in one household with one of them now, each with those she is one with; in order.
[[nodiscard]] std::vector<PersonId> household_of(storage::Reader const& reader, std::span<PersonId const> persons);

// The fields that are encrypted, as they stand in the row.
struct Kept {
    std::string number, contacts, address;
};
[[nodiscard]] Kept encrypted(Person const& person, vault::FieldKeys const& keys);

[[nodiscard]] std::string contacts_text(std::vector<Contact> const& contacts);
[[nodiscard]] std::vector<Contact> read_contacts(std::string_view text);
[[nodiscard]] std::string codes_text(Codes const& codes);
[[nodiscard]] Codes read_codes(std::string_view text);

// The values of (purpose, blind) that the person is found by; by the newest key alone.
[[nodiscard]] std::vector<std::pair<std::int64_t, std::int64_t>> blinds_of(Person const& person, vault::FieldKeys const& keys);

[[nodiscard]] std::string trimmed(std::string_view text);
// Error (Invalid) unless it says something.
void require_reason(std::string_view reason);
// All that was entered, for the journal's hash: numbers as they are kept, since a plain one could be guessed from the hash.
[[nodiscard]] std::string content(Person const& person, Kept const& kept);

}  // namespace niangjia::people
