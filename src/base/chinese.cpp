#include "base/chinese.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace niangjia {
namespace {

constexpr int most_places = 4;

constexpr std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

// digits / 10^places: figures are compared and rounded as integers, so that no binary fraction shows.
struct Decimal {
    std::int64_t digits = 0;
    int places = 0;

    bool operator==(Decimal const&) const = default;
};

std::optional<Decimal> to_decimal(double value, int decimals) {
    int const places = std::clamp(decimals, 0, most_places);
    double const scaled = std::round(value * static_cast<double>(power_of_ten(places)));
    if (!(std::abs(scaled) < 9e18)) return std::nullopt;
    return Decimal{static_cast<std::int64_t>(scaled), places};
}

// The digits without zeros behind the point; `grouped` sets commas for English.
std::string plain(Decimal value, bool grouped = false) {
    bool const negative = value.digits < 0;
    std::uint64_t const size =
        negative ? 0 - static_cast<std::uint64_t>(value.digits) : static_cast<std::uint64_t>(value.digits);
    auto const one = static_cast<std::uint64_t>(power_of_ten(value.places));
    std::string text = fmt::format("{}", size / one);
    if (grouped) {
        for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
            text.insert(static_cast<std::size_t>(at), ",");
        }
    }
    if (size % one != 0) {
        text += fmt::format(".{:0{}}", size % one, value.places);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return negative ? "-" + text : text;
}

struct Scale {
    int exponent;
    std::string_view word;
};

// The largest scale that writes the value with at most `decimals` behind the point.
template <std::size_t N>
Scale scale_of(Decimal value, std::array<Scale, N> const& scales, int decimals) {
    for (Scale const& scale : scales) {
        int const exponent = scale.exponent + value.places;
        if (exponent > 18) continue;
        bool const reached = value.digits / power_of_ten(exponent) != 0;
        if (reached && value.digits % power_of_ten(exponent - decimals) == 0) return scale;
    }
    return {0, ""};
}

constexpr std::array<Scale, 3> chinese_scales{{{12, "万亿"}, {8, "亿"}, {4, "万"}}};
constexpr std::array<Scale, 2> english_scales{{{9, " billion"}, {6, " million"}}};

Decimal scaled_down(Decimal value, Scale scale) {
    Decimal result{value.digits, value.places + scale.exponent};
    while (result.places > 0 && result.digits % 10 == 0) {
        result.digits /= 10;
        --result.places;
    }
    return result;
}

// The step to which a style rounds, in the value's own digits; nothing where the style cannot be applied.
std::optional<std::int64_t> step_of(Decimal value, std::int64_t unit_size) {
    if (value.digits <= 0 || unit_size < 0) return std::nullopt;
    std::int64_t size = unit_size;
    if (size == 0) {
        auto const length =
            static_cast<int>(std::to_string(value.digits / power_of_ten(value.places)).size());
        size = power_of_ten(std::max(1, length - 2));
    }
    std::int64_t step = 0;
    if (__builtin_mul_overflow(size, power_of_ten(value.places), &step)) return std::nullopt;
    return step;
}

std::optional<Decimal> rounded_down(Decimal value, MoreThan style) {
    auto const step = step_of(value, style.unit_size);
    if (!step || value.digits < *step || value.digits % *step == 0) return std::nullopt;
    return Decimal{value.digits - value.digits % *step, value.places};
}

std::optional<Decimal> rounded_up(Decimal value, Nearly style) {
    auto const step = step_of(value, style.unit_size);
    if (!step || value.digits % *step == 0) return std::nullopt;
    std::int64_t const below = value.digits - value.digits % *step;
    std::int64_t above = 0;
    if (__builtin_add_overflow(below, *step, &above) || value.digits < above - value.digits)
        return std::nullopt;
    return Decimal{above, value.places};
}

bool is_rate(std::string_view unit) {
    return unit.starts_with("%") || unit.starts_with("‰") || unit.starts_with("/");
}

// "368", "万" for 3,680,000.
std::pair<Decimal, std::string_view> in_scale(Decimal value, std::string_view unit) {
    Scale const scale = is_rate(unit) ? Scale{0, ""} : scale_of(value, chinese_scales, 2);
    return {scaled_down(value, scale), scale.word};
}

std::string exact(Decimal value, std::string_view unit) {
    auto const [digits, word] = in_scale(value, unit);
    return plain(digits) + std::string{word} + std::string{unit};
}

std::string written(Decimal value, std::string_view unit, NumberStyle const& style) {
    if (auto const* more = std::get_if<MoreThan>(&style)) {
        if (auto const rounded = rounded_down(value, *more)) {
            auto const [digits, word] = in_scale(*rounded, unit);
            if (digits.places == 0 && digits.digits % 10 == 0) {
                return fmt::format("{}余{}{}", plain(digits), word, unit);
            }
            if (!word.empty()) return fmt::format("{}{}余{}", plain(digits), word, unit);
        }
    }
    if (auto const* nearly = std::get_if<Nearly>(&style)) {
        if (auto const rounded = rounded_up(value, *nearly)) return "近" + exact(*rounded, unit);
    }
    return exact(value, unit);
}

// The words before the number, and the number to print.
std::pair<std::string_view, Decimal> english_rounded(Decimal value, NumberStyle const& style) {
    if (auto const* more = std::get_if<MoreThan>(&style)) {
        if (auto const rounded = rounded_down(value, *more)) return {"more than ", *rounded};
    }
    if (auto const* nearly = std::get_if<Nearly>(&style)) {
        if (auto const rounded = rounded_up(value, *nearly)) return {"nearly ", *rounded};
    }
    return {"", value};
}

std::string english_written(Decimal value, NumberStyle const& style) {
    auto const [words, rounded] = english_rounded(value, style);
    return std::string{words} + plain(rounded, true);
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text = trimmed(text.substr(prefix.size()));
    return true;
}

// "", "100", "1000万", "1亿"
std::optional<std::int64_t> parse_size(std::string_view text) {
    if (text.empty()) return 0;
    std::int64_t size = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (failure != std::errc{} || size <= 0) return std::nullopt;
    auto const word = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
    if (word.empty()) return size;
    for (Scale const& scale : chinese_scales) {
        std::int64_t scaled = 0;
        if (word == scale.word && !__builtin_mul_overflow(size, power_of_ten(scale.exponent), &scaled))
            return scaled;
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 10> capital_digits{"零", "壹", "贰", "叁", "肆",
                                                         "伍", "陆", "柒", "捌", "玖"};

// Below 10,000. No 零 leads.
std::string capital_group(std::uint64_t number) {
    constexpr std::array<std::string_view, 4> units{"", "拾", "佰", "仟"};
    std::string text;
    bool gap = false;
    for (int place = 3; place >= 0; --place) {
        auto const digit = number / static_cast<std::uint64_t>(power_of_ten(place)) % 10;
        if (digit == 0) {
            gap = !text.empty();
            continue;
        }
        if (gap) text += capital_digits[0];
        gap = false;
        text += capital_digits[digit];
        text += units[static_cast<std::size_t>(place)];
    }
    return text;
}

// Above zero: what stands before 亿 or 万 is a number itself.
std::string capital_number(std::uint64_t number) {
    for (auto const& [exponent, word] : {std::pair{8, "亿"}, std::pair{4, "万"}}) {
        auto const size = static_cast<std::uint64_t>(power_of_ten(exponent));
        if (number < size) continue;
        auto text = capital_number(number / size) + word;
        auto const rest = number % size;
        if (rest == 0) return text;
        if (rest < size / 10) text += capital_digits[0];
        return text + capital_number(rest);
    }
    return capital_group(number);
}

}  // namespace

std::optional<NumberStyle> parse_number_style(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || text == "万") return Exact{};
    if (take(text, "余")) {
        if (auto const size = parse_size(text)) return MoreThan{*size};
    } else if (take(text, "近")) {
        if (auto const size = parse_size(text)) return Nearly{*size};
    }
    return std::nullopt;
}

std::string chinese_number(std::int64_t value, std::string_view unit, NumberStyle style) {
    return written({value, 0}, unit, style);
}

std::string chinese_number(double value, std::string_view unit, int decimals, NumberStyle style) {
    auto const number = to_decimal(value, decimals);
    return number ? written(*number, unit, style) : "—";
}

std::string chinese_money(std::int64_t fen, NumberStyle style) {
    return written({fen, 2}, "元", style);
}

std::string yuan(std::int64_t fen) { return fmt::format("{}{}.{:02}", fen < 0 ? "-" : "", std::abs(fen) / 100, std::abs(fen) % 100); }

std::string chinese_capitals(std::int64_t fen) {
    bool const negative = fen < 0;
    auto const size = negative ? 0 - static_cast<std::uint64_t>(fen) : static_cast<std::uint64_t>(fen);
    auto const yuan = size / 100;
    auto const tenths = size / 10 % 10;
    auto const hundredths = size % 10;
    std::string text = negative ? "负" : "";
    if (yuan > 0) text += capital_number(yuan) + "元";
    if (size == 0) text += "零元";
    if (tenths > 0) {
        text += capital_digits[tenths];
        text += "角";
    } else if (yuan > 0 && hundredths > 0) {
        text += capital_digits[0];
    }
    if (hundredths == 0) return text + "整";
    text += capital_digits[hundredths];
    return text + "分";
}

std::string chinese_numeral(int number) {
    constexpr std::array<std::string_view, 10> digits{"零", "一", "二", "三", "四",
                                                      "五", "六", "七", "八", "九"};
    constexpr std::array<std::string_view, 4> units{"", "十", "百", "千"};
    if (number < 0 || number > 9999) return std::to_string(number);
    if (number == 0) return std::string{digits[0]};
    std::string text;
    bool gap = false;
    for (int place = 3; place >= 0; --place) {
        auto const digit = static_cast<std::size_t>(number / power_of_ten(place) % 10);
        if (digit == 0) {
            gap = !text.empty();
            continue;
        }
        if (gap) text += digits[0];
        gap = false;
        // Twelve is 十二, but a hundred and twelve is 一百一十二.
        if (!(text.empty() && place == 1 && digit == 1)) text += digits[digit];
        text += units[static_cast<std::size_t>(place)];
    }
    return text;
}

std::string heading_number(int level, int number) {
    switch (level) {
        case 1:
            return chinese_numeral(number) + "、";
        case 2:
            return "（" + chinese_numeral(number) + "）";
        case 3:
            return fmt::format("{}.", number);
        default:
            return fmt::format("（{}）", number);
    }
}

std::string chinese_period(Period period) {
    auto const [from, to] = period;
    bool const whole_months = from.day_of_month() == 1 && (to + 1).day_of_month() == 1;
    if (whole_months && from.year() == to.year()) {
        if (from.month() == 1 && to.month() == 12) return fmt::format("{}年", from.year());
        if (from.month() == to.month()) return fmt::format("{}年{}月", from.year(), from.month());
        return fmt::format("{}年{}至{}月", from.year(), from.month(), to.month());
    }
    if (from == to) return from.chinese();
    if (from.year() == to.year()) {
        return fmt::format("{}至{}月{}日", from.chinese(), to.month(), to.day_of_month());
    }
    return from.chinese() + "至" + to.chinese();
}

std::string english_number(std::int64_t value, NumberStyle style) {
    return english_written({value, 0}, style);
}

std::string english_number(double value, int decimals, NumberStyle style) {
    auto const number = to_decimal(value, decimals);
    return number ? english_written(*number, style) : "—";
}

std::string english_money(std::int64_t fen, NumberStyle style) {
    auto const [words, rounded] = english_rounded({fen, 2}, style);
    Scale const scale = scale_of(rounded, english_scales, 4);
    auto const number = scaled_down(rounded, scale);
    bool const cents = scale.exponent == 0 && number.places > 0;
    std::string digits = plain(number, true);
    if (cents && number.places == 1) digits += "0";
    return fmt::format("{}RMB {}{}", words, digits, scale.word);
}

int text_width(std::string_view text) {
    int width = 0;
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    auto const length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 character = 0;
        U8_NEXT(bytes, at, length, character);
        if (character < 0) {
            ++width;
            continue;
        }
        auto const kind = u_charType(character);
        if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR) continue;
        auto const shape = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
        // Quotation marks and dashes are "ambiguous"; in Chinese text they are full-width.
        bool const wide = shape == U_EA_FULLWIDTH || shape == U_EA_WIDE || shape == U_EA_AMBIGUOUS;
        width += wide ? 2 : 1;
    }
    return width;
}

}  // namespace niangjia
