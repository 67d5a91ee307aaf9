// Writes a document as .docx in the official layout of GB/T 9704-2012: A4 with margins of 37, 35, 28 and 26
// mm, 22 lines of 28 characters, body 仿宋_GB2312 16 pt, title 方正小标宋简体 22 pt, headings 黑体 and
// 楷体_GB2312, page numbers "— 1 —" outside on both sides of the sheet. The fonts are named, not embedded:
// where one is missing, the font table names what may stand in for it.
//
// Guarantees: the same document gives the same bytes; headings carry outline levels; a run's note is a real
// footnote; characters that XML does not allow are left out of texts.
#pragma once

#include <string>
#include <string_view>

#include "reports/document.h"

namespace niangjia::reports {

// The bytes of the file. Throws Error (Unavailable) only if memory fails.
[[nodiscard]] std::string docx(Document const& document);

inline constexpr std::string_view docx_media =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

}  // namespace niangjia::reports
