// The ledger (台账) of a record type: what cadres keep in Excel, drawn from the records.
#include <algorithm>
#include <unordered_map>

#include "base/chinese.h"
#include "base/error.h"
#include "org/org.h"
#include "people/people.h"
#include "reports/reports.h"
#include "reports/xlsx.h"

namespace niangjia::reports {
namespace {

constexpr Message unknown_org{ErrorKind::NotFound, "org.unknown", "没有这个组织，或不在您的工作范围内", "There is no such organisation within your reach"};
constexpr Message too_many{ErrorKind::TooLarge, "reports.too-many-records", "超过 20 万条，请缩短期间或选下级组织分别导出",
                           "More than 200,000 records; shorten the period or export the organisations below one by one"};
constexpr std::size_t most_rows = 200'000;
constexpr int at_once = 1'000;
constexpr std::string_view mask = "***";

CellType cell_type(packs::FieldType type) {
    switch (type) {
        case packs::FieldType::Count:
        case packs::FieldType::Year: return CellType::Integer;
        case packs::FieldType::Decimal: return CellType::Decimal;
        case packs::FieldType::Money: return CellType::Money;
        case packs::FieldType::Date: return CellType::Date;
        default: return CellType::Text;
    }
}

Cell cell_of(packs::Field const& field, json::value const& value, std::unordered_map<std::int64_t, std::string> const& orgs,
             std::unordered_map<records::RecordId, records::Named> const& named) {
    switch (field.type) {
        case packs::FieldType::Count:
        case packs::FieldType::Year:
        case packs::FieldType::Money: return value.to_number<std::int64_t>();
        case packs::FieldType::Decimal: return value.to_number<double>();
        case packs::FieldType::YesNo: return std::string{value.as_bool() ? "是" : "否"};
        default: break;
    }
    std::string const text{value.as_string()};
    if (field.type == packs::FieldType::Date) {
        if (auto const day = Day::parse(text)) return *day;
    } else if (field.type == packs::FieldType::Choice) {
        if (auto const* choice = field.choices->find(text)) return choice->title.zh;
    } else if (field.type == packs::FieldType::Organisation) {
        auto const code = org::Code::parse(text);
        auto const name = code ? orgs.find(code->value()) : orgs.end();
        if (name != orgs.end()) return name->second;
    } else if (field.type == packs::FieldType::Record) {
        auto const id = records::parse_number(text);
        auto const other = id ? named.find(*id) : named.end();
        if (other != named.end()) return other->second.title;
    }
    return text;
}

std::vector<Column> columns_of(packs::RecordType const& type) {
    std::vector<Column> columns{{.title = "编号", .meaning = "县区代码和序号"},
                                {.title = "组织", .meaning = "记录所属的组织"},
                                {.title = "登记日期", .type = CellType::Date}};
    if (type.subject) columns.push_back({.title = type.subject->who == packs::Who::Person ? "姓名" : "对象单位"});
    for (auto const& field : type.fields) {
        columns.push_back({.title = field.title.zh, .type = cell_type(field.type), .meaning = field.help ? field.help->zh : field.title.zh,
                           .unit = field.type == packs::FieldType::Money ? "元" : field.unit});
    }
    columns.push_back({.title = "状态"});
    columns.push_back({.title = "期限", .type = CellType::Date, .meaning = "这一状态应办结的日期"});
    columns.push_back({.title = "办结日期", .type = CellType::Date});
    return columns;
}

}  // namespace

std::string records_ledger(storage::Reader const& reader, identity::Context const& context, records::Records const& records,
                           packs::RecordType const& type, org::Code org, Period period) {
    context.require(identity::Permission::Export, org);
    auto const place = org::find(reader, org);
    if (!place) throw error(unknown_org);
    Workbook book{place->name + type.title.zh + "台账", place->name, context.today()};
    book.open_sheet(type.title.zh, fmt::format("{}{}台账（{}）", place->name, type.title.zh, chinese_period(period)), columns_of(type));
    records::Filter filter;
    filter.org = org;
    filter.types = {&type};
    filter.from = period.from;
    filter.to = period.to;
    std::optional<records::After> after;
    std::size_t rows = 0;
    for (;;) {
        auto const page = records.list(reader, context, filter, after, at_once);
        std::vector<org::Code> codes;
        std::vector<people::PersonId> persons;
        std::vector<records::RecordId> others;
        for (auto const& record : page) {
            codes.push_back(record.org);
            if (record.subject) {
                if (record.subject->who == packs::Who::Person) {
                    persons.push_back(record.subject->id);
                } else {
                    codes.emplace_back(record.subject->id);
                }
            }
            for (auto const& field : type.fields) {
                auto const* value = record.fields.if_contains(field.name);
                if (value == nullptr || !value->is_string()) continue;
                std::string const text{value->as_string()};
                if (field.type == packs::FieldType::Organisation) {
                    if (auto const code = org::Code::parse(text)) codes.push_back(*code);
                } else if (field.type == packs::FieldType::Record) {
                    if (auto const id = records::parse_number(text); id && std::ranges::find(others, *id) == others.end()) others.push_back(*id);
                }
            }
        }
        auto const orgs = org::short_names(reader, codes);
        auto const people = people::names(reader, context, persons);
        auto const named = records.named(reader, context, others);
        auto const name_in = [](auto const& names, std::int64_t id) {
            auto const found = names.find(id);
            return found == names.end() ? std::string{} : found->second;
        };
        for (auto const& record : page) {
            if (++rows > most_rows) throw error(too_many);
            std::vector<Cell> cells{records::number_text(record.id), name_in(orgs, record.org.value()), record.opened};
            if (type.subject) {
                cells.emplace_back(!record.subject                                    ? std::string{}
                                   : record.subject->who == packs::Who::Person ? name_in(people, record.subject->id)
                                                                               : name_in(orgs, record.subject->id));
            }
            auto const sight = context.sight(record.org);
            for (auto const& field : type.fields) {
                auto const* value = record.fields.if_contains(field.name);
                if (value == nullptr || value->is_null()) {
                    cells.emplace_back(std::monostate{});
                } else if (field.seen_by > sight || record.hides(field)) {
                    cells.emplace_back(std::string{mask});
                } else {
                    cells.push_back(cell_of(field, *value, orgs, named));
                }
            }
            cells.emplace_back(record.state->title.zh);
            cells.push_back(record.due && !record.state->closed ? Cell{*record.due} : Cell{});
            cells.push_back(record.closed ? Cell{*record.closed} : Cell{});
            book.add_row(cells);
        }
        if (page.size() < static_cast<std::size_t>(at_once)) break;
        after = records::After{page.back().opened.number(), page.back().id};
    }
    book.add_note("星号（***）表示按权限不显示的内容。");
    return std::move(book).bytes();
}

}  // namespace niangjia::reports
