#include "http/schema.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace niangjia::http {
namespace {

Schema person() {
    return Schema::object({
        Schema::required("command", Schema::command()),
        Schema::required("org", Schema::code()),
        Schema::required("name", Schema::text(1, 5)),
        Schema::required("sex", Schema::enum_of({"female", "male"})),
        Schema::optional("birth", Schema::nullable(Schema::day())),
        Schema::optional("amount", Schema::integer(1, 500'000)),
        Schema::optional("tags", Schema::array(Schema::text(1, 10), 2)),
        Schema::optional("fields", Schema::map_of(Schema::number())),
    });
}

std::vector<std::string> found(Schema const& schema, std::string_view text) {
    std::vector<std::string> all;
    for (Problem const& each : schema.validate(parse_json(text)))
        all.push_back(each.pointer + " " + each.code);
    std::ranges::sort(all);
    return all;
}

TEST(Schema, AcceptsWhatFits) {
    EXPECT_TRUE(
        found(person(),
              R"({"command":"0b7e3b2a-1","org":"321302001001","name":"王芳","sex":"female","birth":null,
        "amount":500000,"tags":["a","b"],"fields":{"x":1,"y":2.5}})")
            .empty());
}

TEST(Schema, ReportsEveryProblemWithItsPointer) {
    EXPECT_EQ(found(person(), R"({"org":"32130","name":"","sex":"other","birth":"2015-02-29","amount":500001,
        "tags":["",7],"fields":{"a/b":"x"},"more":1})"),
              (std::vector<std::string>{
                  "/amount schema.too-great", "/birth schema.day", "/command schema.missing",
                  "/fields/a~1b schema.type", "/more schema.unknown", "/name schema.empty",
                  "/org schema.code", "/sex schema.choice", "/tags/0 schema.empty", "/tags/1 schema.type"}));
}

TEST(Schema, CountsCharactersNotBytes) {
    EXPECT_TRUE(found(Schema::text(5, 5), R"("宿迁妇联会")").empty());
    EXPECT_EQ(found(Schema::text(0, 4), R"("宿迁妇联会")").size(), 1U);
    EXPECT_EQ(found(Schema::text(0, 4), R"("a\u0000")"),
              std::vector<std::string>{" schema.control-character"});
}

TEST(Schema, SaysWhatToDoInBothLanguages) {
    auto const problems = person().validate(parse_json("[]"));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].text.zh, "此处应为对象，请改正");
    EXPECT_EQ(problems[0].text.en, "This must be an object; correct it");
}

TEST(Schema, TakesNoNumberThatIsNotWhole) {
    EXPECT_EQ(found(Schema::integer(), "1.5"), std::vector<std::string>{" schema.type"});
    EXPECT_EQ(found(Schema::integer(), "18446744073709551615"),
              std::vector<std::string>{" schema.too-great"});
    EXPECT_TRUE(found(Schema::integer(), "-3").empty());
}

TEST(Schema, KnowsIdsAndMoments) {
    EXPECT_TRUE(found(Schema::id(), R"("9223372036854775807")").empty());
    for (auto const* const text :
         {R"("0")", R"("01")", R"("9223372036854775808")", R"("")", R"("-1")", "7"}) {
        EXPECT_FALSE(found(Schema::id(), text).empty()) << text;
    }
    EXPECT_TRUE(found(Schema::moment(), R"("2015-03-08T09:30:00+08:00")").empty());
    EXPECT_FALSE(found(Schema::moment(), R"("2015-03-08 09:30:00+08:00")").empty());
}

TEST(Schema, StopsAtAHundredProblems) {
    std::string text = "[0";
    for (int i = 0; i < 500; ++i) text += ",0";
    EXPECT_LE(Schema::array(Schema::text()).validate(parse_json(text + "]")).size(), 101U);
}

TEST(Schema, ReadsQueryTexts) {
    EXPECT_EQ(Schema::integer().from_text("12"), json::value(12));
    EXPECT_TRUE(Schema::integer().from_text("12a").is_string());
    EXPECT_EQ(Schema::boolean().from_text("true"), json::value(true));
    EXPECT_EQ(Schema::array(Schema::text()).from_text("a,b").as_array().size(), 2U);
}

TEST(Schema, DescribesNamedSchemasOnce) {
    auto const item = Schema::named("Item", Schema::object({Schema::required("title", Schema::text_pair())}));
    auto const list = Schema::list(item);
    EXPECT_EQ(list.to_json().at("properties").at("items").at("items").at("$ref").as_string(),
              "#/components/schemas/Item");
    std::map<std::string, json::value> components;
    list.collect(components);
    EXPECT_EQ(components.size(), 2U);
    EXPECT_EQ(components.at("Item").at("required").at(0).as_string(), "title");
    EXPECT_THROW(Schema::named("Item", Schema::text()).collect(components), Error);
}

TEST(Schema, ExtendsAnObject) {
    auto const item = Schema::named("Item", Schema::object({Schema::required("id", Schema::id())}));
    auto const whole = Schema::named("Whole", item.with({Schema::required("note", Schema::text())}));
    EXPECT_TRUE(found(whole, R"({"id":"7","note":"x"})").empty());
    EXPECT_EQ(found(whole, R"({"id":"7"})"), std::vector<std::string>{"/note schema.missing"});
}

TEST(Schema, AcceptsOneOfSeveral) {
    auto const run = Schema::one_of({Schema::object({Schema::required("text", Schema::text())}),
                                     Schema::object({Schema::required("figure", Schema::text())})});
    EXPECT_TRUE(found(run, R"({"figure":"a"})").empty());
    EXPECT_EQ(found(run, R"({"other":"a"})"), std::vector<std::string>{" schema.none-fits"});
}

}  // namespace
}  // namespace niangjia::http
