#include "vault/vault.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "base/error.h"
#include "support/rooms.h"

namespace niangjia::vault {
namespace {

using testing_support::failure_of;

class InAFolder : public testing::Test {
  protected:
    InAFolder() {
        std::random_device random;
        folder_ = std::filesystem::temp_directory_path() / ("niangjia-vault-" + std::to_string(random()));
        std::filesystem::create_directories(folder_);
    }
    ~InAFolder() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path file() const { return folder_ / "keys"; }

  private:
    std::filesystem::path folder_;
};

TEST(Sealing, opens_with_its_key_at_its_place_alone) {
    auto const key = Key::random();
    auto const sealed = seal(key, "她说的话", "record:1");
    EXPECT_EQ(open(key, sealed, "record:1"), "她说的话");
    EXPECT_EQ(sealed.find("她说"), std::string::npos);
    EXPECT_EQ(failure_of([&] { return open(key, sealed, "record:2"); }).code(), "vault.does-not-open");
    EXPECT_EQ(failure_of([&] { return open(Key::random(), sealed, "record:1"); }).code(), "vault.does-not-open");
    auto changed = sealed;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    EXPECT_EQ(failure_of([&] { return open(key, changed, "record:1"); }).code(), "vault.does-not-open");
    EXPECT_EQ(failure_of([&] { return open(key, "short", "record:1"); }).code(), "vault.does-not-open");
}

TEST(Sealing, never_looks_the_same_twice) {
    auto const key = Key::random();
    EXPECT_NE(seal(key, "13800000000", "x"), seal(key, "13800000000", "x"));
}

TEST(Keys, of_a_password_depend_on_password_and_salt) {
    auto const salt = random_salt();
    EXPECT_EQ(Key::of_password("一个口令", salt), Key::of_password("一个口令", salt));
    EXPECT_FALSE(Key::of_password("一个口令", salt) == Key::of_password("另一个口令", salt));
    EXPECT_FALSE(Key::of_password("一个口令", salt) == Key::of_password("一个口令", random_salt()));
}

TEST(Keys, of_a_secret_differ_by_purpose) {
    EXPECT_EQ(Key::of_secret("a long token", "session"), Key::of_secret("a long token", "session"));
    EXPECT_FALSE(Key::of_secret("a long token", "session") == Key::of_secret("a long token", "portal"));
}

TEST(KeyPairs, unwrap_what_was_wrapped_for_them) {
    auto const hers = KeyPair::make();
    auto const data = Key::random();
    auto const wrapped = wrap(hers.public_half(), data.bytes());
    EXPECT_EQ(Key::of_bytes(hers.unwrap(wrapped)), data);
    EXPECT_EQ(Key::of_bytes(KeyPair::of_secret(hers.secret_half()).unwrap(wrapped)), data);
    EXPECT_EQ(failure_of([&] { return KeyPair::make().unwrap(wrapped); }).code(), "vault.does-not-open");
}

TEST(Base64, goes_there_and_back) {
    for (std::string const& text : {std::string{}, std::string{"a"}, std::string{"\0\1\2", 3}, std::string{"娘家"}}) EXPECT_EQ(of_base64(base64(text)), text);
    EXPECT_EQ(failure_of([] { return of_base64("no base64!"); }).code(), "vault.base64");
}

TEST(RandomText, has_no_characters_that_are_mistaken_for_others) {
    auto const text = random_text(400);
    EXPECT_EQ(text.size(), 400U);
    EXPECT_EQ(text.find_first_of("01IO"), std::string::npos);
}

TEST(FieldKeys, keep_a_field_and_find_it_by_its_number) {
    auto const keys = FieldKeys::temporary();
    auto const kept = keys.encrypt("13800000000", "person:7/phone");
    EXPECT_EQ(keys.decrypt(kept, "person:7/phone"), "13800000000");
    EXPECT_EQ(kept.find("138"), std::string::npos);
    EXPECT_EQ(failure_of([&] { return keys.decrypt(kept, "person:8/phone"); }).code(), "vault.does-not-open");
    EXPECT_EQ(keys.encrypt("", "x"), "");
    EXPECT_EQ(keys.decrypt("", "x"), "");
    EXPECT_EQ(keys.blind("phone", "13800000000"), keys.blind("phone", "13800000000"));
    EXPECT_NE(keys.blind("phone", "13800000000"), keys.blind("phone", "13800000001"));
    EXPECT_NE(keys.blind("phone", "13800000000"), keys.blind("id", "13800000000"));
    EXPECT_NE(keys.blind("phone", "13800000000"), FieldKeys::temporary().blind("phone", "13800000000"));
    EXPECT_EQ(failure_of([&] { return keys.decrypt("9:AAAA", "x"); }).code(), "vault.unknown-key");
    EXPECT_EQ(failure_of([&] { return keys.decrypt("plain", "x"); }).code(), "vault.unknown-key");
}

TEST_F(InAFolder, the_key_file_is_made_once_and_for_its_owner_alone) {
    auto const first = FieldKeys::open(file());
    auto const kept = first.encrypt("a", "b");
    EXPECT_EQ(FieldKeys::open(file()).decrypt(kept, "b"), "a");
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(file()).permissions(), perms::owner_read | perms::owner_write);
    std::filesystem::permissions(file(), perms::group_read, std::filesystem::perm_options::add);
    EXPECT_EQ(failure_of([&] { return FieldKeys::open(file()); }).code(), "vault.keys");
}

TEST_F(InAFolder, a_new_key_encrypts_and_the_old_ones_still_decrypt_until_they_are_dropped) {
    auto keys = FieldKeys::open(file());
    auto const old = keys.encrypt("a", "b");
    auto const old_number = keys.blind("phone", "1");
    keys.add(file());
    auto const fresh = keys.encrypt("a", "b");
    EXPECT_FALSE(keys.is_current(old));
    EXPECT_TRUE(keys.is_current(fresh));
    auto const again = FieldKeys::open(file());
    EXPECT_EQ(again.decrypt(old, "b"), "a");
    EXPECT_EQ(again.decrypt(fresh, "b"), "a");
    EXPECT_EQ(again.blinds("phone", "1").at(1), old_number);
    keys.drop_old(file());
    EXPECT_EQ(keys.count(), 1U);
    EXPECT_EQ(FieldKeys::open(file()).decrypt(fresh, "b"), "a");
    EXPECT_EQ(failure_of([&] { return keys.decrypt(old, "b"); }).code(), "vault.unknown-key");
}

TEST_F(InAFolder, what_is_printed_on_paper_stays_the_same_when_the_keys_change) {
    auto keys = FieldKeys::open(file());
    auto const printed = keys.lasting("receipt", "3213-2015-000001");
    EXPECT_NE(printed, 0);
    EXPECT_NE(printed, keys.lasting("receipt", "3213-2015-000002"));
    EXPECT_NE(printed, keys.blind("receipt", "3213-2015-000001"));
    EXPECT_NE(printed, FieldKeys::temporary().lasting("receipt", "3213-2015-000001"));
    auto const old_file = [&] {
        std::ifstream in{file()};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    }();
    for (int change = 0; change < 2; ++change) {
        keys.add(file());
        EXPECT_EQ(FieldKeys::open(file()).lasting("receipt", "3213-2015-000001"), printed);
        keys.drop_old(file());
        EXPECT_EQ(keys.lasting("receipt", "3213-2015-000001"), printed);
        auto const again = FieldKeys::open(file());
        EXPECT_EQ(again.lasting("receipt", "3213-2015-000001"), printed);
        EXPECT_EQ(again.count(), 1U) << "it is no key that encrypts";
        EXPECT_EQ(again.newest(), keys.newest());
    }
    std::ifstream in{file()};
    std::string const now{std::istreambuf_iterator<char>{in}, {}};
    auto const first = old_file.substr(2, old_file.find('\n') - 2);
    EXPECT_EQ(now.find(first), std::string::npos) << "the first key itself is gone: what it encrypted opens no more";
}

}  // namespace
}  // namespace niangjia::vault
