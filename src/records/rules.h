// Inside the room: the rules of a step that creating and acting share. Each adds to `problems` what is wrong, with pointers into the request.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "records/records.h"

namespace niangjia::records {

inline constexpr Message missing{ErrorKind::Invalid, "records.missing", "请填写“{}”", "'{}' must be filled in"};
inline constexpr Message day_ahead{ErrorKind::Invalid, "records.day-ahead", "日期 {} 还没有到，请填今天（{}）或更早",
                            "The day {} is yet to come; give today ({}) or earlier"};
inline constexpr Message stale{ErrorKind::Stale, "records.stale", "别人刚刚改过这条记录（现为第 {} 版），请刷新后再办", 
                        "Somebody changed this record meanwhile (version {} now); reload and try again"};

// What it takes to write records of that type: findings are the auditors' and of those who answer them.
[[nodiscard]] constexpr identity::Permission writing(packs::RecordType const& type) {
    return type.kind == packs::audit_kind ? identity::Permission::WriteFindings : identity::Permission::WriteRecords;
}

// The day from which a state's due day is counted: what everybody can see, or what is waited for, does not begin in the past, whatever
// day the step into it was given.
[[nodiscard]] inline Day counted_from(packs::State const& state, Day day, Day today) { return state.holds_up() ? std::max(day, today) : day; }

// The most participants that are told to the people room at once.
inline constexpr int most_told = 10'000;

// Persons who are to take part on one of the sides.
[[nodiscard]] std::vector<people::PersonId> sides_among(packs::RecordType const& type, std::vector<NewParticipant> const& participants);
// Fills in what the form adds up to.
void assess(packs::RecordType const& type, json::object const& before, json::object& given);
// What the form adds up to is nobody's to fill in, save at a step that the pack lets set it. `action`: null for a correction.
void check_computed(packs::RecordType const& type, packs::Action const* action, json::object const& given, std::vector<Problem>& problems);
[[nodiscard]] std::string actors_text(std::vector<packs::Actor> const& actors);
[[nodiscard]] bool is_wrong(std::vector<Problem> const& problems, std::string const& field);
// What a step needs and may take, checked against what is there and what was given. A field that is wrong already is not
// missing as well.
void check_fields(packs::RecordType const& type, packs::Action const& action, json::object const& before, json::object const& given,
                  bool creating, std::vector<Problem>& problems);
void check_note(std::string const& note, bool required, std::vector<Problem>& problems);
// The columns that say whom a record is about: none of a sealed one.
[[nodiscard]] std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>> columns_of(Record const& record);
// What a step is journalled and a command bound by.
[[nodiscard]] std::string content_of(std::string_view action, json::object const& fields, std::string_view note);

}  // namespace niangjia::records
