#include "reports/xlsx.h"

#include <fmt/format.h>
#include <stdlib.h>  // mkdtemp is POSIX
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fstream>
#include <sstream>
#include <system_error>

#include "base/chinese.h"
#include "reports/messages.h"

namespace niangjia::reports {
namespace {

constexpr lxw_row_t title_row = 0;
constexpr lxw_row_t head_row = 1;
constexpr lxw_row_t row_limit = 1'048'576;
constexpr std::size_t text_limit = 32'767;
constexpr std::int64_t exact_limit = std::int64_t{1} << 53;
constexpr int excel_epoch = 25'569;  // the serial number of 1970-01-01
constexpr int first_serial = 61;     // 1900-03-01: before it Excel's calendar is wrong

constexpr int narrowest = 6;
constexpr int widest = 50;
constexpr double line_height = 15;
constexpr double tallest = 409;  // Excel's limit

void check(lxw_error failure) {
    if (failure != LXW_NO_ERROR) throw error(messages::file_failed).with_note(lxw_strerror(failure));
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string first_characters(std::string_view text, std::size_t count) {
    std::size_t seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const starts = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        if (starts && seen++ == count) return std::string{text.substr(0, at)};
    }
    return std::string{text};
}

// What a cell can hold: no control characters but line breaks and tabs, and not more than Excel's limit.
std::string cell_text(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 || c == '\n' || c == '\t') result += c;
    }
    constexpr std::string_view mark = "…（内容过长，后文已略）";
    // The library counts bytes in one place and characters in another; the smaller limit is safe in both.
    if (result.size() > text_limit) {
        std::size_t const kept = text_limit - mark.size();
        std::size_t end = kept;
        while (end > 0 && (static_cast<unsigned char>(result[end]) & 0xC0) == 0x80) --end;
        result.resize(end);
        result += mark;
    }
    return result;
}

int widest_line(std::string_view text) {
    int width = 0;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        width = std::max(width, text_width(text.substr(0, end)));
        text.remove_prefix(end + 1);
    }
    return std::max(width, text_width(text));
}

// How many lines the text takes in a column of the greatest width; narrower columns fit their texts.
int lines_of(std::string_view text) {
    constexpr int room = widest - 2;
    int lines = 0;
    for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(end + 1)) {
        end = text.find('\n');
        lines += std::max(1, (text_width(text.substr(0, end)) + room - 1) / room);
        if (end == std::string_view::npos) break;
    }
    return lines;
}

std::string_view type_name(CellType type) {
    switch (type) {
        case CellType::Text:
            return "文字";
        case CellType::Integer:
            return "整数";
        case CellType::Decimal:
            return "小数";
        case CellType::Money:
            return "金额";
        case CellType::Date:
            return "日期";
        case CellType::Percent:
            return "百分比";
    }
    return "";
}

std::string unit_of(Column const& column) {
    if (!column.unit.empty()) return column.unit;
    return column.type == CellType::Money ? "元" : column.type == CellType::Percent ? "%" : "";
}

}  // namespace

// A directory that only this user may read: ledgers hold personal data.
struct Workbook::Folder {
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "niangjia-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw error(messages::file_failed).with_note("mkdtemp " + name);
        path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    [[nodiscard]] std::filesystem::path file() const { return path / "ledger.xlsx"; }

    std::filesystem::path path;
};

struct Workbook::Sheet {
    lxw_worksheet* worksheet;  // owned by the workbook
    std::vector<Column> columns;
    std::vector<int> widths;
    lxw_row_t next_row;
    int lines = 1;  // of the row being written
    std::vector<std::string> signatures = {};
};

void Workbook::Discard::operator()(lxw_workbook* book) const {
    lxw_workbook_free(book);
}

Workbook::Workbook(std::string_view title, std::string_view author, Day day)
    : folder_{std::make_unique<Folder>()} {
    std::string folder = folder_->path.string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    book_.reset(workbook_new_opt(folder_->file().c_str(), &options));
    if (!book_) throw error(messages::file_failed).with_note("workbook_new_opt");

    std::string title_text = cell_text(first_characters(title, 255));
    std::string author_text = cell_text(first_characters(author, 255));
    lxw_doc_properties properties{};
    properties.title = title_text.data();
    properties.author = author_text.data();
    properties.created = static_cast<time_t>(day.number()) * 86'400;
    check(workbook_set_properties(book_.get(), &properties));

    auto const add_format = [&](char const* number_format) {
        lxw_format* const format = workbook_add_format(book_.get());
        format_set_font_name(format, "宋体");
        format_set_font_size(format, 11);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        if (number_format != nullptr) format_set_num_format(format, number_format);
        return format;
    };
    title_format_ = add_format(nullptr);
    format_set_font_name(title_format_, "黑体");
    format_set_font_size(title_format_, 16);
    format_set_align(title_format_, LXW_ALIGN_CENTER);
    line_format_ = add_format(nullptr);

    auto const add_cell_format = [&](char const* number_format) {
        lxw_format* const format = add_format(number_format);
        format_set_border(format, LXW_BORDER_THIN);
        return format;
    };
    head_format_ = add_cell_format("@");
    format_set_bold(head_format_);
    format_set_align(head_format_, LXW_ALIGN_CENTER);
    format_set_text_wrap(head_format_);
    format_set_bg_color(head_format_, 0xF2F2F2);
    // The format @ keeps an id text even after somebody edits the cell.
    text_format_ = add_cell_format("@");
    format_set_text_wrap(text_format_);
    integer_format_ = add_cell_format("0");
    decimal_format_ = add_cell_format(nullptr);
    money_format_ = add_cell_format("#,##0.00");
    date_format_ = add_cell_format("yyyy-mm-dd");
    format_set_align(date_format_, LXW_ALIGN_CENTER);
    percent_format_ = add_cell_format("0.0%");
}

Workbook::~Workbook() = default;
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;

lxw_worksheet* Workbook::new_worksheet(std::string_view name) {
    constexpr std::size_t name_limit = 31;
    std::string clean;
    for (char const c : name) {
        auto const byte = static_cast<unsigned char>(c);
        bool const forbidden = byte < 0x20 || std::string_view{"[]:*?/\\'"}.find(c) != std::string_view::npos;
        clean += forbidden ? '_' : c;
    }
    if (clean.empty()) clean = "台账";
    std::string unique = first_characters(clean, name_limit);
    auto const same = [](std::string_view a, std::string_view b) {
        return std::ranges::equal(a, b,
                                  [](unsigned char x, unsigned char y) { return tolower(x) == tolower(y); });
    };
    auto const taken = [&](std::string_view candidate) {
        return std::ranges::any_of(names_, [&](std::string const& other) { return same(other, candidate); });
    };
    for (int number = 2; taken(unique); ++number) {
        std::string const ending = fmt::format("（{}）", number);
        unique = first_characters(clean, name_limit - characters(ending)) + ending;
    }
    names_.push_back(unique);
    lxw_worksheet* const worksheet = workbook_add_worksheet(book_.get(), unique.c_str());
    if (worksheet == nullptr) throw error(messages::file_failed).with_note("worksheet " + unique);

    constexpr std::uint8_t a4 = 9;
    worksheet_set_landscape(worksheet);
    worksheet_set_paper(worksheet, a4);
    worksheet_fit_to_pages(worksheet, 1, 0);
    worksheet_set_margins(worksheet, 0.5, 0.5, 0.6, 0.7);
    check(worksheet_set_footer(worksheet, "&C第 &P 页，共 &N 页"));
    return worksheet;
}

void Workbook::open_sheet(std::string_view name, std::string_view title, std::vector<Column> columns) {
    finish_sheet();
    lxw_worksheet* const worksheet = new_worksheet(name);
    sheet_ = std::make_unique<Sheet>(Sheet{worksheet, std::move(columns), {}, head_row + 1});
    auto const last = static_cast<lxw_col_t>(sheet_->columns.size() - 1);

    check(worksheet_set_row(worksheet, title_row, 28, nullptr));
    std::string const title_text = cell_text(title);
    if (last > 0) {
        check(worksheet_merge_range(worksheet, title_row, 0, title_row, last, title_text.c_str(),
                                    title_format_));
    } else {
        check(worksheet_write_string(worksheet, title_row, 0, title_text.c_str(), title_format_));
    }
    for (lxw_col_t at = 0; at <= last; ++at) {
        Column const& column = sheet_->columns[at];
        std::string const head = cell_text(column.title);
        check(worksheet_write_string(worksheet, head_row, at, head.c_str(), head_format_));
        constexpr int filter_button = 3;
        sheet_->widths.push_back(std::max(narrowest, widest_line(head) + filter_button));
        meanings_.push_back({names_.back(), column.title, column.meaning, std::string{type_name(column.type)},
                             unit_of(column), column.source});
    }
    worksheet_freeze_panes(worksheet, head_row + 1, 0);
    check(worksheet_repeat_rows(worksheet, head_row, head_row));
}

void Workbook::add_row(std::vector<Cell> const& cells) {
    if (sheet_->next_row >= row_limit) throw error(messages::too_many_rows, row_limit - head_row - 1);
    for (std::size_t column = 0; column < sheet_->columns.size(); ++column) {
        write_cell(column, column < cells.size() ? cells[column] : Cell{});
    }
    // Not every program finds the height of wrapped text by itself.
    if (sheet_->lines > 1) {
        double const height = std::min(tallest, sheet_->lines * line_height);
        check(worksheet_set_row(sheet_->worksheet, sheet_->next_row, height, nullptr));
        sheet_->lines = 1;
    }
    ++sheet_->next_row;
}

void Workbook::write_cell(std::size_t column, Cell const& cell) {
    CellType const type = sheet_->columns[column].type;
    lxw_worksheet* const worksheet = sheet_->worksheet;
    lxw_row_t const row = sheet_->next_row;
    auto const at = static_cast<lxw_col_t>(column);
    auto const widen = [&](int width) {
        sheet_->widths[column] = std::max(sheet_->widths[column], width + 2);
    };

    auto const write_blank = [&] { check(worksheet_write_blank(worksheet, row, at, text_format_)); };
    auto const write_text = [&](std::string_view text) {
        std::string const clean = cell_text(text);
        if (clean.empty()) return write_blank();
        int const width = widest_line(clean);
        widen(width);
        if (width > widest - 2 || clean.contains('\n'))
            sheet_->lines = std::max(sheet_->lines, lines_of(clean));
        check(worksheet_write_string(worksheet, row, at, clean.c_str(), text_format_));
    };
    auto const write_number = [&](double number, lxw_format* format, std::string const& shown) {
        widen(text_width(shown));
        check(worksheet_write_number(worksheet, row, at, number, format));
    };
    auto const write_real = [&](double number) {
        if (!std::isfinite(number)) return write_blank();
        if (type == CellType::Money) {
            return write_number(number / 100, money_format_, english_number(number / 100, 2) + ".00");
        }
        if (type == CellType::Percent)
            return write_number(number / 100, percent_format_, fmt::format("{:.1f}%", number));
        if (type == CellType::Integer)
            return write_number(number, integer_format_, fmt::format("{:.0f}", number));
        write_number(number, decimal_format_, fmt::format("{}", number));
    };

    if (auto const* text = std::get_if<std::string>(&cell)) return write_text(*text);
    if (auto const* whole = std::get_if<std::int64_t>(&cell)) {
        // A double holds whole numbers only up to 2^53; a longer one keeps its digits as text.
        bool const too_long = *whole > exact_limit || *whole < -exact_limit;
        if (type == CellType::Text || too_long) return write_text(std::to_string(*whole));
        return write_real(static_cast<double>(*whole));
    }
    if (auto const* real = std::get_if<double>(&cell)) {
        if (type == CellType::Text) return write_text(fmt::format("{}", *real));
        return write_real(*real);
    }
    if (auto const* day = std::get_if<Day>(&cell)) {
        int const serial = day->number() + excel_epoch;
        if (type == CellType::Text || serial < first_serial) return write_text(day->iso());
        return write_number(serial, date_format_, day->iso());
    }
    write_blank();
}

void Workbook::add_signatures(std::string_view line) {
    sheet_->signatures.push_back(cell_text(line));
}

void Workbook::add_note(std::string_view line) {
    lines_.emplace_back(line);
}

// The widths are known only now; the library writes them, as it does the filter's range, when the book is
// closed.
void Workbook::finish_sheet() {
    if (!sheet_) return;
    for (std::size_t column = 0; column < sheet_->widths.size(); ++column) {
        auto const at = static_cast<lxw_col_t>(column);
        check(worksheet_set_column(sheet_->worksheet, at, at, std::min(widest, sheet_->widths[column]),
                                   nullptr));
    }
    auto const last = static_cast<lxw_col_t>(sheet_->columns.size() - 1);
    check(worksheet_autofilter(sheet_->worksheet, head_row, 0, sheet_->next_row - 1, last));
    // One row apart from the table.
    lxw_row_t row = sheet_->next_row + 1;
    for (auto const& line : sheet_->signatures) {
        if (row >= row_limit) throw error(messages::too_many_rows, row_limit - head_row - 1);
        check(worksheet_set_row(sheet_->worksheet, row, 2 * line_height, nullptr));
        if (last > 0) {
            check(worksheet_merge_range(sheet_->worksheet, row, 0, row, last, line.c_str(), line_format_));
        } else {
            check(worksheet_write_string(sheet_->worksheet, row, 0, line.c_str(), line_format_));
        }
        ++row;
    }
    sheet_.reset();
}

void Workbook::write_notes() {
    lxw_worksheet* const worksheet = new_worksheet("说明");
    constexpr std::array heads{"工作表", "列", "含义", "类型", "单位", "来源"};
    std::array<int, heads.size()> widths{12, 12, 20, 8, 8, 12};
    lxw_row_t row = 0;
    check(worksheet_merge_range(worksheet, row++, 0, 0, heads.size() - 1, "说明", title_format_));
    for (auto const& line : lines_)
        check(worksheet_write_string(worksheet, row++, 0, cell_text(line).c_str(), nullptr));
    lxw_row_t const head = row++;
    for (std::size_t at = 0; at < heads.size(); ++at) {
        check(worksheet_write_string(worksheet, head, static_cast<lxw_col_t>(at), heads[at], head_format_));
    }
    for (auto const& cells : meanings_) {
        for (std::size_t at = 0; at < heads.size(); ++at) {
            std::string const text = cell_text(cells[at]);
            widths[at] = std::max(widths[at], widest_line(text) + 2);
            auto const column = static_cast<lxw_col_t>(at);
            if (text.empty()) {
                check(worksheet_write_blank(worksheet, row, column, text_format_));
            } else {
                check(worksheet_write_string(worksheet, row, column, text.c_str(), text_format_));
            }
        }
        ++row;
    }
    for (std::size_t at = 0; at < heads.size(); ++at) {
        auto const column = static_cast<lxw_col_t>(at);
        check(worksheet_set_column(worksheet, column, column, std::min(widest, widths[at]), nullptr));
    }
}

std::filesystem::path Workbook::close() {
    finish_sheet();
    write_notes();
    check(workbook_close(book_.release()));
    return folder_->file();
}

std::string Workbook::bytes() && {
    std::ifstream file{close(), std::ios::binary};
    std::ostringstream out;
    out << file.rdbuf();
    if (!file || !out) throw error(messages::file_failed).with_note("reading back");
    return std::move(out).str();
}

void Workbook::write(std::filesystem::path const& path) && {
    std::error_code failure;
    std::filesystem::copy_file(close(), path, std::filesystem::copy_options::overwrite_existing, failure);
    if (failure) throw error(messages::file_failed).with_note(failure.message());
}

}  // namespace niangjia::reports
