#include <fmt/format.h>

#include <algorithm>

#include "packs/loader.h"

namespace niangjia::packs {
namespace {

std::string trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \n");
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(" \n") - first + 1)};
}

// "", "余 1000万", "近 10", "万"
bool is_style(std::string_view style) {
    if (style.empty() || style == "万") return true;
    for (std::string_view const word : {"余", "近"}) {
        if (!style.starts_with(word)) continue;
        auto const size = trimmed(style.substr(word.size()));
        return !size.empty() && std::all_of(size.begin(), size.end(), [](char c) { return (c >= '0' && c <= '9') || (c & 0x80) != 0; });
    }
    return false;
}

}  // namespace

std::vector<Piece> Loader::read_pieces(std::string const& say, Item const& item, Programme const* programme) {
    std::vector<Piece> pieces;
    std::size_t at = 0;
    auto const words = [&](std::string_view text) {
        if (!text.empty()) pieces.push_back({Piece::Kind::Words, std::string{text}, nullptr, {}, {}, {}});
    };
    while (at < say.size()) {
        auto const open = say.find('{', at);
        words(std::string_view{say}.substr(at, open == std::string::npos ? open : open - at));
        if (open == std::string::npos) break;
        auto const close = say.find('}', open);
        if (close == std::string::npos) {
            item.problem("“{”没有配对的“}”", "A { without its }");
            break;
        }
        auto const inner = say.substr(open + 1, close - open - 1);
        at = close + 1;
        if (inner.starts_with("typed:")) {
            auto const rest = trimmed(std::string_view{inner}.substr(6));
            auto const first = rest.find(' ');
            auto const second = first == std::string::npos ? first : rest.find(' ', first + 1);
            if (second == std::string::npos) {
                item.problem("手工填报的写法是 {typed: 名称键 单位 说明}", "Write a typed-in number as {typed: slot unit title}");
                continue;
            }
            Piece piece;
            piece.kind = Piece::Kind::Typed;
            piece.slot = rest.substr(0, first);
            piece.unit = rest.substr(first + 1, second - first - 1);
            piece.words = rest.substr(second + 1);
            pieces.push_back(std::move(piece));
            continue;
        }
        if (programme == nullptr && (inner == "org" || inner == "year" || inner == "place")) {
            words("{" + inner + "}");
            continue;
        }
        auto const bar = inner.find('|');
        auto const name = trimmed(std::string_view{inner}.substr(0, bar));
        Piece piece;
        piece.kind = Piece::Kind::Figure;
        piece.style = bar == std::string::npos ? "" : trimmed(std::string_view{inner}.substr(bar + 1));
        if (!is_style(piece.style)) {
            item.problem(fmt::format("数字的写法“{}”不认识：可写 余 1000万、近 10", piece.style),
                         fmt::format("Unknown style '{}': write 余 1000万 or 近 10", piece.style));
        }
        static Programme const nowhere{};
        piece.figure = figure_named(name, item, programme == nullptr ? nowhere : *programme);
        if (piece.figure != nullptr) pieces.push_back(std::move(piece));
    }
    return pieces;
}

void Loader::read_report(Item const& item) {
    item.keys({"report", "name", "title", "sections"}, {"report", "title", "sections"});
    ReportTemplate report;
    report.name = item.text_at("report");
    report.title = item.name_at("name");
    report.heading = item.text_at("title");
    if (auto const sections = item.get("sections")) {
        for (auto const& element : sections->elements()) {
            element.keys({"key", "heading", "text"}, {"key"});
            Section section{element.text_at("key"), element.text_at("heading"), {}};
            if (auto const text = element.get("text")) {
                for (auto const& paragraph : text->elements()) {
                    section.paragraphs.push_back(read_pieces(paragraph.text(), paragraph, nullptr));
                }
            }
            report.sections.push_back(std::move(section));
        }
    }
    auto const name = report.name;
    library_->reports_.emplace(name, std::move(report));
}

void Loader::add_lines() {
    // Their places are sorted, not they: assigning one YAML node to another makes both the same.
    std::vector<PendingLine const*> ordered;
    for (auto const& pending : pending_lines_) ordered.push_back(&pending);
    std::stable_sort(ordered.begin(), ordered.end(), [](auto const* a, auto const* b) { return a->line.order < b->line.order; });
    for (auto const* pending : ordered) {
        auto const& [line, item] = *pending;
        auto pieces = read_pieces(line.say, item.get("say").value_or(item), line.programme);
        bool placed = false;
        for (auto& [name, report] : library_->reports_) {
            for (auto& section : report.sections) {
                if (section.key != line.under) continue;
                section.paragraphs.push_back(pieces);
                placed = true;
            }
        }
        if (!placed) {
            std::vector<std::string> known;
            for (auto const& [name, report] : library_->reports_) {
                for (auto const& section : report.sections) known.push_back(section.key);
            }
            auto const under = item.get("under");
            if (!under) continue;  // said already
            under->problem(fmt::format("报告里没有章节“{}”，可用的有：{}", line.under, fmt::join(known, "、")),
                           fmt::format("No report has a section '{}'; known: {}", line.under, fmt::join(known, ", ")));
        }
        library_->programmes_.find(line.programme->name)->second.lines.push_back(line);
    }
}

}  // namespace niangjia::packs
