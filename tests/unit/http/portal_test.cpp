// The portal over HTTP: she has no session, her code stands in a header, and whoever guesses waits.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "http/client_address.h"
#include "support/api.h"
#include "support/portal.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class PortalRoutes : public OnEveryDatabaseWithPortal {
  protected:
    PortalRoutes() {
        router.check_answers(true);
        clerk();
    }
    static Request request(std::string_view method, std::string_view target, std::string_view code = {}, json::value const& body = nullptr) {
        auto made = Request::of(method, target);
        made.id = "r-1";
        made.remote = "192.0.2.1";
        if (!code.empty()) made.headers.set("X-Query-Code", code);
        if (!body.is_null()) {
            made.headers.set("Content-Type", "application/json");
            made.body = to_text(body);
        }
        return made;
    }
    Response send(Request const& made) const { return site.answer(made); }
    Response get(std::string_view target, std::string_view code = {}) const { return send(request("GET", target, code)); }
    Response post(std::string_view target, std::string_view code, json::object body) {
        if (!body.contains("command")) body["command"] = command();
        return send(request("POST", target, code, body));
    }
    json::object wanted(std::string_view story = her_story) {
        auto const fresh = json_of(send(request("POST", "/api/portal/codes")));
        return {{"command", command()}, {"code", fresh.at("code")}, {"ticket", fresh.at("ticket")}, {"place", code(meiyuan).text()}, {"topic", "home"}, {"story", story}};
    }
    // Her code.
    std::string asked(std::string_view story = her_story) {
        auto const body = wanted(story);
        auto const answer = send(request("POST", "/api/portal/requests", {}, body));
        EXPECT_EQ(answer.status, 201) << answer.content();
        return std::string{body.at("code").as_string()};
    }
    RecordId record_of(std::string_view code) { return her(code).own_record().value(); }
    Response upload(std::string_view code, std::string_view name, std::string bytes, std::optional<std::string> id = {}) {
        auto made = request("POST", "/api/portal/request/papers", code);
        made.headers.set("Content-Type", "application/octet-stream");
        made.headers.set("X-Paper-Name", name);
        made.headers.set("X-Command", id.value_or(command()));
        made.body = std::move(bytes);
        return send(made);
    }

    Router router{http::all_routes(office),
                  {[this](std::string_view token) { return office.identity.session(token); },
                   [this](identity::Session const& session) { return office.identity.context(session); }},
                  "test"};
    StaticFiles no_web;
    Site site{router, no_web};
};

TEST_P(PortalRoutes, ShowPlacesNumbersTopicsAndTheWayWithoutNumbersOfCases) {
    auto const setup = json_of(get("/api/portal"));
    EXPECT_EQ(text_at(setup, "/title/zh"), "便民服务");
    EXPECT_EQ(text_at(setup, "/numbers/0/number"), "110");
    EXPECT_EQ(text_at(setup, "/numbers/1/number"), "12338");
    EXPECT_EQ(text_at(setup, "/topics/0/title/zh"), "家里的事");
    EXPECT_FALSE(setup.at("topics").as_array().at(0).as_object().contains("value")) << "no category";
    EXPECT_GE(setup.at("privacy").as_array().size(), 5U);
    EXPECT_EQ(setup.at("asks"), json::value(json::array{"name", "place", "contact", "hours", "noCall"}));
    auto const top = json_of(get("/api/portal/places"));
    EXPECT_EQ(text_at(top, "/items/0/name"), "临江市");
    auto const below = json_of(get("/api/portal/places?parent=4499"));
    EXPECT_EQ(below.at_pointer("/items/0/takes"), json::value(true));
    EXPECT_EQ(below.at_pointer("/items/1/takes"), json::value(false)) << "nobody there could read";
    auto const own = json_of(get("/api/portal/places/449901001001"));
    EXPECT_EQ(text_at(own, "/name"), "东城区妇女联合会");
    EXPECT_EQ(text_at(own, "/address"), "解放路 1 号");
    EXPECT_EQ(text_at(own, "/phone"), "12338");
    EXPECT_EQ(text_at(own, "/hours/zh"), "周一至周五");
    EXPECT_EQ(text_at(json_of(get("/api/portal/places/449902")), "/address"), "");
    EXPECT_EQ(problem_code(get("/api/portal/places/4598")), "portal.unknown-place");
}

TEST_P(PortalRoutes, TakeARequestAndFollowItByACodeThatStandsInNoAddress) {
    auto const code = asked();
    auto const seen = get("/api/portal/request", code);
    ASSERT_EQ(seen.status, 200) << seen.content();
    EXPECT_EQ(seen.headers.get("Cache-Control"), "no-store");
    EXPECT_FALSE(seen.headers.has("Set-Cookie"));
    EXPECT_FALSE(seen.headers.has("ETag"));
    EXPECT_EQ(text_at(json_of(seen), "/topic/zh"), "家里的事");
    EXPECT_EQ(text_at(json_of(seen), "/next"), "2015-03-24");
    EXPECT_FALSE(seen.content().contains(std::to_string(record_of(code)))) << "no number of the record either";
    auto const written = post("/api/portal/request/messages", code, {{"text", "孩子也在"}});
    ASSERT_EQ(written.status, 200) << written.content();
    EXPECT_EQ(text_at(json_of(written), "/messages/0/text"), "孩子也在");
    for (auto const& route : router.routes()) {
        if (route.tag != "portal") continue;
        for (auto const& parameter : route.query) EXPECT_EQ(parameter.name, "parent") << route.operation;
        EXPECT_FALSE(route.access.needs_session());
    }
    EXPECT_EQ(get("/api/portal/request?code=" + code).status, 422) << "an address that holds a code is refused";
}

TEST_P(PortalRoutes, AnswerEveryCodeThatOpensNothingAlike) {
    auto const code = asked();
    auto const unknown = get("/api/portal/request", "ABCDEFGHJKLMNPQRSTUV");
    EXPECT_EQ(unknown.status, 404);
    for (auto const& wrong : {std::string{}, std::string{"1"}, code.substr(0, 19), code + "A", std::string(3'000, 'A')}) {
        auto const answer = get("/api/portal/request", wrong);
        EXPECT_EQ(answer.status, unknown.status);
        EXPECT_EQ(answer.content(), unknown.content());
    }
}

TEST_P(PortalRoutes, MakeWhoGuessesWaitWhateverTheNextCodeIs) {
    auto const code = asked();
    auto const most = office.portal.settings().limits.wrong_codes;
    for (int i = 0; i < most; ++i) EXPECT_EQ(get("/api/portal/request", "ABCDEFGHJKLMNPQRSTUV").status, 404);
    auto const right = get("/api/portal/request", code);
    auto const wrong = get("/api/portal/request", "ABCDEFGHJKLMNPQRSTUV");
    EXPECT_EQ(right.status, 429);
    EXPECT_EQ(right.content(), wrong.content()) << "a right code is not told from a wrong one meanwhile";
    EXPECT_EQ(problem_code(right), "portal.wait");
    auto elsewhere = request("GET", "/api/portal/request", code);
    elsewhere.remote = "192.0.2.7";
    EXPECT_EQ(send(elsewhere).status, 200);
    auto pretending = request("GET", "/api/portal/request", code);
    pretending.headers.set("X-Forwarded-For", "192.0.2.200");
    EXPECT_EQ(send(pretending).status, 429) << "an address that the client made up is not believed";
    clock.set(clock.now() + 10'000);
    EXPECT_EQ(get("/api/portal/request", code).status, 200);
}

TEST_P(PortalRoutes, CountNothingAgainstWhoSendsNoCode) {
    auto const code = asked();
    // What any page of the web can have her browser do.
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(get("/api/portal/request").status, 404);
        EXPECT_EQ(get("/api/portal/request", " \t").status, 404);
        EXPECT_EQ(post("/api/portal/request/messages", {}, {{"text", "x"}}).status, 404);
    }
    EXPECT_EQ(get("/api/portal/request", code).status, 200);
}

TEST_P(PortalRoutes, CountNoRequestThatWasNotMade) {
    for (int i = 0; i < 50; ++i) {
        auto garbage = wanted();
        garbage["ticket"] = "x";
        EXPECT_EQ(problem_code(send(request("POST", "/api/portal/requests", {}, garbage))), "portal.ticket");
        auto empty = wanted(" ");
        EXPECT_EQ(send(request("POST", "/api/portal/requests", {}, empty)).status, 422);
    }
    auto const body = wanted();
    // Sent again, since its answer was lost, it is the same request.
    for (int i = 0; i < 10; ++i) EXPECT_EQ(send(request("POST", "/api/portal/requests", {}, body)).status, 201);
    auto const most = office.portal.settings().limits.requests_per_hour;
    for (int i = 1; i < most; ++i) asked();
    EXPECT_EQ(problem_code(send(request("POST", "/api/portal/requests", {}, wanted()))), "portal.wait");
    EXPECT_EQ(send(request("POST", "/api/portal/requests", {}, body)).status, 201);
}

TEST_P(PortalRoutes, LimitHowOftenOneRequestIsRead) {
    auto const code = asked();
    auto const other = asked("别的事");
    auto const most = office.portal.settings().limits.reads_per_hour;
    for (int i = 0; i < most; ++i) ASSERT_EQ(get("/api/portal/request", code).status, 200);
    EXPECT_EQ(problem_code(get("/api/portal/request", code)), "portal.wait");
    EXPECT_EQ(get("/api/portal/request", other).status, 200);
}

TEST_P(PortalRoutes, KnowAnAddressHoweverItIsWritten) {
    EXPECT_EQ(plain_address("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(plain_address(" 192.0.2.1:5678 "), "192.0.2.1");
    EXPECT_EQ(plain_address("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(plain_address("\"[2001:DB8:0:0::1]:443\""), "2001:db8::1");
    EXPECT_EQ(plain_address("[::1]"), "::1");
    EXPECT_EQ(plain_address("fe80::1%eth0"), "fe80::1");
    for (auto const* none : {"", "unknown", "_hidden", "1.2.3", "[", "[]", ":", "1.2.3.4.5", "<script>"}) EXPECT_EQ(plain_address(none), "") << none;

    std::vector<std::string> const proxies{"127.0.0.1", "0:0:0:0:0:0:0:1"};
    auto made = request("GET", "/api/portal/request");
    made.headers.add("X-Forwarded-For", "198.51.100.4:40001");
    for (auto const* peer : {"127.0.0.1", "::ffff:127.0.0.1", "::1"}) {
        made.remote = peer;
        EXPECT_EQ(client_address(made, proxies), "198.51.100.4") << peer;
    }
    made.headers.set("X-Forwarded-For", "198.51.100.4, unknown");
    EXPECT_EQ(client_address(made, proxies), "::1") << "what stands before it is anybody's word";
    made.remote = "::ffff:203.0.113.9";
    EXPECT_EQ(client_address(made, proxies), "203.0.113.9");
}

TEST_P(PortalRoutes, TakeTheWordOfAConfiguredProxyAlone) {
    auto made = request("GET", "/api/portal/request");
    made.headers.add("X-Forwarded-For", "1.1.1.1, 198.51.100.4");
    EXPECT_EQ(client_address(made, office.settings.proxies), "192.0.2.1");
    made.remote = "10.0.0.1";
    EXPECT_EQ(client_address(made, office.settings.proxies), "198.51.100.4") << "what the proxy itself saw, not what it was told";
    made.headers.add("X-Forwarded-For", "203.0.113.5, 10.0.0.1");
    EXPECT_EQ(client_address(made, office.settings.proxies), "203.0.113.5");
    made.headers.set("X-Forwarded-For", " , ");
    EXPECT_EQ(client_address(made, office.settings.proxies), "10.0.0.1");
}

TEST_P(PortalRoutes, HoldOffAFloodOfRequests) {
    auto const most = office.portal.settings().limits.requests_per_hour;
    for (int i = 0; i < most; ++i) asked();
    auto const flood = send(request("POST", "/api/portal/requests", {}, wanted()));
    EXPECT_EQ(flood.status, 429) << flood.content();
}

TEST_P(PortalRoutes, GiveBackScriptAsTheTextThatItIs) {
    std::string const script = "<script>alert(1)</script><img src=x onerror=alert(2)>'\"; DROP TABLE records;--";
    auto body = wanted(script);
    for (auto const* name : {"name", "contact", "hours"}) body[name] = script;
    auto const sent = send(request("POST", "/api/portal/requests", {}, body));
    ASSERT_EQ(sent.status, 422) << "a name has forty characters at most";
    EXPECT_EQ(text_at(json_of(sent), "/problems/0/pointer"), "/name");
    body["name"] = "<b>小雨</b>";
    body["command"] = command();
    auto const taken = send(request("POST", "/api/portal/requests", {}, body));
    ASSERT_EQ(taken.status, 201) << taken.content();
    auto const code = std::string{body.at("code").as_string()};
    ASSERT_EQ(post("/api/portal/request/messages", code, {{"text", script}}).status, 200);
    ASSERT_EQ(upload(code, "%3Cimg%20onerror%3D1%3E.txt", "plain").status, 200);
    auto const seen = get("/api/portal/request", code);
    EXPECT_EQ(seen.headers.get("Content-Type"), "application/json");
    EXPECT_EQ(seen.headers.get("X-Content-Type-Options"), "nosniff");
    auto const view = json_of(seen);
    EXPECT_EQ(text_at(view, "/messages/0/text"), script);
    EXPECT_EQ(text_at(view, "/papers/0/name"), "<img onerror=1>.txt");
    EXPECT_TRUE(seen.content().contains("DROP TABLE records;--"));
}

TEST_P(PortalRoutes, TakePapersOfTheKindsThatMayBeAttached) {
    auto const code = asked();
    EXPECT_EQ(upload(code, "%E7%85%A7%E7%89%87.png", "\x89PNG....").status, 200);
    EXPECT_EQ(problem_code(upload(code, "a.html", "<html>")), "records.file-kind");
    EXPECT_EQ(problem_code(upload(code, "a.png", "<html>")), "records.file-content");
    EXPECT_EQ(problem_code(upload(code, "", "x")), "portal.paper-name");
    EXPECT_EQ(problem_code(upload(code, "..%2F..%2Fa.txt", "x")), "records.file-name");
    EXPECT_EQ(problem_code(upload(code, "a/b.txt", "x")), "portal.paper-name");
    EXPECT_EQ(problem_code(upload("ABCDEFGHJKLMNPQRSTUV", "a.txt", "x")), "portal.no-such-code");
    auto const files = [&] {
        auto const kept = office.data / "attachments";
        return std::count_if(std::filesystem::recursive_directory_iterator{kept}, {}, [](auto const& one) { return one.is_regular_file(); });
    };
    EXPECT_EQ(files(), 1);
    for (auto const* malformed : {"", "short", "seven or more, with blanks"}) {
        EXPECT_EQ(problem_code(upload(code, "b.txt", "never stored", malformed)), "command.malformed") << malformed;
    }
    EXPECT_EQ(files(), 1) << "what is refused leaves nothing on the disk";
    EXPECT_EQ(json_of(get("/api/portal/request", code)).at("papers").as_array().size(), 1U);
}

TEST_P(PortalRoutes, TakeARepeatedPaperOnceAndKeepNoFileOfOneThatFailed) {
    auto const code = asked();
    auto const bring = [&](std::string_view with, std::string_view bytes) {
        auto made = request("POST", "/api/portal/request/papers", code);
        made.headers.set("Content-Type", "application/octet-stream");
        made.headers.set("X-Paper-Name", "a.txt");
        made.headers.set("X-Command", with);
        made.body = bytes;
        return send(made);
    };
    auto const files = [&] {
        std::filesystem::recursive_directory_iterator const all{folder.path() / "data" / "attachments"};
        return std::count_if(begin(all), end(all), [](auto const& entry) { return entry.is_regular_file(); });
    };
    auto const first = bring("paper-0001", "what she wrote down");
    ASSERT_EQ(first.status, 200) << first.content();
    EXPECT_EQ(bring("paper-0001", "what she wrote down").content(), first.content());
    EXPECT_EQ(problem_code(bring("paper-0001", "something else")), "command.reused");
    EXPECT_EQ(problem_code(bring("no id", "something else")), "command.malformed");
    EXPECT_EQ(files(), 1);
    EXPECT_EQ(json_of(get("/api/portal/request", code)).at("papers").as_array().size(), 1U);
}

TEST_P(PortalRoutes, LetTheStaffAnswerOnTheRecord) {
    static auto const hash = identity::Identity::hash_password(api_password);
    auto const account = [&](std::string_view name, std::string_view role, std::string_view place) {
        write([&](storage::Transaction& transaction) {
            (void)office.identity.create_account(transaction, system(), {std::string{name}, std::string{name} + "同志", std::string{api_password}, {{std::string{role}, code(place).text()}}, false}, hash);
        });
    };
    account("reception", "clerk", dongcheng);
    account("auditor", "auditor", dongcheng);
    Client reception{site};
    ASSERT_EQ(reception.sign_in("reception").status, 200);
    Client auditor{site};
    ASSERT_EQ(auditor.sign_in("auditor").status, 200);
    auto const query_code = asked();
    auto const path = "/api/records/" + std::to_string(record_of(query_code)) + "/messages";
    ASSERT_EQ(post("/api/portal/request/messages", query_code, {{"text", "在吗"}}).status, 200);
    json::object const words{{"command", command()}, {"text", "在的，您慢慢说"}};
    auto const sent = reception.post(path, words);
    ASSERT_EQ(sent.status, 201) << sent.content();
    EXPECT_EQ(reception.post(path, words).content(), sent.content()) << "sent twice, written once";
    EXPECT_EQ(json_of(sent).at_pointer("/fromPortal"), json::value(true));
    EXPECT_EQ(text_at(json_of(sent), "/items/0/from"), "applicant");
    EXPECT_EQ(text_at(json_of(sent), "/items/1/by"), "reception同志");
    auto const hers = get("/api/portal/request", query_code);
    EXPECT_EQ(text_at(json_of(hers), "/messages/1/text"), "在的，您慢慢说");
    EXPECT_FALSE(hers.content().contains("reception")) << "she is not told who writes";
    EXPECT_EQ(auditor.get(path).status, 404) << "who is not of the team hears nothing of it";
    EXPECT_EQ(auditor.post(path, json::object{{"command", command()}, {"text", "x"}}).status, 403);
    auto const timeline = reception.get("/api/records/" + std::to_string(record_of(query_code)) + "/timeline");
    EXPECT_TRUE(timeline.content().contains("本人（网上）")) << timeline.content();
    EXPECT_TRUE(timeline.content().contains("她的留言"));
    EXPECT_EQ(reception.post(path, json::object{{"command", command()}, {"text", " "}}).status, 422);
}

TEST_P(PortalRoutes, NeverSayMoreThanSheMayKnow) {
    auto const code = asked();
    auto const id = record_of(code);
    act(clerk(), id, "correct", {{"category", "domestic-violence"}}, "高危，勿外传");
    act(clerk(), id, "remark", {}, "对方是本地干部");
    act(clerk(), id, "accept");
    auto const seen = std::string{get("/api/portal/request", code).content()};
    for (auto const& secret : {"domestic-violence", "家庭暴力", "高危", "干部", "clerk", "petition", "risk", "风险"}) EXPECT_FALSE(seen.contains(secret)) << secret;
    auto const refused = post("/api/portal/request/steps", code, {{"step", "settle"}, {"fields", json::object{{"outcome", "settled"}}}});
    EXPECT_EQ(problem_code(refused), "portal.not-now");
    EXPECT_FALSE(std::string{refused.content()}.contains("办理中")) << refused.content();
    auto const withdrawn = post("/api/portal/request/steps", code, {{"step", "withdraw"}, {"note", "不需要了"}});
    ASSERT_EQ(withdrawn.status, 200) << withdrawn.content();
    EXPECT_EQ(json_of(withdrawn).at("closed"), json::value(true));
}

INSTANTIATE_TEST_SUITE_P(Every, PortalRoutes, testing::ValuesIn(backends()), backend_name);

class UnionPortal : public OnEveryDatabaseWithPortal {
  protected:
    UnionPortal() : OnEveryDatabaseWithPortal{"union"} {}
};

TEST_P(UnionPortal, MakesALabourDisputeOfTheSamePortal) {
    auto const clerk = worker("clerk", dongcheng);
    auto wanted = wish("三个月没有发工资");
    wanted.topic = "wages";
    EXPECT_EQ(pointers_of([&] { ask(wanted); }), std::vector<std::string>{"/more/employer"});
    wanted.more = {{"employer", "某服装厂"}};
    auto const id = ask(wanted);
    auto const record = fetch(clerk, id);
    EXPECT_EQ(record.type->name, "disputes.dispute");
    EXPECT_TRUE(record.seal.has_value()) << "although the pack seals a dispute on request alone";
    EXPECT_EQ(record.fields.at("employer").as_string(), "某服装厂");
    EXPECT_EQ(record.fields.at("workers").to_number<int>(), 1);
    auto const other = write([&](storage::Transaction& transaction) {
        return office.records.create(transaction, clerk, {.command = command(), .type = "disputes.dispute", .org = code(dongcheng), .fields = {{"matter", "wages"}, {"employer", "某厂"}, {"workers", 2}}});
    });
    EXPECT_FALSE(fetch(clerk, other).seal.has_value());
    act(clerk, id, "advise", {{"outcome", "agreed"}});
    step(wanted.code, "rate", {{"satisfied", true}});
    EXPECT_EQ(view(wanted.code).told.at(0).text.zh, "调解协议");
}

INSTANTIATE_TEST_SUITE_P(Every, UnionPortal, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
