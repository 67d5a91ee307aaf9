// What a record contributes: a function of its facts alone.
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "figures/figures.h"
#include "figures/sql.h"

namespace niangjia::figures {
namespace {

using Key = std::tuple<std::int64_t, std::int64_t, std::int32_t, std::int64_t>;  // figure, org, day, who

class Sum {
  public:
    void add(std::int64_t figure, org::Code org, Day day, std::int64_t who, std::int64_t amount) {
        if (amount != 0) sums_[{figure, org.value(), day.number(), who}] += amount;
    }
    [[nodiscard]] std::vector<Contribution> take() const {
        std::vector<Contribution> result;
        result.reserve(sums_.size());
        for (auto const& [key, amount] : sums_) {
            auto const& [figure, org, day, who] = key;
            if (amount != 0) result.push_back({figure, org::Code{org}, Day{day}, who, amount});
        }
        return result;
    }

  private:
    std::map<Key, std::int64_t> sums_;
};

std::string text_of(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    if (value == nullptr) return {};
    if (auto const* text = value->if_string()) return std::string{text->data(), text->size()};
    if (auto const* truth = value->if_bool()) return *truth ? "true" : "false";
    return {};
}

// A field's value as an amount: counts as they are, money in fen, decimals in thousandths.
std::int64_t amount_of(json::object const& fields, packs::Field const& field) {
    auto const* value = fields.if_contains(field.name);
    if (value == nullptr || value->is_null()) return 0;
    if (field.type == packs::FieldType::Decimal) return std::llround(value->to_number<double>() * 1000);
    return value->to_number<std::int64_t>();
}

std::optional<std::int64_t> id_in(json::object const& fields, packs::Field const& field) {
    auto const text = text_of(fields, field.name);
    if (text.empty()) return std::nullopt;
    if (field.type == packs::FieldType::Organisation) {
        auto const code = org::Code::parse(text);
        return code ? std::optional{code->value()} : std::nullopt;
    }
    return std::stoll(text);
}

bool matches(packs::Source const& source, json::object const& fields) {
    return std::all_of(source.where.begin(), source.where.end(), [&](auto const& condition) {
        auto const& [name, wanted] = condition;
        auto const value = text_of(fields, name);
        auto const* field = source.type->field(name);
        return std::any_of(wanted.begin(), wanted.end(), [&](std::string const& choice) {
            if (field->choices != nullptr) return field->choices->within(value, choice);
            return value == choice || (value.empty() && choice == "false");
        });
    });
}

// One source of a figure applied to one record.
class Counting {
  public:
    // `numbers`: the figure's own, and those of the values of its splits that the record has.
    Counting(packs::Figure const& figure, std::vector<std::int64_t> numbers, packs::Source const& source, Facts const& facts, Sum& sum)
        : figure_{figure}, numbers_{std::move(numbers)}, source_{source}, facts_{facts}, sum_{sum}, org_{facts.org} {
        if (!source.at.empty()) {
            if (auto const code = org::Code::parse(text_of(facts.fields, source.at))) org_ = *code;
        }
    }

    void count() {
        if (!matches(source_, facts_.fields)) return;
        switch (source_.trigger) {
            case packs::Trigger::When:
                for (std::size_t i = 0; i < facts_.steps.size(); ++i) {
                    // What was posted and taken back again leaves it to the next time.
                    if (!taken(i) || (source_.taking == packs::Taking::Posted && facts_.steps[i].posted == 0)) continue;
                    add(facts_.steps[i].day, facts_.fields, 1, facts_.steps[i].posted);
                    return;
                }
                return;
            case packs::Trigger::Each:
                for (std::size_t i = 0; i < facts_.steps.size(); ++i) {
                    if (taken(i)) add(facts_.steps[i].day, facts_.steps[i].fields, 1, facts_.steps[i].posted);
                }
                return;
            case packs::Trigger::Kept:
            case packs::Trigger::Late: {
                bool const kept = source_.trigger == packs::Trigger::Kept;
                if (source_.steps.front() == "due") {
                    count_due(kept);
                } else {
                    count_deadline(kept);
                }
                return;
            }
            case packs::Trigger::While: {
                bool inside = false;
                for (auto const& step : facts_.steps) {
                    bool const now = std::find(source_.steps.begin(), source_.steps.end(), step.to) != source_.steps.end();
                    if (now != inside) add(step.day, facts_.fields, now ? 1 : -1);
                    inside = now;
                }
                return;
            }
        }
    }

  private:
    // Whether the source's action was done, or its state entered, with that step.
    [[nodiscard]] bool taken(std::size_t i) const {
        auto const& step = facts_.steps[i];
        if (!source_.entering) return step.action == source_.steps.front();
        return step.to == source_.steps.front() && (i == 0 || facts_.steps[i - 1].to != step.to);
    }

    void put(Day day, std::int64_t who, std::int64_t amount) {
        for (auto const number : numbers_) sum_.add(number, org_, day, who, amount);
    }

    // Every time the deadline is met, by its day or after it.
    void count_deadline(bool kept) {
        std::optional<Day> running;
        for (auto const& step : facts_.steps) {
            for (auto const& change : step.deadlines) {
                if (change.name != source_.steps.front()) continue;
                bool const in_time = running && step.day <= *running;
                // One that was overdue and then given a new day was late all the same.
                if (running && (kept ? change.met && in_time : !in_time)) add(step.day, facts_.fields, 1);
                running = change.due;
            }
        }
    }

    // The due day of the state that the record stood in before it closed first. A wait that was sat out says nothing about it.
    void count_due(bool kept) {
        auto const& workflow = source_.type->workflow;
        std::optional<bool> in_time;
        Step const* before = nullptr;
        for (auto const& step : facts_.steps) {
            if (before != nullptr && before->to != step.to && !workflow.state(before->to).waits()) {
                in_time = before->due ? std::optional{step.day <= *before->due} : std::nullopt;
            }
            if (workflow.state(step.to).closed) {
                if (in_time == kept) add(step.day, facts_.fields, 1);
                return;
            }
            before = &step;
        }
    }

    // `posted`: of the step that counts, in fen.
    void add(Day day, json::object const& fields, int sign, std::int64_t posted = 0) {
        bool const distinct = figure_.distinct();
        switch (source_.taking) {
            case packs::Taking::Record: put(day, 0, sign); return;
            case packs::Taking::Subject:
                if (facts_.subject) put(day, *facts_.subject, sign);
                return;
            case packs::Taking::Org: put(day, facts_.org.value(), sign); return;
            case packs::Taking::Posted: put(day, 0, posted); return;
            case packs::Taking::Field: {
                auto const& field = *source_.type->field(source_.field);
                if (distinct) {
                    if (auto const who = id_in(fields, field)) put(day, *who, sign);
                } else {
                    put(day, 0, sign * amount_of(fields, field));
                }
                return;
            }
            case packs::Taking::Participants:
                // Who joined after the step counts from the day she joined.
                for (auto const& participant : facts_.participants) {
                    if (participant.role != source_.field) continue;
                    put(std::max(day, participant.day), distinct ? participant.who : 0, sign);
                }
                return;
        }
    }

    packs::Figure const& figure_;
    std::vector<std::int64_t> numbers_;
    packs::Source const& source_;
    Facts const& facts_;
    Sum& sum_;
    org::Code org_;
};

}  // namespace

std::vector<Contribution> Figures::contributions_of(Facts const& facts) const {
    Sum sum;
    if (facts.steps.empty()) return {};
    auto const& workflow = facts.type->workflow;
    if (workflow.state(facts.steps.back().to).voids) return {};
    auto const work = [&](Work which, Day day) { sum.add(work_[static_cast<int>(which)], facts.org, day, 0, 1); };
    work(Work::Opened, facts.steps.front().day);
    // Whether the last due day was kept; nothing when there was none. A wait that was sat out says nothing about it.
    std::optional<bool> in_time;
    Step const* before = nullptr;
    bool closed = false;
    for (auto const& step : facts.steps) {
        bool const left = before != nullptr && before->to != step.to;
        if (left && !workflow.state(before->to).waits()) {
            in_time = before->due ? std::optional{step.day <= *before->due} : std::nullopt;
        }
        if (!closed && workflow.state(step.to).closed) {
            // Closed the first time; reopening does not count again.
            work(Work::Closed, step.day);
            if (in_time) work(*in_time ? Work::InTime : Work::Late, step.day);
            closed = true;
        }
        before = &step;
    }
    for (auto const* figure : library_->fed_by(*facts.type)) {
        for (auto const& source : figure->sources) {
            if (source.type != facts.type) continue;
            std::vector<std::int64_t> numbers{number_of(*figure)};
            for (auto const& split : figure->splits) {
                auto const value = text_of(facts.fields, split.field);
                auto const part = split.of.find(value);
                if (part == split.of.end()) continue;
                numbers.push_back(number_of(*part->second));
                if (auto const* above = source.type->field(split.field)->choices->parent_of(value)) numbers.push_back(number_of(*split.of.at(above->key)));
            }
            Counting{*figure, std::move(numbers), source, facts, sum}.count();
        }
    }
    return sum.take();
}

std::vector<Contribution> Figures::scrub(storage::Transaction& transaction, RecordId record, std::vector<Contribution> before) const {
    transaction.execute(sql::scrub_record, record);
    transaction.execute(sql::count_scrub);
    std::erase_if(before, [](Contribution const& one) { return one.who != 0; });
    return before;
}

void Figures::write(storage::Transaction& transaction, RecordId record, std::int64_t entry,
                    std::vector<Contribution> const& before, std::vector<Contribution> const& after) const {
    Sum changed;
    for (auto const& old : before) changed.add(old.figure, old.org, old.day, old.who, -old.amount);
    for (auto const& now : after) changed.add(now.figure, now.org, now.day, now.who, now.amount);
    auto const rows = changed.take();
    if (rows.empty()) return;
    auto numbers = transaction.query(sql::take_numbers, static_cast<std::int64_t>(rows.size()));
    (void)numbers.next();
    std::int64_t seq = numbers.integer(0) - static_cast<std::int64_t>(rows.size());
    // Roll-ups of a place's many rows are gathered first: a class of a hundred trainees is one step, not a hundred.
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>, std::int64_t> rollups;
    for (auto const& row : rows) {
        auto const year = row.day.year();
        transaction.execute(sql::add_contribution, row.figure, year, row.org.value(), row.day.number(), seq++, row.amount,
                            row.who == 0 ? std::nullopt : std::optional{row.who}, record, entry);
        if (row.who != 0) continue;
        for (auto const place : row.org.upwards()) rollups[{year, place.value(), row.figure, row.day.month_number()}] += row.amount;
    }
    for (auto const& [key, amount] : rollups) {
        auto const& [year, org, figure, month] = key;
        if (amount != 0) transaction.execute(sql::add_rollup, year, org, figure, month, amount);
    }
}

}  // namespace niangjia::figures
