// The measures of GB/T 9704-2012 in the units of WordprocessingML; of use inside this room only.
#pragma once

namespace niangjia::reports::layout {

// Twips: twentieths of a point. 1 mm = 56.69.
inline constexpr int page_width = 11906;                                    // 210 mm
inline constexpr int page_height = 16838;                                   // 297 mm
inline constexpr int margin_top = 2098;                                     // 37 mm
inline constexpr int margin_left = 1587;                                    // 28 mm
inline constexpr int margin_right = 1474;                                   // 26 mm
inline constexpr int margin_bottom = 1984;                                  // 35 mm
inline constexpr int text_width = page_width - margin_left - margin_right;  // 156 mm

// 225 mm hold 22 lines. 22 times 29 pt (580) would be 0.2 pt too high and leave 21, so the pitch is 28.95 pt.
inline constexpr int line_pitch = 579;
inline constexpr int lines = 22;
static_assert(lines * line_pitch <= page_height - margin_top - margin_bottom);
static_assert(lines * (line_pitch + 1) > page_height - margin_top - margin_bottom);

// How much closer than 16 pt the characters stand, in 1/4096 pt, for 28 of them to fill a line.
inline constexpr int characters = 28;
inline constexpr int character_space = -842;
static_assert(characters * (16 * 4096 + character_space) <= text_width * 4096 / 20);
static_assert((characters + 1) * (16 * 4096 + character_space) > text_width * 4096 / 20);

// The same for LibreOffice and for readers that know no grid: the spacing of each character, in twips. (-5
// would do, but LibreOffice rounds it to -4.)
inline constexpr int tighter = -6;
static_assert(characters * (320 + tighter) <= text_width);
static_assert((characters + 1) * (320 + tighter) > text_width);

inline constexpr int title_line = 695;  // 22 pt characters on 34.75 pt lines
inline constexpr int character = 320;   // one character of the body

// The page number's line is 14 pt high and stands 7 mm (397) below the text.
inline constexpr int footer_line = 280;
inline constexpr int footer_from_edge = margin_bottom - 397 - footer_line;

// Half-points.
inline constexpr int size_title = 44;   // 二号
inline constexpr int size_body = 32;    // 三号
inline constexpr int size_number = 28;  // 四号
inline constexpr int size_table = 24;   // 小四
inline constexpr int size_note = 21;    // 五号

}  // namespace niangjia::reports::layout
