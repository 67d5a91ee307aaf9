// Reading persons.
#include "people/people.h"

#include <algorithm>

#include "base/error.h"
#include "base/json.h"
#include "people/detail.h"
#include "people/sql.h"
#include "storage/pieces.h"

namespace niangjia::people {
namespace {

using identity::Permission;
using identity::Sight;

template <class List>
auto const* named(List const& list, std::string_view name) {
    auto const found = std::ranges::find_if(list, [&](auto const& one) { return one.name == name; });
    return found == list.end() ? nullptr : &*found;
}

std::string text_in(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value == nullptr ? std::string{} : std::string{value->as_string()};
}

}  // namespace

Code const* CodeList::find(std::string_view key) const {
    auto const found = std::ranges::find(codes, key, &Code::key);
    return found == codes.end() ? nullptr : &*found;
}

CodeField const* Rules::field(std::string_view name) const { return named(fields, name); }

std::string about(PersonId id, std::string_view field) { return fmt::format("person:{}/{}", id, field); }

Kept encrypted(Person const& person, vault::FieldKeys const& keys) {
    return {keys.encrypt(person.number, about(person.id, "number")), keys.encrypt(contacts_text(person.contacts), about(person.id, "contacts")),
            keys.encrypt(person.address, about(person.id, "address"))};
}

std::string contacts_text(std::vector<Contact> const& contacts) {
    if (contacts.empty()) return {};
    JsonWriter json;
    json.open_object().key("of").open_array();
    for (auto const& contact : contacts) {
        json.open_object().member("kind", contact.kind).member("number", contact.number);
        if (contact.do_not_call) json.member("not", true);
        if (!contact.safe_hours.empty()) json.member("hours", contact.safe_hours);
        if (!contact.safe_way.empty()) json.member("way", contact.safe_way);
        json.close_object();
    }
    json.close_array().close_object();
    return std::move(json).str();
}

std::vector<Contact> read_contacts(std::string_view text) {
    std::vector<Contact> contacts;
    if (text.empty()) return contacts;
    auto const object = stored_object(text);
    for (auto const& element : object.at("of").as_array()) {
        auto const& one = element.as_object();
        contacts.push_back({text_in(one, "kind"), text_in(one, "number"), one.contains("not"), text_in(one, "hours"), text_in(one, "way")});
    }
    return contacts;
}

std::string codes_text(Codes const& codes) {
    JsonWriter json;
    json.open_object();
    for (auto const& [field, code] : codes) json.member(field, code);
    json.close_object();
    return std::move(json).str();
}

Codes read_codes(std::string_view text) {
    Codes codes;
    if (text.size() <= 2) return codes;
    for (auto const& [field, code] : stored_object(text)) codes.emplace(field, code.as_string());
    return codes;
}

People::People(vault::FieldKeys keys, std::filesystem::path key_file, Rules rules)
    : rules_{std::move(rules)}, key_file_{std::move(key_file)}, keys_{std::make_shared<vault::FieldKeys const>(std::move(keys))} {}

Person People::read_row(storage::Rows const& rows, vault::FieldKeys const& keys) const {
    Person person;
    person.id = rows.integer(0);
    person.org = org::Code{rows.integer(1)};
    person.name = rows.string(2);
    person.sex = static_cast<Sex>(rows.integer(3));
    if (!rows.is_null(4)) person.birth = Day{static_cast<std::int32_t>(rows.integer(4))};
    person.paper = static_cast<Paper>(rows.integer(6));
    person.number = keys.decrypt(rows.text(7), about(person.id, "number"));
    person.no_number = rows.string(8);
    person.contacts = read_contacts(keys.decrypt(rows.text(9), about(person.id, "contacts")));
    // Not encrypted yet: see encrypt_plain().
    if (auto const plain = rows.text(5); !plain.empty()) person.contacts.insert(person.contacts.begin(), Contact{.number = std::string{plain}});
    person.address = keys.decrypt(rows.text(10), about(person.id, "address"));
    person.codes = read_codes(rows.text(11));
    person.erased = !rows.is_null(12);
    person.version = rows.integer(13);
    if (!person.contacts.empty()) person.phone = person.contacts.front().number;
    bool const tells = person.paper == Paper::IdCard || person.paper == Paper::OldIdCard || person.paper == Paper::ResidencePermit;
    if (tells && person.number.size() >= 6) person.division = person.number.substr(0, 6);
    return person;
}

void People::mask(Person& person, identity::Context const& context) const {
    auto const hidden = [&](std::string_view phone) { return masked(phone, rules_.telephone_shown.first, rules_.telephone_shown.second); };
    person.number = masked_number(person.number, rules_.identity_shown.first, rules_.identity_shown.second);
    person.phone = hidden(person.phone);
    for (auto& contact : person.contacts) contact.number = hidden(contact.number);
    if (!person.address.empty()) person.address = "****";
    if (context.sight(person.org) >= Sight::Personal) return;
    person.name = masked_name(person.name);
    // A whole day of birth beside a place names a villager; the year does not.
    if (person.birth) person.birth = Day::of(person.birth->year(), 1, 1);
    person.codes.clear();
    person.no_number.clear();
    person.division.clear();
    person.contacts.clear();
    person.masked = true;
}

Person People::fetch(storage::Reader const& reader, identity::Context const& context, PersonId id, Permission permission) const {
    auto const keys = this->keys(reader);
    auto rows = reader.query(sql::find_person, survivor(reader, id));
    if (!rows.next()) throw error(unknown_person);
    auto person = read_row(rows, *keys);
    if (!context.reaches(Permission::ReadRecords, person.org)) throw error(unknown_person);
    if (sides(reader, context).hides(person.id) && !reaches_county(context, person.org)) throw error(unknown_person);
    context.require(permission, person.org);
    return person;
}

std::optional<Person> People::find(storage::Reader const& reader, identity::Context const& context, PersonId id) const {
    auto const keys = this->keys(reader);
    auto rows = reader.query(sql::find_person, survivor(reader, id));
    if (!rows.next() || !context.reaches(Permission::ReadRecords, org::Code{rows.integer(1)})) return std::nullopt;
    auto person = read_row(rows, *keys);
    return show(person, context, sides(reader, context)) ? std::optional{std::move(person)} : std::nullopt;
}

std::unordered_map<PersonId, Person> People::find_many(storage::Reader const& reader, identity::Context const& context, std::span<PersonId const> ids) const {
    std::unordered_map<PersonId, Person> found;
    if (ids.empty()) return found;
    auto const keys = this->keys(reader);
    auto const sides = this->sides(reader, context);
    storage::Query query{"people/find_many", fmt::format("SELECT {} FROM persons p WHERE p.merged_into IS NULL AND p.id IN", person_columns)};
    storage::add_list(query, ids);
    auto rows = reader.query(query);
    while (rows.next()) {
        if (!context.reaches(Permission::ReadRecords, org::Code{rows.integer(1)})) continue;
        auto person = read_row(rows, *keys);
        if (show(person, context, sides)) found.emplace(person.id, std::move(person));
    }
    // Who was merged into another is answered for by that other.
    for (auto const id : ids) {
        if (found.contains(id) || survivor(reader, id) == id) continue;
        if (auto other = find(reader, context, id)) found.emplace(id, std::move(*other));
    }
    return found;
}

bool reachable(storage::Reader const& reader, identity::Context const& context, PersonId id) {
    auto rows = reader.query(sql::find_org, id);
    return rows.next() && context.reaches(Permission::ReadRecords, org::Code{rows.integer(0)});
}

PersonId survivor(storage::Reader const& reader, PersonId id) {
    // Merges make no circle: who was merged takes part in no other.
    for (;;) {
        auto rows = reader.query(sql::find_survivor, id);
        if (!rows.next()) return id;
        id = rows.integer(0);
    }
}

std::unordered_map<PersonId, PersonId> survivors(storage::Reader const& reader, std::span<PersonId const> ids) {
    constexpr std::size_t at_once = 1'024;
    std::unordered_map<PersonId, PersonId> merged;
    for (std::vector<PersonId> asked(ids.begin(), ids.end()); !asked.empty();) {
        std::vector<PersonId> further;
        for (std::size_t at = 0; at < asked.size(); at += at_once) {
            storage::Query query{"people/survivors", "SELECT id, merged_into FROM persons WHERE merged_into IS NOT NULL AND id IN"};
            storage::add_list(query, std::span{asked}.subspan(at, std::min(at_once, asked.size() - at)));
            auto rows = reader.query(query);
            while (rows.next()) {
                merged[rows.integer(0)] = rows.integer(1);
                further.push_back(rows.integer(1));
            }
        }
        asked = std::move(further);
    }
    // Whoever she was merged into may have been merged since.
    for (auto& [id, into] : merged) {
        for (auto next = merged.find(into); next != merged.end(); next = merged.find(into)) into = next->second;
    }
    return merged;
}

std::vector<PersonId> merged_ids(storage::Reader const& reader, PersonId id) {
    std::vector<PersonId> ids{id};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto rows = reader.query(sql::list_merged, ids[i]);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    return ids;
}

std::unordered_map<PersonId, std::string> names(storage::Reader const& reader, identity::Context const& context, std::span<PersonId const> ids) {
    std::unordered_map<PersonId, std::string> names;
    if (ids.empty()) return names;
    storage::Query query{"people/list_names", "SELECT id, org, name FROM persons WHERE id IN"};
    storage::add_list(query, ids);
    auto rows = reader.query(query);
    while (rows.next()) {
        bool const seen = context.sight(org::Code{rows.integer(1)}) >= Sight::Personal;
        names.emplace(rows.integer(0), seen ? rows.string(2) : masked_name(rows.text(2)));
    }
    return names;
}

std::vector<Person> People::search(storage::Reader const& reader, identity::Context const& context, org::Code within, std::string_view prefix,
                                   PersonId after, int limit) const {
    auto const ranges = identity::common(context.reach(Permission::ReadRecords, within), context.sees(Sight::Personal));
    std::vector<Person> persons;
    if (ranges.empty()) return persons;
    auto const sides = this->sides(reader, context);
    // To be found within less than a county tells where one is: there nobody hidden is looked for.
    bool const less = !sides.hidden.empty() && std::ranges::any_of(ranges, [](org::Code code) { return code.level() > org::Level::County; });
    if (less && sides.hides(after)) return persons;

    storage::Query query{"people/search", fmt::format("SELECT {} FROM persons p", person_columns)};
    // Within one county the index by county serves; else the one by name alone.
    auto const county = ranges.front().county_part();
    bool const one_county = std::ranges::all_of(ranges, [&](org::Code code) {
        return code.level() >= org::Level::County && code.county_part() == county;
    });
    if (one_county) query.where("county = ?", county);
    if (!prefix.empty()) {
        // U+10FFFF stands after every character that a name can go on with.
        query.where("name >= ? AND name < ?", prefix, std::string{prefix} + "\xf4\x8f\xbf\xbf");
    }
    auto const keys = this->keys(reader);
    if (after != 0) {
        // The page before ended with one of the caller's own; another would tell where its name stands.
        auto rows = reader.query(sql::find_person, after);
        if (!rows.next()) return persons;
        auto const last = read_row(rows, *keys);
        if (std::ranges::none_of(ranges, [&](org::Code code) { return code.holds(last.org); })) return persons;
        query.where("(name, id) > (?, ?)", last.name, after);
    } else {
        query.where("id > ?", 0);
    }
    query.where("merged_into IS NULL AND erased IS NULL").then("AND");
    storage::add_ranges(query, "org", ranges);
    if (less) {
        query.then("AND id NOT IN");
        storage::add_list(query, sides.hidden);
    }
    query.then("ORDER BY name, id LIMIT ?", limit);
    auto rows = reader.query(query);
    while (rows.next()) {
        auto person = read_row(rows, *keys);
        if (show(person, context, sides)) persons.push_back(std::move(person));
    }
    return persons;
}

std::vector<Person> People::merged(storage::Reader const& reader, identity::Context const& context, PersonId id) const {
    auto const keys = this->keys(reader);
    auto const sides = this->sides(reader, context);
    std::vector<Person> persons;
    for (auto const one : merged_ids(reader, id)) {
        if (one == id) continue;
        auto rows = reader.query(sql::find_person, one);
        if (!rows.next()) continue;
        auto person = read_row(rows, *keys);
        if (show(person, context, sides)) persons.push_back(std::move(person));
    }
    return persons;
}

std::span<storage::Migration const> migrations() { return sql::migrations; }

}  // namespace niangjia::people
