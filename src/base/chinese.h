// Numbers as Chinese work reports write them, numerals for headings, and the width of Chinese text.
// Everything here is pure: the same value and style always give the same text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/day.h"

namespace niangjia {

// Nothing is rounded. From 10,000 on the number is written in 万, 亿 or 万亿 if that needs at most two
// decimals (368万元, 42.96万元); otherwise it keeps all its digits (12345人).
struct Exact {
    bool operator==(Exact const&) const = default;
};

// 7000余万元: rounded down to whole `unit_size` (counted in the value's own unit, yuan for money), with 余
// only if something was left. 0 chooses the size so that two leading digits stay (but never less than 10).
//
// Where 余 stands: right behind the digits if they end in zero (1600余名, 110余万元, 7000余万元), because 余
// then stands for the places below; behind 万 or 亿 if they do not (2万余人次, 1.2万余名). Digits that
// neither end in zero nor carry 万 leave no place for 余: such a value is printed exactly, and so is one
// below `unit_size`.
struct MoreThan {
    std::int64_t unit_size = 0;
    bool operator==(MoreThan const&) const = default;
};

// 近30个: rounded up to whole `unit_size`, with 近 only if that made it larger. A value below half of the
// rounded one is not near it and is printed exactly.
struct Nearly {
    std::int64_t unit_size = 0;
    bool operator==(Nearly const&) const = default;
};

using NumberStyle = std::variant<Exact, MoreThan, Nearly>;

// Reads a style as packs write it: "" and "万" (exact), "余", "余 100", "余 1000万", "近 10", "近 1亿".
// Nothing if it is none of these.
[[nodiscard]] std::optional<NumberStyle> parse_number_style(std::string_view text);

// 4916名, 1.2万名, 2万余人次. Units of rates (%, ‰, and what begins with /) are never written in 万.
[[nodiscard]] std::string chinese_number(std::int64_t value, std::string_view unit,
                                         NumberStyle style = Exact{});
// The same for a value with a fraction, first rounded to at most `decimals` (0 to 4) places: 91.5%. Zeros at
// the end are dropped. What is not a finite number is written as —.
[[nodiscard]] std::string chinese_number(double value, std::string_view unit, int decimals,
                                         NumberStyle style = Exact{});
// Money in fen, written in yuan: 368万元, 7065.4万元, 1234.56元, 7000余万元.
[[nodiscard]] std::string chinese_money(std::int64_t fen, NumberStyle style = Exact{});

// Fen in yuan, always with both decimals, for lists, sheets and bank files: 12.30, 0.05, -7.00.
[[nodiscard]] std::string yuan(std::int64_t fen);
// An amount in fen as receipts and vouchers write it, so that nobody changes it afterwards: 壹万贰仟叁佰元伍角整, 伍佰元整,
// 壹仟零伍元零叁分, 叁分, 零元整, 负壹元整. What ends in 元 or 角 is closed with 整; where 零 may stand or not (万 or 元 is nought
// and 仟 or 角 is not) it is left out. Source: 支付结算办法 (银发〔1997〕393号), 附件一.
[[nodiscard]] std::string chinese_capitals(std::int64_t fen);

// 一, 十二, 二十, 一百零五; from 10,000 on and below zero the Arabic digits.
[[nodiscard]] std::string chinese_numeral(int number);
// The number before a heading, from level 1 to 4: 一、 （一） 1. （1）
[[nodiscard]] std::string heading_number(int level, int number);
// 2015年; 2015年3月; 2015年1至6月; 2015年3月8日; 2015年3月8日至4月2日; 2014年12月1日至2015年2月28日.
[[nodiscard]] std::string chinese_period(Period period);

// The English twins: 1,234; 91.5; more than 1,600; nearly 30. The unit is the caller's.
[[nodiscard]] std::string english_number(std::int64_t value, NumberStyle style = Exact{});
[[nodiscard]] std::string english_number(double value, int decimals, NumberStyle style = Exact{});
// RMB 3.68 million, RMB 70.654 million, RMB 1,234.56, more than RMB 70 million: millions or billions from one
// million on if that needs at most four decimals.
[[nodiscard]] std::string english_money(std::int64_t fen, NumberStyle style = Exact{});

// The width of a UTF-8 text in half-width columns: a Chinese character or full-width mark counts two.
[[nodiscard]] int text_width(std::string_view text);

}  // namespace niangjia
