// A figure by the values of its splits, two years side by side: the yearly analysis (年度分析).
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "base/error.h"
#include "org/org.h"
#include "reports/reports.h"
#include "reports/xlsx.h"

namespace niangjia::reports {
namespace {

constexpr Message unknown_org{ErrorKind::NotFound, "org.unknown", "没有这个组织，或不在您的工作范围内", "There is no such organisation within your reach"};

Period whole_year(int year) { return {*Day::of(year, 1, 1), *Day::of(year, 12, 31)}; }

double rounded(double value) { return std::round(value * 10) / 10; }

}  // namespace

std::vector<SplitLine> split_lines(packs::Figure const& figure) {
    std::vector<SplitLine> lines;
    for (auto const& split : figure.splits) {
        auto const* field = figure.sources.front().type->field(split.field);
        for (auto const& choice : field->choices->choices) {
            lines.push_back({field, &choice, nullptr, split.of.at(choice.key)});
            for (auto const& inner : choice.of) lines.push_back({field, &inner, &choice, split.of.at(inner.key)});
        }
    }
    return lines;
}

std::optional<double> share(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return std::nullopt;
    return rounded(100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string comparison_ledger(storage::Reader const& reader, identity::Context const& context, figures::Figures const& figures,
                              packs::Figure const& figure, org::Code org, int before, int year) {
    context.require(identity::Permission::Export, org);
    auto const place = org::find(reader, org);
    if (!place) throw error(unknown_org);
    auto const lines = split_lines(figure);
    std::vector<packs::Figure const*> wanted{&figure};
    for (auto const& line : lines) wanted.push_back(line.figure);
    std::array const values{figures.values(reader, context, wanted, org, whole_year(before)), figures.values(reader, context, wanted, org, whole_year(year))};
    std::array const totals{values[0].front().amount, values[1].front().amount};

    auto const number = [&](std::int64_t amount) -> Cell {
        if (figure.scale == 1) return amount;
        return static_cast<double>(amount) / static_cast<double>(figure.scale);
    };
    auto const cell = [](std::optional<double> value) { return value ? Cell{*value} : Cell{}; };
    auto const shares_of = [&](std::size_t i) { return std::array{share(values[0][i].amount, totals[0]), share(values[1][i].amount, totals[1])}; };
    auto const row = [&](std::string first, std::string second, std::string third, std::size_t i) {
        auto const [was, is] = shares_of(i);
        auto const change = was && is ? std::optional{rounded(*is - *was)} : std::nullopt;
        return std::vector<Cell>{std::move(first), std::move(second), std::move(third), number(values[0][i].amount), cell(was),
                                 number(values[1][i].amount), cell(is), cell(change)};
    };

    auto const title = fmt::format("{}{}分析（{} 年与 {} 年）", place->name, figure.title.zh, before, year);
    Workbook book{title, place->name, context.today()};
    auto const amount_type = figure.scale == 1 ? CellType::Integer : CellType::Decimal;
    book.open_sheet("年度分析", title,
                    {{.title = "分类", .meaning = "按哪一项划分"},
                     {.title = "类别"},
                     {.title = "细类"},
                     {.title = fmt::format("{} 年", before), .type = amount_type, .unit = figure.unit},
                     {.title = fmt::format("{} 年占比", before), .type = CellType::Percent, .meaning = "占当年全部的百分比"},
                     {.title = fmt::format("{} 年", year), .type = amount_type, .unit = figure.unit},
                     {.title = fmt::format("{} 年占比", year), .type = CellType::Percent, .meaning = "占当年全部的百分比"},
                     {.title = "占比变化", .type = CellType::Decimal, .meaning = "后一年减前一年", .unit = "百分点"}});
    book.add_row(row(figure.title.zh, "合计", "", 0));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const& [field, choice, above, one] = lines[i];
        book.add_row(row(field->title.zh, above == nullptr ? choice->title.zh : above->title.zh, above == nullptr ? std::string{} : choice->title.zh, i + 1));
    }
    book.add_note("件数由记录逐条汇总；占比保留一位小数，占比变化按保留后的数相减。");
    return std::move(book).bytes();
}

}  // namespace niangjia::reports
