#include "cli/command.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "search/search.h"
#include "support/databases.h"

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

}  // namespace
}  // namespace niangjia::cli
