#include "base/clock.h"

#include <fmt/format.h>

#include <chrono>

namespace niangjia {
namespace {

constexpr Moment china_offset = 8 * 3600 * 1000;
constexpr Moment day_length = 24 * 3600 * 1000;

}  // namespace

Day day_of(Moment moment) {
    Moment const local = moment + china_offset;
    Moment const days = local >= 0 ? local / day_length : -((-local + day_length - 1) / day_length);
    return Day{static_cast<std::int32_t>(days)};
}

std::string iso_time(Moment moment) {
    Day const day = day_of(moment);
    Moment const seconds = (moment + china_offset - static_cast<Moment>(day.number()) * day_length) / 1000;
    return fmt::format("{}T{:02}:{:02}:{:02}+08:00", day.iso(), seconds / 3600, seconds / 60 % 60,
                       seconds % 60);
}

Moment moment_of(Day day, int hour, int minute) {
    return static_cast<Moment>(day.number()) * day_length - china_offset + (hour * 60 + minute) * 60'000;
}

Moment SystemClock::now() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace niangjia
