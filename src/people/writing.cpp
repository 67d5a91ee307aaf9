// Entering persons, correcting what is known of them, showing numbers in full, and forgetting.
#include <algorithm>

#include "audit/audit.h"
#include "base/error.h"
#include "base/json.h"
#include "org/org.h"
#include "people/detail.h"
#include "people/sql.h"
#include "storage/ids.h"

namespace niangjia::people {
namespace {

using identity::Permission;
using identity::Sight;

constexpr Message bad_name{ErrorKind::Invalid, "people.name", "请填写姓名（不超过 40 字）", "Give the name (at most 40 characters)"};
constexpr Message bad_birth{ErrorKind::Invalid, "people.birth", "出生日期应在 1900 年以后，且不晚于今天，请更正",
                            "The day of birth must lie between 1900 and today"};
constexpr Message other_birth{ErrorKind::Invalid, "people.birth-differs", "出生日期与证件号码中的 {} 不一致，请核对",
                              "The day of birth differs from {} in the number; check both"};
constexpr Message other_sex{ErrorKind::Invalid, "people.sex-differs", "性别与证件号码不一致，请核对", "The sex differs from what the number says; check both"};
constexpr Message other_division{ErrorKind::Invalid, "people.division-differs", "首次登记地与证件号码开头的 {} 不一致，请核对",
                                 "The place of first registration differs from {} in the number; check both"};
constexpr Message bad_phone{ErrorKind::Invalid, "people.phone", "电话应为 5 至 20 位，只用数字、+ 和 -，请更正",
                            "A telephone number has 5 to 20 digits, + and -"};
constexpr Message too_many_contacts{ErrorKind::Invalid, "people.contacts", "一个人最多登记 10 个电话", "A person has at most 10 telephones"};
constexpr Message too_long{ErrorKind::Invalid, "people.too-long", "最多 {} 个字，请删减", "At most {} characters; shorten it"};
constexpr Message number_of_none{ErrorKind::Invalid, "people.number-of-none", "已填号码，请选择证件类型", "There is a number: choose what paper it is of"};
constexpr Message stale{ErrorKind::Stale, "people.stale", "别人刚刚改过这份档案（现为第 {} 版），请刷新后再改",
                        "Somebody changed this file meanwhile (version {} now); reload and try again"};
constexpr Message nothing_to_correct{ErrorKind::Invalid, "people.nothing-to-correct", "没有要更正的内容", "There is nothing to correct"};
constexpr Message erased_already{ErrorKind::Refused, "people.erased", "这份档案已匿名处理，不能再改", "This file has been anonymised and cannot be changed"};
constexpr Message no_sight{ErrorKind::Forbidden, "people.sight", "您的角色在这里看不到个人信息；如确有需要，请联系系统管理员",
                           "Your role sees no personal data here; ask an administrator if you need it"};
constexpr Message other_side{ErrorKind::Forbidden, "people.other-side", "她的住址、所在地和联系方式对您的账号不开放；如确有需要，请让同事办理",
                             "Her address, place and telephones are not open to your account; if it is needed, let a colleague do it"};
constexpr Message open_records{ErrorKind::Refused, "people.open-records", "还有 {} 件未办结的事项，办结后才能匿名处理",
                               "{} records are still open; the file can be anonymised when they are closed"};
constexpr Message retention{ErrorKind::Refused, "people.retention", "最后一件事项办结于 {}，档案须保存 {} 年（至 {}），之后才能匿名处理",
                            "The last record was closed on {} and the file must be kept for {} years (until {})"};

constexpr std::size_t longest_name = 40;
constexpr std::size_t longest_address = 200;
constexpr std::size_t longest_note = 100;
constexpr std::size_t most_contacts = 10;
constexpr std::string_view anonymous = "已匿名";

void check_length(std::string& text, std::size_t most, std::string pointer, std::vector<Problem>& problems) {
    text = trimmed(text);
    if (characters(text) > most) problems.push_back(problem(too_long, std::move(pointer), most));
}

void check_code(CodeList const& list, std::string_view code, std::string_view title, std::string pointer, std::vector<Problem>& problems) {
    if (list.find(code) == nullptr) problems.push_back(problem(unknown_code, std::move(pointer), title, code));
}

}  // namespace

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(blanks) - first + 1)};
}

void require_reason(std::string_view reason) {
    auto const count = characters(trimmed(reason));
    if (count < 2 || count > 500) throw error(no_reason).with_pointer("/reason");
}

std::string content(Person const& person, Kept const& kept) {
    JsonWriter json;
    json.open_object().key("id").id(person.id).member("name", person.name).member("sex", name_of(person.sex));
    json.member("birth", person.birth ? person.birth->iso() : std::string{}).member("paper", name_of(person.paper)).member("number", kept.number);
    json.member("contacts", kept.contacts).member("address", kept.address).member("codes", codes_text(person.codes));
    json.close_object();
    return std::move(json).str();
}

std::vector<std::pair<std::int64_t, std::int64_t>> blinds_of(Person const& person, vault::FieldKeys const& keys) {
    std::vector<std::pair<std::int64_t, std::int64_t>> blinds;
    if (auto const key = number_key(person.paper, person.number); !key.empty()) blinds.emplace_back(number_blind, keys.blind(number_purpose, key));
    for (auto const& contact : person.contacts) blinds.emplace_back(phone_blind, keys.blind(phone_purpose, phone_key(contact.number)));
    return blinds;
}

void People::add_blinds(storage::Transaction& transaction, Person const& person, vault::FieldKeys const& keys) const {
    for (auto const& [purpose, blind] : blinds_of(person, keys)) transaction.execute(sql::add_blind, purpose, blind, person.id);
}

void People::check(Person& person, Day today, std::vector<Problem>& problems) const {
    person.name = trimmed(person.name);
    if (person.name.empty() || characters(person.name) > longest_name) problems.push_back(problem(bad_name, "/name"));
    if (person.birth && (person.birth->year() < 1900 || *person.birth > today)) problems.push_back(problem(bad_birth, "/birth"));
    if (person.paper == Paper::None && !trimmed(person.number).empty()) problems.push_back(problem(number_of_none, "/paper"));

    auto const paper = check_paper(person.paper, person.number, today);
    person.number = paper.number;
    if (paper.problem) problems.push_back(*paper.problem);
    if (paper.facts.birth) {
        if (person.birth && *person.birth != *paper.facts.birth) {
            problems.push_back(problem(other_birth, "/birth", paper.facts.birth->iso()));
        }
        if (!person.birth) person.birth = paper.facts.birth;
        bool const unsaid = person.sex == Sex::Unknown || person.sex == Sex::Unstated;
        if (unsaid) person.sex = *paper.facts.sex;
        if (person.sex != *paper.facts.sex) problems.push_back(problem(other_sex, "/sex"));
    }
    if (!paper.facts.division.empty()) {
        if (!person.division.empty() && person.division != paper.facts.division) {
            problems.push_back(problem(other_division, "/division", paper.facts.division));
        }
        person.division = paper.facts.division;
    }
    if (person.paper != Paper::None) person.no_number.clear();
    if (!person.no_number.empty()) check_code(rules_.no_number_reasons, person.no_number, "没有号码的原因", "/noNumber", problems);

    if (!person.phone.empty() && person.contacts.empty()) person.contacts.push_back({.number = person.phone});
    if (person.contacts.size() > most_contacts) problems.push_back(problem(too_many_contacts, "/contacts"));
    for (std::size_t i = 0; i < person.contacts.size(); ++i) {
        auto& contact = person.contacts[i];
        // The shorthand is spoken of by its own name.
        bool const shorthand = person.phone == contact.number && person.contacts.size() == 1 && contact.kind == "mobile";
        auto const pointer = "/contacts/" + std::to_string(i);
        contact.number = normal_number(contact.number);
        if (!is_phone(contact.number)) problems.push_back(problem(bad_phone, shorthand ? "/phone" : pointer + "/number"));
        check_code(rules_.contact_kinds, contact.kind, "电话类型", pointer + "/kind", problems);
        check_length(contact.safe_hours, longest_note, pointer + "/safeHours", problems);
        check_length(contact.safe_way, longest_note, pointer + "/safeWay", problems);
    }
    person.phone = person.contacts.empty() ? std::string{} : person.contacts.front().number;
    check_length(person.address, longest_address, "/address", problems);
    std::erase_if(person.codes, [](auto const& one) { return one.second.empty(); });
    for (auto const& [name, code] : person.codes) {
        auto const* field = rules_.field(name);
        if (field == nullptr) {
            problems.push_back(problem(unknown_code, "/codes/" + name, "人员档案", name));
        } else {
            check_code(field->list, code, field->title.zh, "/codes/" + name, problems);
        }
    }
}

Person People::create(storage::Transaction& transaction, identity::Context const& context, Person person, Despite const& despite) const {
    context.require(Permission::WriteRecords, person.org);
    if (!org::exists(transaction, person.org)) throw identity::unknown_organisation(person.org);
    std::vector<Problem> problems;
    check(person, context.today(), problems);
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    if (!despite.everybody) {
        Probe probe{.paper = person.paper, .number = person.number, .name = person.name, .birth = person.birth, .org = person.org};
        for (auto const& contact : person.contacts) probe.phones.push_back(contact.number);
        check_known(transaction, context, probe, despite);
    }

    auto const county = person.org.county_part();
    person.id = storage::next_id(transaction, "person", county);
    person.masked = false;
    person.erased = false;
    person.version = 1;
    auto const keys = this->keys(transaction);
    auto const kept = encrypted(person, *keys);
    auto const birth = person.birth ? std::optional{person.birth->number()} : std::nullopt;
    transaction.execute(sql::add_person, person.id, person.org.value(), county, person.name, static_cast<int>(person.sex), birth,
                        static_cast<int>(person.paper), kept.number, person.no_number, kept.contacts, kept.address, codes_text(person.codes),
                        context.now(), context.account());
    add_blinds(transaction, person, *keys);
    audit::append(transaction, {context.now(), context.account(), person.org.value(), "people.create", fmt::format("person:{}", person.id),
                                content(person, kept)});
    mask(person, context);
    return person;
}

Person People::correct(storage::Transaction& transaction, identity::Context const& context, PersonId id, std::int64_t version,
                       Correction const& correction, Despite const& despite) const {
    auto const before = fetch(transaction, context, id, Permission::WriteRecords);
    if (before.version != version) throw error(stale, before.version);
    if (before.erased) throw error(erased_already);
    require_reason(correction.reason);
    auto const sides = this->sides(transaction, context);
    if (sides.hides(before.id) && (correction.org || correction.contacts || correction.address)) throw error(other_side);

    auto after = before;
    if (correction.org) {
        context.require(Permission::WriteRecords, *correction.org);
        if (!org::exists(transaction, *correction.org)) throw identity::unknown_organisation(*correction.org);
        after.org = *correction.org;
    }
    if (correction.name) after.name = *correction.name;
    if (correction.sex) after.sex = *correction.sex;
    if (correction.birth) after.birth = *correction.birth;
    if (correction.paper) {
        std::tie(after.paper, after.number) = *correction.paper;
        after.division.clear();
    }
    if (correction.no_number) after.no_number = *correction.no_number;
    if (correction.address) after.address = *correction.address;
    for (auto const& [field, code] : correction.codes) after.codes[field] = code;
    if (correction.contacts) {
        after.phone.clear();
        after.contacts = *correction.contacts;
        for (auto& contact : after.contacts) {
            if (!contact.number.contains('*')) continue;
            auto const same = std::ranges::find_if(before.contacts, [&](Contact const& old) {
                return masked(old.number, rules_.telephone_shown.first, rules_.telephone_shown.second) == contact.number;
            });
            if (same != before.contacts.end()) contact.number = same->number;
        }
    }
    std::vector<Problem> problems;
    check(after, context.today(), problems);
    if (!problems.empty()) throw Error::invalid(std::move(problems));

    // Only what is new can make her somebody else's double.
    Probe probe{.except = before.id};
    if (after.number != before.number) std::tie(probe.paper, probe.number) = std::pair{after.paper, after.number};
    for (auto const& contact : after.contacts) {
        if (std::ranges::none_of(before.contacts, [&](Contact const& old) { return old.number == contact.number; })) probe.phones.push_back(contact.number);
    }
    if (!despite.everybody) check_known(transaction, context, probe, despite);

    auto const keys = this->keys(transaction);
    if (!keep_history(transaction, context, before, after, correction.reason, *keys)) throw error(nothing_to_correct);
    auto const kept = encrypted(after, *keys);
    auto const birth = after.birth ? std::optional{after.birth->number()} : std::nullopt;
    auto const changed = transaction.execute(sql::change_person, after.id, after.org.value(), after.org.county_part(), after.name,
                                             static_cast<int>(after.sex), birth, static_cast<int>(after.paper), kept.number, after.no_number,
                                             kept.contacts, kept.address, codes_text(after.codes), version);
    if (changed != 1) throw error(stale, version + 1);
    transaction.execute(sql::drop_blinds, after.id);
    add_blinds(transaction, after, *keys);
    audit::append(transaction, {context.now(), context.account(), after.org.value(), "people.correct", fmt::format("person:{}", after.id),
                                content(after, kept) + correction.reason});
    after.version = version + 1;
    (void)show(after, context, sides);
    return after;
}

bool People::keep_history(storage::Transaction& transaction, identity::Context const& context, Person const& before, Person const& after,
                          std::string const& reason, vault::FieldKeys const& keys) const {
    std::int64_t n = 0;
    {
        auto rows = transaction.query(sql::last_change, before.id);
        if (rows.next()) n = rows.integer(0);
    }
    bool changed = false;
    auto const add = [&](std::string_view field, std::string const& was, std::string const& is, bool encrypts) {
        if (was == is) return;
        changed = true;
        ++n;
        auto const kept = [&](std::string const& text, std::string_view side) {
            return encrypts ? keys.encrypt(text, about(before.id, fmt::format("history/{}/{}", n, side))) : text;
        };
        transaction.execute(sql::add_change, before.id, n, context.now(), context.account(), field, kept(was, "before"), kept(is, "after"), reason);
    };
    auto const iso = [](std::optional<Day> day) { return day ? day->iso() : std::string{}; };
    add("org", before.org.text(), after.org.text(), false);
    add("name", before.name, after.name, false);
    add("sex", std::string{name_of(before.sex)}, std::string{name_of(after.sex)}, false);
    add("birth", iso(before.birth), iso(after.birth), false);
    add("paper", std::string{name_of(before.paper)}, std::string{name_of(after.paper)}, false);
    add("number", before.number, after.number, true);
    add("no-number", before.no_number, after.no_number, false);
    add("contacts", contacts_text(before.contacts), contacts_text(after.contacts), true);
    add("address", before.address, after.address, true);
    for (auto const& field : rules_.fields) {
        auto const code = [&](Codes const& codes) {
            auto const found = codes.find(field.name);
            return found == codes.end() ? std::string{} : found->second;
        };
        add("codes." + field.name, code(before.codes), code(after.codes), false);
    }
    return changed;
}

Person People::reveal(storage::Transaction& transaction, identity::Context const& context, PersonId id, std::string_view reason) const {
    return open(transaction, context, id, reason, "people.reveal");
}

Person People::open(storage::Transaction& transaction, identity::Context const& context, PersonId id, std::string_view reason,
                    std::string_view action) const {
    auto person = fetch(transaction, context, id, Permission::ReadRecords);
    if (context.sight(person.org) < Sight::Personal) throw error(no_sight);
    if (sides(transaction, context).hides(person.id)) throw error(other_side);
    require_reason(reason);
    audit::append(transaction, {context.now(), context.account(), person.org.value(), action, fmt::format("person:{}", person.id), reason});
    return person;
}

std::vector<Change> People::history(storage::Reader const& reader, identity::Context const& context, PersonId id, int limit) const {
    std::vector<Change> changes;
    auto const person = find(reader, context, id);
    if (!person || person->masked) return changes;
    bool const hidden = sides(reader, context).hides(person->id);
    auto const keys = this->keys(reader);
    auto rows = reader.query(sql::list_changes, person->id, limit);
    while (rows.next()) {
        Change change{rows.integer(0), rows.integer(1), rows.integer(2), rows.string(3), rows.string(4), rows.string(5), rows.string(6)};
        if (hidden && (change.field == "org" || change.field == "contacts" || change.field == "address")) continue;
        auto const shown = [&](std::string const& kept, std::string_view side) -> std::string {
            auto const text = keys->decrypt(kept, about(person->id, fmt::format("history/{}/{}", change.n, side)));
            if (change.field == "number") return masked_number(text, rules_.identity_shown.first, rules_.identity_shown.second);
            if (change.field == "address") return text.empty() ? "" : "****";
            std::string numbers;
            for (auto const& contact : read_contacts(text)) {
                numbers += (numbers.empty() ? "" : "、") + masked(contact.number, rules_.telephone_shown.first, rules_.telephone_shown.second);
            }
            return numbers;
        };
        if (change.field == "number" || change.field == "contacts" || change.field == "address") {
            change.before = shown(change.before, "before");
            change.after = shown(change.after, "after");
        }
        changes.push_back(std::move(change));
    }
    return changes;
}

void People::erase(storage::Transaction& transaction, identity::Context const& context, PersonId id, std::string_view reason, Use const& use) const {
    auto const person = fetch(transaction, context, id, Permission::WriteRecords);
    if (person.erased) throw error(erased_already);
    if (context.sight(person.org) < Sight::Personal) throw error(no_sight);
    require_reason(reason);
    if (use.open > 0) throw error(open_records, use.open);
    if (use.last) {
        auto const until = use.last->plus_months(12 * rules_.retention_years);
        if (context.today() < until) throw error(retention, use.last->iso(), rules_.retention_years, until.iso());
    }
    for (auto const one : merged_ids(transaction, person.id)) {
        auto rows = transaction.query(sql::find_birth, one);
        if (!rows.next()) continue;
        std::optional<std::int32_t> birth;
        if (!rows.is_null(0)) birth = Day::of(Day{static_cast<std::int32_t>(rows.integer(0))}.year(), 1, 1)->number();
        transaction.execute(sql::erase_person, one, anonymous, birth, context.now());
        transaction.execute(sql::drop_blinds, one);
        transaction.execute(sql::drop_history, one);
        transaction.execute(sql::drop_memberships, one);
        transaction.execute(sql::drop_relations, one);
        transaction.execute(sql::drop_accounts, one);
    }
    audit::append(transaction, {context.now(), context.account(), person.org.value(), "people.erase", fmt::format("person:{}", person.id), reason});
}

}  // namespace niangjia::people
