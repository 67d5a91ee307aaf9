// What a field takes from a record that another field names: an amount that is reckoned, the days between which a day must lie, and
// who may be meant at all because she takes part.
#include <fmt/format.h>

#include <algorithm>

#include "packs/loader.h"

namespace niangjia::packs {
namespace {

constexpr std::int64_t whole = 100 * 1000;  // 100 %, in thousandths

// scheme.rate: a field of this record, and one of the record it names.
std::optional<Through> read_through(Item const& item) {
    auto const text = item.text();
    auto const dot = text.find('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == text.size()) {
        item.problem(fmt::format("“{}”应写成 字段.所选记录的字段，如 scheme.rate", text),
                     fmt::format("Write '{}' as a field and one of the record it names: scheme.rate", text));
        return std::nullopt;
    }
    return Through{text.substr(0, dot), text.substr(dot + 1)};
}

std::optional<Reckoning> read_reckoning(Item const& item, Field const& field) {
    item.keys({"of", "less", "percent", "at-most"}, {"of", "percent"});
    if (field.type != FieldType::Money) item.problem("按比例计算（computed）只用于金额字段（money）", "What is reckoned with a percentage is money");
    Reckoning reckoning;
    reckoning.of = item.text_at("of");
    auto const percent = item.get("percent");
    if (!percent) return std::nullopt;
    auto const read = read_through(*percent);
    if (!read) return std::nullopt;
    reckoning.percent = *read;
    if (auto const less = item.get("less")) reckoning.less = read_through(*less);
    if (auto const at_most = item.get("at-most")) reckoning.at_most = read_through(*at_most);
    return reckoning;
}

}  // namespace

void Loader::read_computed(Item const& item, Field& field) const {
    if (auto const computed = item.get("computed")) {
        if (computed->is_map()) {
            field.computed = read_reckoning(*computed, field);
        } else {
            field.copied = read_through(*computed);
        }
        if (field.required || field.max) {
            computed->problem("由程序填写的字段不写 required 和 max：在 needs 它的那一步填写，上限用 at-most",
                              "A field that the program fills in has no required and no max: a step that needs it has it filled in, at-most is its ceiling");
        }
    }
    if (auto const between = item.get("between")) {
        auto const ends = between->elements();
        if (field.type != FieldType::Date || ends.size() != 2) {
            between->problem("between 只用于日期字段，写两端：[scheme.starts, scheme.ends]", "between goes with a date and has two ends: [scheme.starts, scheme.ends]");
        } else {
            auto first = read_through(ends[0]);
            auto last = read_through(ends[1]);
            if (first && last) field.between = {std::move(*first), std::move(*last)};
        }
    }
    if (auto const joined = item.get("joined")) {
        joined->keys({"as", "while"}, {"as", "while"});
        if (field.type != FieldType::Record) joined->problem("joined 只用于选记录的字段（record）", "joined goes with a field of type record");
        if (joined->has("as") && joined->has("while")) field.joined = Joined{joined->text_at("as"), nullptr, {}, joined->texts_at("while")};
    }
}

bool Loader::check_through(Through const& path, FieldType wanted, RecordType const& type, Item const& item) const {
    auto const* named = type.field(path.record);
    if (named == nullptr || named->type != FieldType::Record || !named->required) {
        item.problem(fmt::format("“{}”应是必填的记录字段（type: record，required: true）", path.record),
                     fmt::format("'{}' should be a field of type record that is required", path.record));
        return false;
    }
    if (named->record == nullptr) return false;  // said where it is declared
    auto const* field = named->record->field(path.field);
    if (field == nullptr || field->type != wanted || !field->required) {
        item.problem(fmt::format("“{}”的“{}”应是必填的 {} 字段", named->record->name, path.field, name_of(wanted)),
                     fmt::format("'{}' of '{}' should be a field of type {} that is required", path.field, named->record->name, name_of(wanted)));
        return false;
    }
    if (named->record->sealing) {
        item.problem("封存的记录不能用来计算", "What is sealed cannot be reckoned with");
        return false;
    }
    return true;
}

void Loader::bind_reckoning(Field const& field, RecordType const& type, Item const& item) const {
    auto const& reckoning = *field.computed;
    auto const given = [&](std::string_view key) { return item.get(key).value_or(item); };
    auto const* of = type.field(reckoning.of);
    if (of == nullptr || of->type != FieldType::Money || !of->required) {
        given("of").problem(fmt::format("“{}”应是必填的金额字段", reckoning.of), fmt::format("'{}' should be a money field that is required", reckoning.of));
    }
    if (check_through(reckoning.percent, FieldType::Decimal, type, given("percent"))) {
        auto const* percent = type.field(reckoning.percent.record)->record->field(reckoning.percent.field);
        if (!percent->max || *percent->max > whole) {
            given("percent").problem(fmt::format("“{}”是百分比，请写上限 max: 100 或更小", percent->name),
                                     fmt::format("'{}' is a percentage: give it max: 100 or less", percent->name));
        }
    }
    if (reckoning.less) (void)check_through(*reckoning.less, FieldType::Money, type, given("less"));
    if (reckoning.at_most && check_through(*reckoning.at_most, FieldType::Money, type, given("at-most")) &&
        (!type.subject || type.subject->who != Who::Person || !type.subject->required)) {
        given("at-most").problem("at-most 按人累计，记录要有人员对象（subject: person）", "at-most adds up by person: the record needs subject: person");
    }
}

void Loader::bind_copied(Field const& field, RecordType const& type, Item const& item) const {
    if (!check_through(*field.copied, field.type, type, item)) return;
    auto const* from = type.field(field.copied->record)->record->field(field.copied->field);
    if (from->choices == field.choices && from->record == field.record) return;
    item.problem(fmt::format("“{}”和“{}”要用同一张选项表、选同一类记录", field.name, from->name),
                 fmt::format("'{}' and '{}' must have the same choices, or name records of the same type", field.name, from->name));
}

void Loader::bind_joined(Field& field, RecordType const& type, Item const& item) const {
    auto& joined = *field.joined;
    auto const as = *item.get("as");
    auto const dot = joined.as.rfind('.');
    if (dot == std::string::npos) {
        as.problem("as 应写成 记录类型.参与者，如 enrolment.member", "Write as: type and role, as in enrolment.member");
        return;
    }
    auto const key = joined.as.substr(0, dot);
    joined.role = joined.as.substr(dot + 1);
    joined.type = library_->record_type(key.find('.') == std::string::npos ? type.programme->name + "." + key : key);
    if (joined.type != nullptr && joined.type == field.record && joined.role == posting_subject) {
        if (!joined.type->subject || joined.type->subject->who != Who::Person) {
            as.problem(fmt::format("“{}”没有人员对象（subject: person）", joined.type->name), fmt::format("'{}' is not about a person", joined.type->name));
        }
    } else {
        auto const* role = joined.type == nullptr ? nullptr : joined.type->participant(joined.role);
        if (role == nullptr || role->who != Who::Person) {
            as.problem(fmt::format("没有人员参与者“{}”", joined.as), fmt::format("There are no persons who take part as '{}'", joined.as));
            return;
        }
        auto const* same = joined.type->field(field.name);
        if (same == nullptr || same->type != FieldType::Record || same->record != field.record) {
            as.problem(fmt::format("“{0}”要有同名字段“{1}”，选同一类记录", joined.type->name, field.name),
                       fmt::format("'{0}' needs a field '{1}' too, that names records of the same type", joined.type->name, field.name));
        }
    }
    for (auto const& state : joined.states) {
        if (joined.type->workflow.find(state) != nullptr) continue;
        item.get("while")->problem(fmt::format("“{}”没有状态“{}”", joined.type->name, state), fmt::format("'{}' has no state '{}'", joined.type->name, state));
    }
    if (!type.subject || type.subject->who != Who::Person || !type.subject->required) {
        item.problem("joined 看记录的对象，记录要有人员对象（subject: person）", "joined is about the subject: the record needs subject: person");
    }
    if (type.sealing || joined.type->sealing) item.problem("封存的记录不能用 joined", "joined does not go with what is sealed");
}

void Loader::bind_computed() {
    for (auto const& [name, item] : pending_types_) {
        auto& type = library_->types_.at(name);
        for (auto& field : type.fields) {
            if (!field.filled_in() && !field.between && !field.joined) continue;
            auto const given = *item.get("fields")->get(field.name);
            if (field.computed) {
                bind_reckoning(field, type, *given.get("computed"));
            }
            if (field.copied) bind_copied(field, type, *given.get("computed"));
            if (field.filled_in() && type.sealing) {
                given.get("computed")->problem("封存的记录不能有由程序填写的字段", "What is sealed has no fields that the program fills in");
            }
            if (field.between) {
                (void)check_through(field.between->first, FieldType::Date, type, *given.get("between"));
                (void)check_through(field.between->second, FieldType::Date, type, *given.get("between"));
            }
            if (field.joined) bind_joined(field, type, *given.get("joined"));
        }
    }
}

}  // namespace niangjia::packs
