// Looking for records over the API.
#include <gtest/gtest.h>

#include <set>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class SearchApi : public OnEveryDatabaseWithApi {
  protected:
    json::value ask(Client const& client, std::string const& rest) {
        auto const response = client.get("/api/search?" + rest);
        EXPECT_EQ(response.status, 200) << response.content();
        return json_of(response);
    }
    // The marked pieces of a text.
    static std::vector<std::string> marked(std::string_view text, json::value const& marks) {
        std::vector<std::size_t> starts;
        for (std::size_t i = 0; i <= text.size(); ++i) {
            if (i == text.size() || (text[i] & 0xC0) != 0x80) starts.push_back(i);
        }
        std::vector<std::string> pieces;
        for (auto const& mark : marks.as_array()) {
            auto const start = static_cast<std::size_t>(mark.at("start").as_int64());
            auto const from = starts.at(start);
            pieces.emplace_back(text.substr(from, starts.at(start + static_cast<std::size_t>(mark.at("length").as_int64())) - from));
        }
        return pieces;
    }
    using Pieces = std::vector<std::string>;

    Client county = signed_in("keeper", dongcheng);
    Client admin = signed_in("admin", dongcheng);
};

TEST_P(SearchApi, MarksWhatWasFoundInTheTitleThatTheCallerSeesAndInAPassage) {
    auto const id = proposed(person("欧阳小雨"), {{"school", "实验小学"}, {"story", "父亲患病，小学三年级"}});
    auto const seen = ask(county, "q=" + encoded("小学")).at("items").as_array();
    ASSERT_EQ(seen.size(), 1U);
    auto const& hit = seen.front();
    EXPECT_EQ(text_at(hit, "/record/id"), std::to_string(id));
    EXPECT_EQ(text_at(hit, "/record/title"), "欧阳小雨2015年实验小学助学金");
    EXPECT_EQ(marked(text_at(hit, "/record/title"), hit.at("titleMarks")), (Pieces{"小学"}));
    EXPECT_EQ(text_at(hit, "/passage/label/zh"), "家庭情况");
    EXPECT_EQ(marked(text_at(hit, "/passage/text"), hit.at("passage").at("marks")), (Pieces{"小学"}));

    auto const masked = ask(admin, "q=" + encoded("实验 助学金")).at("items").as_array().at(0);
    EXPECT_EQ(text_at(masked, "/record/title"), "欧***2015年实验小学助学金");
    EXPECT_EQ(marked(text_at(masked, "/record/title"), masked.at("titleMarks")), (Pieces{"实验", "助学金"}));
    EXPECT_EQ(text_at(masked, "/passage/label/zh"), "学校");
    EXPECT_TRUE(ask(admin, "q=" + encoded("助学金")).at("items").as_array().at(0).at("passage").is_null());
    EXPECT_TRUE(ask(admin, "q=" + encoded("患病")).at("items").as_array().empty());
}

TEST_P(SearchApi, TurnsPagesAndLimitsItselfToAPlaceAndAType) {
    for (int i = 0; i < 5; ++i) create(village_head(i % 2 == 0 ? meiyuan : daqiao), complaint("邻里纠纷", i % 2 == 0 ? meiyuan : daqiao));
    std::set<std::string> ids;
    std::string rest = "q=" + encoded("邻里") + "&limit=2";
    int pages = 0;
    for (std::string cursor; pages < 5;) {
        auto const page = ask(county, rest + cursor);
        ++pages;
        for (auto const& item : page.at("items").as_array()) EXPECT_TRUE(ids.insert(text_at(item, "/record/id")).second);
        if (page.at("next").is_null()) break;
        cursor = "&cursor=" + text_at(page, "/next");
    }
    EXPECT_EQ(ids.size(), 5U);
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(ask(county, "q=" + encoded("邻里") + "&within=" + std::string{daqiao}).at("items").as_array().size(), 2U);
    EXPECT_EQ(ask(county, "q=" + encoded("邻里") + "&type=care.complaint").at("items").as_array().size(), 5U);
    EXPECT_EQ(ask(county, "q=" + encoded("邻里") + "&type=care.grant").at("items").as_array().size(), 0U);
}

TEST_P(SearchApi, SaysWhatIsWrongWithAQuestion) {
    auto const code = [&](std::string const& rest) { return problem_code(county.get("/api/search?" + rest)); };
    EXPECT_EQ(code("q=%20"), "search.empty");
    std::string text;
    for (int i = 0; i < 61; ++i) text += "长";
    auto const refused = county.get("/api/search?q=" + encoded(text));
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(problem_code(refused), "search.too-long");
    EXPECT_TRUE(refused.content().contains("61 个字")) << refused.content();
    EXPECT_EQ(code("q=a&type=no.such"), "packs.unknown-type");
    EXPECT_EQ(county.get("/api/search").status, 422);
    EXPECT_EQ(county.get("/api/search?q=a&cursor=xx").status, 422);
}

INSTANTIATE_TEST_SUITE_P(Every, SearchApi, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
