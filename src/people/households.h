// Households, relations between persons, and the accounts that persons sign in with.
//
// A person's memberships and relations stay on her own row when she is merged: whoever answers for her shows them all.
#pragma once

#include "people/people.h"

namespace niangjia::people {

using HouseholdId = std::int64_t;

struct Member {
    PersonId person = 0;
    std::string kinship = "0";  // to the head, of kinship
    Day since = {};
    std::optional<Day> until = {};
};

struct Household {
    HouseholdId id = 0;
    org::Code org = {};
    std::string address = {};  // masked when read
    std::vector<Member> members = {};
};

struct Relation {
    PersonId person = 0;
    PersonId other = 0;
    std::string kind = {};  // the other is her …, of relation-kind
    Day since = {};
    std::optional<Day> until = {};
    std::string note = {};
};

class Households {
  public:
    explicit Households(People const& people) : people_{&people} {}

    // --- Writing, over the places of all who are named. Error (Invalid), (NotFound) as in People.
    HouseholdId create(storage::Transaction& transaction, identity::Context const& context, Household household) const;
    // Error (Conflict, people.member) when she is a member already.
    void join(storage::Transaction& transaction, identity::Context const& context, HouseholdId household, Member const& member) const;
    void leave(storage::Transaction& transaction, identity::Context const& context, HouseholdId household, PersonId person, Day until) const;
    void relate(storage::Transaction& transaction, identity::Context const& context, Relation const& relation) const;
    void part(storage::Transaction& transaction, identity::Context const& context, Relation const& relation, Day until) const;
    // The account is hers; it was nobody's else. For who manages accounts there.
    void link_account(storage::Transaction& transaction, identity::Context const& context, PersonId person, identity::AccountId account) const;
    void unlink_account(storage::Transaction& transaction, identity::Context const& context, identity::AccountId account) const;

    // --- Reading. Those of a person whom the caller has found, and of all that were merged into her; the present ones first. Of a
    // --- household with somebody whom Sides hides from her, the address and the place below the county are not there.
    [[nodiscard]] std::vector<Household> of(storage::Reader const& reader, identity::Context const& context, PersonId found) const;
    [[nodiscard]] std::vector<Relation> relations(storage::Reader const& reader, PersonId found) const;
    [[nodiscard]] std::vector<identity::AccountId> accounts(storage::Reader const& reader, PersonId found) const;

  private:
    [[nodiscard]] org::Code place(storage::Reader const& reader, identity::Context const& context, HouseholdId household) const;
    void check_member(storage::Reader const& reader, identity::Context const& context, Member const& member, std::string const& pointer,
                      std::vector<Problem>& problems) const;

    People const* people_;
};

// The accounts of these persons and of all who live in one household with one of them now, for flagging: unscoped.
[[nodiscard]] std::vector<identity::AccountId> accounts_in_household_of(storage::Reader const& reader, std::span<PersonId const> persons);

}  // namespace niangjia::people
