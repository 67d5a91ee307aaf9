// Encryption, for the rooms that keep what the database alone must not tell.
//
// Three means, each for a purpose of its own:
//  * FieldKeys, the server's keys in a file beside the database: single fields (an identity number, a telephone number) and
//    the blind indexes that find them. Who holds the database alone reads none of them.
//  * KeyPair, a person's or an office's: what is wrapped for its public half opens with its secret half alone.
//  * Key, one secret of 32 bytes: a sealed case's, derived from a password, or made at random.
//
// Everything is XChaCha20-Poly1305, X25519 sealed boxes, Argon2id and keyed BLAKE2b of libsodium. Every ciphertext is bound
// to the place it belongs to (`about`): moved to another row it does not open. Secrets are wiped when they are let go.
// Errors: (Broken, vault.does-not-open) when a ciphertext was changed, moved, or belongs to another key.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace niangjia::vault {

class Key {
  public:
    static constexpr std::size_t size = 32;

    [[nodiscard]] static Key random();
    // Argon2id of a password; the same password and salt (16 bytes) give the same key.
    [[nodiscard]] static Key of_password(std::string_view password, std::string_view salt);
    // From a long random secret (a session's token, a query code of at least 16 random characters), for one purpose of at most
    // 64 bytes.
    [[nodiscard]] static Key of_secret(std::string_view secret, std::string_view purpose);
    // Of 32 bytes. Error (Broken) for another number.
    [[nodiscard]] static Key of_bytes(std::string_view bytes);

    Key(Key const& other) = default;
    Key& operator=(Key const& other) = default;
    ~Key();

    [[nodiscard]] std::string_view bytes() const;
    bool operator==(Key const& other) const;

  private:
    Key() = default;
    std::array<unsigned char, size> bytes_{};
};

// Encrypts; a nonce of its own leads the ciphertext (40 bytes longer than the plain text).
[[nodiscard]] std::string seal(Key const& key, std::string_view plain, std::string_view about);
[[nodiscard]] std::string open(Key const& key, std::string_view sealed, std::string_view about);
// A key that was sealed; nothing of it is left behind in memory.
[[nodiscard]] Key open_key(Key const& key, std::string_view sealed, std::string_view about);

[[nodiscard]] std::string random_salt();                       // 16 bytes
[[nodiscard]] std::string random_text(std::size_t characters);  // of 0-9 and A-Z without 0, 1, I, O: read aloud without doubt
[[nodiscard]] std::string base64(std::string_view bytes);
[[nodiscard]] std::string of_base64(std::string_view text);  // Error (Broken) when it is none

class KeyPair {
  public:
    [[nodiscard]] static KeyPair make();
    [[nodiscard]] static KeyPair of_secret(Key const& secret);

    [[nodiscard]] std::string_view public_half() const;  // 32 bytes
    [[nodiscard]] Key const& secret_half() const { return secret_; }
    // What wrap() made for the public half.
    [[nodiscard]] std::string unwrap(std::string_view wrapped) const;
    // A key that was wrapped; nothing of it is left behind in memory.
    [[nodiscard]] Key unwrap_key(std::string_view wrapped) const;

  private:
    explicit KeyPair(Key secret);
    Key secret_;
    std::array<unsigned char, 32> public_{};
};

// For whoever holds the secret half of `public_half`; who wraps stays unknown.
[[nodiscard]] std::string wrap(std::string_view public_half, std::string_view plain);

// The server's keys. A text that a field is kept as reads "2:BASE64": the number of the key, the ciphertext.
// File: one line a key, "NUMBER BASE64"; readable by its owner alone. The newest key encrypts, all decrypt. Number 0, in the file
// since the first change of keys, is what lasting() reckons with.
class FieldKeys {
  public:
    // Reads the file, or makes it with one key. Error (Unavailable, vault.keys) when it can be neither read nor written, or is
    // open to others than its owner.
    [[nodiscard]] static FieldKeys open(std::filesystem::path const& file);
    // Keys in memory alone, for tests.
    [[nodiscard]] static FieldKeys temporary();

    [[nodiscard]] std::string encrypt(std::string_view plain, std::string_view about) const;  // empty stays empty
    [[nodiscard]] std::string decrypt(std::string_view text, std::string_view about) const;
    // A number that stands for the value in an index, by the newest key; never 0. Equal values of one purpose have equal
    // numbers; nothing else can be told of it without the keys.
    [[nodiscard]] std::int64_t blind(std::string_view purpose, std::string_view value) const;
    // The numbers under which the value may be found: one for each key, the newest first.
    [[nodiscard]] std::vector<std::int64_t> blinds(std::string_view purpose, std::string_view value) const;
    // A number for what is printed on paper, and so must stay the same when the keys are changed; never 0. It comes of the first key of
    // all, by a way that does not lead back.
    [[nodiscard]] std::int64_t lasting(std::string_view purpose, std::string_view value) const;
    // Whether the text was encrypted with the newest key.
    [[nodiscard]] bool is_current(std::string_view text) const;
    [[nodiscard]] int newest() const { return keys_.rbegin()->first; }
    [[nodiscard]] std::size_t count() const { return keys_.size(); }

    // Adds a key to the file; what is encrypted from now on is encrypted with it.
    void add(std::filesystem::path const& file);
    // Drops all keys but the newest, once nothing is encrypted with them any more.
    void drop_old(std::filesystem::path const& file);

  private:
    struct Pair {
        Key encryption;
        Key index;
    };
    void put(int number, Key const& root);
    [[nodiscard]] Key lasting_key() const;
    void write(std::filesystem::path const& file) const;

    std::optional<Key> lasting_;  // nothing before the first change of keys
    std::map<int, Key> roots_;
    std::map<int, Pair> keys_;
};

}  // namespace niangjia::vault
