// What everybody sees over HTTP: the board, funds, and a gift by its receipt; and what is held off.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/api.h"
#include "support/board.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class PublicRoutes : public OnEveryDatabaseWithBoard {
  protected:
    PublicRoutes() { router.check_answers(true); }

    Response send(std::string_view method, std::string_view target, json::value const& body = nullptr, std::string_view address = "192.0.2.1") const {
        auto made = Request::of(method, target);
        made.id = "r-1";
        made.remote = std::string{address};
        if (!body.is_null()) {
            made.headers.set("Content-Type", "application/json");
            made.body = to_text(body);
        }
        return site.answer(made);
    }
    Response get(std::string_view target) const { return send("GET", target); }
    Response object(std::string_view notice, json::object body, std::string_view address = "192.0.2.1") const {
        return send("POST", "/api/portal/notices/" + std::string{notice} + "/objections", body, address);
    }
    std::string notice() const { return text_at(json_of(get("/api/portal/notices")), "/items/0/notice"); }
    json::object question(RecordId id) {
        return read([&](storage::Reader const& reader) {
            auto const receipt = funds::receipts_of_record(reader, id).at(0);
            return json::object{{"number", receipt.number()}, {"code", portal::receipt_code(*office.people.keys(reader), receipt)}};
        });
    }

    people::PersonId const she = person("张小雨");
    Router router{http::all_routes(office),
                  {[this](std::string_view token) { return office.identity.session(token); },
                   [this](identity::Session const& session) { return office.identity.context(session); }},
                  "test"};
    StaticFiles no_web;
    Site site{router, no_web};
};

TEST_P(PublicRoutes, ShowTheBoardToWhoeverAsks) {
    auto const id = shown(she, 500'00, {{"sort", "school"}});
    auto const answer = get("/api/portal/notices?place=449901");
    ASSERT_EQ(answer.status, 200) << answer.content();
    auto const told = json_of(answer);
    EXPECT_EQ(text_at(told, "/items/0/title/zh"), "助学 · 助学金");
    EXPECT_EQ(text_at(told, "/items/0/orgName"), "梅园社区");
    EXPECT_EQ(text_at(told, "/items/0/name"), "张**");
    EXPECT_EQ(text_at(told, "/items/0/shows/0/title/zh"), "金额");
    EXPECT_EQ(text_at(told, "/items/0/shows/0/value/zh"), "500 元");
    EXPECT_EQ(text_at(told, "/items/0/until"), "2015-03-16");
    EXPECT_TRUE(told.at("next").is_null());
    for (auto const& secret : {std::string{"小雨"}, std::to_string(id), records::number_text(id), std::string{"父亲"}}) {
        EXPECT_FALSE(answer.content().contains(secret)) << secret;
    }
    EXPECT_TRUE(json_of(get("/api/portal/notices?place=449902")).at("items").as_array().empty());
    EXPECT_EQ(get("/api/portal/notices?place=x").status, 422);
}

TEST_P(PublicRoutes, PageTheBoardByACursorThatTellsNoRecord) {
    std::set<std::string> made;
    for (int i = 0; i < 5; ++i) shown(person("王某" + std::to_string(i)));
    std::string next;
    do {
        auto const told = json_of(get("/api/portal/notices?limit=2" + (next.empty() ? "" : "&after=" + next)));
        for (auto const& item : told.at("items").as_array()) made.insert(text_at(item, "/notice"));
        next = told.at("next").is_null() ? "" : text_at(told, "/next");
    } while (!next.empty());
    EXPECT_EQ(made.size(), 5U);
    EXPECT_EQ(problem_code(get("/api/portal/notices?after=nonsense")), "http.cursor");
    EXPECT_EQ(get("/api/portal/notices?limit=1000").status, 422);
}

TEST_P(PublicRoutes, TakeAnObjectionFromAnybodyWithoutASession) {
    auto const id = shown(she);
    auto const answer = object(notice(), {{"text", "她家不困难"}, {"name", "邻居"}});
    EXPECT_EQ(answer.status, 204) << answer.content();
    EXPECT_FALSE(answer.headers.has("Set-Cookie"));
    auto const parts = read([&](storage::Reader const& reader) { return office.records.parts(reader, system(), id); });
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_EQ(parts[0].fields.at("text").as_string(), "她家不困难");
    EXPECT_EQ(problem_code(object("AAAABBBBCCCCDDDDEEEE", {{"text", "x"}})), "portal.no-such-notice");
    EXPECT_EQ(object(notice(), {{"text", ""}}).status, 422);
    EXPECT_EQ(problem_code(object(notice(), {{"text", "  "}})), "portal.no-objection");
    EXPECT_EQ(object(notice(), {{"text", "x"}, {"upheld", true}}).status, 422) << "nothing but the objection is hers to write";
}

TEST_P(PublicRoutes, TakeAnObjectionOnceForOneCommand) {
    auto const id = shown(she);
    json::object const body{{"command", command()}, {"text", "她家不困难"}};
    EXPECT_EQ(object(notice(), body).status, 204);
    EXPECT_EQ(object(notice(), body).status, 204);
    EXPECT_EQ(read([&](storage::Reader const& reader) { return office.records.parts(reader, system(), id).size(); }), 1U);
}

TEST_P(PublicRoutes, TakeSoManyObjectionsFromOneAddressAnHour) {
    for (auto const* const name : {"甲", "乙", "丙"}) shown(person(name));
    std::vector<std::string> notices;
    auto const told = json_of(get("/api/portal/notices"));
    for (auto const& item : told.at("items").as_array()) notices.push_back(text_at(item, "/notice"));
    ASSERT_EQ(notices.size(), 3U);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(object(notices[static_cast<std::size_t>(i % 2)], {{"text", "有异议"}}).status, 204) << i;
    auto const fifth = object(notices[2], {{"text", "有异议"}});
    EXPECT_EQ(fifth.status, 429) << fifth.content();
    EXPECT_EQ(problem_code(fifth), "portal.wait");
    EXPECT_EQ(object(notices[2], {{"text", "有异议"}}, "192.0.2.9").status, 204) << "another address does not wait";
    clock.set(clock.now() + 3'600'001);
    EXPECT_EQ(object(notices[2], {{"text", "有异议"}}).status, 204);
}

TEST_P(PublicRoutes, HoldAnObjectionThatMeetsTooManyOpenOnes) {
    shown(she);
    auto const at = notice();
    for (auto const* const address : {"192.0.2.1", "192.0.2.2", "192.0.2.3"}) EXPECT_EQ(object(at, {{"text", "有异议"}}, address).status, 204);
    EXPECT_EQ(problem_code(object(at, {{"text", "有异议"}}, "192.0.2.4")), "portal.many-objections");
}

TEST_P(PublicRoutes, ShowEachFundsIncomeAndUse) {
    auto const id = fund();
    gift(id, 1'000'00);
    fund("西山资金", xishan);
    auto const told = json_of(get("/api/portal/funds?place=449901001001"));
    ASSERT_EQ(told.at("items").as_array().size(), 1U);
    EXPECT_EQ(text_at(told, "/items/0/fund"), records::number_text(id));
    EXPECT_EQ(text_at(told, "/items/0/name"), "春风资金");
    EXPECT_EQ(text_at(told, "/items/0/purpose"), "资助困难学生");
    EXPECT_EQ(told.at_pointer("/items/0/received"), json::value(1'000'00));
    EXPECT_EQ(told.at_pointer("/items/0/left"), json::value(1'000'00));
    EXPECT_TRUE(told.at("next").is_null());
    auto const first = json_of(get("/api/portal/funds?limit=1"));
    EXPECT_EQ(first.at("items").as_array().size(), 1U);
    auto const second = json_of(get("/api/portal/funds?limit=1&after=" + text_at(first, "/next")));
    EXPECT_NE(text_at(first, "/items/0/fund"), text_at(second, "/items/0/fund"));
    EXPECT_TRUE(second.at("next").is_null());
}

TEST_P(PublicRoutes, ShowAYearOfAFundWithoutSmallNumbersOfPeople) {
    auto const id = fund();
    gift(id, 1'000'00);
    paid(she, id, 300'00);
    auto const path = "/api/portal/funds/" + records::number_text(id);
    auto const told = json_of(get(path));
    EXPECT_EQ(told.at("year"), json::value(2015));
    EXPECT_EQ(text_at(told, "/income/0/title/zh"), "捐赠收入（企业）");
    EXPECT_EQ(told.at_pointer("/income/0/amount"), json::value(1'000'00));
    EXPECT_EQ(text_at(told, "/uses/0/title/zh"), "助学");
    EXPECT_EQ(told.at_pointer("/uses/0/amount"), json::value(300'00));
    EXPECT_TRUE(told.at_pointer("/uses/0/people").is_null());
    EXPECT_TRUE(json_of(get(path + "?year=2014")).at("uses").as_array().empty());
    EXPECT_EQ(get(path + "?year=12").status, 422);
    for (auto const* const wrong : {"449901-00009999", "x", "0"}) {
        auto const answer = get("/api/portal/funds/" + std::string{wrong});
        EXPECT_EQ(answer.status, 404) << wrong;
        EXPECT_EQ(problem_code(answer), "portal.no-such-fund") << wrong;
    }
}

TEST_P(PublicRoutes, TellADonorWhatBecameOfHerGiftAndNameNobody) {
    auto const id = fund();
    auto const hers = gift(id, 400'00, {{"pupil", std::to_string(she)}, {"donor", "王先生"}});
    paid(she, id, 300'00);
    auto const answer = send("POST", "/api/portal/gifts", question(hers));
    ASSERT_EQ(answer.status, 200) << answer.content();
    auto const told = json_of(answer);
    EXPECT_EQ(text_at(told, "/donor"), "王先生");
    EXPECT_EQ(told.at("amount"), json::value(400'00));
    EXPECT_EQ(told.at("used"), json::value(300'00));
    EXPECT_EQ(told.at("left"), json::value(100'00));
    EXPECT_EQ(text_at(told, "/uses/0/masked"), "张**");
    EXPECT_EQ(text_at(told, "/uses/0/month"), "2015-03");
    EXPECT_EQ(text_at(told, "/uses/0/place"), "") << "one payment of a township stands on the board, too";
    EXPECT_TRUE(told.at("next").is_null());
    EXPECT_FALSE(answer.content().contains("小雨"));
    EXPECT_FALSE(answer.content().contains("梅园"));
}

TEST_P(PublicRoutes, TellAMemberThatHerDuesCameInAndNoMore) {
    auto const id = fund();
    auto const fee = create(keeper(), "funds.fee", dongcheng, {{"donor", "王会员"}, {"fund", records::number_text(id)}, {"amount", 12'00}});
    auto const answer = send("POST", "/api/portal/gifts", question(fee));
    ASSERT_EQ(answer.status, 200) << answer.content();
    auto const told = json_of(answer);
    EXPECT_EQ(told.at("amount"), json::value(12'00));
    EXPECT_EQ(text_at(told, "/fund"), records::number_text(id));
    EXPECT_TRUE(told.at("used").is_null());
    EXPECT_TRUE(told.at("left").is_null());
    EXPECT_EQ(told.at("uses"), json::value(json::array{}));
}

TEST_P(PublicRoutes, AnswerWrongCodesAlikeAndMakeWhoGuessesWait) {
    auto const id = fund();
    auto const given = gift(id, 400'00);
    auto const right = question(given);
    auto wrong = right;
    wrong["code"] = "AAAABBBBCC";
    auto const ask = [&](json::object const& body, std::string_view address = "192.0.2.1") { return send("POST", "/api/portal/gifts", body, address); };
    EXPECT_EQ(ask(right).status, 200);
    EXPECT_EQ(ask(right).status, 200) << "a right code counts for nothing";
    auto const unknown = ask(wrong);
    EXPECT_EQ(unknown.status, 404);
    auto nobodys = wrong;
    nobodys["number"] = "449902-2015-000009";
    EXPECT_EQ(ask(nobodys).content(), unknown.content());
    EXPECT_EQ(ask(wrong).status, 404);
    auto const held = ask(right);
    EXPECT_EQ(held.status, 429) << "three wrong ones, and now she waits whatever she types";
    EXPECT_EQ(problem_code(held), "portal.wait");
    EXPECT_EQ(ask(right, "192.0.2.2").status, 200);
    clock.set(clock.now() + 11'000);
    EXPECT_EQ(ask(right).status, 200);
}

TEST_P(PublicRoutes, NeedNoSessionAndSetNoCookie) {
    int count = 0;
    for (auto const& route : router.routes()) {
        if (route.tag != "public") continue;
        ++count;
        EXPECT_FALSE(route.access.needs_session()) << route.operation;
    }
    EXPECT_EQ(count, 5);
    EXPECT_FALSE(get("/api/portal/funds").headers.has("Set-Cookie"));
}

INSTANTIATE_TEST_SUITE_P(Every, PublicRoutes, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
