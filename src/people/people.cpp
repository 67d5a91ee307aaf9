#include "people/people.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/error.h"
#include "base/json.h"
#include "org/org.h"
#include "people/sql.h"
#include "storage/ids.h"
#include "storage/pieces.h"

namespace niangjia::people {
namespace {

using identity::Permission;
using identity::Sight;

constexpr Message bad_name{ErrorKind::Invalid, "people.name", "请填写姓名（不超过 40 字）",
                           "Give the name (at most 40 characters)"};
constexpr Message bad_birth{ErrorKind::Invalid, "people.birth",
                            "出生日期应在 1900 年以后，且不晚于今天，请更正",
                            "The day of birth must lie between 1900 and today"};
constexpr Message bad_phone{ErrorKind::Invalid, "people.phone",
                            "电话应为 5 至 20 位，只用数字、+ 和 -，请更正",
                            "A telephone number has 5 to 20 digits, + and -"};

constexpr int longest_name = 40;
constexpr std::string_view stars = "****";

std::ptrdiff_t characters(std::string_view text) {
    return std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; });
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(blanks) - first + 1)};
}

bool is_phone(std::string_view text) {
    return text.size() >= 5 && text.size() <= 20 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '+' || c == '-'; });
}

std::string masked_phone(std::string_view phone) {
    if (phone.empty()) return {};
    // A short number shown at both ends would be shown in full.
    if (phone.size() < 11) return std::string{stars};
    return std::string{phone.substr(0, 3)}.append(stars).append(phone.substr(phone.size() - 4));
}

void mask(Person& person, identity::Context const& context) {
    if (context.sight(person.org) >= Sight::Personal) return;
    person.name = masked_name(person.name);
    person.phone = masked_phone(person.phone);
    // A whole day of birth beside a place names a villager; the year does not.
    if (person.birth) person.birth = Day::of(person.birth->year(), 1, 1);
    person.masked = true;
}

Person person_of(storage::Rows const& rows) {
    Person person;
    person.id = rows.integer(0);
    person.org = org::Code{rows.integer(1)};
    person.name = rows.string(2);
    person.sex = rows.integer(3) == 0 ? Sex::Female : Sex::Male;
    if (!rows.is_null(4)) person.birth = Day{static_cast<std::int32_t>(rows.integer(4))};
    person.phone = rows.string(5);
    return person;
}

std::string content(Person const& person) {
    JsonWriter writer;
    writer.open_object();
    writer.key("id").id(person.id).member("name", person.name);
    writer.member("sex", person.sex == Sex::Female ? "female" : "male");
    writer.member("birth", person.birth ? person.birth->iso() : std::string{}).member("phone", person.phone);
    writer.close_object();
    return std::move(writer).str();
}

}  // namespace

std::string masked_name(std::string_view name) {
    // The surname's first character, and a star for each of the others.
    std::string masked;
    for (std::size_t i = 0; i < name.size(); ++i) {
        bool const begins = (name[i] & 0xc0) != 0x80;
        if (begins && i > 0) {
            masked.append(static_cast<std::size_t>(characters(name.substr(i))), '*');
            return masked;
        }
        masked += name[i];
    }
    return masked;
}

Person create(storage::Transaction& transaction, identity::Context const& context, Person person) {
    context.require(Permission::WriteRecords, person.org);
    if (!org::exists(transaction, person.org)) throw identity::unknown_organisation(person.org);

    std::vector<Problem> problems;
    person.name = trimmed(person.name);
    if (person.name.empty() || characters(person.name) > longest_name)
        problems.push_back(problem(bad_name, "/name"));
    if (person.birth && (person.birth->year() < 1900 || *person.birth > context.today())) {
        problems.push_back(problem(bad_birth, "/birth"));
    }
    if (!person.phone.empty() && !is_phone(person.phone)) problems.push_back(problem(bad_phone, "/phone"));
    if (!problems.empty()) throw Error::invalid(std::move(problems));

    auto const county = person.org.county_part();
    person.id = storage::next_id(transaction, "person", county);
    person.masked = false;
    auto const birth = person.birth ? std::optional{person.birth->number()} : std::nullopt;
    transaction.execute(sql::add_person, person.id, person.org.value(), county, person.name,
                        person.sex == Sex::Female ? 0 : 1, birth, person.phone, context.now(),
                        context.account());
    audit::append(transaction, {context.now(), context.account(), person.org.value(), "people.create",
                                fmt::format("person:{}", person.id), content(person)});
    mask(person, context);
    return person;
}

std::optional<Person> find(storage::Reader const& reader, identity::Context const& context, PersonId id) {
    auto rows = reader.query(sql::find_person, id);
    if (!rows.next()) return std::nullopt;
    auto person = person_of(rows);
    if (!context.reaches(Permission::ReadRecords, person.org)) return std::nullopt;
    mask(person, context);
    return person;
}

bool reachable(storage::Reader const& reader, identity::Context const& context, PersonId id) {
    auto rows = reader.query(sql::find_org, id);
    return rows.next() && context.reaches(Permission::ReadRecords, org::Code{rows.integer(0)});
}

std::unordered_map<PersonId, std::string> names(storage::Reader const& reader,
                                                identity::Context const& context,
                                                std::span<PersonId const> ids) {
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

std::vector<Person> search(storage::Reader const& reader, identity::Context const& context, org::Code within,
                           std::string_view prefix, PersonId after, int limit) {
    auto const ranges =
        identity::common(context.reach(Permission::ReadRecords, within), context.sees(Sight::Personal));
    std::vector<Person> persons;
    if (ranges.empty()) return persons;

    storage::Query query{"people/search", "SELECT id, org, name, sex, birth, phone FROM persons"};
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
    if (after != 0) {
        // The page before ended with one of the caller's own; another would tell where its name stands.
        auto rows = reader.query(sql::find_person, after);
        if (!rows.next()) return persons;
        auto const last = person_of(rows);
        if (std::ranges::none_of(ranges, [&](org::Code code) { return code.holds(last.org); }))
            return persons;
        query.where("(name, id) > (?, ?)", last.name, after);
    } else {
        query.where("id > ?", 0);
    }
    query.then("AND");
    storage::add_ranges(query, "org", ranges);
    query.then("ORDER BY name, id LIMIT ?", limit);
    auto rows = reader.query(query);
    while (rows.next()) persons.push_back(person_of(rows));
    return persons;
}

std::span<storage::Migration const> migrations() {
    return sql::migrations;
}

}  // namespace niangjia::people
