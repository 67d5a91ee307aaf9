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
// More addresses than this within one longest wait are an attack from everywhere. It is let guess: it will not find one of 2^100 codes,
// and the memory for it ends here.
constexpr std::size_t most_addresses = 50'000;
// A /48 of IPv6 is one customer of a tunnel, or many subscribers of a telephone network: so many times what one of them may.
constexpr int subscribers = 5;

[[noreturn]] void tell_to_wait(Moment time) {
    bool const short_time = time <= 90 * second;
    auto const amount = std::max<Moment>(1, (time + (short_time ? second : minute) - 1) / (short_time ? second : minute));
    auto said = error(wait, fmt::format("{} {}", amount, short_time ? "秒" : "分钟"));
    throw Error{said.kind(), said.code(), {said.text().zh, fmt::format(fmt::runtime(wait.en), fmt::format("{} {}", amount, short_time ? "seconds" : "minutes"))}};
}

// One key for whoever sits behind an address: of IPv6 its network (/64), of which one subscriber has all addresses; and the wider one
// around it (/48), empty for IPv4.
struct Keys {
    std::string own;
    std::string around;
};
Keys keys_of(std::string_view address) {
    std::string const text{address};
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return {text, {}};
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) return {fmt::format("{}.{}.{}.{}", bytes[12], bytes[13], bytes[14], bytes[15]), {}};
    auto const first = [&](std::size_t count) { return "6:" + std::string{reinterpret_cast<char const*>(bytes.data()), count}; };
    return {first(8), first(6)};
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
    if (guesses_.size() >= most_addresses) guesses_.clear();
    auto& guesses = guesses_[keys_of(address).own];
    if (guesses.until > now) tell_to_wait(guesses.until - now);
    if (guesses.last <= now - longest()) guesses = {};
    guesses.wrong += 1;
    guesses.last = now;
    guesses.until = now + wait_after(guesses.wrong);
}

void Guard::right(std::string_view address) {
    std::lock_guard const lock{mutex_};
    auto const found = guesses_.find(keys_of(address).own);
    if (found == guesses_.end()) return;
    found->second.wrong -= 1;
    found->second.until = 0;
}

void Guard::check_made(Made& made, std::string_view address, int most) {
    auto const keys = keys_of(address);
    auto const used_up = [&](std::string const& key, int so_many) {
        auto const found = made.find(key);
        return found != made.end() && is_full(found->second, so_many);
    };
    if (used_up(keys.own, most) || used_up(keys.around, subscribers * most)) tell_to_wait(hour_long);
}

// What is kept here is no more than what was made within the hour.
void Guard::count_made(Made& made, std::string_view address) {
    auto const now = clock_->now();
    auto const keys = keys_of(address);
    made[keys.own].moments.push_back(now);
    if (!keys.around.empty()) made[keys.around].moments.push_back(now);
}

void Guard::before_request(std::string_view address) {
    std::lock_guard const lock{mutex_};
    forget_old();
    check_made(requests_, address, limits_.requests_per_hour);
    if (is_full(requests_of_all_, limits_.requests_of_all_per_hour)) tell_to_wait(10 * minute);
}

void Guard::made_request(std::string_view address) {
    std::lock_guard const lock{mutex_};
    count_made(requests_, address);
    requests_of_all_.moments.push_back(clock_->now());
}

void Guard::before_objection(std::string_view address) {
    std::lock_guard const lock{mutex_};
    forget_old();
    check_made(objections_, address, limits_.objections_per_hour);
}

void Guard::made_objection(std::string_view address) {
    std::lock_guard const lock{mutex_};
    count_made(objections_, address);
}

void Guard::before_step(records::RecordId record) {
    std::lock_guard const lock{mutex_};
    forget_old();
    if (!takes_one(steps_[record], limits_.steps_per_hour)) tell_to_wait(hour_long / 2);
}

void Guard::before_reading(records::RecordId record) {
    std::lock_guard const lock{mutex_};
    forget_old();
    if (!takes_one(reads_[record], limits_.reads_per_hour)) tell_to_wait(10 * minute);
}

bool Guard::is_full(Hour& hour, int most) const {
    auto const now = clock_->now();
    std::erase_if(hour.moments, [&](Moment at) { return at <= now - hour_long; });
    return hour.moments.size() >= static_cast<std::size_t>(most);
}

bool Guard::takes_one(Hour& hour, int most) const {
    if (is_full(hour, most)) return false;
    hour.moments.push_back(clock_->now());
    return true;
}

void Guard::forget_old() {
    auto const now = clock_->now();
    if (now < swept_ + minute) return;
    swept_ = now;
    std::erase_if(guesses_, [&](auto const& one) { return one.second.last <= now - longest(); });
    auto const over = [&](auto const& one) { return one.second.moments.empty() || one.second.moments.back() <= now - hour_long; };
    std::erase_if(requests_, over);
    std::erase_if(objections_, over);
    std::erase_if(steps_, over);
    std::erase_if(reads_, over);
}

}  // namespace niangjia::portal
