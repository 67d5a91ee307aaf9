#include "http/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "unit/http/world.h"

namespace niangjia::http {
namespace {

using test::body_of;
using test::code_of;
using test::request;

Schema record() {
    return Schema::named("Record", Schema::object({Schema::required("id", Schema::id()),
                                                   Schema::required("title", Schema::text_pair())}));
}

std::vector<Route> routes() {
    std::vector<Route> all;
    all.push_back({.path = "/records",
                   .operation = "listRecords",
                   .summary = {"列出记录", "Lists records"},
                   .tag = "records",
                   .access = Access::holders_of(identity::Permission::ReadRecords),
                   .query = {{.name = "org", .schema = Schema::code(), .required = true},
                             {.name = "from", .schema = Schema::day()},
                             {.name = "open", .schema = Schema::boolean()},
                             {.name = "figures", .schema = Schema::array(Schema::text(1, 50))},
                             {.name = "cursor", .schema = Schema::text()},
                             {.name = "limit", .schema = Schema::integer(1, 200)}},
                   .answers = {{.schema = Schema::list(record())}},
                   .handler = [](Call& call) {
                       JsonWriter out;
                       out.open_object().member("org", call.code("org").text()).member("limit", call.limit());
                       if (auto const from = call.maybe_day("from")) out.member("from", from->iso());
                       if (auto const cursor = call.cursor("it")) {
                           out.member("after", cursor->integer(0)).member("name", cursor->text(1));
                       }
                       out.member("figures", static_cast<int>(call.texts("figures").size()));
                       return Response::json(out.close_object());
                   }});
    all.push_back({.path = "/records/{id}",
                   .operation = "getRecord",
                   .access = Access::signed_in(),
                   .answers = {{.schema = record()}},
                   .handler = [](Call& call) {
                       auto response =
                           Response::json(R"({"id":"7","title":{"zh":"","en":""}})").with_version(7);
                       if (call.id("id") == 8) return Response::json(R"({"id":8})");
                       return response;
                   }});
    all.push_back({.path = "/records/latest",
                   .operation = "latestRecord",
                   .access = Access::anyone(),
                   .answers = {{.schema = Schema::any()}},
                   .handler = [](Call& call) {
                       return Response::json(call.maybe_session() != nullptr ? R"({"in":true})"
                                                                             : R"({"in":false})");
                   }});
    all.push_back({.method = "POST",
                   .path = "/records",
                   .operation = "createRecord",
                   .access = Access::holders_of(identity::Permission::WriteRecords),
                   .body = Body::json(Schema::object({Schema::required("name", Schema::text(1, 10)),
                                                      Schema::optional("amount", Schema::integer(1, 9))})),
                   .answers = {{.status = 201, .schema = Schema::any()}},
                   .handler = [](Call& call) { return Response::json(call.body(), 201); }});
    all.push_back({.method = "PATCH",
                   .path = "/records/{id}",
                   .operation = "changeRecord",
                   .access = Access::signed_in(),
                   .body = Body::json(Schema::any()),
                   .answers = {{.status = 204}},
                   .versioned = true,
                   .handler = [](Call& call) {
                       return Response::empty().with("X-Version", std::to_string(call.version()));
                   }});
    all.push_back({.method = "POST",
                   .path = "/records/{id}/attachments",
                   .operation = "attach",
                   .access = Access::signed_in(),
                   .body = Body::raw({"application/pdf", "image/png"}),
                   .answers = {{.status = 204}},
                   .handler = [](Call&) { return Response::empty(); }});
    all.push_back({.method = "POST",
                   .path = "/files",
                   .operation = "keepFile",
                   .access = Access::signed_in(),
                   .body = Body::raw({"*/*"}),
                   .answers = {{.status = 204}},
                   .handler = [](Call&) { return Response::empty(); }});
    all.push_back({.method = "POST",
                   .path = "/session/password",
                   .operation = "changePassword",
                   .access = Access::signed_in().before_password_change(),
                   .answers = {{.status = 204}},
                   .handler = [](Call&) { return Response::empty(); }});
    all.push_back(
        {.path = "/broken/{what}",
         .operation = "breakDown",
         .access = Access::anyone(),
         .handler = [](Call& call) -> Response {
             if (call.text("what") == "rule") {
                 throw Error{ErrorKind::Refused, "records.deadline-passed", {"已过期限", "Too late"}};
             }
             throw std::runtime_error{"secret detail"};
         }});
    return all;
}

class Routing : public testing::Test {
  protected:
    Router router{routes(), test::gate(), "0.1.0"};
};

TEST_F(Routing, TellsAnUnknownPathFromAWrongMethod) {
    for (auto const* const target :
         {"/api/nothing", "/api", "/records", "/api/records/", "/api/records/x7"}) {
        auto const answer = router.answer(request("GET", target, "reader"));
        EXPECT_EQ(answer.status, 404) << target;
        EXPECT_EQ(code_of(answer), "http.unknown-path");
    }
    auto const answer = router.answer(request("DELETE", "/api/records/7", "reader"));
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.headers.get("Allow"), "GET, HEAD, PATCH, OPTIONS");
    auto const options = router.answer(request("OPTIONS", "/api/records"));
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.headers.get("Allow"), "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(router.answer(request("HEAD", "/api/records/latest")).status, 200);
}

TEST_F(Routing, PrefersALiteralToAParameter) {
    EXPECT_EQ(router.answer(request("GET", "/api/records/latest")).body, R"({"in":false})");
    EXPECT_EQ(router.answer(request("GET", "/api/records/latest", "reader")).body, R"({"in":true})");
}

TEST_F(Routing, LetsInOnlyWhoMay) {
    EXPECT_EQ(code_of(router.answer(request("GET", "/api/records?org=3213"))), "identity.signed-out");
    EXPECT_EQ(router.answer(request("GET", "/api/records?org=3213", "forged")).status, 401);
    EXPECT_EQ(router.answer(request("GET", "/api/records?org=3213", "reader")).status, 200);
    auto const refused = router.answer(request("POST", "/api/records", "reader", R"({"name":"x"})"));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(code_of(refused), "identity.not-permitted");
    EXPECT_EQ(router.answer(request("POST", "/api/records", "writer", R"({"name":"x"})")).status, 201);
}

TEST_F(Routing, WantsTheCsrfHeaderForWrites) {
    for (auto const* const token : {"", "the-csrf-tokem", "the-csrf-token-and-more"}) {
        auto write = request("POST", "/api/records", "writer", R"({"name":"x"})");
        write.headers.set("X-CSRF", token);
        EXPECT_EQ(code_of(router.answer(write)), "http.csrf");
    }
}

TEST_F(Routing, WantsANewPasswordFirst) {
    auto const refused = router.answer(request("GET", "/api/records?org=3213", "newcomer"));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(code_of(refused), "identity.password-change-required");
    EXPECT_EQ(router.answer(request("POST", "/api/session/password", "newcomer")).status, 204);
}

TEST_F(Routing, ChecksParametersAndReportsEachOne) {
    auto const answer = router.answer(
        request("GET", "/api/records?org=xx&from=2015-02-30&open=maybe&limit=201&limit=3&foo=1", "reader"));
    EXPECT_EQ(answer.status, 422);
    std::vector<std::string> pointers;
    auto const body = body_of(answer);
    for (auto const& each : body.at("problems").as_array()) {
        pointers.emplace_back(each.at("pointer").as_string());
    }
    EXPECT_EQ(pointers, (std::vector<std::string>{"?org", "?from", "?open", "?limit", "?limit", "?foo"}));
    EXPECT_EQ(body_of(router.answer(request("GET", "/api/records", "reader"))).at("pointer").as_string(),
              "?org");
}

TEST_F(Routing, HandsParametersOver) {
    auto const cursor = write_cursor({std::int64_t{275}, "王芳"});
    auto const body = body_of(router.answer(request(
        "GET", "/api/records?org=3213&from=2015-03-08&lang=en&figures=a,b&cursor=" + cursor, "reader")));
    EXPECT_EQ(body.at("org").as_string(), "321300000000");
    EXPECT_EQ(body.at("from").as_string(), "2015-03-08");
    EXPECT_EQ(body.at("limit").as_int64(), 50);
    EXPECT_EQ(body.at("after").as_int64(), 275);
    EXPECT_EQ(body.at("name").as_string(), "王芳");
    EXPECT_EQ(body.at("figures").as_int64(), 2);
}

TEST_F(Routing, RefusesACursorThatIsNotItsOwn) {
    for (std::string const& cursor :
         {std::string{"!!"}, std::string{"abc"}, write_cursor({std::string{"x"}})}) {
        auto const answer = router.answer(request("GET", "/api/records?org=3213&cursor=" + cursor, "reader"));
        EXPECT_EQ(code_of(answer), "http.cursor");
        EXPECT_EQ(body_of(answer).at("pointer").as_string(), "?cursor");
    }
}

TEST_F(Routing, ChecksTheBody) {
    auto const post = [&](std::string body) {
        return router.answer(request("POST", "/api/records", "writer", body));
    };
    EXPECT_EQ(post(R"({"name":)").status, 400);
    EXPECT_EQ(code_of(post(R"({"name":"a","name":"b"})")), "json.duplicate-key");
    EXPECT_EQ(post(R"({"name":"a","name":"b"})").status, 400);
    auto const wrong = post(R"({"amount":10,"more":1})");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(body_of(wrong).at("problems").as_array().size(), 3U);
    auto form = request("POST", "/api/records", "writer", "name=x");
    form.headers.set("Content-Type", "application/x-www-form-urlencoded");
    EXPECT_EQ(router.answer(form).status, 415);
    auto with_charset = request("POST", "/api/records", "writer", R"({"name":"x"})");
    with_charset.headers.set("Content-Type", "Application/JSON; charset=utf-8");
    EXPECT_EQ(router.answer(with_charset).status, 201);
}

TEST_F(Routing, TakesOnlyTheFilesItKnows) {
    auto upload = request("POST", "/api/records/7/attachments", "writer", "%PDF");
    EXPECT_EQ(router.answer(upload).status, 415);
    upload.headers.set("Content-Type", "application/pdf");
    EXPECT_EQ(router.answer(upload).status, 204);
    EXPECT_EQ(router.body_limit(upload), upload_body_limit);
    EXPECT_EQ(router.body_limit(request("POST", "/api/records")), usual_body_limit);
    EXPECT_EQ(router.body_limit(request("POST", "/elsewhere")), usual_body_limit);
}

TEST_F(Routing, TakesAnyFileWhereAnyMayCome) {
    auto upload = request("POST", "/api/files", "writer", "%PDF");
    for (auto const* const media : {"application/pdf", "image/png", "application/octet-stream"}) {
        upload.headers.set("Content-Type", media);
        EXPECT_EQ(router.answer(upload).status, 204) << media;
    }
}

TEST_F(Routing, WantsTheVersionOfAWrite) {
    auto change = request("PATCH", "/api/records/7", "writer", "{}");
    EXPECT_EQ(router.answer(change).status, 428);
    EXPECT_EQ(code_of(router.answer(change)), "http.if-match-required");
    for (auto const* const tag : {"7", "*", "\"\"", "\"x\"", "\"7\", \"8\""}) {
        change.headers.set("If-Match", tag);
        EXPECT_EQ(router.answer(change).status, 400) << tag;
    }
    for (auto const* const tag : {"\"7\"", "W/\"7\""}) {
        change.headers.set("If-Match", tag);
        EXPECT_EQ(router.answer(change).headers.get("X-Version"), "7");
    }
}

TEST_F(Routing, AnswersNotModifiedToWhoHasItAlready) {
    auto get = request("GET", "/api/records/7", "reader");
    auto const first = router.answer(get);
    EXPECT_EQ(first.headers.get("ETag"), "\"7\"");
    EXPECT_EQ(first.headers.get("Cache-Control"), "no-store");
    get.headers.set("If-None-Match", "\"7\"");
    auto const second = router.answer(get);
    EXPECT_EQ(second.status, 304);
    EXPECT_TRUE(second.body.empty());
    get.headers.set("If-None-Match", "\"6\"");
    EXPECT_EQ(router.answer(get).status, 200);
}

TEST_F(Routing, TurnsErrorsIntoProblemsAndTellsNoSecrets) {
    auto const rule = router.answer(request("GET", "/api/broken/rule"));
    EXPECT_EQ(rule.status, 409);
    EXPECT_EQ(body_of(rule).at("detail").as_string(), "已过期限");
    auto const broken = router.answer(request("GET", "/api/broken/down"));
    EXPECT_EQ(broken.status, 500);
    EXPECT_EQ(code_of(broken), "http.broken");
    EXPECT_EQ(broken.body.find("secret"), std::string::npos);
    EXPECT_NE(broken.body.find("r-1"), std::string::npos);
}

TEST_F(Routing, ComparesAnswersWithTheirDescriptionWhenAsked) {
    router.check_answers(true);
    EXPECT_EQ(router.answer(request("GET", "/api/records/7", "reader")).status, 200);
    auto const differs = router.answer(request("GET", "/api/records/8", "reader"));
    EXPECT_EQ(differs.status, 500);
    EXPECT_EQ(code_of(differs), "http.answer-differs");
}

TEST_F(Routing, DescribesItself) {
    auto const answer = router.answer(request("GET", "/api/openapi.json"));
    ASSERT_EQ(answer.status, 200);
    auto const document = body_of(answer);
    EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
    EXPECT_EQ(document.at("servers").at(0).at("url").as_string(), "/api");
    auto const& list = document.at("paths").at("/records").at("get");
    EXPECT_EQ(list.at("operationId").as_string(), "listRecords");
    EXPECT_EQ(list.at("x-who-may").as_string(), "read-records");
    EXPECT_EQ(list.at("parameters").at(0).at("required").as_bool(), true);
    EXPECT_EQ(list.at("responses").at("default").at("$ref").as_string(), "#/components/responses/Problem");
    EXPECT_TRUE(document.at("components").at("schemas").as_object().contains("Record"));
    EXPECT_TRUE(document.at("components").at("schemas").as_object().contains("Problem"));
    auto const& change = document.at("paths").at("/records/{id}").at("patch");
    EXPECT_EQ(change.at("parameters").at(1).at("name").as_string(), "If-Match");
    EXPECT_TRUE(change.at("security").at(0).as_object().contains("csrf"));
    EXPECT_TRUE(document.at("paths").at("/broken/{what}").at("get").at("security").as_array().empty());
}

TEST(Routes, AreRefusedWhenTheyContradictEachOther) {
    auto const with = [](Route more) {
        auto all = routes();
        more.handler = [](Call&) { return Response::empty(); };
        all.push_back(std::move(more));
        Router const router{std::move(all), test::gate(), "0"};
    };
    EXPECT_THROW(with({.path = "/records/{other}", .operation = "x"}), Error);
    EXPECT_THROW(with({.path = "/x", .operation = "getRecord"}), Error);
    EXPECT_THROW(with({.path = "/x", .operation = "x", .answers = {{.schema = Schema::ref("Nothing")}}}),
                 Error);
}

TEST(SessionCookie, StaysOutOfScriptsAndOtherSites) {
    EXPECT_EQ(session_cookie("t", false), "niangjia_session=t; Path=/; HttpOnly; SameSite=Strict");
    EXPECT_EQ(session_cookie("", true),
              "niangjia_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure");
}

}  // namespace
}  // namespace niangjia::http
