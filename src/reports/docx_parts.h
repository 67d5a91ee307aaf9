// The parts of a .docx that do not depend on what the document says; of use inside this room only.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace niangjia::reports {

inline constexpr char const* word_namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline constexpr char const* link_namespace =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

// Style names as document.xml refers to them.
namespace style {
inline constexpr char const* title = "Title";
inline constexpr char const* subtitle = "Subtitle";
inline constexpr char const* addressee = "Addressee";
inline constexpr char const* body = "BodyText";
inline constexpr char const* issuer = "Issuer";
inline constexpr char const* date = "IssueDate";
inline constexpr char const* caption = "Caption";
inline constexpr char const* table = "TableGrid";
inline constexpr char const* table_head = "TableHead";
inline constexpr char const* table_text = "TableText";
inline constexpr char const* note = "FootnoteText";
inline constexpr char const* note_mark = "FootnoteReference";
inline constexpr char const* link = "Hyperlink";
inline constexpr char const* odd_footer = "FooterOdd";
inline constexpr char const* even_footer = "FooterEven";
}  // namespace style

enum class Side { Odd, Even };

// A new document of that root element, with the declaration and the w: and r: namespaces.
[[nodiscard]] pugi::xml_node start_part(pugi::xml_document& part, char const* root);
[[nodiscard]] std::string to_bytes(pugi::xml_document const& part);

// Appends <name w:val="value"/>.
void add_value(pugi::xml_node parent, char const* name, char const* value);
void add_value(pugi::xml_node parent, char const* name, int value);

[[nodiscard]] std::string styles_part();
[[nodiscard]] std::string settings_part(bool with_footnotes);
[[nodiscard]] std::string font_table_part();
[[nodiscard]] std::string footer_part(Side side);

}  // namespace niangjia::reports
