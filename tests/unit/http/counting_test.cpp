// A number is followed down to the records behind it, and into the report that says it.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

std::string const year = "&from=2015-01-01&to=2015-12-31";
std::string const report = "/api/reports/annual?org=449901&year=2015";
std::string const typed = "/api/reports/annual/typed/subscribers?org=449901&year=2015";

class CountedOverTheApi : public OnEveryDatabaseWithApi {
  protected:
    CountedOverTheApi() {
        first = paid(person("张小雨"), 500'00);
        second = paid(person("李小雪"), 300'00);
        approved(person("赵小云"));
        // Only now, since the payments wait and a session does not.
        head = signed_in("head", dongcheng);
        city = signed_in("head", linjiang);
        county = signed_in("keeper", dongcheng);
    }
    static json::value fetched(Client const& client, std::string_view address) {
        auto const response = client.get(address);
        EXPECT_EQ(response.status, 200) << response.content();
        return json_of(response);
    }
    static double number_at(json::value const& value, std::string_view pointer) {
        return value.at_pointer(pointer).to_number<double>();
    }
    // The passages of a report, in the order of reading.
    static std::vector<json::object> passages(json::value const& drawn) {
        std::vector<json::object> all;
        for (auto const& section : drawn.at("sections").as_array()) {
            for (auto const& paragraph : section.at("paragraphs").as_array()) {
                for (auto const& run : paragraph.at("runs").as_array()) all.push_back(run.as_object());
            }
        }
        return all;
    }
    static json::value slot(json::value const& drawn) {
        for (auto const& run : passages(drawn)) {
            if (run.contains("typed")) return run;
        }
        return nullptr;
    }
    static json::object number(std::string_view command, json::value value, std::string_view note = {}) {
        return {{"command", command}, {"value", std::move(value)}, {"note", note}};
    }

    RecordId first = 0;
    RecordId second = 0;
    Client head = nobody();
    Client city = nobody();
    Client county = nobody();
};

TEST_P(CountedOverTheApi, AFigureIsTheSumOfItsPartsDownToTheRecords) {
    std::string place{linjiang};
    for (auto const& below : {dongcheng, shiqiao, meiyuan}) {
        auto const figure = fetched(city, "/api/figures/care.paid?org=" + place + year);
        EXPECT_EQ(number_at(figure, "/value"), 800) << place;
        EXPECT_EQ(text_at(figure, "/text"), "800元");
        double sum = 0;
        for (auto const& part : figure.at("items").as_array()) {
            sum += part.at("value").to_number<double>();
            EXPECT_EQ(part.at("value").to_number<double>(),
                      text_at(part, "/key") == code(below).text() ? 800 : 0);
        }
        EXPECT_EQ(sum, 800) << place;
        place = below;
    }
    auto const lines =
        fetched(city, "/api/figures/care.paid/records?org=" + place + year).at("items").as_array();
    ASSERT_EQ(lines.size(), 2U);
    double sum = 0;
    for (auto const& line : lines) {
        sum += line.at("amount").to_number<double>();
        auto const record = fetched(city, "/api/records/" + text_at(line, "/record/id"));
        EXPECT_EQ(record.at_pointer("/fields/amount").to_number<double>() / 100,
                  line.at("amount").to_number<double>());
        EXPECT_EQ(text_at(record, "/state"), "paid");
    }
    EXPECT_EQ(sum, 800);
}

TEST_P(CountedOverTheApi, ThePagesOfTheRecordsBehindANumberHoldEachOnce) {
    std::set<std::string> seen;
    std::string next;
    int pages = 0;
    do {
        auto const page = fetched(head, "/api/figures/care.paid/records?limit=1&org=449901" + year + next);
        ASSERT_LE(page.at("items").as_array().size(), 1U);
        for (auto const& line : page.at("items").as_array()) {
            EXPECT_TRUE(seen.insert(text_at(line, "/record/id")).second);
        }
        next = page.at("next").is_null() ? "" : "&cursor=" + text_at(page, "/next");
    } while (!next.empty() && ++pages < 5);
    EXPECT_EQ(seen.size(), 2U);
}

TEST_P(CountedOverTheApi, ValuesAndTreeAndMonthsAgree) {
    auto const values = fetched(head, "/api/figures/values?figures=care.paid,care.waiting&org=449901" + year);
    EXPECT_EQ(number_at(values, "/items/0/value"), 800);
    EXPECT_EQ(number_at(values, "/items/1/value"), 1);
    auto const tree = fetched(head, "/api/figures/tree?figures=care.paid&org=449901" + year);
    auto const row = std::ranges::find_if(tree.at("items").as_array(), [](auto const& one) {
        return text_at(one, "/org") == code(meiyuan).text();
    });
    ASSERT_NE(row, tree.at("items").as_array().end());
    EXPECT_EQ(number_at(*row, "/values/0"), 800);
    auto const months =
        fetched(head, "/api/figures/care.paid?by=months&org=449901" + year).at("items").as_array();
    ASSERT_EQ(months.size(), 12U);
    EXPECT_EQ(std::accumulate(months.begin(), months.end(), 0.0,
                              [](double sum, auto const& month) {
                                  return sum + month.at("value").template to_number<double>();
                              }),
              800);
}

TEST_P(CountedOverTheApi, TheDashboardCountsWhatWasOpenedClosedAndInTime) {
    act(village_head(), first, "close");
    on("2015-10-10");
    act(village_head(), second, "close");
    head = signed_in("head.449901");
    auto const board = fetched(head, "/api/dashboard?org=449901&year=2015");
    EXPECT_EQ(text_at(board, "/months/2"), "2015-03");
    EXPECT_EQ(number_at(board, "/opened"), 3);
    EXPECT_EQ(number_at(board, "/closed"), 2);
    EXPECT_EQ(number_at(board, "/onTime/numerator"), 1);
    EXPECT_EQ(number_at(board, "/onTime/denominator"), 2);
    EXPECT_EQ(number_at(board, "/onTime/value"), 50);
    EXPECT_EQ(number_at(board, "/whole/opened/2"), 3);
    EXPECT_EQ(number_at(board, "/whole/onTime/2"), 100);
    EXPECT_EQ(number_at(board, "/whole/onTime/9"), 0);
    EXPECT_TRUE(board.at_pointer("/whole/onTime/4").is_null());
    ASSERT_EQ(board.at("series").as_array().size(), 1U);
    EXPECT_EQ(text_at(board, "/series/0/org"), code(shiqiao).text());
    EXPECT_EQ(board.at_pointer("/series/0/opened"), board.at_pointer("/whole/opened"));

    auto const other = fetched(signed_in("head", xishan), "/api/dashboard?org=449902&year=2015");
    EXPECT_EQ(number_at(other, "/opened"), 0);
    EXPECT_TRUE(other.at_pointer("/onTime/value").is_null());
}

TEST_P(CountedOverTheApi, EveryNumberOfTheReportLeadsToItsFigure) {
    auto const drawn = fetched(head, report);
    std::string said;
    int linked = 0;
    for (auto const& run : passages(drawn)) {
        auto text = text_at(json::value(run), "/text");
        said += text;
        if (auto const* name = run.if_contains("figure")) {
            ++linked;
            auto const address = "/api/figures/" + std::string{name->as_string()} +
                                 "?org=449901&from=" + text_at(drawn, "/from") +
                                 "&to=" + text_at(drawn, "/to");
            auto const figure = fetched(head, address);
            EXPECT_EQ(figure.at("value"), run.at("value")) << address;
            EXPECT_TRUE(text.contains(text_at(figure, "/text"))) << text;
            continue;
        }
        if (run.contains("typed")) continue;
        if (auto const at = text.find("2015"); at != std::string::npos) text.erase(at, 4);
        EXPECT_TRUE(std::ranges::none_of(text, [](char c) { return c >= '0' && c <= '9'; })) << text;
    }
    EXPECT_EQ(linked, 5) << "the sentences on grants and on what is missing; those of nothing are left out";
    EXPECT_TRUE(said.contains("发放助学金800元")) << said;
}

TEST_P(CountedOverTheApi, ATypedNumberTellsWhoTypedItAndWhen) {
    auto const empty = slot(fetched(head, report));
    ASSERT_TRUE(empty.is_object());
    EXPECT_TRUE(empty.at("value").is_null());
    EXPECT_TRUE(empty.at("by").is_null());

    auto const sent = county.send("PUT", typed, number("type-000001", 1234, "后台截图"));
    ASSERT_EQ(sent.status, 200) << sent.content();
    auto const shown = slot(fetched(head, report));
    EXPECT_EQ(shown, json_of(sent));
    EXPECT_EQ(number_at(shown, "/value"), 1234);
    EXPECT_EQ(text_at(shown, "/by"), "keeper.449901同志");
    EXPECT_TRUE(text_at(shown, "/at").starts_with(clock.today().iso()));
    EXPECT_EQ(text_at(shown, "/note"), "后台截图");
    EXPECT_TRUE(text_at(shown, "/text").contains("1234") || text_at(shown, "/text").contains("1,234"));

    auto const untouched = traces();
    EXPECT_EQ(county.send("PUT", typed, number("type-000001", 1234, "后台截图")).status, 200);
    EXPECT_EQ(traces(), untouched);
    EXPECT_EQ(county.send("PUT", typed, number("type-000002", nullptr)).status, 200);
    EXPECT_TRUE(slot(fetched(head, report)).at("value").is_null());
}

TEST_P(CountedOverTheApi, ANumberIsTypedOnlyByWhoMayAndIntoASlotThatIsThere) {
    auto const village = signed_in("village-head", meiyuan);
    auto const untouched = traces();
    auto const refused = village.send(
        "PUT", "/api/reports/annual/typed/subscribers?org=449901001001&year=2015", number("type-000003", 1));
    EXPECT_EQ(refused.status, 403) << refused.content();
    auto const unknown = county.send("PUT", "/api/reports/annual/typed/nothing?org=449901&year=2015",
                                     number("type-000004", 1));
    EXPECT_EQ(unknown.status, 404) << unknown.content();
    EXPECT_EQ(traces(), untouched);
}

TEST_P(CountedOverTheApi, DownloadsAreWhatTheySayAndLeaveAnEntryInTheJournal) {
    std::string const office_file = "application/vnd.openxmlformats-officedocument.";
    std::vector<std::pair<std::string, std::string>> const downloads{
        {"/api/reports/annual/document?org=449901&year=2015", "wordprocessingml.document"},
        {"/api/figures/ledger?org=449901" + year, "spreadsheetml.sheet"},
        {"/api/ledgers/care.grant?org=449901" + year, "spreadsheetml.sheet"}};
    for (auto const& [address, kind] : downloads) {
        SCOPED_TRACE(address);
        auto const before = journal().size();
        auto const file = head.get(address);
        ASSERT_EQ(file.status, 200) << file.content();
        EXPECT_EQ(file.headers.get("Content-Type"), office_file + kind);
        EXPECT_TRUE(file.content().starts_with("PK\x03\x04"));
        auto const disposition = file.headers.get("Content-Disposition");
        EXPECT_TRUE(disposition.starts_with("attachment")) << disposition;
        EXPECT_TRUE(disposition.contains("filename*=UTF-8''")) << disposition;
        EXPECT_EQ(file.headers.get("Cache-Control"), "no-store");
        ASSERT_EQ(journal().size(), before + 1);
        EXPECT_TRUE(journal().front().action.contains("export")) << journal().front().action;
    }
}

INSTANTIATE_TEST_SUITE_P(Every, CountedOverTheApi, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
