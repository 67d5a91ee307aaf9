#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "portal/portal.h"

namespace niangjia::portal {
namespace {

constexpr Message wait{ErrorKind::Busy, "portal.wait", "试的次数太多了，请等 {} 再试；急事请打页面上的电话",
                       "Too many tries; wait {} and try again. If it is urgent, call a number on this page"};

constexpr Moment second = 1'000;
constexpr Moment minute = 60 * second;
constexpr Moment hour_long = 60 * minute;
// More addresses than this within one longest wait are an attack from everywhere, which the sum of all holds off.
constexpr std::size_t most_addresses = 50'000;

[[noreturn]] void tell_to_wait(Moment time) {
    bool const short_time = time <= 90 * second;
    auto const amount = std::max<Moment>(1, (time + (short_time ? second : minute) - 1) / (short_time ? second : minute));
    auto said = error(wait, fmt::format("{} {}", amount, short_time ? "秒" : "分钟"));
    throw Error{said.kind(), said.code(), {said.text().zh, fmt::format(fmt::runtime(wait.en), fmt::format("{} {}", amount, short_time ? "seconds" : "minutes"))}};
}

// One key for whoever sits behind an address: of IPv6 its network, of which one subscriber has all addresses.
std::string key_of(std::string_view address) {
    std::string const text{address};
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) return fmt::format("{}.{}.{}.{}", bytes[12], bytes[13], bytes[14], bytes[15]);
    return {reinterpret_cast<char const*>(bytes.data()), 8};
}

}  // namespace

Moment Guard::longest() const { return limits_.longest_wait_minutes * minute; }

Moment Guard::wait_after(int wrong) const {
    auto const beyond = wrong - limits_.wrong_codes;
    if (beyond < 0) return 0;
    return beyond > 20 ? longest() : std::min(longest(), (limits_.first_wait_seconds * second) << beyond);
}

void Guard::before_code(std::string_view address) {
    std::lock_guard const lock{mutex_};
    auto const now = clock_->now();
    forget_old();
    refill();
    auto const key = key_of(address);
    auto& guesses = guesses_[key];
    if (guesses.until > now) tell_to_wait(guesses.until - now);
    if (guesses.last <= now - longest()) guesses = {};
    if (tries_left_ < 1 && !guesses.known) tell_to_wait(limits_.first_wait_seconds * second);
    tries_left_ -= 1;
    guesses.wrong += 1;
    guesses.last = now;
    guesses.until = now + wait_after(guesses.wrong);
}

void Guard::right(std::string_view address) {
    std::lock_guard const lock{mutex_};
    auto const found = guesses_.find(key_of(address));
    if (found == guesses_.end()) return;
    tries_left_ += 1;
    found->second.wrong -= 1;
    found->second.until = 0;
    found->second.known = true;
}

void Guard::before_request(std::string_view address) {
    std::lock_guard const lock{mutex_};
    forget_old();
    if (!takes_one(requests_[key_of(address)], limits_.requests_per_hour)) tell_to_wait(hour_long);
    if (!takes_one(requests_of_all_, limits_.requests_of_all_per_hour)) tell_to_wait(10 * minute);
}

void Guard::before_step(records::RecordId record) {
    std::lock_guard const lock{mutex_};
    forget_old();
    if (!takes_one(steps_[record], limits_.steps_per_hour)) tell_to_wait(hour_long / 2);
}

bool Guard::takes_one(Hour& hour, int most) const {
    auto const now = clock_->now();
    std::erase_if(hour.moments, [&](Moment at) { return at <= now - hour_long; });
    if (hour.moments.size() >= static_cast<std::size_t>(most)) return false;
    hour.moments.push_back(now);
    return true;
}

void Guard::forget_old() {
    auto const now = clock_->now();
    if (now < swept_ + minute && guesses_.size() < most_addresses) return;
    swept_ = now;
    std::erase_if(guesses_, [&](auto const& one) { return one.second.last <= now - longest(); });
    auto const over = [&](auto const& one) { return one.second.moments.empty() || one.second.moments.back() <= now - hour_long; };
    std::erase_if(requests_, over);
    std::erase_if(steps_, over);
    if (guesses_.size() < most_addresses) return;
    std::erase_if(guesses_, [&](auto const& one) { return one.second.until <= now && !one.second.known; });
}

void Guard::refill() {
    auto const now = clock_->now();
    auto const whole = static_cast<double>(limits_.wrong_codes_of_all);
    if (!refilled_) {
        tries_left_ = whole;
    } else {
        auto const span = static_cast<double>(longest());
        tries_left_ = std::min(whole, tries_left_ + whole * static_cast<double>(now - *refilled_) / span);
    }
    refilled_ = now;
}

}  // namespace niangjia::portal
