// Scenarios: what they act out, and that they tell when things are otherwise.
#include "demo/scenario.h"

#include "support/pack_folder.h"
#include "support/rooms.h"

namespace niangjia::demo {
namespace {

using namespace testing_support;

constexpr std::string_view scenario =
    R"(scenario: A pupil gets her grant after the notice, and only one a year
programme: care
steps:
  - {on: 2015-03-09, as: village-head of 449901001001, do: create grant g1, subject: 学生甲, with: {year: 2015, hardship: illness}}
  - {on: 2015-03-09, as: village-head of 449901001002, do: approve g1, refused: not-found}
  - {on: 2015-03-09, as: village-head of 449901001001, do: approve g1, refused: not-allowed}
  - {on: 2015-03-10, as: township-chair of 449901001000, do: approve g1}
  - {on: 2015-03-17, as: keeper of 449901000000, do: pay g1, with: {amount: 800元}, refused: too-early}
  - {on: 2015-03-18, as: keeper of 449901000000, do: pay g1, refused: missing}
  - {on: 2015-03-18, as: keeper of 449901000000, do: pay g1, with: {amount: 800元}}
  - {on: 2015-04-01, as: village-head of 449901001001, do: create grant g2, subject: 学生甲, with: {year: 2015, hardship: illness}, refused: once-per}
then:
  states: {g1: paid}
  figures: [{org: 449901001001, year: 2015, values: {pupils: 1, paid: 800, waiting: 0}}]
)";

class Scenarios : public testing::Test {
  protected:
    // What becomes of the scenario when that is changed in it.
    Outcome run(std::string_view was = {}, std::string_view now = {}) {
        std::string text{scenario};
        if (!was.empty()) text.replace(text.find(was), was.size(), now);
        write_file(folder.path() / "scenario.yaml", text);
        return run_scenario(folder.path() / "scenario.yaml", test_packs());
    }
    // The line and the expectation of the only failure.
    std::string failure(std::string_view was, std::string_view now) {
        auto const outcome = run(was, now);
        if (outcome.failures.size() != 1) return std::to_string(outcome.failures.size()) + " failures";
        auto const& one = outcome.failures.front();
        return std::to_string(one.line) + ": " + one.expected + " / " + one.actual;
    }

    TemporaryFolder folder;
};

TEST_F(Scenarios, PassWhenAllIsAsTheySay) {
    auto const outcome = run();
    for (auto const& one : outcome.failures) {
        ADD_FAILURE() << one.line << " " << one.what << ": " << one.expected << " / " << one.actual;
    }
    EXPECT_EQ(outcome.title, "A pupil gets her grant after the notice, and only one a year");
    EXPECT_EQ(outcome.steps, 8);
    EXPECT_EQ(outcome.checks, 5) << "and that the books hold together";
}

TEST_F(Scenarios, FailWhenAStepIsRefusedOrIsNotOrForAnotherReason) {
    EXPECT_TRUE(failure("refused: too-early", "refused: missing").starts_with("8: missing / "));
    EXPECT_TRUE(
        failure("do: approve g1, refused: not-allowed", "do: remark g1, note: 好, refused: not-allowed")
            .starts_with("6: not-allowed / "));
    EXPECT_NE(run("do: approve g1}", "do: nothing g1}").failures.size(), 0U);
}

TEST_F(Scenarios, FailWhenAStateOrAFigureIsOtherwise) {
    EXPECT_EQ(run("{g1: paid}", "{g1: closed}").failures.size(), 1U);
    EXPECT_EQ(run("{g1: paid}", "{g1: closed}").failures[0].actual, "paid");
    EXPECT_EQ(run("paid: 800, ", "paid: 801, ").failures.size(), 1U);
    EXPECT_EQ(run("paid: 800, ", "paid: 801, ").failures[0].line, 14);
    EXPECT_EQ(run("waiting: 0", "waiting: 1").failures.size(), 1U);
}

TEST_F(Scenarios, FailWhenTheyCannotBeRead) {
    EXPECT_NE(run("programme: care", "programme: nothing").failures.size(), 0U);
    EXPECT_NE(run("pupils: 1", "pupls: 1").failures.size(), 0U);
    EXPECT_NE(run("steps:", "steps: [").failures.size(), 0U);
    EXPECT_NE(run_scenario(folder.path() / "nothing.yaml", test_packs()).failures.size(), 0U);
}

}  // namespace
}  // namespace niangjia::demo
