// Acting on records: every rule of a step is held here.
#include <algorithm>

#include "audit/audit.h"
#include "base/error.h"
#include "notify/notify.h"
#include "org/org.h"
#include "people/people.h"
#include "records/actors.h"
#include "records/computed.h"
#include "records/deadlines.h"
#include "records/fields.h"
#include "records/holds.h"
#include "records/post.h"
#include "records/limits.h"
#include "records/records.h"
#include "records/rules.h"
#include "records/sealing.h"
#include "records/sql.h"
#include "records/steps.h"
#include "storage/commands.h"

namespace niangjia::records {
namespace {

constexpr Message may_not_act{ErrorKind::Forbidden, "records.may-not-act", "这一步（{}）不由您办理；可以办理的是：{}",
                              "This step ({}) is not yours; these may take it: {}"};
constexpr Message no_such_action{ErrorKind::Refused, "records.no-such-action", "记录现为“{}”，不能办理“{}”；请刷新后再看",
                                 "The record is '{}' now and '{}' cannot be done; reload and look again"};
constexpr Message day_before{ErrorKind::Invalid, "records.day-before", "日期 {} 早于上一步（{}），请改正", "The day {} is before the last step ({})"};
constexpr Message must_wait{ErrorKind::Refused, "records.must-wait", "期限（公示或等待期）到 {} 为止，之后才能办理这一步",
                            "The period runs until {}; this step can be taken after it"};
constexpr Message past_due{ErrorKind::Refused, "records.past-due", "这一步只能在 {} 之前办理，期限已过", "This step had to be taken by {}; that is past"};
constexpr Message done_once{ErrorKind::Refused, "records.done-once", "“{}”只能办理一次，已在 {} 办理过", "'{}' can be done only once, and was on {}"};
constexpr Message through_batch{ErrorKind::Refused, "records.through-batch", "“{}”由付款批次办理，不能单独办；请在批次里操作",
                                "'{}' is taken by the batch of payments and not by itself; go on in the batch"};
constexpr Message nothing_to_correct{ErrorKind::Invalid, "records.nothing-to-correct", "请填写要更正的字段", "Name the fields to correct"};
constexpr Message voided{ErrorKind::Refused, "records.voided", "记录已作废，不能再更正", "The record is void and cannot be corrected"};
constexpr Message no_reader{ErrorKind::Refused, "records.not-from-portal", "这件事不是从网上来的，留言没有人看得到", "This did not come through the portal; nobody would read a message"};
constexpr Message other_side{ErrorKind::Forbidden, "records.other-side", "“{}”对您的账号不开放，请让同事填写", "'{}' is not open to your account; let a colleague fill it in"};
constexpr Message assess_unread{ErrorKind::Refused, "records.assess-unread", "只有办案人员打开封存后才能评估风险", "Only the team, who can read it, assesses the danger"};
constexpr Message unknown_link{ErrorKind::Invalid, "records.unknown-link", "没有这条记录，或不在您的工作范围内", "There is no such record within your reach"};

std::string request_of(RecordId id, Act const& act) {
    std::string text = std::to_string(id) + " " + (act.day ? act.day->iso() : "") + " " + (act.link_to ? std::to_string(*act.link_to) : "") +
                       "\n" + content_of(act.action, act.fields, act.note);
    for (auto const& participant : act.participants) text += participant.role + std::to_string(participant.party.id) + " ";
    return text;
}

}  // namespace

void Records::act(storage::Transaction& transaction, identity::Context const& context, RecordId id, std::int64_t version, Act const& act) const {
    auto const request = context.bound(request_of(id, act));
    if (storage::answered(transaction, context.account(), act.command, request)) return;

    auto record = fetch(transaction, context, id);
    require_writing(context, record);
    // First: what a later state no longer offers is no mistake of hers who saw the earlier one.
    if (record.version != version) throw error(stale, record.version);
    auto entries = timeline(transaction, record);
    bool const correcting = act.action == "correct";
    bool const linking = act.action == "link";
    bool const telling = act.action == message_action().name;
    bool const hers = context.own_record().has_value();
    // An applicant takes the steps that the pack gives her, and writes; the others never write in her name.
    bool const built_in = hers ? act.action == applicant_message_action().name : correcting || linking || telling || act.action == "remark";
    auto const& type = *record.type;
    auto const* action = hers ? &applicant_message_action() : correcting ? &correct_action() : linking ? &link_action() : telling ? &message_action() : &remark_action();
    if (!built_in) {
        auto const found = std::find_if(record.state->actions.begin(), record.state->actions.end(), [&](auto const& one) { return one.name == act.action; });
        if (found == record.state->actions.end()) throw error(no_such_action, record.state->title.zh, act.action).with_pointer("/action");
        action = &*found;
        if (action->through_batch && !act.through_batch) throw error(through_batch, action->title.zh).with_pointer("/action");
        if (!may(context, action->by, record)) throw error(may_not_act, action->title.zh, actors_text(action->by));
    } else if (correcting) {
        if (!may(context, type.workflow.create.by, record)) throw error(may_not_act, action->title.zh, actors_text(type.workflow.create.by));
        if (record.state->voids) throw error(voided);
    } else if (telling) {
        if (!may(context, type.workflow.create.by, record)) throw error(may_not_act, action->title.zh, actors_text(type.workflow.create.by));
        if (!from_portal(transaction, id)) throw error(no_reader);
    }

    if (auto const why = held(transaction, id, act.holder); why && (!built_in || correcting)) throw *why;

    // Without what the form says already, red would come out as blue.
    if (action->assesses && record.locked()) throw error(assess_unread);

    std::vector<Problem> problems;
    Day const today = context.today();
    Day const day = built_in ? today : act.day.value_or(today);
    Day const last = entries.back().day;
    if (day > today) problems.push_back(problem(day_ahead, "/day", day.iso(), today.iso()));
    if (!built_in && day < last) problems.push_back(problem(day_before, "/day", day.iso(), last.iso()));
    check_note(act.note, action->note_required, problems);
    auto given = read_fields(transaction, context, type, record.org, act.fields, problems);
    reckon(transaction, type, built_in ? nullptr : action, id, record.subject, record.fields, given, problems);
    if (correcting) {
        check_computed(type, nullptr, given, problems);
        if (given.empty() && problems.empty()) problems.push_back(problem(nothing_to_correct, "/fields"));
        for (auto const& [key, value] : given) {
            auto const* field = type.field({key.data(), key.size()});
            if (field->required && value.is_null() && !is_wrong(problems, field->name)) problems.push_back(problem(missing, "/fields/" + field->name, field->title.zh));
        }
    } else {
        check_fields(type, *action, record.fields, given, false, problems);
        if (action->assesses) assess(type, record.fields, given);
    }
    std::optional<Record> other;
    if (linking) {
        try {
            if (act.link_to && *act.link_to != id) other = fetch(transaction, context, *act.link_to);
        } catch (Error const& failure) {
            if (failure.kind() != ErrorKind::NotFound) throw;
        }
        if (!other) problems.push_back(problem(unknown_link, "/link/to"));
    }
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    if (correcting) {
        check_posted(transaction, record, entries, given);
    } else {
        check_approved(transaction, record, *action, entries, act.fields, given);
    }
    for (auto const& [key, value] : given) {
        if (record.hides(*type.field({key.data(), key.size()}))) throw error(other_side, type.field({key.data(), key.size()})->title.zh);
    }

    if (action->gate == packs::Gate::AfterDue && record.due && day <= *record.due) throw error(must_wait, record.due->iso());
    if (action->gate == packs::Gate::WithinDue && record.due && day > *record.due) throw error(past_due, record.due->iso());
    if (action->once) {
        auto const done = std::find_if(entries.begin(), entries.end(), [&](Entry const& entry) { return entry.action == action->name; });
        if (done != entries.end()) throw error(done_once, action->title.zh, done->day.iso());
    }

    if (auto const why = hindrance(transaction, context, record, *action, entries)) throw *why;
    if (auto const why = own_notice(transaction, context, record, *action)) throw *why;

    auto after = record.fields;
    for (auto const& [key, value] : given) after[key] = value;
    check_objections(transaction, record, *action, entries);
    check_parts(transaction, record, *action, after);

    auto before = figures_->contributions_of(facts(transaction, record, entries));
    auto const subject = record.subject;
    bool const seals = !record.seal && wants_seal(type, after);
    if (seals) {
        before = figures_->scrub(transaction, id, std::move(before));
        auto sides = sides_of(transaction, context, record);
        for (auto const person : sides_among(type, act.participants)) sides.push_back(person);
        seal_now(transaction, context, record, entries, std::nullopt, sides);
    }
    auto const half = record.seal ? public_half(transaction, *record.seal) : std::string{};

    json::object changes;
    for (auto const& [key, value] : given) {
        auto const* old = record.fields.if_contains(key);
        changes[key] = json::array{old == nullptr ? json::value(nullptr) : *old, value};
        if (value.is_null()) {
            record.fields.erase(key);
        } else {
            record.fields[key] = value;
        }
    }
    auto const& from_state = *record.state;
    auto const& from = from_state.name;
    if (action->to) {
        record.state = &type.workflow.state(*action->to);
        record.due.reset();
        if (record.state->due) record.due = record.state->due->from(counted_from(*record.state, day, today), until_day(*record.state->due, record.fields), library_->calendar());
        if (!record.state->closed) record.closed.reset();
        if (record.state->closed && !record.closed) record.closed = day;
    } else if (action->extend && action->extends.empty()) {
        record.due = action->extend->from(record.due.value_or(day), until_day(*action->extend, record.fields), library_->calendar());
    } else if (record.state->due && !record.state->due->until.empty() && given.if_contains(record.state->due->until)) {
        record.due = until_day(*record.state->due, record.fields);
    }
    json::object hidden_changes;
    if (record.seal) {
        hidden_changes = take_hidden(type, changes);
        (void)take_hidden(type, record.fields);
    }
    if (!given.empty() || seals) {
        auto const names = org::short_names(transaction, std::vector{record.org});
        auto const name = names.find(record.org.value());
        record.title = make_title(type, record.fields, name == names.end() ? "" : name->second);
    }
    record.once_key = once_key(record);
    check_once(transaction, record);
    check_limits(*this, transaction, context, record, &from_state, changes);

    std::int64_t const added = act.participants.empty() ? 0 : add_participants(transaction, context, record, act.participants, action->adds, day);
    // Who cannot open a sealed record cannot say against whom those stand whom she adds: the next of the team does.
    if (type.has_sides() && !record.locked()) tell_sides(transaction, record, participants(transaction, record, most_told));
    if (other) add_links(transaction, record, *other, act.link_kind.empty() ? "related" : act.link_kind);
    auto const number = [](std::optional<Day> value) { return value ? std::optional{value->number()} : std::nullopt; };
    change_row(transaction, record, subject, version);

    Entry entry;
    entry.n = entries.back().n + 1;
    entry.day = day;
    entry.action = act.action;
    entry.to = record.state->name;
    entry.due = record.due;
    entry.note = act.note;
    entry.changes = changes;
    auto const changes_text = to_text(changes);
    entry.from = from;
    entry.deadlines = deadline_steps(type, entries, *action, from_state, *record.state, day, record.fields, library_->calendar());
    auto const box = record.seal ? hide(half, entry_place(id, entry.n), entry_text(act.note, std::move(hidden_changes))) : std::string{};
    transaction.execute(sql::add_entry, id, entry.n, context.now(), day.number(), context.account(), act.action, from, entry.to,
                        number(record.due), record.seal ? std::string{} : act.note, changes_text, added, steps_text(entry.deadlines),
                        record.seal ? blob(box) : storage::Value{storage::Null{}});
    if (record.key) complete_team(transaction, record, *record.key, kept_out(transaction, record, sides_of(transaction, context, record)));
    auto all = entries;
    all.push_back(std::move(entry));
    post(transaction, context, record, *action, all);
    set_todos(transaction, record, all);
    set_notices(transaction, record);
    index_persons(transaction, record);
    if (record.parent && from_state.closed != record.state->closed) tell_parent(transaction, context, record, day);
    if (!given.empty() || !act.note.empty() || seals) index(transaction, record, all, attachments(transaction, record));
    figures_->write(transaction, id, all.back().n, before, figures_->contributions_of(facts(transaction, record, all)));
    auto const target = "record:" + std::to_string(id) + "/" + std::to_string(all.back().n);
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records." + act.action, target, record.seal ? box : changes_text + act.note, !record.seal && can_be_sealed(type)});
    if (hers) tell_team(transaction, context, record, notify::written_online);
    storage::answer(transaction, context.account(), act.command, request, id);
}

std::vector<Offer> Records::offers(storage::Reader const& reader, identity::Context const& context, Record const& record) const {
    std::vector<Offer> offers;
    bool const hers = context.own_record() == record.id;
    auto const permission = writing(*record.type);
    if (!hers && !context.reaches(permission, record.org) && !context.reaches(permission, record.sender)) return offers;
    auto const entries = timeline(reader, record);
    auto const holding = held(reader, record.id, std::nullopt);
    for (auto const& action : record.state->actions) {
        if (!may(context, action.by, record)) continue;
        Offer offer{&action, std::nullopt, std::nullopt};
        auto const today = context.today();
        auto const refuse = [&](Error const& why) { offer.refusal = why.text(); };
        if (action.gate == packs::Gate::AfterDue && record.due && today <= *record.due) {
            refuse(error(must_wait, record.due->iso()));
            offer.after = record.due;
        } else if (action.gate == packs::Gate::WithinDue && record.due && today > *record.due) {
            refuse(error(past_due, record.due->iso()));
        } else if (action.once) {
            auto const done = std::find_if(entries.begin(), entries.end(), [&](Entry const& entry) { return entry.action == action.name; });
            if (done != entries.end()) refuse(error(done_once, action.title.zh, done->day.iso()));
        }
        if (auto const why = hindrance(reader, context, record, action, entries); why && !offer.refusal) refuse(*why);
        if (auto const why = own_notice(reader, context, record, action); why && !offer.refusal) refuse(*why);
        if (holding) refuse(*holding);
        if (action.through_batch && !offer.refusal) {
            refuse(error(through_batch, action.title.zh));
            offer.through_batch = true;
        }
        offers.push_back(std::move(offer));
    }
    if (hers) {
        offers.push_back({&applicant_message_action(), {}, {}});
        return offers;
    }
    bool const registers = may(context, record.type->workflow.create.by, record);
    if (registers && from_portal(reader, record.id)) offers.push_back({&message_action(), {}, {}});
    if (!record.state->voids && registers) offers.push_back({&correct_action(), holding ? std::optional{holding->text()} : std::nullopt, {}});
    offers.push_back({&remark_action(), {}, {}});
    offers.push_back({&link_action(), {}, {}});
    return offers;
}

}  // namespace niangjia::records
