#include "reports/docx_parts.h"

#include <array>
#include <sstream>

#include "reports/docx_layout.h"

namespace niangjia::reports {
namespace {

constexpr char const* fangsong = "仿宋_GB2312";
constexpr char const* kaiti = "楷体_GB2312";
constexpr char const* heiti = "黑体";
constexpr char const* songti = "宋体";
constexpr char const* small_title = "方正小标宋简体";
constexpr char const* western = "Times New Roman";

pugi::xml_attribute set(pugi::xml_node node, char const* name, char const* value) {
    auto attribute = node.append_attribute(name);
    attribute.set_value(value);
    return attribute;
}

pugi::xml_attribute set(pugi::xml_node node, char const* name, int value) {
    auto attribute = node.append_attribute(name);
    attribute.set_value(value);
    return attribute;
}

// What a style says about paragraphs. Elements are written in the order the schema demands.
struct ParagraphFormat {
    bool keep_next = false;
    bool keep_lines = false;
    int before = -1;
    int after = -1;
    int line = 0;
    int first_line_characters = -1;  // hundredths of a character
    int left_characters = 0;
    int right_characters = 0;
    char const* align = nullptr;
    int outline = -1;
};

struct TextFormat {
    char const* east_asian = nullptr;
    char const* latin = nullptr;
    bool strong = false;
    int size = 0;
    bool raised = false;
};

void add_paragraph_format(pugi::xml_node owner, ParagraphFormat const& format) {
    auto properties = owner.append_child("w:pPr");
    if (format.keep_next) properties.append_child("w:keepNext");
    if (format.keep_lines) properties.append_child("w:keepLines");
    if (format.before >= 0 || format.after >= 0 || format.line > 0) {
        auto spacing = properties.append_child("w:spacing");
        if (format.before >= 0) set(spacing, "w:before", format.before);
        if (format.after >= 0) set(spacing, "w:after", format.after);
        if (format.line > 0) {
            set(spacing, "w:line", format.line);
            set(spacing, "w:lineRule", "exact");
        }
    }
    if (format.first_line_characters >= 0 || format.left_characters > 0 || format.right_characters > 0) {
        auto indent = properties.append_child("w:ind");
        if (format.left_characters > 0) {
            set(indent, "w:leftChars", format.left_characters);
            set(indent, "w:left", format.left_characters * layout::character / 100);
        }
        if (format.right_characters > 0) {
            set(indent, "w:rightChars", format.right_characters);
            set(indent, "w:right", format.right_characters * layout::character / 100);
        }
        if (format.first_line_characters >= 0) {
            set(indent, "w:firstLineChars", format.first_line_characters);
            set(indent, "w:firstLine", format.first_line_characters * layout::character / 100);
        }
    }
    if (format.align != nullptr) add_value(properties, "w:jc", format.align);
    if (format.outline >= 0) add_value(properties, "w:outlineLvl", format.outline);
    if (!properties.first_child()) owner.remove_child(properties);
}

void add_text_format(pugi::xml_node owner, TextFormat const& format) {
    auto properties = owner.append_child("w:rPr");
    if (format.east_asian != nullptr || format.latin != nullptr) {
        auto fonts = properties.append_child("w:rFonts");
        if (format.latin != nullptr) {
            set(fonts, "w:ascii", format.latin);
            set(fonts, "w:hAnsi", format.latin);
        }
        if (format.east_asian != nullptr) set(fonts, "w:eastAsia", format.east_asian);
        if (format.latin != nullptr) set(fonts, "w:cs", format.latin);
    }
    if (format.strong) {
        properties.append_child("w:b");
        properties.append_child("w:bCs");
    }
    if (format.size > 0) {
        add_value(properties, "w:sz", format.size);
        add_value(properties, "w:szCs", format.size);
    }
    if (format.raised) add_value(properties, "w:vertAlign", "superscript");
    if (!properties.first_child()) owner.remove_child(properties);
}

struct StyleHead {
    char const* type = "paragraph";
    char const* id = nullptr;
    char const* name = nullptr;
    char const* based_on = "Normal";
    char const* next = nullptr;
    int priority = 99;
    bool quick = false;
    bool standard = false;
};

pugi::xml_node add_style(pugi::xml_node styles, StyleHead const& head) {
    auto style = styles.append_child("w:style");
    set(style, "w:type", head.type);
    if (head.standard) set(style, "w:default", "1");
    set(style, "w:styleId", head.id);
    add_value(style, "w:name", head.name);
    if (head.based_on != nullptr) add_value(style, "w:basedOn", head.based_on);
    if (head.next != nullptr) add_value(style, "w:next", head.next);
    add_value(style, "w:uiPriority", head.priority);
    if (head.quick) style.append_child("w:qFormat");
    return style;
}

void add_paragraph_style(pugi::xml_node styles, StyleHead const& head, ParagraphFormat const& paragraph,
                         TextFormat const& text) {
    auto style = add_style(styles, head);
    add_paragraph_format(style, paragraph);
    add_text_format(style, text);
}

void add_table_styles(pugi::xml_node styles) {
    auto plain = add_style(styles, {.type = "table",
                                    .id = "TableNormal",
                                    .name = "Normal Table",
                                    .based_on = nullptr,
                                    .standard = true});
    auto properties = plain.append_child("w:tblPr");
    auto indent = properties.append_child("w:tblInd");
    set(indent, "w:w", 0);
    set(indent, "w:type", "dxa");
    auto margins = properties.append_child("w:tblCellMar");
    for (auto const& [side, width] :
         {std::pair{"w:top", 0}, {"w:left", 108}, {"w:bottom", 0}, {"w:right", 108}}) {
        auto margin = margins.append_child(side);
        set(margin, "w:w", width);
        set(margin, "w:type", "dxa");
    }

    auto grid = add_style(styles, {.type = "table",
                                   .id = style::table,
                                   .name = "Table Grid",
                                   .based_on = "TableNormal",
                                   .priority = 39});
    auto borders = grid.append_child("w:tblPr").append_child("w:tblBorders");
    for (auto const* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
        auto border = borders.append_child(side);
        set(border, "w:val", "single");
        set(border, "w:sz", 4);
        set(border, "w:space", 0);
        set(border, "w:color", "auto");
    }
}

void add_defaults(pugi::xml_node styles) {
    auto defaults = styles.append_child("w:docDefaults");
    auto text = defaults.append_child("w:rPrDefault");
    add_text_format(text, {.east_asian = fangsong, .latin = western, .size = layout::size_body});
    auto language = text.child("w:rPr").append_child("w:lang");
    set(language, "w:val", "en-US");
    set(language, "w:eastAsia", "zh-CN");
    set(language, "w:bidi", "ar-SA");
    defaults.append_child("w:pPrDefault");
}

void add_headings(pugi::xml_node styles) {
    struct Level {
        char const* id;
        char const* name;
        TextFormat text;
    };
    std::array<Level, 4> const levels{{{"Heading1", "heading 1", {.east_asian = heiti}},
                                       {"Heading2", "heading 2", {.east_asian = kaiti}},
                                       {"Heading3", "heading 3", {.strong = true}},
                                       {"Heading4", "heading 4", {}}}};
    int outline = 0;
    for (Level const& level : levels) {
        add_paragraph_style(
            styles, {.id = level.id, .name = level.name, .next = style::body, .priority = 9, .quick = true},
            {.keep_next = true, .keep_lines = true, .first_line_characters = 200, .outline = outline},
            level.text);
        ++outline;
    }
}

void add_font(pugi::xml_node fonts, char const* name, char const* others, char const* charset,
              char const* family) {
    auto font = fonts.append_child("w:font");
    set(font, "w:name", name);
    if (others != nullptr) add_value(font, "w:altName", others);
    add_value(font, "w:charset", charset);
    add_value(font, "w:family", family);
    add_value(font, "w:pitch", "variable");
}

}  // namespace

pugi::xml_node start_part(pugi::xml_document& part, char const* root) {
    auto declaration = part.append_child(pugi::node_declaration);
    set(declaration, "version", "1.0");
    set(declaration, "encoding", "UTF-8");
    set(declaration, "standalone", "yes");
    auto node = part.append_child(root);
    set(node, "xmlns:w", word_namespace);
    set(node, "xmlns:r", link_namespace);
    return node;
}

std::string to_bytes(pugi::xml_document const& part) {
    std::ostringstream out;
    part.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return std::move(out).str();
}

void add_value(pugi::xml_node parent, char const* name, char const* value) {
    set(parent.append_child(name), "w:val", value);
}

void add_value(pugi::xml_node parent, char const* name, int value) {
    set(parent.append_child(name), "w:val", value);
}

std::string styles_part() {
    pugi::xml_document part;
    auto styles = start_part(part, "w:styles");
    add_defaults(styles);

    // Widow control would leave pages of 21 lines; digits stand tight, as they do in printed papers.
    auto normal = add_style(styles, {.id = "Normal",
                                     .name = "Normal",
                                     .based_on = nullptr,
                                     .priority = 0,
                                     .quick = true,
                                     .standard = true});
    auto properties = normal.append_child("w:pPr");
    add_value(properties, "w:widowControl", "0");
    add_value(properties, "w:autoSpaceDE", "0");
    add_value(properties, "w:autoSpaceDN", "0");
    // The grid is declared for the page, but texts keep to it by their own spacing: LibreOffice would give
    // each character of 16 pt two of its narrower cells.
    add_value(properties, "w:snapToGrid", "0");
    auto spacing = properties.append_child("w:spacing");
    set(spacing, "w:line", layout::line_pitch);
    set(spacing, "w:lineRule", "exact");
    add_value(properties, "w:jc", "both");
    auto text = normal.append_child("w:rPr");
    add_value(text, "w:snapToGrid", "0");
    add_value(text, "w:spacing", layout::tighter);
    add_value(text, "w:sz", layout::size_body);
    add_value(text, "w:szCs", layout::size_body);

    add_style(styles, {.type = "character",
                       .id = "DefaultParagraphFont",
                       .name = "Default Paragraph Font",
                       .based_on = nullptr,
                       .priority = 1,
                       .standard = true});
    add_table_styles(styles);
    add_style(
        styles,
        {.type = "numbering", .id = "NoList", .name = "No List", .based_on = nullptr, .standard = true});
    add_headings(styles);

    add_paragraph_style(
        styles, {.id = style::title, .name = "Title", .next = style::body, .priority = 10, .quick = true},
        {.keep_lines = true, .after = layout::line_pitch, .line = layout::title_line, .align = "center"},
        {.east_asian = small_title, .size = layout::size_title});
    add_paragraph_style(
        styles,
        {.id = style::subtitle, .name = "Subtitle", .next = style::body, .priority = 11, .quick = true},
        {.after = layout::line_pitch, .align = "center"}, {.east_asian = kaiti});
    add_paragraph_style(styles,
                        {.id = style::addressee, .name = "Addressee", .next = style::body, .quick = true},
                        {.align = "left"}, {});
    add_paragraph_style(styles, {.id = style::body, .name = "Body Text", .priority = 1, .quick = true},
                        {.first_line_characters = 200}, {});
    add_paragraph_style(styles, {.id = style::issuer, .name = "Issuer", .next = style::date},
                        {.keep_next = true, .before = 2 * layout::line_pitch, .align = "right"}, {});
    add_paragraph_style(styles, {.id = style::date, .name = "Issue Date"}, {.align = "right"}, {});
    add_paragraph_style(styles, {.id = style::caption, .name = "caption", .priority = 35, .quick = true},
                        {.keep_next = true, .align = "center"},
                        {.east_asian = heiti, .size = layout::size_number});
    add_paragraph_style(styles, {.id = style::table_text, .name = "Table Text"},
                        {.line = 400, .align = "left"}, {.size = layout::size_table});
    add_paragraph_style(styles,
                        {.id = style::table_head, .name = "Table Head", .based_on = style::table_text},
                        {.keep_next = true, .align = "center"}, {.east_asian = heiti});
    add_paragraph_style(styles, {.id = style::note, .name = "footnote text"}, {.line = 300, .align = "left"},
                        {.size = layout::size_note});
    add_text_format(add_style(styles, {.type = "character",
                                       .id = style::note_mark,
                                       .name = "footnote reference",
                                       .based_on = "DefaultParagraphFont"}),
                    {.raised = true});
    // Links print as the text around them: a report is a paper first.
    add_style(
        styles,
        {.type = "character", .id = style::link, .name = "Hyperlink", .based_on = "DefaultParagraphFont"});
    add_paragraph_style(styles, {.id = style::odd_footer, .name = "Footer Odd"},
                        {.line = layout::footer_line, .right_characters = 100, .align = "right"},
                        {.east_asian = songti, .latin = songti, .size = layout::size_number});
    add_paragraph_style(styles, {.id = style::even_footer, .name = "Footer Even"},
                        {.line = layout::footer_line, .left_characters = 100, .align = "left"},
                        {.east_asian = songti, .latin = songti, .size = layout::size_number});
    return to_bytes(part);
}

std::string settings_part(bool with_footnotes) {
    pugi::xml_document part;
    auto settings = start_part(part, "w:settings");
    set(settings.append_child("w:zoom"), "w:percent", 100);
    add_value(settings, "w:defaultTabStop", 2 * layout::character);
    settings.append_child("w:evenAndOddHeaders");
    add_value(settings, "w:drawingGridVerticalSpacing", layout::line_pitch);
    add_value(settings, "w:characterSpacingControl", "compressPunctuation");
    if (with_footnotes) {
        auto separators = settings.append_child("w:footnotePr");
        set(separators.append_child("w:footnote"), "w:id", -1);
        set(separators.append_child("w:footnote"), "w:id", 0);
    }
    auto compatibility = settings.append_child("w:compat");
    compatibility.append_child("w:balanceSingleByteDoubleByteWidth");
    compatibility.append_child("w:useFELayout");
    auto mode = compatibility.append_child("w:compatSetting");
    set(mode, "w:name", "compatibilityMode");
    set(mode, "w:uri", "http://schemas.microsoft.com/office/word");
    set(mode, "w:val", 15);
    auto language = settings.append_child("w:themeFontLang");
    set(language, "w:val", "en-US");
    set(language, "w:eastAsia", "zh-CN");
    add_value(settings, "w:decimalSymbol", ".");
    add_value(settings, "w:listSeparator", ",");
    return to_bytes(part);
}

std::string font_table_part() {
    pugi::xml_document part;
    auto fonts = start_part(part, "w:fonts");
    constexpr char const* chinese = "86";  // GB2312
    add_font(fonts, western, nullptr, "00", "roman");
    add_font(fonts, fangsong, "仿宋,FangSong,FandolFang", chinese, "modern");
    add_font(fonts, kaiti, "楷体,KaiTi,FandolKai", chinese, "modern");
    add_font(fonts, heiti, "SimHei,Noto Sans CJK SC", chinese, "swiss");
    add_font(fonts, songti, "SimSun,Noto Serif CJK SC", chinese, "roman");
    add_font(fonts, small_title, "方正小标宋_GBK,华文中宋,宋体", chinese, "roman");
    return to_bytes(part);
}

std::string footer_part(Side side) {
    pugi::xml_document part;
    auto paragraph = start_part(part, "w:ftr").append_child("w:p");
    add_value(paragraph.append_child("w:pPr"), "w:pStyle",
              side == Side::Odd ? style::odd_footer : style::even_footer);
    auto const add_text = [&](char const* text) {
        auto node = paragraph.append_child("w:r").append_child("w:t");
        set(node, "xml:space", "preserve");
        node.text().set(text);
    };
    auto const add_field = [&](char const* kind) {
        set(paragraph.append_child("w:r").append_child("w:fldChar"), "w:fldCharType", kind);
    };
    add_text("— ");
    add_field("begin");
    auto instruction = paragraph.append_child("w:r").append_child("w:instrText");
    set(instruction, "xml:space", "preserve");
    instruction.text().set(" PAGE ");
    add_field("separate");
    add_text(side == Side::Odd ? "1" : "2");
    add_field("end");
    add_text(" —");
    return to_bytes(part);
}

}  // namespace niangjia::reports
