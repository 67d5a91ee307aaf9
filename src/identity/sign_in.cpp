// Signing in and out, sessions, one's own password.
#include <openssl/evp.h>

#include <array>

#include "audit/audit.h"
#include "base/error.h"
#include "identity/detail.h"
#include "identity/identity.h"
#include "identity/password.h"
#include "identity/sql.h"

namespace niangjia::identity {
namespace {

constexpr Message wrong_password{ErrorKind::Unauthenticated, "identity.wrong-password",
                                 "账号名或密码不正确，请核对后再试",
                                 "The name or the password is wrong; check both"};
constexpr Message locked{
    ErrorKind::Busy, "identity.locked", "密码连续输错 {} 次，账号已锁定到 {}，请届时再试，或请管理员重设密码",
    "After {} wrong passwords in a row the account is locked until {}; try again then, or ask "
    "the administrator for a new password"};
constexpr Message wrong_current{ErrorKind::Invalid, "identity.wrong-current", "现在的密码不正确，请重新输入",
                                "The present password is wrong; type it again"};
constexpr Message same_password{ErrorKind::Invalid, "identity.same-password",
                                "新密码不能与现在的密码相同，请换一个",
                                "The new password is the present one; choose another"};

constexpr Moment minute = 60 * 1000;
constexpr Moment longest_idle = 12 * 60 * minute;
constexpr Moment longest_session = 7 * 24 * 60 * minute;
constexpr Moment between_touches = 10 * minute;
// Failures are forgotten after a day without another.
constexpr Moment failure_memory = 24 * 60 * minute;

// Tokens are random and long: one plain hash is enough to keep a thief of the database from using them.
class TokenHash {
  public:
    explicit TokenHash(std::string_view token) {
        EVP_Digest(token.data(), token.size(), reinterpret_cast<unsigned char*>(bytes_.data()), nullptr,
                   EVP_sha256(), nullptr);
    }
    [[nodiscard]] storage::Value value() const { return storage::BytesView{bytes_}; }

  private:
    std::array<std::byte, 32> bytes_{};
};

struct Known {
    AccountId id = 0;  // 0: there is no such account
    std::string password;
    bool active = false;
};

// The account of that name. Error (Busy) when the name is locked.
Known look_up(storage::Reader const& reader, std::string_view key, Moment now) {
    {
        auto rows = reader.query(sql::find_lock, key);
        if (rows.next() && !rows.is_null(1) && rows.integer(1) > now) {
            throw error(locked, failures_until_lock, iso_time(rows.integer(1)));
        }
    }
    auto rows = reader.query(sql::find_sign_in, key);
    if (!rows.next()) return {};
    return {rows.integer(0), rows.string(1), rows.integer(2) != 0};
}

void note_failure(storage::Transaction& transaction, std::string_view key, AccountId id, std::int64_t org,
                  Moment now) {
    std::int64_t failures = 1;
    {
        auto rows = transaction.query(sql::find_lock, key);
        // A lock that has run out begins a new count.
        if (rows.next() && rows.is_null(1)) failures += rows.integer(0);
    }
    bool const locks = failures >= failures_until_lock;
    transaction.execute(sql::set_failures, key, failures, now,
                        locks ? std::optional{now + lock_time} : std::nullopt);
    transaction.execute(sql::forget_old_failures, now - failure_memory);
    auto const target = id == 0 ? std::string{"account:unknown"} : fmt::format("account:{}", id);
    audit::append(transaction, {now, id, org, "identity.sign-in-failed", target, {}});
    if (locks) audit::append(transaction, {now, id, org, "identity.lock", target, {}});
}

std::int64_t home(Account const& account) {
    return account.grants.empty() ? std::int64_t{0} : account.grants.front().org.value();
}

}  // namespace

Identity::Identity(storage::Database& database, Roles const& roles, Clock const& clock)
    : database_{&database}, roles_{&roles}, clock_{&clock} {
    // Made now, so that the first unknown name does not take longer than the next.
    static_cast<void>(dummy_hash());
}

SignIn Identity::sign_in(std::string_view name, std::string_view password) {
    auto const key = fold(name);
    auto const known =
        database_->read([&](storage::Reader const& reader) { return look_up(reader, key, clock_->now()); });
    bool const right = matches(known.id == 0 ? dummy_hash() : known.password, password);
    if (!right || known.id == 0 || !known.active) {
        database_->write([&](storage::Transaction& transaction) {
            auto const account = find_account(transaction, *roles_, known.id);
            note_failure(transaction, key, known.id, account ? home(*account) : 0, clock_->now());
        });
        throw error(wrong_password);
    }
    return database_->write([&](storage::Transaction& transaction) {
        auto const now = clock_->now();
        // Guesses that ran at the same time may have locked or changed it meanwhile.
        auto const present = look_up(transaction, key, now);
        if (present.password != known.password || !present.active) throw error(wrong_password);
        transaction.execute(sql::clear_failures, key);
        transaction.execute(sql::forget_old_sessions, now - longest_session);
        SignIn result{random_token(), random_token(), find_account(transaction, *roles_, known.id).value()};
        transaction.execute(sql::add_session, TokenHash{result.token}.value(), known.id, result.csrf, now);
        audit::append(transaction, {now,
                                    known.id,
                                    home(result.account),
                                    "identity.sign-in",
                                    fmt::format("account:{}", known.id),
                                    {}});
        return result;
    });
}

void Identity::sign_out(std::string_view token) {
    TokenHash const hashed{token};
    database_->write(
        [&](storage::Transaction& transaction) { transaction.execute(sql::end_session, hashed.value()); });
}

std::optional<Session> Identity::session(std::string_view token) {
    TokenHash const hashed{token};
    auto const now = clock_->now();
    bool touch = false;
    auto session = database_->read([&](storage::Reader const& reader) -> std::optional<Session> {
        auto rows = reader.query(sql::find_session, hashed.value());
        if (!rows.next()) return std::nullopt;
        auto const created = rows.integer(6);
        auto const seen = rows.integer(7);
        if (now - created > longest_session || now - seen > longest_idle) return std::nullopt;
        touch = now - seen >= between_touches;
        Session found;
        found.account.id = rows.integer(0);
        found.account.name = rows.string(1);
        found.account.title = rows.string(2);
        found.account.must_change_password = rows.integer(3) != 0;
        found.account.version = rows.integer(4);
        found.csrf = rows.string(5);
        do {
            if (rows.is_null(8)) continue;  // an account without grants
            if (auto const* role = roles_->find(rows.text(8))) {
                found.account.grants.push_back({role, org::Code{rows.integer(9)}});
            }
        } while (rows.next());
        return found;
    });
    if (touch) {
        database_->write([&](storage::Transaction& transaction) {
            transaction.execute(sql::touch_session, hashed.value(), now);
        });
    }
    return session;
}

void Identity::change_password(Account const& account, std::string_view current, std::string_view next,
                               std::string_view token) {
    require_strong(next, account.name, "/next");
    auto const key = fold(account.name);
    auto const known =
        database_->read([&](storage::Reader const& reader) { return look_up(reader, key, clock_->now()); });
    if (known.id != account.id || !matches(known.password, current)) {
        database_->write([&](storage::Transaction& transaction) {
            note_failure(transaction, key, account.id, home(account), clock_->now());
        });
        throw Error::invalid({problem(wrong_current, "/current")});
    }
    if (current == next) throw Error::invalid({problem(same_password, "/next")});
    auto const hashed = hash(next);
    TokenHash const own{token};
    database_->write([&](storage::Transaction& transaction) {
        auto const now = clock_->now();
        transaction.execute(sql::change_own_password, account.id, hashed);
        transaction.execute(sql::clear_failures, key);
        transaction.execute(sql::end_other_sessions, account.id, own.value());
        audit::append(transaction, {now,
                                    account.id,
                                    home(account),
                                    "identity.change-password",
                                    fmt::format("account:{}", account.id),
                                    {}});
    });
}

}  // namespace niangjia::identity
