#include "people/rows.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.h"
#include "base/json.h"
#include "org/org.h"
#include "people/detail.h"
#include "people/sql.h"

namespace niangjia::people {
namespace {

using identity::Permission;

constexpr Message no_field{ErrorKind::Invalid, "people.import-field", "没有可对应的项目“{}”", "There is no field '{}' to take a column for"};
constexpr Message field_twice{ErrorKind::Invalid, "people.import-twice", "“{}”对应了两列，请只选一列", "'{}' is taken from two columns; choose one"};
constexpr Message no_name{ErrorKind::Invalid, "people.import-name", "请指明哪一列是姓名", "Say which column holds the names"};
constexpr Message bad_sex{ErrorKind::Invalid, "people.import-sex", "性别“{}”请写成“女”或“男”", "Write the sex '{}' as 女 or 男"};
constexpr Message bad_day{ErrorKind::Invalid, "people.import-day", "出生日期“{}”请写成 1985-05-06 的形式", "Write the day of birth '{}' as 1985-05-06"};
constexpr Message bad_place{ErrorKind::Invalid, "people.import-place", "在所选范围内没有名为“{}”的组织，请填写其简称、全称或代码",
                            "There is no organisation '{}' within the chosen place; give its short name, name or code"};
constexpr Message two_places{ErrorKind::Invalid, "people.import-places", "所选范围内有多个“{}”，请改填代码", "There are several '{}' within the chosen place; give the code"};
constexpr Message unknown_number{ErrorKind::Invalid, "people.number-form", "看不出“{}”是哪种证件号码，请核对或在证件类型列写明",
                                 "'{}' is no number of a known paper; check it or name the paper"};

struct Plain {
    std::string_view name, zh, en;
    std::vector<std::string_view> headings;
};

std::vector<Plain> const& plain_fields() {
    static std::vector<Plain> const fields{
        {"name", "姓名", "Name", {"姓名", "妇女姓名", "儿童姓名", "本人姓名"}},
        {"number", "证件号码", "Identity number", {"身份证号", "身份证号码", "证件号码", "证件号", "公民身份号码", "身份证"}},
        {"paper", "证件类型", "Paper", {"证件类型", "证件种类"}},
        {"sex", "性别", "Sex", {"性别"}},
        {"birth", "出生日期", "Day of birth", {"出生日期", "出生年月日", "生日"}},
        {"phone", "电话", "Telephone", {"电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码"}},
        {"address", "住址", "Address", {"住址", "地址", "家庭住址", "家庭地址", "现住址", "居住地址"}},
        {"org", "所属组织", "Organisation", {"村", "村居", "村（社区）", "社区", "所属村", "所在村", "所在村（社区）", "所属组织", "组织"}},
    };
    return fields;
}

std::string compact(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '*') out += c;
    }
    return out;
}

std::optional<Sex> sex_of(std::string_view text) {
    if (text == "女" || text == "女性" || text == "2" || text == "F" || text == "female") return Sex::Female;
    if (text == "男" || text == "男性" || text == "1" || text == "M" || text == "male") return Sex::Male;
    if (text == "未知" || text == "0" || text == "unknown") return Sex::Unknown;
    if (text == "未说明" || text == "9" || text == "unstated") return Sex::Unstated;
    return std::nullopt;
}

// 1985-05-06, 1985/5/6, 1985.5.6, 1985年5月6日, 19850506.
std::optional<Day> birth_of(std::string_view text) {
    std::array<int, 3> parts{};
    std::size_t part = 0;
    std::size_t digits = 0;
    bool const solid = text.size() == 8 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    for (char const c : text) {
        if (c >= '0' && c <= '9') {
            if (solid && (digits == 4 || digits == 6)) ++part;
            if (part >= parts.size()) return std::nullopt;
            parts[part] = parts[part] * 10 + (c - '0');
            ++digits;
            if (digits > 8) return std::nullopt;
        } else if (digits > 0 && parts[part] > 0 && (c == '-' || c == '/' || c == '.' || static_cast<unsigned char>(c) == 0xe5 || static_cast<unsigned char>(c) == 0xe6)) {
            // 年 and 月 begin with these bytes; 日 does as well, and comes last.
            if (++part > 3) return std::nullopt;
            if (part == 3) break;
        } else if ((c & 0x80) == 0) {
            return std::nullopt;
        }
    }
    if (parts[2] == 0) return std::nullopt;
    return Day::of(parts[0], static_cast<unsigned>(parts[1]), static_cast<unsigned>(parts[2]));
}

std::optional<std::string> code_of(CodeList const& list, std::string_view text) {
    for (auto const& code : list.codes) {
        if (code.key == text || code.title.zh == text || code.title.en == text || code.title.zh == std::string{text} + "族") return code.key;
    }
    return std::nullopt;
}

// A cell may hold several, parted as people part them.
std::vector<std::string> phones_of(std::string_view text) {
    std::vector<std::string> phones(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const wide = text.substr(i, 3) == "、" || text.substr(i, 3) == "，" || text.substr(i, 3) == "；";
        if (wide || text[i] == ',' || text[i] == ';' || text[i] == '/' || text[i] == ' ' || text[i] == '\n') {
            if (!phones.back().empty()) phones.emplace_back();
            if (wide) i += 2;
        } else {
            phones.back() += text[i];
        }
    }
    if (phones.back().empty()) phones.pop_back();
    return phones;
}

constexpr std::size_t at_once = 1'000;

}  // namespace

std::vector<ImportField> Importing::fields(Rules const& rules) {
    std::vector<ImportField> fields;
    for (auto const& field : plain_fields()) {
        fields.push_back({std::string{field.name}, {std::string{field.zh}, std::string{field.en}}, field.name == "name"});
    }
    for (auto const& field : rules.fields) fields.push_back({field.name, field.title, false});
    return fields;
}

std::string Importing::guess(Rules const& rules, std::string_view heading) {
    auto const text = compact(heading);
    for (auto const& field : plain_fields()) {
        if (text == field.name || std::ranges::find(field.headings, text) != field.headings.end()) return std::string{field.name};
    }
    for (auto const& field : rules.fields) {
        if (text == field.name || std::ranges::find(field.headings, text) != field.headings.end()) return field.name;
    }
    return {};
}

Importing::Importing(People const& people, identity::Context const& context, ImportWish const& wish, Table const& table)
    : people_{people}, context_{context}, wish_{wish}, table_{table} {}

void Importing::check_mapping() const {
    std::vector<Problem> problems;
    std::set<std::string> seen;
    for (auto const& [column, field] : wish_.mapping) {
        auto const pointer = fmt::format("/mapping/{}", column);
        auto const all = fields(people_.rules());
        if (std::ranges::find(all, field, &ImportField::name) == all.end() || column >= most_columns) problems.push_back(problem(no_field, pointer, field));
        if (!seen.insert(field).second) problems.push_back(problem(field_twice, pointer, field));
    }
    if (!seen.contains("name")) problems.push_back(problem(no_name, "/mapping"));
    if (!problems.empty()) throw Error::invalid(std::move(problems));
}

void Importing::read_places(storage::Reader const& reader) {
    context_.require(Permission::WriteRecords, wish_.org);
    if (!org::exists(reader, wish_.org)) throw identity::unknown_organisation(wish_.org);
    bool const named = std::ranges::any_of(wish_.mapping, [](auto const& one) { return one.second == "org"; });
    if (!named) return;
    for (auto const& place : org::subtree(reader, wish_.org)) {
        if (place.until) continue;
        std::set<std::string> const names{place.code.text(), place.name, place.short_name, place.division};
        for (auto const& name : names) {
            if (!name.empty()) places_[name].push_back(place.code);
        }
    }
}

org::Code Importing::place_of(std::string const& text, std::vector<Problem>& problems) const {
    auto const found = places_.find(text);
    if (found == places_.end()) {
        problems.push_back(problem(bad_place, "/org", text));
        return wish_.org;
    }
    if (found->second.size() > 1) problems.push_back(problem(two_places, "/org", text));
    return found->second.front();
}

void Importing::fill(Person& person, std::string const& field, std::string const& text, std::vector<Problem>& problems) const {
    if (field == "name") {
        person.name = text;
    } else if (field == "number") {
        person.number = text;
    } else if (field == "address") {
        person.address = text;
    } else if (field == "phone") {
        for (auto& phone : phones_of(text)) person.contacts.push_back({.number = std::move(phone)});
    } else if (field == "org") {
        person.org = place_of(text, problems);
    } else if (field == "sex") {
        auto const sex = sex_of(text);
        person.sex = sex.value_or(Sex::Unknown);
        if (!sex) problems.push_back(problem(bad_sex, "/sex", text));
    } else if (field == "birth") {
        person.birth = birth_of(text);
        if (!person.birth) problems.push_back(problem(bad_day, "/birth", text));
    } else if (field == "paper") {
        auto const code = code_of(people_.rules().papers, text);
        auto const paper = code ? paper_named(*code) : std::nullopt;
        person.paper = paper.value_or(Paper::None);
        if (!paper) problems.push_back(problem(unknown_code, "/paper", "证件类型", text));
    } else if (auto const* coded = people_.rules().field(field)) {
        auto const code = code_of(coded->list, text);
        if (code) {
            person.codes[field] = *code;
        } else {
            problems.push_back(problem(unknown_code, "/codes/" + field, coded->title.zh, text));
        }
    }
}

void Importing::read(storage::Reader const& reader, Tell const& tell) {
    check_mapping();
    read_places(reader);
    rows_.reserve(table_.rows.size());
    auto const today = context_.today();
    bool const asks_paper = std::ranges::any_of(wish_.mapping, [](auto const& one) { return one.second == "paper"; });
    for (auto const& given : table_.rows) {
        if (rows_.size() % at_once == 0) tell(static_cast<std::int64_t>(rows_.size()) / 2, static_cast<std::int64_t>(table_.rows.size()));
        ImportRow row{.number = given.number};
        auto& person = row.person;
        person.org = wish_.org;
        person.sex = Sex::Unknown;
        std::vector<Problem> problems;
        for (auto const& [column, field] : wish_.mapping) {
            if (column < given.cells.size() && !given.cells[column].empty()) fill(person, field, given.cells[column], problems);
        }
        if (!asks_paper || person.paper == Paper::None) {
            auto const likely = likely_paper(person.number);
            // What looks like nothing is told as a wrong identity number: that is what it was meant to be.
            person.paper = likely.value_or(Paper::IdCard);
            if (!likely && normal_number(person.number).size() < 12) {
                problems.push_back(problem(unknown_number, "/number", person.number));
                person.paper = Paper::None;
                person.number.clear();
            }
        }
        if (person.paper == Paper::None && people_.rules().no_number_reasons.find("by-list") != nullptr) person.no_number = "by-list";
        people_.check(person, today, problems);
        row.wrong = !problems.empty();
        preview_.problem_count += static_cast<std::int64_t>(problems.size());
        for (auto& one : problems) {
            if (preview_.problems.size() == most_reported) break;
            auto field = one.pointer.starts_with("/codes/") ? one.pointer.substr(7) : one.pointer.substr(1);
            if (field.starts_with("contacts")) field = "phone";
            auto const column = std::ranges::find_if(wish_.mapping, [&](auto const& each) { return each.second == field; });
            preview_.problems.push_back(
                {given.number, column == wish_.mapping.end() ? 0 : static_cast<int>(column->first) + 1, field, one.code, std::move(one.text)});
        }
        rows_.push_back(std::move(row));
    }
    preview_.rows = static_cast<std::int64_t>(rows_.size());
}

void Importing::add_double(ImportRow& row, RowDouble found) {
    row.known = true;
    row.known_number = row.known_number || found.by_number;
    ++preview_.double_count;
    if (preview_.doubles.size() < most_reported) preview_.doubles.push_back(std::move(found));
}

void Importing::find_doubles(storage::Reader const& reader, Tell const& tell) {
    preview_.doubles.clear();
    preview_.double_count = 0;
    std::unordered_map<std::string, int> numbers;
    std::unordered_map<std::string, int> names;
    for (auto& row : rows_) {
        row.known = row.known_number = false;
        if (row.wrong) continue;
        auto const& person = row.person;
        auto const key = number_key(person.paper, person.number);
        if (!key.empty()) {
            auto const [first, fresh] = numbers.emplace(key, row.number);
            if (!fresh) {
                add_double(row, {.row = row.number, .of_row = first->second, .by_number = true});
                continue;
            }
        }
        if (!person.birth) continue;
        auto const [first, fresh] = names.emplace(fmt::format("{}|{}|{}", person.name, person.birth->number(), person.org.county_part()), row.number);
        if (!fresh) add_double(row, {.row = row.number, .of_row = first->second, .by_name = true});
    }
    for (std::size_t from = 0; from < rows_.size(); from += at_once) {
        tell(static_cast<std::int64_t>(rows_.size() + from) / 2, static_cast<std::int64_t>(rows_.size()));
        match(reader, from, std::min(rows_.size(), from + at_once));
    }
}

void Importing::match(storage::Reader const& reader, std::size_t from, std::size_t to) {
    auto const keys = people_.keys(reader);
    JsonWriter blinds;
    JsonWriter names;
    blinds.open_array();
    names.open_array();
    bool any_blind = false;
    bool any_name = false;
    for (auto i = from; i < to; ++i) {
        auto const& row = rows_[i];
        if (row.wrong) continue;
        auto const& person = row.person;
        auto const add = [&](std::int64_t purpose, std::string_view said, std::string const& key) {
            for (auto const blind : keys->blinds(said, key)) {
                blinds.open_array().number(purpose).number(blind).number(static_cast<std::int64_t>(i)).close_array();
                any_blind = true;
            }
        };
        if (auto const key = number_key(person.paper, person.number); !key.empty()) add(number_blind, number_purpose, key);
        for (auto const& contact : person.contacts) add(phone_blind, phone_purpose, phone_key(contact.number));
        if (person.birth) {
            names.open_array().text(person.name).number(std::int64_t{person.birth->number()}).number(person.org.county_part());
            names.number(static_cast<std::int64_t>(i)).close_array();
            any_name = true;
        }
    }
    blinds.close_array();
    names.close_array();
    struct Match {
        std::size_t row;
        std::int64_t purpose;
        PersonId person;
        org::Code org;
        bool merged;
    };
    std::vector<Match> matches;
    auto const sides = people_.sides(reader, context_);
    auto const read = [&](storage::Sql const& sql, std::string const& text) {
        auto rows = reader.query(sql, text);
        while (rows.next()) {
            matches.push_back({static_cast<std::size_t>(rows.integer(0)), rows.integer(1), rows.integer(2), org::Code{rows.integer(3)}, rows.integer(4) != 0});
        }
    };
    if (any_blind) read(sql::match_blinds, blinds.str());
    if (any_name) read(sql::match_names, names.str());
    std::ranges::sort(matches, {}, [](Match const& match) { return std::tuple{match.row, match.purpose, match.person}; });
    for (auto& match : matches) {
        if (match.merged) {
            match.person = survivor(reader, match.person);
            auto rows = reader.query(sql::find_place, match.person);
            if (rows.next()) match.org = org::Code{rows.integer(0)};
        }
        bool const seen = context_.reaches(Permission::ReadRecords, match.org) && context_.sight(match.org) >= identity::Sight::Personal &&
                          !sides.hides(match.person);
        RowDouble found{.row = rows_[match.row].number};
        found.by_number = match.purpose == number_blind;
        found.by_phone = match.purpose == phone_blind;
        found.by_name = !found.by_number && !found.by_phone;
        if (found.by_name && !seen) continue;  // it would tell a name
        if (seen) found.person = match.person;
        add_double(rows_[match.row], std::move(found));
    }
}

Preview Importing::preview() const {
    auto preview = preview_;
    for (auto const& row : rows_) {
        if (row.wrong) continue;
        if (row.known && wish_.doubles == Doubles::Skip) {
            ++preview.skipped;
        } else if (!row.known || (wish_.doubles == Doubles::Add && !row.known_number)) {
            ++preview.good;
        }
    }
    return preview;
}

std::vector<Person> Importing::take() {
    std::vector<Person> persons;
    persons.reserve(rows_.size());
    for (auto& row : rows_) {
        if (!row.wrong && (!row.known || wish_.doubles == Doubles::Add)) persons.push_back(std::move(row.person));
    }
    return persons;
}

}  // namespace niangjia::people
