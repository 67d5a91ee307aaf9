#include "search/passage.h"

#include <algorithm>

#include "base/text.h"
#include "search/words.h"

namespace niangjia::search {
namespace {

// In characters: how long a passage is at most, and how much stands before what was found.
constexpr std::size_t longest_passage = 100;
constexpr std::size_t lead = 20;

struct Found {
    std::vector<Mark> marks;    // in order, apart from each other
    std::vector<bool> phrases;  // which of them
    [[nodiscard]] auto count() const { return std::count(phrases.begin(), phrases.end(), true); }
};

bool stands_at(std::vector<Word> const& words, std::size_t at, Phrase const& phrase) {
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        if (words[at + i].text != phrase[i] || (i > 0 && words[at + i].after_gap)) return false;
    }
    return true;
}

Found look(std::string_view text, std::vector<Phrase> const& phrases) {
    Found found;
    found.phrases.assign(phrases.size(), false);
    auto const words = words_of(text);
    std::vector<Mark> all;
    for (std::size_t p = 0; p < phrases.size(); ++p) {
        auto const& phrase = phrases[p];
        for (std::size_t at = 0; at + phrase.size() <= words.size(); ++at) {
            if (!stands_at(words, at, phrase)) continue;
            found.phrases[p] = true;
            auto const& last = words[at + phrase.size() - 1];
            all.push_back({words[at].start, last.start + last.length - words[at].start});
        }
    }
    std::sort(all.begin(), all.end(), [](Mark const& a, Mark const& b) { return a.start < b.start; });
    for (auto const& mark : all) {
        if (found.marks.empty() || found.marks.back().start + found.marks.back().length < mark.start) {
            found.marks.push_back(mark);
        } else {
            auto& last = found.marks.back();
            last.length = std::max(last.start + last.length, mark.start + mark.length) - last.start;
        }
    }
    return found;
}

// Where the character of that number begins.
std::size_t byte_of(std::string_view text, std::size_t character) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if ((text[at] & 0xC0) == 0x80) continue;
        if (character-- == 0) break;
    }
    return at;
}

Passage cut(Part const& part, std::vector<Mark> marks) {
    Passage passage{part.name, part.text, std::move(marks)};
    auto const length = characters(part.text);
    if (length <= longest_passage) return passage;
    auto const first = passage.marks.front().start;
    auto const begin = std::min(first > lead ? first - lead : 0, length - longest_passage);
    auto const end = begin + longest_passage;
    std::erase_if(passage.marks, [&](Mark const& mark) { return mark.start >= end; });
    for (auto& mark : passage.marks) {
        mark.length = std::min(mark.length, end - mark.start);
        mark.start -= begin;
    }
    auto const from = byte_of(part.text, begin);
    passage.text = part.text.substr(from, byte_of(part.text, end) - from);
    passage.cut_before = begin > 0;
    passage.cut_after = end < length;
    return passage;
}

}  // namespace

std::vector<Phrase> phrases_of(std::string_view query) {
    std::vector<Phrase> phrases;
    for (auto& word : words_of(query)) {
        if (phrases.empty() || word.after_blank || word.after_gap) phrases.emplace_back();
        phrases.back().push_back(std::move(word.text));
    }
    std::sort(phrases.begin(), phrases.end());
    phrases.erase(std::unique(phrases.begin(), phrases.end()), phrases.end());
    return phrases;
}

std::string text_of(Phrase const& phrase) {
    std::string text;
    for (auto const& word : phrase) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::optional<Hit> hit_in(std::vector<Part> const& parts, identity::Sight sight, std::vector<Phrase> const& phrases) {
    Hit hit;
    std::vector<bool> seen(phrases.size(), false);
    std::ptrdiff_t most = 0;
    for (auto const& part : parts) {
        if (part.sight > sight) continue;
        auto found = look(part.text, phrases);
        if (found.marks.empty()) continue;
        for (std::size_t i = 0; i < seen.size(); ++i) seen[i] = seen[i] || found.phrases[i];
        if (part.name == title_part) {
            hit.title = Passage{part.name, part.text, std::move(found.marks)};
        } else if (found.count() > most) {
            most = found.count();
            hit.passage = cut(part, std::move(found.marks));
        }
    }
    if (std::find(seen.begin(), seen.end(), false) != seen.end()) return std::nullopt;
    return hit;
}

}  // namespace niangjia::search
