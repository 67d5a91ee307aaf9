#include "cli/command.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "search/search.h"
#include "support/databases.h"
#include "support/pack_folder.h"
#include "support/rooms.h"

namespace niangjia::cli {
namespace {

using testing_support::TemporaryFolder;

// The command line as it is typed; its answer on standard error is taken in.
struct Typed {
    int code = 0;
    std::string said;
};

template <class... Words>
Typed niangjia(Words const&... words) {
    std::array<std::string, sizeof...(words)> const kept{std::string{words}...};
    std::vector<char const*> arguments{"niangjia"};
    for (auto const& word : kept) arguments.push_back(word.c_str());
    ::testing::internal::CaptureStderr();
    ::testing::internal::CaptureStdout();
    Typed typed{run(static_cast<int>(arguments.size()), arguments.data()), ""};
    ::testing::internal::GetCapturedStdout();
    typed.said = ::testing::internal::GetCapturedStderr();
    return typed;
}

std::string const packs = std::string{NIANGJIA_SOURCE_DIR} + "/packs";

TEST(CommandLine, ACommandThatCannotMakeTheCityLeavesNothingBehind) {
    TemporaryFolder const folder;
    auto const data = folder.path() / "data";
    auto const divisions = folder.path() / "divisions";
    std::filesystem::create_directories(divisions);
    std::ofstream{divisions / "villages.csv"} << "code,name,streetCode,provinceCode,cityCode,areaCode\n\"3213XX\",坏,1,2,3,4\n";
    auto const tried = niangjia("demo", "--data", data.string(), "--packs", packs, "--divisions", divisions.string());
    EXPECT_NE(tried.code, 0);
    EXPECT_NE(tried.said.find(".csv"), std::string::npos) << tried.said;
    EXPECT_FALSE(std::filesystem::exists(data)) << "a half-made installation would refuse the next try";
}

TEST(CommandLine, FilesOfOthersInTheFolderStay) {
    TemporaryFolder const folder;
    std::ofstream{folder.path() / "notes.txt"} << "mine";
    { Beginning const given_up{folder.path(), Settings{}}; }
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "notes.txt"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "niangjia.json"));
}

TEST(CommandLine, TheSearchIndexIsFilledAnewAndVerified) {
    TemporaryFolder const folder;
    auto const data = (folder.path() / "data").string();
    Installation::create(data, Settings{});
    auto const rebuilt = niangjia("search", "rebuild", "--data", data, "--packs", packs);
    EXPECT_EQ(rebuilt.code, 0) << rebuilt.said;
    EXPECT_EQ(niangjia("verify", "--data", data, "--packs", packs).code, 0);
    {
        auto const database = storage::Database::open("sqlite:" + data + "/niangjia.db");
        database->write([](storage::Transaction& transaction) {
            search::put(transaction, {1, *org::Code::parse("321302"), 1, Day::of(2015, 3, 8).value(), {{identity::Sight::Public, "title", "多出来的"}}});
        });
    }
    EXPECT_EQ(niangjia("verify", "--data", data, "--packs", packs).code, 1);
    EXPECT_EQ(niangjia("search", "rebuild", "--data", data, "--packs", packs).code, 0);
    EXPECT_EQ(niangjia("verify", "--data", data, "--packs", packs).code, 0);
}

TEST(CommandLine, ExitCodesTellWhatWentWrong) {
    TemporaryFolder const folder;
    auto const nowhere = (folder.path() / "nowhere").string();
    EXPECT_EQ(niangjia("figures", "--data", nowhere, "--packs", packs, "--org", "321300000000", "--year", "2015").code, 5);
    EXPECT_EQ(niangjia("figures", "--data", nowhere, "--packs", packs, "--org", "999", "--year", "2015").code, 2);
    EXPECT_EQ(niangjia("no-such-command").code, 2);
    EXPECT_EQ(niangjia("--help").code, 0);
    EXPECT_EQ(niangjia("pack", "check", "--packs", packs).code, 0);
}

// An installation with one person, whose telephone stands in it encrypted.
class KeyFile : public testing::Test {
  protected:
    KeyFile() {
        Installation::create(data, {});
        Installation installation{data, packs, clock};
        auto const system = identity::Context::system(clock);
        testing_support::write_divisions(folder.path());
        (void)org::import_divisions(*installation.database, system, folder.path().string(), testing_support::code("4499"), "妇女联合会", {});
        installation.database->write([&](storage::Transaction& transaction) {
            her = installation.people.create(transaction, system, {.org = testing_support::code("449901001001"), .name = "学员甲", .phone = "13800001234"}).id;
        });
    }
    std::string phone(std::filesystem::path const& of) {
        Installation installation{of, packs, clock};
        return installation.database->write([&](storage::Transaction& transaction) {
            return installation.people.reveal(transaction, identity::Context::system(clock), her, "核对身份").phone;
        });
    }

    SystemClock const clock;
    TemporaryFolder folder;
    std::filesystem::path const data = folder.path() / "data";
    std::filesystem::path const key_file = data / "keys" / "field-keys";
    people::PersonId her = 0;
};

TEST_F(KeyFile, AreChangedByACommand) {
    auto const before = testing_support::content_of(key_file);
    EXPECT_EQ(niangjia("keys", "rotate", "--data", data.string(), "--packs", packs).code, 0);
    EXPECT_NE(testing_support::content_of(key_file), before);
    EXPECT_EQ(phone(data), "13800001234");
    EXPECT_EQ(niangjia("keys", "--data", data.string()).code, 2) << "what about them?";
}

TEST_F(KeyFile, AreNotInABackupAndAreGivenWhenItIsRestored) {
    auto const backup = (folder.path() / "backup").string();
    ASSERT_EQ(niangjia("backup", backup, "--data", data.string(), "--packs", packs).code, 0);
    EXPECT_FALSE(std::filesystem::exists(backup + "/keys"));
    auto const restored = folder.path() / "restored";
    auto const without = niangjia("restore", backup, "--data", restored.string(), "--packs", packs);
    EXPECT_EQ(without.code, 5);
    EXPECT_NE(without.said.find("密钥文件"), std::string::npos) << without.said;
    EXPECT_FALSE(std::filesystem::exists(restored));
    ASSERT_EQ(niangjia("restore", backup, "--data", restored.string(), "--packs", packs, "--keys", key_file.string()).code, 0);
    EXPECT_EQ(phone(restored), "13800001234");
}

}  // namespace
}  // namespace niangjia::cli
