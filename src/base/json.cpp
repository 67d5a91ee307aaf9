#include "base/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/src.hpp>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "base/error.h"

namespace niangjia {
namespace {

constexpr Message syntax{ErrorKind::Invalid, "json.syntax", "JSON 格式错误（第 {} 个字节附近）：{}",
                         "Not valid JSON (near byte {}): {}"};
constexpr Message duplicate_key{ErrorKind::Invalid, "json.duplicate-key",
                                "JSON 中字段“{}”重复出现，请只保留一个",
                                "The JSON key '{}' appears twice; keep one"};

constexpr Message not_stored_so{ErrorKind::Broken, "json.stored", "数据库里的一段 JSON 已损坏，请从备份恢复",
                                "A stored JSON text is damaged; restore it from a backup"};

// Boost.JSON silently lets the last of two equal keys win; this pass refuses them.
class DuplicateKeyCheck {
  public:
    constexpr static std::size_t max_object_size = static_cast<std::size_t>(-1);
    constexpr static std::size_t max_array_size = static_cast<std::size_t>(-1);
    constexpr static std::size_t max_key_size = static_cast<std::size_t>(-1);
    constexpr static std::size_t max_string_size = static_cast<std::size_t>(-1);

    using error = boost::json::error_code;

    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_object_begin(error&) {
        keys_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, error&) {
        keys_.pop_back();
        return true;
    }
    bool on_array_begin(error&) { return true; }
    bool on_array_end(std::size_t, error&) { return true; }
    bool on_key_part(std::string_view part, std::size_t, error&) {
        key_.append(part);
        return true;
    }
    bool on_key(std::string_view part, std::size_t, error& failure) {
        key_.append(part);
        if (!keys_.back().insert(key_).second) {
            duplicate = key_;
            failure = boost::json::error::syntax;
            return false;
        }
        key_.clear();
        return true;
    }
    bool on_string_part(std::string_view, std::size_t, error&) { return true; }
    bool on_string(std::string_view, std::size_t, error&) { return true; }
    bool on_number_part(std::string_view, error&) { return true; }
    bool on_int64(std::int64_t, std::string_view, error&) { return true; }
    bool on_uint64(std::uint64_t, std::string_view, error&) { return true; }
    bool on_double(double, std::string_view, error&) { return true; }
    bool on_bool(bool, error&) { return true; }
    bool on_null(error&) { return true; }
    bool on_comment_part(std::string_view, error&) { return true; }
    bool on_comment(std::string_view, error&) { return true; }

    std::optional<std::string> duplicate;

  private:
    std::vector<std::set<std::string, std::less<>>> keys_;
    std::string key_;
};

}  // namespace

json::value parse_json(std::string_view text) {
    boost::json::parse_options const options;
    boost::json::basic_parser<DuplicateKeyCheck> check{options};
    boost::json::error_code failure;
    std::size_t const read = check.write_some(false, text.data(), text.size(), failure);
    if (auto const& key = check.handler().duplicate) throw niangjia::error(duplicate_key, *key);
    if (failure) throw niangjia::error(syntax, read, failure.message());
    json::value value = json::parse({text.data(), text.size()}, failure);
    if (failure) throw niangjia::error(syntax, text.size(), failure.message());
    return value;
}

json::object stored_object(std::string_view text) {
    if (text == "{}") return {};
    boost::json::error_code failure;
    json::value value = json::parse({text.data(), text.size()}, failure);
    if (failure || !value.is_object()) throw niangjia::error(not_stored_so).with_note(std::string{text.substr(0, 80)});
    return std::move(value.get_object());
}

std::string to_text(json::value const& value) {
    return json::serialize(value);
}

void JsonWriter::separate() {
    if (!first_) out_ += ',';
    first_ = false;
}

JsonWriter& JsonWriter::open_object() {
    separate();
    out_ += '{';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::close_object() {
    out_ += '}';
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::open_array() {
    separate();
    out_ += '[';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::close_array() {
    out_ += ']';
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    text(name);
    out_ += ':';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
    separate();
    out_ += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        auto const c = static_cast<unsigned char>(value[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out_.append(value, plain, i - plain);
        plain = i + 1;
        switch (c) {
            case '"':
                out_ += "\\\"";
                break;
            case '\\':
                out_ += "\\\\";
                break;
            case '\n':
                out_ += "\\n";
                break;
            case '\r':
                out_ += "\\r";
                break;
            case '\t':
                out_ += "\\t";
                break;
            default:
                out_ += fmt::format("\\u{:04x}", c);
        }
    }
    out_.append(value, plain, value.size() - plain);
    out_ += '"';
    return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
    separate();
    char digits[24];
    auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out_.append(digits, end);
    return *this;
}

JsonWriter& JsonWriter::number(double value) {
    if (!std::isfinite(value)) return null();
    separate();
    char digits[40];
    auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out_.append(digits, end);
    return *this;
}

JsonWriter& JsonWriter::truth(bool value) {
    separate();
    out_ += value ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    separate();
    out_ += "null";
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

JsonWriter& JsonWriter::value(json::value const& value) {
    return raw(json::serialize(value));
}

JsonWriter& JsonWriter::id(std::int64_t value) {
    separate();
    out_ += '"';
    char digits[24];
    auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out_.append(digits, end);
    out_ += '"';
    return *this;
}

JsonWriter& JsonWriter::text(Text const& value) {
    open_object();
    member("zh", value.zh);
    member("en", value.en);
    return close_object();
}

}  // namespace niangjia
