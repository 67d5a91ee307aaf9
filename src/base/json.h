// JSON in and out: Boost.JSON parses (depth limited, UTF-8 checked, duplicate keys refused); our own writer
// appends to a string, since building a tree only to print it halves a list's speed.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace niangjia {

namespace json = boost::json;

// Throws Error (Invalid, code json.syntax or json.duplicate-key) that says where.
[[nodiscard]] json::value parse_json(std::string_view text);
// Reads an object that the program itself has written; no second look for duplicates. Throws Error (Broken) if it is none.
[[nodiscard]] json::object stored_object(std::string_view text);
// Compact text. Object keys keep their order.
[[nodiscard]] std::string to_text(json::value const& value);

// Writes one JSON document. The caller opens and closes in the right order; commas are the writer's.
class JsonWriter {
  public:
    JsonWriter& open_object();
    JsonWriter& close_object();
    JsonWriter& open_array();
    JsonWriter& close_array();
    JsonWriter& key(std::string_view name);

    JsonWriter& text(std::string_view value);
    JsonWriter& number(std::int64_t value);
    JsonWriter& number(double value);  // shortest text that reads back the same; null if not finite
    JsonWriter& truth(bool value);
    JsonWriter& null();
    // Inserts a JSON text as it is.
    JsonWriter& raw(std::string_view json);
    JsonWriter& value(json::value const& value);

    // A 64-bit integer as a string, as codes and ids travel (JavaScript numbers end at 2^53).
    JsonWriter& id(std::int64_t value);
    // {"zh": …, "en": …}
    JsonWriter& text(Text const& value);

    // key + value in one.
    JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }
    JsonWriter& member(std::string_view name, char const* value) {
        return key(name).text(std::string_view{value});
    }
    JsonWriter& member(std::string_view name, std::string const& value) {
        return key(name).text(std::string_view{value});
    }
    JsonWriter& member(std::string_view name, Text const& value) { return key(name).text(value); }
    JsonWriter& member(std::string_view name, bool value) { return key(name).truth(value); }
    JsonWriter& member(std::string_view name, int value) {
        return key(name).number(static_cast<std::int64_t>(value));
    }
    JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).number(value); }
    JsonWriter& member(std::string_view name, double value) { return key(name).number(value); }

    [[nodiscard]] std::string const& str() const& { return out_; }
    [[nodiscard]] std::string str() && { return std::move(out_); }

  private:
    void separate();

    std::string out_;
    bool first_ = true;  // nothing stands before the next value in the open container
};

}  // namespace niangjia
