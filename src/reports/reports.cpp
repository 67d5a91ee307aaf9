#include "reports/reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "audit/audit.h"
#include "base/chinese.h"
#include "base/error.h"
#include "identity/identity.h"
#include "org/org.h"
#include "reports/sql.h"
#include "reports/xlsx.h"

namespace niangjia::reports {
namespace {

constexpr Message unknown_report{ErrorKind::NotFound, "reports.unknown", "没有名为“{}”的报告", "There is no report '{}'"};
constexpr Message unknown_org{ErrorKind::NotFound, "org.unknown", "没有这个组织，或不在您的工作范围内", "There is no such organisation within your reach"};
constexpr Message unknown_slot{ErrorKind::NotFound, "reports.unknown-slot", "报告里没有手工填报项“{}”", "The report has no number '{}' to type in"};
constexpr Message no_number{ErrorKind::Invalid, "reports.no-number", "请填 0 到 100 万亿之间的数，小数最多四位", "Give a number between 0 and 100 trillion with at most four decimals"};
constexpr Message note_too_long{ErrorKind::Invalid, "reports.note-too-long", "说明最多 500 个字", "A note holds at most 500 characters"};
constexpr Message wrong_year{ErrorKind::Invalid, "reports.wrong-year", "年份 {} 不对：请填 1990 到今年之间的年份", "The year {} is out of range: give one from 1990 to the present"};

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
}

std::string typed_text(Typed const& typed) {
    if (!typed.value) return "〔待填〕" + typed.unit;
    return chinese_number(*typed.value, typed.unit, *typed.value == std::floor(*typed.value) ? 0 : 4);
}

// 宿迁市妇女联合会 -> 宿迁市
std::string place_of(org::Organisation const& organisation) { return organisation.division.empty() ? organisation.short_name : organisation.division; }

packs::Piece const* slot_named(packs::ReportTemplate const& form, std::string_view slot) {
    for (auto const& section : form.sections) {
        for (auto const& paragraph : section.paragraphs) {
            for (auto const& piece : paragraph) {
                if (piece.kind == packs::Piece::Kind::Typed && piece.slot == slot) return &piece;
            }
        }
    }
    return nullptr;
}

// Whether a paragraph tells of figures and all of them are nothing. Not every place runs every programme.
bool tells_of_nothing(std::vector<Passage> const& passages) {
    bool figures = false;
    for (auto const& passage : passages) {
        if (passage.typed || passage.number.value_or(0) != 0) return false;
        figures = figures || passage.figure != nullptr;
    }
    return figures;
}

std::map<std::string, Typed> read_typed(storage::Reader const& reader, std::string_view report, org::Code org, int year) {
    std::map<std::string, Typed> newest;
    auto rows = reader.query(sql::list_typed, report, org.value(), year);
    while (rows.next()) {
        Typed typed;
        typed.slot = rows.string(0);
        if (!rows.is_null(2)) typed.value = rows.real(2);
        typed.note = rows.string(3);
        typed.account = rows.integer(4);
        typed.at = rows.integer(5);
        newest[typed.slot] = std::move(typed);
    }
    std::vector<identity::AccountId> accounts;
    for (auto const& [slot, typed] : newest) accounts.push_back(typed.account);
    for (auto const& [id, title] : identity::Identity::titles(reader, accounts)) {
        for (auto& [slot, typed] : newest) {
            if (typed.account == id) typed.by = title;
        }
    }
    return newest;
}

void check_year(identity::Context const& context, int year) {
    if (year < 1990 || year > context.today().year()) throw error(wrong_year, year).with_pointer("?year");
}

}  // namespace

std::string figure_text(packs::Figure const& figure, figures::Value const& value, std::string_view style) {
    auto const parsed = parse_number_style(style).value_or(Exact{});
    if (figure.measure == packs::Measure::Ratio) {
        auto const number = figures::Figures::number(figure, value);
        return number ? chinese_number(*number, figure.unit, figure.decimals, parsed) : "—";
    }
    if (figure.money) return chinese_money(value.amount, parsed);
    if (figure.scale > 1) return chinese_number(*figures::Figures::number(figure, value), figure.unit, figure.decimals, parsed);
    return chinese_number(value.amount, figure.unit, parsed);
}

Report Reports::draw(storage::Reader const& reader, identity::Context const& context, std::string_view name, org::Code org, int year) const {
    auto const* form = library_->report(name);
    if (form == nullptr) throw error(unknown_report, name);
    context.require(identity::Permission::ReadReports, org);
    auto const place = org::find(reader, org);
    if (!place) throw error(unknown_org);
    check_year(context, year);

    Report report;
    report.form = form;
    report.org = org;
    report.org_name = place->name;
    report.year = year;
    report.period = Period::of_year(year);
    report.period.to = std::min(report.period.to, context.today());
    auto const fill = [&](std::string text) {
        replace_all(text, "{org}", place->name);
        replace_all(text, "{place}", place_of(*place));
        replace_all(text, "{year}", std::to_string(year));
        return text;
    };
    report.title = fill(form->heading);

    std::vector<packs::Figure const*> wanted;
    for (auto const& section : form->sections) {
        for (auto const& paragraph : section.paragraphs) {
            for (auto const& piece : paragraph) {
                if (piece.figure != nullptr && std::find(wanted.begin(), wanted.end(), piece.figure) == wanted.end()) wanted.push_back(piece.figure);
            }
        }
    }
    auto const values = figures_->values(reader, context, wanted, org, report.period);
    std::map<packs::Figure const*, figures::Value> value_of;
    for (std::size_t i = 0; i < wanted.size(); ++i) value_of[wanted[i]] = values[i];
    auto const typed = read_typed(reader, name, org, year);

    int number = 0;
    for (auto const& section : form->sections) {
        Chapter chapter;
        if (!section.heading.empty()) chapter.heading = heading_number(1, ++number) + fill(section.heading);
        for (auto const& paragraph : section.paragraphs) {
            std::vector<Passage> passages;
            for (auto const& piece : paragraph) {
                Passage passage;
                if (piece.kind == packs::Piece::Kind::Words) {
                    passage.text = fill(piece.words);
                } else if (piece.kind == packs::Piece::Kind::Figure) {
                    auto const& value = value_of.at(piece.figure);
                    passage.figure = piece.figure;
                    passage.number = figures::Figures::number(*piece.figure, value);
                    passage.text = figure_text(*piece.figure, value, piece.style);
                } else {
                    auto const found = typed.find(piece.slot);
                    passage.typed = found == typed.end() ? Typed{} : found->second;
                    passage.typed->slot = piece.slot;
                    passage.typed->title = piece.words;
                    passage.typed->unit = piece.unit;
                    passage.text = typed_text(*passage.typed);
                }
                passages.push_back(std::move(passage));
            }
            if (!tells_of_nothing(passages)) chapter.paragraphs.push_back(std::move(passages));
        }
        report.chapters.push_back(std::move(chapter));
    }
    return report;
}

void Reports::type_in(storage::Transaction& transaction, identity::Context const& context, std::string_view name, org::Code org, int year,
                      std::string_view slot, std::optional<double> value, std::string_view note) const {
    auto const* form = library_->report(name);
    if (form == nullptr) throw error(unknown_report, name);
    context.require(identity::Permission::TypeFigures, org);
    if (!org::exists(transaction, org)) throw error(unknown_org);
    check_year(context, year);
    if (slot_named(*form, slot) == nullptr) throw error(unknown_slot, slot);
    if (value && (!std::isfinite(*value) || *value < 0 || *value > 1e14 || std::abs(*value * 1e4 - std::round(*value * 1e4)) > 1e-3)) {
        throw error(no_number).with_pointer("/value");
    }
    if (characters(note) > 500) throw error(note_too_long).with_pointer("/note");
    transaction.execute(sql::add_typed, name, org.value(), year, slot, value, note, context.account(), context.now());
    audit::append(transaction, {context.now(), context.account(), org.value(), "reports.type-in",
                                fmt::format("report:{}/{}/{}", name, year, slot), fmt::format("{} {}", value.value_or(-1), note)});
}

Document document(Report const& report) {
    Document out;
    out.title = report.title;
    out.issuer = report.org_name;
    out.date = report.period.to;
    for (auto const& chapter : report.chapters) {
        if (!chapter.heading.empty()) out.blocks.emplace_back(Heading{1, chapter.heading});
        for (auto const& paragraph : chapter.paragraphs) {
            Paragraph block;
            for (auto const& passage : paragraph) {
                Run run{.text = passage.text};
                if (passage.typed && passage.typed->value) run.note = typed_note(passage.typed->by, day_of(passage.typed->at));
                block.runs.push_back(std::move(run));
            }
            out.blocks.emplace_back(std::move(block));
        }
    }
    return out;
}

std::string figures_ledger(storage::Reader const& reader, identity::Context const& context, packs::Library const& library,
                           figures::Figures const& figures, org::Code org, Period period) {
    context.require(identity::Permission::Export, org);
    auto const place = org::find(reader, org);
    if (!place) throw error(unknown_org);
    auto const values = figures.values(reader, context, library.figures(), org, period);
    Workbook book{place->name + "数据台账", place->name, context.today()};
    book.open_sheet("指标", fmt::format("{}数据台账（{}）", place->name, chinese_period(period)),
                    {{.title = "项目", .meaning = "指标所属的工作项目"},
                     {.title = "指标", .meaning = "统计的事项"},
                     {.title = "数值", .type = CellType::Decimal, .meaning = "金额以元计，比率以 % 计", .source = "由记录逐条汇总"},
                     {.title = "单位"},
                     {.title = "成文写法", .meaning = "报告中的写法"},
                     {.title = "口径", .meaning = "计入什么、何时计入"}});
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto const& figure = *library.figures()[i];
        auto const number = figures::Figures::number(figure, values[i]);
        book.add_row({figure.programme->title.zh, figure.title.zh, number ? Cell{*number} : Cell{}, figure.unit, figure_text(figure, values[i]),
                      figure.definition.zh});
    }
    book.add_note("存量指标取期末当日的数；人数、组织数在期内同一人（组织）只计一次。");
    return std::move(book).bytes();
}

void note_export(storage::Database& database, identity::Context const& context, org::Code org, std::string_view what) {
    database.write([&](storage::Transaction& transaction) {
        audit::append(transaction, {context.now(), context.account(), org.value(), "reports.export", what, what});
    });
}

std::span<storage::Migration const> migrations() { return sql::migrations; }

}  // namespace niangjia::reports
