// Writes ledgers (台账) as .xlsx: a title, a frozen head with filters, typed columns, a print set-up (A4
// landscape, one page wide, the head on every page, page numbers) and at the end a sheet 说明 that says what
// each column means.
//
// Rows go to disk as they come, so a hundred thousand need no more memory than ten. Text is always text: what
// begins with = + - @ is never a formula, and ids keep their leading zeros and all their digits.
// Threads: a Workbook belongs to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/day.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace niangjia::reports {

enum class CellType {
    Text,  // ids too: codes, identity numbers, telephone numbers
    Integer,
    Decimal,
    Money,  // given in fen, shown in yuan with two decimals
    Date,
    Percent,  // given as in 91.5, shown as 91.5%
};

struct Column {
    std::string title;
    CellType type = CellType::Text;
    // For the sheet 说明; each may be empty.
    std::string meaning = {};
    std::string unit = {};
    std::string source = {};
};

// An empty cell, a text, a whole number (fen in a Money column), a number, or a day. What does not fit its
// column's type is shown as the text or number it is: a masked "***" may stand in a Money column.
using Cell = std::variant<std::monostate, std::string, std::int64_t, double, Day>;

class Workbook {
  public:
    // The texts go into the file's properties. Throws Error (Unavailable) if no temporary file can be made.
    Workbook(std::string_view title, std::string_view author, Day day);
    ~Workbook();
    Workbook(Workbook&&) noexcept;
    Workbook& operator=(Workbook&&) noexcept;

    // Begins a sheet; the one before is complete. The name is made fit for Excel (31 characters, no []:*?/\)
    // and unlike the others. `columns` must not be empty.
    void open_sheet(std::string_view name, std::string_view title, std::vector<Column> columns);
    // Adds a row to the sheet that open_sheet() began; cells beyond the columns are not written. Throws Error
    // (TooLarge) when Excel's 1,048,576 rows are full. Text beyond Excel's 32,767 characters is cut with a
    // mark that says so.
    void add_row(std::vector<Cell> const& cells);
    // A line across the sheet below its rows, outside what its filter sorts: where people sign.
    void add_signatures(std::string_view line);
    // A line at the head of the sheet 说明: who drew the ledger, from which period.
    void add_note(std::string_view line);

    // The file's bytes, or the file itself (replaced if it exists). The workbook is used up. Throws Error
    // (Unavailable) if the disk is full.
    [[nodiscard]] std::string bytes() &&;
    void write(std::filesystem::path const& path) &&;

  private:
    struct Folder;
    struct Sheet;
    struct Discard {
        void operator()(lxw_workbook* book) const;
    };

    [[nodiscard]] lxw_worksheet* new_worksheet(std::string_view name);
    void write_cell(std::size_t column, Cell const& cell);
    void finish_sheet();
    void write_notes();
    std::filesystem::path close();

    std::unique_ptr<Folder> folder_;  // removed with the workbook
    std::unique_ptr<lxw_workbook, Discard> book_;
    std::unique_ptr<Sheet> sheet_;
    std::vector<std::string> names_;
    std::vector<std::string> lines_;
    std::vector<std::vector<std::string>> meanings_;  // rows of 说明

    // Owned by book_.
    lxw_format* title_format_ = nullptr;
    lxw_format* line_format_ = nullptr;
    lxw_format* head_format_ = nullptr;
    lxw_format* text_format_ = nullptr;
    lxw_format* integer_format_ = nullptr;
    lxw_format* decimal_format_ = nullptr;
    lxw_format* money_format_ = nullptr;
    lxw_format* date_format_ = nullptr;
    lxw_format* percent_format_ = nullptr;
};

inline constexpr std::string_view xlsx_media =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

}  // namespace niangjia::reports
