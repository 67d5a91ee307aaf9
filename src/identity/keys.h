// Inside the room: how key pairs are made, sealed under passwords and sessions, and come by.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "identity/identity.h"
#include "storage/storage.h"
#include "vault/vault.h"

namespace niangjia::identity {

// A caller's key pair, unlocked or still sealed in her session.
class Keys {
  public:
    Keys(PairId pair, vault::KeyPair keys) : pair_{pair}, keys_{std::move(keys)} {}
    // As the session's row holds it, to be opened by the session's token.
    Keys(AccountId account, PairId pair, std::string_view token, std::string sealed)
        : account_{account}, pair_{pair}, token_{token}, sealed_{std::move(sealed)} {}
    Keys(Keys const&) = delete;
    Keys& operator=(Keys const&) = delete;
    ~Keys();

    [[nodiscard]] PairId pair() const { return pair_; }
    [[nodiscard]] vault::KeyPair const& unlocked() const;

  private:
    AccountId account_ = 0;
    PairId pair_;
    std::string token_;
    std::string sealed_;
    mutable std::once_flag once_;
    mutable std::optional<vault::KeyPair> keys_;
};

// The secret half as the session's row keeps it. The token itself is kept by the browser alone.
[[nodiscard]] std::string seal_for_session(AccountId account, PairId pair, vault::KeyPair const& keys,
                                           std::string_view token);

// The pair of an account as its row keeps it.
struct StoredPair {
    PairId id = 0;     // 0: there is none
    std::string salt;  // empty: no password opens it, a program keeps the secret half
    std::string sealed;

    // Nothing when the password's key does not open it.
    [[nodiscard]] std::optional<vault::KeyPair> open(AccountId account, vault::Key const& key) const;
};

// Gives the account that pair, in place of any other: sessions that held another hold none now.
PairId put_pair(storage::Transaction& transaction, AccountId account, vault::KeyPair const& keys,
                PasswordLock const& lock, Moment now);
void end_pair(storage::Transaction& transaction, AccountId account);
// Seals the present pair under another password.
void reseal_pair(storage::Transaction& transaction, AccountId account, PairId pair,
                 vault::KeyPair const& keys, PasswordLock const& lock);

[[nodiscard]] inline storage::Value as_bytes(std::string_view text) {
    return storage::BytesView{std::as_bytes(std::span{text})};
}
[[nodiscard]] inline std::string text_of(storage::Bytes const& bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

}  // namespace niangjia::identity
