#include "http/message.h"

#include <gtest/gtest.h>

namespace niangjia::http {
namespace {

TEST(Request, DecodesSegmentsAndParameters) {
    auto const request = Request::of("GET", "/api/records/a%2Fb?q=%E7%8E%8B+%E8%8A%B3&empty=&lang=en");
    EXPECT_EQ(request.segments, (std::vector<std::string>{"api", "records", "a/b"}));
    EXPECT_EQ(request.parameter("q"), "王 芳");
    EXPECT_EQ(request.parameter("empty"), "");
    EXPECT_FALSE(request.parameter("none"));
    EXPECT_EQ(request.path, "/api/records/a%2Fb");
    EXPECT_TRUE(Request::of("GET", "/").segments.empty());
}

TEST(Request, RefusesTargetsThatAreNoPathOrNoUtf8) {
    for (auto const* const target :
         {"", "no-slash", "http://elsewhere/", "/a%zz", "/a%2", "/%ff", "/?q=%c3", "/%00", "/a b"}) {
        EXPECT_THROW(static_cast<void>(Request::of("GET", target)), Error) << target;
    }
}

TEST(Request, SpeaksTheLanguageAskedFor) {
    auto request = Request::of("GET", "/api");
    EXPECT_EQ(request.language(), Language::Zh);
    request.headers.set("accept-language", "en-GB, zh-CN;q=0.8");
    EXPECT_EQ(request.language(), Language::En);
    request.headers.set("Accept-Language", "fr, en;q=0.3, zh;q=0.7");
    EXPECT_EQ(request.language(), Language::Zh);
    request.query.emplace_back("lang", "en");
    EXPECT_EQ(request.language(), Language::En);
}

TEST(Request, WeighsEncodings) {
    auto request = Request::of("GET", "/");
    EXPECT_FALSE(request.accepts_encoding("gzip"));
    request.headers.set("Accept-Encoding", "deflate, gzip;q=0.5, br;q=0");
    EXPECT_TRUE(request.accepts_encoding("gzip"));
    EXPECT_FALSE(request.accepts_encoding("br"));
    request.headers.set("Accept-Encoding", "*");
    EXPECT_TRUE(request.accepts_encoding("br"));
}

TEST(Request, FindsACookieAmongOthers) {
    auto request = Request::of("GET", "/");
    request.headers.add("Cookie", "a=b;  niangjia_session=xyz ; c=d");
    EXPECT_EQ(request.cookie("niangjia_session"), "xyz");
    EXPECT_FALSE(request.cookie("session"));
}

TEST(Headers, LetNoValueAddAHeader) {
    Headers headers;
    headers.add("Location", "/a\r\nSet-Cookie: x=y");
    EXPECT_EQ(headers.get("location"), "/a  Set-Cookie: x=y");
}

TEST(Problem, TellsInTheCallersLanguageWithEveryField) {
    auto request = Request::of("GET", "/api?lang=en");
    request.id = "r-9";
    auto const failure = Error::invalid({{"/name", "schema.empty", {"不能为空", "must not be empty"}},
                                         {"/sex", "schema.choice", {"应为", "choose"}}});
    auto const response = Response::problem(failure, request);
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
    auto const body = parse_json(response.body);
    EXPECT_EQ(body.at("detail").as_string(), "must not be empty");
    EXPECT_EQ(body.at("text").at("zh").as_string(), "不能为空");
    EXPECT_EQ(body.at("problems").as_array().size(), 2U);
    EXPECT_EQ(body.at("problems").at(1).at("pointer").as_string(), "/sex");
    EXPECT_EQ(body.at("request").as_string(), "r-9");
    EXPECT_EQ(body.at("type").as_string(), "urn:problem-type:niangjia:invalid");
}

TEST(Problem, HasOneStatusAKindAndAFewByCode) {
    EXPECT_EQ(status_of(ErrorKind::Stale, "records.stale"), 412);
    EXPECT_EQ(status_of(ErrorKind::Refused, "records.deadline-passed"), 409);
    EXPECT_EQ(status_of(ErrorKind::Busy, "storage.busy"), 503);
    EXPECT_EQ(status_of(ErrorKind::Busy, "identity.locked"), 429);
    EXPECT_EQ(status_of(ErrorKind::Invalid, "json.syntax"), 400);
    EXPECT_EQ(status_of(ErrorKind::Invalid, "http.if-match-required"), 428);
}

TEST(Response, NamesADownloadInChinese) {
    auto const response = Response::file("报告 1.docx", "application/x", "bytes");
    EXPECT_EQ(response.headers.get("Content-Disposition"),
              "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A%201.docx");
}

TEST(Text, IsUtf8OrNot) {
    EXPECT_TRUE(is_utf8_without_nul("王芳 🌸 a"));
    using std::string_view_literals::operator""sv;
    for (auto const text : {"\xff"sv, "\xc0\x80"sv, "\xe0\x80\x80"sv, "\xed\xa0\x80"sv, "\xf5\x80\x80\x80"sv,
                            "\xe7\x8e"sv, "\0"sv}) {
        EXPECT_FALSE(is_utf8_without_nul(text));
    }
}

TEST(Text, SurvivesBase64Url) {
    for (std::string const text : {"", "a", "ab", "abc", "\xff\xfe\xfd王芳"}) {
        EXPECT_EQ(from_base64url(base64url(text)), text);
    }
    EXPECT_FALSE(from_base64url("a+b"));
}

TEST(Tag, MatchesAnyOfTheList) {
    EXPECT_TRUE(matches_tag("\"6\", W/\"7\"", "\"7\""));
    EXPECT_TRUE(matches_tag("*", "\"7\""));
    EXPECT_FALSE(matches_tag("\"6\"", "\"7\""));
    EXPECT_FALSE(matches_tag("", "\"7\""));
}

}  // namespace
}  // namespace niangjia::http
