// What a type allows of itself beside other records: how much in a year, what other aid in the same year.
#include <fmt/format.h>

#include <algorithm>

#include "packs/loader.h"

namespace niangjia::packs {
namespace {

bool has_type(RecordType const& type, std::string const& name, FieldType wanted) {
    auto const* field = type.field(name);
    return field != nullptr && field->type == wanted;
}

}  // namespace

void Loader::read_ceilings(Item const& item, RecordType& type) {
    auto const ceilings = item.is_map() ? std::vector{item} : item.elements();
    for (auto const& one : ceilings) {
        one.keys({"per", "year", "sum", "at-most"}, {"per", "at-most"});
        Ceiling ceiling;
        if (auto const per = one.get("per")) {
            ceiling.at = org::level_named(per->text());
            if (!ceiling.at && per->text() != "subject") {
                per->problem("per 写 subject，或层级：province city county township village grid unit",
                             "per is subject, or a level: province city county township village grid unit");
            } else if (!ceiling.at && !type.subject) {
                per->problem(fmt::format("“{}”没有对象（subject），不能按对象限额", type.name), fmt::format("'{}' has no subject that a ceiling could be for", type.name));
            }
        }
        if (auto const year = one.get("year")) {
            ceiling.year = year->text();
            if (!has_type(type, ceiling.year, FieldType::Year)) {
                year->problem(fmt::format("year 要指向年份字段，“{}”不是", ceiling.year), fmt::format("year must name a field of type year; '{}' is none", ceiling.year));
            }
        }
        if (auto const sum = one.get("sum")) {
            ceiling.sum = sum->text();
            if (!has_type(type, ceiling.sum, FieldType::Money)) {
                sum->problem(fmt::format("sum 要指向金额字段，“{}”不是；按件数限制时不写 sum", ceiling.sum),
                             fmt::format("sum must name a money field; '{}' is none; leave it out to count records", ceiling.sum));
            }
        }
        if (auto const at_most = one.get("at-most")) {
            auto const amount = ceiling.sum.empty() ? at_most->integer() : read_money(at_most->text());
            if (!amount && !ceiling.sum.empty()) {
                at_most->problem("金额请写成 5000元 或 3万元", "Write an amount as 5000元 or 3万元");
            } else if (amount && *amount < 1) {
                at_most->problem("上限要大于零", "A ceiling is above zero");
            }
            ceiling.at_most = amount.value_or(0);
        }
        type.ceilings.push_back(std::move(ceiling));
    }
}

void Loader::read_clash(Item const& item, RecordType& type) {
    item.keys({"with", "blocks"}, {"with"});
    Clash clash;
    clash.blocks = item.truth_at("blocks");
    auto const with = item.get("with");
    if (with && !(with->is_scalar() && with->text() == "any-aid")) {
        clash.names = item.texts_at("with");
        if (clash.names.empty()) with->problem("列表是空的", "The list is empty");
    }
    if (!type.subject) item.problem(fmt::format("“{}”没有对象（subject），谈不上重复救助", type.name), fmt::format("'{}' has no subject who could have other aid", type.name));
    type.clash = std::move(clash);
}

void Loader::bind_clash(RecordType& type, Item const& item) {
    auto& clash = *type.clash;
    if (clash.names.empty()) return;
    for (auto const& element : item.get("with")->elements()) {
        auto const name = element.text();
        auto const dot = name.find('.');
        // A pack may name aid of programmes that only another organisation has.
        if (dot != std::string::npos && library_->programme(name.substr(0, dot)) == nullptr) continue;
        if (auto const* other = type_named(name, element, *type.programme)) clash.with.push_back(other);
    }
    if (clash.with.empty()) item.get("with")->problem("with 里的类型一个也不存在", "None of the types of with exists");
}

// A type by its full name (funds.fund), or by its key in the programme's own file.
RecordType const* Loader::type_named(std::string const& name, Item const& item, Programme const& programme) const {
    auto const full = name.find('.') == std::string::npos ? programme.name + "." + name : name;
    auto const* type = library_->record_type(full);
    if (type != nullptr || spoilt_types_.contains(full)) return type;
    std::vector<std::string> known;
    for (auto const& [other, value] : library_->types_) known.push_back(value.programme == &programme ? value.key : other);
    auto const near = nearest(name, known);
    item.problem(fmt::format("没有记录类型“{}”{}", name, near.empty() ? "" : "，是否想写“" + near + "”？"),
                 fmt::format("There is no record type '{}'{}", name, near.empty() ? "" : "; did you mean '" + near + "'?"));
    return nullptr;
}

// A field of type record: which records it may name.
void Loader::bind_record_fields(RecordType& type, Item const& item) {
    for (auto& field : type.fields) {
        if (field.type != FieldType::Record || field.record_name.empty()) continue;
        field.record = type_named(field.record_name, *item.get("fields")->get(field.name)->get("of"), *type.programme);
    }
}

}  // namespace niangjia::packs
