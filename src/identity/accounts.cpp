// Accounts and their grants: reading, creating, changing.
#include <algorithm>
#include <unordered_map>

#include "audit/audit.h"
#include "base/error.h"
#include "base/json.h"
#include "identity/detail.h"
#include "identity/identity.h"
#include "identity/keys.h"
#include "identity/password.h"
#include "identity/sql.h"
#include "storage/ids.h"
#include "storage/pieces.h"

namespace niangjia::identity {
namespace {

constexpr Message bad_name{ErrorKind::Invalid, "identity.name",
                           "账号名须为 2 至 40 个字，只用汉字、字母、数字和 . _ -，请修改",
                           "An account name has 2 to 40 Chinese characters, letters, digits and . _ -"};
constexpr Message bad_title{ErrorKind::Invalid, "identity.title", "请填写姓名和职务（不超过 60 字）",
                            "Give her name and post (at most 60 characters)"};
constexpr Message weak{ErrorKind::Invalid, "identity.weak-password",
                       "密码太简单：至少 8 个字符，不能与账号名相同，也不能是常见密码，请换一个",
                       "The password is too weak: at least 8 characters, not the name and not a common one"};
constexpr Message no_grants{ErrorKind::Invalid, "identity.no-grants",
                            "请至少授予一个角色；不再使用的账号请停用",
                            "Grant at least one role; close an account that is no longer used"};
constexpr Message unknown_role{ErrorKind::Invalid, "identity.unknown-role",
                               "没有名为“{}”的角色，请从列表中选择",
                               "There is no role '{}'; choose one of the list"};
constexpr Message bad_code{ErrorKind::Invalid, "identity.grant-org", "组织代码“{}”不正确，请从组织树中选择",
                           "'{}' is no organisation's code; choose one of the tree"};
constexpr Message wrong_level{ErrorKind::Invalid, "identity.grant-level",
                              "角色“{}”不能授予这一层级的组织，请换一个组织或角色",
                              "The role '{1}' is not granted at organisations of this level"};
constexpr Message beyond_reach{ErrorKind::Invalid, "identity.grant-reach",
                               "组织 {} 不在您管理账号的范围内，请换一个",
                               "You manage no accounts of the organisation {}"};
constexpr Message taken{ErrorKind::Conflict, "identity.name-taken", "账号名“{}”已被使用，请换一个",
                        "The account name '{}' is taken; choose another"};
constexpr Message no_account{ErrorKind::NotFound, "identity.unknown-account",
                             "没有这个账号，或不在您的管辖范围内",
                             "There is no such account within your reach"};
constexpr Message stale{ErrorKind::Stale, "identity.stale", "账号刚刚被别人修改过，请刷新后再试",
                        "Somebody has just changed the account; load it again"};
constexpr Message own_account{ErrorKind::Refused, "identity.own-account",
                              "不能停用自己的账号或改自己的角色，请由其他管理员操作",
                              "Nobody closes her own account or changes her own roles; ask another administrator"};

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

bool is_chinese(char32_t c) {
    return c == 0x3007 || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
           (c >= 0x20000 && c <= 0x323af);
}

bool is_account_name(std::string_view name) {
    int count = 0;
    for (std::size_t i = 0; i < name.size(); ++count) {
        auto const lead = static_cast<unsigned char>(name[i]);
        if (lead < 0x80) {
            bool const plain = (lead >= 'a' && lead <= 'z') || (lead >= 'A' && lead <= 'Z') ||
                               (lead >= '0' && lead <= '9') || lead == '.' || lead == '_' || lead == '-';
            if (!plain) return false;
            ++i;
            continue;
        }
        std::size_t const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (i + length > name.size()) return false;
        char32_t c = lead & (0xff >> (length + 1));
        for (std::size_t k = 1; k < length; ++k)
            c = c << 6 | (static_cast<unsigned char>(name[i + k]) & 0x3f);
        if (!is_chinese(c)) return false;
        i += length;
    }
    return count >= 2 && count <= 40;
}

bool is_title(std::string_view title) {
    return !title.empty() && characters(title) <= 60;
}

// The grants wished for, or what is wrong with them.
std::vector<Grant> checked(Roles const& roles, Context const& context, std::vector<GrantWish> const& wishes,
                           std::vector<Problem>& problems) {
    std::vector<Grant> grants;
    if (wishes.empty()) problems.push_back(problem(no_grants, "/grants"));
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        auto const pointer = fmt::format("/grants/{}", i);
        auto const& wish = wishes[i];
        auto const* role = roles.find(wish.role);
        auto const code = org::Code::parse(wish.org);
        if (!role) {
            problems.push_back(problem(unknown_role, pointer + "/role", wish.role));
        } else if (!code) {
            problems.push_back(problem(bad_code, pointer + "/org", wish.org));
        } else if (!context.reaches(Permission::ManageAccounts, *code)) {
            problems.push_back(problem(beyond_reach, pointer + "/org", wish.org));
        } else if (std::ranges::find(role->levels, code->level()) == role->levels.end()) {
            problems.push_back(problem(wrong_level, pointer + "/org", role->title.zh, role->title.en));
        } else {
            grants.push_back({role, *code});
        }
    }
    return grants;
}

void write_grants(storage::Transaction& transaction, AccountId account, std::vector<Grant> const& grants) {
    for (auto const& grant : grants)
        transaction.execute(sql::add_grant, account, grant.role->name, grant.org.value());
}

// What the journal's hash covers: everything but the password.
std::string content(Account const& account, bool new_password) {
    JsonWriter writer;
    writer.open_object();
    writer.key("id").id(account.id).member("name", account.name).member("title", account.title);
    writer.member("active", account.active).member("newPassword", new_password).key("grants").open_array();
    for (auto const& grant : account.grants) {
        writer.open_object().member("role", grant.role->name).member("org", grant.org.text()).close_object();
    }
    writer.close_array().close_object();
    return std::move(writer).str();
}

Account account_of(storage::Rows const& rows) {
    Account account;
    account.id = rows.integer(0);
    account.name = rows.string(1);
    account.title = rows.string(2);
    account.active = rows.integer(3) != 0;
    account.must_change_password = rows.integer(4) != 0;
    account.version = rows.integer(5);
    account.locked_until = rows.maybe_integer(6);
    return account;
}

bool manages(Context const& context, Grant const& grant) {
    return context.reaches(Permission::ManageAccounts, grant.org);
}

}  // namespace

std::string fold(std::string_view name) {
    std::string key{name};
    for (char& c : key) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return key;
}

void require_strong(std::string_view password, std::string_view name, std::string_view pointer) {
    if (is_weak(password, name)) throw Error::invalid({problem(weak, std::string{pointer})});
}

std::optional<Account> find_account(storage::Reader const& reader, Roles const& roles, AccountId id) {
    std::optional<Account> account;
    {
        auto rows = reader.query(sql::find_account, id);
        if (!rows.next()) return std::nullopt;
        account = account_of(rows);
    }
    auto rows = reader.query(sql::find_grants, id);
    while (rows.next()) {
        // A role that the packs no longer know gives nothing.
        if (auto const* role = roles.find(rows.text(0)))
            account->grants.push_back({role, org::Code{rows.integer(1)}});
    }
    return account;
}

std::string Identity::hash_password(std::string_view password) {
    return hash(password);
}

Account Identity::create_account(storage::Transaction& transaction, Context const& context,
                                 NewAccount const& account, std::string_view password_hash) {
    std::vector<Problem> problems;
    if (!is_account_name(account.name)) problems.push_back(problem(bad_name, "/name"));
    if (!is_title(account.title)) problems.push_back(problem(bad_title, "/title"));
    // The demonstration's passwords are meant to be known.
    if (!context.is_system() && is_weak(account.password, account.name)) {
        problems.push_back(problem(weak, "/password"));
    }
    auto const grants = checked(*roles_, context, account.grants, problems);
    if (!problems.empty()) throw Error::invalid(std::move(problems));

    auto const id = storage::next_number(transaction, "account", 0);
    if (transaction.execute(sql::add_account, id, account.name, fold(account.name), account.title,
                            password_hash, account.must_change_password, context.now()) == 0) {
        throw error(taken, account.name).with_pointer("/name");
    }
    write_grants(transaction, id, grants);
    auto created = find_account(transaction, *roles_, id).value();
    audit::append(transaction,
                  {context.now(), context.account(), grants.front().org.value(), "identity.create-account",
                   fmt::format("account:{}", id), content(created, true)});
    return created;
}

Account Identity::change_account(storage::Transaction& transaction, Context const& context, AccountId id,
                                 AccountChange const& change, std::int64_t version,
                                 std::string_view password_hash) {
    auto before = find_account(transaction, *roles_, id);
    bool const reached =
        before && (context.is_system() ||
                   (!before->grants.empty() && std::ranges::all_of(before->grants, [&](auto& grant) {
                       return manages(context, grant);
                   })));
    if (!reached) throw error(no_account);
    if (before->version != version) throw error(stale);
    // Who hands out roles takes none herself: a second pair of eyes is needed for that.
    if ((change.active == false || change.grants) && id == context.account()) throw error(own_account);

    std::vector<Problem> problems;
    if (change.password) {
        if (!context.is_system() && is_weak(*change.password, before->name)) {
            problems.push_back(problem(weak, "/password"));
        }
    }
    if (change.title && !is_title(*change.title)) problems.push_back(problem(bad_title, "/title"));
    std::vector<Grant> grants;
    if (change.grants) grants = checked(*roles_, context, *change.grants, problems);
    if (!problems.empty()) throw Error::invalid(std::move(problems));

    transaction.execute(sql::change_account, id, change.title.value_or(before->title),
                        change.active.value_or(before->active));
    if (change.grants) {
        transaction.execute(sql::remove_grants, id);
        write_grants(transaction, id, grants);
    }
    if (change.password) {
        transaction.execute(sql::set_password, id, password_hash, true);
        transaction.execute(sql::clear_failures, fold(before->name));
        // Whoever sets a password must not come to what is wrapped for the account.
        end_pair(transaction, id);
    }
    if (change.password || change.active == false) transaction.execute(sql::end_sessions, id);

    auto after = find_account(transaction, *roles_, id).value();
    auto const org = after.grants.empty() ? std::int64_t{0} : after.grants.front().org.value();
    audit::append(transaction, {context.now(), context.account(), org, "identity.change-account",
                                fmt::format("account:{}", id), content(after, change.password.has_value())});
    return after;
}

std::optional<Account> Identity::find(storage::Reader const& reader, Context const& context,
                                      AccountId id) const {
    auto account = find_account(reader, *roles_, id);
    if (!account || context.is_system() || id == context.account()) return account;
    if (std::ranges::any_of(account->grants, [&](Grant const& grant) { return manages(context, grant); })) {
        return account;
    }
    return std::nullopt;
}

std::vector<Account> Identity::list(storage::Reader const& reader, Context const& context, org::Code within,
                                    std::string_view text, std::string_view after, int limit) const {
    auto const ranges = context.reach(Permission::ManageAccounts, within);
    std::vector<Account> accounts;
    if (ranges.empty()) return accounts;

    storage::Query query{"identity/list_accounts",
                         "SELECT a.id, a.name, a.title, a.active, a.must_change, a.version, f.locked_until "
                         "FROM accounts a LEFT JOIN sign_in_failures f ON f.name_key = a.name_key"};
    query.where("a.name_key > ?", fold(after));
    query.then("AND a.id IN (SELECT g.account FROM grants g WHERE");
    storage::add_ranges(query, "g.org", ranges);
    query.then(")");
    if (!text.empty()) {
        query.where("a.name_key LIKE ? ESCAPE '!' OR a.title LIKE ? ESCAPE '!'",
                    storage::containing(fold(text)), storage::containing(text));
    }
    query.then("ORDER BY a.name_key LIMIT ?", limit);
    std::unordered_map<AccountId, std::size_t> places;
    std::vector<AccountId> ids;
    {
        auto rows = reader.query(query);
        while (rows.next()) {
            accounts.push_back(account_of(rows));
            ids.push_back(accounts.back().id);
            places.emplace(ids.back(), accounts.size() - 1);
        }
    }
    storage::Query grants{"identity/list_grants", "SELECT account, role, org FROM grants WHERE account IN"};
    storage::add_list(grants, ids);
    grants.then("ORDER BY account, org, role");
    auto rows = reader.query(grants);
    while (rows.next()) {
        if (auto const* role = roles_->find(rows.text(1))) {
            accounts[places.at(rows.integer(0))].grants.push_back({role, org::Code{rows.integer(2)}});
        }
    }
    return accounts;
}

std::vector<std::pair<AccountId, std::string>> Identity::titles(storage::Reader const& reader,
                                                                std::span<AccountId const> ids) {
    std::vector<std::pair<AccountId, std::string>> titles;
    if (ids.empty()) return titles;
    storage::Query query{"identity/list_titles", "SELECT id, title FROM accounts WHERE id IN"};
    storage::add_list(query, ids);
    query.then("ORDER BY id");
    auto rows = reader.query(query);
    while (rows.next()) titles.emplace_back(rows.integer(0), rows.string(1));
    return titles;
}

Context Identity::context(Account const& account) const {
    return Context{*clock_, account.id, account.title, account.grants};
}

Context Identity::context(Session const& session) const {
    auto const& account = session.account;
    return Context{*clock_, account.id, account.title, account.grants, session.keys};
}

std::span<storage::Migration const> migrations() {
    return sql::migrations;
}

std::vector<std::pair<AccountId, std::string>> Identity::colleagues(storage::Reader const& reader, org::Code org, std::string_view text, int limit) {
    std::vector<std::int64_t> places;
    for (auto const place : org.upwards()) places.push_back(place.value());
    storage::Query query{"identity/list_colleagues",
                         "SELECT DISTINCT a.id, a.title FROM grants g JOIN accounts a ON a.id = g.account AND a.active = 1 JOIN key_pairs k ON k.account = a.id"};
    auto const pattern = storage::containing(text);
    query.where("lower(a.title) LIKE lower(?) ESCAPE '\\' OR a.name_key LIKE lower(?) ESCAPE '\\'", pattern, pattern);
    query.then("AND g.org IN");
    storage::add_list(query, places);
    query.then("ORDER BY a.title, a.id LIMIT ?", limit);
    std::vector<std::pair<AccountId, std::string>> found;
    auto rows = reader.query(query);
    while (rows.next()) found.emplace_back(rows.integer(0), rows.string(1));
    return found;
}

bool Identity::reaches(storage::Reader const& reader, AccountId account, org::Code org) {
    auto rows = reader.query(sql::find_grants, account);
    while (rows.next()) {
        if (org::Code{rows.integer(1)}.holds(org)) return true;
    }
    return false;
}

}  // namespace niangjia::identity
