// Guessing codes and flooding the portal.
#include <gtest/gtest.h>

#include "portal/portal.h"
#include "support/rooms.h"

namespace niangjia::portal {
namespace {

using testing_support::code_of;

constexpr Moment second = 1'000;
constexpr Moment minute = 60 * second;

class Guarding : public testing::Test {
  protected:
    static packs::PortalLimits limits() {
        return {.wrong_codes = 3, .first_wait_seconds = 10, .longest_wait_minutes = 5, .wrong_codes_of_all = 20, .requests_per_hour = 2, .requests_of_all_per_hour = 5, .steps_per_hour = 4, .papers = 1};
    }
    void later(Moment time) { clock.set(clock.now() + time); }
    bool may_try(std::string_view address = "192.0.2.1") {
        return code_of([&] { guard.before_code(address); }).empty();
    }
    // How long until the address may try again.
    Moment wait(std::string_view address = "192.0.2.1") {
        for (Moment waited = 0; waited < 60 * minute; waited += second) {
            if (may_try(address)) return waited;
            later(second);
        }
        return -1;
    }

    SetClock clock{1'000'000'000};
    Guard guard{limits(), clock};
};

TEST_F(Guarding, LetsAFewWrongCodesPassAndThenMakesEachWaitTwiceAsLong) {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(may_try());
    EXPECT_EQ(wait(), 10 * second);
    EXPECT_EQ(wait(), 20 * second);
    EXPECT_EQ(wait(), 40 * second);
    EXPECT_TRUE(may_try("192.0.2.2")) << "another address does not wait";
    EXPECT_EQ(wait(), 80 * second);
    EXPECT_EQ(wait(), 160 * second);
    EXPECT_EQ(wait(), 300 * second) << "and no longer than the longest";
}

TEST_F(Guarding, ForgivesAfterTheLongestWait) {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(may_try());
    EXPECT_FALSE(may_try());
    later(5 * minute);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(may_try());
    EXPECT_FALSE(may_try());
}

TEST_F(Guarding, DoesNotCountRightCodesAndIsNotTalkedRoundByThem) {
    for (int i = 0; i < 50; ++i) {
        EXPECT_TRUE(may_try());
        guard.right("192.0.2.1");
    }
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(may_try());
        if (i == 2) break;
        EXPECT_TRUE(may_try());
        guard.right("192.0.2.1");
    }
    EXPECT_FALSE(may_try()) << "a code of one's own between guesses forgives none of them";
}

TEST_F(Guarding, TakesANetworkForOneAddress) {
    EXPECT_TRUE(may_try("2001:db8:1:2::1"));
    EXPECT_TRUE(may_try("2001:db8:1:2::2"));
    EXPECT_TRUE(may_try("2001:db8:1:2:3:4:5:6"));
    EXPECT_FALSE(may_try("2001:db8:1:2::7"));
    EXPECT_TRUE(may_try("2001:db8:1:3::1"));
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(may_try("192.0.2.9"));
    EXPECT_TRUE(may_try("::ffff:192.0.2.9"));
    EXPECT_FALSE(may_try("192.0.2.9"));
}

TEST_F(Guarding, HoldsOffGuessingFromEverywhereButNotWhoHadARightCode) {
    EXPECT_TRUE(may_try("198.51.100.1"));
    guard.right("198.51.100.1");
    int tried = 0;
    while (may_try("203.0.113." + std::to_string(tried)) && tried < 100) ++tried;
    EXPECT_EQ(tried, 20);
    EXPECT_TRUE(may_try("198.51.100.1"));
    guard.right("198.51.100.1");
    later(30 * second);
    EXPECT_TRUE(may_try("203.0.113.200"));
    EXPECT_TRUE(may_try("203.0.113.201"));
    EXPECT_FALSE(may_try("203.0.113.202"));
}

TEST_F(Guarding, LimitsRequestsOfAnAddressAndOfAll) {
    auto const asks = [&](std::string_view address) { return code_of([&] { guard.before_request(address); }).empty(); };
    EXPECT_TRUE(asks("192.0.2.1"));
    EXPECT_TRUE(asks("192.0.2.1"));
    EXPECT_FALSE(asks("192.0.2.1"));
    EXPECT_TRUE(asks("192.0.2.2"));
    EXPECT_TRUE(asks("192.0.2.3"));
    EXPECT_TRUE(asks("192.0.2.4"));
    EXPECT_FALSE(asks("192.0.2.5"));
    later(61 * minute);
    EXPECT_TRUE(asks("192.0.2.1"));
}

TEST_F(Guarding, LimitsTheStepsOnOneRequest) {
    for (int i = 0; i < 4; ++i) guard.before_step(7);
    auto const failure = testing_support::failure_of([&] { guard.before_step(7); });
    EXPECT_EQ(failure.code(), "portal.wait");
    EXPECT_EQ(failure.text().en, "Too many tries; wait 30 minutes and try again. If it is urgent, call a number on this page");
    guard.before_step(8);
}

}  // namespace
}  // namespace niangjia::portal
