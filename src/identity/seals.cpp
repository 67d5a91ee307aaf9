// Breaking a seal: asking, approving, refusing, and what time ends.
#include <algorithm>
#include <array>
#include <unordered_map>

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

constexpr Message short_reason{ErrorKind::Invalid, "identity.seal-reason", "请写明理由：{} 至 {} 个字",
                               "Give the reason: {} to {} characters"};
constexpr Message asked{ErrorKind::Conflict, "identity.seal-asked", "您已申请启封此案，正等待启封负责人审批",
                        "You have asked for this seal already; the officers have not decided yet"};
constexpr Message locked{ErrorKind::Refused, "identity.keys-locked", "您的密钥尚未解锁，请退出后重新登录再试",
                         "Your keys are not unlocked: sign out, sign in and try again"};
constexpr Message too_few{
    ErrorKind::Refused, "identity.too-few-officers",
    "能启封此案的负责人已不足两名（重设过密码或已停用），请管理员核对启封负责人",
    "Fewer than two officers are left who could break this seal; ask the administrator to look at them"};
constexpr Message unknown{ErrorKind::NotFound, "identity.unknown-seal-request",
                          "没有这个启封申请，或与您无关", "There is no such request that concerns you"};
constexpr Message decided{ErrorKind::Refused, "identity.seal-decided", "这个启封申请已有结果，请刷新",
                          "This request has been decided; load it again"};
constexpr Message too_late{ErrorKind::Refused, "identity.seal-expired",
                           "这个启封申请已过期，请申请人重新申请",
                           "This request is too old; whoever made it must ask again"};
constexpr Message own_request{ErrorKind::Refused, "identity.own-seal-request",
                              "不能审批自己的启封申请，须由另外的负责人审批",
                              "Nobody approves her own request; another officer must"};
constexpr Message approved_already{ErrorKind::Refused, "identity.seal-approved-already",
                                   "您已同意过，还须另一名负责人同意",
                                   "You have approved already; another officer must approve as well"};
constexpr Message no_role{ErrorKind::Refused, "identity.no-officer-role",
                          "您现在的角色没有启封权限，请管理员核对",
                          "None of your roles may break seals any more; ask the administrator"};
constexpr Message dead{ErrorKind::Refused, "identity.officer-dead",
                       "您的密码被重设过，原来的份额已打不开；请其他负责人审批，并请管理员重新指定启封负责人",
                       "Your password was set anew and your shares no longer open: other officers must "
                       "approve, and the administrator name the officers again"};
constexpr Message requester_gone{
    ErrorKind::Refused, "identity.requester-gone",
    "申请人已停用、没有启封权限或没有密钥，不能启封，请拒绝这个申请",
    "Whoever asked is closed, may break no seals any more or has no keys; refuse the request"};
constexpr Message broken{
    ErrorKind::Broken, "identity.recovery-broken", "恢复密钥的份额拼不起来，数据库可能被改动过，请联系管理员",
    "The shares of the recovery pair do not fit; the database may have been changed. Tell the administrator"};

constexpr Moment day = Moment{24} * 60 * 60 * 1000;
constexpr std::int64_t longest_reason = 500;

constexpr std::array<std::string_view, 5> states{"open", "opened", "refused", "expired", "ended"};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    auto const begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string checked_reason(std::string_view text, std::int64_t fewest) {
    auto const reason = trimmed(text);
    auto const characters = std::ranges::count_if(reason, [](char c) { return (c & 0xc0) != 0x80; });
    if (characters < fewest || characters > longest_reason)
        throw error(short_reason, fewest, longest_reason).with_pointer("/reason");
    return std::string{reason};
}

SealRequest request_of(storage::Rows const& rows) {
    SealRequest request;
    request.id = rows.integer(0);
    request.record = rows.integer(1);
    request.org = org::Code{rows.integer(2)};
    request.recovery = rows.integer(3);
    request.requester = rows.integer(4);
    request.reason = rows.string(5);
    request.made = rows.integer(6);
    request.expires = rows.integer(7);
    request.state = static_cast<SealState>(std::ranges::find(states, rows.text(8)) - states.begin());
    request.access_until = rows.maybe_integer(9);
    return request;
}

// With their votes.
template <class... A>
std::vector<SealRequest> requests(storage::Reader const& reader, storage::Sql const& statement,
                                  A const&... arguments) {
    std::vector<SealRequest> found;
    std::vector<std::int64_t> ids;
    std::unordered_map<SealRequestId, std::size_t> places;
    {
        auto rows = reader.query(statement, arguments...);
        while (rows.next()) {
            found.push_back(request_of(rows));
            ids.push_back(found.back().id);
            places.emplace(found.back().id, found.size() - 1);
        }
    }
    if (found.empty()) return found;
    storage::Query query{"identity/list_seal_votes",
                         "SELECT request, officer, approves, at, reason FROM seal_votes WHERE request IN"};
    storage::add_list(query, ids);
    query.then("ORDER BY request, officer");
    auto rows = reader.query(query);
    while (rows.next()) {
        found[places.at(rows.integer(0))].votes.push_back(
            {rows.integer(1), rows.integer(2) != 0, rows.integer(3), rows.string(4)});
    }
    return found;
}

void note(storage::Transaction& transaction, SealRequest const& request, Moment at, AccountId account,
          std::string_view action, std::string_view reason = {}) {
    audit::append(transaction,
                  {at, account, request.org.value(), action, fmt::format("record:{}", request.record),
                   fmt::format("seal:{} {}", request.id, reason)});
}

void vote(storage::Transaction& transaction, SealRequest& request, SealVote const& vote) {
    transaction.execute(sql::set_seal_vote, request.id, vote.officer, vote.approves, vote.at, vote.reason);
    std::erase_if(request.votes, [&](SealVote const& one) { return one.officer == vote.officer; });
    request.votes.push_back(vote);
    std::ranges::sort(request.votes, {}, &SealVote::officer);
}

void decide(storage::Transaction& transaction, SealRequest& request, SealState state,
            std::optional<Moment> access_until) {
    request.state = state;
    request.access_until = access_until;
    transaction.execute(sql::set_seal_state, request.id, name_of(state), access_until);
    transaction.execute(sql::remove_deposits, request.id);
}

// The caller's keys, if they are those that her account has now.
vault::KeyPair const& keys_of(storage::Reader const& reader, Context const& context) {
    auto const* const keys = context.keys();
    auto const present = Identity::public_halves(reader, std::array{context.account()});
    if (keys == nullptr || present.empty() || present.front().pair != context.pair()) throw error(locked);
    return *keys;
}

vault::Key share_of(storage::Reader const& reader, vault::KeyPair const& keys, RecoveryId recovery,
                    AccountId holder, AccountId partner) {
    auto rows = reader.query(sql::find_share, recovery, holder, partner);
    if (!rows.next()) throw error(broken);
    return keys.unwrap_key(text_of(rows.bytes(0)));
}

// The first approval: the officer's shares, each wrapped anew for its partner.
void deposit(storage::Transaction& transaction, SealRequest const& request, vault::KeyPair const& keys,
             Officer const& officer, std::vector<Officer> const& officers) {
    for (auto const& partner : officers) {
        if (partner.account == officer.account || partner.public_half.empty()) continue;
        auto const share = share_of(transaction, keys, request.recovery, officer.account, partner.account);
        auto const wrapped = vault::wrap(partner.public_half, share.bytes());
        transaction.execute(sql::add_deposit, request.id, officer.account, partner.account,
                            as_bytes(wrapped));
    }
}

// The second approval: both shares make the secret half, which must be that of the pair's public half.
vault::KeyPair put_together(storage::Reader const& reader, SealRequest const& request,
                            vault::KeyPair const& keys, AccountId officer, AccountId depositor) {
    auto const deposited = [&] {
        auto rows = reader.query(sql::find_deposit, request.id, depositor, officer);
        if (!rows.next()) throw error(broken);
        return keys.unwrap_key(text_of(rows.bytes(0)));
    }();
    auto const recovery = vault::KeyPair::of_secret(
        together(share_of(reader, keys, request.recovery, officer, depositor), deposited));
    auto rows = reader.query(sql::find_recovery, request.recovery);
    if (!rows.next() || text_of(rows.bytes(0)) != recovery.public_half()) throw error(broken);
    return recovery;
}

bool may_break(Account const& account, org::Code org) {
    return std::ranges::any_of(account.grants, [&](Grant const& grant) {
        return grant.org.holds(org) && grant.role->has(Permission::BreakSeal);
    });
}

// The open request, for an officer who may decide on it.
struct Decision {
    SealRequest request;
    std::vector<Officer> officers;
    Officer officer;
};

Decision decision(storage::Reader const& reader, Context const& context, SealRequestId id) {
    auto request = Recovery::find(reader, context, id);
    if (!request) throw error(unknown);
    auto officers = Recovery::officers(reader, request->recovery);
    auto const officer = std::ranges::find(officers, context.account(), &Officer::account);
    if (officer == officers.end())
        throw error(request->requester == context.account() ? own_request : unknown);
    if (request->state != SealState::Open) throw error(decided);
    if (request->expires <= context.now()) throw error(too_late);
    if (!context.has(Permission::BreakSeal)) throw error(no_role);
    auto const her = *officer;
    return {std::move(*request), std::move(officers), her};
}

}  // namespace

std::string_view name_of(SealState state) {
    return states[static_cast<std::size_t>(state)];
}

SealRequest Recovery::request(storage::Transaction& transaction, Context const& context,
                              NewSealRequest const& wanted) const {
    context.require(Permission::BreakSeal, wanted.org);
    auto const reason = checked_reason(wanted.reason, rules_.reason_characters);
    auto const now = context.now();
    auto const& keys = keys_of(transaction, context);
    if (transaction.query(sql::find_open_request, wanted.record, context.account(), now).next())
        throw error(asked);
    auto const all = officers(transaction, wanted.recovery);
    if (std::ranges::count_if(all, &Officer::alive) < static_cast<std::ptrdiff_t>(fewest_officers))
        throw error(too_few);

    SealRequest request;
    request.id = storage::next_number(transaction, "seal-request", 0);
    request.record = wanted.record;
    request.org = wanted.org;
    request.recovery = wanted.recovery;
    request.requester = context.account();
    request.reason = reason;
    request.made = now;
    request.expires = now + rules_.request_days * day;
    transaction.execute(sql::add_seal_request, request.id, request.record, request.org.value(),
                        request.recovery, request.requester, request.reason, request.made, request.expires);
    note(transaction, request, now, context.account(), "identity.seal-request", reason);
    // An officer who asks has approved with that, unless her shares are dead: then two others must.
    auto const own = std::ranges::find(all, context.account(), &Officer::account);
    if (own != all.end() && own->alive && own->pair == context.pair()) {
        deposit(transaction, request, keys, *own, all);
        vote(transaction, request, {context.account(), true, now, {}});
        note(transaction, request, now, context.account(), "identity.seal-approve");
    }
    return request;
}

SealRequest Recovery::approve(storage::Transaction& transaction, Context const& context, SealRequestId id,
                              Opening const& opening) const {
    auto [request, all, officer] = decision(transaction, context, id);
    auto const now = context.now();
    if (request.requester == context.account()) throw error(own_request);
    auto const mine = std::ranges::find(request.votes, context.account(), &SealVote::officer);
    if (mine != request.votes.end()) throw error(approved_already);
    auto const& keys = keys_of(transaction, context);
    if (context.pair() != officer.pair) throw error(dead);

    auto const first = std::ranges::find(request.votes, true, &SealVote::approves);
    if (first == request.votes.end()) {
        deposit(transaction, request, keys, officer, all);
        vote(transaction, request, {context.account(), true, now, {}});
        note(transaction, request, now, context.account(), "identity.seal-approve");
        return request;
    }
    auto const requester = find_account(transaction, *roles_, request.requester);
    if (!requester || !requester->active || !may_break(*requester, request.org) ||
        Identity::public_halves(transaction, std::array{request.requester}).empty()) {
        throw error(requester_gone);
    }
    auto const recovery = put_together(transaction, request, keys, officer.account, first->officer);
    vote(transaction, request, {context.account(), true, now, {}});
    decide(transaction, request, SealState::Opened, now + rules_.access_days * day);
    note(transaction, request, now, context.account(), "identity.seal-approve");
    note(transaction, request, now, request.requester, "identity.seal-open");
    opening(transaction, request, recovery);
    return request;
}

SealRequest Recovery::refuse(storage::Transaction& transaction, Context const& context, SealRequestId id,
                             std::string_view text) const {
    auto request = decision(transaction, context, id).request;
    auto const reason = checked_reason(text, 1);
    auto const now = context.now();
    vote(transaction, request, {context.account(), false, now, reason});
    decide(transaction, request, SealState::Refused, std::nullopt);
    note(transaction, request, now, context.account(), "identity.seal-refuse", reason);
    return request;
}

std::vector<SealRequest> Recovery::open_requests(storage::Reader const& reader, Context const& context,
                                                 SealRequestId after, int limit) {
    return requests(reader, sql::list_open_seal_requests, context.account(), context.now(), after, limit);
}

std::optional<SealRequest> Recovery::find(storage::Reader const& reader, Context const& context,
                                          SealRequestId id) {
    auto found = requests(reader, sql::find_seal_request, id);
    if (found.empty()) return std::nullopt;
    auto& request = found.front();
    if (!context.is_system() && request.requester != context.account()) {
        auto const all = officers(reader, request.recovery);
        if (std::ranges::find(all, context.account(), &Officer::account) == all.end()) return std::nullopt;
    }
    return std::move(request);
}

std::vector<SealRequest> Recovery::of_record(storage::Reader const& reader, std::int64_t record) {
    return requests(reader, sql::list_seal_requests_of_record, record);
}

bool Recovery::has_access(storage::Reader const& reader, AccountId account, std::int64_t record, Moment now) {
    return reader.query(sql::find_access, record, account, now).next();
}

bool Recovery::is_untidy(storage::Reader const& reader, Moment now) {
    return reader.query(sql::list_due_seal_requests, now).next();
}

void Recovery::tidy(storage::Transaction& transaction, Moment now, Ending const& ending) {
    for (auto& request : requests(transaction, sql::list_due_seal_requests, now)) {
        if (request.state == SealState::Open) {
            decide(transaction, request, SealState::Expired, std::nullopt);
            note(transaction, request, now, 0, "identity.seal-expire");
            continue;
        }
        decide(transaction, request, SealState::Ended, request.access_until);
        note(transaction, request, now, 0, "identity.seal-end");
        if (!has_access(transaction, request.requester, request.record, now)) ending(transaction, request);
    }
}

}  // namespace niangjia::identity
