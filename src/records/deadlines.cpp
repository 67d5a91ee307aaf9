// The deadlines beside a state's own: what a step does to them, and whose to-dos they are.
#include "records/deadlines.h"

#include <algorithm>
#include <map>

#include "records/records.h"

namespace niangjia::records {
namespace {

struct Now {
    Day since;
    Day due;
    bool extended = false;
};

std::map<std::string, Now, std::less<>> now_running(packs::RecordType const& type, std::vector<Entry> const& timeline) {
    std::map<std::string, Now, std::less<>> running;
    for (auto const& entry : timeline) {
        for (auto const& step : entry.deadlines) {
            auto const before = running.find(step.name);
            if (!step.due) {
                if (before != running.end()) running.erase(before);
                continue;
            }
            auto const* deadline = type.workflow.deadline(step.name);
            bool const entered = !entry.from || *entry.from != entry.to;
            bool const starts = deadline != nullptr && deadline->starts_with(entry.action, entered ? std::string_view{entry.to} : std::string_view{});
            bool const moved = entry.action == calendar_action().name;
            bool const extends = before != running.end() && !step.met && !starts;
            running.insert_or_assign(step.name, Now{extends ? before->second.since : entry.day, *step.due, moved ? before != running.end() && before->second.extended : extends});
        }
    }
    return running;
}

std::string value_of(json::object const& fields, std::string const& field) {
    auto const* value = fields.if_contains(field);
    if (value == nullptr || !value->is_string()) return {};
    return std::string{value->get_string()};
}

}  // namespace

std::vector<figures::DeadlineStep> deadline_steps(packs::RecordType const& type, std::vector<Entry> const& timeline, packs::Action const& action,
                                                  packs::State const& from, packs::State const& to, Day day, json::object const& fields,
                                                  WorkingCalendar const& calendar) {
    std::vector<figures::DeadlineStep> steps;
    auto const& deadlines = type.workflow.deadlines;
    if (deadlines.empty()) return steps;
    auto const running = now_running(type, timeline);
    bool const first = timeline.empty();
    std::string_view const entered = first || from.name != to.name ? std::string_view{to.name} : std::string_view{};
    for (auto const& deadline : deadlines) {
        auto const now = running.find(deadline.name);
        bool const runs = now != running.end();
        if (to.voids) {
            if (runs) steps.push_back({deadline.name, false, std::nullopt});
            continue;
        }
        auto const fresh = [&]() -> std::optional<Day> {
            auto const* length = deadline.length(value_of(fields, deadline.per));
            if (length == nullptr) return std::nullopt;
            std::optional<Day> until;
            if (!length->until.empty()) until = Day::parse(value_of(fields, length->until));
            return length->from(day, until, calendar);
        };
        bool const met = runs && deadline.met_by(action.name, entered);
        // What comes again and again ends with the work.
        bool const over = runs && deadline.again && to.closed && !from.closed && !deadline.starts_with(action.name, entered);
        if (over) {
            steps.push_back({deadline.name, met, std::nullopt});
            continue;
        }
        bool const starts = deadline.starts_with(action.name, entered) || (met && deadline.again);
        if (starts) {
            auto const due = fresh();
            if (runs || due) steps.push_back({deadline.name, met, due});
        } else if (met) {
            steps.push_back({deadline.name, true, std::nullopt});
        } else if (runs && action.extend && action.extends == deadline.name) {
            steps.push_back({deadline.name, false, action.extend->from(now->second.due, std::nullopt, calendar)});
        }
    }
    return steps;
}

std::string steps_text(std::vector<figures::DeadlineStep> const& steps) {
    JsonWriter json;
    json.open_object();
    for (auto const& step : steps) {
        json.key(step.name).open_array().truth(step.met);
        if (step.due) {
            json.number(std::int64_t{step.due->number()});
        } else {
            json.null();
        }
        json.close_array();
    }
    json.close_object();
    return std::move(json).str();
}

std::vector<figures::DeadlineStep> read_deadline_steps(std::string_view text) {
    std::vector<figures::DeadlineStep> steps;
    if (text == "{}") return steps;
    for (auto const& [name, value] : stored_object(text)) {
        auto const& pair = value.as_array();
        figures::DeadlineStep step{std::string{name}, pair.at(0).as_bool(), std::nullopt};
        if (!pair.at(1).is_null()) step.due = Day{static_cast<std::int32_t>(pair.at(1).to_number<std::int64_t>())};
        steps.push_back(std::move(step));
    }
    return steps;
}

std::vector<Running> Records::running(packs::RecordType const& type, std::vector<Entry> const& timeline) {
    std::vector<Running> result;
    if (type.workflow.deadlines.empty()) return result;
    json::object fields;
    for (auto const& entry : timeline) {
        for (auto const& [key, pair] : entry.changes) fields[key] = pair.as_array().at(1);
    }
    for (auto const& [name, now] : now_running(type, timeline)) {
        auto const* deadline = type.workflow.deadline(name);
        if (deadline == nullptr) continue;  // the pack has it no more
        result.push_back({deadline, deadline->length(value_of(fields, deadline->per)), now.since, now.due, now.extended});
    }
    std::sort(result.begin(), result.end(), [](Running const& a, Running const& b) { return a.due < b.due; });
    return result;
}

}  // namespace niangjia::records
