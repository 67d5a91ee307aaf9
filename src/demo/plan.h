// A plan of a demonstration: what is made, by whom, when. The grammar stands at the head of packs/demo/suqian-2015.yaml.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/json.h"
#include "base/org_code.h"
#include "packs/packs.h"

namespace niangjia::demo {

enum class Sexes { Female, Male, Any };

struct NewPeople {
    Sexes sex = Sexes::Female;
    int youngest = 18;
    int oldest = 60;
};

// How a field gets its values. Amounts are as in figures: fen, thousandths, pieces.
struct Rule {
    enum class Kind { Value, ShareOf, Between, OneOf, Shares, InOrder, NumbersFrom, WorkingDaysOn, SameAs, PersonName, Record, InTurn };
    packs::Field const* field = nullptr;
    Kind kind = Kind::Value;
    std::vector<json::value> values;     // Value (one), OneOf, Shares, InOrder, InTurn
    std::vector<std::int64_t> counts;    // Shares
    std::int64_t sum = 0;                // ShareOf
    std::int64_t low = 0, high = 0;      // ShareOf, Between, WorkingDaysOn; NumbersFrom: low
    std::int64_t step = 1;               // ShareOf, Between
    std::string other;                   // SameAs: a field; Record: a stanza
};

// People who take part.
struct Joining {
    std::string role;
    std::int64_t total = 0;
    std::int64_t distinct = 0;
    std::optional<std::int64_t> low, high;
    std::string by;    // the action that adds them; empty: creation
    std::string from;  // of the people in that role; empty: new people
    NewPeople people;
};

struct PlanStep {
    std::string action;
    int after_low = 0, after_high = 0;  // working days after the step before
    std::string on;                     // or the day in that field
    std::optional<Day> day;             // or that day
    int times = 1;
    std::optional<std::int64_t> only;  // that many of the records do it
    std::vector<std::string> notes;
    std::string role;  // empty: the first that may
};

struct Where {
    org::Level level = org::Level::Village;
    std::optional<std::int64_t> distinct;
    std::vector<org::Code> within;
};

// Records that stay unfinished.
struct Unfinished {
    std::string state;  // empty: they live `life`
    std::int64_t count = 0;
    Day from, to;
    std::vector<Rule> fields;
    std::vector<PlanStep> life;
};

struct Stanza {
    int line = 0;
    packs::RecordType const* type = nullptr;
    std::string name;
    std::int64_t count = 0;
    Where where;
    Day from, to;
    std::optional<NewPeople> subject;
    std::string again_from;
    std::int64_t again = 0;
    std::string part_of;  // a stanza
    std::vector<Rule> fields;
    std::vector<Joining> joinings;
    std::vector<PlanStep> life;
    std::vector<Unfinished> unfinished;
};

struct Names {
    std::vector<std::string> surnames, female, male;
    std::map<std::string, std::vector<std::string>, std::less<>> lists;
};

struct Plan {
    std::string file;
    std::string name;
    Text title;
    org::Code city;
    Day from, today;
    std::map<org::Code, std::int64_t> weights;
    std::vector<Stanza> stanzas;
    Names names;
    std::shared_ptr<packs::Library const> library;  // what the stanzas point into

    // Reads the plan and the names.yaml beside it. Nothing, and problems, when anything is wrong with them.
    [[nodiscard]] static std::optional<Plan> read(std::filesystem::path const& file, std::shared_ptr<packs::Library const> library,
                                                  std::vector<packs::Diagnostic>& problems);
};

}  // namespace niangjia::demo
