// A data folder, its settings, and the rooms opened over it.
#include "installation/installation.h"

#include "support/pack_folder.h"
#include "support/rooms.h"

namespace niangjia {
namespace {

using namespace testing_support;

class SettingsFile : public testing::Test {
  protected:
    Settings read(std::string_view text) {
        write_file(folder.path() / "niangjia.json", text);
        return Settings::read(folder.path());
    }
    // What is wrong with the file, in English.
    std::string complaint(std::string_view text) {
        auto const failure = failure_of([&] { (void)read(text); });
        EXPECT_EQ(failure.code(), "installation.settings");
        EXPECT_EQ(failure.kind(), ErrorKind::Broken);
        return failure.text().en;
    }
    std::string said(std::string_view what) {
        return "The settings '" + (folder.path() / "niangjia.json").string() +
               "' are wrong: " + std::string{what} + "; mend them";
    }

    TemporaryFolder folder;
};

TEST_F(SettingsFile, IsReadAsItWasWritten) {
    Settings written{"women", "postgresql:///niangjia?user=\"x\"", true, Day::of(2015, 12, 31)};
    written.proxies = {"10.0.0.1", "::1"};
    written.receptions["449901000000"] = {"解放路 1 号", "12338", "周一至周五"};
    written.write(folder.path());
    auto const read_back = Settings::read(folder.path());
    EXPECT_EQ(read_back.organisation, written.organisation);
    EXPECT_EQ(read_back.database, written.database);
    EXPECT_EQ(read_back.demo, written.demo);
    EXPECT_EQ(read_back.today, written.today);
    EXPECT_EQ(read_back.proxies, written.proxies);
    EXPECT_EQ(read_back.receptions, written.receptions);
    Settings{}.write(folder.path());
    EXPECT_EQ(Settings::read(folder.path()).organisation, "women");
    EXPECT_EQ(Settings::read(folder.path()).database, "");
    EXPECT_FALSE(Settings::read(folder.path()).demo);
    EXPECT_EQ(Settings::read(folder.path()).today, std::nullopt);
}

TEST_F(SettingsFile, ThatIsNotThereSaysWhatToDo) {
    auto const failure = failure_of([&] { (void)Settings::read(folder.path()); });
    EXPECT_EQ(failure.code(), "installation.missing");
    EXPECT_EQ(failure.kind(), ErrorKind::Unavailable);
    EXPECT_EQ(failure.text().zh,
              "“" + folder.path().string() + "”里还没有数据：请先运行 niangjia init 或 niangjia demo");
}

TEST_F(SettingsFile, SaysWhatIsWrongWithIt) {
    EXPECT_EQ(complaint("[]"), said("a JSON object is expected"));
    EXPECT_EQ(complaint(R"({"organisation": "women", "demo": false})"), said("'database' is missing"));
    EXPECT_EQ(complaint(R"({"organisation": 7, "database": "", "demo": false})"),
              said("'organisation' must be a text"));
    EXPECT_EQ(complaint(R"({"organisation": "women", "database": "", "demo": "no"})"),
              said("'demo' must be true or false"));
    EXPECT_EQ(complaint(R"({"organisation": "women", "database": "", "demo": true, "today": "2015-02-30"})"),
              said("'today' is no day such as 2015-12-31"));
    EXPECT_EQ(complaint(R"({"organisation": "women", "database": "", "demo": true, "proxies": "::1"})"), said("'proxies' must be a list of addresses"));
    for (auto const* wrong : {"[]", R"({"x": {}})", R"({"449901": {"street": ""}})", R"({"449901": {"phone": 7}})"}) {
        EXPECT_EQ(complaint(R"({"organisation": "women", "database": "", "demo": true, "receptions": )" + std::string{wrong} + "}"),
                  said("'receptions' must be {code: {address, phone, hours}}"));
    }
    EXPECT_EQ(complaint(R"({"organisation": "women", "databse": "", "demo": true})"),
              said("'databse' is unknown"));
    EXPECT_TRUE(complaint(R"({"organisation": "women",)").contains("Not valid JSON (near byte 25)"))
        << complaint(R"({"organisation": "women",)");
    EXPECT_TRUE(complaint("").contains("Not valid JSON"));
}

TEST_F(SettingsFile, OfAFolderThatCannotBeWrittenIsNotWritten) {
    EXPECT_EQ(code_of([&] { Settings{}.write(folder.path() / "nothing"); }), "installation.unwritable");
    write_file(folder.path() / "file", "");
    EXPECT_EQ(code_of([&] { Installation::create(folder.path() / "file" / "data", {}); }),
              "installation.unwritable");
}

class Installations : public OnEveryDatabase {
  protected:
    Installations() { Installation::create(data, {"women", database().address(), false, {}}); }
    Installation opened(std::filesystem::path const& packs = test_packs()) { return {data, packs, clock}; }
    static std::int64_t migrations_of(Installation const& installation) {
        return installation.database->read([](storage::Reader const& reader) {
            auto rows = reader.query(
                storage::Query{"test/count_migrations", "SELECT count(*) FROM schema_migrations"});
            return rows.next() ? rows.integer(0) : -1;
        });
    }

    TemporaryFolder folder;
    std::filesystem::path const data = folder.path() / "deep" / "data";
    SetClock clock{moment_of(Day::of(2015, 3, 9).value())};
};

TEST_P(Installations, AreMadeOnce) {
    EXPECT_TRUE(std::filesystem::is_directory(data / "attachments"));
    auto const failure = failure_of([&] { Installation::create(data, {}); });
    EXPECT_EQ(failure.code(), "installation.exists");
    EXPECT_EQ(failure.kind(), ErrorKind::Conflict);
    EXPECT_EQ(Settings::read(data).database, database().address()) << "and stay as they were";
}

TEST_P(Installations, HoldTheRoomsOverOneDatabase) {
    auto const installation = opened();
    EXPECT_EQ(installation.library->programmes().size(), 2U);
    EXPECT_EQ(&installation.records.library(), installation.library.get());
    EXPECT_NE(installation.roles.find("keeper"), nullptr);
    EXPECT_EQ(migrations_of(installation), static_cast<std::int64_t>(all_migrations().size()));
}

TEST_P(Installations, KeepWhatWasDoneWhenTheyAreOpenedAgain) {
    TemporaryFolder divisions;
    write_divisions(divisions.path());
    auto const system = identity::Context::system(clock);
    records::RecordId id = 0;
    {
        auto const installation = opened();
        org::import_divisions(*installation.database, system, divisions.path().string(), code("4499"),
                              "妇女联合会", {});
        id = installation.database->write([&](storage::Transaction& transaction) {
            return installation.records.create(transaction, system,
                                               {.command = "command-1",
                                                .type = "care.complaint",
                                                .org = code("449901"),
                                                .fields = {{"story", "来访"}}});
        });
    }
    auto const again = opened();
    EXPECT_EQ(migrations_of(again), static_cast<std::int64_t>(all_migrations().size()))
        << "each step of the schema once";
    again.database->read([&](storage::Reader const& reader) {
        EXPECT_EQ(again.records.fetch(reader, system, id).fields.at("story").as_string(), "来访");
        EXPECT_EQ(again.figures
                      .value(reader, system, *again.library->figure("care.open"), code("4499"),
                             Period::of_year(2015))
                      .amount,
                  1);
    });
}

TEST_P(Installations, RefuseADatabaseOfANewerProgram) {
    {
        auto const installation = opened();
        installation.database->write([](storage::Transaction& transaction) {
            transaction.execute(storage::Sql{
                "test/add_newer",
                "INSERT INTO schema_migrations (name, applied_at) VALUES ('records/9999_later', '')"});
        });
    }
    EXPECT_EQ(code_of([&] { (void)opened(); }), "storage.newer");
}

TEST_P(Installations, RefusePacksThatAreNotSound) {
    PackFolder packs;
    auto const place = packs.spoil("women/care.yaml", "keeper: family", "keeper: ▲nobody");
    packs.spoil("women/training.yaml", "unit: 期", "unit: 期, colour: red");
    auto const failure = failure_of([&] { (void)opened(packs.path()); });
    EXPECT_EQ(failure.code(), "packs.unsound");
    EXPECT_EQ(failure.kind(), ErrorKind::Invalid);
    EXPECT_EQ(failure.text().zh, "项目包有 2 处问题，运行 niangjia pack check 查看：" +
                                     (packs.path() / "women" / "care.yaml").string() + ":" +
                                     std::to_string(place.line) + ":" + std::to_string(place.column) +
                                     " 没有名为“nobody”的科室（choices.yaml 的 department）");
    EXPECT_EQ(code_of([&] { (void)opened(); }), "") << "nothing was spoilt by the attempt";
}

TEST_P(Installations, RefuseRolesThatCannotBeRead) {
    PackFolder packs;
    packs.remove("common/roles.yaml");
    auto const failure = failure_of([&] { (void)opened(packs.path()); });
    EXPECT_TRUE(failure.text().en.contains("roles.yaml")) << failure.text().en;
    EXPECT_NE(failure.code(), "nothing.thrown");
}

INSTANTIATE_TEST_SUITE_P(Every, Installations, testing::ValuesIn(backends()), backend_name);

TEST(InstallationFolders, KeepTheirDatabaseBesideTheSettingsWhenNoneIsNamed) {
    TemporaryFolder folder;
    SetClock const clock{moment_of(Day::of(2015, 3, 9).value())};
    Installation::create(folder.path(), {});
    Installation const installation{folder.path(), test_packs(), clock};
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "niangjia.db"));
}

TEST(PacksFolder, IsTheOneThatIsNamed) {
    EXPECT_EQ(find_packs(test_packs().string()), test_packs());
    TemporaryFolder empty;
    EXPECT_EQ(code_of([&] { (void)find_packs(empty.path().string()); }), "packs.missing");
    EXPECT_TRUE(
        std::filesystem::equivalent(find_packs(""), std::filesystem::path{NIANGJIA_SOURCE_DIR} / "packs"))
        << "else the one the program was built with";
}

}  // namespace
}  // namespace niangjia
