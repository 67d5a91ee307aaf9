// Times what several threads do, over and over, for a while.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace niangjia::bench {

struct Measured {
    double per_second = 0;
    double p50_ms = 0;
    double p95_ms = 0;
};

using Seconds = std::chrono::duration<double>;

// `job(thread, turn)` runs in each of `threads` threads until `seconds` are over.
inline Measured measure(int threads, double seconds, std::function<void(int thread, std::size_t turn)> const& job) {
    using Clock = std::chrono::steady_clock;
    std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
    auto const begun = Clock::now();
    auto const end = begun + std::chrono::duration_cast<Clock::duration>(Seconds{seconds});
    {
        std::vector<std::jthread> running;
        for (int thread = 0; thread < threads; ++thread) {
            running.emplace_back([&, thread] {
                for (std::size_t turn = 0; Clock::now() < end; ++turn) {
                    auto const start = Clock::now();
                    job(thread, turn);
                    times[static_cast<std::size_t>(thread)].push_back(Seconds{Clock::now() - start}.count() * 1000);
                }
            });
        }
    }
    auto const took = Seconds{Clock::now() - begun}.count();
    std::vector<double> all;
    for (auto const& one : times) all.insert(all.end(), one.begin(), one.end());
    if (all.empty()) return {};
    std::sort(all.begin(), all.end());
    auto const at = [&](double share) { return all[static_cast<std::size_t>(static_cast<double>(all.size() - 1) * share)]; };
    return {static_cast<double>(all.size()) / took, at(0.5), at(0.95)};
}

}  // namespace niangjia::bench
