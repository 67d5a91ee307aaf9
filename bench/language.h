// A language to write texts in: words of two characters, some of them frequent.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace niangjia::bench {

inline constexpr int characters_known = 3'000, words_known = 20'000;

inline std::string character(int i) {
    int const c = 0x4E00 + i * 3;
    return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
}

// Words of two characters, of which some are frequent, as in a language.
class Language {
  public:
    Language() {
        std::mt19937_64 random{1};
        std::vector<double> weights;
        for (int i = 0; i < characters_known; ++i) weights.push_back(1.0 / (i + 5));
        std::discrete_distribution<int> one{weights.begin(), weights.end()};
        for (int i = 0; i < words_known; ++i) {
            words_.push_back(character(one(random)));
            words_.back() += character(one(random));
        }
        weights.clear();
        for (int i = 0; i < words_known; ++i) weights.push_back(1.0 / (i + 20));
        word_ = std::discrete_distribution<int>{weights.begin(), weights.end()};
    }
    [[nodiscard]] std::string const& word(int i) const { return words_[static_cast<std::size_t>(i)]; }
    template <class Random>
    std::string text(Random& random, int count) const {
        std::string text;
        auto word = word_;
        for (int i = 0; i < count; ++i) text += words_[static_cast<std::size_t>(word(random))];
        return text;
    }

  private:
    std::vector<std::string> words_;
    std::discrete_distribution<int> word_;
};

}  // namespace niangjia::bench
