// Where the time comes from. The program asks one Clock, so that tests, scenarios and the demo can set it.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "base/day.h"

namespace niangjia {

// Milliseconds since 1970-01-01T00:00:00Z.
using Moment = std::int64_t;

// The civil day of a moment in China (UTC+8, no daylight saving since 1991).
[[nodiscard]] Day day_of(Moment moment);
// 2015-03-08T09:30:00+08:00
[[nodiscard]] std::string iso_time(Moment moment);
// 09:30 in China on that day.
[[nodiscard]] Moment moment_of(Day day, int hour = 9, int minute = 0);

class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Moment now() const = 0;
    [[nodiscard]] Day today() const { return day_of(now()); }
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Moment now() const override;
};

// Stands still until it is set. Safe to read while another thread sets it.
class SetClock final : public Clock {
  public:
    explicit SetClock(Moment moment) : moment_{moment} {}
    [[nodiscard]] Moment now() const override { return moment_.load(); }
    void set(Moment moment) { moment_ = moment; }

  private:
    std::atomic<Moment> moment_;
};

}  // namespace niangjia
