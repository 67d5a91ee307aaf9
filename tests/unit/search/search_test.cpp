// The room by itself: documents of no records, found by phrases, within reach and sight.
#include "search/search.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "installation/installation.h"
#include "support/office.h"

namespace niangjia::search {
namespace {

using namespace testing_support;
using identity::Sight;
using Ids = std::vector<RecordId>;

class Finding : public OfficeDatabase {
  protected:
    void put(Document const& document) {
        write([&](storage::Transaction& transaction) { search::put(transaction, document); });
    }
    void put(RecordId record, std::vector<Part> parts, std::string_view place = meiyuan, std::string_view opened = "2015-03-01") {
        put(Document{record, code(place), 1, day(opened), std::move(parts)});
    }
    void put(RecordId record, std::string_view text) { put(record, {{Sight::Internal, "note", std::string{text}}}); }

    Page page(identity::Context const& context, Query const& query, std::optional<std::int64_t> after = {}, int limit = 100) {
        return read([&](storage::Reader const& reader) { return find(reader, context, query, after, limit); });
    }
    Ids found(identity::Context const& context, Query const& query) {
        Ids ids;
        for (auto const& hit : page(context, query).hits) ids.push_back(hit.record);
        return ids;
    }
    Ids found(std::string_view text) { return found(system(), {.text = std::string{text}}); }
    identity::Context as(std::string_view role, std::string_view place) { return as({{std::string{role}, std::string{place}}}); }
    identity::Context as(std::vector<std::pair<std::string, std::string>> const& grants) {
        std::vector<identity::Grant> all;
        for (auto const& [role, place] : grants) all.push_back({test_roles().find(role), code(place)});
        return {clock, 1, "王芳", std::move(all)};
    }
    std::string refusal(Query const& query) {
        return code_of([&] { (void)page(as("keeper", dongcheng), query); });
    }
    std::vector<Text> differences(std::vector<Document> const& documents) {
        return read([&](storage::Reader const& reader) {
            return search::differences(reader, [&](auto const& visit) {
                for (auto const& document : documents) visit(document);
            });
        });
    }
};

TEST_P(Finding, FindsAPhraseExactlyWhereItsCharactersStandInThatOrder) {
    put(1, "家庭暴力告诫书已送达");
    put(2, "家庭纠纷，暴力倾向");
    put(3, "庭家");
    EXPECT_EQ(found("家庭"), (Ids{2, 1}));
    EXPECT_EQ(found("家庭暴力"), (Ids{1}));
    EXPECT_EQ(found("暴"), (Ids{2, 1}));
    EXPECT_EQ(found("书送"), (Ids{}));
    EXPECT_EQ(found("力告诫书已送达"), (Ids{1}));
    EXPECT_EQ(found("达家"), (Ids{}));
}

TEST_P(Finding, WantsEachWordOfAQueryWhereverItIs) {
    put(1, {{Sight::Internal, "note", "土地流转"}, {Sight::Personal, "field.story", "王庄的宅基地"}});
    put(2, "土地");
    EXPECT_EQ(found("宅基地 土地"), (Ids{1}));
    EXPECT_EQ(found("　土地　"), (Ids{2, 1}));
    EXPECT_EQ(found("土地 没有"), (Ids{}));
}

TEST_P(Finding, NeverReachesOverTheBorderOfTwoParts) {
    put(1, {{Sight::Internal, "a", "土地"}, {Sight::Internal, "b", "流转"}, {Sight::Public, "c", "张"}, {Sight::Personal, "d", "红"}});
    put(2, {{Sight::Public, "title", "助学{subject}金"}});
    for (auto const* across : {"地流", "转张", "张红", "红张", "转红", "张土", "学金", "subject", "b0", "土地b0流转"}) EXPECT_EQ(found(across), (Ids{})) << across;
    EXPECT_EQ(found("土地"), (Ids{1}));
    EXPECT_EQ(found("金"), (Ids{2}));
}

TEST_P(Finding, TakesWholeNumbersAndLatinWords) {
    put(1, "拨打12338热线，编号321302-00000042，ＷｉＦｉ");
    EXPECT_EQ(found("12338"), (Ids{1}));
    EXPECT_EQ(found("1233"), (Ids{}));
    EXPECT_EQ(found("打12338热"), (Ids{1}));
    EXPECT_EQ(found("321302-00000042"), (Ids{1}));
    EXPECT_EQ(found("wifi"), (Ids{1}));
    EXPECT_EQ(found("WI"), (Ids{}));
}

TEST_P(Finding, TakesMarksLiterallyAndNothingOfThemAsAnOperator) {
    put(1, "完成50%，\"优秀\"（NEAR）好😀评*");
    for (auto const* text : {"50%", "\"优秀\"", "（near）", "(NEAR)", "好😀评*", "*", "％", "😀"}) EXPECT_EQ(found(text), (Ids{1})) << text;
    for (auto const* text : {"优*", "优秀 OR 没有", "50_", "NOT", "优秀 -好", "{优秀}", "note:优秀", "words : p", "^完成", "'", "优秀\\", "%优秀%", "&", "优秀&好", "| !", "<->"}) {
        EXPECT_EQ(found(text), (Ids{})) << text;
    }
}

TEST_P(Finding, RefusesWhatCannotBeLookedFor) {
    EXPECT_EQ(refusal({.text = ""}), "search.empty");
    EXPECT_EQ(refusal({.text = " 　\t\u200b"}), "search.empty");
    std::string text;
    for (std::size_t i = 0; i < longest_query; ++i) text += "长";
    put(1, text + text);
    EXPECT_EQ(found(text), (Ids{1}));
    EXPECT_EQ(refusal({.text = text + "长"}), "search.too-long");
}

// On PostgreSQL a tsvector forgets all but 255 places of a word: a text that repeats itself must be found none the less.
TEST_P(Finding, FindsTheEndOfAVeryLongAndMonotonousText) {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "哈";
    put(1, text + "完了");
    EXPECT_EQ(found("哈哈完了"), (Ids{1}));
    EXPECT_EQ(found("了哈"), (Ids{}));
    put(1, text);
    EXPECT_EQ(found("完"), (Ids{}));
}

TEST_P(Finding, KeepsToTheCallersReachAndToThePlaceAskedFor) {
    put(1, {{Sight::Internal, "note", "土地"}}, meiyuan);
    put(2, {{Sight::Internal, "note", "土地"}}, daqiao);
    put(3, {{Sight::Internal, "note", "土地"}}, xinhe);
    put(4, {{Sight::Internal, "note", "土地"}}, dongcheng);
    Query const land{.text = "土地"};
    EXPECT_EQ(found(system(), land), (Ids{4, 3, 2, 1}));
    EXPECT_EQ(found(as("keeper", dongcheng), land), (Ids{4, 2, 1}));
    EXPECT_EQ(found(as("village-head", daqiao), land), (Ids{2}));
    EXPECT_EQ(found(as({{"village-head", std::string{daqiao}}, {"keeper", std::string{xishan}}}), land), (Ids{3, 2}));
    EXPECT_EQ(found(as("keeper", dongcheng), {.text = "土地", .within = code(shiqiao)}), (Ids{2, 1}));
    EXPECT_EQ(found(as("keeper", dongcheng), {.text = "土地", .within = code(meiyuan)}), (Ids{1}));
    EXPECT_EQ(refusal({.text = "土地", .within = code(xishan)}), "org.unknown");
    EXPECT_EQ(refusal({.text = "土地", .within = code(linjiang)}), "org.unknown");
    EXPECT_EQ(found(as(std::vector<std::pair<std::string, std::string>>{}), land), (Ids{}));
}

TEST_P(Finding, FindsByNothingThatTheCallersSightMayNotRead) {
    put(1, {{Sight::Public, "title", "信访件"}, {Sight::Internal, "note", "已受理"}, {Sight::Personal, "field.story", "丈夫酗酒"}, {Sight::Sealed, "field.secret", "密"}});
    auto const cadre = as("keeper", dongcheng);
    auto const office = as("admin", dongcheng);  // sees what is internal, no more
    EXPECT_EQ(found(cadre, {.text = "酗酒"}), (Ids{1}));
    EXPECT_EQ(found(office, {.text = "酗酒"}), (Ids{}));
    EXPECT_EQ(found(office, {.text = "受理 酗酒"}), (Ids{}));
    EXPECT_EQ(found(office, {.text = "受理 信访"}), (Ids{1}));
    EXPECT_EQ(found(cadre, {.text = "密"}), (Ids{}));
    EXPECT_EQ(found(system(), {.text = "密"}), (Ids{}));
    // Reaching the county with one role lends no sight to the village of another.
    auto const both = as({{"admin", std::string{dongcheng}}, {"village-head", std::string{daqiao}}});
    EXPECT_EQ(found(both, {.text = "酗酒"}), (Ids{}));
    put(2, {{Sight::Personal, "field.story", "酗酒"}}, daqiao);
    EXPECT_EQ(found(both, {.text = "酗酒"}), (Ids{2}));
    EXPECT_EQ(found(both, {.text = "信访"}), (Ids{1}));
    auto const hit = page(office, {.text = "信访"}).hits.front();
    EXPECT_FALSE(hit.passage);
}

TEST_P(Finding, FindsWhatADocumentSaysNowAndNothingOfOneThatWasRemoved) {
    put(1, "原来的话");
    put(1, "现在的话");
    EXPECT_EQ(found("原来"), (Ids{}));
    EXPECT_EQ(found("现在"), (Ids{1}));
    put(1, {{Sight::Internal, "note", "现在的话"}}, xinhe, "2015-02-01");
    EXPECT_EQ(found(as("keeper", dongcheng), {.text = "现在"}), (Ids{}));
    EXPECT_EQ(found(as("keeper", xishan), {.text = "现在"}), (Ids{1}));
    write([](storage::Transaction& transaction) { search::remove(transaction, 1); });
    write([](storage::Transaction& transaction) { search::remove(transaction, 1); });
    EXPECT_EQ(found("话"), (Ids{}));
    EXPECT_EQ(differences({}), std::vector<Text>{});
}

TEST_P(Finding, KeepsNothingOfATransactionThatFails) {
    EXPECT_ANY_THROW(write([&](storage::Transaction& transaction) {
        search::put(transaction, {1, code(meiyuan), 1, day("2015-03-01"), {{Sight::Internal, "note", "土地"}}});
        throw std::runtime_error{"no"};
    }));
    EXPECT_EQ(found("土地"), (Ids{}));
    EXPECT_EQ(differences({}), std::vector<Text>{});
}

TEST_P(Finding, ShowsTheNewestFirstInPagesThatMissAndRepeatNothing) {
    std::vector<std::string> const days{"2015-02-03", "1969-12-31", "2015-03-01", "2014-12-31", "2015-02-03"};
    for (std::size_t i = 0; i < days.size(); ++i) put(static_cast<RecordId>(i + 1), {{Sight::Internal, "note", "土地"}}, meiyuan, days[i]);
    Ids const all{3, 5, 1, 4, 2};
    EXPECT_EQ(found("土地"), all);
    put(1, {{Sight::Internal, "note", "土地证"}}, meiyuan, days[0]);  // a change does not move it
    EXPECT_EQ(found("土地"), all);
    Ids paged;
    std::optional<std::int64_t> after;
    int pages = 0;
    do {
        auto const one = page(as("keeper", dongcheng), {.text = "土地"}, after, 2);
        for (auto const& hit : one.hits) paged.push_back(hit.record);
        after = one.next;
        ++pages;
    } while (after);
    EXPECT_EQ(paged, all);
    EXPECT_EQ(pages, 3);
}

TEST_P(Finding, LimitsItselfToOneType) {
    put(Document{1, code(meiyuan), 7, day("2015-03-01"), {{Sight::Internal, "note", "土地"}}});
    put(Document{2, code(meiyuan), 8, day("2015-03-01"), {{Sight::Internal, "note", "土地"}}});
    EXPECT_EQ(found(as("keeper", dongcheng), {.text = "土地", .type = 7}), (Ids{1}));
    EXPECT_EQ(found(system(), {.text = "土地", .type = 8}), (Ids{2}));
    EXPECT_EQ(found(system(), {.text = "土地", .type = 9}), (Ids{}));
}

TEST_P(Finding, ShowsThePassageAroundWhatWasFound) {
    std::string long_text;
    for (int i = 0; i < 30; ++i) long_text += "前面的话。";
    long_text += "她说土地和ＡＢＣ，土地。";
    for (int i = 0; i < 30; ++i) long_text += "后面的话。";
    put(1, {{Sight::Public, "title", "土地确权（{subject}）"}, {Sight::Internal, "field.plan", "没有"}, {Sight::Personal, "field.story", long_text}});
    auto const hit = page(system(), {.text = "土地 abc"}).hits.at(0);
    ASSERT_TRUE(hit.title);
    EXPECT_EQ(hit.title->marks, (std::vector<Mark>{{0, 2}}));
    ASSERT_TRUE(hit.passage);
    EXPECT_EQ(hit.passage->name, "field.story");
    EXPECT_TRUE(hit.passage->cut_before && hit.passage->cut_after);
    EXPECT_EQ(hit.passage->marks, (std::vector<Mark>{{20, 2}, {23, 3}, {27, 2}}));
    EXPECT_EQ(characters(hit.passage->text), 100U);
    EXPECT_TRUE(hit.passage->text.contains("。她说土地和ＡＢＣ，土地。后面")) << hit.passage->text;

    put(2, "短短一句土地");
    auto const other = page(system(), {.text = "土地"}).hits.at(0);
    EXPECT_EQ(other.passage->text, "短短一句土地");
    EXPECT_EQ(other.passage->marks, (std::vector<Mark>{{4, 2}}));
    EXPECT_FALSE(other.title || other.passage->cut_before || other.passage->cut_after);
}

// Random texts of few characters, so that every short word is somewhere; found must be what std::string::find finds.
TEST_P(Finding, AgreesWithSubstringsOfRandomTexts) {
    std::vector<std::string> const alphabet{"家", "庭", "女", "土", "地", "，", "%", "\"", "(", "😀", "-", "'", "*", "𠮷"};
    std::mt19937 random{42};
    auto const text = [&](std::size_t most) {
        std::string made;
        for (auto length = 1 + random() % most; length > 0; --length) made += alphabet[random() % alphabet.size()];
        return made;
    };
    std::vector<std::string_view> const places{meiyuan, daqiao, xinhe};
    std::map<RecordId, Document> documents;
    for (RecordId record = 1; record <= 120; ++record) {
        Document document{record, code(places[random() % 3]), 1, day("2015-03-01"), {}};
        for (auto parts = 1 + random() % 3; parts > 0; --parts) {
            document.parts.push_back({random() % 2 == 0 ? Sight::Internal : Sight::Personal, "note", text(12)});
        }
        put(document);
        documents[record] = document;
    }
    for (RecordId record = 1; record <= 120; record += 7) {
        if (record % 2 == 0) {
            write([&](storage::Transaction& transaction) { search::remove(transaction, record); });
            documents.erase(record);
        } else {
            documents[record].parts.front().text = text(15);
            put(documents[record]);
        }
    }
    int hits = 0;
    for (int i = 0; i < 400; ++i) {
        auto const wanted = text(4);
        auto const keeper = as(i % 2 == 0 ? "keeper" : "admin", dongcheng);
        Ids expected;
        for (auto const& [record, document] : documents) {
            if (!code(dongcheng).holds(document.org)) continue;
            bool const holds = std::ranges::any_of(document.parts, [&](Part const& part) {
                return part.sight <= (i % 2 == 0 ? Sight::Personal : Sight::Internal) && part.text.contains(wanted);
            });
            if (holds) expected.insert(expected.begin(), record);
        }
        EXPECT_EQ(found(keeper, {.text = wanted}), expected) << wanted;
        hits += static_cast<int>(expected.size());
    }
    EXPECT_GT(hits, 1'000);
    std::vector<Document> all;
    for (auto const& [record, document] : documents) all.push_back(document);
    EXPECT_EQ(differences(all), std::vector<Text>{});
}

TEST_P(Finding, TellsWhereItsIndexIsNotWhatItShouldBe) {
    Document const document{1, code(meiyuan), 1, day("2015-03-01"), {{Sight::Internal, "note", "土地"}}};
    Document const other{2, code(meiyuan), 1, day("2015-03-01"), {{Sight::Internal, "note", "流转"}}};
    put(document);
    EXPECT_EQ(differences({document}), std::vector<Text>{});
    EXPECT_EQ(differences({document, other}).size(), 1U);
    EXPECT_EQ(differences({}).size(), 1U);
    auto changed = document;
    changed.parts.front().text = "地土";
    EXPECT_EQ(differences({changed}).size(), 1U);
    changed = document;
    changed.opened = day("2015-03-02");
    EXPECT_EQ(differences({changed}).size(), 1U);
    // A row goes missing without its words.
    write([](storage::Transaction& transaction) {
        static constexpr storage::Sql forget{"test/forget_document", "DELETE FROM search_documents"};
        transaction.execute(forget);
    });
    EXPECT_EQ(differences({}).size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Every, Finding, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::search
