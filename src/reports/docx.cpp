#include "reports/docx.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <string_view>

#include "base/chinese.h"
#include "reports/archive.h"
#include "reports/docx_layout.h"
#include "reports/docx_parts.h"

namespace niangjia::reports {
namespace {

// XML knows no control characters but tab and line breaks, nor U+FFFE and U+FFFF; Word refuses a file with
// one.
std::string allowed(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x20 && byte != '\t' && byte != '\n') continue;
        auto const three = text.substr(at, 3);
        if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
            at += 2;
            continue;
        }
        result += text[at];
    }
    return result;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
    std::vector<std::string_view> pieces;
    for (std::size_t end = text.find(mark); end != std::string_view::npos; end = text.find(mark)) {
        pieces.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    pieces.push_back(text);
    return pieces;
}

// The properties of a new run. The hint gives quotation marks and dashes, which Latin and Chinese share, to
// the Chinese font. A style, where there is one, comes first: the schema wants it so.
pugi::xml_node add_run_format(pugi::xml_node run, char const* style_name = nullptr) {
    auto properties = run.append_child("w:rPr");
    if (style_name != nullptr) add_value(properties, "w:rStyle", style_name);
    properties.append_child("w:rFonts").append_attribute("w:hint").set_value("eastAsia");
    return properties;
}

// Appends the text to a run, with its line breaks and tabs as elements of their own.
void add_text(pugi::xml_node run, std::string_view text) {
    std::string const clean = allowed(text);
    bool first_line = true;
    for (auto const line : split(clean, '\n')) {
        if (!first_line) run.append_child("w:br");
        first_line = false;
        bool first_piece = true;
        for (auto const piece : split(line, '\t')) {
            if (!first_piece) run.append_child("w:tab");
            first_piece = false;
            if (piece.empty()) continue;
            auto node = run.append_child("w:t");
            node.append_attribute("xml:space").set_value("preserve");
            node.text().set(std::string{piece}.c_str());
        }
    }
}

void add_plain_run(pugi::xml_node paragraph, std::string_view text) {
    auto run = paragraph.append_child("w:r");
    add_run_format(run);
    add_text(run, text);
}

class Writer {
  public:
    explicit Writer(Document const& document) : document_{document} {
        body_ = start_part(main_, "w:document").append_child("w:body");
    }

    std::string write() {
        add_paragraph(style::title, document_.title);
        if (!document_.subtitle.empty()) add_paragraph(style::subtitle, document_.subtitle);
        if (!document_.addressee.empty()) add_paragraph(style::addressee, document_.addressee);
        for (Block const& block : document_.blocks) {
            std::visit([this](auto const& part) { add(part); }, block);
        }
        if (!document_.issuer.empty()) add_signature();
        add_section();
        return zip(parts(), document_.date);
    }

  private:
    pugi::xml_node start_paragraph(char const* style_name) {
        auto paragraph = body_.append_child("w:p");
        add_value(paragraph.append_child("w:pPr"), "w:pStyle", style_name);
        return paragraph;
    }

    pugi::xml_node add_paragraph(char const* style_name, std::string_view text) {
        auto paragraph = start_paragraph(style_name);
        add_plain_run(paragraph, text);
        return paragraph;
    }

    void add(Heading const& heading) {
        constexpr std::array names{"Heading1", "Heading2", "Heading3", "Heading4"};
        add_paragraph(names[static_cast<std::size_t>(std::clamp(heading.level, 1, 4) - 1)], heading.text);
    }

    void add(Paragraph const& paragraph) {
        auto node = start_paragraph(style::body);
        for (Run const& run : paragraph.runs) add_run(node, run);
    }

    void add_run(pugi::xml_node paragraph, Run const& run) {
        auto owner = paragraph;
        if (run.link) {
            owner = paragraph.append_child("w:hyperlink");
            owner.append_attribute("r:id").set_value(link_to(*run.link).c_str());
            owner.append_attribute("w:history").set_value("1");
        }
        auto node = owner.append_child("w:r");
        auto properties = add_run_format(node, run.link ? style::link : nullptr);
        if (run.strong) {
            properties.append_child("w:b");
            properties.append_child("w:bCs");
        }
        add_text(node, run.text);
        if (run.note) add_note(paragraph, *run.note);
    }

    void add_note(pugi::xml_node paragraph, std::string const& text) {
        notes_.push_back(text);
        auto run = paragraph.append_child("w:r");
        add_value(run.append_child("w:rPr"), "w:rStyle", style::note_mark);
        run.append_child("w:footnoteReference")
            .append_attribute("w:id")
            .set_value(static_cast<unsigned>(notes_.size()));
    }

    // The relationship of that address; each address has one.
    std::string link_to(std::string const& address) {
        auto const found = std::ranges::find(links_, address);
        auto const index = found - links_.begin();
        if (found == links_.end()) links_.push_back(address);
        return fmt::format("rIdLink{}", index + 1);
    }

    void add(Table const& table) {
        if (table.columns.empty()) return;
        if (!table.caption.empty()) add_paragraph(style::caption, table.caption);
        auto node = body_.append_child("w:tbl");
        auto properties = node.append_child("w:tblPr");
        add_value(properties, "w:tblStyle", style::table);
        auto width = properties.append_child("w:tblW");
        width.append_attribute("w:w").set_value(layout::text_width);
        width.append_attribute("w:type").set_value("dxa");
        add_value(properties, "w:jc", "center");
        properties.append_child("w:tblLayout").append_attribute("w:type").set_value("fixed");

        std::vector<int> const widths = column_widths(table.columns);
        auto grid = node.append_child("w:tblGrid");
        for (int const column : widths)
            grid.append_child("w:gridCol").append_attribute("w:w").set_value(column);

        auto head = add_row(node);
        head.child("w:trPr").append_child("w:tblHeader");
        for (std::size_t i = 0; i < widths.size(); ++i) {
            add_cell(head, widths[i], style::table_head, Align::Centre, table.columns[i].title);
        }
        for (auto const& cells : table.rows) {
            auto row = add_row(node);
            for (std::size_t i = 0; i < widths.size(); ++i) {
                add_cell(row, widths[i], style::table_text, table.columns[i].align,
                         i < cells.size() ? cells[i] : "");
            }
        }
        // Two tables in a row would grow together.
        add_paragraph(style::table_text, "");
    }

    static std::vector<int> column_widths(std::vector<TableColumn> const& columns) {
        int all = 0;
        for (auto const& column : columns) all += std::max(1, column.share);
        std::vector<int> widths;
        int left = layout::text_width;
        for (auto const& column : columns) {
            widths.push_back(layout::text_width * std::max(1, column.share) / all);
            left -= widths.back();
        }
        widths.back() += left;
        return widths;
    }

    static pugi::xml_node add_row(pugi::xml_node table) {
        auto row = table.append_child("w:tr");
        row.append_child("w:trPr").append_child("w:cantSplit");
        return row;
    }

    static void add_cell(pugi::xml_node row, int width, char const* style_name, Align align,
                         std::string_view text) {
        auto cell = row.append_child("w:tc");
        auto properties = cell.append_child("w:tcPr");
        auto cell_width = properties.append_child("w:tcW");
        cell_width.append_attribute("w:w").set_value(width);
        cell_width.append_attribute("w:type").set_value("dxa");
        add_value(properties, "w:vAlign", "center");
        auto paragraph = cell.append_child("w:p");
        auto format = paragraph.append_child("w:pPr");
        add_value(format, "w:pStyle", style_name);
        if (align != Align::Left) add_value(format, "w:jc", align == Align::Right ? "right" : "center");
        add_plain_run(paragraph, text);
    }

    // The date ends four characters before the edge and the name is centred above it, where the seal goes; a
    // name wider than that moves to the edge and the date is centred below it.
    void add_signature() {
        keep_last_with_next();
        std::string const date = document_.date.chinese();
        int const name_width = text_width(document_.issuer) * 50;  // hundredths of a character
        int const date_width = text_width(date) * 50;
        int date_indent = 400;
        int name_indent = date_indent + (date_width - name_width) / 2;
        if (name_indent < 0) {
            date_indent -= name_indent;
            name_indent = 0;
        }
        indent_right(add_paragraph(style::issuer, document_.issuer), name_indent);
        indent_right(add_paragraph(style::date, date), date_indent);
    }

    static void indent_right(pugi::xml_node paragraph, int characters) {
        auto indent = paragraph.child("w:pPr").append_child("w:ind");
        indent.append_attribute("w:rightChars").set_value(characters);
        indent.append_attribute("w:right").set_value(characters * layout::character / 100);
    }

    // The signature must not stand on a page without text.
    void keep_last_with_next() {
        auto last = body_.last_child();
        auto format = last.child("w:pPr");
        if (!format) return;
        format.insert_child_after("w:keepNext", format.child("w:pStyle"));
    }

    void add_section() {
        auto section = body_.append_child("w:sectPr");
        auto const footer = [&](char const* type, char const* id) {
            auto node = section.append_child("w:footerReference");
            node.append_attribute("w:type").set_value(type);
            node.append_attribute("r:id").set_value(id);
        };
        footer("even", "rIdFooterEven");
        footer("default", "rIdFooterOdd");
        if (!notes_.empty()) {
            auto notes = section.append_child("w:footnotePr");
            add_value(notes, "w:numFmt", "decimalEnclosedCircleChinese");
            add_value(notes, "w:numRestart", "eachPage");
        }
        auto size = section.append_child("w:pgSz");
        size.append_attribute("w:w").set_value(layout::page_width);
        size.append_attribute("w:h").set_value(layout::page_height);
        auto margins = section.append_child("w:pgMar");
        margins.append_attribute("w:top").set_value(layout::margin_top);
        margins.append_attribute("w:right").set_value(layout::margin_right);
        margins.append_attribute("w:bottom").set_value(layout::margin_bottom);
        margins.append_attribute("w:left").set_value(layout::margin_left);
        margins.append_attribute("w:header").set_value(851);
        margins.append_attribute("w:footer").set_value(layout::footer_from_edge);
        margins.append_attribute("w:gutter").set_value(0);
        section.append_child("w:pgNumType").append_attribute("w:fmt").set_value("decimal");
        section.append_child("w:cols").append_attribute("w:space").set_value(425);
        auto grid = section.append_child("w:docGrid");
        grid.append_attribute("w:type").set_value("linesAndChars");
        grid.append_attribute("w:linePitch").set_value(layout::line_pitch);
        grid.append_attribute("w:charSpace").set_value(layout::character_space);
    }

    [[nodiscard]] std::vector<Part> parts() const {
        bool const noted = !notes_.empty();
        std::vector<Part> result{{"[Content_Types].xml", content_types(noted)},
                                 {"_rels/.rels", package_relationships()},
                                 {"docProps/core.xml", core_properties()},
                                 {"docProps/app.xml", app_properties()},
                                 {"word/document.xml", to_bytes(main_)},
                                 {"word/_rels/document.xml.rels", relationships(noted)},
                                 {"word/styles.xml", styles_part()},
                                 {"word/settings.xml", settings_part(noted)},
                                 {"word/fontTable.xml", font_table_part()},
                                 {"word/footer1.xml", footer_part(Side::Odd)},
                                 {"word/footer2.xml", footer_part(Side::Even)}};
        if (noted) result.push_back({"word/footnotes.xml", footnotes()});
        return result;
    }

    [[nodiscard]] std::string footnotes() const {
        pugi::xml_document part;
        auto root = start_part(part, "w:footnotes");
        auto const add_separator = [&](char const* type, int id, char const* line) {
            auto note = root.append_child("w:footnote");
            note.append_attribute("w:type").set_value(type);
            note.append_attribute("w:id").set_value(id);
            note.append_child("w:p").append_child("w:r").append_child(line);
        };
        add_separator("separator", -1, "w:separator");
        add_separator("continuationSeparator", 0, "w:continuationSeparator");
        int id = 0;
        for (auto const& text : notes_) {
            auto note = root.append_child("w:footnote");
            note.append_attribute("w:id").set_value(++id);
            auto paragraph = note.append_child("w:p");
            add_value(paragraph.append_child("w:pPr"), "w:pStyle", style::note);
            auto mark = paragraph.append_child("w:r");
            add_value(mark.append_child("w:rPr"), "w:rStyle", style::note_mark);
            mark.append_child("w:footnoteRef");
            add_plain_run(paragraph, " " + text);
        }
        return to_bytes(part);
    }

    static pugi::xml_node start_plain(pugi::xml_document& part, char const* root, char const* space) {
        auto declaration = part.append_child(pugi::node_declaration);
        declaration.append_attribute("version").set_value("1.0");
        declaration.append_attribute("encoding").set_value("UTF-8");
        declaration.append_attribute("standalone").set_value("yes");
        auto node = part.append_child(root);
        node.append_attribute("xmlns").set_value(space);
        return node;
    }

    static std::string content_types(bool noted) {
        pugi::xml_document part;
        auto root =
            start_plain(part, "Types", "http://schemas.openxmlformats.org/package/2006/content-types");
        auto const by_ending = [&](char const* ending, char const* type) {
            auto node = root.append_child("Default");
            node.append_attribute("Extension").set_value(ending);
            node.append_attribute("ContentType").set_value(type);
        };
        by_ending("rels", "application/vnd.openxmlformats-package.relationships+xml");
        by_ending("xml", "application/xml");
        auto const by_name = [&](char const* name, std::string const& type) {
            auto node = root.append_child("Override");
            node.append_attribute("PartName").set_value(name);
            node.append_attribute("ContentType").set_value(type.c_str());
        };
        std::string const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
        by_name("/word/document.xml", word + "document.main+xml");
        by_name("/word/styles.xml", word + "styles+xml");
        by_name("/word/settings.xml", word + "settings+xml");
        by_name("/word/fontTable.xml", word + "fontTable+xml");
        by_name("/word/footer1.xml", word + "footer+xml");
        by_name("/word/footer2.xml", word + "footer+xml");
        if (noted) by_name("/word/footnotes.xml", word + "footnotes+xml");
        by_name("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        by_name("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
        return to_bytes(part);
    }

    static void relate(pugi::xml_node root, std::string const& id, std::string const& type,
                       std::string const& target) {
        auto node = root.append_child("Relationship");
        node.append_attribute("Id").set_value(id.c_str());
        node.append_attribute("Type").set_value(type.c_str());
        node.append_attribute("Target").set_value(target.c_str());
    }

    static constexpr char const* relationship_namespace =
        "http://schemas.openxmlformats.org/package/2006/relationships";

    static std::string package_relationships() {
        pugi::xml_document part;
        auto root = start_plain(part, "Relationships", relationship_namespace);
        std::string const office = std::string{link_namespace} + "/";
        relate(root, "rId1", office + "officeDocument", "word/document.xml");
        relate(root, "rId2",
               "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
               "docProps/core.xml");
        relate(root, "rId3", office + "extended-properties", "docProps/app.xml");
        return to_bytes(part);
    }

    [[nodiscard]] std::string relationships(bool noted) const {
        pugi::xml_document part;
        auto root = start_plain(part, "Relationships", relationship_namespace);
        std::string const office = std::string{link_namespace} + "/";
        relate(root, "rIdStyles", office + "styles", "styles.xml");
        relate(root, "rIdSettings", office + "settings", "settings.xml");
        relate(root, "rIdFonts", office + "fontTable", "fontTable.xml");
        relate(root, "rIdFooterOdd", office + "footer", "footer1.xml");
        relate(root, "rIdFooterEven", office + "footer", "footer2.xml");
        if (noted) relate(root, "rIdFootnotes", office + "footnotes", "footnotes.xml");
        int number = 0;
        for (auto const& address : links_) {
            relate(root, fmt::format("rIdLink{}", ++number), office + "hyperlink", allowed(address));
            root.last_child().append_attribute("TargetMode").set_value("External");
        }
        return to_bytes(part);
    }

    [[nodiscard]] std::string core_properties() const {
        pugi::xml_document part;
        auto root = start_plain(part, "cp:coreProperties", "");
        root.remove_attribute("xmlns");
        root.append_attribute("xmlns:cp")
            .set_value("http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
        root.append_attribute("xmlns:dc").set_value("http://purl.org/dc/elements/1.1/");
        root.append_attribute("xmlns:dcterms").set_value("http://purl.org/dc/terms/");
        root.append_attribute("xmlns:xsi").set_value("http://www.w3.org/2001/XMLSchema-instance");
        std::string title = allowed(document_.title);
        std::erase(title, '\n');
        root.append_child("dc:title").text().set(title.c_str());
        root.append_child("dc:creator").text().set(allowed(document_.issuer).c_str());
        root.append_child("dc:language").text().set("zh-CN");
        root.append_child("cp:lastModifiedBy").text().set(allowed(document_.issuer).c_str());
        std::string const moment = document_.date.iso() + "T00:00:00Z";
        for (auto const* name : {"dcterms:created", "dcterms:modified"}) {
            auto node = root.append_child(name);
            node.append_attribute("xsi:type").set_value("dcterms:W3CDTF");
            node.text().set(moment.c_str());
        }
        return to_bytes(part);
    }

    static std::string app_properties() {
        pugi::xml_document part;
        auto root = start_plain(part, "Properties",
                                "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties");
        root.append_child("Application").text().set("Niangjia");
        return to_bytes(part);
    }

    Document const& document_;
    pugi::xml_document main_;
    pugi::xml_node body_;
    std::vector<std::string> notes_;
    std::vector<std::string> links_;
};

}  // namespace

std::string typed_note(std::string_view name, Day day) {
    return fmt::format("手工填报：{}，{}", name, day.chinese());
}

std::string docx(Document const& document) {
    return Writer{document}.write();
}

}  // namespace niangjia::reports
