// Guessing codes and flooding the portal.
#include <fmt/format.h>
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
        return {.wrong_codes = 3,
                .first_wait_seconds = 10,
                .longest_wait_minutes = 5,
                .requests_per_hour = 2,
                .requests_of_all_per_hour = 5,
                .steps_per_hour = 4,
                .reads_per_hour = 6,
                .papers = 1,
                .entries = 9,
                .objections_per_hour = 2,
                .open_objections = 1};
    }
    void later(Moment time) { clock.set(clock.now() + time); }
    bool may_try(std::string_view address = "192.0.2.1") {
        return code_of([&] { guard.before_code(address); }).empty();
    }
    bool asks(std::string_view address) {
        if (!code_of([&] { guard.before_request(address); }).empty()) return false;
        guard.made_request(address);
        return true;
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

TEST_F(Guarding, LetsNobodyUseUpTheCodesOfOthers) {
    for (int address = 0; address < 300; ++address) {
        for (int i = 0; i < 3; ++i) EXPECT_TRUE(may_try(fmt::format("2001:db8:{:x}::1", address)));
    }
    EXPECT_TRUE(may_try("198.51.100.1")) << "whatever was tried from elsewhere";
    EXPECT_FALSE(may_try("2001:db8:1::1"));
}

TEST_F(Guarding, RemembersNoMoreAddressesThanFit) {
    for (int i = 0; i < 4; ++i) (void)may_try("192.0.2.1");
    EXPECT_FALSE(may_try("192.0.2.1"));
    for (int address = 0; address < 50'000; ++address) EXPECT_TRUE(may_try(fmt::format("2001:db8:{:x}:{:x}::1", address / 1'000, address % 1'000)));
    EXPECT_TRUE(may_try("192.0.2.1")) << "forgotten with all others, and nothing is found by it";
}

TEST_F(Guarding, LimitsRequestsOfAnAddressAndOfAll) {
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

TEST_F(Guarding, CountsTheRequestsThatWereMadeAlone) {
    for (int i = 0; i < 100; ++i) guard.before_request("192.0.2.1");
    EXPECT_TRUE(asks("192.0.2.1"));
    EXPECT_TRUE(asks("192.0.2.1"));
    EXPECT_FALSE(asks("192.0.2.1"));
}

TEST_F(Guarding, TakesAWiderNetworkForFiveAddressesThatAsk) {
    auto wide = limits();
    wide.requests_of_all_per_hour = 100;
    Guard its{wide, clock};
    int made = 0;
    for (int net = 0; net < 50; ++net) {
        auto const address = fmt::format("2001:db8:1:{:x}::1", net);
        if (!code_of([&] { its.before_request(address); }).empty()) continue;
        its.made_request(address);
        ++made;
    }
    EXPECT_EQ(made, 10);
    its.before_request("2001:db8:2::1");
    its.before_request("192.0.2.1");
}

TEST_F(Guarding, LimitsTheStepsOnOneRequest) {
    for (int i = 0; i < 4; ++i) guard.before_step(7);
    auto const failure = testing_support::failure_of([&] { guard.before_step(7); });
    EXPECT_EQ(failure.code(), "portal.wait");
    EXPECT_EQ(failure.text().en, "Too many tries; wait 30 minutes and try again. If it is urgent, call a number on this page");
    guard.before_step(8);
}

TEST_F(Guarding, LimitsHowOftenOneRequestIsRead) {
    for (int i = 0; i < 6; ++i) guard.before_reading(7);
    EXPECT_EQ(code_of([&] { guard.before_reading(7); }), "portal.wait");
    guard.before_reading(8);
    guard.before_step(7);
    later(61 * minute);
    guard.before_reading(7);
}

TEST_F(Guarding, CountsObjectionsByAddressAndNotWithRequests) {
    auto const objects = [&](std::string_view address) {
        if (!code_of([&] { guard.before_objection(address); }).empty()) return false;
        guard.made_objection(address);
        return true;
    };
    EXPECT_TRUE(objects("192.0.2.1"));
    EXPECT_TRUE(objects("192.0.2.1"));
    EXPECT_FALSE(objects("192.0.2.1"));
    EXPECT_TRUE(asks("192.0.2.1")) << "who objected may still ask for help";
    EXPECT_TRUE(objects("192.0.2.2"));
    for (int i = 0; i < 20; ++i) (void)objects("198.51.100." + std::to_string(i));
    EXPECT_TRUE(objects("203.0.113.7")) << "nobody uses it up for all";
    EXPECT_TRUE(objects("2001:db8:1:1::1"));
    EXPECT_TRUE(objects("2001:db8:1:1::2"));
    EXPECT_FALSE(objects("2001:db8:1:1::3")) << "one subscriber";
    later(60 * minute + 1);
    EXPECT_TRUE(objects("192.0.2.1"));
}

}  // namespace
}  // namespace niangjia::portal
