// Numbers drawn for the demonstration: the same seed gives the same numbers with every compiler and library, which
// the distributions of <random> do not promise.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace niangjia::demo {

class Random {
  public:
    // FNV-1a of the seed's bytes starts a splitmix64.
    explicit Random(std::string_view seed) {
        for (char const c : seed) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    // 0 to n - 1, all equally likely; n > 0.
    std::size_t below(std::size_t n) {
        auto const limit = UINT64_MAX - UINT64_MAX % n;
        for (;;) {
            if (auto const drawn = next(); drawn < limit) return static_cast<std::size_t>(drawn % n);
        }
    }
    // Both included; low <= high.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low) + 1));
    }
    template <class T>
    T const& pick(std::vector<T> const& from) {
        return from[below(from.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& all) {
        for (std::size_t i = all.size(); i > 1; --i) {
            using std::swap;
            swap(all[i - 1], all[below(i)]);
        }
    }
    // An index, by weight; the weights' sum is > 0.
    std::size_t weighted(std::vector<std::int64_t> const& weights) {
        std::int64_t sum = 0;
        for (auto const weight : weights) sum += weight;
        auto drawn = static_cast<std::int64_t>(below(static_cast<std::size_t>(sum)));
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (drawn < weights[i]) return i;
            drawn -= weights[i];
        }
        return weights.size() - 1;
    }
    // `parts` numbers between low and high that add up to `sum` exactly. Needs parts * low <= sum <= parts * high.
    std::vector<std::int64_t> shares(std::int64_t sum, std::size_t parts, std::int64_t low, std::int64_t high) {
        std::vector<std::int64_t> drawn;
        for (auto left = static_cast<std::int64_t>(parts); left > 0; --left) {
            auto const least = std::max(low, sum - (left - 1) * high);
            auto const most = std::min(high, sum - (left - 1) * low);
            // Below or above what is left on average, such that the average stays where it is.
            auto const mean = sum / left;
            bool const under = high > low && between(0, high - low - 1) < high - mean;
            auto const value = under ? between(low, mean) : between(mean, high);
            drawn.push_back(std::min(std::max(value, least), most));
            sum -= drawn.back();
        }
        shuffle(drawn);
        return drawn;
    }

  private:
    std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace niangjia::demo
