#include "base/json.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "base/error.h"

namespace niangjia {
namespace {

// The code of the refusal, or nothing when the text was taken.
std::string refusal_of(std::string_view text) {
    try {
        static_cast<void>(parse_json(text));
        return {};
    } catch (Error const& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Invalid);
        return error.code();
    }
}

TEST(JsonParser, ReadsWhatJsonSays) {
    auto const value = parse_json(R"( {"a": [1, -2.5, true, null, "妇联\u5a18"], "b": {}} )");
    EXPECT_EQ(to_text(value), R"({"a":[1,-2.5E0,true,null,"妇联娘"],"b":{}})");
}

TEST(JsonParser, RefusesDuplicateKeysAtEveryDepth) {
    EXPECT_EQ(refusal_of(R"({"a":1,"a":2})"), "json.duplicate-key");
    EXPECT_EQ(refusal_of(R"({"x":[{"b":{"a":1,"c":2,"a":3}}]})"), "json.duplicate-key");
    EXPECT_EQ(refusal_of(R"({"a":1,"\u0061":2})"), "json.duplicate-key");
    EXPECT_EQ(refusal_of(R"({"":1,"":2})"), "json.duplicate-key");
    EXPECT_EQ(refusal_of(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})"), "");
}

TEST(JsonParser, ADuplicateKeyIsNamed) {
    try {
        static_cast<void>(parse_json(R"({"amount":1,"amount":2})"));
        FAIL();
    } catch (Error const& error) {
        EXPECT_NE(error.text().zh.find("amount"), std::string::npos);
    }
}

TEST(JsonParser, RefusesWhatIsTooDeep) {
    EXPECT_EQ(refusal_of(std::string(20, '[') + std::string(20, ']')), "");
    EXPECT_EQ(refusal_of(std::string(40, '[') + std::string(40, ']')), "json.syntax");
    EXPECT_EQ(refusal_of(std::string(1'000'000, '[')), "json.syntax");
}

TEST(JsonParser, RefusesInvalidUtf8) {
    EXPECT_EQ(refusal_of("\"\xff\""), "json.syntax");
    EXPECT_EQ(refusal_of("\"\xe5\xa8\""), "json.syntax");      // cut short
    EXPECT_EQ(refusal_of("\"\xc0\xaf\""), "json.syntax");      // longer than need be
    EXPECT_EQ(refusal_of("\"\xed\xa0\x80\""), "json.syntax");  // half of a surrogate pair
    EXPECT_EQ(refusal_of("{\"\xff\":1}"), "json.syntax");
}

TEST(JsonParser, RefusesRawControlCharactersAndLooseForms) {
    EXPECT_EQ(refusal_of("\"a\nb\""), "json.syntax");
    EXPECT_EQ(refusal_of(std::string_view{"\"a\0b\"", 5}), "json.syntax");
    for (auto const* text : {"", " ", "{", "[1,]", "{'a':1}", "{a:1}", "01", "+1", "NaN", "// x\n1", "1 2",
                             "\"\\x\"", "{\"a\":1}}", "nul"}) {
        EXPECT_EQ(refusal_of(text), "json.syntax") << text;
    }
}

TEST(JsonParser, SaysNearWhichByte) {
    try {
        static_cast<void>(parse_json(R"({"a": ?})"));
        FAIL();
    } catch (Error const& error) {
        EXPECT_NE(error.text().en.find("byte 6"), std::string::npos) << error.text().en;
    }
}

TEST(JsonWriter, SetsCommasBetweenValuesAndNotElsewhere) {
    JsonWriter out;
    out.open_object();
    out.member("a", 1)
        .key("b")
        .open_array()
        .number(std::int64_t{1})
        .open_object()
        .close_object()
        .null()
        .close_array();
    out.member("c", true).key("d").open_array().close_array().member("e", "x");
    out.close_object();
    EXPECT_EQ(out.str(), R"({"a":1,"b":[1,{},null],"c":true,"d":[],"e":"x"})");
    EXPECT_EQ(to_text(parse_json(out.str())), out.str());
}

TEST(JsonWriter, EscapesControlCharactersQuotesAndBackslashes) {
    JsonWriter out;
    out.text(std::string_view{"\"\\/\n\r\t\0\x1f\x7f妇", 12});
    EXPECT_EQ(out.str(), "\"\\\"\\\\/\\n\\r\\t\\u0000\\u001f\x7f妇\"");
}

TEST(JsonWriter, EveryControlCharacterReadsBack) {
    for (char c = 0; c < 0x20; ++c) {
        std::string const text{'a', c, 'b'};
        JsonWriter out;
        out.text(text);
        EXPECT_EQ(parse_json(out.str()).as_string(), text);
    }
}

TEST(JsonWriter, NumbersReadBackTheSame) {
    for (double const value : {0.0, 0.1, -2.5, 1e300, 5e-324, 97.2, 42.96}) {
        JsonWriter out;
        out.number(value);
        EXPECT_EQ(std::strtod(out.str().c_str(), nullptr), value);
        EXPECT_EQ(refusal_of(out.str()), "") << out.str();
    }
    JsonWriter out;
    out.open_array()
        .number(std::numeric_limits<std::int64_t>::min())
        .id(std::numeric_limits<std::int64_t>::max());
    out.close_array();
    EXPECT_EQ(out.str(), R"([-9223372036854775808,"9223372036854775807"])");
}

TEST(JsonWriter, WhatIsNoNumberIsNull) {
    JsonWriter out;
    out.open_array().number(std::nan("")).number(std::numeric_limits<double>::infinity()).close_array();
    EXPECT_EQ(out.str(), "[null,null]");
}

TEST(JsonWriter, TextsCarryBothLanguages) {
    JsonWriter out;
    out.open_object().member("title", Text{"春蕾计划", "Spring Bud"}).key("raw").raw("[1]").close_object();
    EXPECT_EQ(out.str(), R"({"title":{"zh":"春蕾计划","en":"Spring Bud"},"raw":[1]})");
}

}  // namespace
}  // namespace niangjia
