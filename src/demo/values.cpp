#include "demo/values.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace niangjia::demo {

bool is_amount(packs::Field const& field) {
    using packs::FieldType;
    return field.type == FieldType::Count || field.type == FieldType::Year || field.type == FieldType::Money ||
           field.type == FieldType::Decimal;
}

std::optional<std::int64_t> read_amount(packs::Item const& item, packs::Field const& field) {
    auto const text = item.text();
    if (field.type == packs::FieldType::Money) {
        if (auto const fen = packs::read_money(text)) return fen;
        item.problem(fmt::format("“{}”不是金额，请写成 800元", text),
                     fmt::format("'{}' is no amount of money; write 800元", text));
        return std::nullopt;
    }
    if (field.type != packs::FieldType::Decimal) return item.integer();
    double value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure == std::errc{} && end == text.data() + text.size()) return std::llround(value * 1000);
    item.problem(fmt::format("“{}”不是数", text), fmt::format("'{}' is no number", text));
    return std::nullopt;
}

json::value amount_value(packs::Field const& field, std::int64_t amount) {
    if (field.type == packs::FieldType::Decimal) return static_cast<double>(amount) / 1000;
    return amount;
}

std::optional<Day> read_day(packs::Item const& item) {
    auto const text = item.text();
    auto const day = Day::parse(text);
    if (!day) {
        item.problem(fmt::format("“{}”不是日期，请写成 2015-03-08", text),
                     fmt::format("'{}' is no day; write 2015-03-08", text));
    }
    return day;
}

std::optional<json::value> read_value(packs::Item const& item, packs::Field const& field) {
    if (is_amount(field)) {
        auto const amount = read_amount(item, field);
        return amount ? std::optional{amount_value(field, *amount)} : std::nullopt;
    }
    auto const text = item.text();
    if (field.type == packs::FieldType::YesNo) {
        if (text == "true") return json::value(true);
        if (text == "false") return json::value(false);
        item.problem("这里只能写 true 或 false", "Only true or false may stand here");
        return std::nullopt;
    }
    if (field.type == packs::FieldType::Date && !read_day(item)) return std::nullopt;
    return json::value(text);
}

}  // namespace niangjia::demo
