// Signing in and out, sessions, one's own password.
#include <openssl/evp.h>

#include <array>

#include "audit/audit.h"
#include "base/error.h"
#include "identity/detail.h"
#include "identity/identity.h"
#include "identity/keys.h"
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

constexpr Message not_own{
    ErrorKind::Refused, "identity.password-not-own",
    "这个密码是别人设的：请本人先登录并改成自己的密码，再使用密钥",
    "This password was set by somebody else: she must sign in and choose her own before her keys are used"};

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
    bool own_password = false;  // chosen by herself
    StoredPair pair;
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
    Known known{rows.integer(0), rows.string(1), rows.integer(2) != 0, rows.integer(3) == 0, {}};
    known.pair.id = rows.maybe_integer(4).value_or(0);
    if (!rows.is_null(5) && !rows.is_null(6)) {
        known.pair.salt = text_of(rows.bytes(5));
        known.pair.sealed = text_of(rows.bytes(6));
    }
    return known;
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

// What a right password opens. Argon2id runs as it is made, so that is done outside the writer.
class Unlocking {
  public:
    Unlocking(Known const& known, std::string_view password) : account_{known.id}, pair_{known.pair.id} {
        // A password that somebody else knows seals nothing.
        if (!known.own_password) return;
        if (known.pair.sealed.empty()) {
            lock_ = Identity::password_lock(password);
        } else {
            lock_ = PasswordLock{known.pair.salt, password_key(password, known.pair.salt)};
            keys_ = known.pair.open(account_, lock_->key);
        }
    }

    [[nodiscard]] bool is_possible() const { return lock_.has_value(); }
    // The keys, a new pair when there was none; null while the password is not her own.
    [[nodiscard]] std::shared_ptr<Keys const> finish(storage::Transaction& transaction, std::int64_t org,
                                                     Moment now) const {
        if (!lock_) return nullptr;
        if (keys_) return std::make_shared<Keys>(pair_, *keys_);
        auto const made = vault::KeyPair::make();
        auto const pair = put_pair(transaction, account_, made, *lock_, now);
        note_pair(transaction, account_, pair, org, now);
        return std::make_shared<Keys>(pair, made);
    }
    static void note_pair(storage::Transaction& transaction, AccountId account, PairId pair, std::int64_t org,
                          Moment now) {
        audit::append(transaction, {now, account, org, "identity.key-pair",
                                    fmt::format("account:{}", account), fmt::format("{}", pair)});
    }

  private:
    AccountId account_;
    PairId pair_;
    std::optional<PasswordLock> lock_;
    std::optional<vault::KeyPair> keys_;
};

// The account of that name, if that is its password. Error (Unauthenticated) otherwise, and the failure is
// noted.
Known verify(storage::Database& database, Roles const& roles, Clock const& clock, std::string_view key,
             std::string_view password) {
    auto known =
        database.read([&](storage::Reader const& reader) { return look_up(reader, key, clock.now()); });
    bool const right = matches(known.id == 0 ? dummy_hash() : known.password, password);
    if (!right || known.id == 0 || !known.active) {
        database.write([&](storage::Transaction& transaction) {
            auto const account = find_account(transaction, roles, known.id);
            note_failure(transaction, key, known.id, account ? home(*account) : 0, clock.now());
        });
        throw error(wrong_password);
    }
    return known;
}

// Once more, in the writer: guesses that ran at the same time may have locked or changed it meanwhile. False
// when another sign-in has just made the pair: then everything is looked at anew.
bool is_still(storage::Transaction& transaction, std::string_view key, Known const& known, Moment now) {
    auto const present = look_up(transaction, key, now);
    if (present.password != known.password || !present.active) throw error(wrong_password);
    return present.pair.id == known.pair.id;
}

}  // namespace

Identity::Identity(storage::Database& database, Roles const& roles, Clock const& clock)
    : database_{&database}, roles_{&roles}, clock_{&clock} {
    // Made now, so that the first unknown name does not take longer than the next.
    static_cast<void>(dummy_hash());
}

SignIn Identity::sign_in(std::string_view name, std::string_view password) {
    auto const key = fold(name);
    for (;;) {
        auto const known = verify(*database_, *roles_, *clock_, key, password);
        Unlocking const unlocking{known, password};
        auto const done = database_->write([&](storage::Transaction& transaction) -> std::optional<SignIn> {
            auto const now = clock_->now();
            if (!is_still(transaction, key, known, now)) return std::nullopt;
            transaction.execute(sql::clear_failures, key);
            transaction.execute(sql::forget_old_sessions, now - longest_session);
            SignIn result{random_token(), random_token(),
                          find_account(transaction, *roles_, known.id).value()};
            auto const org = home(result.account);
            if (auto const keys = unlocking.finish(transaction, org, now)) {
                auto const sealed = seal_for_session(known.id, keys->pair(), keys->unlocked(), result.token);
                transaction.execute(sql::add_session, TokenHash{result.token}.value(), known.id, result.csrf,
                                    now, keys->pair(), as_bytes(sealed));
            } else {
                transaction.execute(sql::add_session, TokenHash{result.token}.value(), known.id, result.csrf,
                                    now, std::nullopt, std::nullopt);
            }
            audit::append(transaction,
                          {now, known.id, org, "identity.sign-in", fmt::format("account:{}", known.id), {}});
            return result;
        });
        if (done) return *done;
    }
}

Context Identity::unlock(AccountId id, std::string_view password) {
    auto const account =
        database_->read([&](storage::Reader const& reader) { return find_account(reader, *roles_, id); });
    auto const key = account ? fold(account->name) : std::string{};
    for (;;) {
        auto const known = verify(*database_, *roles_, *clock_, key, password);
        Unlocking const unlocking{known, password};
        if (!unlocking.is_possible()) throw error(not_own);
        auto const keys =
            database_->write([&](storage::Transaction& transaction) -> std::shared_ptr<Keys const> {
                auto const now = clock_->now();
                if (!is_still(transaction, key, known, now)) return nullptr;
                transaction.execute(sql::clear_failures, key);
                audit::append(
                    transaction,
                    {now, id, home(*account), "identity.unlock", fmt::format("account:{}", id), {}});
                return unlocking.finish(transaction, home(*account), now);
            });
        if (keys) return Context{*clock_, account->id, account->title, account->grants, keys};
    }
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
        if (auto const pair = rows.maybe_integer(10)) {
            found.keys = std::make_shared<Keys>(found.account.id, *pair, token, text_of(rows.bytes(11)));
        }
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
    TokenHash const own{token};
    for (;;) {
        auto const known = database_->read(
            [&](storage::Reader const& reader) { return look_up(reader, key, clock_->now()); });
        if (known.id != account.id || !matches(known.password, current)) {
            database_->write([&](storage::Transaction& transaction) {
                note_failure(transaction, key, account.id, home(account), clock_->now());
            });
            throw Error::invalid({problem(wrong_current, "/current")});
        }
        if (current == next) throw Error::invalid({problem(same_password, "/next")});
        auto const hashed = hash(next);
        auto const lock = password_lock(next);
        std::optional<vault::KeyPair> opened;
        if (!known.pair.sealed.empty())
            opened = known.pair.open(account.id, password_key(current, known.pair.salt));
        auto const done = database_->write([&](storage::Transaction& transaction) {
            auto const now = clock_->now();
            // Somebody else may have set the password, or another sign-in made the pair: then all is looked
            // at anew.
            auto const present = look_up(transaction, key, now);
            if (present.password != known.password || present.pair.id != known.pair.id) return false;
            transaction.execute(sql::change_own_password, account.id, hashed);
            transaction.execute(sql::clear_failures, key);
            transaction.execute(sql::end_other_sessions, account.id, own.value());
            auto const keys = opened ? *opened : vault::KeyPair::make();
            auto pair = known.pair.id;
            if (opened) {
                reseal_pair(transaction, account.id, pair, keys, lock);
            } else {
                pair = put_pair(transaction, account.id, keys, lock, now);
                Unlocking::note_pair(transaction, account.id, pair, home(account), now);
            }
            auto const sealed = seal_for_session(account.id, pair, keys, token);
            transaction.execute(sql::give_session_keys, own.value(), pair, as_bytes(sealed));
            audit::append(transaction, {now,
                                        account.id,
                                        home(account),
                                        "identity.change-password",
                                        fmt::format("account:{}", account.id),
                                        {}});
            return true;
        });
        if (done) return;
    }
}

}  // namespace niangjia::identity
