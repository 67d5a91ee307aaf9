// What several routes render alike, and the schemas that describe it.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/router.h"
#include "http/schema.h"
#include "installation/installation.h"
#include "org/org.h"
#include "people/people.h"
#include "storage/commands.h"

namespace niangjia::http::views {

// The words of closed sets, so that whoever reads the API's description knows all of them.
[[nodiscard]] Schema level();
[[nodiscard]] Schema permission();
[[nodiscard]] Schema sight();
[[nodiscard]] Schema who();          // "person" or "organisation"
[[nodiscard]] Schema field_value();  // a field's value in an answer

[[nodiscard]] Schema grant();
[[nodiscard]] Schema organisation();
[[nodiscard]] Schema field();
[[nodiscard]] Schema action();
[[nodiscard]] Schema record_item();
[[nodiscard]] Schema person();
[[nodiscard]] Schema figure();
[[nodiscard]] Schema party();  // {"person": id} or {"organisation": code}

void write(JsonWriter& json, packs::Action const& action);
// The members of an open object, for an action with more to say.
void write_members(JsonWriter& json, packs::Action const& action);
void write(JsonWriter& json, packs::Field const& field);
void write(JsonWriter& json, packs::Figure const& figure);
void write(JsonWriter& json, people::Person const& person, std::string_view org_short);
// The grants of an account, with the names of their organisations.
void write_grants(JsonWriter& json, storage::Reader const& reader, std::vector<identity::Grant> const& grants);

void member(JsonWriter& json, std::string_view name, std::optional<Day> day);
void member(JsonWriter& json, std::string_view name, std::optional<double> number);

// Records as lists show them: the names that they need are fetched together, whatever their number.
class Items {
  public:
    Items(storage::Reader const& reader, identity::Context const& context, std::span<records::Record const> records);
    void write(JsonWriter& json, records::Record const& record) const;
    // The members of an open object, for a record with more to say.
    void write_members(JsonWriter& json, records::Record const& record) const;
    // As the caller may see it; empty when the record is about nobody.
    [[nodiscard]] std::string_view subject_name(records::Record const& record) const;

  private:
    Day today_;
    std::unordered_map<std::int64_t, std::string> orgs_;
    std::unordered_map<std::int64_t, std::string> people_;
};

[[nodiscard]] records::Party read_party(json::object const& object);

// A route that needs no session.
[[nodiscard]] Route open_route(std::string tag, std::string method, std::string path, std::string operation, Text summary);

// Where a list goes on: what the last page's "next" said. Nothing on the first page. Error (Invalid, http.cursor) when it is not of that shape.
[[nodiscard]] std::optional<Cursor> read_after(std::optional<std::string> const& text, std::string_view shape, std::string_view pointer = "?after");
// "next": null on the last page.
void write_next(JsonWriter& json, std::optional<std::string> const& next);
// A page: {"items": […], "next": …}. `found` holds more than the limit when there is another one; `write` gets what is of this page, and
// `parts` the last of it for the cursor.
template <class T, class Write, class Parts>
void write_page(JsonWriter& json, std::vector<T>& found, int limit, Write&& write, Parts&& parts) {
    bool const more = found.size() > static_cast<std::size_t>(limit);
    while (found.size() > static_cast<std::size_t>(limit)) found.pop_back();
    json.open_object().key("items").open_array();
    write(std::span<T const>{found});
    json.close_array();
    write_next(json, more ? std::optional{write_cursor(parts(found.back()))} : std::nullopt);
    json.close_object();
}


// Carries a command out unless it was carried out before; either way the id of what it made or changed.
template <class F>
std::int64_t once(storage::Transaction& transaction, Call& call, F&& carry_out) {
    auto const account = call.context().account();
    auto const& object = call.object();
    auto const& command_text = object.at("command").as_string();
    std::string_view const command{command_text.data(), command_text.size()};
    auto const bound = call.context().bound(call.route().operation + call.request().path + to_text(call.body()));
    if (auto const answer = storage::answered(transaction, account, command, bound)) return *answer;
    std::int64_t const result = carry_out();
    storage::answer(transaction, account, command, bound, result);
    return result;
}

}  // namespace niangjia::http::views
