#include <fmt/format.h>

#include <cmath>

#include "packs/loader.h"

namespace niangjia::packs {

Choice Loader::read_choice(Item const& key, Item const& value, bool nested) {
    Choice choice{key.text(), value.text_pair().value_or(Text{}), {}};
    if (nested) {
        value.keys({"zh", "en"}, {"zh", "en"});
        return choice;
    }
    value.keys({"zh", "en", "of"}, {"zh", "en"});
    if (auto const inner = value.get("of")) {
        for (auto const& [inner_key, inner_value] : inner->members()) {
            choice.of.push_back(read_choice(inner_key, inner_value, true));
        }
    }
    return choice;
}

void Loader::read_choices(Item const& map, std::string const& prefix) {
    for (auto const& [key, value] : map.members()) {
        ChoiceList list{prefix + key.text(), {}};
        for (auto const& [choice_key, choice_value] : value.members()) {
            list.choices.push_back(read_choice(choice_key, choice_value, false));
        }
        if (list.choices.empty()) key.problem("列表是空的", "The list is empty");
        auto const name = list.name;
        if (!library_->choices_.emplace(name, std::move(list)).second) {
            key.problem(fmt::format("选项表“{}”已有定义", name), fmt::format("The choices '{}' are defined already", name));
        }
    }
}

void Loader::read_clocks(Item const& map) {
    for (auto const& [key, value] : map.members()) {
        value.keys({"zh", "en", "hours", "days", "months", "years", "date", "kind", "law", "article", "verified",
                    "region", "direction", "repeat", "extend", "starts", "ends", "note"},
                   {"zh", "en", "law", "verified"});
        LegalClock clock;
        clock.name = key.text();
        clock.title = {value.text_at("zh"), value.text_at("en")};
        clock.hours = static_cast<int>(value.integer_at("hours").value_or(0));
        clock.days = static_cast<int>(value.integer_at("days").value_or(0));
        clock.months = static_cast<int>(value.integer_at("months").value_or(0));
        clock.years = static_cast<int>(value.integer_at("years").value_or(0));
        clock.working = value.text_at("kind") == "working";
        clock.law = value.text_at("law");
        clock.article = value.text_at("article");
        clock.verified = value.text_at("verified") == "true";
        auto const name = clock.name;
        library_->clocks_.emplace(name, std::move(clock));
    }
}

std::optional<Due> Loader::read_due(Item const& item, RecordType const& type) {
    item.keys({"days", "working-days", "months", "clock", "until", "deadline"});
    Due due;
    due.days = static_cast<int>(item.integer_at("days").value_or(0));
    due.working_days = static_cast<int>(item.integer_at("working-days").value_or(0));
    due.months = static_cast<int>(item.integer_at("months").value_or(0));
    if (auto const until = item.get("until")) {
        due.until = until->text();
        auto const* field = type.field(due.until);
        if (field == nullptr || field->type != FieldType::Date) {
            until->problem(fmt::format("until 要指向一个日期字段，“{}”不是", due.until),
                           fmt::format("until must name a date field; '{}' is none", due.until));
        }
    }
    if (auto const clock = item.get("clock")) {
        auto const found = library_->clocks_.find(clock->text());
        if (found == library_->clocks_.end()) {
            std::vector<std::string> known;
            for (auto const& [name, value] : library_->clocks_) known.push_back(name);
            auto const near = nearest(clock->text(), known);
            clock->problem(fmt::format("没有名为“{}”的期限{}", clock->text(), near.empty() ? "" : "，是否想写“" + near + "”？"),
                           fmt::format("There is no clock '{}'{}", clock->text(), near.empty() ? "" : "; did you mean '" + near + "'?"));
            return std::nullopt;
        }
        due.clock = &found->second;
        auto const& legal = found->second;
        // Hours are rounded up to whole days: due days carry no time of day.
        int const days = legal.days + (legal.hours + 23) / 24;
        (legal.working ? due.working_days : due.days) += days;
        due.months += legal.months + 12 * legal.years;
    }
    bool const said = item.has("days") || item.has("working-days") || item.has("months");  // 0: the same day
    if (!said && due.until.empty() && due.clock == nullptr) {
        item.problem("期限没有长度：请写 days、working-days、months、clock 或 until",
                     "The due day has no length: give days, working-days, months, clock or until");
    }
    return due;
}

std::optional<std::int64_t> read_money(std::string_view text) {
    double factor = 100;
    if (!text.ends_with("元")) return std::nullopt;
    text.remove_suffix(std::string_view{"元"}.size());
    if (text.ends_with("万")) {
        factor *= 10'000;
        text.remove_suffix(std::string_view{"万"}.size());
    } else if (text.ends_with("亿")) {
        factor *= 100'000'000;
        text.remove_suffix(std::string_view{"亿"}.size());
    }
    if (text.empty()) return std::nullopt;
    double whole = 0;
    double place = 0;
    for (char const c : text) {
        if (c == '.' && place == 0) {
            place = 1;
        } else if (c >= '0' && c <= '9') {
            whole = whole * 10 + (c - '0');
            if (place > 0) place *= 10;
        } else {
            return std::nullopt;
        }
    }
    double const fen = whole * factor / (place > 0 ? place : 1);
    auto const rounded = std::llround(fen);
    if (std::abs(fen - static_cast<double>(rounded)) > 1e-6) return std::nullopt;
    return rounded;
}

}  // namespace niangjia::packs
