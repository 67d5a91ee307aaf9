// What a JSON value must look like: checks what comes in, and describes it in the OpenAPI document. A Schema
// is an immutable value and cheap to copy.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace niangjia::http {

class Schema {
  public:
    struct Member;

    Schema();  // any()

    // Members not named are refused.
    [[nodiscard]] static Schema object(std::vector<Member> members);
    [[nodiscard]] static Member required(std::string name, Schema schema);
    [[nodiscard]] static Member optional(std::string name, Schema schema);
    // An object with further members: Record is RecordItem and more. Its components do not depend on each
    // other.
    [[nodiscard]] Schema with(std::vector<Member> members) const;
    // An object whose member names are data: {"school": …, "amount": …}.
    [[nodiscard]] static Schema map_of(Schema value);
    // Length in characters, not bytes. NUL is refused.
    [[nodiscard]] static Schema text(std::int64_t min = 0, std::int64_t max = 4000);
    [[nodiscard]] static Schema integer(std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                                        std::int64_t max = std::numeric_limits<std::int64_t>::max());
    [[nodiscard]] static Schema number();
    [[nodiscard]] static Schema boolean();
    [[nodiscard]] static Schema day();      // "2015-03-08"
    [[nodiscard]] static Schema moment();   // "2015-03-08T09:30:00+08:00"
    [[nodiscard]] static Schema code();     // an organisation's
    [[nodiscard]] static Schema id();       // a positive 64-bit integer, as text
    [[nodiscard]] static Schema command();  // a client-made id: 8 to 64 letters, digits and hyphens
    [[nodiscard]] static Schema array(Schema of, std::int64_t max = std::numeric_limits<std::int64_t>::max());
    // {"items": [of], "next": cursor|null}
    [[nodiscard]] static Schema list(Schema of);
    [[nodiscard]] static Schema text_pair();  // the Text {"zh", "en"}
    [[nodiscard]] static Schema any();
    [[nodiscard]] static Schema enum_of(std::vector<std::string> values);
    [[nodiscard]] static Schema nullable(Schema schema);
    [[nodiscard]] static Schema one_of(std::vector<Schema> schemas);
    // A component of the OpenAPI document: what it is called there, and in the generated TypeScript.
    [[nodiscard]] static Schema named(std::string name, Schema schema);
    // The component of that name, for a schema that holds itself. Accepts anything when it checks.
    [[nodiscard]] static Schema ref(std::string name);

    // Every problem (up to a hundred), with pointers below `pointer`. Empty: it fits.
    [[nodiscard]] std::vector<Problem> validate(json::value const& value,
                                                std::string const& pointer = {}) const;
    // JSON Schema 2020-12; named schemas appear as $ref.
    [[nodiscard]] json::value to_json() const;
    // Adds the named schemas in it, by name. Throws Error (Broken) when one name means two things.
    void collect(std::map<std::string, json::value>& components) const;
    // The names that ref() speaks of.
    void collect_refs(std::vector<std::string>& names) const;
    // The JSON value that a query parameter's text stands for: a number, true or false, a list parted by
    // commas, else the text itself. What does not read as that type stays a text, for validate() to complain
    // about.
    [[nodiscard]] json::value from_text(std::string_view text) const;
    [[nodiscard]] bool is_array() const;

  private:
    struct Node;
    explicit Schema(std::shared_ptr<Node const> node) : node_{std::move(node)} {}
    [[nodiscard]] static Schema of(Node node);
    void check(json::value const& value, std::string const& pointer, std::vector<Problem>& problems) const;
    [[nodiscard]] Node const& plain() const;  // behind its name
    [[nodiscard]] json::value describe() const;

    std::shared_ptr<Node const> node_;
};

struct Schema::Member {
    std::string name;
    Schema schema;
    bool required = true;
};

}  // namespace niangjia::http
