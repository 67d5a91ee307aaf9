#include "storage/sql_text.h"

#include <gtest/gtest.h>

namespace niangjia::storage {

namespace {

TEST(SqlText, NumbersCountOnAndSkipQuotedTextsAndComments) {
    int count = 2;
    EXPECT_EQ(number_parameters("a = ? AND b = 'it''s ?' AND \"?\" = ? -- ?\n/* ? */ OR ?", count),
              "a = $3 AND b = 'it''s ?' AND \"?\" = $4 -- ?\n/* ? */ OR $5");
    EXPECT_EQ(count, 5);
}

TEST(SqlText, SqliteGetsQuestionMarksWithNumbers) {
    EXPECT_EQ(sqlite_parameters("VALUES ($2, $10, '$1', $name)"), "VALUES (?2, ?10, '$1', $name)");
}

TEST(SqlText, TheHighestParameterCountsThemAll) {
    EXPECT_EQ(highest_parameter("VALUES ($2, $12, $1, '$40') -- $50"), 12U);
    EXPECT_EQ(highest_parameter("SELECT 1"), 0U);
}

TEST(SqlText, EachDatabaseReadsItsOwnDialect) {
    constexpr std::string_view text = "id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ /* kept */;";
    EXPECT_EQ(resolve_dialect(text, Backend::Sqlite), "id  INTEGER  /* kept */;");
    EXPECT_EQ(resolve_dialect(text, Backend::Postgres), "id   BIGINT /* kept */;");
    EXPECT_EQ(resolve_dialect("open /*sqlite: end", Backend::Sqlite), "open  end");
}

}  // namespace

}  // namespace niangjia::storage
