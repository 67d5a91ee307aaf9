// Reads CSV as RFC 4180 has it: quotes, doubled quotes, line breaks inside quotes, CRLF or LF; a byte order
// mark at the start is passed over, empty lines too. Bytes that are not UTF-8 are a fault.
#pragma once

#include <array>
#include <cstddef>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace niangjia {

// A place in a text, counted from 1; the column in characters, as editors show it.
struct TextPlace {
    int line = 1;
    int column = 1;
};

struct CsvFault {
    TextPlace place;
    Text text;
};

// One pass over a stream, one row at a time. The stream must outlive the reader.
class CsvReader {
  public:
    enum class Got { Row, Fault, End };

    explicit CsvReader(std::istream& stream, char separator = ',');

    // Reads the next row. After Fault fault() says what and where, and the next call goes on with the row
    // after it.
    [[nodiscard]] Got next();

    [[nodiscard]] std::size_t size() const { return fields_.size(); }
    // Empty beyond the row's last field. Valid until next().
    [[nodiscard]] std::string_view field(std::size_t i) const;
    // Where the field begins; beyond the last one, where the row begins.
    [[nodiscard]] TextPlace place(std::size_t i) const;
    // The number of the field that is called so, for a header row.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    [[nodiscard]] CsvFault const& fault() const { return fault_; }

  private:
    struct Field {
        std::size_t begin = 0;
        std::size_t size = 0;
        TextPlace place;
    };

    [[nodiscard]] int peek();
    // Takes one byte, and keeps count of place and UTF-8.
    int take();
    void check(unsigned char byte);
    void quoted();
    void plain();
    void fault(TextPlace place, Text text);

    std::istream& stream_;
    char separator_;
    std::array<char, 64 * 1024> buffer_;
    std::size_t at_ = 0;
    std::size_t filled_ = 0;

    TextPlace place_;
    // How many bytes of the present character are still to come, and the bounds of the next of them.
    int pending_ = 0;
    unsigned char low_ = 0x80;
    unsigned char high_ = 0xbf;

    std::string text_;  // the row's fields one after another, without their quotes
    std::vector<Field> fields_;
    TextPlace row_;
    bool faulty_ = false;
    CsvFault fault_;
};

}  // namespace niangjia
