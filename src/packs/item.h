// Reading aids for the packs' YAML: a node that knows its file, collects problems with line and column, and lets a
// shared workflow's $names stand for the values that a record type gives with `with:`.
#pragma once

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "packs/packs.h"

namespace niangjia::packs {

class Item;
using Values = std::map<std::string, Item, std::less<>>;

class Item {
  public:
    Item(YAML::Node node, std::string const* file, std::vector<Diagnostic>* problems, Values const* values = nullptr);

    // Reads a file. Nothing, and a problem, when it cannot be read as YAML.
    [[nodiscard]] static std::optional<Item> file(std::string const& path, std::vector<Diagnostic>& problems);

    [[nodiscard]] bool is_map() const { return node_.IsMap(); }
    [[nodiscard]] bool is_list() const { return node_.IsSequence(); }
    [[nodiscard]] bool is_scalar() const { return node_.IsScalar(); }

    // The member, with $names resolved; nothing when it is not there.
    [[nodiscard]] std::optional<Item> get(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const { return get(key).has_value(); }
    // The members in the order of the file. Reports duplicate keys, and that this is no map.
    [[nodiscard]] std::vector<std::pair<Item, Item>> members() const;
    // The elements; a scalar is a list of one. $names that stand for lists are spliced in.
    [[nodiscard]] std::vector<Item> elements() const;

    [[nodiscard]] std::string text() const;  // of a scalar; a problem and "" otherwise
    [[nodiscard]] std::string text_at(std::string_view key, std::string_view otherwise = {}) const;
    [[nodiscard]] std::vector<std::string> texts_at(std::string_view key) const;
    [[nodiscard]] bool truth_at(std::string_view key) const;
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    [[nodiscard]] std::optional<std::int64_t> integer_at(std::string_view key) const;
    // {zh, en}; `required` reports its absence.
    [[nodiscard]] Text name_at(std::string_view key) const;
    [[nodiscard]] std::optional<Text> text_pair() const;

    // Reports every member that is not among `keys`, and a missing one of `required`.
    void keys(std::initializer_list<std::string_view> keys, std::initializer_list<std::string_view> required = {}) const;

    // The same for words that are not known when this is compiled: reports every member that is not among them.
    void known_keys(std::vector<std::string> const& known) const;

    void problem(std::string zh, std::string en) const;
    [[nodiscard]] int line() const { return node_.Mark().line + 1; }
    [[nodiscard]] Item with(Values const* values) const;

  private:
    [[nodiscard]] Item resolved(YAML::Node node) const;

    YAML::Node node_;
    std::string const* file_;
    std::vector<Diagnostic>* problems_;
    Values const* values_;
};

// Money as packs write it: 5000元, 368万元, 42.96万元. In fen.
[[nodiscard]] std::optional<std::int64_t> read_money(std::string_view text);

// The known name nearest to `wrong`, for "did you mean"; empty when none is near.
[[nodiscard]] std::string nearest(std::string_view wrong, std::vector<std::string> const& known);

}  // namespace niangjia::packs
