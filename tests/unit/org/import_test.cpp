#include "support/rooms.h"

namespace niangjia::org {
namespace {

using namespace testing_support;

class Import : public OnEveryDatabaseWithRooms {
  protected:
    std::optional<Organisation> find(std::string_view text) {
        return read([&](storage::Reader const& reader) { return org::find(reader, code(text)); });
    }
    void change(std::string const& file, std::string_view from, std::string_view to) {
        std::ifstream in{folder.path() / file, std::ios::binary};
        std::string text{std::istreambuf_iterator<char>{in}, {}};
        in.close();
        auto const at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        write_file(folder.path() / file, text.replace(at, from.size(), to));
    }
    // The problems of an import after one change: "file:line:column".
    std::vector<std::string> problems(std::string const& file, std::string_view from, std::string_view to) {
        write_divisions(folder.path());
        change(file, from, to);
        std::vector<std::string> found;
        for (auto const& one : import_again().problems) {
            found.push_back(one.file + ":" + std::to_string(one.line) + ":" + std::to_string(one.column));
        }
        EXPECT_FALSE(find("4499")) << "nothing is written with a problem";
        return found;
    }
};

using Places = std::vector<std::string>;

TEST_P(Import, MakesTheTreeOfACity) {
    auto const result = import_place();
    EXPECT_TRUE(result.problems.empty());
    EXPECT_EQ(result.added, 8);
    auto const city = find("4499");
    ASSERT_TRUE(city);
    EXPECT_EQ(city->parent, Code{});
    EXPECT_EQ(city->name, "临江市妇女联合会");
    EXPECT_EQ(city->children, 2);
    EXPECT_FALSE(city->from);
    auto const village = find("449901001001");
    ASSERT_TRUE(village);
    EXPECT_EQ(village->parent, code("449901001"));
    EXPECT_EQ(village->name, "梅园社区妇女联合会");
    EXPECT_EQ(village->division, "梅园社区居民委员会");
    EXPECT_EQ(village->short_name, "梅园社区");
    EXPECT_EQ(village->children, 0);
    EXPECT_FALSE(find("44"));
    EXPECT_FALSE(find("450101"));
    EXPECT_EQ(journal().front().action, "org.import");
}

TEST_P(Import, GivesPlaceholdersNoOrganisation) {
    EXPECT_EQ(import_place("45").added, 4);
    EXPECT_FALSE(find("4501"));
    EXPECT_EQ(find("450101")->parent, code("45"));
    EXPECT_EQ(find("45")->children, 1);
}

TEST_P(Import, JoinsATownshipToACityWithoutCounties) {
    write_divisions(folder.path());
    change("areas.csv", "449901,\"东城区\",4499,44\n", "449900,\"临江市\",4499,44\n");
    change("streets.csv", "449901001,\"石桥街道\",449901", "449900001,\"石桥街道\",449900");
    change("villages.csv", "449901001001,\"梅园社区居民委员会\",449901001",
           "449900001001,\"梅园社区居民委员会\",449900001");
    change("villages.csv", "449901001002,\"大桥村村民委员会\",449901001",
           "449900001002,\"大桥村村民委员会\",449900001");
    EXPECT_EQ(import_again().added, 7);
    EXPECT_EQ(find("449900001")->parent, code("4499"));
    EXPECT_EQ(find("4499")->children, 2);
}

TEST_P(Import, LaterPlacesATreeUnderWhatIsAboveIt) {
    import_place("449901");
    EXPECT_EQ(find("449901")->parent, Code{});
    auto const result = import_again("44");
    EXPECT_EQ(result.added, 5);
    EXPECT_EQ(result.unchanged, 4);
    EXPECT_EQ(find("449901")->parent, code("4499"));
    import_again("449902");
    EXPECT_EQ(find("449902")->parent, code("4499"));
}

TEST_P(Import, AgainChangesNothing) {
    import_place();
    auto const again = import_again();
    EXPECT_EQ(again.unchanged, 8);
    EXPECT_EQ(again.added + again.renamed + again.ended, 0);
    EXPECT_EQ(find("449901001001")->version, 1);
}

TEST_P(Import, BringsNewNamesButKeepsThoseGivenByHand) {
    import_place();
    write([&](storage::Transaction& transaction) {
        rename(transaction, system(), code("449901001002"), "大桥村妇女之家", 1);
    });
    change("villages.csv", "梅园社区居民委员会", "兰园社区居民委员会");
    change("villages.csv", "大桥村村民委员会", "大桥社区居民委员会");
    auto const again = import_again();
    EXPECT_EQ(again.renamed, 2);
    EXPECT_EQ(again.unchanged, 6);
    EXPECT_EQ(find("449901001001")->name, "兰园社区妇女联合会");
    EXPECT_EQ(find("449901001001")->version, 2);
    auto const by_hand = find("449901001002");
    EXPECT_EQ(by_hand->name, "大桥村妇女之家");
    EXPECT_EQ(by_hand->short_name, "大桥社区");
    EXPECT_EQ(by_hand->version, 3);
    EXPECT_EQ(import_again().unchanged, 8);
}

TEST_P(Import, EndsWhatHasLeftTheDataAndRemovesNothing) {
    import_place();
    change("villages.csv", "449901001002,\"大桥村村民委员会\",449901001,44,4499,449901\n", "");
    auto const again = import_again();
    EXPECT_EQ(again.ended, 1);
    EXPECT_EQ(find("449901001002")->until, clock.today());
    clock.set(clock.now() + 86'400'000);
    EXPECT_EQ(import_again().ended, 0);
    EXPECT_EQ(find("449901001002")->until, clock.today() - 1);

    auto const back = import_place();
    EXPECT_EQ(back.added, 1);
    EXPECT_FALSE(find("449901001002")->until);
}

TEST_P(Import, SaysWhereTheDataAreWrong) {
    std::string const villages = "villages.csv";
    EXPECT_EQ(problems(villages, "streetCode", "street"), Places{"villages.csv:1:1"}) << "a missing column";
    EXPECT_EQ(problems(villages, "449901001002", "44990100100"), Places{"villages.csv:3:1"})
        << "a short code";
    EXPECT_EQ(problems(villages, "449901001002", "44990100100x"), Places{"villages.csv:3:1"}) << "not digits";
    EXPECT_EQ(problems(villages, "449901001002", "449901001001"), Places{"villages.csv:3:1"}) << "twice";
    EXPECT_EQ(problems(villages, "\"大桥村村民委员会\"", "\"\""), Places{"villages.csv:3:14"})
        << "an empty name";
    EXPECT_EQ(problems(villages, "449901001002", "449902001002"), Places{"villages.csv:3:25"})
        << "not under its parent";
    EXPECT_EQ(problems("streets.csv", "449902100,\"柳树镇\",449902", "449903100,\"柳树镇\",449903"),
              (Places{"streets.csv:3:17", "villages.csv:4:22"}))
        << "no such parent";
    EXPECT_EQ(problems(villages, "大桥村村民委员会", "大\xb4\xe5"), Places{"villages.csv:3:16"})
        << "not UTF-8";
    EXPECT_EQ(problems(villages, "花园居委会\"", "花园居委会"), Places{"villages.csv:5:14"})
        << "an open quote";
}

TEST_P(Import, SaysWhichFileIsMissing) {
    write_divisions(folder.path());
    std::filesystem::remove(folder.path() / "areas.csv");
    auto const result = import_again();
    ASSERT_FALSE(result.problems.empty());
    EXPECT_EQ(result.problems.front().file, "areas.csv");
}

TEST_P(Import, ReportsAtMostTwoHundredProblems) {
    write_divisions(folder.path());
    std::string text = "code,name,streetCode\n";
    for (int i = 0; i < 500; ++i) text += "x,\"\",y\n";
    write_file(folder.path() / "villages.csv", text);
    EXPECT_EQ(import_again().problems.size(), 200U);
}

TEST_P(Import, KnowsItsTop) {
    EXPECT_EQ(code_of([&] { import_place("4498"); }), "org.import-top");
    EXPECT_EQ(code_of([&] { import_place("449901001"); }), "org.import-top");
}

TEST_P(Import, AsksForTheRightToIt) {
    write_divisions(folder.path());
    identity::Context const nobody{clock, 1, "nobody", {}};
    EXPECT_EQ(code_of([&] {
                  import_divisions(db(), nobody, folder.path().string(), code("4499"), "妇女联合会", {});
              }),
              "org.unknown");
}

TEST_P(Import, TellsItsProgress) {
    write_divisions(folder.path());
    std::vector<std::pair<std::int64_t, std::int64_t>> told;
    import_divisions(db(), system(), folder.path().string(), code("4499"), "妇女联合会",
                     [&](std::int64_t done, std::int64_t total) { told.emplace_back(done, total); });
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back(), (std::pair<std::int64_t, std::int64_t>{8, 8}));
}

INSTANTIATE_TEST_SUITE_P(Every, Import, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::org
