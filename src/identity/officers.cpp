// The recovery pair and the officers who hold its shares.
#include <algorithm>

#include "audit/audit.h"
#include "base/error.h"
#include "identity/detail.h"
#include "identity/keys.h"
#include "identity/recovery.h"
#include "identity/shares.h"
#include "identity/sql.h"
#include "storage/ids.h"
#include "storage/pieces.h"

namespace niangjia::identity {
namespace {

constexpr Message not_all{
    ErrorKind::Forbidden, "identity.not-all-accounts",
    "启封负责人为全系统共用，只有管理全部账号的管理员才能指定，请由上级管理员操作",
    "Officers serve the whole installation: only an administrator of all its accounts names them"};
constexpr Message too_few{ErrorKind::Invalid, "identity.officers-too-few",
                          "请指定 {} 至 {} 名不同的启封负责人", "Name {} to {} different officers"};
constexpr Message unfit{ErrorKind::Invalid, "identity.officer-unfit", "没有这个账号，或已停用，请另选一人",
                        "There is no such account, or it is closed; choose somebody else"};
constexpr Message no_role{ErrorKind::Invalid, "identity.officer-role",
                          "“{}”没有启封权限，请另选一人或先授予角色",
                          "'{}' holds no role that may break seals; choose somebody else or grant one first"};
constexpr Message no_pair{
    ErrorKind::Invalid, "identity.officer-keys", "“{}”还没有密钥：请她先用自己设的密码登录一次，再指定",
    "'{}' has no keys yet: let her sign in once with a password that she chose herself"};
constexpr Message in_use{ErrorKind::Refused, "identity.recovery-in-use", "这一对恢复密钥仍在使用，不能删除",
                         "This recovery pair is in use and stays"};

// Whether no account holds a grant that the caller does not manage.
bool manages_all(storage::Reader const& reader, Context const& context) {
    if (context.is_system()) return true;
    storage::Query query{"identity/find_grant_beyond", "SELECT 1 FROM grants WHERE NOT"};
    storage::add_ranges(query, "org", context.reach(Permission::ManageAccounts));
    query.then("LIMIT 1");
    return !reader.query(query).next();
}

// Who may be an officer, or what is wrong with them.
std::vector<KeyHolder> checked(storage::Reader const& reader, Roles const& roles,
                               std::span<AccountId const> accounts) {
    std::vector<AccountId> different{accounts.begin(), accounts.end()};
    std::ranges::sort(different);
    auto const repeated = std::ranges::unique(different);
    different.erase(repeated.begin(), repeated.end());
    if (different.size() < fewest_officers || different.size() > most_officers ||
        different.size() != accounts.size()) {
        throw error(too_few, fewest_officers, most_officers).with_pointer("/officers");
    }
    auto const pairs = Identity::public_halves(reader, different);
    std::vector<Problem> problems;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        auto const pointer = fmt::format("/officers/{}", i);
        auto const account = find_account(reader, roles, accounts[i]);
        if (!account || !account->active) {
            problems.push_back(problem(unfit, pointer));
        } else if (std::ranges::none_of(account->grants, [](Grant const& grant) {
                       return grant.role->has(Permission::BreakSeal);
                   })) {
            problems.push_back(problem(no_role, pointer, account->title));
        } else if (std::ranges::find(pairs, accounts[i], &KeyHolder::account) == pairs.end()) {
            problems.push_back(problem(no_pair, pointer, account->title));
        }
    }
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    return pairs;
}

}  // namespace

RecoveryId Recovery::name_officers(storage::Transaction& transaction, Context const& context,
                                   std::span<AccountId const> accounts) const {
    if (!manages_all(transaction, context)) throw error(not_all);
    auto const holders = checked(transaction, *roles_, accounts);

    auto const recovery = vault::KeyPair::make();
    auto const id = storage::next_number(transaction, "recovery", 0);
    transaction.execute(sql::add_recovery, id, as_bytes(recovery.public_half()), context.now(),
                        context.account());
    for (auto const& holder : holders) transaction.execute(sql::add_officer, id, holder.account, holder.pair);
    for (std::size_t i = 0; i < holders.size(); ++i) {
        for (std::size_t j = i + 1; j < holders.size(); ++j) {
            auto const one = vault::Key::random();
            auto const other = together(one, recovery.secret_half());
            auto const give = [&](KeyHolder const& holder, KeyHolder const& partner,
                                  vault::Key const& share) {
                auto const wrapped = vault::wrap(holder.public_half, share.bytes());
                transaction.execute(sql::add_share, id, holder.account, partner.account, as_bytes(wrapped));
            };
            give(holders[i], holders[j], one);
            give(holders[j], holders[i], other);
        }
    }
    std::string named;
    for (auto const& holder : holders) named += fmt::format("{}:{} ", holder.account, holder.pair);
    audit::append(transaction, {context.now(), context.account(), home(context), "identity.name-officers",
                                fmt::format("recovery:{}", id), named});
    return id;
}

std::optional<CurrentRecovery> Recovery::current_recovery(storage::Reader const& reader) {
    auto rows = reader.query(sql::find_current_recovery);
    if (!rows.next()) return std::nullopt;
    return CurrentRecovery{rows.integer(0), text_of(rows.bytes(1))};
}

std::vector<Officer> Recovery::officers(storage::Reader const& reader, RecoveryId recovery) {
    std::vector<Officer> found;
    auto rows = reader.query(sql::list_officers, recovery);
    while (rows.next()) {
        Officer officer{rows.integer(0), rows.string(1), rows.integer(3), false, {}};
        if (rows.maybe_integer(4) == officer.pair) {
            officer.alive = rows.integer(2) != 0;
            officer.public_half = text_of(rows.bytes(5));
        }
        found.push_back(std::move(officer));
    }
    return found;
}

std::vector<RecoveryPair> Recovery::list(storage::Reader const& reader) {
    std::vector<RecoveryPair> found;
    {
        auto rows = reader.query(sql::list_recoveries);
        while (rows.next())
            found.push_back({rows.integer(0), text_of(rows.bytes(1)), rows.integer(2), found.empty(), {}});
    }
    // Few: one for each time that officers were named and something is still wrapped for it.
    for (auto& pair : found) pair.officers = officers(reader, pair.id);
    return found;
}

void Recovery::forget(storage::Transaction& transaction, Context const& context, RecoveryId recovery) {
    auto const current = current_recovery(transaction);
    bool const waits = transaction.query(sql::find_open_request_of_recovery, recovery).next();
    if (waits || (current && current->id == recovery)) throw error(in_use);
    transaction.execute(sql::remove_shares, recovery);
    transaction.execute(sql::remove_officers, recovery);
    if (transaction.execute(sql::remove_recovery, recovery) == 0) return;
    audit::append(transaction, {context.now(),
                                context.account(),
                                home(context),
                                "identity.forget-recovery",
                                fmt::format("recovery:{}", recovery),
                                {}});
}

}  // namespace niangjia::identity
