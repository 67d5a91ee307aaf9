// Plans: what is wrong with one is said at its line; and the numbers that are drawn for it.
#include "demo/plan.h"

#include <algorithm>
#include <numeric>

#include "demo/random.h"
#include "support/pack_folder.h"
#include "support/rooms.h"

namespace niangjia::demo {
namespace {

using namespace testing_support;

struct Mistake {
    std::string_view name;
    std::string_view was;
    std::string_view now;
    std::string_view en;
};

constexpr Mistake mistakes[]{
    {"UnknownType", "make: care.grant", "make: care.gift", "There is no record type 'care.gift'"},
    {"NoCode", "city: 449900000000", "city: nowhere", "'nowhere' is no code of a place"},
    {"Backwards", "between: [2015-02-02, 2015-05-29]", "between: [2015-05-29, 2015-02-02]",
     "The first day is later than the last"},
    {"BeyondToday", "between: [2015-02-02, 2015-05-29]", "between: [2015-02-02, 2016-05-29]",
     "The last day is later than today"},
    {"TooManyPlaces", "distinct: 2}", "distinct: 13}", "distinct lies between 1 and count"},
    {"UnknownSex", "sex: female, ages: [8, 16]", "sex: girl, ages: [8, 16]", "sex is female, male or any"},
    {"SharesThatDoNotAddUp", "{illness: 5, widowed: 7}", "{illness: 5, widowed: 8}",
     "The shares add up to 13; count is 12"},
    {"UnknownChoice", "{illness: 5, widowed: 7}", "{illness: 5, hunger: 7}",
     "'hardship' has no choice 'hunger'"},
    {"UnknownList", "from-list: schools", "from-list: school",
     "names.yaml has no list 'school'; did you mean 'schools'?"},
    {"UnknownField", "school: {from-list", "scool: {from-list",
     "care.grant has no field 'scool'; did you mean 'school'?"},
    {"SumThatCannotBe", "share-of: 30000元", "share-of: 90000元",
     "12 records cannot add up to this; change min, max or step"},
    {"UnknownAction", "do: approve", "do: aprove", "care.grant has no action 'aprove'"},
    {"MoreThanThereAre", "times: 2, for: 4", "times: 2, for: 40", "for is larger than count"},
    {"UnknownState", "state: proposed", "state: begun", "care.grant has no state 'begun'"},
    {"UnknownRole", "trainee: {total", "pupil: {total", "training.class has no participants 'pupil'"},
    {"PartsOfNothing", "where: township", "part-of: care.grant", "No stanza 'care.grant' before makes records that have such parts"},
    {"NothingInTurn", "attended: {share-of: 100, min: 10, max: 40}", "attended: {in-turn: []}", "The list is empty"},
    {"NeitherDayNorField", "{do: finish, on: day}", "{do: finish, on: 2015-13-01}", "on: there is no date field '2015-13-01'"},
    {"PlacesThatDoNotFit", "total: 40, distinct: 36", "total: 70, distinct: 36",
     "total does not fit min and max"},
};

class PlanMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(PlanMistakes, AreComplainedOfWhereTheyStand) {
    auto const source = std::filesystem::path{NIANGJIA_SOURCE_DIR} / "tests" / "support" / "demo";
    auto text = content_of(source / "small-city.yaml");
    auto const& mistake = GetParam();
    auto const at = text.find(mistake.was);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, mistake.was.size(), mistake.now);
    TemporaryFolder folder;
    write_file(folder.path() / "plan.yaml", text);
    write_file(folder.path() / "names.yaml", content_of(source / "names.yaml"));
    std::vector<packs::Diagnostic> problems;
    // The library is the tests' own and outlives every plan.
    std::shared_ptr<packs::Library const> const library{&test_library(), [](auto const*) {}};
    EXPECT_FALSE(Plan::read(folder.path() / "plan.yaml", library, problems));
    ASSERT_FALSE(problems.empty());
    auto const line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    auto const found = std::find_if(problems.begin(), problems.end(),
                                    [&](auto const& problem) { return problem.text.en == mistake.en; });
    ASSERT_NE(found, problems.end()) << problems.front().line << ": " << problems.front().text.en;
    EXPECT_EQ(found->file, (folder.path() / "plan.yaml").string());
    EXPECT_EQ(found->line, line);
    EXPECT_GT(found->column, 0);
}

INSTANTIATE_TEST_SUITE_P(Plans, PlanMistakes, testing::ValuesIn(mistakes),
                         [](auto const& one) { return std::string{one.param.name}; });

TEST(Plans, ThePlanOfTheProjectIsSound) {
    auto const packs_folder = std::filesystem::path{NIANGJIA_SOURCE_DIR} / "packs";
    auto const roles = identity::Roles::read((packs_folder / "common" / "roles.yaml").string());
    auto const loaded = packs::Library::load(packs_folder, "women", roles);
    ASSERT_NE(loaded.library, nullptr);
    std::vector<packs::Diagnostic> problems;
    auto const plan = Plan::read(packs_folder / "demo" / "suqian-2015.yaml", loaded.library, problems);
    for (auto const& problem : problems) ADD_FAILURE() << problem.line << ": " << problem.text.en;
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->city, code("3213"));
    EXPECT_GT(plan->stanzas.size(), 30U);
}

TEST(Draws, AreTheSameForTheSameSeed) {
    Random one{"linjiang-2015"};
    Random other{"linjiang-2015"};
    Random another{"linjiang-2016"};
    bool differs = false;
    for (int i = 0; i < 100; ++i) {
        auto const drawn = one.next();
        EXPECT_EQ(drawn, other.next());
        differs = differs || drawn != another.next();
    }
    EXPECT_TRUE(differs);
}

TEST(Draws, StayWithinTheirBounds) {
    Random random{"bounds"};
    std::vector<int> seen(5);
    for (int i = 0; i < 1'000; ++i) {
        auto const drawn = random.between(3, 7);
        ASSERT_GE(drawn, 3);
        ASSERT_LE(drawn, 7);
        ++seen[static_cast<std::size_t>(drawn - 3)];
    }
    for (auto const count : seen) EXPECT_GT(count, 100) << "all about equally often";
    std::vector<std::int64_t> const weights{0, 9, 1};
    std::vector<int> weighted(3);
    for (int i = 0; i < 1'000; ++i) ++weighted[random.weighted(weights)];
    EXPECT_EQ(weighted[0], 0);
    EXPECT_GT(weighted[1], 5 * weighted[2]);
}

TEST(Draws, SharesAddUpToTheirSumExactly) {
    Random random{"shares"};
    for (int round = 0; round < 300; ++round) {
        auto const parts = static_cast<std::size_t>(random.between(1, 40));
        auto const low = random.between(0, 20);
        auto const high = low + random.between(0, 50);
        auto const sum =
            random.between(static_cast<std::int64_t>(parts) * low, static_cast<std::int64_t>(parts) * high);
        auto const shares = random.shares(sum, parts, low, high);
        ASSERT_EQ(shares.size(), parts);
        EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), std::int64_t{0}), sum);
        EXPECT_GE(*std::min_element(shares.begin(), shares.end()), low);
        EXPECT_LE(*std::max_element(shares.begin(), shares.end()), high);
    }
}

}  // namespace
}  // namespace niangjia::demo
