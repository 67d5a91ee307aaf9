// Key pairs: making, sealing, handing out.
#include "identity/keys.h"

#include <fmt/format.h>
#include <sodium.h>

#include "base/error.h"
#include "identity/password.h"
#include "identity/sql.h"
#include "storage/ids.h"
#include "storage/pieces.h"

namespace niangjia::identity {
namespace {

// What the ciphertexts are bound to.
std::string about_password(AccountId account, PairId pair) {
    return fmt::format("key pair {} of account {}, password", pair, account);
}
std::string about_session(AccountId account, PairId pair) {
    return fmt::format("key pair {} of account {}, session", pair, account);
}

vault::Key session_key(std::string_view token) {
    return vault::Key::of_secret(token, "niangjia session");
}

std::vector<KeyHolder> read_holders(storage::Reader const& reader, storage::Query const& query) {
    std::vector<KeyHolder> found;
    auto rows = reader.query(query);
    while (rows.next()) {
        // Somebody may hold the role at several places.
        if (!found.empty() && found.back().account == rows.integer(0)) continue;
        found.push_back({rows.integer(0), rows.maybe_integer(1).value_or(0),
                         rows.is_null(2) ? std::string{} : text_of(rows.bytes(2))});
    }
    return found;
}

}  // namespace

Keys::~Keys() {
    sodium_memzero(token_.data(), token_.size());
}

vault::KeyPair const& Keys::unlocked() const {
    std::call_once(once_, [this] {
        if (keys_) return;
        keys_ = vault::KeyPair::of_secret(
            vault::open_key(session_key(token_), sealed_, about_session(account_, pair_)));
    });
    return *keys_;
}

std::string seal_for_session(AccountId account, PairId pair, vault::KeyPair const& keys,
                             std::string_view token) {
    return vault::seal(session_key(token), keys.secret_half().bytes(), about_session(account, pair));
}

std::optional<vault::KeyPair> StoredPair::open(AccountId account, vault::Key const& key) const {
    try {
        return vault::KeyPair::of_secret(vault::open_key(key, sealed, about_password(account, id)));
    } catch (Error const& failure) {
        if (failure.code() != "vault.does-not-open") throw;
        return std::nullopt;
    }
}

void end_pair(storage::Transaction& transaction, AccountId account) {
    transaction.execute(sql::drop_key_pair, account);
    transaction.execute(sql::take_session_keys, account);
}

PairId put_pair(storage::Transaction& transaction, AccountId account, vault::KeyPair const& keys,
                PasswordLock const& lock, Moment now) {
    end_pair(transaction, account);
    auto const pair = storage::next_number(transaction, "key-pair", 0);
    auto const sealed = vault::seal(lock.key, keys.secret_half().bytes(), about_password(account, pair));
    transaction.execute(sql::add_key_pair, account, pair, now, as_bytes(keys.public_half()),
                        as_bytes(lock.salt), as_bytes(sealed));
    return pair;
}

void reseal_pair(storage::Transaction& transaction, AccountId account, PairId pair,
                 vault::KeyPair const& keys, PasswordLock const& lock) {
    auto const sealed = vault::seal(lock.key, keys.secret_half().bytes(), about_password(account, pair));
    transaction.execute(sql::reseal_key_pair, account, pair, as_bytes(lock.salt), as_bytes(sealed));
}

PairId Identity::set_public_half(storage::Transaction& transaction, AccountId account,
                                 std::string_view public_half, Moment now) {
    end_pair(transaction, account);
    auto const pair = storage::next_number(transaction, "key-pair", 0);
    transaction.execute(sql::add_key_pair, account, pair, now, as_bytes(public_half), std::nullopt,
                        std::nullopt);
    return pair;
}

PairId Identity::set_key_pair(storage::Transaction& transaction, AccountId account,
                              vault::KeyPair const& keys, PasswordLock const& lock, Moment now) {
    return put_pair(transaction, account, keys, lock, now);
}

PasswordLock Identity::password_lock(std::string_view password) {
    auto salt = vault::random_salt();
    auto key = password_key(password, salt);
    return {std::move(salt), key};
}

Context Identity::context_with(Account const& account, PairId pair, vault::KeyPair const& keys) const {
    return Context{*clock_, account.id, account.title, account.grants, std::make_shared<Keys>(pair, keys)};
}

std::vector<KeyHolder> Identity::holders(storage::Reader const& reader, std::string_view role, org::Code org,
                                         std::optional<org::Level> level) {
    std::vector<std::int64_t> places;
    if (level) {
        places.push_back(org.at(*level).value_or(org).value());
    } else {
        for (auto const place : org.upwards()) places.push_back(place.value());
    }
    storage::Query query{"identity/list_holders",
                         "SELECT a.id, k.pair, k.public_half FROM grants g JOIN accounts a ON a.id = "
                         "g.account AND a.active = 1 "
                         "LEFT JOIN key_pairs k ON k.account = a.id"};
    query.where("g.role = ?", role);
    query.then("AND g.org IN");
    storage::add_list(query, places);
    query.then("ORDER BY a.id");
    return read_holders(reader, query);
}

std::vector<KeyHolder> Identity::public_halves(storage::Reader const& reader,
                                               std::span<AccountId const> ids) {
    if (ids.empty()) return {};
    storage::Query query{"identity/list_public_halves",
                         "SELECT a.id, k.pair, k.public_half FROM key_pairs k JOIN accounts a ON a.id = "
                         "k.account AND a.active = 1 "
                         "WHERE k.account IN"};
    storage::add_list(query, ids);
    query.then("ORDER BY a.id");
    return read_holders(reader, query);
}

}  // namespace niangjia::identity
