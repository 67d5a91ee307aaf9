#include "base/chinese.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace niangjia {
namespace {

struct NumberCase {
    std::int64_t value;
    std::string unit;
    NumberStyle style;
    std::string text;
};

TEST(ChineseNumber, CountsReadAsInRealReports) {
    std::vector<NumberCase> const cases{
        {4916, "名", Exact{}, "4916名"},
        {2098, "人", Exact{}, "2098人"},
        {106, "期", Exact{}, "106期"},
        {0, "场", Exact{}, "0场"},
        {-35, "户", Exact{}, "-35户"},
        {9999, "人", Exact{}, "9999人"},
        {10'000, "人", Exact{}, "1万人"},
        {12'000, "名", Exact{}, "1.2万名"},
        {16'000, "人次", Exact{}, "1.6万人次"},
        {56'000, "人次", Exact{}, "5.6万人次"},
        {12'300, "人", Exact{}, "1.23万人"},
        {12'345, "人", Exact{}, "12345人"},
        {123'456'789, "人", Exact{}, "123456789人"},
        {123'450'000, "人", Exact{}, "12345万人"},
        {120'000'000, "人", Exact{}, "1.2亿人"},
        {-12'000, "人", Exact{}, "-1.2万人"},
        {20'000, "%", Exact{}, "20000%"},
        {20'000, "/10万", Exact{}, "20000/10万"},
        // More than.
        {1'623, "名", MoreThan{100}, "1600余名"},
        {1'600, "名", MoreThan{100}, "1600名"},
        {103, "场", MoreThan{100}, "100余场"},
        {100, "场", MoreThan{100}, "100场"},
        {20'314, "人次", MoreThan{10'000}, "2万余人次"},
        {51'200, "名", MoreThan{10'000}, "5万余名"},
        {12'345, "名", MoreThan{1'000}, "1.2万余名"},
        {12'345, "名", MoreThan{10}, "12340余名"},
        {103'000, "名", MoreThan{10'000}, "10余万名"},
        {121'000, "名", MoreThan{10'000}, "12万余名"},
        {86, "名", MoreThan{100}, "86名"},     // below the size: exactly
        {1'237, "名", MoreThan{5}, "1237名"},  // 1235 leaves no place for 余
        {1'243, "名", MoreThan{5}, "1240余名"},
        {1'623, "名", MoreThan{}, "1600余名"},
        {103, "场", MoreThan{}, "100余场"},
        {47, "个", MoreThan{}, "40余个"},
        {7, "个", MoreThan{}, "7个"},
        {20'314, "人次", MoreThan{}, "2万余人次"},
        {-1'623, "名", MoreThan{100}, "-1623名"},
        // Nearly.
        {27, "个", Nearly{10}, "近30个"},
        {30, "个", Nearly{10}, "30个"},
        {27, "个", Nearly{}, "近30个"},
        {3, "个", Nearly{10}, "3个"},
        {19'870, "人", Nearly{10'000}, "近2万人"},
        {0, "人", Nearly{10}, "0人"},
    };
    for (auto const& [value, unit, style, text] : cases)
        EXPECT_EQ(chinese_number(value, unit, style), text) << value;
}

TEST(ChineseNumber, FractionsAreRoundedAndEndWithoutZeros) {
    EXPECT_EQ(chinese_number(91.5, "%", 1), "91.5%");
    EXPECT_EQ(chinese_number(91.46, "%", 1), "91.5%");
    EXPECT_EQ(chinese_number(12.0, "%", 1), "12%");
    EXPECT_EQ(chinese_number(39.4, "%", 2), "39.4%");
    EXPECT_EQ(chinese_number(0.05, "%", 2), "0.05%");
    EXPECT_EQ(chinese_number(-0.04, "%", 1), "0%");
    EXPECT_EQ(chinese_number(-1.5, "个百分点", 1), "-1.5个百分点");
    EXPECT_EQ(chinese_number(429'600.0, "元", 2), "42.96万元");
    EXPECT_EQ(chinese_number(70'654'000.0, "元", 2, MoreThan{10'000'000}), "7000余万元");
    EXPECT_EQ(chinese_number(std::numeric_limits<double>::quiet_NaN(), "%", 1), "—");
    EXPECT_EQ(chinese_number(1e300, "元", 0), "—");
}

TEST(ChineseNumber, MoneyReadsAsInRealReports) {
    struct Case {
        std::int64_t fen;
        NumberStyle style;
        std::string text;
    };
    std::vector<Case> const cases{
        {368'000'000, Exact{}, "368万元"},
        {42'960'000, Exact{}, "42.96万元"},
        {236'000'000, Exact{}, "236万元"},
        {10'000'000, Exact{}, "10万元"},
        {7'065'400'000, Exact{}, "7065.4万元"},
        {123'456, Exact{}, "1234.56元"},
        {1'234'567, Exact{}, "12345.67元"},
        {50'000, Exact{}, "500元"},
        {32'800'000'000'000, Exact{}, "3280亿元"},
        {100'000'000'000'000, Exact{}, "1万亿元"},
        {10'060'000'000, Exact{}, "10060万元"},
        {10'600'000'000, Exact{}, "1.06亿元"},
        {7'065'400'000, MoreThan{10'000'000}, "7000余万元"},
        {7'065'400'000, MoreThan{1'000'000}, "7000余万元"},
        {7'065'400'000, MoreThan{}, "7000余万元"},
        {113'600'000, MoreThan{100'000}, "110余万元"},
        {113'600'000, MoreThan{}, "110余万元"},
        {110'000'000, MoreThan{100'000}, "110万元"},
        {110'000'001, MoreThan{100'000}, "110余万元"},
        {985'000'000, Nearly{10'000'000}, "近1000万元"},
    };
    for (auto const& [fen, style, text] : cases) EXPECT_EQ(chinese_money(fen, style), text) << fen;
}

TEST(ChineseNumber, ExtremeValuesDoNotOverflow) {
    auto const least = std::numeric_limits<std::int64_t>::min();
    auto const most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(chinese_number(least, "", Exact{}), "-9223372036854775808");
    EXPECT_EQ(chinese_number(most, "", Nearly{most - 1}), "9223372036854775807");
    EXPECT_EQ(chinese_money(most, MoreThan{most}), "92233720368547758.07元");
}

TEST(NumberStyle, IsReadAsPacksWriteIt) {
    EXPECT_EQ(parse_number_style(""), NumberStyle{Exact{}});
    EXPECT_EQ(parse_number_style("万"), NumberStyle{Exact{}});
    EXPECT_EQ(parse_number_style("余"), NumberStyle{MoreThan{}});
    EXPECT_EQ(parse_number_style("余 1000万"), NumberStyle{MoreThan{10'000'000}});
    EXPECT_EQ(parse_number_style(" 余100 "), NumberStyle{MoreThan{100}});
    EXPECT_EQ(parse_number_style("近 10"), NumberStyle{Nearly{10}});
    EXPECT_EQ(parse_number_style("近 1亿"), NumberStyle{Nearly{100'000'000}});
    EXPECT_EQ(parse_number_style("约 10"), std::nullopt);
    EXPECT_EQ(parse_number_style("余 十"), std::nullopt);
    EXPECT_EQ(parse_number_style("余 -10"), std::nullopt);
    EXPECT_EQ(parse_number_style("余 0"), std::nullopt);
    EXPECT_EQ(parse_number_style("余 9000000000000万亿"), std::nullopt);
}

TEST(Yuan, AreWrittenWithBothDecimals) {
    EXPECT_EQ(yuan(12'30), "12.30");
    EXPECT_EQ(yuan(5), "0.05");
    EXPECT_EQ(yuan(0), "0.00");
    EXPECT_EQ(yuan(-5), "-0.05") << "and the sign is not lost below one";
    EXPECT_EQ(yuan(-7'00), "-7.00");
}

TEST(ChineseCapitals, WriteEachDigitAndItsPlace) {
    EXPECT_EQ(chinese_capitals(1'230'050), "壹万贰仟叁佰元伍角整");
    EXPECT_EQ(chinese_capitals(12'345'678'99), "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角玖分");
    EXPECT_EQ(chinese_capitals(325'04), "叁佰贰拾伍元零肆分");
    EXPECT_EQ(chinese_capitals(800'00), "捌佰元整");
}

TEST(ChineseCapitals, AlwaysWriteTheOneBeforeTen) {
    EXPECT_EQ(chinese_capitals(10'00), "壹拾元整");
    EXPECT_EQ(chinese_capitals(15'00), "壹拾伍元整");
    EXPECT_EQ(chinese_capitals(100'000'00), "壹拾万元整");
    EXPECT_EQ(chinese_capitals(110'00), "壹佰壹拾元整");
}

TEST(ChineseCapitals, CloseWholeYuanAndWholeTenthsAlone) {
    EXPECT_EQ(chinese_capitals(1'00), "壹元整");
    EXPECT_EQ(chinese_capitals(1'20), "壹元贰角整");
    EXPECT_EQ(chinese_capitals(1'23), "壹元贰角叁分");
    EXPECT_EQ(chinese_capitals(50), "伍角整");
    EXPECT_EQ(chinese_capitals(3), "叁分");
    EXPECT_EQ(chinese_capitals(53), "伍角叁分");
}

TEST(ChineseCapitals, WriteOneNoughtHoweverManyStandTogether) {
    EXPECT_EQ(chinese_capitals(1'409'50), "壹仟肆佰零玖元伍角整");
    EXPECT_EQ(chinese_capitals(6'007'14), "陆仟零柒元壹角肆分");
    EXPECT_EQ(chinese_capitals(1'005'03), "壹仟零伍元零叁分");
    EXPECT_EQ(chinese_capitals(1'010'00), "壹仟零壹拾元整");
    EXPECT_EQ(chinese_capitals(10'000'05), "壹万元零伍分");
    EXPECT_EQ(chinese_capitals(10'001'00), "壹万零壹元整");
    EXPECT_EQ(chinese_capitals(100'700'00), "壹拾万零柒佰元整");
    EXPECT_EQ(chinese_capitals(10'010'010'00), "壹仟零壹万零壹拾元整");
    EXPECT_EQ(chinese_capitals(100'000'001'00), "壹亿零壹元整");
    EXPECT_EQ(chinese_capitals(105'000'000'00), "壹亿零伍佰万元整");
    EXPECT_EQ(chinese_capitals(1'000'005'000'00), "壹拾亿零伍仟元整");
}

TEST(ChineseCapitals, LeaveOutTheNoughtThatMayBeLeftOut) {
    EXPECT_EQ(chinese_capitals(1'680'32), "壹仟陆佰捌拾元叁角贰分");
    EXPECT_EQ(chinese_capitals(107'000'53), "壹拾万柒仟元伍角叁分");
    EXPECT_EQ(chinese_capitals(110'000'000'00), "壹亿壹仟万元整");
}

TEST(ChineseCapitals, KnowNothingDebtsAndTheLargestAmounts) {
    EXPECT_EQ(chinese_capitals(0), "零元整");
    EXPECT_EQ(chinese_capitals(-1'00), "负壹元整");
    EXPECT_EQ(chinese_capitals(-5), "负伍分");
    EXPECT_EQ(chinese_capitals(70'000'000'00), "柒仟万元整");
    EXPECT_EQ(chinese_capitals(1'000'000'000'000'00), "壹万亿元整");
    EXPECT_EQ(chinese_capitals(std::numeric_limits<std::int64_t>::max()),
              "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分");
    EXPECT_EQ(chinese_capitals(std::numeric_limits<std::int64_t>::min()),
              "负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分");
}

TEST(ChineseNumeral, CountsHeadings) {
    std::vector<std::pair<int, std::string>> const cases{{0, "零"},
                                                         {1, "一"},
                                                         {10, "十"},
                                                         {12, "十二"},
                                                         {20, "二十"},
                                                         {35, "三十五"},
                                                         {105, "一百零五"},
                                                         {112, "一百一十二"},
                                                         {2015, "二千零一十五"},
                                                         {1001, "一千零一"},
                                                         {1010, "一千零一十"},
                                                         {3000, "三千"},
                                                         {10000, "10000"},
                                                         {-1, "-1"}};
    for (auto const& [number, text] : cases) EXPECT_EQ(chinese_numeral(number), text);
    EXPECT_EQ(heading_number(1, 12), "十二、");
    EXPECT_EQ(heading_number(2, 1), "（一）");
    EXPECT_EQ(heading_number(3, 2), "2.");
    EXPECT_EQ(heading_number(4, 3), "（3）");
}

TEST(ChinesePeriod, IsNamedAsShortAsItCanBe) {
    auto const day = [](int y, unsigned m, unsigned d) { return *Day::of(y, m, d); };
    EXPECT_EQ(chinese_period(Period::of_year(2015)), "2015年");
    EXPECT_EQ(chinese_period({day(2015, 3, 1), day(2015, 3, 31)}), "2015年3月");
    EXPECT_EQ(chinese_period({day(2015, 1, 1), day(2015, 6, 30)}), "2015年1至6月");
    EXPECT_EQ(chinese_period({day(2015, 3, 8), day(2015, 3, 8)}), "2015年3月8日");
    EXPECT_EQ(chinese_period({day(2015, 3, 8), day(2015, 4, 2)}), "2015年3月8日至4月2日");
    EXPECT_EQ(chinese_period({day(2014, 12, 1), day(2015, 2, 28)}), "2014年12月1日至2015年2月28日");
}

TEST(EnglishNumber, IsGroupedAndMoneyIsInMillions) {
    EXPECT_EQ(english_number(1'234), "1,234");
    EXPECT_EQ(english_number(-1'234'567), "-1,234,567");
    EXPECT_EQ(english_number(12), "12");
    EXPECT_EQ(english_number(1'623, MoreThan{100}), "more than 1,600");
    EXPECT_EQ(english_number(27, Nearly{10}), "nearly 30");
    EXPECT_EQ(english_number(91.5, 1), "91.5");
    EXPECT_EQ(english_money(368'000'000), "RMB 3.68 million");
    EXPECT_EQ(english_money(7'065'400'000), "RMB 70.654 million");
    EXPECT_EQ(english_money(7'065'400'000, MoreThan{10'000'000}), "more than RMB 70 million");
    EXPECT_EQ(english_money(123'456), "RMB 1,234.56");
    EXPECT_EQ(english_money(123'450), "RMB 1,234.50");
    EXPECT_EQ(english_money(42'960'000), "RMB 429,600");
    EXPECT_EQ(english_money(32'800'000'000'000), "RMB 328 billion");
}

TEST(TextWidth, CountsChineseCharactersTwice) {
    EXPECT_EQ(text_width("abc 12"), 6);
    EXPECT_EQ(text_width("妇联"), 4);
    EXPECT_EQ(text_width("“3+X”讲堂，（一）"), 2 + 3 + 2 + 4 + 2 + 6);
    EXPECT_EQ(text_width(""), 0);
}

}  // namespace
}  // namespace niangjia
