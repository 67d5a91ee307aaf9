// A figure by the values of its splits, two years side by side: the yearly analysis (年度分析).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

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

SmallCells small_cells(std::span<SplitLine const> lines, std::span<std::int64_t const> amounts, std::int64_t whole, std::int64_t least) {
    SmallCells cells{std::vector<bool>(lines.size(), false), false};
    if (least <= 1) return cells;
    // What stands beside each other and adds up to what stands above: a field's choices, or the finer ones of a choice.
    std::map<std::pair<packs::Field const*, packs::Choice const*>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < lines.size(); ++i) groups[{lines[i].field, lines[i].above}].push_back(i);
    auto const line_of = [&](packs::Field const* field, packs::Choice const* choice) {
        auto const found = std::find_if(lines.begin(), lines.end(), [&](SplitLine const& line) { return line.field == field && line.choice == choice; });
        return static_cast<std::size_t>(found - lines.begin());
    };
    for (std::size_t i = 0; i < lines.size(); ++i) cells.lines[i] = amounts[i] > 0 && amounts[i] < least;
    cells.whole = whole > 0 && whole < least;
    // Each pass may leave out something more, until nothing tells of anything.
    for (bool again = true; again;) {
        again = false;
        for (auto const& [kind, group] : groups) {
            auto const above = kind.second == nullptr ? lines.size() : line_of(kind.first, kind.second);
            bool const above_out = above == lines.size() ? cells.whole : cells.lines[above];
            std::vector<std::size_t> open;
            std::vector<std::size_t> out;
            for (auto const i : group) {
                if (amounts[i] != 0) (cells.lines[i] ? out : open).push_back(i);
            }
            // What lies within one that is left out adds up to it.
            if (above_out && above != lines.size()) {
                for (auto const i : open) cells.lines[i] = true;
                again = again || !open.empty();
                continue;
            }
            // With the sum known, those left out must have one among them that could be anything.
            bool const all_small = std::all_of(out.begin(), out.end(), [&](std::size_t i) { return amounts[i] < least; });
            bool const safe = out.empty() || above_out || (out.size() > 1 && !all_small);
            if (safe) continue;
            again = true;
            if (!open.empty()) {
                cells.lines[*std::min_element(open.begin(), open.end(), [&](std::size_t a, std::size_t b) { return amounts[a] < amounts[b]; })] = true;
            } else if (above == lines.size()) {
                cells.whole = true;
            } else {
                cells.lines[above] = true;
            }
        }
    }
    return cells;
}

std::optional<double> share(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return std::nullopt;
    return rounded(100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string comparison_ledger(storage::Reader const& reader, identity::Context const& context, figures::Figures const& figures,
                              packs::Figure const& figure, org::Code org, int before, int year, std::int64_t least) {
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
    std::array<SmallCells, 2> left_out;
    for (std::size_t when = 0; when < 2; ++when) {
        std::vector<std::int64_t> amounts;
        for (std::size_t i = 0; i < lines.size(); ++i) amounts.push_back(values[when][i + 1].amount);
        left_out[when] = small_cells(lines, amounts, totals[when], least);
    }
    auto const row = [&](std::string first, std::string second, std::string third, std::size_t i) {
        auto const [was, is] = shares_of(i);
        bool const old_out = i == 0 ? left_out[0].whole : left_out[0].lines[i - 1];
        bool const new_out = i == 0 ? left_out[1].whole : left_out[1].lines[i - 1];
        auto const change = was && is && !old_out && !new_out ? std::optional{rounded(*is - *was)} : std::nullopt;
        return std::vector<Cell>{std::move(first), std::move(second), std::move(third),
                                 old_out ? Cell{} : number(values[0][i].amount), old_out ? Cell{} : cell(was),
                                 new_out ? Cell{} : number(values[1][i].amount), new_out ? Cell{} : cell(is), cell(change)};
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
    if (least > 1) book.add_note(fmt::format("少于 {} 的数，以及能由此推算出它的数，为保护当事人不公布，表中空白。", least));
    return std::move(book).bytes();
}

}  // namespace niangjia::reports
