#include "base/org_code.h"

#include <gtest/gtest.h>

namespace niangjia::org {
namespace {

Code code(std::string_view text) {
    return Code::parse(text).value();
}

TEST(OrgCode, ShortFormsAreTheSamePlace) {
    EXPECT_EQ(code("32"), code("320000000000"));
    EXPECT_EQ(code("3213"), code("321300000000"));
    EXPECT_EQ(code("321302"), code("321302000000"));
    EXPECT_EQ(code("321302001"), code("321302001000"));
    EXPECT_EQ(code("321302001001"), code("321302001001000000"));
}

TEST(OrgCode, IsWrittenWith12DigitsOr18) {
    EXPECT_EQ(code("3213").text(), "321300000000");
    EXPECT_EQ(code("010000").text(), "010000000000");
    EXPECT_EQ(code("321302001001005000").text(), "321302001001005000");
    EXPECT_EQ(Code{}.text(), "000000000000");
}

TEST(OrgCode, RefusesWhatIsNoCode) {
    for (auto const* text : {"", "3", "321", "32130", "3213020010010", "32130a", "-32", " 32", "３２",
                             "3213020010010050001", "9999999999999999999999"}) {
        EXPECT_FALSE(Code::parse(text)) << text;
    }
}

TEST(OrgCode, ItsLastGroupSaysItsLevel) {
    EXPECT_EQ(Code{}.level(), Level::Nation);
    EXPECT_EQ(code("32").level(), Level::Province);
    EXPECT_EQ(code("3213").level(), Level::City);
    EXPECT_EQ(code("321302").level(), Level::County);
    EXPECT_EQ(code("321302001").level(), Level::Township);
    EXPECT_EQ(code("321302001001").level(), Level::Village);
    EXPECT_EQ(code("321302001001005000").level(), Level::Grid);
    EXPECT_EQ(code("321302001001005002").level(), Level::Unit);
}

TEST(OrgCode, ParentClearsTheLastGroup) {
    EXPECT_EQ(code("321302001001005002").parent(), code("321302001001005000"));
    EXPECT_EQ(code("321302001001005000").parent(), code("321302001001"));
    EXPECT_EQ(code("321302").parent(), code("3213"));
    EXPECT_EQ(code("32").parent(), Code{});
    EXPECT_EQ(Code{}.parent(), Code{});
    // A unit that belongs to the county itself.
    EXPECT_EQ(code("321302000000000001").parent(), code("321302"));
}

TEST(OrgCode, ASubtreeIsOneRange) {
    auto const county = code("321302");
    EXPECT_TRUE(county.holds(county));
    EXPECT_TRUE(county.holds(code("321302999999999999")));
    EXPECT_FALSE(county.holds(code("321303")));
    EXPECT_FALSE(county.holds(code("3213")));
    EXPECT_EQ(county.last(), code("321302999999999999"));
    EXPECT_TRUE(Code{}.holds(code("999999999999999999")));
    auto const unit = code("321302001001005002");
    EXPECT_EQ(unit.last(), unit);
}

TEST(OrgCode, FindsItsAncestorAtALevel) {
    auto const village = code("321302001001");
    EXPECT_EQ(village.at(Level::County), code("321302"));
    EXPECT_EQ(village.at(Level::Village), village);
    EXPECT_EQ(village.at(Level::Nation), Code{});
    EXPECT_FALSE(village.at(Level::Grid));
    // No township between a county and a unit of its own.
    EXPECT_FALSE(code("321302000000000001").at(Level::Township));
}

TEST(OrgCode, ListsTheWayUp) {
    auto const way = code("321302001001").upwards();
    ASSERT_EQ(way.size(), 5U);
    EXPECT_EQ(way.front(), code("321302001001"));
    EXPECT_EQ(way.back(), code("32"));
    EXPECT_TRUE(Code{}.upwards().empty());
}

TEST(OrgCode, TheCountyPartLeadsIds) {
    EXPECT_EQ(code("321302001001").county_part(), 321302);
    EXPECT_EQ(code("3213").county_part(), 321300);
}

TEST(OrgCode, LevelsHaveNames) {
    for (int i = 0; i <= static_cast<int>(Level::Unit); ++i) {
        auto const level = static_cast<Level>(i);
        EXPECT_EQ(level_named(name_of(level)), level);
    }
    EXPECT_FALSE(level_named("district"));
}

}  // namespace
}  // namespace niangjia::org
