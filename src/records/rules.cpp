#include "records/rules.h"

#include <algorithm>

#include "org/org.h"
#include "records/fields.h"

namespace niangjia::records {
namespace {

constexpr Message needs_yes{ErrorKind::Invalid, "records.needs-yes", "“{}”为“是”才能办理这一步", "This step needs a yes to '{}'"};
constexpr Message missing_note{ErrorKind::Invalid, "records.missing-note", "请写明理由或说明", "Give a reason or a note"};
constexpr Message note_too_long{ErrorKind::Invalid, "records.note-too-long", "说明最多 2000 个字", "A note holds at most 2,000 characters"};
constexpr Message field_not_here{ErrorKind::Invalid, "records.field-not-here", "“{}”不在这一步填写；更正请用“更正”",
                                 "'{}' is not filled in at this step; use 'correct' to mend it"};
constexpr Message computed{ErrorKind::Invalid, "records.computed", "“{}”由评估表算出，不用填写", "'{}' is computed from the form; leave it out"};

}  // namespace

std::vector<people::PersonId> sides_among(packs::RecordType const& type, std::vector<NewParticipant> const& participants) {
    std::vector<people::PersonId> persons;
    for (auto const& [role, party] : participants) {
        if (party.who == packs::Who::Person && type.is_side(role)) persons.push_back(party.id);
    }
    return persons;
}

void assess(packs::RecordType const& type, json::object const& before, json::object& given) {
    int points = 0;
    bool red = false;
    for (auto const& item : type.risk->items) {
        auto const* value = given.if_contains(item.name) ? given.if_contains(item.name) : before.if_contains(item.name);
        if (value == nullptr || !value->is_bool() || !value->as_bool()) continue;
        points += item.points;
        red = red || item.red;
    }
    given["risk-points"] = points;
    given["risk-level"] = type.risk->level(points, red).name;
}

void check_computed(packs::RecordType const& type, packs::Action const* action, json::object const& given, std::vector<Problem>& problems) {
    if (type.risk == nullptr) return;
    for (std::string const name : {"risk-level", "risk-points"}) {
        bool const sets = action != nullptr && !action->assesses && action->takes_field(name);
        if (given.if_contains(name) && !sets) problems.push_back(problem(computed, "/fields/" + name, type.field(name)->title.zh));
    }
}

std::string actors_text(std::vector<packs::Actor> const& actors) {
    std::string text;
    for (auto const& actor : actors) {
        text += (text.empty() ? "" : "、") + actor.role + (actor.at ? "@" + std::string{org::name_of(*actor.at)} : "");
    }
    return text;
}

bool is_wrong(std::vector<Problem> const& problems, std::string const& field) {
    return std::any_of(problems.begin(), problems.end(), [&](Problem const& one) { return one.pointer == "/fields/" + field; });
}

void check_fields(packs::RecordType const& type, packs::Action const& action, json::object const& before, json::object const& given,
                  bool creating, std::vector<Problem>& problems) {
    auto const all = [&](std::string_view name) { return is_filled(given, name) || (!given.if_contains(name) && is_filled(before, name)); };
    for (auto const& name : action.needs) {
        if (name == "subject") continue;
        if (!all(name) && !is_wrong(problems, name)) problems.push_back(problem(missing, "/fields/" + name, type.field(name)->title.zh));
    }
    for (auto const& name : action.needs_yes) {
        auto const* value = given.if_contains(name) ? given.if_contains(name) : before.if_contains(name);
        if (value != nullptr && value->is_bool() && !value->as_bool()) problems.push_back(problem(needs_yes, "/fields/" + name, type.field(name)->title.zh));
    }
    check_computed(type, creating ? nullptr : &action, given, problems);
    for (auto const& field : type.fields) {
        bool const needed = std::find(action.needs.begin(), action.needs.end(), field.name) != action.needs.end();
        if (creating && field.required && !needed && !is_filled(given, field.name) && !is_wrong(problems, field.name)) {
            problems.push_back(problem(missing, "/fields/" + field.name, field.title.zh));
        }
        if (!creating && !field.filled_in() && given.if_contains(field.name) && !action.takes_field(field.name) && !is_wrong(problems, field.name)) {
            problems.push_back(problem(field_not_here, "/fields/" + field.name, field.title.zh));
        }
    }
}

std::optional<std::string> once_key(Record const& record) {
    auto const& type = *record.type;
    if (type.once_per.empty() || record.state->voids) return std::nullopt;
    // Whom a sealed record is about stands nowhere in the clear.
    bool const names = std::find(type.once_per.begin(), type.once_per.end(), "subject") != type.once_per.end();
    if (record.seal && names) return std::nullopt;
    std::string key = type.name;
    for (auto const& part : type.once_per) {
        key += '|';
        if (part == "subject") {
            if (!record.subject) return std::nullopt;
            key += std::to_string(record.subject->id);
        } else if (part == "org") {
            key += record.org.text();
        } else {
            if (!is_filled(record.fields, part)) return std::nullopt;
            key += to_text(record.fields.at(part));
        }
    }
    return key;
}

void check_note(std::string const& note, bool required, std::vector<Problem>& problems) {
    if (required && note.find_first_not_of(" \t\r\n") == std::string::npos) problems.push_back(problem(missing_note, "/note"));
    if (characters(note) > 2'000) problems.push_back(problem(note_too_long, "/note"));
}

std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>> columns_of(Record const& record) {
    if (!record.subject || record.seal) return {};
    if (record.subject->who == packs::Who::Person) return {record.subject->id, std::nullopt};
    return {std::nullopt, record.subject->id};
}

std::string content_of(std::string_view action, json::object const& fields, std::string_view note) {
    return std::string{action} + "\n" + to_text(fields) + "\n" + std::string{note};
}

}  // namespace niangjia::records
