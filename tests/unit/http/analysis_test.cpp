// A figure by its categories, two years side by side: what the yearly analysis shows and what one takes away of it.
#include <gtest/gtest.h>

#include "support/api.h"
#include "unit/reports/office_file.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

std::string const year = "&from=2015-01-01&to=2015-12-31";

class YearlyAnalysis : public OnEveryDatabaseWithApi {
  protected:
    YearlyAnalysis() {
        paid(person("张小雨"), 500'00);
        paid(person("李小雪"), 300'00);
        keeper = signed_in("keeper", dongcheng);
    }
    static json::value fetched(Client const& client, std::string_view address) {
        auto const response = client.get(address);
        EXPECT_EQ(response.status, 200) << response.content();
        return json_of(response);
    }
    static json::object item(json::value const& answer, std::string_view value) {
        for (auto const& one : answer.at_pointer("/splits/0/items").as_array()) {
            if (one.at("value").as_string() == value) return one.as_object();
        }
        ADD_FAILURE() << value;
        return {};
    }

    Client keeper = nobody();
};

TEST_P(YearlyAnalysis, GivesEachCategoryItsPartOfTheWhole) {
    auto const answer = fetched(keeper, "/api/figures/care.paid/splits?org=449901" + year);
    EXPECT_EQ(answer.at("amount").to_number<double>(), 800);
    EXPECT_EQ(text_at(answer, "/splits/0/field"), "hardship");
    double of_first_level = 0;
    double shares = 0;
    for (auto const& one : answer.at_pointer("/splits/0/items").as_array()) {
        if (!one.at("above").is_null()) continue;
        of_first_level += one.at("amount").to_number<double>();
        shares += one.at("share").to_number<double>();
    }
    EXPECT_EQ(of_first_level, 800);
    EXPECT_NEAR(shares, 100, 0.1);
    EXPECT_EQ(item(answer, "widowed").at("above").as_string(), "poverty") << "below a category of the first level";
    EXPECT_EQ(item(answer, "illness").at("figure").as_string(), "care.paid.hardship.illness") << "and leads to its records";
    EXPECT_EQ(answer.at_pointer("/splits/0/items/0/value"), json::value("illness")) << "in the order of the choices";
}

TEST_P(YearlyAnalysis, KnowsNoShareOfNothing) {
    auto const answer = fetched(keeper, "/api/figures/care.paid/splits?org=449901&from=2012-01-01&to=2012-12-31");
    EXPECT_EQ(answer.at("amount").to_number<double>(), 0);
    EXPECT_TRUE(item(answer, "illness").at("share").is_null());
}

TEST_P(YearlyAnalysis, IsTakenAwayAsAWorkbookAndTheJournalSaysSo) {
    auto const book = keeper.get("/api/figures/care.paid/splits/ledger?org=449901&before=2014&year=2015");
    ASSERT_EQ(book.status, 200) << book.content();
    EXPECT_EQ(book.content().substr(0, 2), "PK");
    auto const journal = signed_in("auditor", dongcheng).get("/api/journal");
    EXPECT_TRUE(journal.content().contains("analysis:care.paid/2014-2015")) << journal.content();
    EXPECT_EQ(signed_in("village-head", meiyuan).get("/api/figures/care.paid/splits/ledger?org=449901001001&before=2014&year=2015").status, 403);
}

TEST_P(YearlyAnalysis, LeavesSmallCountsOutOfWhatIsPublished) {
    auto const asked = "/api/figures/care.granted/splits?org=449901" + year;
    auto const all = fetched(keeper, asked);
    auto const published = fetched(keeper, asked + "&published=true");
    auto const count = item(all, "illness").at("amount").to_number<double>();
    ASSERT_GT(count, 0);
    ASSERT_LT(count, 3);
    EXPECT_TRUE(item(published, "illness").at("amount").is_null());
    EXPECT_TRUE(item(published, "illness").at("share").is_null());
    EXPECT_TRUE(published.at("amount").is_null()) << "the sum is as small";
    auto const book = keeper.get("/api/figures/care.granted/splits/ledger?org=449901&before=2014&year=2015&published=true");
    ASSERT_EQ(book.status, 200);
    reports::OfficeFile const file{std::string{book.content()}};
    std::string words;
    for (auto const& name : file.names()) words += file.text(name);
    EXPECT_TRUE(words.contains("少于 3 的数"));
    // Money is as it is: how much says nothing of how many they were.
    auto const money = "/api/figures/care.paid/splits?org=449901" + year;
    EXPECT_EQ(fetched(keeper, money + "&published=true").at("splits"), fetched(keeper, money).at("splits"));
}

TEST_P(YearlyAnalysis, OfAFigureWithoutCategoriesIsNotThere) {
    EXPECT_EQ(problem_code(keeper.get("/api/figures/care.visits/splits?org=449901" + year)), "figures.no-splits");
    EXPECT_EQ(problem_code(keeper.get("/api/figures/care.nothing/splits?org=449901" + year)), "figures.unknown");
}

INSTANTIATE_TEST_SUITE_P(Every, YearlyAnalysis, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
