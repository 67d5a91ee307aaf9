// Shared inside the search room: how a text is cut into words.
//
// A word is a run of letters, a run of digits, or any other single character that is not blank: a Chinese character, a mark,
// an emoji. Letters and digits are folded (case, full width, compatibility forms); blanks part words and are no words. Thus a
// phrase of words is found exactly where its characters stand in that order, and 12338 only where it is the whole number.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace niangjia::search {

struct Word {
    std::string text;         // no blank and no ASCII mark in it: those are written in their full-width form
    std::size_t start = 0;    // in characters of the text it was cut from
    std::size_t length = 0;
    bool after_blank = false;
    bool after_gap = false;   // what stands before it is no neighbour of it
};

// Runs of letters and digits longer than this are cut into several words.
inline constexpr std::size_t longest_run = 64;

// Any bytes; what is no UTF-8 counts as U+FFFD.
[[nodiscard]] std::vector<Word> words_of(std::string_view text);

}  // namespace niangjia::search
