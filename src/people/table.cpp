#include "people/table.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <sstream>

#include "base/csv.h"
#include "base/error.h"
#include "people/detail.h"
#include "people/sheet.h"

namespace niangjia::people {

namespace {

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        auto const c = static_cast<unsigned char>(text[i]);
        std::size_t const more = c < 0x80 ? 0 : c >= 0xc2 && c <= 0xdf ? 1 : (c & 0xf0) == 0xe0 ? 2 : c >= 0xf0 && c <= 0xf4 ? 3 : 9;
        if (more == 9 || i + more >= text.size() + (more == 0 ? 1 : 0)) return false;
        for (std::size_t k = 1; k <= more; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return false;
        }
        i += more + 1;
    }
    return true;
}

std::string of_gb18030(std::string_view bytes) {
    auto failure = U_ZERO_ERROR;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> const converter{ucnv_open("gb18030", &failure), &ucnv_close};
    // A byte that is none stops it: a file in some third encoding must not come in as rubbish.
    if (U_SUCCESS(failure)) ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &failure);
    std::string text(bytes.size() * 2 + 16, '\0');
    std::int32_t length = 0;
    if (U_SUCCESS(failure)) {
        length = ucnv_toAlgorithmic(UCNV_UTF8, converter.get(), text.data(), static_cast<std::int32_t>(text.size()), bytes.data(),
                                    static_cast<std::int32_t>(bytes.size()), &failure);
    }
    if (U_FAILURE(failure)) throw error(bad_table, "文件既不是 UTF-8 也不是 GB18030 编码", "the file is neither UTF-8 nor GB18030");
    text.resize(static_cast<std::size_t>(length));
    return text;
}

// Whichever stands most often in the first line.
char separator_of(std::string_view text) {
    auto const line = text.substr(0, text.find('\n'));
    char best = ',';
    for (char const one : {';', '\t'}) {
        if (std::ranges::count(line, one) > std::ranges::count(line, best)) best = one;
    }
    return best;
}

void read_csv(std::string_view bytes, RowSink const& sink) {
    std::string converted;
    if (!is_utf8(bytes)) {
        converted = of_gb18030(bytes);
        bytes = converted;
    }
    std::istringstream stream{std::string{bytes}};
    CsvReader reader{stream, separator_of(bytes)};
    for (;;) {
        auto const got = reader.next();
        if (got == CsvReader::Got::End) return;
        if (got == CsvReader::Got::Fault) {
            auto const& [place, text] = reader.fault();
            throw error(bad_table, fmt::format("第 {} 行第 {} 列：{}", place.line, place.column, text.zh),
                        fmt::format("line {}, column {}: {}", place.line, place.column, text.en));
        }
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < std::min(reader.size(), most_columns); ++i) cells.emplace_back(reader.field(i));
        sink(reader.place(0).line, std::move(cells));
    }
}

bool is_empty(std::vector<std::string> const& cells) {
    return std::ranges::all_of(cells, [](std::string const& cell) { return cell.empty(); });
}

}  // namespace

Table read_table(std::string_view bytes, std::size_t most_rows) {
    Table table;
    std::vector<Table::Row> above;  // of the heads
    auto const sink = [&](int number, std::vector<std::string> cells) {
        for (auto& cell : cells) cell = trimmed(cell);
        while (!cells.empty() && cells.back().empty()) cells.pop_back();
        if (is_empty(cells)) return;
        if (table.heads.empty()) {
            auto const filled = std::ranges::count_if(cells, [](std::string const& cell) { return !cell.empty(); });
            if (filled >= 2) {
                table.heads = std::move(cells);
            } else {
                above.push_back({number, std::move(cells)});
            }
            return;
        }
        if (table.rows.size() == most_rows) throw error(large_table, fmt::format("超过 {} 行，请分成几个文件", most_rows), fmt::format("it has more than {} rows; part it", most_rows));
        table.rows.push_back({number, std::move(cells)});
    };
    if (bytes.starts_with("PK\x03\x04")) {
        read_sheet(bytes, sink);
    } else if (bytes.starts_with("\xd0\xcf\x11\xe0")) {
        throw error(bad_table, "这是旧格式的 .xls 文件，请另存为 .xlsx", "this is an old .xls file; save it as .xlsx");
    } else {
        read_csv(bytes, sink);
    }
    // A list of one column.
    if (table.heads.empty() && !above.empty()) {
        table.heads = std::move(above.front().cells);
        table.rows.assign(std::make_move_iterator(above.begin() + 1), std::make_move_iterator(above.end()));
    }
    if (table.heads.empty()) throw error(bad_table, "文件里没有内容", "the file is empty");
    return table;
}

}  // namespace niangjia::people
