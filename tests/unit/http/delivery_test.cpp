// How answers travel: what a browser may keep, what is sent only when it has changed, what is compressed, and
// which headers keep other sites away.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "support/api.h"
#include "support/gunzip.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class Delivery : public OnEveryDatabaseWithApi {
  protected:
    static Response ask(Client const& client, std::string_view address, std::string_view header,
                        std::string_view value) {
        auto request = client.request("GET", address);
        request.headers.set(header, value);
        return client.send(request);
    }
    static StaticFiles built(std::filesystem::path const& folder) {
        std::filesystem::create_directories(folder / "assets");
        write_file(folder / "index.html", "<!doctype html>");
        write_file(folder / "assets" / "index-1a2b.js", "plain");
        write_file(folder / "assets" / "index-1a2b.js.br", "brotli");
        write_file(folder / "assets" / "index-1a2b.js.gz", "gzip");
        return StaticFiles::read(folder);
    }
    // With a session, on the site that also holds the web.
    Client signed_in_to_the_whole(std::string_view role, std::string_view place) {
        auto const known = signed_in(role, place);
        Client client{whole};
        client.token = known.token;
        client.csrf = known.csrf;
        return client;
    }

    StaticFiles web = built(folder.path() / "web");
    Site whole{router, web};
    std::string const record = "/api/records/" + std::to_string(proposed(person("张小雨")));
    Client const village = signed_in_to_the_whole("village-head", meiyuan);
};

TEST_P(Delivery, WhatHasNotChangedIsNotSentAgain) {
    auto const first = village.get(record);
    auto const tag = std::string{first.headers.get("ETag")};
    EXPECT_EQ(tag, "\"1\"");
    for (auto const& known : {tag, "W/" + tag, "\"7\", " + tag}) {
        auto const again = ask(village, record, "If-None-Match", known);
        EXPECT_EQ(again.status, 304) << known;
        EXPECT_TRUE(again.content().empty());
        EXPECT_EQ(again.headers.get("ETag"), tag);
    }
    auto const remark = json::object{{"command", "remark-0001"}, {"action", "remark"}, {"note", "已核实"}};
    ASSERT_EQ(village.change("POST", record + "/timeline", 1, remark).status, 200);
    auto const changed = ask(village, record, "If-None-Match", tag);
    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(changed.headers.get("ETag"), "\"2\"");
}

TEST_P(Delivery, AKnownTagOpensNoDoor) {
    auto const stranger = signed_in("keeper", xishan);
    EXPECT_EQ(ask(stranger, record, "If-None-Match", "\"1\"").status, 404);
    EXPECT_EQ(ask(nobody(), record, "If-None-Match", "\"1\"").status, 401);
    EXPECT_EQ(ask(village, record, "If-None-Match", "\"1\"").status, 304);
}

TEST_P(Delivery, LongAnswersAreCompressedForWhoTakesThem) {
    std::string const address = "/api/openapi.json";
    auto const plain = village.get(address);
    EXPECT_FALSE(plain.headers.has("Content-Encoding"));
    EXPECT_EQ(plain.headers.get("Vary"), "Accept-Encoding");
    auto const packed = ask(village, address, "Accept-Encoding", "br;q=0, gzip");
    EXPECT_EQ(packed.headers.get("Content-Encoding"), "gzip");
    EXPECT_EQ(packed.headers.get("Vary"), "Accept-Encoding");
    EXPECT_LT(packed.content().size() * 4, plain.content().size());
    EXPECT_EQ(gunzip(packed.content()), plain.content());
    EXPECT_FALSE(ask(village, address, "Accept-Encoding", "gzip;q=0").headers.has("Content-Encoding"));
    EXPECT_FALSE(ask(village, address, "Accept-Encoding", "identity").headers.has("Content-Encoding"));
    EXPECT_FALSE(ask(village, "/api/health", "Accept-Encoding", "gzip").headers.has("Content-Encoding"));
}

TEST_P(Delivery, AHashedFileIsKeptForAYearAndThePageIsAskedForEachTime) {
    std::string const script = "/assets/index-1a2b.js";
    EXPECT_EQ(village.get(script).headers.get("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(village.get(script).content(), "plain");
    std::set<std::string> tags{std::string{village.get(script).headers.get("ETag")}};
    for (auto const& [coding, content] : {std::pair{"br", "brotli"}, {"gzip", "gzip"}}) {
        auto const packed = ask(village, script, "Accept-Encoding", coding);
        EXPECT_EQ(packed.headers.get("Content-Encoding"), coding);
        EXPECT_EQ(packed.headers.get("Vary"), "Accept-Encoding");
        EXPECT_EQ(packed.content(), content);
        tags.emplace(packed.headers.get("ETag"));
    }
    EXPECT_EQ(tags.size(), 3U) << "two codings share a tag";

    auto const page = village.get("/todos");
    EXPECT_EQ(page.headers.get("Cache-Control"), "no-cache");
    EXPECT_EQ(ask(village, "/todos", "If-None-Match", page.headers.get("ETag")).status, 304);
}

TEST_P(Delivery, AnswersOfTheApiAreKeptNowhere) {
    auto const head = signed_in_to_the_whole("head", dongcheng);
    auto const answers = {head.get(record),
                          head.get("/api/todos"),
                          head.get("/api/records/77"),
                          head.get("/api/nothing"),
                          head.get("/api/reports/annual/document?org=449901&year=2015"),
                          ask(head, record, "If-None-Match", "\"1\""),
                          nobody().get("/api/todos")};
    for (auto const& answer : answers) {
        EXPECT_EQ(answer.headers.get("Cache-Control"), "no-store") << answer.status << answer.content();
    }
}

TEST_P(Delivery, EveryAnswerIsTakenForWhatItSaysAndTellsNoOtherSiteWhereItWas) {
    auto const answers = {village.get("/"),
                          village.get("/assets/index-1a2b.js"),
                          village.get("/assets/gone.js"),
                          village.get(record),
                          village.get("/api/nothing"),
                          village.send("DELETE", "/api/todos"),
                          village.send("DELETE", "/index.html"),
                          nobody().get("/api/todos"),
                          ask(village, record, "If-None-Match", "\"1\"")};
    std::set<int> statuses;
    for (auto const& answer : answers) {
        statuses.insert(answer.status);
        EXPECT_EQ(answer.headers.get("X-Content-Type-Options"), "nosniff") << answer.status;
        EXPECT_EQ(answer.headers.get("Referrer-Policy"), "no-referrer") << answer.status;
        EXPECT_EQ(answer.headers.get("X-Request-Id"), "r-1") << answer.status;
    }
    EXPECT_EQ(statuses, (std::set{200, 304, 401, 404, 405}));
}

TEST_P(Delivery, ThePageRunsItsOwnScriptsAloneAndInNobodysFrame) {
    std::map<std::string, std::string> policy;
    auto const page = village.get("/");
    std::string_view rest = page.headers.get("Content-Security-Policy");
    while (!rest.empty()) {
        auto const directive = rest.substr(0, rest.find("; "));
        rest.remove_prefix(std::min(rest.size(), directive.size() + 2));
        auto const blank = directive.find(' ');
        policy.emplace(directive.substr(0, blank), directive.substr(blank + 1));
    }
    EXPECT_EQ(policy["default-src"], "'self'");
    EXPECT_EQ(policy["script-src"], "'self'");
    EXPECT_EQ(policy["connect-src"], "'self'");
    EXPECT_EQ(policy["form-action"], "'self'");
    EXPECT_EQ(policy["base-uri"], "'self'");
    EXPECT_EQ(policy["object-src"], "'none'");
    EXPECT_EQ(policy["frame-ancestors"], "'none'");
}

TEST_P(Delivery, AFileThatSomebodyAttachedIsNeverAPageOfTheSite) {
    std::string const script = "<script>alert(1)</script>";
    auto const attach = [&](std::string_view command, std::string_view name) {
        auto const address = fmt::format("{}/attachments?command={}&name={}", record, command, encoded(name));
        return village.upload(address, "text/html", script);
    };
    EXPECT_EQ(problem_code(attach("attach-0001", "page.html")), "records.file-kind");
    EXPECT_EQ(problem_code(attach("attach-0002", "a\r\nX: y.txt")), "records.file-name");
    auto const attached = attach("attach-0003", "说明\"; x=y.txt");
    ASSERT_EQ(attached.status, 201) << attached.content();
    auto const file = village.get("/api/attachments/" + text_at(json_of(attached), "/id"));
    ASSERT_EQ(file.status, 200);
    EXPECT_EQ(file.content(), script);
    EXPECT_TRUE(file.headers.get("Content-Type").starts_with("text/plain"))
        << file.headers.get("Content-Type");
    EXPECT_EQ(file.headers.get("Content-Security-Policy"), "sandbox; default-src 'none'");
    EXPECT_EQ(file.headers.get("X-Content-Type-Options"), "nosniff");
    auto const disposition = file.headers.get("Content-Disposition");
    EXPECT_TRUE(disposition.starts_with("attachment; ")) << disposition;
    EXPECT_FALSE(disposition.contains('"')) << disposition;
    EXPECT_FALSE(disposition.contains("x=y")) << disposition;
}

INSTANTIATE_TEST_SUITE_P(Every, Delivery, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
