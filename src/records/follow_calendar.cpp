// When the working calendar is corrected, due days that were reckoned by the old one are reckoned again.
#include <algorithm>

#include "audit/audit.h"
#include "records/deadlines.h"
#include "records/fields.h"
#include "records/records.h"
#include "records/rules.h"
#include "records/sql.h"

namespace niangjia::records {
namespace {

constexpr int records_of_a_batch = 200;

packs::Action const* action_of(packs::RecordType const& type, Entry const& entry) {
    if (entry.action == "create") return &type.workflow.create;
    auto const* state = entry.from ? type.workflow.find(*entry.from) : nullptr;
    if (state == nullptr) return nullptr;
    auto const found = std::find_if(state->actions.begin(), state->actions.end(), [&](auto const& one) { return one.name == entry.action; });
    return found == state->actions.end() ? nullptr : &*found;
}

// The state's due day as the timeline makes it by that calendar.
std::optional<Day> due_by(packs::RecordType const& type, std::vector<Entry> const& timeline, WorkingCalendar const& calendar) {
    std::optional<Day> due;
    json::object fields;
    for (auto const& entry : timeline) {
        for (auto const& [name, pair] : entry.changes) fields[name] = pair.as_array().at(1);
        auto const* action = action_of(type, entry);
        auto const* state = type.workflow.find(entry.to);
        // A correction may give another day until which it runs.
        if (state == nullptr || (action == nullptr && entry.action != correct_action().name)) continue;
        if (action != nullptr && action->to) {
            due.reset();
            if (state->due) due = state->due->from(counted_from(*state, entry.day, day_of(entry.at)), until_day(*state->due, fields), calendar);
        } else if (action != nullptr && action->extend && action->extends.empty()) {
            due = action->extend->from(due.value_or(entry.day), until_day(*action->extend, fields), calendar);
        } else if (state->due && !state->due->until.empty() && entry.changes.if_contains(state->due->until)) {
            due = until_day(*state->due, fields);
        }
    }
    return due;
}

// The days of the running deadlines by that calendar, where they differ.
std::vector<figures::DeadlineStep> moved_by(packs::RecordType const& type, std::vector<Entry> const& timeline, WorkingCalendar const& calendar) {
    std::vector<figures::DeadlineStep> moved;
    for (auto const& [deadline, length, since, due, extended] : Records::running(type, timeline)) {
        if (length == nullptr || !length->until.empty()) continue;
        auto now = length->from(since, std::nullopt, calendar);
        bool begun = false;
        for (auto const& entry : timeline) {
            for (auto const& step : entry.deadlines) {
                if (step.name != deadline->name) continue;
                auto const* action = action_of(type, entry);
                if (begun && now && !step.met && step.due && action != nullptr && action->extend && action->extends == deadline->name) {
                    now = action->extend->from(*now, std::nullopt, calendar);
                }
                begun = entry.day >= since;
            }
        }
        if (now && *now != due) moved.push_back({deadline->name, false, now});
    }
    return moved;
}

}  // namespace

std::int64_t Records::follow_calendar(storage::Database& database, identity::Context const& context) const {
    std::int64_t moved = 0;
    for (RecordId last = 0;;) {
        auto const put = database.write([&](storage::Transaction& transaction) {
            std::vector<RecordId> ids;
            auto rows = transaction.query(sql::page_awaited, last, records_of_a_batch);
            while (rows.next()) ids.push_back(rows.integer(0));
            for (auto& record : fetch_rows(transaction, context, ids)) {
                auto entries = timeline(transaction, record);
                auto const due = record.state->closed ? record.due : due_by(*record.type, entries, library_->calendar());
                auto const steps = moved_by(*record.type, entries, library_->calendar());
                if (due == record.due && steps.empty()) continue;
                ++moved;
                auto const version = record.version;
                auto const before = record.due;
                record.due = due;
                Entry entry;
                entry.n = entries.back().n + 1;
                entry.day = context.today();
                entry.action = calendar_action().name;
                entry.from = record.state->name;
                entry.to = record.state->name;
                entry.due = due;
                entry.deadlines = steps;
                auto const number = [](std::optional<Day> day) { return day ? std::optional{day->number()} : std::nullopt; };
                auto const said = before != due ? fmt::format("{} → {}", before ? before->iso() : "—", due ? due->iso() : "—") : std::string{};
                transaction.execute(sql::add_entry, record.id, entry.n, context.now(), entry.day.number(), context.account(), entry.action, entry.from, entry.to, number(due),
                                    record.seal ? std::string{} : said, "{}", 0, steps_text(steps), storage::Null{});
                auto const subject = record.subject;
                change_row(transaction, record, subject, version);
                entries.push_back(std::move(entry));
                set_todos(transaction, record, entries);
                set_notices(transaction, record);
                index(transaction, record, entries, attachments(transaction, record));
                audit::append(transaction, {context.now(), context.account(), record.org.value(), "records.calendar", "record:" + std::to_string(record.id), said});
            }
            return ids.empty() ? RecordId{0} : ids.back();
        });
        if (put == 0) return moved;
        last = put;
    }
}

}  // namespace niangjia::records
