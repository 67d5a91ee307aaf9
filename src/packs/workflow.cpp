#include <fmt/format.h>

#include <algorithm>

#include "packs/loader.h"

namespace niangjia::packs {

std::optional<org::Code> Actor::place(org::Code org) const {
    if (at) return org.at(*at).value_or(org);
    for (auto const above : org.upwards()) {
        if (std::find(levels.begin(), levels.end(), above.level()) != levels.end()) return above;
    }
    return std::nullopt;
}

bool State::holds_up() const {
    return noticed || std::ranges::any_of(actions, [](Action const& action) { return action.gate == Gate::AfterDue; });
}

std::vector<Actor> Loader::read_actors(Item const& item) {
    std::vector<Actor> actors;
    for (auto const& element : item.elements()) {
        auto const text = element.text();
        Actor actor{text, std::nullopt, {}};
        if (auto const at = text.find(" at "); at != std::string::npos) {
            actor.role = text.substr(0, at);
            actor.at = org::level_named(text.substr(at + 4));
            if (!actor.at) {
                element.problem(fmt::format("“{}”不是层级：可用 province city county township village grid unit", text.substr(at + 4)),
                                fmt::format("'{}' is no level: use province city county township village grid unit", text.substr(at + 4)));
            }
        }
        if (auto const* role = roles_.find(actor.role)) actor.levels = role->levels;
        if (actor.role != applicant && roles_.find(actor.role) == nullptr) {
            std::vector<std::string> known;
            for (auto const& role : roles_.all()) known.push_back(role.name);
            element.problem(fmt::format("没有名为“{}”的角色，可用的有：{}", actor.role, fmt::join(known, "、")),
                            fmt::format("There is no role '{}'; known: {}", actor.role, fmt::join(known, ", ")));
        }
        actors.push_back(std::move(actor));
    }
    return actors;
}

void Loader::check_fields(std::vector<std::string> const& names, RecordType const& type, Item const& item) {
    for (auto const& name : names) {
        if (name == "subject" || type.field(name) != nullptr) continue;
        std::vector<std::string> known;
        for (auto const& field : type.fields) known.push_back(field.name);
        auto const near = nearest(name, known);
        item.problem(fmt::format("“{}”没有字段“{}”{}", type.name, name, near.empty() ? "" : "，是否想写“" + near + "”？"),
                     fmt::format("'{}' has no field '{}'{}", type.name, name, near.empty() ? "" : "; did you mean '" + near + "'?"));
    }
}

Action Loader::read_action(Item const& key, Item const& item, RecordType const& type, Action const* create) {
    item.keys({"name", "to", "by", "needs", "takes", "adds", "needs-yes", "note", "after", "within", "once", "extend", "confirm", "assesses", "leaves-parts-open", "wants",
               "posts", "unlike", "papers", "through"});
    Action action;
    action.name = create == nullptr ? "create" : key.text();
    action.title = item.name_at("name");
    if (auto const to = item.get("to")) action.to = to->text();
    if (auto const by = item.get("by")) {
        action.by = read_actors(*by);
    } else {
        item.problem("缺少“by”：谁可以办理这一步？", "'by' is missing: who may take this step?");
    }
    if (auto const needs = item.get("needs")) {
        action.needs = item.texts_at("needs");
        check_fields(action.needs, type, *needs);
    }
    if (auto const needs_yes = item.get("needs-yes")) {
        action.needs_yes = item.texts_at("needs-yes");
        check_fields(action.needs_yes, type, *needs_yes);
        for (auto const& name : action.needs_yes) {
            if (auto const* field = type.field(name); field != nullptr && field->type != FieldType::YesNo) {
                needs_yes->problem(fmt::format("needs-yes 只用于是否字段，“{}”不是", name), fmt::format("needs-yes takes yes-no fields; '{}' is none", name));
            }
        }
        action.needs.insert(action.needs.end(), action.needs_yes.begin(), action.needs_yes.end());
    }
    if (auto const takes = item.get("takes")) {
        action.takes = item.texts_at("takes");
        check_fields(action.takes, type, *takes);
    }
    if (auto const adds = item.get("adds")) {
        action.adds = item.texts_at("adds");
        for (auto const& role : action.adds) {
            if (type.participant(role) == nullptr) {
                adds->problem(fmt::format("“{}”没有参与者“{}”", type.name, role), fmt::format("'{}' has no participants '{}'", type.name, role));
            }
        }
    }
    if (auto const note = item.get("note")) {
        action.note_required = note->text() == "required";
        if (!action.note_required && note->text() != "optional") {
            note->problem("note 只能写 required 或 optional", "note is required or optional");
        }
    }
    auto const gate = [&](std::string_view name, Gate value) {
        if (auto const given = item.get(name)) {
            if (given->text() != "due") given->problem("这里只能写 due", "Only 'due' may stand here");
            action.gate = value;
        }
    };
    gate("after", Gate::AfterDue);
    gate("within", Gate::WithinDue);
    action.once = item.truth_at("once");
    action.confirm = item.truth_at("confirm");
    if (auto const extend = item.get("extend")) {
        action.extend = read_due(*extend, type);
        action.extends = extend->text_at("deadline");
    }
    action.leaves_parts_open = item.truth_at("leaves-parts-open");
    action.assesses = item.truth_at("assesses");
    if (action.assesses) {
        if (type.risk == nullptr) {
            item.problem(fmt::format("assesses 需要“{}”有风险评估表（risk:）", type.name), fmt::format("assesses needs a risk form (risk:) of '{}'", type.name));
        } else {
            for (auto const& one : type.risk->items) action.takes.push_back(one.name);
        }
    }
    if (auto const wants = item.get("wants")) {
        for (auto const& [part, when] : wants->members()) action.wants.push_back({part.text(), nullptr, read_conditions(when, type)});
    }
    if (auto const unlike = item.get("unlike")) {
        for (auto const& element : unlike->elements()) {
            action.unlike.push_back(element.text());
            pending_steps_.push_back({action.unlike.back(), false, element});
        }
    }
    if (auto const papers = item.get("papers")) {
        action.papers = papers->text() == "required";
        if (!action.papers) papers->problem("papers 只能写 required", "papers is required, or left out");
        if (create == nullptr) papers->problem("登记以后才能附材料，papers 写在下一步", "Papers are attached to what is there: papers goes with a later step");
    }
    if (auto const through = item.get("through")) {
        action.through_batch = through->text() == "batch";
        if (!action.through_batch) through->problem("through 只能写 batch", "Only 'batch' may stand under through");
        if (create == nullptr) through->problem("登记是人办的，through 写在后面的步骤", "A record is created by somebody: through goes with a later step");
    }
    if (auto const posts = item.get("posts")) read_posts(*posts, type, action, create == nullptr ? action : *create);
    return action;
}

// What everybody reads of the record while it stands there: nothing that tells more of her than her masked name.
void Loader::read_notice(Item const& item, RecordType const& type, State& state) {
    item.keys({"shows"}, {"shows"});
    state.noticed = true;
    auto const shows = item.get("shows");
    if (!shows) return;
    for (auto const& element : shows->elements()) {
        state.notice.push_back(element.text());
        auto const* field = type.field(state.notice.back());
        if (field == nullptr) {
            if (state.notice.back() == "subject") {
                element.problem("公示本来就有隐去部分的姓名，shows 只写字段", "A notice has the masked name anyway; shows names fields");
            } else {
                check_fields({state.notice.back()}, type, element);
            }
            continue;
        }
        if (field->seen_by >= identity::Sight::Personal || field->whereabouts || field->type == FieldType::Person) {
            element.problem(fmt::format("“{}”涉及个人信息（seen-by、whereabouts 或人员字段），不能公示", field->name),
                            fmt::format("'{}' tells of a person (seen-by, whereabouts, or a person field) and cannot be put up for everybody", field->name));
        }
    }
}

std::optional<Workflow> Loader::read_workflow(Item const& item, RecordType const& type) {
    item.keys({"name", "create", "states", "deadlines", "defaults"}, {"create", "states"});
    auto const create = item.get("create");
    auto const states = item.get("states");
    if (!create || !states) return std::nullopt;
    Workflow workflow;
    state_.clear();
    workflow.create = read_action(*create, *create, type, nullptr);
    if (!workflow.create.to) create->problem("create 要写明进入哪个状态（to:）", "create must say which state it leads to (to:)");
    for (auto const& [key, value] : states->members()) {
        value.keys({"name", "says", "due", "escalate", "closed", "void", "actions", "awaits", "notice"});
        State state;
        state.name = state_ = key.text();
        state.title = value.name_at("name");
        state.closed = value.truth_at("closed");
        state.voids = value.truth_at("void");
        if (auto const due = value.get("due")) {
            state.due = read_due(*due, type);
        }
        if (auto const says = value.get("says")) state.says = says->text_pair();
        if (auto const escalate = value.get("escalate")) state.escalation = read_escalation(*escalate, type);
        if (auto const actions = value.get("actions")) {
            for (auto const& [action_key, action] : actions->members()) {
                state.actions.push_back(read_action(action_key, action, type, &workflow.create));
            }
        }
        if (auto const notice = value.get("notice")) read_notice(*notice, type, state);
        if (auto const awaits = value.get("awaits")) state.awaits = read_actors(*awaits);
        workflow.states.push_back(std::move(state));
    }
    for (auto& state : workflow.states) {
        for (auto const& action : state.actions) {
            if (!action.to || state.closed) continue;
            state.next = &action;
            if (state.awaits.empty()) state.awaits = action.by;
            break;
        }
    }
    if (auto const deadlines = item.get("deadlines")) {
        for (auto const& [key, value] : deadlines->members()) {
            if (auto deadline = read_deadline(key, value, workflow, type)) workflow.deadlines.push_back(std::move(*deadline));
        }
    }
    for (auto const& state : workflow.states) {
        for (auto const& action : state.actions) {
            if (action.extends.empty() || workflow.deadline(action.extends) != nullptr) continue;
            auto const extend = *states->get(state.name)->get("actions")->get(action.name)->get("extend");
            extend.problem(fmt::format("流程里没有期限“{}”", action.extends), fmt::format("The workflow has no deadline '{}'", action.extends));
        }
    }
    check_steps_of_postings(workflow, type);
    check_ways(workflow, item);
    return workflow;
}

void Loader::check_ways(Workflow const& workflow, Item const& item) {
    std::set<std::string> known;
    for (auto const& state : workflow.states) known.insert(state.name);
    auto const states = *item.get("states");
    bool lost = false;
    auto const check_target = [&](Action const& action, Item const& given) {
        if (action.to && !known.contains(*action.to)) {
            lost = true;
            given.get("to")->problem(fmt::format("“{}”要进入的状态“{}”没有定义", action.name, *action.to),
                                     fmt::format("'{}' leads to '{}', which is no state here", action.name, *action.to));
        }
    };
    check_target(workflow.create, *item.get("create"));
    std::map<std::string, std::set<std::string>> ways;
    for (auto const& state : workflow.states) {
        for (auto const& action : state.actions) {
            check_target(action, *states.get(state.name)->get("actions")->get(action.name));
            if (action.to) ways[state.name].insert(*action.to);
        }
    }
    if (lost || !workflow.create.to) return;  // where the ways lead shows when they are mended
    std::set<std::string> reached;
    std::vector<std::string> open{*workflow.create.to};
    while (!open.empty()) {
        auto const name = open.back();
        open.pop_back();
        if (!reached.insert(name).second) continue;
        for (auto const& next : ways[name]) open.push_back(next);
    }
    for (auto const& state : workflow.states) {
        if (!reached.contains(state.name)) {
            states.get(state.name)->problem(fmt::format("状态“{}”没有任何一步可以进入", state.name),
                                            fmt::format("No action leads to the state '{}'", state.name));
        }
    }
    // A state leads somewhere when it is closed or one of its ways does.
    std::set<std::string> ending;
    for (bool grown = true; grown;) {
        grown = false;
        for (auto const& state : workflow.states) {
            if (ending.contains(state.name)) continue;
            bool const ends = state.closed || std::any_of(ways[state.name].begin(), ways[state.name].end(),
                                                          [&](auto const& next) { return ending.contains(next); });
            if (ends) grown = ending.insert(state.name).second;
        }
    }
    for (auto const& state : workflow.states) {
        if (!ending.contains(state.name)) {
            states.get(state.name)->problem(fmt::format("从状态“{}”走不到任何已办结（closed: true）的状态", state.name),
                                            fmt::format("From the state '{}' no closed state can be reached", state.name));
        }
    }
}

}  // namespace niangjia::packs
