#include "identity/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <semaphore>

#include "base/error.h"

namespace niangjia::identity {
namespace {

constexpr Message no_sodium{ErrorKind::Broken, "identity.sodium", "加密库无法启动，请联系管理员",
                            "The cryptographic library does not start; tell the administrator"};
constexpr Message busy{ErrorKind::Busy, "identity.busy", "同时登录的人较多，请过几秒再试",
                       "Many people are signing in; try again in a few seconds"};

constexpr unsigned long long passes = 2;
constexpr std::size_t memory = 19 * 1024 * 1024;
constexpr std::chrono::seconds patience{10};

// Each hash takes 19 MiB and a core for a while: a rush of sign-ins must not take the machine.
std::counting_semaphore<2> places{2};

class Place {
  public:
    Place() {
        if (!places.try_acquire_for(patience)) throw error(busy);
    }
    ~Place() { places.release(); }
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
};

void start_sodium() {
    static int const started = sodium_init();
    if (started < 0) throw error(no_sodium);
}

// The most common ones of at least 8 characters, in lower case.
constexpr std::array<std::string_view, 46> common_passwords{
    "1234567890",  "123456789a", "123456abc",  "1234qwer",     "12344321",  "123454321",     "123123123",
    "123321123",   "12341234",   "11223344",   "112233445566", "147258369", "159357456",     "1q2w3e4r",
    "1q2w3e4r5t",  "1qaz2wsx",   "1qazxsw2",   "a123456789",   "a12345678", "a1234567",      "aa123456",
    "aa123456789", "abc12345",   "abc123456",  "abcd1234",     "admin123",  "administrator", "asd123456",
    "asdfghjkl",   "iloveyou",   "letmein123", "p@ssw0rd",     "passw0rd",  "password",      "password1",
    "password123", "q1w2e3r4",   "qq123456",   "qwer1234",     "qwerty123", "qwertyuiop",    "woaini123",
    "woaini1314",  "woaini520",  "zxcvbnm123", "5201314520"};

std::string lower(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

// Every step from one character to the next is the same: 88888888, 12345678, hgfedcba.
bool is_run(std::string_view text) {
    int const step = text[1] - text[0];
    if (step < -1 || step > 1) return false;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] - text[i - 1] != step) return false;
    }
    return true;
}

}  // namespace

bool is_weak(std::string_view password, std::string_view name) {
    auto const characters = std::ranges::count_if(password, [](char c) { return (c & 0xc0) != 0x80; });
    if (characters < 8) return true;
    auto const folded = lower(password);
    return folded == lower(name) || is_run(folded) ||
           std::ranges::find(common_passwords, folded) != common_passwords.end();
}

std::string hash(std::string_view password) {
    start_sodium();
    Place const place;
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), passes, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw error(no_sodium);
    }
    return text.data();
}

bool matches(std::string_view hash, std::string_view password) {
    start_sodium();
    Place const place;
    return crypto_pwhash_str_verify(std::string{hash}.c_str(), password.data(), password.size()) == 0;
}

vault::Key password_key(std::string_view password, std::string_view salt) {
    Place const place;
    return vault::Key::of_password(password, salt);
}

std::string const& dummy_hash() {
    static std::string const text = hash(random_token());
    return text;
}

std::string random_token() {
    start_sodium();
    std::array<unsigned char, 32> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 65> text;
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    return text.data();
}

}  // namespace niangjia::identity
