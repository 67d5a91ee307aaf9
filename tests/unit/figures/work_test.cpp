// Whether work was closed in time, by the due days of the real packs.
#include <gtest/gtest.h>

#include <numeric>

#include "figures/figures.h"
#include "support/rooms.h"

namespace niangjia::figures {
namespace {

using testing_support::OnEveryDatabaseWithRooms;

class WorkInTime : public OnEveryDatabaseWithRooms {
  protected:
    WorkInTime() {
        auto all = testing_support::room_migrations();
        auto const own = migrations();
        all.insert(all.end(), own.begin(), own.end());
        db().migrate(all);
        (void)import_place();
    }

    static Day day(std::string_view text) { return Day::parse(text).value(); }

    static Facts of(std::string_view type, std::vector<Step> steps) {
        Facts facts;
        facts.type = library().record_type(type);
        facts.record = 1;
        facts.org = testing_support::code("449901001001");
        facts.steps = std::move(steps);
        return facts;
    }

    // How often work was closed in time, and how often late.
    std::pair<std::int64_t, std::int64_t> closed(Facts const& facts) {
        Figures const figures{db(), library()};
        db().write([&](storage::Transaction& transaction) { figures.write(transaction, facts.record, 1, {}, figures.contributions_of(facts)); });
        auto const year = db().read([&](storage::Reader const& reader) { return figures.work_by_month(reader, system(), std::array{facts.org}, 2015); });
        return {year.front().sum(Work::InTime), year.front().sum(Work::Late)};
    }

  private:
    static packs::Library const& library() {
        static std::string const folder = std::string{NIANGJIA_SOURCE_DIR} + "/packs";
        static auto const roles = identity::Roles::read(folder + "/common/roles.yaml");
        static auto const loaded = packs::Library::load(folder, "women", roles);
        return *loaded.library;
    }
};

TEST_P(WorkInTime, IsJudgedByTheLastDueDay) {
    auto const asked = Step{1, "create", "registered", day("2015-03-02"), day("2015-03-10"), {}};
    auto const facts = [&](std::string_view on) { return of("petitions.petition", {asked, Step{2, "answer", "answered", day(on), std::nullopt, {}}}); };
    EXPECT_EQ(closed(facts("2015-03-10")), (std::pair<std::int64_t, std::int64_t>{1, 0}));
    EXPECT_EQ(closed(facts("2015-03-11")), (std::pair<std::int64_t, std::int64_t>{1, 1}));
}

TEST_P(WorkInTime, IsNotLateBecauseAPublicNoticeHadToBeSatOut) {
    auto const facts = [&](std::string_view shown_on) {
        return of("spring-bud.grant", {Step{1, "create", "proposed", day("2015-03-02"), day("2015-03-09"), {}},
                                       Step{2, "approve", "reviewed", day("2015-03-03"), day("2015-03-17"), {}},
                                       Step{3, "confirm", "shown", day(shown_on), day("2015-03-25"), {}},
                                       Step{4, "pay", "paid", day("2015-03-26"), std::nullopt, {}}});
    };
    EXPECT_EQ(closed(facts("2015-03-16")), (std::pair<std::int64_t, std::int64_t>{1, 0}));
    EXPECT_EQ(closed(facts("2015-03-18")), (std::pair<std::int64_t, std::int64_t>{1, 1}));
}

INSTANTIATE_TEST_SUITE_P(Every, WorkInTime, testing::ValuesIn(testing_support::backends()), testing_support::backend_name);

}  // namespace
}  // namespace niangjia::figures
