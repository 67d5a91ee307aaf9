// The server's keys: their file, single fields, and the numbers that stand for values in indexes.
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "vault/vault.h"

namespace niangjia::vault {
namespace {

constexpr Message unreadable{ErrorKind::Unavailable, "vault.keys", "密钥文件“{}”读不了：{}。没有它就解不开证件号和电话，请从保管处恢复",
                             "The key file '{}' cannot be used: {}. Identity and telephone numbers do not open without it; restore it from where it is kept"};
constexpr Message unknown_key{ErrorKind::Broken, "vault.unknown-key", "密钥文件里没有第 {} 号密钥，请恢复完整的密钥文件",
                              "The key file holds no key number {}; restore the whole file"};

constexpr int lasting_number = 0;

// The first bytes of a keyed hash, as a number that is not 0.
std::int64_t number_of(std::string_view purpose, std::string_view value, Key const& key) {
    auto const digest = Key::of_secret(std::string{purpose}.append(1, '\0').append(value), key.bytes());
    std::int64_t number = 0;
    std::memcpy(&number, digest.bytes().data(), sizeof number);
    return number == 0 ? 1 : number;
}

// Written beside and renamed, so that a crash leaves the old file or the new one whole.
void write_safely(std::filesystem::path const& file, std::string const& text) {
    auto const beside = std::filesystem::path{file}.concat(".new");
    int const handle = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    bool written = handle >= 0 && ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(handle) == 0;
    if (handle >= 0) written = ::close(handle) == 0 && written;
    if (!written || ::rename(beside.c_str(), file.c_str()) != 0) throw error(unreadable, file.string(), std::strerror(errno));
    auto const folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    if (int const directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0) {
        ::fsync(directory);
        ::close(directory);
    }
}

}  // namespace

void FieldKeys::put(int number, Key const& root) {
    roots_.insert_or_assign(number, root);
    keys_.insert_or_assign(number, Pair{Key::of_secret(root.bytes(), "niangjia field encryption"), Key::of_secret(root.bytes(), "niangjia blind index")});
}

FieldKeys FieldKeys::temporary() {
    FieldKeys keys;
    keys.put(1, Key::random());
    return keys;
}

FieldKeys FieldKeys::open(std::filesystem::path const& file) {
    if (!std::filesystem::exists(file)) {
        auto keys = temporary();
        keys.write(file);
        return keys;
    }
    auto const rights = std::filesystem::status(file).permissions();
    using std::filesystem::perms;
    if ((rights & (perms::group_all | perms::others_all)) != perms::none) {
        throw error(unreadable, file.string(), "chmod 600");
    }
    std::ifstream in{file};
    FieldKeys keys;
    int number = 0;
    for (std::string text; in >> number >> text;) {
        auto const key = Key::of_bytes(of_base64(text));
        if (number == lasting_number) {
            keys.lasting_ = key;
        } else {
            keys.put(number, key);
        }
    }
    if (!in.eof() || keys.keys_.empty()) throw error(unreadable, file.string(), "每行应为“编号 Base64” / each line is NUMBER BASE64");
    return keys;
}

void FieldKeys::write(std::filesystem::path const& file) const {
    std::string text;
    if (lasting_) text += fmt::format("{} {}\n", lasting_number, base64(lasting_->bytes()));
    for (auto const& [number, root] : roots_) text += fmt::format("{} {}\n", number, base64(root.bytes()));
    write_safely(file, text);
}

std::string FieldKeys::encrypt(std::string_view plain, std::string_view about) const {
    if (plain.empty()) return {};
    auto const& [number, key] = *keys_.rbegin();
    return fmt::format("{}:{}", number, base64(seal(key.encryption, plain, about)));
}

std::string FieldKeys::decrypt(std::string_view text, std::string_view about) const {
    if (text.empty()) return {};
    int number = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const key = keys_.find(number);
    if (failure != std::errc{} || end == text.data() + text.size() || *end != ':' || key == keys_.end()) throw error(unknown_key, number);
    return vault::open(key->second.encryption, of_base64(text.substr(static_cast<std::size_t>(end - text.data()) + 1)), about);
}

std::int64_t FieldKeys::blind(std::string_view purpose, std::string_view value) const { return blinds(purpose, value).front(); }

std::vector<std::int64_t> FieldKeys::blinds(std::string_view purpose, std::string_view value) const {
    std::vector<std::int64_t> numbers;
    for (auto key = keys_.rbegin(); key != keys_.rend(); ++key) numbers.push_back(number_of(purpose, value, key->second.index));
    return numbers;
}

Key FieldKeys::lasting_key() const { return lasting_ ? *lasting_ : Key::of_secret(roots_.begin()->second.bytes(), "niangjia lasting numbers"); }

std::int64_t FieldKeys::lasting(std::string_view purpose, std::string_view value) const { return number_of(purpose, value, lasting_key()); }

bool FieldKeys::is_current(std::string_view text) const { return text.empty() || text.starts_with(std::to_string(newest()) + ":"); }

void FieldKeys::add(std::filesystem::path const& file) {
    lasting_ = lasting_key();
    put(newest() + 1, Key::random());
    write(file);
}

void FieldKeys::drop_old(std::filesystem::path const& file) {
    lasting_ = lasting_key();
    roots_.erase(roots_.begin(), std::prev(roots_.end()));
    keys_.erase(keys_.begin(), std::prev(keys_.end()));
    write(file);
}

}  // namespace niangjia::vault
