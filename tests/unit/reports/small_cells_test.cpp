// Which counts a published table leaves out.
#include <gtest/gtest.h>

#include <deque>

#include "reports/reports.h"

namespace niangjia::reports {
namespace {

// A table of one field with the choices that a test names, finer ones below their choice.
class SmallCells : public testing::Test {
  protected:
    packs::Choice const* add(std::string key, std::int64_t amount, packs::Choice const* above = nullptr) {
        auto const& choice = choices_.emplace_back(packs::Choice{key, {key, key}, {}});
        lines_.push_back({&field_, &choice, above, nullptr});
        amounts_.push_back(amount);
        return &choice;
    }
    std::string left_out(std::int64_t least) const {
        std::int64_t whole = 0;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i].above == nullptr) whole += amounts_[i];
        }
        auto const hidden = small_cells(lines_, amounts_, whole, least);
        std::string keys;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (hidden.lines[i]) keys += lines_[i].choice->key;
        }
        if (hidden.whole) keys += '+';
        return keys;
    }

  private:
    packs::Field field_{};
    std::deque<packs::Choice> choices_;
    std::vector<SplitLine> lines_;
    std::vector<std::int64_t> amounts_;
};

TEST_F(SmallCells, AreCountsBelowTheLeastButNotNothing) {
    add("a", 1);
    add("b", 2);
    add("c", 3);
    add("d", 0);
    EXPECT_EQ(left_out(3), "abc") << "3 of 6 would tell that the others are 1 and 2";
    EXPECT_EQ(left_out(0), "");
    EXPECT_EQ(left_out(1), "");
}

TEST_F(SmallCells, TakeTheNextSmallestWithThemWhenOneWouldStandAlone) {
    add("a", 90);
    add("b", 1);
    add("c", 7);
    EXPECT_EQ(left_out(3), "bc") << "90 of 98 would tell the one";
}

TEST_F(SmallCells, TakeTheSumWithThemWhereNothingElseIs) {
    add("a", 2);
    add("b", 0);
    EXPECT_EQ(left_out(3), "a+");
}

TEST_F(SmallCells, AreNotToldByTheirSumWhenAllAreSmall) {
    add("a", 1);
    add("b", 1);
    add("c", 40);
    add("d", 50);
    EXPECT_EQ(left_out(3), "abc") << "two that make 2 are 1 and 1";
    EXPECT_EQ(left_out(2), "abc");
}

TEST_F(SmallCells, AreLookedForAmongFinerChoicesAsWell) {
    auto const* a = add("a", 20);
    add("x", 18, a);
    add("y", 2, a);
    add("b", 30);
    EXPECT_EQ(left_out(3), "xy") << "18 of 20 would tell the two";
}

TEST_F(SmallCells, TakeAllThatLiesWithinThem) {
    auto const* a = add("a", 2);
    add("x", 2, a);
    auto const* b = add("b", 12);
    add("y", 12, b);
    add("c", 40);
    EXPECT_EQ(left_out(3), "axby") << "b goes with a, and what lies within b would tell it";
}

}  // namespace
}  // namespace niangjia::reports
