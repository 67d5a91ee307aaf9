// A report as a plain value: what it says, not what it looks like. The writers (docx.h) give it its layout.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/day.h"

namespace niangjia::reports {

// A stretch of text inside a paragraph. A line break is "\n".
struct Run {
    std::string text = {};
    // Printed as a footnote at the end of this run; typed-in numbers carry typed_note().
    std::optional<std::string> note = {};
    // The address that shows what stands behind the text. It prints as ordinary text.
    std::optional<std::string> link = {};
    bool strong = false;

    bool operator==(Run const&) const = default;
};

// 手工填报：姓名，2015年12月20日
[[nodiscard]] std::string typed_note(std::string_view name, Day day);

// Levels 1 to 4. The text carries its number already (base/chinese.h, heading_number).
struct Heading {
    int level = 1;
    std::string text;

    bool operator==(Heading const&) const = default;
};

struct Paragraph {
    std::vector<Run> runs;

    bool operator==(Paragraph const&) const = default;
};

enum class Align { Left, Centre, Right };

struct TableColumn {
    std::string title;
    Align align = Align::Left;
    int share = 1;  // of the width, against the other columns' shares

    bool operator==(TableColumn const&) const = default;
};

// The head is repeated on every page. A row shorter than the columns is filled with empty cells.
struct Table {
    std::string caption = {};
    std::vector<TableColumn> columns = {};
    std::vector<std::vector<std::string>> rows = {};

    bool operator==(Table const&) const = default;
};

using Block = std::variant<Heading, Paragraph, Table>;

struct Document {
    std::string title = {};      // lines are parted by "\n", since official titles choose their breaks
    std::string subtitle = {};   // may be empty
    std::string addressee = {};  // 主送机关 with its colon; may be empty
    std::string issuer = {};     // signs above the date; may be empty
    Day date = {};
    std::vector<Block> blocks = {};

    bool operator==(Document const&) const = default;
};

}  // namespace niangjia::reports
