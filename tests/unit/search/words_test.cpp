#include "search/words.h"

#include <gtest/gtest.h>

namespace niangjia::search {
namespace {

std::vector<std::string> texts(std::string_view text) {
    std::vector<std::string> result;
    for (auto const& word : words_of(text)) result.push_back(word.text);
    return result;
}
using Texts = std::vector<std::string>;

TEST(Words, AreSingleChineseCharactersAndWholeRunsOfLettersOrDigits) {
    EXPECT_EQ(texts("拨打12338热线"), (Texts{"拨", "打", "12338", "热", "线"}));
    EXPECT_EQ(texts("domestic violence"), (Texts{"domestic", "violence"}));
    EXPECT_EQ(texts("苏N12345"), (Texts{"苏", "n", "12345"}));
    EXPECT_EQ(texts("321302-00000042"), (Texts{"321302", "－", "00000042"}));
}

TEST(Words, AreFoldedInCaseWidthAndCompatibilityForm) {
    EXPECT_EQ(texts("ＡＢＣ１２"), (Texts{"abc", "12"}));
    EXPECT_EQ(texts("Straße"), (Texts{"strasse"}));
    EXPECT_EQ(texts("⼥性"), texts("女性"));  // U+2F25, the radical
    EXPECT_EQ(texts("㎏"), (Texts{"kg"}));
    EXPECT_EQ(texts("（家庭）"), texts("(家庭)"));
}

TEST(Words, HoldMarksAndEmojiAsWordsOfTheirOwnWithoutAnyAsciiMark) {
    EXPECT_EQ(texts("\"50%\"_'*"), (Texts{"＂", "50", "％", "＂", "＿", "＇", "＊"}));
    EXPECT_EQ(texts("好😀👩‍👧"), (Texts{"好", "😀", "👩", "👧"}));
    EXPECT_EQ(texts("𠮷𫝆"), (Texts{"𠮷", "𫝆"}));  // beyond the first plane
}

TEST(Words, LieWhereTheyWereCutFrom) {
    auto const words = words_of("　打 ABC㎏。");
    ASSERT_EQ(words.size(), 3U);
    EXPECT_EQ(words[0].start, 1U);
    EXPECT_TRUE(words[0].after_blank);
    EXPECT_EQ(words[1].text, "abckg");
    EXPECT_EQ(words[1].start, 3U);
    EXPECT_EQ(words[1].length, 4U);
    EXPECT_EQ(words[2].start, 7U);
    EXPECT_FALSE(words[2].after_blank);
}

TEST(Words, LeaveAGapWhereASubjectsNameGoes) {
    auto const words = words_of("助学{subject}金");
    ASSERT_EQ(words.size(), 3U);
    EXPECT_TRUE(words[2].after_gap);
    EXPECT_EQ(words[2].start, 11U);
}

TEST(Words, EndWithTheirLongestRunAndBearAnyBytes) {
    auto const words = words_of(std::string(longest_run + 3, 'a'));
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(words[1].text, "aaa");
    EXPECT_EQ(texts("a\xff\xe5\xa5"), (Texts{"a", "\xef\xbf\xbd", "\xef\xbf\xbd"}));
    EXPECT_TRUE(texts(" \t\r\n　\x01").empty());
}

}  // namespace
}  // namespace niangjia::search
