// What is wrong with a request is said exactly, in both languages, at the place where it is wrong; and
// nothing changes.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class BadInput : public OnEveryDatabaseWithApi {
  protected:
    BadInput() {
        grant_id = proposed(pupil);
        street.emplace(signed_in("township-chair", shiqiao));
        village.emplace(signed_in("village-head", meiyuan));
        before = state_of_things();
    }
    void TearDown() override { EXPECT_EQ(state_of_things(), before) << "something was changed"; }

    // Whatever a refused request might have touched.
    std::string state_of_things() {
        auto const record = fetch(grant_id);
        auto const counts = traces();
        auto const kept = std::filesystem::recursive_directory_iterator{office.data / "attachments"};
        auto const files =
            std::count_if(begin(kept), end(kept), [](auto const& one) { return one.is_regular_file(); });
        return fmt::format(
            "version {} {} entries {} journal {} records {} people {} accounts {} files {} figures {} {}",
            record.version, record.state->name, timeline(grant_id).size(), counts.journal, counts.records,
            counts.people, counts.accounts, files, amount("care.waiting"), amount("care.open"));
    }
    std::string record_address(std::string_view rest = {}) const {
        return "/api/records/" + std::to_string(grant_id) + std::string{rest};
    }

    static json::object new_grant(json::object fields) {
        return {{"command", "bad-input-1"},
                {"type", "care.grant"},
                {"org", meiyuan},
                {"fields", std::move(fields)}};
    }
    json::object new_grant_for(json::object fields) const {
        auto body = new_grant(std::move(fields));
        body["subject"] = json::object{{"person", std::to_string(other_pupil)}};
        return body;
    }
    static json::object step(std::string_view action, json::object rest = {}) {
        rest["command"] = "bad-input-2";
        rest["action"] = action;
        return rest;
    }

    // One of the problems it lists, or the one it is, stands at `pointer` with `code`, in Chinese and in
    // English.
    static void expect_problem(Response const& response, int status, std::string_view code,
                               std::string_view pointer = {}) {
        ASSERT_EQ(response.status, status) << response.content();
        EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
        auto const problem = json_of(response);
        EXPECT_EQ(problem.at("status").to_number<int>(), status);
        EXPECT_EQ(text_at(problem, "/request"), "r-1");
        auto const* const listed = problem.as_object().if_contains("problems");
        json::array const all = listed ? listed->as_array() : json::array{problem};
        auto const found = std::ranges::find_if(all, [&](json::value const& each) {
            auto const* const at = each.as_object().if_contains("pointer");
            return text_at(each, "/code") == code &&
                   (at == nullptr ? pointer.empty() : at->as_string() == pointer);
        });
        ASSERT_NE(found, all.end()) << response.content();
        auto const zh = text_at(*found, "/text/zh");
        auto const en = text_at(*found, "/text/en");
        EXPECT_FALSE(zh.contains("{}")) << zh;
        EXPECT_TRUE(std::ranges::any_of(zh, [](char c) { return (c & 0x80) != 0; })) << zh;
        EXPECT_TRUE(std::ranges::any_of(en, [](char c) { return c >= 'a' && c <= 'z'; })) << en;
        EXPECT_EQ(text_at(*found, "/detail"), zh);
    }

    people::PersonId const pupil = person("张小雨");
    people::PersonId const other_pupil = person("李小雪");
    records::RecordId grant_id = 0;
    std::optional<Client> street;
    std::optional<Client> village;
    std::string before;
};

TEST_P(BadInput, ABodyThatIsNoJsonIsToldWhereItBreaks) {
    auto const response =
        village->send(village->request("POST", "/api/records", R"({"command": "bad-input-1",})"));
    expect_problem(response, 400, "json.syntax");
}

TEST_P(BadInput, ABodyThatIsNoObjectIsRefused) {
    expect_problem(village->post("/api/records", json::array{1, 2}), 422, "schema.type");
}

TEST_P(BadInput, AMemberOfAWrongTypeIsPointedAt) {
    auto body = new_grant_for({{"year", 2016}});
    body["type"] = 7;
    expect_problem(village->post("/api/records", body), 422, "schema.type", "/type");
}

TEST_P(BadInput, AMemberThatIsNotKnownIsPointedAt) {
    auto body = new_grant_for({{"year", 2016}, {"hardship", "illness"}});
    body["colour"] = "red";
    expect_problem(village->post("/api/records", body), 422, "schema.unknown", "/colour");
}

TEST_P(BadInput, AFieldThatTheTypeDoesNotHaveIsPointedAt) {
    auto const body = new_grant_for({{"year", 2016}, {"hardship", "illness"}, {"colour", "red"}});
    expect_problem(village->post("/api/records", body), 422, "records.unknown-field", "/fields/colour");
}

TEST_P(BadInput, AMissingMemberIsNamed) {
    auto body = new_grant_for({{"year", 2016}, {"hardship", "illness"}});
    body.erase("command");
    expect_problem(village->post("/api/records", body), 422, "schema.missing", "/command");
}

TEST_P(BadInput, EveryMissingFieldIsNamedAtOnce) {
    auto const response = village->post("/api/records", new_grant({}));
    expect_problem(response, 422, "records.missing", "/fields/year");
    expect_problem(response, 422, "records.missing", "/fields/hardship");
    expect_problem(response, 422, "records.missing-subject", "/subject");
}

TEST_P(BadInput, ATextLongerThanItsFieldIsRefused) {
    std::string story;
    for (int i = 0; i < 21; ++i) story += "长";
    auto const body = new_grant_for({{"year", 2016}, {"hardship", "illness"}, {"story", story}});
    expect_problem(village->post("/api/records", body), 422, "records.too-long", "/fields/story");
}

TEST_P(BadInput, ANameLongerThanItsMemberIsRefused) {
    json::object const body{
        {"command", "bad-input-3"}, {"org", meiyuan}, {"name", std::string(61, 'x')}, {"sex", "female"}};
    expect_problem(village->post("/api/persons", body), 422, "schema.too-long", "/name");
}

TEST_P(BadInput, ADayThatDoesNotExistIsRefused) {
    auto body = step("approve", {{"day", "2015-02-30"}});
    expect_problem(street->change("POST", record_address("/timeline"), 1, body), 422, "schema.day", "/day");
}

TEST_P(BadInput, ADayToComeIsRefused) {
    auto body = step("approve", {{"day", "2015-03-10"}});
    expect_problem(street->change("POST", record_address("/timeline"), 1, body), 422, "records.day-ahead",
                   "/day");
}

TEST_P(BadInput, ADayBeforeTheLastStepIsRefused) {
    auto body = step("approve", {{"day", "2015-03-08"}});
    expect_problem(street->change("POST", record_address("/timeline"), 1, body), 422, "records.day-before",
                   "/day");
}

TEST_P(BadInput, AFieldsDayThatDoesNotExistIsRefused) {
    auto const body = step("approve", {{"fields", json::object{{"until", "2015-13-01"}}}});
    expect_problem(street->change("POST", record_address("/timeline"), 1, body), 422, "records.no-such-day",
                   "/fields/until");
}

TEST_P(BadInput, AnOrganisationThatDoesNotExistIsNotFound) {
    auto body = new_grant_for({{"year", 2016}, {"hardship", "illness"}});
    body["org"] = "449901001077";
    expect_problem(street->post("/api/records", body), 404, "org.unknown", "/org");
}

TEST_P(BadInput, AnOrganisationThatIsNoCodeIsPointedAt) {
    auto body = new_grant_for({{"year", 2016}, {"hardship", "illness"}});
    body["org"] = "梅园";
    expect_problem(village->post("/api/records", body), 422, "schema.code", "/org");
}

TEST_P(BadInput, AFieldsOrganisationThatDoesNotExistIsPointedAt) {
    auto const body = new_grant_for({{"year", 2016}, {"hardship", "illness"}, {"donor", "449977"}});
    expect_problem(village->post("/api/records", body), 422, "records.no-such-organisation", "/fields/donor");
}

TEST_P(BadInput, AChoiceThatIsNotOfTheListIsRefused) {
    auto const body = new_grant_for({{"year", 2016}, {"hardship", "laziness"}});
    expect_problem(village->post("/api/records", body), 422, "records.no-such-choice", "/fields/hardship");
}

TEST_P(BadInput, AChoiceOfTheApiThatIsNotOfTheListIsRefused) {
    json::object const body{
        {"command", "bad-input-4"}, {"org", meiyuan}, {"name", "李娜"}, {"sex", "other"}};
    expect_problem(village->post("/api/persons", body), 422, "schema.choice", "/sex");
}

TEST_P(BadInput, ASubjectOfAnotherCountyIsAsUnknownAsOneThatDoesNotExist) {
    auto const stranger = person("秦雪梅", xinhe);
    before = state_of_things();
    auto body = new_grant({{"year", 2016}, {"hardship", "illness"}});
    std::string first;
    for (auto const id : {stranger, stranger + 77}) {
        body["subject"] = json::object{{"person", std::to_string(id)}};
        auto const response = village->post("/api/records", body);
        expect_problem(response, 422, "records.unknown-subject", "/subject");
        if (first.empty()) first = response.content();
        EXPECT_EQ(response.content(), first);
    }
}

TEST_P(BadInput, WhoeverIsNamedInAFieldOrTakesPartMustBeWithinReachToo) {
    auto const stranger = person("秦雪梅", xinhe);
    before = state_of_things();
    std::set<std::string> said;
    for (auto const id : {stranger, stranger + 77}) {
        auto const who = std::to_string(id);
        auto const contact = village->post(
            "/api/records", new_grant_for({{"year", 2016}, {"hardship", "illness"}, {"contact", who}}));
        expect_problem(contact, 422, "records.no-such-person", "/fields/contact");
        json::object const trainee{{"role", "trainee"}, {"person", who}};
        json::object const lesson{{"command", "bad-input-7"},
                                  {"type", "training.class"},
                                  {"org", shiqiao},
                                  {"fields", json::object{{"trade", "sewing"}, {"day", "2015-03-09"}}},
                                  {"participants", json::array{trainee}}};
        auto const training = street->post("/api/records", lesson);
        expect_problem(training, 422, "records.wrong-participant", "/participants/0");
        said.insert(std::string{contact.content()} + std::string{training.content()});
    }
    EXPECT_EQ(said.size(), 1U) << "one can tell who exists elsewhere";
}

TEST_P(BadInput, ARecordOfAnotherCountyIsLinkedNoMoreThanOneThatDoesNotExist) {
    auto const foreign = create(village_head(xinhe), complaint("秦雪梅来访的经过", xinhe));
    before = state_of_things();
    std::set<std::string> said;
    for (auto const id : {foreign, foreign + 77}) {
        auto const link = step("link", {{"link", json::object{{"to", std::to_string(id)}}}});
        auto const response = street->change("POST", record_address("/timeline"), 1, link);
        expect_problem(response, 422, "records.unknown-link", "/link/to");
        said.emplace(response.content());
    }
    EXPECT_EQ(said.size(), 1U) << "one can tell what exists elsewhere";
}

TEST_P(BadInput, ARecordTypeThatDoesNotExistIsPointedAt) {
    auto body = new_grant_for({});
    body["type"] = "care.nothing";
    expect_problem(village->post("/api/records", body), 422, "records.unknown-type", "/type");
}

TEST_P(BadInput, AnOldVersionIsStale) {
    act(village_head(), grant_id, "remark", {}, "已核实");
    before = state_of_things();
    expect_problem(street->change("POST", record_address("/timeline"), 1, step("approve")), 412,
                   "records.stale");
}

TEST_P(BadInput, AChangeWithoutAVersionIsRefused) {
    expect_problem(street->post(record_address("/timeline"), step("approve")), 428, "http.if-match-required");
}

TEST_P(BadInput, AVersionThatIsNoneIsRefused) {
    auto request = street->request("POST", record_address("/timeline"), to_text(step("approve")));
    for (auto const* const tag : {"1", "*", "\"one\"", "\"\""}) {
        request.headers.set("If-Match", tag);
        expect_problem(street->send(request), 400, "http.if-match-malformed");
    }
}

TEST_P(BadInput, ABodyHasALimitByItsRoute) {
    EXPECT_EQ(site.body_limit(village->request("POST", "/api/records")), usual_body_limit);
    EXPECT_EQ(site.body_limit(village->request("POST", record_address("/attachments"))), upload_body_limit);
}

TEST_P(BadInput, AFileOfMoreThanTwentyMegabytesIsTooLarge) {
    auto const response = village->upload(record_address("/attachments?name=a.txt&command=bad-input-5"),
                                          "text/plain", std::string(records::largest_attachment + 1, 'a'));
    expect_problem(response, 413, "records.file-too-large");
}

TEST_P(BadInput, AFileOfAKindThatIsNotTakenIsRefused) {
    auto const address = record_address("/attachments?command=bad-input-6&name=");
    expect_problem(village->upload(address + "a.exe", "application/octet-stream", "MZ"), 422,
                   "records.file-kind", "?name");
    expect_problem(village->upload(address + "a.pdf", "application/pdf", "not a PDF"), 422,
                   "records.file-content", "?name");
}

TEST_P(BadInput, JsonUnderAnotherNameIsNotTaken) {
    auto request = village->request("POST", "/api/records", to_text(new_grant_for({{"year", 2016}})));
    request.headers.set("Content-Type", "text/plain");
    expect_problem(village->send(request), 415, "http.media-type");
}

TEST_P(BadInput, ACursorThatIsNotOursIsRefused) {
    for (auto const* const cursor : {"xyz", "W10", "WyJhIl0", "!!"}) {
        for (auto const* const list :
             {"/api/records?cursor=", "/api/todos?cursor=", "/api/persons?q=a&cursor="}) {
            SCOPED_TRACE(std::string{list} + cursor);
            expect_problem(village->get(std::string{list} + cursor), 422, "http.cursor", "?cursor");
        }
    }
}

TEST_P(BadInput, AParameterIsCheckedLikeAMember) {
    expect_problem(village->get("/api/records?from=2015-02-30"), 422, "schema.day", "?from");
    expect_problem(village->get("/api/records?limit=0"), 422, "schema.too-small", "?limit");
    expect_problem(village->get("/api/records?limit=201"), 422, "schema.too-great", "?limit");
    expect_problem(village->get("/api/records?open=maybe"), 422, "schema.type", "?open");
    expect_problem(village->get("/api/records?colour=red"), 422, "http.unknown-parameter", "?colour");
    expect_problem(village->get("/api/records?limit=3&limit=4"), 422, "http.parameter-twice", "?limit");
    expect_problem(village->get("/api/records?type=care.nothing"), 422, "packs.unknown-type", "?type");
    expect_problem(village->get("/api/persons"), 422, "http.parameter-missing", "?q");
    expect_problem(village->get("/api/figures/values?org=449901001001&from=2015-02-01&to=2015-01-01"), 422,
                   "figures.wrong-period", "?to");
    expect_problem(village->get("/api/dashboard?org=449901001001&year=1789"), 422, "schema.too-small",
                   "?year");
    expect_problem(village->get("/api/reports/annual?org=449901001001&year=9999"), 422, "schema.too-great",
                   "?year");
}

TEST_P(BadInput, AFigureOrAProgrammeThatDoesNotExistIsNotFound) {
    expect_problem(village->get("/api/figures/care.nothing?org=449901001001&from=2015-01-01&to=2015-02-01"),
                   404, "figures.unknown");
    expect_problem(village->get("/api/programmes/nothing"), 404, "packs.unknown-programme");
    expect_problem(village->get("/api/record-types/nothing"), 404, "packs.unknown-type");
    expect_problem(village->get("/api/reports/nothing?org=449901001001&year=2015"), 404, "reports.unknown");
}

TEST_P(BadInput, AnAddressThatDoesNotExistIsNotFound) {
    expect_problem(village->get("/api/nothing"), 404, "http.unknown-path");
    expect_problem(village->get("/api/records/seven"), 404, "http.unknown-path");
    expect_problem(village->get("/api/organisations/x"), 404, "http.unknown-path");
}

TEST_P(BadInput, AMethodThatAnAddressDoesNotTakeIsToldWhichItDoes) {
    auto const response = village->send("PUT", "/api/records");
    expect_problem(response, 405, "http.method-not-allowed");
    EXPECT_EQ(response.headers.get("Allow"), "GET, HEAD, POST, OPTIONS");
    expect_problem(village->send("DELETE", record_address()), 405, "http.method-not-allowed");
}

TEST_P(BadInput, TheDetailFollowsTheLanguage) {
    auto const response = village->get("/api/records?lang=en&from=2015-02-30");
    EXPECT_EQ(text_at(json_of(response), "/detail"), text_at(json_of(response), "/text/en"));
    EXPECT_EQ(response.headers.get("Content-Language"), "en");
}

INSTANTIATE_TEST_SUITE_P(Every, BadInput, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
