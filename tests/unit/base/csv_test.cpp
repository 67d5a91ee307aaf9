#include "base/csv.h"

#include <gtest/gtest.h>

#include <sstream>

namespace niangjia {
namespace {

using Got = CsvReader::Got;

std::vector<std::vector<std::string>> rows_of(std::string const& text) {
    std::istringstream stream{text};
    CsvReader reader{stream};
    std::vector<std::vector<std::string>> rows;
    while (reader.next() == Got::Row) {
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < reader.size(); ++i) row.emplace_back(reader.field(i));
    }
    return rows;
}

// Reads on to the first fault and says where it is.
std::string fault_of(std::string const& text) {
    std::istringstream stream{text};
    CsvReader reader{stream};
    for (auto got = reader.next(); got != Got::End; got = reader.next()) {
        if (got == Got::Fault) {
            auto const place = reader.fault().place;
            return std::to_string(place.line) + ":" + std::to_string(place.column);
        }
    }
    return "";
}

using Rows = std::vector<std::vector<std::string>>;

TEST(Csv, ReadsPlainAndQuotedFields) {
    EXPECT_EQ(rows_of("code,name\n44,\"青山省\"\n"), (Rows{{"code", "name"}, {"44", "青山省"}}));
}

TEST(Csv, ReadsQuotesCommasAndLineBreaksInsideQuotes) {
    EXPECT_EQ(rows_of("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\"\nnext"),
              (Rows{{"a,b", "say \"hi\"", "two\r\nlines"}, {"next"}}));
}

TEST(Csv, ReadsCrlfByteOrderMarkAndNoLastLineBreak) {
    EXPECT_EQ(rows_of("\xef\xbb\xbf"
                      "a,b\r\n\"c\",\"d\"\r\ne,f"),
              (Rows{{"a", "b"}, {"c", "d"}, {"e", "f"}}));
}

TEST(Csv, KeepsEmptyFieldsAndPassesOverEmptyLines) {
    EXPECT_EQ(rows_of(",\n\n\"\",x,\n\r\n"), (Rows{{"", ""}, {"", "x", ""}}));
    EXPECT_EQ(rows_of(""), Rows{});
}

TEST(Csv, CountsColumnsInCharacters) {
    std::istringstream stream{"青山,省\n\"多\n行\",末\n"};
    CsvReader reader{stream};
    ASSERT_EQ(reader.next(), Got::Row);
    EXPECT_EQ(reader.place(1).column, 4);
    ASSERT_EQ(reader.next(), Got::Row);
    EXPECT_EQ(reader.place(0).line, 2);
    EXPECT_EQ(reader.place(1).line, 3);
    EXPECT_EQ(reader.place(1).column, 4);
}

TEST(Csv, SaysWhereAQuoteIsNotClosed) {
    EXPECT_EQ(fault_of("a,b\nc,\"d\ne,f\n"), "2:3");
}

TEST(Csv, SaysWhereAQuoteStandsAstray) {
    EXPECT_EQ(fault_of("a,b\"c\n"), "1:4");
    EXPECT_EQ(fault_of("a,\"b\"c,d\n"), "1:6");
}

TEST(Csv, SaysWhereBytesAreNotUtf8) {
    EXPECT_EQ(fault_of("好,\xc7\xe0\n"), "1:3");
    EXPECT_EQ(fault_of("ab\xed\xa0\x80\n"), "1:3") << "a surrogate";
    EXPECT_EQ(fault_of("ab\xc0\xaf\n"), "1:3") << "longer than need be";
    EXPECT_EQ(fault_of("ab\xe9\x9d"), "1:3") << "cut off at the end";
    EXPECT_EQ(fault_of("ab\xe9\x9d\ncd"), "1:3") << "cut off at the end of a line";
    EXPECT_EQ(fault_of("ab\xf0\x9f\x8c\xb8\n"), "");
}

TEST(Csv, GoesOnAfterAFault) {
    std::istringstream stream{"a\xff\nb\n"};
    CsvReader reader{stream};
    EXPECT_EQ(reader.next(), Got::Fault);
    ASSERT_EQ(reader.next(), Got::Row);
    EXPECT_EQ(reader.field(0), "b");
    EXPECT_EQ(reader.next(), Got::End);
}

TEST(Csv, ReadsAcrossItsBuffer) {
    std::string text;
    for (int i = 0; i < 30'000; ++i) text += "青山,\"临江市\"\n";
    auto const rows = rows_of(text);
    ASSERT_EQ(rows.size(), 30'000U);
    EXPECT_EQ(rows.back(), (std::vector<std::string>{"青山", "临江市"}));
}

TEST(Csv, FindsAColumnByItsName) {
    std::istringstream stream{"code,name\n"};
    CsvReader reader{stream};
    ASSERT_EQ(reader.next(), Got::Row);
    EXPECT_EQ(reader.find("name"), 1U);
    EXPECT_FALSE(reader.find("other"));
}

}  // namespace
}  // namespace niangjia
