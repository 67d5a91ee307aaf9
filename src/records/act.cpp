// Creating records and acting on them: every rule of the workflow is held here.
#include <algorithm>

#include "audit/audit.h"
#include "base/error.h"
#include "org/org.h"
#include "people/people.h"
#include "records/actors.h"
#include "records/deadlines.h"
#include "records/fields.h"
#include "records/records.h"
#include "records/sealing.h"
#include "records/sql.h"
#include "records/steps.h"
#include "storage/commands.h"
#include "storage/ids.h"

namespace niangjia::records {
namespace {

constexpr Message unknown_type{ErrorKind::Invalid, "records.unknown-type", "没有名为“{}”的记录类型", "There is no record type '{}'"};
constexpr Message wrong_level{ErrorKind::Refused, "records.wrong-level-of-organisation", "“{}”不能登记在这一级组织名下，可登记的层级：{}",
                              "'{}' cannot belong to an organisation of this level; it may to: {}"};
constexpr Message may_not_create{ErrorKind::Forbidden, "records.may-not-create", "您的角色不能在这里登记“{}”；可以登记的是：{}",
                                 "Your role may not create '{}' here; these may: {}"};
constexpr Message may_not_act{ErrorKind::Forbidden, "records.may-not-act", "这一步（{}）不由您办理；可以办理的是：{}",
                              "This step ({}) is not yours; these may take it: {}"};
constexpr Message no_such_action{ErrorKind::Refused, "records.no-such-action", "记录现为“{}”，不能办理“{}”；请刷新后再看",
                                 "The record is '{}' now and '{}' cannot be done; reload and look again"};
constexpr Message missing{ErrorKind::Invalid, "records.missing", "请填写“{}”", "'{}' must be filled in"};
constexpr Message needs_yes{ErrorKind::Invalid, "records.needs-yes", "“{}”为“是”才能办理这一步", "This step needs a yes to '{}'"};
constexpr Message missing_subject{ErrorKind::Invalid, "records.missing-subject", "请选择对象（{}）", "Choose whom it is about ({})"};
constexpr Message no_subject{ErrorKind::Invalid, "records.no-subject", "这类记录没有对象，请去掉", "Records of this type are about nobody; leave it out"};
constexpr Message unknown_subject{ErrorKind::Invalid, "records.unknown-subject", "查无此对象，或不在您的工作范围内，请重新选择",
                                  "There is no such person or organisation within your reach; choose again"};
constexpr Message missing_note{ErrorKind::Invalid, "records.missing-note", "请写明理由或说明", "Give a reason or a note"};
constexpr Message note_too_long{ErrorKind::Invalid, "records.note-too-long", "说明最多 2000 个字", "A note holds at most 2,000 characters"};
constexpr Message field_not_here{ErrorKind::Invalid, "records.field-not-here", "“{}”不在这一步填写；更正请用“更正”",
                                 "'{}' is not filled in at this step; use 'correct' to mend it"};
constexpr Message day_ahead{ErrorKind::Invalid, "records.day-ahead", "日期 {} 还没有到，请填今天（{}）或更早",
                            "The day {} is yet to come; give today ({}) or earlier"};
constexpr Message day_before{ErrorKind::Invalid, "records.day-before", "日期 {} 早于上一步（{}），请改正", "The day {} is before the last step ({})"};
constexpr Message must_wait{ErrorKind::Refused, "records.must-wait", "期限（公示或等待期）到 {} 为止，之后才能办理这一步",
                            "The period runs until {}; this step can be taken after it"};
constexpr Message past_due{ErrorKind::Refused, "records.past-due", "这一步只能在 {} 之前办理，期限已过", "This step had to be taken by {}; that is past"};
constexpr Message done_once{ErrorKind::Refused, "records.done-once", "“{}”只能办理一次，已在 {} 办理过", "'{}' can be done only once, and was on {}"};
constexpr Message stale{ErrorKind::Stale, "records.stale", "别人刚刚改过这条记录（现为第 {} 版），请刷新后再办", 
                        "Somebody changed this record meanwhile (version {} now); reload and try again"};
constexpr Message once_per{ErrorKind::Conflict, "records.once-per", "同一对象在同一期内只能有一条“{}”，已有 {}，请在那一条上继续办理",
                           "There can be only one '{}' of these; {} stands already, go on with that one"};
constexpr Message nothing_to_correct{ErrorKind::Invalid, "records.nothing-to-correct", "请填写要更正的字段", "Name the fields to correct"};
constexpr Message voided{ErrorKind::Refused, "records.voided", "记录已作废，不能再更正", "The record is void and cannot be corrected"};
constexpr Message no_participants_here{ErrorKind::Invalid, "records.no-participants-here", "这一步不能添加“{}”", "This step adds no '{}'"};
constexpr Message wrong_participant{ErrorKind::Invalid, "records.wrong-participant", "第 {} 名参与者查无此人（单位），或不在您的工作范围内",
                                    "Participant {} does not exist within your reach"};
constexpr Message too_many_participants{ErrorKind::TooLarge, "records.too-many-participants", "一次最多添加 {} 名，请分批添加",
                                        "At most {} can be added at once; add them in parts"};
constexpr Message unknown_parent{ErrorKind::NotFound, "records.unknown-parent", "没有所属的那条记录，或不在您的工作范围内", "There is no such record within your reach for this one to be part of"};
constexpr Message no_part{ErrorKind::Invalid, "records.no-part", "“{}”不能放在“{}”之下", "'{}' cannot be part of '{}'"};
constexpr Message needs_parent{ErrorKind::Invalid, "records.needs-parent", "“{}”要从所属的记录里发起：{}", "'{}' starts from the record it is part of: {}"};
constexpr Message parent_void{ErrorKind::Refused, "records.parent-void", "所属的记录已作废，不能再添加", "The record it is part of is void"};
constexpr Message open_parts{ErrorKind::Refused, "records.open-parts", "还有未办结的“{}”（{}），办结后才能结案", "'{}' ({}) is still open; close it first"};
constexpr Message part_wanted{ErrorKind::Refused, "records.part-wanted", "先要登记“{}”，才能办理“{}”", "'{}' must be there before '{}' can be done"};
constexpr Message computed{ErrorKind::Invalid, "records.computed", "“{}”由评估表算出，不用填写", "'{}' is computed from the form; leave it out"};
constexpr Message no_sealing{ErrorKind::Refused, "records.no-sealing", "“{}”没有设定办案人员，不能封存", "'{}' names no team, so that it cannot be sealed"};
constexpr Message no_reader{ErrorKind::Refused, "records.not-from-portal", "这件事不是从网上来的，留言没有人看得到", "This did not come through the portal; nobody would read a message"};
constexpr Message other_side{ErrorKind::Forbidden, "records.other-side", "“{}”对您的账号不开放，请让同事填写", "'{}' is not open to your account; let a colleague fill it in"};
constexpr Message unknown_link{ErrorKind::Invalid, "records.unknown-link", "没有这条记录，或不在您的工作范围内", "There is no such record within your reach"};

constexpr int most_told = 10'000;

// Persons who are to take part on one of the sides.
std::vector<people::PersonId> sides_among(packs::RecordType const& type, std::vector<NewParticipant> const& participants) {
    std::vector<people::PersonId> persons;
    for (auto const& [role, party] : participants) {
        if (party.who == packs::Who::Person && type.is_side(role)) persons.push_back(party.id);
    }
    return persons;
}

// Fills in what the form adds up to.
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

// What a step needs and may take, checked against what is there and what was given. A field that is wrong already is not
// missing as well.
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
    for (auto const& field : type.fields) {
        bool const needed = std::find(action.needs.begin(), action.needs.end(), field.name) != action.needs.end();
        if (creating && field.required && !needed && !is_filled(given, field.name) && !is_wrong(problems, field.name)) {
            problems.push_back(problem(missing, "/fields/" + field.name, field.title.zh));
        }
        if (action.assesses && given.if_contains(field.name) && (field.name == "risk-level" || field.name == "risk-points")) {
            problems.push_back(problem(computed, "/fields/" + field.name, field.title.zh));
        } else if (!creating && given.if_contains(field.name) && !action.takes_field(field.name)) {
            problems.push_back(problem(field_not_here, "/fields/" + field.name, field.title.zh));
        }
    }
}

}  // namespace

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

namespace {

void check_note(std::string const& note, bool required, std::vector<Problem>& problems) {
    if (required && note.find_first_not_of(" \t\r\n") == std::string::npos) problems.push_back(problem(missing_note, "/note"));
    if (characters(note) > 2'000) problems.push_back(problem(note_too_long, "/note"));
}

// The columns that say whom a record is about: none of a sealed one.
std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>> columns_of(Record const& record) {
    if (!record.subject || record.seal) return {};
    if (record.subject->who == packs::Who::Person) return {record.subject->id, std::nullopt};
    return {std::nullopt, record.subject->id};
}

std::string content_of(std::string_view action, json::object const& fields, std::string_view note) {
    return std::string{action} + "\n" + to_text(fields) + "\n" + std::string{note};
}

// What a command id is bound to: the same request again, and nothing else.
std::string request_of(Creation const& creation) {
    std::string text = "create " + creation.type + " " + creation.org.text() + " " + (creation.day ? creation.day->iso() : "") + " " +
                       (creation.subject ? std::to_string(creation.subject->id) : "") + (creation.parent ? " of " + std::to_string(*creation.parent) : "") +
                       (creation.sealed ? " sealed" : "") + (creation.applicant.empty() ? "" : " for " + vault::base64(creation.applicant)) + "\n" + content_of("", creation.fields, creation.note);
    for (auto const& participant : creation.participants) text += participant.role + std::to_string(participant.party.id) + " ";
    return text;
}

std::string request_of(RecordId id, Act const& act) {
    std::string text = std::to_string(id) + " " + (act.day ? act.day->iso() : "") + " " + (act.link_to ? std::to_string(*act.link_to) : "") +
                       "\n" + content_of(act.action, act.fields, act.note);
    for (auto const& participant : act.participants) text += participant.role + std::to_string(participant.party.id) + " ";
    return text;
}

packs::Action built_in(std::string name, Text title, bool note_required) {
    packs::Action action;
    action.name = std::move(name);
    action.title = std::move(title);
    action.note_required = note_required;
    return action;
}

}  // namespace

packs::Action const& correct_action() {
    static auto const action = built_in("correct", {"更正", "Correct"}, true);
    return action;
}

packs::Action const& remark_action() {
    static auto const action = built_in("remark", {"备注", "Remark"}, true);
    return action;
}

packs::Action const& message_action() {
    static auto const action = built_in(std::string{packs::message_step}, {"给她留言", "Message to her"}, true);
    return action;
}

packs::Action const& applicant_message_action() {
    static auto const action = built_in(std::string{packs::applicant_message_step}, {"她的留言", "Message from her"}, true);
    return action;
}

packs::Action const& part_action() {
    static auto const action = built_in("part", {"所属事项有进展", "A part has moved"}, false);
    return action;
}

packs::Action const& calendar_action() {
    static auto const action = built_in("calendar", {"期限随放假安排更正", "Due day moved with the calendar"}, false);
    return action;
}

packs::Action const& seal_action() {
    static auto const action = built_in("seal", {"封存", "Sealed"}, false);
    return action;
}

packs::Action const& admit_action() {
    static auto const action = built_in("admit", {"加入办案人员", "Taken into the team"}, false);
    return action;
}

packs::Action const& dismiss_action() {
    static auto const action = built_in("dismiss", {"移出办案人员", "Let out of the team"}, false);
    return action;
}

packs::Action const& break_action() {
    static auto const action = built_in("break-seal", {"解封查阅", "Seal broken"}, false);
    return action;
}

packs::Action const& link_action() {
    static auto const action = built_in("link", {"关联", "Link"}, false);
    return action;
}

bool Records::may_create(identity::Context const& context, packs::RecordType const& type, org::Code org) const {
    bool const level = type.levels.empty() || std::find(type.levels.begin(), type.levels.end(), org.level()) != type.levels.end();
    return level && may(context, type.workflow.create.by, org);
}

bool Records::may_open_part(identity::Context const& context, packs::RecordType const& type, Record const& whole) const {
    return type.is_part_of(*whole.type) && context.reaches(identity::Permission::WriteRecords, whole.org) && may(context, type.workflow.create.by, whole.org);
}

std::int64_t Records::add_participants(storage::Transaction& transaction, identity::Context const& context, Record const& record,
                                       std::vector<NewParticipant> const& wanted, std::vector<std::string> const& allowed, Day day) const {
    if (wanted.size() > most_participants_at_once) throw error(too_many_participants, most_participants_at_once).with_pointer("/participants");
    std::vector<Problem> problems;
    std::int64_t added = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        auto const& [role, party] = wanted[i];
        auto const pointer = "/participants/" + std::to_string(i);
        auto const* declared = record.type->participant(role);
        if (declared == nullptr || std::find(allowed.begin(), allowed.end(), role) == allowed.end()) {
            problems.push_back(problem(no_participants_here, pointer + "/role", role));
            continue;
        }
        bool const known = declared->who == party.who && (party.who == packs::Who::Person
                                                              ? people::reachable(transaction, context, party.id)
                                                              : org::exists(transaction, org::Code{party.id}));
        if (!known) {
            problems.push_back(problem(wrong_participant, pointer, i + 1));
            continue;
        }
        if (record.seal && party.who == packs::Who::Person) {
            auto counted = transaction.query(sql::count_sealed_participants, record.id);
            (void)counted.next();
            auto const text = participant_text({role, party, day});
            transaction.execute(sql::add_sealed_participant, record.id, counted.integer(0) + 1,
                                blob(hide(public_half(transaction, *record.seal), participant_place(record.id), text)));
            ++added;
            continue;
        }
        added += transaction.execute(sql::add_participant, record.id, role, party.who == packs::Who::Person ? 0 : 1, party.id, day.number());
    }
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    return added;
}

void Records::set_todos(storage::Transaction& transaction, Record const& record, std::vector<Entry> const& timeline) const {
    if (timeline.size() > 1) transaction.execute(sql::drop_todos, record.id);
    if (record.state->voids) return;
    auto const add = [&](std::vector<packs::Actor> const& actors, std::optional<Day> due, std::string_view deadline, bool waits, std::int64_t shows) {
        std::vector<std::pair<packs::Actor const*, org::Code>> places;
        auto nearest = org::Level::Nation;
        for (auto const& actor : actors) {
            // The receiver's own people have it at the receiver; the others where it was sent from.
            auto const org = record.sender != record.org && actor.role != receiver_role ? record.sender : record.org;
            auto const place = actor.place(org);
            if (!place) continue;
            places.emplace_back(&actor, *place);
            if (!actor.at) nearest = std::max(nearest, place->level());
        }
        for (auto const& [actor, place] : places) {
            // Of several roles without a level it lies with those who are nearest.
            if (!actor->at && place.level() != nearest) continue;
            transaction.execute(sql::add_todo, place.value(), actor->role, due ? due->number() : no_due, record.id, deadline, waits ? 1 : 0, shows);
        }
    };
    auto const escalate = [&](std::optional<packs::Escalation> const& escalation, std::optional<Day> due, std::string_view deadline) {
        if (!escalation || !due) return;
        if (auto const day = escalation->after.from(*due, std::nullopt, library_->calendar())) add(escalation->to, due, deadline, false, day->number() + 1);
    };
    if (!record.state->closed) {
        add(record.state->awaits, record.due, "", record.state->waits(), 0);
        escalate(record.state->escalation, record.due, "");
    }
    for (auto const& [deadline, length, since, due, extended] : running(*record.type, timeline)) {
        add(deadline->awaits, due, deadline->name, false, 0);
        escalate(deadline->escalation, due, deadline->name);
    }
}

void Records::check_parts(storage::Reader const& reader, Record const& record, packs::Action const& action, json::object const& fields) const {
    for (auto const& wanted : action.wants) {
        bool const wants = wanted.when.empty() || std::any_of(wanted.when.begin(), wanted.when.end(), [&](auto const& condition) {
                               return has_value(*record.type, fields, condition.first, condition.second);
                           });
        if (!wants) continue;
        auto rows = reader.query(sql::find_part, record.id, type_numbers_.at(wanted.part->name));
        if (!rows.next()) throw error(part_wanted, wanted.part->title.zh, action.title.zh);
    }
    bool const closes = action.to && record.type->workflow.state(*action.to).closed && !record.state->closed;
    if (!closes || action.leaves_parts_open) return;
    auto rows = reader.query(sql::list_open_parts, record.id);
    if (rows.next()) {
        auto const type = types_.find(rows.integer(1));
        throw error(open_parts, type == types_.end() ? type_names_.at(rows.integer(1)) : type->second->title.zh, number_text(rows.integer(0)));
    }
}

// What happens to a part stands in the timeline of the whole as well; it changes nothing there.
void Records::tell_parent(storage::Transaction& transaction, identity::Context const& context, Record const& part, Day day) const {
    auto rows = transaction.query(sql::find_state, *part.parent);
    if (!rows.next()) return;
    auto const state = rows.string(0);
    auto const due = rows.maybe_integer(1);
    auto numbers = transaction.query(sql::next_entry, *part.parent);
    (void)numbers.next();
    auto const n = numbers.integer(0) + 1;
    auto const text = fmt::format("{} {}：{}", part.type->title.zh, number_text(part.id), part.state->title.zh);
    auto const seal = rows.maybe_integer(2);
    auto const hidden = seal ? hide(public_half(transaction, *seal), entry_place(*part.parent, n), entry_text(text, {})) : std::string{};
    transaction.execute(sql::add_entry, *part.parent, n, context.now(), day.number(), context.account(), part_action().name, state, state, due,
                        seal ? std::string{} : text, "{}", 0, "{}", seal ? blob(hidden) : storage::Value{storage::Null{}});
}

void Records::check_once(storage::Reader const& reader, Record const& record) const {
    if (!record.once_key) return;
    auto rows = reader.query(sql::find_once, *record.once_key);
    if (rows.next() && rows.integer(0) != record.id) throw error(once_per, record.type->title.zh, number_text(rows.integer(0)));
}

void Records::require_writing(identity::Context const& context, Record const& record) const {
    using identity::Permission;
    if (context.own_record() == record.id) return;
    context.require(Permission::WriteRecords, context.reaches(Permission::WriteRecords, record.sender) ? record.sender : record.org);
}

void Records::change_row(storage::Transaction& transaction, Record const& record, std::optional<Party> const& subject, std::int64_t version) const {
    auto const [person, organisation] = columns_of(record);
    auto const number = [](std::optional<Day> value) { return value ? std::optional{value->number()} : std::nullopt; };
    // Who cannot read whom it is about leaves the box as it is.
    auto const hidden = !record.seal             ? std::string{}
                        : !record.hidden.empty() ? record.hidden
                                                 : hide(public_half(transaction, *record.seal), record_place(record.id), subject_text(subject));
    auto const changed = transaction.execute(sql::change_record, record.id, record.state->name, record.title, number(record.due), number(record.closed),
                                             to_text(record.fields), record.once_key, record.seal,
                                             record.seal ? blob(hidden) : storage::Value{storage::Null{}}, person, organisation, version);
    if (changed != 1) throw error(stale, record.version + 1);
}

RecordId Records::create(storage::Transaction& transaction, identity::Context const& context, Creation const& creation) const {
    auto const request = request_of(creation);
    if (auto const answer = storage::answered(transaction, context.account(), creation.command, request)) return *answer;

    auto const* type = library_->record_type(creation.type);
    if (type == nullptr) throw error(unknown_type, creation.type).with_pointer("/type");
    std::optional<Record> parent;
    if (creation.parent) {
        try {
            parent = fetch(transaction, context, *creation.parent);
        } catch (Error const& failure) {
            if (failure.kind() != ErrorKind::NotFound) throw;
            throw error(unknown_parent).with_pointer("/parent");
        }
        context.require(identity::Permission::WriteRecords, parent->org);
        if (!type->is_part_of(*parent->type)) throw Error::invalid({problem(no_part, "/parent", type->title.zh, parent->type->title.zh)});
        if (parent->state->voids) throw error(parent_void).with_pointer("/parent");
    } else if (!type->part_of.empty()) {
        std::string wholes;
        for (auto const* whole : type->part_of) wholes += (wholes.empty() ? "" : "、") + whole->title.zh;
        throw Error::invalid({problem(needs_parent, "/parent", type->title.zh, wholes)});
    }
    // What is sent goes where its sender does not reach.
    auto const sender = type->receiver ? parent->org : creation.org;
    context.require(identity::Permission::WriteRecords, sender);
    auto const place = org::find(transaction, creation.org);
    if (!place || place->until) throw Error{ErrorKind::NotFound, "org.unknown", {"没有这个组织，或不在您的工作范围内", "There is no such organisation within your reach"}, "/org"};
    if (!type->levels.empty() && std::find(type->levels.begin(), type->levels.end(), creation.org.level()) == type->levels.end()) {
        std::string levels;
        for (auto const level : type->levels) levels += (levels.empty() ? "" : "、") + std::string{org::name_of(level)};
        throw error(wrong_level, type->title.zh, levels).with_pointer("/org");
    }
    auto const& action = type->workflow.create;
    if (!may(context, action.by, sender)) throw error(may_not_create, type->title.zh, actors_text(action.by));

    std::vector<Problem> problems;
    Day const day = creation.day.value_or(context.today());
    if (day > context.today()) problems.push_back(problem(day_ahead, "/day", day.iso(), context.today().iso()));
    check_note(creation.note, action.note_required, problems);
    auto fields = read_fields(transaction, context, *type, creation.fields, problems);
    check_fields(*type, action, {}, fields, true, problems);
    if (action.assesses) assess(*type, {}, fields);
    if (!creation.subject && type->subject && (type->subject->required || std::find(action.needs.begin(), action.needs.end(), "subject") != action.needs.end())) {
        problems.push_back(problem(missing_subject, "/subject", type->subject->who == packs::Who::Person ? "人员" : "组织"));
    }
    if (creation.subject) {
        if (!type->subject) {
            problems.push_back(problem(no_subject, "/subject"));
        } else if (type->subject->who != creation.subject->who ||
                   !(creation.subject->who == packs::Who::Person ? people::reachable(transaction, context, creation.subject->id)
                                                                 : org::exists(transaction, org::Code{creation.subject->id}))) {
            problems.push_back(problem(unknown_subject, "/subject"));
        }
    }
    if (!problems.empty()) throw Error::invalid(std::move(problems));

    Record record;
    record.id = storage::next_id(transaction, "record", creation.org.county_part());
    record.type = type;
    record.org = creation.org;
    record.sender = sender;
    record.parent = creation.parent;
    record.state = &type->workflow.state(*action.to);
    record.subject = creation.subject;
    for (auto const& [key, value] : fields) {
        if (!value.is_null()) record.fields[key] = value;
    }
    record.opened = day;
    record.created_by = context.account();
    auto const all_fields = record.fields;
    bool const under_seal = parent && parent->seal;
    std::string half;
    bool const asked = creation.sealed || !creation.applicant.empty();
    if (asked && !type->sealing) throw error(no_sealing, type->title.zh);
    if (under_seal || asked || wants_seal(*type, record.fields)) {
        // A part is sealed with its case; what is sent to another organisation has a seal of its own.
        record.seal = under_seal && !type->receiver ? *parent->seal : record.id;
        if (*record.seal == record.id) {
            auto sides = parent ? sides_of(transaction, context, *parent) : std::vector<people::PersonId>{};
            if (record.subject && record.subject->who == packs::Who::Person) sides.push_back(record.subject->id);
            for (auto const id : sides_among(*type, creation.participants)) sides.push_back(id);
            (void)make_seal(transaction, context, record, kept_out(transaction, record, sides), creation.applicant);
        }
        half = public_half(transaction, *record.seal);
    }
    auto hidden_fields = record.seal ? take_hidden(*type, record.fields) : json::object{};
    record.title = make_title(*type, record.fields, place->short_name);
    if (record.state->due) record.due = record.state->due->from(day, until_day(*record.state->due, record.fields), library_->calendar());
    if (record.state->closed) record.closed = day;
    record.once_key = once_key(record);
    check_once(transaction, record);

    auto const [person, organisation] = columns_of(record);
    auto const hidden = record.seal ? hide(half, record_place(record.id), subject_text(record.subject)) : std::string{};
    auto const number = [](std::optional<Day> value) { return value ? std::optional{value->number()} : std::nullopt; };
    auto const type_number = type_numbers_.at(type->name);
    transaction.execute(sql::add_record, record.id, type_number, record.org.value(), record.state->name, person, organisation, record.title,
                        day.number(), number(record.due), number(record.closed), to_text(record.fields), context.account(), context.now(),
                        record.once_key, record.parent, record.sender == record.org ? std::nullopt : std::optional{record.sender.value()}, record.seal,
                        record.seal ? blob(hidden) : storage::Value{storage::Null{}});
    for (auto const above : record.org.upwards()) transaction.execute(sql::add_to_list, above.value(), type_number, day.number(), record.id);

    // Participants may join with any action that adds them, and at once when the record is created.
    std::vector<std::string> joining;
    for (auto const& role : type->participants) joining.push_back(role.name);
    std::int64_t const added = creation.participants.empty() ? 0 : add_participants(transaction, context, record, creation.participants, joining, day);
    std::vector<Participant> first_ones;
    for (auto const& [role, party] : creation.participants) first_ones.push_back({role, party, day});
    tell_sides(transaction, record, first_ones);

    json::object changes;
    for (auto const& [key, value] : record.fields) changes[key] = json::array{nullptr, value};
    auto const changes_text = to_text(changes);
    Entry first;
    first.deadlines = deadline_steps(*type, {}, action, *record.state, *record.state, day, record.fields, library_->calendar());
    json::object hidden_changes;
    for (auto const& [key, value] : hidden_fields) hidden_changes[key] = json::array{nullptr, value};
    auto const box = record.seal ? hide(half, entry_place(record.id, 1), entry_text(creation.note, std::move(hidden_changes))) : std::string{};
    transaction.execute(sql::add_entry, record.id, 1, context.now(), day.number(), context.account(), "create", std::nullopt,
                        record.state->name, number(record.due), record.seal ? std::string{} : creation.note, changes_text, added, steps_text(first.deadlines),
                        record.seal ? blob(box) : storage::Value{storage::Null{}});
    first.n = 1;
    first.day = day;
    first.action = "create";
    first.to = record.state->name;
    first.due = record.due;
    first.note = creation.note;
    first.changes = std::move(changes);
    set_todos(transaction, record, {first});
    index_persons(transaction, record);
    if (parent) tell_parent(transaction, context, record, day);
    index(transaction, record, {first}, {});
    figures_->write(transaction, record.id, 1, {}, figures_->contributions_of(facts(transaction, record, {first})));
    auto const target = "record:" + std::to_string(record.id) + "/1";
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records.create", target, record.seal ? box : changes_text + creation.note});
    storage::answer(transaction, context.account(), creation.command, request, record.id);
    return record.id;
}

void Records::act(storage::Transaction& transaction, identity::Context const& context, RecordId id, std::int64_t version, Act const& act) const {
    auto const request = request_of(id, act);
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
        if (!may(context, action->by, record)) throw error(may_not_act, action->title.zh, actors_text(action->by));
    } else if (correcting) {
        if (!may(context, type.workflow.create.by, record)) throw error(may_not_act, action->title.zh, actors_text(type.workflow.create.by));
        if (record.state->voids) throw error(voided);
    } else if (telling) {
        if (!may(context, type.workflow.create.by, record)) throw error(may_not_act, action->title.zh, actors_text(type.workflow.create.by));
        if (!from_portal(transaction, id)) throw error(no_reader);
    }

    std::vector<Problem> problems;
    Day const today = context.today();
    Day const day = built_in ? today : act.day.value_or(today);
    Day const last = entries.back().day;
    if (day > today) problems.push_back(problem(day_ahead, "/day", day.iso(), today.iso()));
    if (!built_in && day < last) problems.push_back(problem(day_before, "/day", day.iso(), last.iso()));
    check_note(act.note, action->note_required, problems);
    auto given = read_fields(transaction, context, type, act.fields, problems);
    if (correcting) {
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
    for (auto const& [key, value] : given) {
        if (record.hides(*type.field({key.data(), key.size()}))) throw error(other_side, type.field({key.data(), key.size()})->title.zh);
    }

    if (action->gate == packs::Gate::AfterDue && record.due && day <= *record.due) throw error(must_wait, record.due->iso());
    if (action->gate == packs::Gate::WithinDue && record.due && day > *record.due) throw error(past_due, record.due->iso());
    if (action->once) {
        auto const done = std::find_if(entries.begin(), entries.end(), [&](Entry const& entry) { return entry.action == action->name; });
        if (done != entries.end()) throw error(done_once, action->title.zh, done->day.iso());
    }

    auto after = record.fields;
    for (auto const& [key, value] : given) after[key] = value;
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
        if (record.state->due) record.due = record.state->due->from(day, until_day(*record.state->due, record.fields), library_->calendar());
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

    std::int64_t const added = act.participants.empty() ? 0 : add_participants(transaction, context, record, act.participants, action->adds, day);
    // Who cannot open a sealed record cannot say against whom those stand whom she adds: the next of the team does.
    if (type.has_sides() && !record.locked()) tell_sides(transaction, record, participants(transaction, record, most_told));
    if (other) {
        auto const& kind = act.link_kind.empty() ? "related" : act.link_kind;
        transaction.execute(sql::add_link, id, other->id, kind);
        transaction.execute(sql::add_link, other->id, id, kind);
    }
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
    set_todos(transaction, record, all);
    index_persons(transaction, record);
    if (record.parent && from_state.closed != record.state->closed) tell_parent(transaction, context, record, day);
    if (!given.empty() || !act.note.empty() || seals) index(transaction, record, all, attachments(transaction, record));
    figures_->write(transaction, id, all.back().n, before, figures_->contributions_of(facts(transaction, record, all)));
    auto const target = "record:" + std::to_string(id) + "/" + std::to_string(all.back().n);
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records." + act.action, target, record.seal ? box : changes_text + act.note});
    storage::answer(transaction, context.account(), act.command, request, id);
}

std::vector<Offer> Records::offers(storage::Reader const& reader, identity::Context const& context, Record const& record) const {
    std::vector<Offer> offers;
    using identity::Permission;
    bool const hers = context.own_record() == record.id;
    if (!hers && !context.reaches(Permission::WriteRecords, record.org) && !context.reaches(Permission::WriteRecords, record.sender)) return offers;
    auto const entries = timeline(reader, record);
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
        offers.push_back(std::move(offer));
    }
    if (hers) {
        offers.push_back({&applicant_message_action(), {}, {}});
        return offers;
    }
    bool const registers = may(context, record.type->workflow.create.by, record);
    if (registers && from_portal(reader, record.id)) offers.push_back({&message_action(), {}, {}});
    if (!record.state->voids && registers) offers.push_back({&correct_action(), {}, {}});
    offers.push_back({&remark_action(), {}, {}});
    offers.push_back({&link_action(), {}, {}});
    return offers;
}

}  // namespace niangjia::records
