// Risk forms, sealing, and what binds record types to each other.
#include <fmt/format.h>

#include <algorithm>

#include "packs/loader.h"

namespace niangjia::packs {

RiskForm::Level const& RiskForm::level(int points, bool red) const {
    if (red) return levels.front();
    for (auto const& one : levels) {
        if (points >= one.points) return one;
    }
    return levels.back();
}

bool RecordType::is_part_of(RecordType const& other) const { return std::find(part_of.begin(), part_of.end(), &other) != part_of.end(); }

std::vector<RecordType const*> Library::parts_of(RecordType const& type) const {
    std::vector<RecordType const*> parts;
    for (auto const& [name, other] : types_) {
        if (other.is_part_of(type)) parts.push_back(&other);
    }
    return parts;
}

void Loader::read_forms(Item const& map) {
    for (auto const& [key, value] : map.members()) {
        value.keys({"name", "items", "levels"}, {"items", "levels"});
        RiskForm form;
        form.name = key.text();
        form.title = value.name_at("name");
        form.choices.name = "form/" + form.name;
        if (auto const items = value.get("items")) {
            for (auto const& [item_key, item] : items->members()) {
                item.keys({"zh", "en", "points", "red"}, {"zh", "en"});
                form.items.push_back({item_key.text(), item.text_pair().value_or(Text{}), static_cast<int>(item.integer_at("points").value_or(0)),
                                      item.truth_at("red")});
                if (form.items.back().points == 0 && !form.items.back().red) {
                    item.problem("要写 points（分值）或 red: true（一票定级）", "Give points, or red: true when it decides alone");
                }
            }
        }
        if (auto const levels = value.get("levels")) {
            for (auto const& [level_key, level] : levels->members()) {
                level.keys({"zh", "en", "points"}, {"zh", "en", "points"});
                form.levels.push_back({level_key.text(), static_cast<int>(level.integer_at("points").value_or(0))});
                form.choices.choices.push_back({level_key.text(), level.text_pair().value_or(Text{}), {}});
            }
            bool const falling = std::is_sorted(form.levels.begin(), form.levels.end(), [](auto const& a, auto const& b) { return a.points > b.points; });
            if (form.levels.empty() || !falling || form.levels.back().points != 0) {
                levels->problem("等级从高到低排列，最低一级 points: 0", "Levels stand from the highest to the lowest, which has points: 0");
                continue;
            }
        }
        auto const name = form.name;
        library_->choices_.emplace(form.choices.name, form.choices);
        library_->forms_.emplace(name, std::move(form));
    }
}

// The form's items become yes-no fields of the type; risk-level and risk-points hold what they add up to.
void Loader::read_risk(Item const& item, RecordType& type) {
    auto const name = item.text();
    auto const form = library_->forms_.find(name);
    if (form == library_->forms_.end()) {
        std::vector<std::string> known;
        for (auto const& [known_name, value] : library_->forms_) known.push_back(known_name);
        item.problem(fmt::format("没有名为“{}”的风险评估表，可用的有：{}", name, fmt::join(known, "、")),
                     fmt::format("There is no risk form '{}'; known: {}", name, fmt::join(known, ", ")));
        return;
    }
    type.risk = &form->second;
    auto const add = [&](std::string field_name, Text title, FieldType field_type, ChoiceList const* choices) {
        if (type.field(field_name) != nullptr) {
            item.problem(fmt::format("字段“{}”与评估表的同名", field_name), fmt::format("The field '{}' has the name of one of the form", field_name));
            return;
        }
        Field field;
        field.name = std::move(field_name);
        field.title = std::move(title);
        field.type = field_type;
        field.choices = choices;
        field.seen_by = identity::Sight::Personal;
        type.fields.push_back(std::move(field));
    };
    for (auto const& one : type.risk->items) add(one.name, one.title, FieldType::YesNo, nullptr);
    add("risk-points", {"风险分值", "Risk points"}, FieldType::Count, nullptr);
    add("risk-level", {"风险等级", "Risk level"}, FieldType::Choice, library_->choices(type.risk->choices.name));
}

// {FIELD: VALUE or [VALUES]} over choice and yes-no fields.
std::vector<std::pair<std::string, std::string>> Loader::read_conditions(Item const& item, RecordType const& type) {
    std::vector<std::pair<std::string, std::string>> conditions;
    for (auto const& [key, value] : item.members()) {
        auto const* field = type.field(key.text());
        if (field == nullptr || (field->type != FieldType::Choice && field->type != FieldType::YesNo)) {
            key.problem(fmt::format("条件只能用选项或是否字段，“{}”不是“{}”的这类字段", key.text(), type.name),
                        fmt::format("A condition takes choice and yes-no fields; '{}' is none of '{}'", key.text(), type.name));
            continue;
        }
        for (auto const& element : value.elements()) {
            auto const text = element.text();
            bool const known = field->type == FieldType::YesNo ? text == "true" || text == "false" : field->choices != nullptr && field->choices->find(text) != nullptr;
            if (!known) element.problem(fmt::format("“{}”不是“{}”的选项", text, key.text()), fmt::format("'{}' is no choice of '{}'", text, key.text()));
            conditions.emplace_back(key.text(), text);
        }
    }
    return conditions;
}

std::optional<Sealing> Loader::read_sealing(Item const& item, RecordType const& type) {
    item.keys({"when", "team"}, {"team"});
    Sealing sealing;
    if (auto const when = item.get("when")) {
        sealing.on_request = when->is_scalar() && when->text() == "on-request";
        if (!sealing.on_request) sealing.when = read_conditions(*when, type);
    }
    if (auto const team = item.get("team")) sealing.team = read_actors(*team);
    return sealing;
}

bool RecordType::stays_clear(std::string_view field_name) const { return std::find(clear.begin(), clear.end(), field_name) != clear.end(); }

// The fields without which a sealed record could neither be counted nor fall due.
void Loader::bind_clear_fields() {
    for (auto& [name, type] : library_->types_) {
        std::set<std::string> clear;
        auto const due = [&](Due const& one) {
            if (!one.until.empty()) clear.insert(one.until);
        };
        for (auto const& state : type.workflow.states) {
            if (state.due) due(*state.due);
            for (auto const& action : state.actions) {
                for (auto const& wanted : action.wants) {
                    for (auto const& [field, value] : wanted.when) clear.insert(field);
                }
            }
        }
        for (auto const& deadline : type.workflow.deadlines) {
            due(deadline.due);
            if (!deadline.per.empty()) clear.insert(deadline.per);
            for (auto const& [value, length] : deadline.lengths) due(length);
        }
        if (type.sealing) {
            for (auto const& [field, value] : type.sealing->when) clear.insert(field);
        }
        for (auto const* figure : library_->fed_by(type)) {
            for (auto const& source : figure->sources) {
                if (source.type != &type) continue;
                for (auto const& [field, values] : source.where) clear.insert(field);
                if (!source.at.empty()) clear.insert(source.at);
                // Persons in fields stay hidden: a sealed record counts nobody.
                if (source.taking == Taking::Field && type.field(source.field)->type != FieldType::Person) clear.insert(source.field);
            }
            for (auto const& split : figure->splits) clear.insert(split.field);
        }
        for (auto const& ceiling : type.ceilings) {
            if (!ceiling.year.empty()) clear.insert(ceiling.year);
            if (!ceiling.sum.empty()) clear.insert(ceiling.sum);
        }
        for (auto const& part : type.once_per) {
            if (part != "subject" && part != "org") clear.insert(part);
        }
        type.clear.assign(clear.begin(), clear.end());
    }
}

// An objection: a part of every type that some state of its workflow puts on the public board.
void Loader::bind_objections(RecordType& type, Item const& item) {
    type.objects = true;
    for (auto const& [name, other] : library_->types_) {
        bool const noticed = std::ranges::any_of(other.workflow.states, [](State const& state) { return state.noticed; });
        if (noticed && &other != &type) type.part_of.push_back(&other);
    }
    auto const* text = type.field(objection_text);
    if (text == nullptr || text->type != FieldType::LongText) {
        item.problem(fmt::format("part-of: noticed 的类型要有长文字段“{}”，存放异议内容", objection_text),
                     fmt::format("A type with part-of: noticed needs a long-text field '{}' for the objection", objection_text));
    }
}

void Loader::bind_types() {
    auto const named = [&](std::string const& name, Item const& item, Programme const& programme) -> RecordType const* {
        auto const slash = name.find('/');
        auto const full = slash == std::string::npos ? programme.name + "." + name : name.substr(0, slash) + "." + name.substr(slash + 1);
        auto const* type = library_->record_type(full);
        if (type == nullptr && !spoilt_types_.contains(full)) {
            item.problem(fmt::format("没有记录类型“{}”", name), fmt::format("There is no record type '{}'", name));
        }
        return type;
    };
    for (auto const& [name, item] : pending_types_) {
        auto& type = library_->types_.at(name);
        bind_record_fields(type, item);
        if (type.clash) bind_clash(type, *item.get("clash"));
        if (auto const part_of = item.get("part-of")) {
            if (part_of->is_scalar() && part_of->text() == "noticed") bind_objections(type, *part_of);
            // A shared programme also names the types of other organisations' packs, which are not here.
            auto const elsewhere = [&](std::string const& whole) {
                auto const slash = whole.find('/');
                return slash != std::string::npos && library_->programme(whole.substr(0, slash)) == nullptr;
            };
            for (auto const& element : part_of->elements()) {
                if (type.objects || elsewhere(element.text())) continue;
                if (auto const* whole = named(element.text(), element, *type.programme)) type.part_of.push_back(whole);
            }
            if (type.part_of.empty() && !type.objects) part_of->problem("part-of 里的类型一个也不存在", "None of the types of part-of exists");
        }
        if (type.receiver && type.part_of.empty()) {
            item.problem("receiver: true 的记录要写 part-of：由哪类记录发出", "A record with receiver: true needs part-of: what it is sent from");
        }
        for (auto& state : type.workflow.states) {
            for (auto& action : state.actions) {
                for (auto& wanted : action.wants) wanted.part = named(wanted.part_name, item, *type.programme);
            }
        }
    }
}

}  // namespace niangjia::packs
