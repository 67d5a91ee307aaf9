// A demonstration city made of a plan.
#include <map>

#include "demo/demo.h"
#include "support/pack_folder.h"
#include "support/rooms.h"

namespace niangjia::demo {
namespace {

using namespace testing_support;

std::filesystem::path small_city() {
    return std::filesystem::path{NIANGJIA_SOURCE_DIR} / "tests" / "support" / "demo" / "small-city.yaml";
}

// An installation of its own, and the small city made in it.
class City {
  public:
    explicit City(std::string const& backend, std::filesystem::path const& plan_file = small_city()) : database_{backend} {
        write_divisions(folder_.path());
        Installation::create(folder_.path() / "data",
                             {"women", database_.address(), true, day("2015-12-31")});
        installation.emplace(folder_.path() / "data", test_packs(), clock);
        std::vector<packs::Diagnostic> problems;
        auto const plan = Plan::read(plan_file, installation->library, problems);
        for (auto const& problem : problems) ADD_FAILURE() << problem.line << ": " << problem.text.en;
        made = make(*installation, plan.value(), folder_.path(), clock, [](auto, auto, auto) {});
    }
    static Day day(std::string_view text) { return Day::parse(text).value(); }

    // The amounts of every figure of the city, by name.
    std::map<std::string, figures::Value> values() const {
        std::map<std::string, figures::Value> all;
        installation->database->read([&](storage::Reader const& reader) {
            for (auto const* figure : installation->library->figures()) {
                all[figure->name] = installation->figures.value(reader, identity::Context::system(clock),
                                                                *figure, code("4499"), Period::of_year(2015));
            }
        });
        return all;
    }
    // Every entry of every timeline, as text.
    std::vector<std::string> story() const {
        std::vector<std::string> all;
        installation->database->read([&](storage::Reader const& reader) {
            installation->records.each(reader, [&](figures::Facts const& facts) {
                for (auto const& step : facts.steps) {
                    all.push_back(records::number_text(facts.record) + " " + facts.org.text() + " " +
                                  step.day.iso() + " " + step.action + " " + to_text(step.fields));
                }
            });
        });
        return all;
    }

    SetClock clock{0};
    std::optional<Installation> installation;
    Made made;

  private:
    TemporaryFolder folder_;
    TestDatabase database_;
};

class Demonstration : public testing::TestWithParam<std::string> {};

TEST_P(Demonstration, CountsExactlyWhatItsPlanSays) {
    City const city{GetParam()};
    EXPECT_EQ(city.made.organisations, 8);
    EXPECT_EQ(city.made.accounts, 6 + 2 * 6 + 2 * 2 + 3 + 2 * 4) << "and the partners of two counties";
    EXPECT_EQ(city.made.records, 12 + 3 + 4);
    EXPECT_EQ(city.made.people, 12 + 3 + 36);
    EXPECT_EQ(city.made.steps, 12 * 3 + 4 * 2 + 3 + 4 * 3);
    auto const values = city.values();
    EXPECT_EQ(values.at("care.pupils").amount, 12);
    EXPECT_EQ(values.at("care.paid").amount, 30'000'00);
    EXPECT_EQ(values.at("care.poor").amount, 7);
    EXPECT_EQ(values.at("care.urgent").amount, 12);
    EXPECT_EQ(values.at("care.visits").amount, 8);
    EXPECT_EQ(values.at("care.villages").amount, 2);
    EXPECT_EQ(values.at("care.unreached").amount, 1);
    EXPECT_EQ(values.at("care.waiting").amount, 3) << "so that somebody has to-dos";
    EXPECT_EQ(values.at("training.classes").amount, 4);
    EXPECT_EQ(values.at("training.trained").amount, 36);
    EXPECT_EQ(values.at("training.seats").amount, 40);
    EXPECT_EQ(values.at("training.attended").amount, 100);
    city.installation->database->read([&](storage::Reader const& reader) {
        auto const counted = city.installation->figures.recount(
            reader, [&](auto const& visit) { city.installation->records.each(reader, visit); }, 10);
        EXPECT_EQ(counted.differing, 0);
        EXPECT_FALSE(audit::verify(reader).first_broken);
    });
}

TEST_P(Demonstration, IsTheSameEveryTime) {
    City const one{GetParam()};
    City const other{GetParam()};
    EXPECT_EQ(one.story(), other.story());
    EXPECT_EQ(one.values(), other.values());
}

TEST_P(Demonstration, GivesValuesInTurnAndTakesStepsOnTheirDays) {
    auto text = content_of(small_city());
    for (auto const& [was, now] : {std::pair{"{between: [1, 20], step: 0.5}", "{in-turn: [10, 5, 2]}"},
                                   std::pair{"{do: visit, after: [5, 10], times: 2, for: 4}", "{do: visit, on: 2015-09-01}, {do: visit, on: 2015-10-09}, {do: visit, after: [1, 1]}"}}) {
        auto const at = text.find(was);
        ASSERT_NE(at, std::string::npos);
        text.replace(at, std::string_view{was}.size(), now);
    }
    TemporaryFolder folder;
    write_file(folder.path() / "plan.yaml", text);
    write_file(folder.path() / "names.yaml", content_of(small_city().parent_path() / "names.yaml"));
    City const city{GetParam(), folder.path() / "plan.yaml"};
    std::map<std::string, int> given;  // when, and how much rice
    city.installation->database->read([&](storage::Reader const& reader) {
        city.installation->records.each(reader, [&](figures::Facts const& facts) {
            for (auto const& step : facts.steps) {
                auto const* rice = step.fields.if_contains("rice");
                if (rice != nullptr) ++given[(step.action == "pay" ? "paid" : step.day.iso()) + " " + std::to_string(rice->to_number<int>())];
            }
        });
    });
    EXPECT_EQ(given, (std::map<std::string, int>{{"paid 10", 12}, {"2015-09-01 5", 12}, {"2015-10-09 2", 12}, {"2015-10-12 2", 12}}))
        << "the last value from then on";
}

TEST_P(Demonstration, OffersAccountsToTry) {
    City city{GetParam()};
    auto const offered = accounts(*city.installation);
    ASSERT_EQ(offered.size(), 5U) << "those of the city; the others are Suqian's";
    EXPECT_EQ(offered[0].name, "city-head");
    EXPECT_EQ(offered[0].organisation, "临江市妇女联合会");
    EXPECT_EQ(offered[0].role.zh, "妇联主席");
    auto const signed_in = city.installation->identity.sign_in(offered[0].name, offered[0].password);
    EXPECT_FALSE(signed_in.account.must_change_password);
    EXPECT_EQ(signed_in.account.title, offered[0].title);
}

TEST_P(Demonstration, IsServedAsOnItsOwnDay) {
    City const city{GetParam()};
    EXPECT_EQ(city.clock.today(), City::day("2015-12-31"));
    auto const clock = clock_of(city.installation->data);
    EXPECT_EQ(clock->today(), City::day("2015-12-31"));
    EXPECT_GE(clock->now(), moment_of(City::day("2015-12-31"), 10));
}

INSTANTIATE_TEST_SUITE_P(Every, Demonstration, testing::ValuesIn(backends()), backend_name);

TEST(Clocks, OfWhatIsNoDemonstrationAreTheSystems) {
    TemporaryFolder folder;
    Installation::create(folder.path(), {});
    auto const clock = clock_of(folder.path());
    EXPECT_NEAR(static_cast<double>(clock->now()), static_cast<double>(SystemClock{}.now()), 10'000);
    SetClock const set{0};
    Installation const installation{folder.path(), test_packs(), set};
    EXPECT_TRUE(accounts(installation).empty());
    EXPECT_EQ(code_of([&] { (void)clock_of(folder.path() / "nothing"); }), "installation.missing");
}

}  // namespace
}  // namespace niangjia::demo
