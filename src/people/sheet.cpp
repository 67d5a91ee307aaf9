#include "people/sheet.h"

#include <zip.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <pugixml.hpp>

#include "base/day.h"
#include "people/table.h"

namespace niangjia::people {
namespace {

[[noreturn]] void refuse(std::string_view zh, std::string_view en) { throw error(bad_table, zh, en); }

class Archive {
  public:
    explicit Archive(std::string_view bytes) {
        zip_error_t problem;
        zip_error_init(&problem);
        auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &problem);
        archive_.reset(source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &problem));
        if (!archive_) {
            if (source != nullptr) zip_source_free(source);
            refuse("不是完整的 .xlsx 文件，请重新导出", "it is no whole .xlsx file; export it again");
        }
        check_sizes();
    }

    [[nodiscard]] std::optional<std::string> part(std::string const& name) const {
        zip_stat_t stat;
        if (zip_stat(archive_.get(), name.c_str(), ZIP_FL_NOCASE, &stat) != 0) return std::nullopt;
        std::unique_ptr<zip_file_t, decltype(&zip_fclose)> const file{zip_fopen_index(archive_.get(), stat.index, 0), &zip_fclose};
        if (!file) refuse("压缩包损坏或加了密码", "the zip is damaged or has a password");
        // No more than was declared and checked, whatever it inflates to.
        std::string content(stat.size, '\0');
        std::size_t have = 0;
        while (have < content.size()) {
            auto const got = zip_fread(file.get(), content.data() + have, content.size() - have);
            if (got <= 0) refuse("压缩包损坏", "the zip is damaged");
            have += static_cast<std::size_t>(got);
        }
        return content;
    }

  private:
    struct Discard {
        void operator()(zip_t* archive) const { zip_discard(archive); }
    };

    void check_sizes() const {
        auto const count = zip_get_num_entries(archive_.get(), 0);
        auto const bomb = [](std::string_view zh, std::string_view en) { return error(large_table, zh, en); };
        if (count < 0 || static_cast<std::size_t>(count) > most_zip_entries) throw bomb("压缩包里的文件太多", "its zip holds too many parts");
        std::size_t total = 0;
        for (zip_int64_t i = 0; i < count; ++i) {
            zip_stat_t stat;
            constexpr auto wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
            if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0 || (stat.valid & wanted) != wanted) {
                refuse("压缩包损坏", "the zip is damaged");
            }
            if (stat.size > largest_zip_part || (total += stat.size) > largest_zip) throw bomb("解压后超过限度", "it would grow beyond the limit");
            if (stat.size > (1U << 20U) && stat.size / std::max<zip_uint64_t>(stat.comp_size, 1) > largest_zip_ratio) {
                throw bomb("压缩比异常，拒绝解压", "it is compressed beyond all likelihood and is not unpacked");
            }
        }
    }

    std::unique_ptr<zip_t, Discard> archive_;
};

// The text is the document's memory.
struct Xml {
    explicit Xml(std::string content) : text{std::move(content)} {
        if (text.find("<!DOCTYPE") != std::string::npos || text.find("<!ENTITY") != std::string::npos) {
            refuse("内含文档类型声明，拒绝读取", "it declares a document type and is not read");
        }
        auto const result = document.load_buffer_inplace(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
        if (!result) refuse("内容损坏，请重新导出", "its content is damaged; export it again");
    }
    std::string text;
    pugi::xml_document document;
};

// xlsx elements may carry a namespace prefix.
bool is(pugi::xml_node node, std::string_view name) {
    std::string_view const full = node.name();
    auto const colon = full.find(':');
    return (colon == std::string_view::npos ? full : full.substr(colon + 1)) == name;
}

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
    for (auto const node : parent.children()) {
        if (is(node, name)) return node;
    }
    return {};
}

void add_texts(pugi::xml_node node, std::string& text) {
    for (auto const one : node.children()) {
        if (is(one, "rPh")) continue;  // how it is read aloud
        if (is(one, "t")) {
            text += one.text().get();
        } else {
            add_texts(one, text);
        }
    }
}

std::vector<std::string> shared_strings(Archive const& archive) {
    std::vector<std::string> strings;
    auto content = archive.part("xl/sharedStrings.xml");
    if (!content) return strings;
    Xml const xml{std::move(*content)};
    for (auto const item : xml.document.document_element().children()) {
        if (!is(item, "si")) continue;
        strings.emplace_back();
        add_texts(item, strings.back());
    }
    return strings;
}

bool is_date_format(int id, std::string_view code) {
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return true;
    bool quoted = false;
    for (char const c : code) {
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == 'y' || c == 'Y')) return true;
    }
    return false;
}

// Of each cell style, whether it shows a number as a day.
std::vector<bool> date_styles(Archive const& archive) {
    std::vector<bool> styles;
    auto content = archive.part("xl/styles.xml");
    if (!content) return styles;
    Xml const xml{std::move(*content)};
    auto const root = xml.document.document_element();
    std::vector<std::pair<int, std::string>> formats;
    for (auto const format : child(root, "numFmts").children()) {
        formats.emplace_back(format.attribute("numFmtId").as_int(), format.attribute("formatCode").value());
    }
    for (auto const style : child(root, "cellXfs").children()) {
        auto const id = style.attribute("numFmtId").as_int();
        auto const own = std::ranges::find(formats, id, &std::pair<int, std::string>::first);
        styles.push_back(is_date_format(id, own == formats.end() ? "" : own->second));
    }
    return styles;
}

struct Book {
    std::string sheet;
    bool since_1904 = false;
};

Book open_book(Archive const& archive) {
    Book book;
    auto content = archive.part("xl/workbook.xml");
    if (!content) refuse("不是 .xlsx 表格", "it is no .xlsx workbook");
    Xml const xml{std::move(*content)};
    auto const root = xml.document.document_element();
    book.since_1904 = child(root, "workbookPr").attribute("date1904").as_bool();
    std::string id;
    for (auto const sheet : child(root, "sheets").children()) {
        if (std::string_view{sheet.attribute("state").value()}.contains("idden")) continue;
        for (auto const attribute : sheet.attributes()) {
            if (std::string_view{attribute.name()}.ends_with(":id")) id = attribute.value();
        }
        break;
    }
    auto relations = archive.part("xl/_rels/workbook.xml.rels");
    if (!relations) refuse("没有工作表", "it has no sheets");
    Xml const rels{std::move(*relations)};
    for (auto const relation : rels.document.document_element().children()) {
        if (id != relation.attribute("Id").value()) continue;
        std::string target = relation.attribute("Target").value();
        book.sheet = target.starts_with('/') ? target.substr(1) : "xl/" + target;
    }
    if (book.sheet.empty()) refuse("没有可见的工作表", "it has no sheet that is shown");
    return book;
}

// BC7 is column 54, counted from 0; the row's digits are left.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    std::size_t letters = 0;
    for (char const c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
        if (++letters > 3) return std::nullopt;
    }
    if (letters == 0) return std::nullopt;
    return column - 1;
}

std::string number_text(std::string_view text, bool date, bool since_1904) {
    double value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::string{text};
    if (date && value >= 1 && value < 2'958'466) {
        auto const day = Day::of(1899, 12, 30).value() + static_cast<int>(value) + (since_1904 ? 1462 : 0);
        return day.iso();
    }
    // Whole numbers as they are read, unless digits are lost already.
    if (value == std::floor(value) && std::abs(value) < 1e15) return std::to_string(static_cast<long long>(value));
    return std::string{text};
}

}  // namespace

void read_sheet(std::string_view bytes, RowSink const& sink) {
    Archive const archive{bytes};
    auto const book = open_book(archive);
    auto const strings = shared_strings(archive);
    auto const dates = date_styles(archive);
    auto content = archive.part(book.sheet);
    if (!content) refuse("没有工作表", "it has no sheets");
    Xml const xml{std::move(*content)};
    int number = 0;
    for (auto const row : child(xml.document.document_element(), "sheetData").children()) {
        if (!is(row, "row")) continue;
        number = row.attribute("r").as_int(number + 1);
        std::vector<std::string> cells;
        std::size_t next = 0;
        for (auto const cell : row.children()) {
            if (!is(cell, "c")) continue;
            auto const column = column_of(cell.attribute("r").value()).value_or(next);
            if (column >= most_columns) break;
            next = column + 1;
            if (cells.size() <= column) cells.resize(column + 1);
            std::string_view const type = cell.attribute("t").value();
            auto& text = cells[column];
            if (type == "inlineStr") {
                add_texts(child(cell, "is"), text);
                continue;
            }
            std::string_view const value = child(cell, "v").text().get();
            if (type == "s") {
                std::size_t index = 0;
                std::from_chars(value.data(), value.data() + value.size(), index);
                if (!value.empty() && index < strings.size()) text = strings[index];
            } else if (type == "e") {
                text.clear();
            } else if (type == "str" || type == "b" || type == "d") {
                text = value;
            } else {
                auto const style = cell.attribute("s").as_uint();
                text = number_text(value, style < dates.size() && dates[style], book.since_1904);
            }
        }
        sink(number, std::move(cells));
    }
}

}  // namespace niangjia::people
