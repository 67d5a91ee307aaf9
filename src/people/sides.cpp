// Who stands against whom, and what an account may therefore not learn.
#include <algorithm>

#include "people/detail.h"
#include "people/sql.h"
#include "storage/pieces.h"

namespace niangjia::people {
namespace {

constexpr std::string_view pair_purpose = "side pair";
constexpr std::string_view other_purpose = "side other";

std::string pair_text(Side const& side) { return fmt::format("{} {}", side.other, side.person); }

bool holds(std::vector<PersonId> const& ids, PersonId id) { return std::ranges::binary_search(ids, id); }

std::vector<PersonId> without(std::vector<PersonId> const& ids, std::vector<PersonId> const& others) {
    std::vector<PersonId> left;
    std::ranges::set_difference(ids, others, std::back_inserter(left));
    return left;
}

// Each with those she is one with; in order.
std::vector<PersonId> with_merged(storage::Reader const& reader, std::span<PersonId const> persons) {
    std::vector<PersonId> ids;
    for (auto const person : persons) {
        for (auto const id : merged_ids(reader, survivor(reader, person))) ids.push_back(id);
    }
    std::ranges::sort(ids);
    auto const twice = std::ranges::unique(ids);
    ids.erase(twice.begin(), twice.end());
    return ids;
}

}  // namespace

std::string about_side(std::int64_t pair) { return fmt::format("side:{}", pair); }

KeptSide kept_side(Side const& side, vault::FieldKeys const& keys) {
    auto const pair = keys.blind(pair_purpose, pair_text(side));
    // Of one length, so that it tells nothing of the numbers.
    return {pair, keys.blind(other_purpose, std::to_string(side.other)), keys.encrypt(fmt::format("{:020}{:020}", side.other, side.person), about_side(pair))};
}

Side read_side(std::string_view who, std::int64_t pair, vault::FieldKeys const& keys) {
    auto const text = keys.decrypt(who, about_side(pair));
    return {std::stoll(text.substr(0, 20)), std::stoll(text.substr(20))};
}

bool reaches_county(identity::Context const& context, org::Code place) {
    return std::ranges::any_of(context.reach(identity::Permission::ReadRecords), [&](org::Code top) { return top.level() <= org::Level::County && top.holds(place); });
}

std::vector<PersonId> household_of(storage::Reader const& reader, std::span<PersonId const> persons) {
    auto const own = with_merged(reader, persons);
    if (own.empty()) return own;
    auto all = own;
    storage::Query query{"people/list_housemates", "SELECT DISTINCT o.person FROM household_members m JOIN household_members o ON o.household = m.household"};
    query.where("m.until IS NULL AND o.until IS NULL").then("AND m.person IN");
    storage::add_list(query, own);
    auto rows = reader.query(query);
    while (rows.next()) all.push_back(rows.integer(0));
    return with_merged(reader, all);
}

std::vector<identity::AccountId> accounts_in_household_of(storage::Reader const& reader, std::span<PersonId const> persons) {
    std::vector<identity::AccountId> accounts;
    auto const ids = household_of(reader, persons);
    if (ids.empty()) return accounts;
    storage::Query query{"people/list_accounts", "SELECT account FROM person_accounts WHERE person IN"};
    storage::add_list(query, ids);
    query.then("ORDER BY account");
    auto rows = reader.query(query);
    while (rows.next()) accounts.push_back(rows.integer(0));
    return accounts;
}

bool Sides::is_linked(PersonId id) const { return holds(linked, id); }
bool Sides::hides(PersonId id) const { return holds(hidden, id); }

void People::oppose(storage::Transaction& transaction, PersonId other, PersonId person) const {
    if (survivor(transaction, other) == survivor(transaction, person)) return;
    auto const keys = this->keys(transaction);
    Side const side{other, person};
    for (auto const pair : keys->blinds(pair_purpose, pair_text(side))) {
        if (transaction.query(sql::find_side, pair).next()) return;
    }
    auto const kept = kept_side(side, *keys);
    transaction.execute(sql::add_side, kept.pair, kept.other, kept.who);
}

Sides People::sides(storage::Reader const& reader, identity::Context const& context) const {
    Sides sides;
    if (context.is_system()) return sides;
    std::vector<PersonId> own;
    {
        auto rows = reader.query(sql::find_account_person, context.account());
        if (!rows.next()) return sides;
        own.push_back(rows.integer(0));
    }
    own = with_merged(reader, own);
    sides.linked = household_of(reader, own);
    auto const keys = this->keys(reader);
    std::vector<std::int64_t> others;
    for (auto const id : sides.linked) {
        for (auto const blind : keys->blinds(other_purpose, std::to_string(id))) others.push_back(blind);
    }
    std::vector<PersonId> opposed;
    {
        storage::Query query{"people/list_opposed", "SELECT pair, who FROM person_sides WHERE other IN"};
        storage::add_list(query, others);
        auto rows = reader.query(query);
        while (rows.next()) opposed.push_back(read_side(rows.text(1), rows.integer(0), *keys).person);
    }
    // She who lives with the other side may be the one who is hidden from it: never from herself.
    opposed = without(with_merged(reader, opposed), own);
    // Who lives with her now would tell where that is; who lives with the other side as well tells nothing new.
    auto const with_her = without(household_of(reader, opposed), sides.linked);
    std::ranges::set_union(opposed, with_her, std::back_inserter(sides.hidden));
    return sides;
}

bool People::show(Person& person, identity::Context const& context, Sides const& sides) const {
    bool const hidden = sides.hides(person.id);
    if (hidden && !reaches_county(context, person.org)) return false;
    mask(person, context);
    if (!hidden) return true;
    person.org = person.org.at(org::Level::County).value_or(person.org);
    person.phone.clear();
    person.contacts.clear();
    person.address.clear();
    return true;
}

}  // namespace niangjia::people
