// Due days beside a state's own, and to whom an overdue matter is shown as well.
#include <fmt/format.h>

#include <algorithm>

#include "packs/loader.h"

namespace niangjia::packs {
namespace {

bool holds(std::vector<std::string> const& steps, std::string_view step) {
    return !step.empty() && std::find(steps.begin(), steps.end(), step) != steps.end();
}

}  // namespace

bool Deadline::starts_with(std::string_view action, std::string_view entered) const { return holds(from, action) || holds(from, entered); }

bool Deadline::met_by(std::string_view action, std::string_view entered) const { return holds(until, action) || holds(until, entered); }

Due const* Deadline::length(std::string_view value) const {
    if (per.empty()) return &due;
    auto const found = std::find_if(lengths.begin(), lengths.end(), [&](auto const& length) { return length.first == value; });
    return found == lengths.end() ? nullptr : &found->second;
}

Deadline const* Workflow::deadline(std::string_view deadline_name) const {
    auto const found = std::find_if(deadlines.begin(), deadlines.end(), [&](Deadline const& one) { return one.name == deadline_name; });
    return found == deadlines.end() ? nullptr : &*found;
}

void Loader::check_step(std::string const& step, Workflow const& workflow, Item const& item) {
    if (workflow.has_action(step) || workflow.find(step) != nullptr) return;
    std::vector<std::string> known{"create"};
    for (auto const& state : workflow.states) {
        known.push_back(state.name);
        for (auto const& action : state.actions) known.push_back(action.name);
    }
    auto const near = nearest(step, known);
    item.problem(fmt::format("流程里没有步骤或状态“{}”{}", step, near.empty() ? "" : "，是否想写“" + near + "”？"),
                 fmt::format("The workflow has no action or state '{}'{}", step, near.empty() ? "" : "; did you mean '" + near + "'?"));
}

std::optional<Escalation> Loader::read_escalation(Item const& item, RecordType const& type) {
    item.keys({"after", "to"}, {"after", "to"});
    auto const after = item.get("after");
    auto const to = item.get("to");
    if (!after || !to) return std::nullopt;
    auto const due = read_due(*after, type);
    if (!due) return std::nullopt;
    return Escalation{*due, read_actors(*to)};
}

std::optional<Deadline> Loader::read_deadline(Item const& key, Item const& item, Workflow const& workflow, RecordType const& type) {
    item.keys({"name", "from", "until", "again", "due", "per", "lengths", "by", "escalate", "says"}, {"from", "until", "by"});
    Deadline deadline;
    deadline.name = key.text();
    deadline.title = item.name_at("name");
    deadline.from = item.texts_at("from");
    deadline.until = item.texts_at("until");
    for (auto const* steps : {"from", "until"}) {
        auto const given = item.get(steps);
        if (!given) continue;
        for (auto const& element : given->elements()) check_step(element.text(), workflow, element);
    }
    deadline.again = item.truth_at("again");
    if (auto const says = item.get("says")) deadline.says = says->text_pair();
    if (auto const by = item.get("by")) deadline.awaits = read_actors(*by);
    if (auto const escalate = item.get("escalate")) deadline.escalation = read_escalation(*escalate, type);
    auto const due = item.get("due");
    auto const per = item.get("per");
    auto const lengths = item.get("lengths");
    if (due && !per && !lengths) {
        if (auto const read = read_due(*due, type)) deadline.due = *read;
        return deadline;
    }
    if (due || !per || !lengths) {
        item.problem("期限写 due，或写 per（按哪个选项字段）和 lengths（各选项多久），二者取一", "A deadline has either due, or per (a choice field) and lengths (one for each choice)");
        return std::nullopt;
    }
    deadline.per = per->text();
    auto const* field = type.field(deadline.per);
    if (field == nullptr || field->type != FieldType::Choice || field->choices == nullptr) {
        per->problem(fmt::format("per 要指向选项字段，“{}”不是", deadline.per), fmt::format("per must name a choice field; '{}' is none", deadline.per));
        return std::nullopt;
    }
    for (auto const& [value, length] : lengths->members()) {
        if (field->choices->find(value.text()) == nullptr) {
            value.problem(fmt::format("“{}”不是“{}”的选项", value.text(), deadline.per), fmt::format("'{}' is no choice of '{}'", value.text(), deadline.per));
        }
        if (auto const read = read_due(length, type)) deadline.lengths.emplace_back(value.text(), *read);
    }
    return deadline;
}

}  // namespace niangjia::packs
