#include "people/households.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/error.h"
#include "org/org.h"
#include "people/detail.h"
#include "people/sql.h"
#include "storage/ids.h"
#include "storage/pieces.h"

namespace niangjia::people {
namespace {

using identity::Permission;

constexpr Message unknown_household{ErrorKind::NotFound, "people.unknown-household", "没有这个家庭，或不在您的工作范围内",
                                    "There is no such household within your reach"};
constexpr Message unknown_member{ErrorKind::Invalid, "people.unknown-member", "查无此人，或不在您的工作范围内，请重新选择",
                                 "There is no such person within your reach; choose again"};
constexpr Message no_members{ErrorKind::Invalid, "people.no-members", "一个家庭至少有一人、最多 30 人", "A household has 1 to 30 members"};
constexpr Message day_ahead{ErrorKind::Invalid, "people.day-ahead", "日期 {} 还没有到，或早于开始的日期，请更正",
                            "The day {} is yet to come or before the beginning; mend it"};
constexpr Message member_already{ErrorKind::Conflict, "people.member", "她已是这个家庭的成员", "She is a member of this household already"};
constexpr Message no_member{ErrorKind::Refused, "people.no-member", "她现在不是这个家庭的成员", "She is no member of this household now"};
constexpr Message related_already{ErrorKind::Conflict, "people.related", "已登记过这一关系", "This relation is known already"};
constexpr Message no_relation{ErrorKind::Refused, "people.no-relation", "现在没有这一关系", "There is no such relation now"};
constexpr Message with_herself{ErrorKind::Invalid, "people.with-herself", "请选择另一个人", "Choose another person"};
constexpr Message account_taken{ErrorKind::Conflict, "people.account-taken", "这个账号已对应另一个人，请先解除", "The account is another person's; part them first"};
constexpr Message unknown_account{ErrorKind::NotFound, "identity.unknown-account", "没有这个账号，或不在您的管理范围内", "There is no such account within your reach"};
constexpr Message too_long{ErrorKind::Invalid, "people.too-long", "最多 {} 个字，请删减", "At most {} characters; shorten it"};

constexpr std::size_t most_members = 30;
constexpr std::size_t longest_text = 200;

std::optional<Day> day_in(storage::Rows const& rows, int column) {
    auto const number = rows.maybe_integer(column);
    return number ? std::optional{Day{static_cast<std::int32_t>(*number)}} : std::nullopt;
}

void check_kind(CodeList const& list, std::string_view code, std::string_view title, std::string pointer, std::vector<Problem>& problems) {
    if (list.find(code) == nullptr) problems.push_back(problem(unknown_code, std::move(pointer), title, code));
}

void note(storage::Transaction& transaction, identity::Context const& context, org::Code org, std::string_view action, std::string_view target,
          std::string_view text) {
    audit::append(transaction, {context.now(), context.account(), org.value(), action, target, text});
}

}  // namespace

std::string about_household(HouseholdId id) { return fmt::format("household:{}/address", id); }

org::Code Households::place(storage::Reader const& reader, identity::Context const& context, HouseholdId household) const {
    auto rows = reader.query(sql::find_household, household);
    if (!rows.next()) throw error(unknown_household);
    org::Code const org{rows.integer(0)};
    if (!context.reaches(Permission::ReadRecords, org)) throw error(unknown_household);
    context.require(Permission::WriteRecords, org);
    return org;
}

void Households::check_member(storage::Reader const& reader, identity::Context const& context, Member const& member, std::string const& pointer,
                              std::vector<Problem>& problems) const {
    if (!reachable(reader, context, member.person)) problems.push_back(problem(unknown_member, pointer + "/person"));
    check_kind(people_->rules().kinship, member.kinship, "与户主关系", pointer + "/kinship", problems);
    if (member.since > context.today()) problems.push_back(problem(day_ahead, pointer + "/since", member.since.iso()));
    if (member.until && (*member.until > context.today() || *member.until < member.since)) {
        problems.push_back(problem(day_ahead, pointer + "/until", member.until->iso()));
    }
}

HouseholdId Households::create(storage::Transaction& transaction, identity::Context const& context, Household household) const {
    context.require(Permission::WriteRecords, household.org);
    if (!org::exists(transaction, household.org)) throw identity::unknown_organisation(household.org);
    std::vector<Problem> problems;
    if (household.members.empty() || household.members.size() > most_members) problems.push_back(problem(no_members, "/members"));
    household.address = trimmed(household.address);
    if (characters(household.address) > longest_text) problems.push_back(problem(too_long, "/address", longest_text));
    for (std::size_t i = 0; i < household.members.size(); ++i) {
        auto const pointer = fmt::format("/members/{}", i);
        check_member(transaction, context, household.members[i], pointer, problems);
        for (std::size_t k = 0; k < i; ++k) {
            if (household.members[k].person == household.members[i].person) problems.push_back(problem(member_already, pointer + "/person"));
        }
    }
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    auto const id = storage::next_id(transaction, "household", household.org.county_part());
    auto const keys = people_->keys(transaction);
    transaction.execute(sql::add_household, id, household.org.value(), keys->encrypt(household.address, about_household(id)), context.now(), context.account());
    std::string members;
    for (auto const& member : household.members) {
        transaction.execute(sql::add_member, id, member.person, member.kinship, member.since.number(),
                            member.until ? std::optional{member.until->number()} : std::nullopt);
        members += fmt::format(" {}", member.person);
    }
    note(transaction, context, household.org, "people.household", fmt::format("household:{}", id), members);
    return id;
}

void Households::join(storage::Transaction& transaction, identity::Context const& context, HouseholdId household, Member const& member) const {
    auto const org = place(transaction, context, household);
    std::vector<Problem> problems;
    check_member(transaction, context, member, "", problems);
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    if (transaction.query(sql::find_member, household, member.person).next()) throw error(member_already);
    transaction.execute(sql::add_member, household, member.person, member.kinship, member.since.number(),
                        member.until ? std::optional{member.until->number()} : std::nullopt);
    note(transaction, context, org, "people.join", fmt::format("household:{}", household), std::to_string(member.person));
}

void Households::leave(storage::Transaction& transaction, identity::Context const& context, HouseholdId household, PersonId person, Day until) const {
    auto const org = place(transaction, context, household);
    if (until > context.today()) throw Error::invalid({problem(day_ahead, "/until", until.iso())});
    if (transaction.execute(sql::end_member, household, person, until.number()) == 0) throw error(no_member);
    note(transaction, context, org, "people.leave", fmt::format("household:{}", household), std::to_string(person));
}

void Households::relate(storage::Transaction& transaction, identity::Context const& context, Relation const& relation) const {
    auto const person = people_->find(transaction, context, relation.person);
    if (!person) throw error(unknown_person);
    context.require(Permission::WriteRecords, person->org);
    std::vector<Problem> problems;
    auto const other = people_->find(transaction, context, relation.other);
    if (!other) {
        problems.push_back(problem(unknown_member, "/other"));
    } else if (other->id == person->id) {
        problems.push_back(problem(with_herself, "/other"));
    }
    check_kind(people_->rules().relations, relation.kind, "关系", "/kind", problems);
    if (relation.since > context.today()) problems.push_back(problem(day_ahead, "/since", relation.since.iso()));
    if (characters(relation.note) > longest_text) problems.push_back(problem(too_long, "/note", longest_text));
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    if (transaction.query(sql::find_relation, person->id, other->id, relation.kind).next()) throw error(related_already);
    transaction.execute(sql::add_relation, person->id, other->id, relation.kind, relation.since.number(), relation.note);
    note(transaction, context, person->org, "people.relate", fmt::format("person:{}", person->id), fmt::format("{} {}", other->id, relation.kind));
}

void Households::part(storage::Transaction& transaction, identity::Context const& context, Relation const& relation, Day until) const {
    auto const person = people_->find(transaction, context, relation.person);
    if (!person) throw error(unknown_person);
    context.require(Permission::WriteRecords, person->org);
    if (until > context.today()) throw Error::invalid({problem(day_ahead, "/until", until.iso())});
    if (transaction.execute(sql::end_relation, relation.person, relation.other, relation.kind, until.number()) == 0) throw error(no_relation);
    note(transaction, context, person->org, "people.part", fmt::format("person:{}", person->id), fmt::format("{} {}", relation.other, relation.kind));
}

void Households::link_account(storage::Transaction& transaction, identity::Context const& context, PersonId person, identity::AccountId account) const {
    auto const found = people_->find(transaction, context, person);
    if (!found) throw error(unknown_person);
    context.require(Permission::ManageAccounts, found->org);
    if (!transaction.query(sql::find_account, account).next()) throw error(unknown_account);
    {
        auto rows = transaction.query(sql::find_account_person, account);
        if (rows.next()) {
            if (survivor(transaction, rows.integer(0)) == found->id) return;
            throw error(account_taken);
        }
    }
    transaction.execute(sql::add_account, account, found->id);
    note(transaction, context, found->org, "people.account", fmt::format("person:{}", found->id), std::to_string(account));
}

void Households::unlink_account(storage::Transaction& transaction, identity::Context const& context, identity::AccountId account) const {
    PersonId person = 0;
    {
        auto rows = transaction.query(sql::find_account_person, account);
        if (!rows.next()) throw error(unknown_account);
        person = rows.integer(0);
    }
    auto const found = people_->find(transaction, context, person);
    if (!found) throw error(unknown_account);
    context.require(Permission::ManageAccounts, found->org);
    transaction.execute(sql::drop_account, account);
    note(transaction, context, found->org, "people.account-off", fmt::format("person:{}", found->id), std::to_string(account));
}

std::vector<Household> Households::of(storage::Reader const& reader, identity::Context const& context, PersonId found) const {
    auto const sides = people_->sides(reader, context);
    auto const ids = merged_ids(reader, found);
    std::vector<Household> households;
    {
        storage::Query query{"people/list_households",
                             "SELECT DISTINCT h.id, h.org, h.address FROM household_members m JOIN households h ON h.id = m.household WHERE m.person IN"};
        storage::add_list(query, ids);
        query.then("ORDER BY h.id DESC");
        auto rows = reader.query(query);
        while (rows.next()) {
            Household household{.id = rows.integer(0), .org = org::Code{rows.integer(1)}, .address = rows.text(2).empty() ? "" : "****"};
            households.push_back(std::move(household));
        }
    }
    for (auto& household : households) {
        auto rows = reader.query(sql::list_members, household.id);
        while (rows.next()) {
            household.members.push_back(
                {rows.integer(0), rows.string(1), Day{static_cast<std::int32_t>(rows.integer(2))}, day_in(rows, 3)});
        }
        if (std::ranges::any_of(household.members, [&](Member const& member) { return sides.hides(member.person); })) {
            household.org = household.org.at(org::Level::County).value_or(household.org);
            household.address.clear();
        }
    }
    auto const present = [&](Household const& household) {
        return std::ranges::any_of(household.members, [&](Member const& member) {
            return !member.until && std::ranges::find(ids, member.person) != ids.end();
        });
    };
    std::ranges::stable_partition(households, present);
    return households;
}

std::vector<Relation> Households::relations(storage::Reader const& reader, PersonId found) const {
    auto const ids = merged_ids(reader, found);
    std::vector<Relation> relations;
    for (auto const* const side : {"person", "other"}) {
        storage::Query query{"people/list_relations",
                             fmt::format("SELECT person, other, kind, since, until, note FROM person_relations WHERE {} IN", side)};
        storage::add_list(query, ids);
        query.then("ORDER BY since DESC");
        auto rows = reader.query(query);
        while (rows.next()) {
            relations.push_back({rows.integer(0), rows.integer(1), rows.string(2), Day{static_cast<std::int32_t>(rows.integer(3))}, day_in(rows, 4),
                                 rows.string(5)});
        }
    }
    std::ranges::stable_partition(relations, [](Relation const& relation) { return !relation.until; });
    return relations;
}

std::vector<identity::AccountId> Households::accounts(storage::Reader const& reader, PersonId found) const {
    auto const ids = merged_ids(reader, found);
    storage::Query query{"people/list_accounts", "SELECT account FROM person_accounts WHERE person IN"};
    storage::add_list(query, ids);
    query.then("ORDER BY account");
    std::vector<identity::AccountId> accounts;
    auto rows = reader.query(query);
    while (rows.next()) accounts.push_back(rows.integer(0));
    return accounts;
}

}  // namespace niangjia::people
