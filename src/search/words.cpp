#include "search/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

#include "base/error.h"
#include "search/search.h"

namespace niangjia::search {
namespace {

constexpr Message no_folding{ErrorKind::Broken, "search.folding", "ICU 的字符数据不能用，请检查 ICU 的安装",
                             "ICU's character data cannot be used; check its installation"};

enum class Kind { Blank, Letter, Digit, Single };

// Above these there are ideographs, kana and symbols, of which each counts by itself; below, the scripts that part words.
constexpr UChar32 first_ideograph = 0x2E80;

constexpr bool is_common_ideograph(UChar32 c) { return c >= 0x4E00 && c <= 0x9FFF; }

Kind kind_of(UChar32 c) {
    if (is_common_ideograph(c)) return Kind::Single;
    if (u_isUWhiteSpace(c) || u_iscntrl(c)) return Kind::Blank;
    if (u_isdigit(c)) return Kind::Digit;
    if (c >= first_ideograph) return Kind::Single;
    auto const category = U_GET_GC_MASK(c);
    return (category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0 ? Kind::Letter : Kind::Single;
}

void append(std::string& out, UChar32 c) {
    // ASCII marks mean something to the queries of the databases; their full-width forms are folded away and so are free.
    if (c < 0x80 && !u_isalnum(c)) c += 0xFEE0;
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, c);
    out.append(bytes.data(), length);
}

// The character at `at`, which moves behind it; U+FFFD for bytes that are none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // of ICU's macro
UChar32 next(std::string_view text, std::int32_t& at) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), at, static_cast<std::int32_t>(text.size()), c);
    return c;
}
#pragma GCC diagnostic pop

class Cutter {
  public:
    explicit Cutter(std::string_view text) : text_{text} {}

    std::vector<Word> cut() {
        words_.reserve(text_.size() / 3 + 1);
        for (std::int32_t at = 0; at < static_cast<std::int32_t>(text_.size());) {
            if (text_.substr(static_cast<std::size_t>(at)).starts_with(gap)) {
                at += static_cast<std::int32_t>(gap.size());
                character_ += gap.size();
                before_ = Kind::Blank;
                after_gap_ = true;
                continue;
            }
            take(next(text_, at));
            ++character_;
        }
        return std::move(words_);
    }

  private:
    void take(UChar32 c) {
        if (is_common_ideograph(c)) return add(c, Kind::Single);
        if (c < 0x80) return add(c >= 'A' && c <= 'Z' ? c + 32 : c, kind_of(c));
        static auto const* const folding = [] {
            UErrorCode failure = U_ZERO_ERROR;
            auto const* const instance = icu::Normalizer2::getNFKCCasefoldInstance(failure);
            if (U_FAILURE(failure)) throw error(no_folding).with_note(u_errorName(failure));
            return instance;
        }();
        UErrorCode failure = U_ZERO_ERROR;
        auto const folded = folding->normalize(icu::UnicodeString{c}, failure);
        if (U_FAILURE(failure)) throw error(no_folding).with_note(u_errorName(failure));
        for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) add(folded.char32At(i), kind_of(folded.char32At(i)));
    }

    void add(UChar32 c, Kind kind) {
        if (kind == Kind::Blank) {
            before_ = Kind::Blank;
            after_blank_ = true;
            return;
        }
        bool const goes_on = kind != Kind::Single && kind == before_ && run_ < longest_run;
        if (!goes_on) {
            words_.push_back({{}, character_, 0, after_blank_, after_gap_});
            after_blank_ = false;
            after_gap_ = false;
            run_ = 0;
        }
        auto& word = words_.back();
        append(word.text, c);
        word.length = character_ + 1 - word.start;
        ++run_;
        before_ = kind;
    }

    std::string_view text_;
    std::vector<Word> words_;
    std::size_t character_ = 0;
    std::size_t run_ = 0;
    Kind before_ = Kind::Blank;
    bool after_blank_ = false;
    bool after_gap_ = false;
};

}  // namespace

std::vector<Word> words_of(std::string_view text) { return Cutter{text}.cut(); }

}  // namespace niangjia::search
