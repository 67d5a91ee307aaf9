#include "base/error.h"

#include <gtest/gtest.h>

namespace niangjia {
namespace {

constexpr Message past_due{ErrorKind::Refused, "test.past-due", "{} 已过期限", "{} is past its due day"};

TEST(Error, FillsBothLanguages) {
    auto const refusal = error(past_due, "2015-03-08");
    EXPECT_EQ(refusal.kind(), ErrorKind::Refused);
    EXPECT_EQ(refusal.code(), "test.past-due");
    EXPECT_EQ(refusal.text().zh, "2015-03-08 已过期限");
    EXPECT_EQ(refusal.text().en, "2015-03-08 is past its due day");
}

TEST(Error, WhatItSaysForTheLogHasPointerAndNote) {
    auto const refusal = error(past_due, "X").with_note("row 7").with_pointer("/due");
    EXPECT_STREQ(refusal.what(), "test.past-due: X is past its due day (/due) [row 7]");
}

TEST(Error, SeveralProblemsOfOneInputTravelTogether) {
    auto const refusal = Error::invalid({problem(past_due, "/a", 1), problem(past_due, "/b", 2)});
    EXPECT_EQ(refusal.kind(), ErrorKind::Invalid);
    EXPECT_EQ(refusal.pointer(), "/a");
    ASSERT_EQ(refusal.problems().size(), 2U);
    EXPECT_EQ(refusal.problems()[1].text.zh, "2 已过期限");
}

}  // namespace
}  // namespace niangjia
