// Makes a demonstration city of a plan: its organisations, accounts, people and a year of work, all of it by acting
// through the workflows, so that every figure of the city is counted from what was done there.
//
// The same plan, packs and divisions always make the same city.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "demo/plan.h"
#include "installation/installation.h"

namespace niangjia::demo {

inline constexpr std::string_view password = "niangjia-demo";

struct Made {
    std::int64_t organisations = 0;
    std::int64_t accounts = 0;
    std::int64_t people = 0;
    std::int64_t records = 0;
    std::int64_t steps = 0;
};

// Called with what is being made (zh), how much of it is done, and of how much.
using OnProgress = std::function<void(std::string_view, std::int64_t, std::int64_t)>;

// Fills a fresh installation, which must have been opened with `clock`. Sets the clock to the day of each step, and at last to
// the plan's `today`. Error (Invalid) when the divisions have problems or a stanza cannot be made.
Made make(Installation& installation, Plan const& plan, std::filesystem::path const& divisions, SetClock& clock, OnProgress const& progress);

// An account to try.
struct DemoAccount {
    std::string name;
    std::string_view password;
    std::string title;
    std::string organisation;
    Text role;
};

// The few that the sign-in page of a demonstration offers, in the order of their organisations. Empty when it is none.
[[nodiscard]] std::vector<DemoAccount> accounts(Installation const& installation);

// Starts at a moment and goes on from there with the real time: a demonstration is served as on its own `today`.
class DemoClock final : public Clock {
  public:
    explicit DemoClock(Moment start) : start_{start}, began_{std::chrono::steady_clock::now()} {}
    [[nodiscard]] Moment now() const override {
        auto const elapsed = std::chrono::steady_clock::now() - began_;
        return start_ + std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count();
    }

  private:
    Moment start_;
    std::chrono::steady_clock::time_point began_;
};

// The clock to serve the installation in `data` with: of a demonstration its own day from 10:00 on, else the system's. Error
// (Unavailable) when there is no installation.
[[nodiscard]] std::unique_ptr<Clock> clock_of(std::filesystem::path const& data);

}  // namespace niangjia::demo
