#include "vault/vault.h"

#include <sodium.h>

#include <algorithm>

#include "base/error.h"

namespace niangjia::vault {
namespace {

constexpr Message no_sodium{ErrorKind::Broken, "vault.sodium", "加密库无法启动，请联系管理员", "The cryptographic library does not start; tell the administrator"};
constexpr Message does_not_open{ErrorKind::Broken, "vault.does-not-open", "这段加密内容打不开：密钥不对，或内容被改动过，请联系管理员",
                                "This ciphertext does not open: the key is another, or it was changed; tell the administrator"};
constexpr Message wrong_size{ErrorKind::Broken, "vault.key-size", "密钥长度不对，应为 32 字节", "A key has 32 bytes"};
constexpr Message bad_base64{ErrorKind::Broken, "vault.base64", "不是有效的 Base64 文本", "This is no Base64"};

void start() {
    static int const started = sodium_init();
    if (started < 0) throw error(no_sodium);
}

unsigned char const* raw(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// The key that the bytes are; they are wiped.
Key taken(std::string bytes) {
    auto const key = Key::of_bytes(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

Key Key::random() {
    start();
    Key key;
    randombytes_buf(key.bytes_.data(), size);
    return key;
}

Key Key::of_password(std::string_view password, std::string_view salt) {
    start();
    if (salt.size() != crypto_pwhash_SALTBYTES) throw error(wrong_size);
    Key key;
    constexpr unsigned long long passes = 2;
    constexpr std::size_t memory = 19 * 1024 * 1024;
    if (crypto_pwhash(key.bytes_.data(), size, password.data(), password.size(), raw(salt), passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw error(no_sodium);
    }
    return key;
}

Key Key::of_secret(std::string_view secret, std::string_view purpose) {
    start();
    Key key;
    if (purpose.size() > crypto_generichash_KEYBYTES_MAX ||
        crypto_generichash(key.bytes_.data(), size, raw(secret), secret.size(), purpose.empty() ? nullptr : raw(purpose), purpose.size()) != 0) {
        throw error(no_sodium);
    }
    return key;
}

Key Key::of_bytes(std::string_view bytes) {
    if (bytes.size() != size) throw error(wrong_size);
    Key key;
    std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
    return key;
}

std::string_view Key::bytes() const { return {reinterpret_cast<char const*>(bytes_.data()), bytes_.size()}; }

bool Key::operator==(Key const& other) const { return sodium_memcmp(bytes_.data(), other.bytes_.data(), size) == 0; }

std::string seal(Key const& key, std::string_view plain, std::string_view about) {
    start();
    std::string sealed(nonce_size + plain.size() + tag_size, '\0');
    randombytes_buf(sealed.data(), nonce_size);
    unsigned long long length = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + nonce_size, &length, raw(plain), plain.size(), raw(about), about.size(), nullptr,
                                               raw(sealed), raw(key.bytes()));
    return sealed;
}

std::string open(Key const& key, std::string_view sealed, std::string_view about) {
    start();
    if (sealed.size() < nonce_size + tag_size) throw error(does_not_open);
    std::string plain(sealed.size() - nonce_size - tag_size, '\0');
    unsigned long long length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), &length, nullptr, raw(sealed) + nonce_size, sealed.size() - nonce_size, raw(about),
                                                   about.size(), raw(sealed), raw(key.bytes())) != 0) {
        throw error(does_not_open);
    }
    return plain;
}

Key open_key(Key const& key, std::string_view sealed, std::string_view about) { return taken(open(key, sealed, about)); }

std::string random_salt() {
    start();
    std::string salt(crypto_pwhash_SALTBYTES, '\0');
    randombytes_buf(salt.data(), salt.size());
    return salt;
}

std::string random_text(std::size_t characters) {
    start();
    constexpr std::string_view alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    std::string text;
    for (std::size_t i = 0; i < characters; ++i) text += alphabet[randombytes_uniform(alphabet.size())];
    return text;
}

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the closing 0
    return text;
}

std::string of_base64(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t length = 0;
    if (sodium_base642bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
        throw error(bad_base64);
    }
    bytes.resize(length);
    return bytes;
}

KeyPair::KeyPair(Key secret) : secret_{std::move(secret)} {
    start();
    crypto_scalarmult_base(public_.data(), raw(secret_.bytes()));
}

KeyPair KeyPair::make() { return KeyPair{Key::random()}; }

KeyPair KeyPair::of_secret(Key const& secret) { return KeyPair{secret}; }

std::string_view KeyPair::public_half() const { return {reinterpret_cast<char const*>(public_.data()), public_.size()}; }

std::string KeyPair::unwrap(std::string_view wrapped) const {
    if (wrapped.size() < crypto_box_SEALBYTES) throw error(does_not_open);
    std::string plain(wrapped.size() - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(raw(plain), raw(wrapped), wrapped.size(), public_.data(), raw(secret_.bytes())) != 0) throw error(does_not_open);
    return plain;
}

Key KeyPair::unwrap_key(std::string_view wrapped) const { return taken(unwrap(wrapped)); }

std::string wrap(std::string_view public_half, std::string_view plain) {
    start();
    if (public_half.size() != crypto_box_PUBLICKEYBYTES) throw error(wrong_size);
    std::string wrapped(plain.size() + crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal(raw(wrapped), raw(plain), plain.size(), raw(public_half)) != 0) throw error(no_sodium);
    return wrapped;
}

}  // namespace niangjia::vault
