// Accounts, their grants, sign-in and sessions.
//
// Guarantees: passwords are kept as Argon2id hashes only; a session token is kept as its SHA-256 only; a
// wrong name and a wrong password look and take the same; after repeated failures the account is locked for a
// while.
//
// Each account has a key pair of its own, made when she first signs in with a password that she chose herself. Its public half
// is known to all; its secret half is kept sealed twice: under her password, and in each session's row under the session's
// token, which her browser alone has. So what is wrapped for her (sealed cases) is opened neither by the database nor by the
// server's keys nor by an administrator: one who sets her password ends her pair, and she starts with a new one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/org_code.h"
#include "identity/scope.h"
#include "storage/storage.h"
#include "vault/vault.h"

namespace niangjia::identity {

// The roles of packs/common/roles.yaml. Read once at start; grants point into it.
class Roles {
  public:
    // Throws Error (Invalid) with file, line and column.
    [[nodiscard]] static Roles read(std::string const& file);
    [[nodiscard]] Role const* find(std::string_view name) const;
    [[nodiscard]] std::vector<Role> const& all() const { return roles_; }

  private:
    std::vector<Role> roles_;
};

struct Account {
    AccountId id = 0;
    std::string name;   // what she signs in with
    std::string title;  // 王芳（凤凰社区妇联主席）
    std::vector<Grant> grants;
    bool active = true;
    bool must_change_password = true;
    std::optional<Moment> locked_until;
    std::int64_t version = 1;
};

struct GrantWish {
    std::string role;
    std::string org;
};

struct NewAccount {
    std::string name;
    std::string title;
    std::string password;
    std::vector<GrantWish> grants;
    bool must_change_password = true;
};

struct AccountChange {
    std::optional<std::string> title = {};
    std::optional<bool> active = {};
    std::optional<std::string> password = {};  // set by an administrator: must be changed at the next sign-in
    std::optional<std::vector<GrantWish>> grants = {};
};

struct SignIn {
    std::string token;  // for the cookie
    std::string csrf;   // for the X-CSRF header
    Account account;
};

struct Session {
    Account account;
    std::string csrf;
    std::shared_ptr<Keys const> keys = {};  // still sealed; see Context::keys()
};

// Somebody for whom a key may be wrapped.
struct KeyHolder {
    AccountId account = 0;
    PairId pair = 0;          // 0: she has none yet
    std::string public_half;  // empty: she has none yet
};

// What seals a secret half under a password: a salt and the key that Argon2id makes of both.
struct PasswordLock {
    std::string salt;
    vault::Key key;
};

// After so many failures in a row under one name (known or not) nobody signs in with it for so long.
inline constexpr int failures_until_lock = 5;
inline constexpr Moment lock_time = 15 * 60 * 1000;

class Identity {
  public:
    Identity(storage::Database& database, Roles const& roles, Clock const& clock);

    // Error (Unauthenticated, identity.wrong-password) or (Busy, identity.locked). Argon2id runs outside the
    // writer, once to tell whether the password is right and once more to open the key pair; at most two run at a time.
    // Makes the pair when there is none, unless the password was set by somebody else.
    SignIn sign_in(std::string_view name, std::string_view password);
    void sign_out(std::string_view token);
    // Nothing when the token is unknown, too old (12 h idle, 7 days in all) or its account is closed. A read;
    // the moment last seen is written at most once in ten minutes.
    [[nodiscard]] std::optional<Session> session(std::string_view token);
    // Ends the account's other sessions and seals her key pair under the new password, or makes it. Error (Invalid) when `current` is wrong or `next` too weak (8
    // characters at least, not the name, not among the most common).
    void change_password(Account const& account, std::string_view current, std::string_view next,
                         std::string_view token);

    // Creates and changes reach only organisations that the caller manages accounts of; nobody changes her own
    // roles (Refused, identity.own-account). Error (Conflict) for a name that is taken,
    // (Invalid) with every problem's pointer, (Stale) when `version` is not the present one, (NotFound) out
    // of reach. An account that also holds grants beyond the caller's reach is changed by nobody but those
    // who reach all of them. A password set here ends the account's key pair.
    Account create_account(storage::Transaction& transaction, Context const& context,
                           NewAccount const& account, std::string_view password_hash);
    Account change_account(storage::Transaction& transaction, Context const& context, AccountId id,
                           AccountChange const& change, std::int64_t version, std::string_view password_hash);
    // Argon2id (t=2, 19 MiB); take it before the write.
    [[nodiscard]] static std::string hash_password(std::string_view password);

    [[nodiscard]] std::optional<Account> find(storage::Reader const& reader, Context const& context,
                                              AccountId id) const;
    // Accounts with a grant within the caller's reach and `within`; by name, after `after`.
    [[nodiscard]] std::vector<Account> list(storage::Reader const& reader, Context const& context,
                                            org::Code within, std::string_view text, std::string_view after,
                                            int limit) const;
    // Titles for timelines and journals, one query.
    [[nodiscard]] static std::vector<std::pair<AccountId, std::string>> titles(storage::Reader const& reader,
                                                                        std::span<AccountId const> ids);
    [[nodiscard]] Context context(Account const& account) const;  // without keys
    [[nodiscard]] Context context(Session const& session) const;

    // Active accounts that hold the role at that level's ancestor of `org` (or at `org` where that lies above), or anywhere
    // over `org` when no level is named; by id.
    [[nodiscard]] static std::vector<KeyHolder> holders(storage::Reader const& reader, std::string_view role, org::Code org,
                                                        std::optional<org::Level> level);
    // Accounts with a key pair whose title or name holds `text` and whose grants lie over `org`; by title.
    [[nodiscard]] static std::vector<std::pair<AccountId, std::string>> colleagues(storage::Reader const& reader, org::Code org, std::string_view text, int limit);
    // Whether a grant of the account lies over `org`.
    [[nodiscard]] static bool reaches(storage::Reader const& reader, AccountId account, org::Code org);
    // Those of the accounts that are active and have a pair; by id.
    [[nodiscard]] static std::vector<KeyHolder> public_halves(storage::Reader const& reader, std::span<AccountId const> ids);

    // For the command line and the demonstration: acts as the account with its keys, without a session. Errors as of
    // sign_in(), and (Refused, identity.password-not-own) while her password is one that somebody else set. Two runs of Argon2id.
    [[nodiscard]] Context unlock(AccountId account, std::string_view password);

    // For programs alone (scenarios, the demonstration, measurements): pairs without a run of Argon2id for each account.
    // Each puts a pair in the place of the account's present one and returns its number.
    //
    // A program keeps the secret half. At her next sign-in the account gets another pair.
    static PairId set_public_half(storage::Transaction& transaction, AccountId account, std::string_view public_half, Moment now);
    // Sealed under a password that many accounts share: password_lock() once, for all of them.
    static PairId set_key_pair(storage::Transaction& transaction, AccountId account, vault::KeyPair const& keys,
                               PasswordLock const& lock, Moment now);
    [[nodiscard]] static PasswordLock password_lock(std::string_view password);  // one run of Argon2id
    [[nodiscard]] Context context_with(Account const& account, PairId pair, vault::KeyPair const& keys) const;
    [[nodiscard]] Roles const& roles() const { return *roles_; }

  private:
    storage::Database* database_;
    Roles const* roles_;
    Clock const* clock_;
};

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::identity
