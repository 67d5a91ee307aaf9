#include "demo/schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "base/error.h"
#include "demo/places.h"

namespace niangjia::demo {
namespace {

constexpr Message impossible{ErrorKind::Invalid, "demo.impossible", "{}:{}：“{}”做不出来：{}", "{}:{}: '{}' cannot be made: {}"};

bool is_given(json::object const& fields, std::string_view name) { return fields.if_contains(name) != nullptr; }

bool names_field(packs::Action const& action, std::string_view field) {
    return action.takes_field(field) || std::find(action.needs.begin(), action.needs.end(), field) != action.needs.end();
}

bool any_action_names(packs::Workflow const& workflow, std::string_view field) {
    return std::any_of(workflow.states.begin(), workflow.states.end(), [&](packs::State const& state) {
        return std::any_of(state.actions.begin(), state.actions.end(), [&](packs::Action const& action) { return names_field(action, field); });
    });
}

// Draws one stanza after the other.
class Drawer {
  public:
    Drawer(Plan const& plan, std::vector<org::Organisation> const& tree, Staff const& staff, Random& random)
        : plan_{plan}, staff_{staff}, random_{random}, places_{plan, tree}, calendar_{plan.library->calendar()} {}

    Schedule draw() {
        for (auto const& stanza : plan_.stanzas) {
            stanza_ = &stanza;
            type_ = stanza.type;
            taken_places_.clear();
            Group const whole{stanza.count, stanza.from, stanza.to, &stanza.fields, &stanza.life, nullptr};
            draw_group(whole);
            for (auto const& rest : stanza.unfinished) {
                draw_group({rest.count, rest.from, rest.to, &rest.fields, rest.state.empty() ? &rest.life : &stanza.life, &rest});
            }
        }
        return std::move(schedule_);
    }

  private:
    struct Group {
        std::int64_t count;
        Day from, to;
        std::vector<Rule> const* rules;
        std::vector<PlanStep> const* life;
        Unfinished const* rest;  // nothing: these live the whole life
    };
    // A record on its way.
    struct Draft {
        Day day;
        org::Code org;
        json::object values;  // of every rule; each given when a step asks for it
        std::optional<std::size_t> subject;
        std::optional<std::size_t> whole;                         // the record that it is part of
        std::map<std::string, std::vector<std::size_t>> joining;  // by role
        std::map<std::string, std::size_t> turns;                 // how often a field has been given, of rules in turn
        std::set<std::size_t> skipped;                             // steps of the life
    };

    [[noreturn]] void fail(std::string const& why) const { throw error(impossible, plan_.file, stanza_->line, stanza_->name, why); }

    void draw_group(Group const& group) {
        auto drafts = draw_days(group);
        draw_places(group, drafts);
        draw_wholes(drafts);
        draw_fields(group, drafts);
        draw_records(group, drafts);
        draw_people(group, drafts);
        for (std::size_t i = 0; i < group.life->size(); ++i) {
            auto const& only = (*group.life)[i].only;
            if (!only) continue;
            std::vector<std::size_t> order(drafts.size());
            std::iota(order.begin(), order.end(), 0);
            random_.shuffle(order);
            // Those that stay unfinished take the part that not all of the others take neither.
            for (std::size_t k = group.rest == nullptr ? static_cast<std::size_t>(*only) : 0; k < order.size(); ++k) drafts[order[k]].skipped.insert(i);
        }
        for (auto& draft : drafts) {
            standing_[stanza_->name].push_back(schedule_.records.size());
            schedule_.records.push_back(live(group, draft));
        }
    }

    // One of the stanza's records at that organisation or at the nearest above it; where there is none, one below it.
    std::size_t record_for(std::string const& stanza, org::Code org) {
        std::vector<std::size_t> nearest;
        auto level = org::Level::Nation;
        for (auto const index : standing_[stanza]) {
            auto const place = schedule_.records[index].org;
            if (!place.holds(org) || (!nearest.empty() && place.level() < level)) continue;
            if (place.level() > level) nearest.clear();
            level = place.level();
            nearest.push_back(index);
        }
        if (nearest.empty()) std::ranges::copy_if(standing_[stanza], std::back_inserter(nearest), [&](std::size_t index) { return org.holds(schedule_.records[index].org); });
        if (nearest.empty()) fail(fmt::format("{} 及上级没有“{}”的记录 / no record of '{}' at {} or above it", org.text(), stanza, stanza, org.text()));
        return random_.pick(nearest);
    }

    std::vector<Draft> draw_days(Group const& group) {
        std::vector<Day> days;
        for (auto day = group.from; day <= group.to; day = day + 1) {
            if (calendar_.is_working(day)) days.push_back(day);
        }
        if (days.empty()) fail(fmt::format("{} 到 {} 没有工作日 / no working day between", group.from.iso(), group.to.iso()));
        std::vector<Draft> drafts(static_cast<std::size_t>(group.count));
        for (auto& draft : drafts) draft.day = random_.pick(days);
        std::stable_sort(drafts.begin(), drafts.end(), [](Draft const& a, Draft const& b) { return a.day < b.day; });
        return drafts;
    }

    org::Code draw_place(bool outside_taken = false) {
        for (int attempt = 0; attempt < 10'000; ++attempt) {
            auto const place = places_.draw(stanza_->where, plan_.city, random_);
            if (!place) break;
            if (!outside_taken || !taken_places_.contains(*place)) return *place;
        }
        fail("没有（足够的）这一级组织 / not enough organisations of the level");
    }

    void draw_places(Group const& group, std::vector<Draft>& drafts) {
        bool const whole = group.rest == nullptr;
        auto const& distinct = stanza_->where.distinct;
        if (!whole || !distinct) {
            for (auto& draft : drafts) draft.org = draw_place(distinct.has_value());
        } else {
            std::vector<org::Code> chosen;
            while (static_cast<std::int64_t>(chosen.size()) < *distinct) {
                chosen.push_back(draw_place(true));
                taken_places_.insert(chosen.back());
            }
            auto orgs = chosen;
            while (orgs.size() < drafts.size()) orgs.push_back(random_.pick(chosen));
            random_.shuffle(orgs);
            for (std::size_t i = 0; i < drafts.size(); ++i) drafts[i].org = orgs[i];
        }
        if (!whole || stanza_->again_from.empty()) return;
        auto known = made_[stanza_->again_from];
        if (static_cast<std::int64_t>(known.size()) < stanza_->again) fail("again：前面的人不够 / not enough people made before");
        random_.shuffle(known);
        std::vector<std::size_t> order(drafts.size());
        std::iota(order.begin(), order.end(), 0);
        random_.shuffle(order);
        for (std::size_t i = 0; i < static_cast<std::size_t>(stanza_->again); ++i) {
            auto& draft = drafts[order[i]];
            draft.subject = known[i];
            draft.org = schedule_.people[known[i]].org;
        }
    }

    // What each is part of, at whose organisation it then stands.
    void draw_wholes(std::vector<Draft>& drafts) {
        if (stanza_->part_of.empty()) return;
        auto const& wholes = standing_[stanza_->part_of];
        if (wholes.empty()) fail(fmt::format("“{}”没有记录 / '{}' made no records", stanza_->part_of, stanza_->part_of));
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            drafts[i].whole = wholes[i % wholes.size()];
            drafts[i].org = schedule_.records[*drafts[i].whole].org;
        }
    }

    json::value draw_value(Rule const& rule) {
        switch (rule.kind) {
            case Rule::Kind::ShareOf:
            case Rule::Kind::Between: return amount(rule, random_.between(rule.low, rule.high));
            case Rule::Kind::Value:
            case Rule::Kind::OneOf:
            case Rule::Kind::InOrder: return random_.pick(rule.values);
            case Rule::Kind::InTurn: return rule.values.front();
            case Rule::Kind::Shares: return rule.values[random_.weighted(rule.counts)];
            case Rule::Kind::PersonName: return json::value(invent_name(plan_.names, random_.below(2) == 0, random_));
            default: return nullptr;
        }
    }

    static json::value amount(Rule const& rule, std::int64_t steps) {
        auto const value = steps * rule.step;
        if (rule.field->type == packs::FieldType::Decimal) return static_cast<double>(value) / 1000;
        return value;
    }

    void draw_fields(Group const& group, std::vector<Draft>& drafts) {
        bool const whole = group.rest == nullptr;
        for (auto const& rule : *group.rules) {
            auto const& name = rule.field->name;
            if (whole && rule.kind == Rule::Kind::ShareOf) {
                auto const shares = random_.shares(rule.sum, drafts.size(), rule.low, rule.high);
                for (std::size_t i = 0; i < drafts.size(); ++i) drafts[i].values[name] = amount(rule, shares[i]);
            } else if (whole && rule.kind == Rule::Kind::Shares) {
                std::vector<json::value> values;
                for (std::size_t k = 0; k < rule.values.size(); ++k) values.insert(values.end(), static_cast<std::size_t>(rule.counts[k]), rule.values[k]);
                random_.shuffle(values);
                for (std::size_t i = 0; i < drafts.size(); ++i) drafts[i].values[name] = values[i];
            } else if (whole && rule.kind == Rule::Kind::InOrder) {
                for (std::size_t i = 0; i < drafts.size(); ++i) drafts[i].values[name] = rule.values[i];
            } else if (rule.kind == Rule::Kind::NumbersFrom) {
                // Unfinished ones go on with the numbers.
                auto const first = rule.low + (whole ? 0 : stanza_->count);
                for (std::size_t i = 0; i < drafts.size(); ++i) drafts[i].values[name] = first + static_cast<std::int64_t>(i);
            } else if (rule.kind == Rule::Kind::WorkingDaysOn) {
                for (auto& draft : drafts) {
                    auto const n = static_cast<int>(random_.between(rule.low, rule.high));
                    draft.values[name] = calendar_.after_working_days(draft.day, n).iso();
                }
            } else if (rule.kind != Rule::Kind::SameAs && rule.kind != Rule::Kind::Record) {
                for (auto& draft : drafts) draft.values[name] = draw_value(rule);
            }
        }
        for (auto const& rule : *group.rules) {
            if (rule.kind != Rule::Kind::SameAs) continue;
            for (auto& draft : drafts) draft.values[rule.field->name] = draft.values[rule.other];
        }
        if (type_->once_per.empty() || std::find(type_->once_per.begin(), type_->once_per.end(), "subject") != type_->once_per.end()) return;
        // Where a second record of the same values may not stand, it goes to another organisation.
        for (auto& draft : drafts) {
            for (int attempt = 0; !once_.insert(once_key(draft)).second; ++attempt) {
                bool const free = group.rest != nullptr || (!stanza_->where.distinct && !draft.subject);
                if (attempt == 100 || !free) fail("once-per：没有空位 / every place holds such a record already");
                draft.org = draw_place(stanza_->where.distinct.has_value());
            }
        }
    }

    // Numbers are not known before the records are made: places in the schedule stand for them.
    void draw_records(Group const& group, std::vector<Draft>& drafts) {
        for (auto const& rule : *group.rules) {
            if (rule.kind != Rule::Kind::Record) continue;
            for (auto& draft : drafts) draft.values[rule.field->name] = static_cast<std::int64_t>(record_for(rule.other, draft.org));
        }
    }

    std::string once_key(Draft const& draft) const {
        auto key = type_->name;
        for (auto const& part : type_->once_per) {
            auto const* value = draft.values.if_contains(part);
            key += "|" + (part == "org" ? draft.org.text() : value == nullptr ? "" : to_text(*value));
        }
        return key;
    }

    std::size_t make_person(NewPeople const& wish, org::Code org, Day day) {
        bool const male = wish.sex == Sexes::Male || (wish.sex == Sexes::Any && random_.below(2) == 0);
        auto const age = static_cast<int>(random_.between(wish.youngest, wish.oldest));
        people::Person person;
        person.org = places_.home(org, random_);
        person.name = invent_name(plan_.names, male, random_);
        person.sex = male ? people::Sex::Male : people::Sex::Female;
        person.birth = day.plus_months(-12 * age) - static_cast<int>(random_.below(364));
        schedule_.people.push_back(std::move(person));
        made_[stanza_->name].push_back(schedule_.people.size() - 1);
        return schedule_.people.size() - 1;
    }

    void draw_people(Group const& group, std::vector<Draft>& drafts) {
        if (stanza_->subject) {
            for (auto& draft : drafts) {
                if (!draft.subject) draft.subject = make_person(*stanza_->subject, draft.org, draft.day);
            }
        }
        for (auto const& joining : stanza_->joinings) {
            auto const sizes = sizes_of(group, joining, drafts.size());
            if (!joining.from.empty()) {
                choose_among(joining, sizes, drafts);
            } else {
                join(joining, sizes, drafts, group.rest == nullptr ? joining.total - joining.distinct : 0);
            }
        }
    }

    // How many take part in each record.
    std::vector<std::int64_t> sizes_of(Group const& group, Joining const& joining, std::size_t records) {
        if (records == 0) return {};
        if (group.rest != nullptr) return std::vector<std::int64_t>(records, joining.total / std::max<std::int64_t>(stanza_->count, 1));
        if (joining.low || joining.high) {
            return random_.shares(joining.total, records, joining.low.value_or(0), joining.high.value_or(joining.total));
        }
        std::vector<std::int64_t> sizes(records, joining.total / static_cast<std::int64_t>(records));
        for (std::size_t i = 0; i < static_cast<std::size_t>(joining.total) % records; ++i) ++sizes[i];
        return sizes;
    }

    void choose_among(Joining const& joining, std::vector<std::int64_t> const& sizes, std::vector<Draft>& drafts) {
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            auto people = drafts[i].joining[joining.from];
            if (static_cast<std::int64_t>(people.size()) < sizes[i]) fail(fmt::format("“{}”的人数不够 / not enough people", joining.from));
            random_.shuffle(people);
            people.resize(static_cast<std::size_t>(sizes[i]));
            drafts[i].joining[joining.role] = std::move(people);
        }
    }

    // New people for most places; for `repeats` of them such as have a place in an earlier record, whom the one who adds
    // them reaches.
    void join(Joining const& joining, std::vector<std::int64_t> const& sizes, std::vector<Draft>& drafts, std::int64_t repeats) {
        std::vector<std::int64_t> repeated(drafts.size(), 0);
        std::vector<org::Code> reach;
        for (auto const& draft : drafts) reach.push_back(reach_of(joining.by, draft.org));
        if (repeats > 0) {
            std::map<org::Code, std::int64_t> first;  // how many the first record of each reach brings
            std::vector<std::size_t> seats;
            for (std::size_t i = 0; i < drafts.size(); ++i) {
                auto const [known, fresh] = first.emplace(reach[i], sizes[i]);
                if (!fresh) seats.insert(seats.end(), static_cast<std::size_t>(std::min(known->second, (sizes[i] + 1) / 2)), i);
            }
            if (static_cast<std::int64_t>(seats.size()) < repeats) fail(fmt::format("“{}”：distinct 太小 / distinct is too small", joining.role));
            random_.shuffle(seats);
            for (std::size_t i = 0; i < static_cast<std::size_t>(repeats); ++i) ++repeated[seats[i]];
        }
        std::map<org::Code, std::vector<std::size_t>> known;
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            auto& people = drafts[i].joining[joining.role];
            auto& pool = known[reach[i]];
            // A partial shuffle: each is drawn at most once for this record.
            for (std::size_t k = 0; k < static_cast<std::size_t>(repeated[i]); ++k) {
                std::swap(pool[k], pool[k + random_.below(pool.size() - k)]);
                people.push_back(pool[k]);
            }
            while (static_cast<std::int64_t>(people.size()) < sizes[i]) {
                people.push_back(make_person(joining.people, drafts[i].org, drafts[i].day));
                pool.push_back(people.back());
            }
        }
    }

    org::Code reach_of(std::string const& action, org::Code org) const {
        auto const* by = &type_->workflow.create.by;
        for (auto const& state : type_->workflow.states) {
            for (auto const& one : state.actions) {
                if (!action.empty() && one.name == action) by = &one.by;
            }
        }
        auto const actor = staff_.actor(*by, "", org);
        return actor ? staff_.members()[*actor].org : org;
    }

    std::optional<Day> until(packs::Due const& due, json::object const& fields) const {
        if (due.until.empty() || !is_given(fields, due.until)) return std::nullopt;
        return Day::parse(std::string{fields.at(due.until).as_string()});
    }

    // Lives one record's life: the days, the actors, and which values go with which step.
    PlannedRecord live(Group const& group, Draft& draft) {
        auto const& workflow = type_->workflow;
        PlannedRecord record{stanza_, draft.org, draft.subject, draft.whole, {}};
        json::object given;

        Deed first;
        first.day = draft.day;
        first.action = "create";
        first.actor = actor(workflow.create, "", draft.org);
        for (auto const& rule : *group.rules) {
            auto const& name = rule.field->name;
            if (!rule.field->required && !names_field(workflow.create, name) && any_action_names(workflow, name)) continue;
            first.fields[name] = given[name] = draft.values[name];
        }
        add_people(first, draft, "");
        if (workflow.create.note_required) first.note = random_.pick(plan_.names.lists.at("notes"));
        auto const* state = &workflow.state(*workflow.create.to);
        std::optional<Day> due;
        if (state->due) due = state->due->from(first.day, until(*state->due, given), calendar_);
        record.deeds.push_back(std::move(first));

        auto const arrived = [&] { return group.rest != nullptr && !group.rest->state.empty() && state->name == group.rest->state; };
        for (std::size_t i = 0; i < group.life->size() && !arrived(); ++i) {
            auto const& step = (*group.life)[i];
            if (draft.skipped.contains(i)) continue;
            for (int time = 0; time < step.times && !arrived(); ++time) {
                auto const found = std::find_if(state->actions.begin(), state->actions.end(), [&](auto const& one) { return one.name == step.action; });
                if (found == state->actions.end()) fail(fmt::format("状态 {} 没有动作 {} / state and action do not fit", state->name, step.action));
                auto const& action = *found;
                Deed deed;
                deed.action = action.name;
                deed.day = day_of_step(step, action, record.deeds.back().day, due, draft);
                deed.actor = actor(action, step.role, draft.org);
                for (auto const& rule : *group.rules) {
                    auto const& name = rule.field->name;
                    if (!names_field(action, name)) continue;
                    bool const again = is_given(given, name);
                    if (rule.kind == Rule::Kind::InTurn) {
                        deed.fields[name] = given[name] = rule.values[std::min(draft.turns[name]++, rule.values.size() - 1)];
                        continue;
                    }
                    if (again && (step.times == 1 || std::find(action.needs.begin(), action.needs.end(), name) == action.needs.end())) continue;
                    deed.fields[name] = given[name] = again && rule.kind == Rule::Kind::OneOf ? draw_value(rule) : draft.values[name];
                }
                if (time == 0) add_people(deed, draft, step.action);
                if (!step.notes.empty()) {
                    deed.note = random_.pick(step.notes);
                } else if (action.note_required) {
                    deed.note = random_.pick(plan_.names.lists.at("notes"));
                }
                if (action.to) {
                    state = &workflow.state(*action.to);
                    due.reset();
                    if (state->due) due = state->due->from(deed.day, until(*state->due, given), calendar_);
                } else if (action.extend) {
                    due = action.extend->from(due.value_or(deed.day), until(*action.extend, given), calendar_);
                }
                record.deeds.push_back(std::move(deed));
            }
        }
        if (group.rest != nullptr && !group.rest->state.empty() && !arrived()) fail(fmt::format("到不了状态 {} / the state is never reached", group.rest->state));
        return record;
    }

    std::size_t actor(packs::Action const& action, std::string const& role, org::Code org) const {
        auto const found = staff_.actor(action.by, role, org);
        if (!found) fail(fmt::format("{}：{} 没有可以办理 {} 的账号 / no account may do it", type_->name, org.text(), action.name));
        return *found;
    }

    Day day_of_step(PlanStep const& step, packs::Action const& action, Day last, std::optional<Day> due, Draft const& draft) {
        bool const wait = action.gate == packs::Gate::AfterDue && due;
        Day day = last;
        if (step.day) {
            day = *step.day;
        } else if (!step.on.empty()) {
            day = Day::parse(std::string{draft.values.at(step.on).as_string()}).value_or(last);
        } else {
            auto const n = static_cast<int>(random_.between(step.after_low, step.after_high));
            day = calendar_.after_working_days(wait ? std::max(last, *due) : last, wait ? std::max(n, 1) : n);
            // What would come after the last day is done on it, where that may be.
            if (day > plan_.today && (!wait || plan_.today > *due)) day = std::max(plan_.today, last);
        }
        if (day < last || day > plan_.today) {
            fail(fmt::format("{} 要在 {} 办理，上一步在 {} / the step falls on a day that cannot be", action.name, day.iso(), last.iso()));
        }
        return day;
    }

    void add_people(Deed& deed, Draft const& draft, std::string const& action) {
        for (auto const& joining : stanza_->joinings) {
            if (joining.by != action) continue;
            auto const people = draft.joining.find(joining.role);
            if (people == draft.joining.end()) continue;
            for (auto const person : people->second) deed.joining.emplace_back(joining.role, person);
        }
    }

    Plan const& plan_;
    Staff const& staff_;
    Random& random_;
    Places places_;
    WorkingCalendar const& calendar_;
    Schedule schedule_;
    Stanza const* stanza_ = nullptr;
    packs::RecordType const* type_ = nullptr;
    std::set<org::Code> taken_places_;
    std::set<std::string> once_;
    std::map<std::string, std::vector<std::size_t>> made_;      // people, by stanza
    std::map<std::string, std::vector<std::size_t>> standing_;  // records, by stanza
};

}  // namespace

Schedule draw_schedule(Plan const& plan, std::vector<org::Organisation> const& tree, Staff const& staff, Random& random) {
    return Drawer{plan, tree, staff, random}.draw();
}

}  // namespace niangjia::demo
