// Figures of what steps posted in the books.
#include "figures/figures.h"

#include "support/money.h"
#include "support/office.h"

namespace niangjia::figures {
namespace {

using namespace testing_support;

packs::Library const& money_library() {
    static auto const library = [] {
        auto loaded = MoneyFolder{}.load();
        if (loaded.library == nullptr) throw std::runtime_error{loaded.problems.at(0).text.en};
        return loaded.library;
    }();
    return *library;
}

class Posted : public OfficeDatabase {
  protected:
    static Step step(std::int64_t entry, std::string_view action, std::string_view to, std::string_view on, std::int64_t posted = 0) {
        Step step;
        step.entry = entry;
        step.action = action;
        step.to = to;
        step.day = day(on);
        step.posted = posted;
        return step;
    }
    static Facts of(std::string_view type, std::vector<Step> steps) {
        Facts facts;
        facts.type = money_library().record_type(type);
        facts.record = 1;
        facts.org = code(meiyuan);
        // A field of the same step says another amount: what is counted is what the books have.
        facts.fields = {{"amount", 1'00}, {"part", 1'00}};
        facts.steps = std::move(steps);
        return facts;
    }
    // Counted anew: the difference to what was counted before is written.
    void count(Facts const& facts) {
        auto after = counting.contributions_of(facts);
        write([&](storage::Transaction& transaction) { counting.write(transaction, facts.record, facts.steps.back().entry, before_, after); });
        before_ = std::move(after);
    }
    std::int64_t amount(std::string_view figure, std::string_view from = "2015-01-01", std::string_view to = "2015-12-31") {
        return read([&](storage::Reader const& reader) {
            return counting.value(reader, system(), *money_library().figure(figure), code(dongcheng), {day(from), day(to)}).amount;
        });
    }

    Figures counting{db(), money_library()};

  private:
    std::vector<Contribution> before_;
};

TEST_P(Posted, IsCountedOnTheDayOfTheStepThatPosted) {
    count(of("money.grant", {step(1, "create", "shown", "2015-03-01"), step(2, "confirm", "decided", "2015-03-09"), step(3, "pay", "paid", "2015-04-01", 800'00)}));
    EXPECT_EQ(amount("money.paid"), 800'00);
    EXPECT_EQ(amount("money.sent"), 800'00);
    EXPECT_EQ(amount("money.paid", "2015-04-01", "2015-04-30"), 800'00);
    EXPECT_EQ(amount("money.paid", "2015-03-01", "2015-03-31"), 0);
}

TEST_P(Posted, ByAnotherStepCountsWhereTheStateIsMeantAndNotWhereAnotherStepIs) {
    count(of("money.grant", {step(1, "create", "shown", "2015-03-01"), step(2, "confirm", "decided", "2015-03-09"), step(3, "send", "paying", "2015-04-01"),
                             step(4, "arrive", "paid", "2015-04-03", 800'00)}));
    EXPECT_EQ(amount("money.paid"), 800'00);
    EXPECT_EQ(amount("money.sent"), 0);
    EXPECT_EQ(amount("money.paid", "2015-04-03", "2015-04-03"), 800'00);
}

TEST_P(Posted, IsNothingWhileNothingIsPosted) {
    count(of("money.grant", {step(1, "create", "shown", "2015-03-01"), step(2, "confirm", "decided", "2015-03-09"), step(3, "send", "paying", "2015-04-01")}));
    EXPECT_EQ(amount("money.paid"), 0);
    EXPECT_EQ(amount("money.standing"), 1);
}

TEST_P(Posted, CountsEveryTimeWhereEachIsSaid) {
    count(of("money.loan", {step(1, "create", "lent", "2015-01-05", 50'000'00), step(2, "repay", "lent", "2015-02-05", 10'000'00), step(3, "repay", "lent", "2015-03-05", 5'000'00)}));
    EXPECT_EQ(amount("money.lent"), 50'000'00);
    EXPECT_EQ(amount("money.repaid"), 15'000'00);
    EXPECT_EQ(amount("money.repaid", "2015-03-01", "2015-03-31"), 5'000'00);
}

TEST_P(Posted, AndReversedIsLeftToTheNextTime) {
    std::vector steps{step(1, "create", "shown", "2015-03-01"), step(2, "confirm", "decided", "2015-03-09"), step(3, "pay", "paid", "2015-04-01", 800'00)};
    count(of("money.grant", steps));
    steps[2].posted = 0;  // the books have mirrored it
    steps.push_back(step(4, "bounce", "decided", "2015-04-05"));
    steps.push_back(step(5, "pay", "paid", "2015-05-06", 700'00));
    count(of("money.grant", steps));
    EXPECT_EQ(amount("money.paid"), 700'00);
    EXPECT_EQ(amount("money.paid", "2015-04-01", "2015-04-30"), 0);
    EXPECT_EQ(amount("money.paid", "2015-05-01", "2015-05-31"), 700'00);
}

INSTANTIATE_TEST_SUITE_P(Every, Posted, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::figures
