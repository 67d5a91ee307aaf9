#include "base/csv.h"

#include <algorithm>

namespace niangjia {
namespace {

constexpr int end = -1;

}  // namespace

CsvReader::CsvReader(std::istream& stream, char separator) : stream_{stream}, separator_{separator} {
    if (peek() == 0xef && filled_ >= 3 && buffer_[1] == '\xbb' && buffer_[2] == '\xbf') at_ = 3;
}

int CsvReader::peek() {
    if (at_ == filled_) {
        stream_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        filled_ = static_cast<std::size_t>(stream_.gcount());
        at_ = 0;
        if (filled_ == 0) return end;
    }
    return static_cast<unsigned char>(buffer_[at_]);
}

void CsvReader::fault(TextPlace place, Text text) {
    // The first fault of a row is the one to mend.
    if (!faulty_) fault_ = {place, std::move(text)};
    faulty_ = true;
}

void CsvReader::check(unsigned char byte) {
    auto const expect = [&](int more, unsigned char low, unsigned char high) {
        pending_ = more;
        low_ = low;
        high_ = high;
    };
    auto const broken = [&] {
        fault(place_,
              {"不是有效的 UTF-8 文字，请另存为 UTF-8 编码", "not valid UTF-8; save the file as UTF-8"});
    };
    if (pending_ > 0) {
        if (byte >= low_ && byte <= high_) {
            expect(pending_ - 1, 0x80, 0xbf);
            if (pending_ == 0) ++place_.column;
            return;
        }
        broken();
        pending_ = 0;
        ++place_.column;
    }
    if (byte < 0x80) {
        ++place_.column;
    } else if (byte >= 0xc2 && byte <= 0xdf) {
        expect(1, 0x80, 0xbf);
    } else if (byte >= 0xe0 && byte <= 0xef) {
        // Neither longer than need be nor a surrogate.
        expect(2, byte == 0xe0 ? 0xa0 : 0x80, byte == 0xed ? 0x9f : 0xbf);
    } else if (byte >= 0xf0 && byte <= 0xf4) {
        expect(3, byte == 0xf0 ? 0x90 : 0x80, byte == 0xf4 ? 0x8f : 0xbf);
    } else {
        broken();
        ++place_.column;
    }
}

int CsvReader::take() {
    int const byte = peek();
    if (byte == end) return end;
    ++at_;
    check(static_cast<unsigned char>(byte));
    if (byte == '\n') {
        ++place_.line;
        place_.column = 1;
    }
    return byte;
}

void CsvReader::quoted() {
    auto const opened = place_;
    take();
    for (;;) {
        int const byte = take();
        if (byte == end) {
            fault(opened,
                  {"这里的引号没有结束，请补上右引号", "this quote is never closed; add the closing quote"});
            return;
        }
        if (byte != '"') {
            text_ += static_cast<char>(byte);
        } else if (peek() == '"') {
            take();
            text_ += '"';
        } else {
            break;
        }
    }
    int const after = peek();
    if (after == separator_ || after == '\n' || after == '\r' || after == end) return;
    fault(place_, {"右引号后面应是分隔符或换行；引号本身请写两遍",
                   "a separator or line break must follow the closing quote; write a quote itself twice"});
    plain();
}

void CsvReader::plain() {
    for (;;) {
        int const byte = peek();
        if (byte == separator_ || byte == '\n' || byte == end) return;
        if (byte == '"') {
            fault(place_,
                  {"引号出现在未加引号的内容里，请把整个内容用引号括起来，引号本身写两遍",
                   "a quote inside a field without quotes; quote the field and write the quote twice"});
        }
        take();
        text_ += static_cast<char>(byte);
    }
}

CsvReader::Got CsvReader::next() {
    faulty_ = false;
    text_.clear();
    fields_.clear();
    while (peek() == '\n' || peek() == '\r') take();
    if (peek() == end) return Got::End;
    row_ = place_;
    for (;;) {
        Field field{text_.size(), 0, place_};
        if (peek() == '"') {
            quoted();
            if (peek() == '\r') take();
        } else {
            plain();
            // The CR of a CRLF is no part of the field.
            if (peek() != separator_ && text_.size() > field.begin && text_.back() == '\r') text_.pop_back();
        }
        field.size = text_.size() - field.begin;
        fields_.push_back(field);
        if (peek() != separator_) break;
        take();
    }
    take();
    if (pending_ > 0 && peek() == end) {
        pending_ = 0;
        fault(place_, {"文件在一个字的中间中断，请重新导出", "the file ends in the middle of a character"});
    }
    return faulty_ ? Got::Fault : Got::Row;
}

std::string_view CsvReader::field(std::size_t i) const {
    if (i >= fields_.size()) return {};
    return std::string_view{text_}.substr(fields_[i].begin, fields_[i].size);
}

TextPlace CsvReader::place(std::size_t i) const {
    return i < fields_.size() ? fields_[i].place : row_;
}

std::optional<std::size_t> CsvReader::find(std::string_view name) const {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (field(i) == name) return i;
    }
    return std::nullopt;
}

}  // namespace niangjia
