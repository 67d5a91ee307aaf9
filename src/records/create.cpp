// Creating records: every rule of their beginning is held here.
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
#include "records/post.h"
#include "records/limits.h"
#include "records/records.h"
#include "records/rules.h"
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
constexpr Message missing_subject{ErrorKind::Invalid, "records.missing-subject", "请选择对象（{}）", "Choose whom it is about ({})"};
constexpr Message no_subject{ErrorKind::Invalid, "records.no-subject", "这类记录没有对象，请去掉", "Records of this type are about nobody; leave it out"};
constexpr Message unknown_subject{ErrorKind::Invalid, "records.unknown-subject", "查无此对象，或不在您的工作范围内，请重新选择",
                                  "There is no such person or organisation within your reach; choose again"};
constexpr Message unknown_parent{ErrorKind::NotFound, "records.unknown-parent", "没有所属的那条记录，或不在您的工作范围内", "There is no such record within your reach for this one to be part of"};
constexpr Message no_part{ErrorKind::Invalid, "records.no-part", "“{}”不能放在“{}”之下", "'{}' cannot be part of '{}'"};
constexpr Message needs_parent{ErrorKind::Invalid, "records.needs-parent", "“{}”要从所属的记录里发起：{}", "'{}' starts from the record it is part of: {}"};
constexpr Message parent_void{ErrorKind::Refused, "records.parent-void", "所属的记录已作废，不能再添加", "The record it is part of is void"};
constexpr Message no_sealing{ErrorKind::Refused, "records.no-sealing", "“{}”没有设定办案人员，不能封存", "'{}' names no team, so that it cannot be sealed"};

// What a command id is bound to: the same request again, and nothing else.
std::string request_of(Creation const& creation) {
    std::string text = "create " + creation.type + " " + creation.org.text() + " " + (creation.day ? creation.day->iso() : "") + " " +
                       (creation.subject ? std::to_string(creation.subject->id) : "") + (creation.parent ? " of " + std::to_string(*creation.parent) : "") +
                       (creation.sealed ? " sealed" : "") + (creation.applicant.empty() ? "" : " for " + vault::base64(creation.applicant)) + "\n" + content_of("", creation.fields, creation.note);
    for (auto const& participant : creation.participants) text += participant.role + std::to_string(participant.party.id) + " ";
    return text;
}

}  // namespace

bool Records::may_create(identity::Context const& context, packs::RecordType const& type, org::Code org) const {
    bool const level = type.levels.empty() || std::find(type.levels.begin(), type.levels.end(), org.level()) != type.levels.end();
    return level && may(context, type.workflow.create.by, org, writing(type));
}

bool Records::may_open_part(identity::Context const& context, packs::RecordType const& type, Record const& whole) const {
    return type.is_part_of(*whole.type) && context.reaches(writing(type), whole.org) && may(context, type.workflow.create.by, whole.org, writing(type));
}

RecordId Records::create(storage::Transaction& transaction, identity::Context const& context, Creation const& creation) const {
    auto const request = context.bound(request_of(creation));
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
        context.require(writing(*type), parent->org);
        if (!type->is_part_of(*parent->type)) throw Error::invalid({problem(no_part, "/parent", type->title.zh, parent->type->title.zh)});
        if (parent->state->voids) throw error(parent_void).with_pointer("/parent");
        check_noticed(*type, *parent);
    } else if (!type->part_of.empty() || type->objects) {
        std::string wholes;
        for (auto const* whole : type->part_of) wholes += (wholes.empty() ? "" : "、") + whole->title.zh;
        throw Error::invalid({problem(needs_parent, "/parent", type->title.zh, wholes)});
    }
    // What is sent goes where its sender does not reach.
    auto const sender = type->receiver ? parent->org : creation.org;
    context.require(writing(*type), sender);
    auto const place = org::find(transaction, creation.org);
    if (!place || place->until) throw Error{ErrorKind::NotFound, "org.unknown", {"没有这个组织，或不在您的工作范围内", "There is no such organisation within your reach"}, "/org"};
    if (!type->levels.empty() && std::find(type->levels.begin(), type->levels.end(), creation.org.level()) == type->levels.end()) {
        std::string levels;
        for (auto const level : type->levels) levels += (levels.empty() ? "" : "、") + std::string{org::name_of(level)};
        throw error(wrong_level, type->title.zh, levels).with_pointer("/org");
    }
    auto const& action = type->workflow.create;
    if (!may(context, action.by, sender, writing(*type))) throw error(may_not_create, type->title.zh, actors_text(action.by));

    std::vector<Problem> problems;
    Day const day = creation.day.value_or(context.today());
    if (day > context.today()) problems.push_back(problem(day_ahead, "/day", day.iso(), context.today().iso()));
    check_note(creation.note, action.note_required, problems);
    auto fields = read_fields(transaction, context, *type, creation.org, creation.fields, problems);
    reckon(transaction, *type, &action, 0, creation.subject, {}, fields, problems);
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
    if (record.state->due) record.due = record.state->due->from(counted_from(*record.state, day, context.today()), until_day(*record.state->due, record.fields), library_->calendar());
    if (record.state->closed) record.closed = day;
    record.once_key = once_key(record);
    check_once(transaction, record);
    check_limits(*this, transaction, context, record, nullptr, {});

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
    post(transaction, context, record, action, {first});
    set_todos(transaction, record, {first});
    set_notices(transaction, record);
    index_persons(transaction, record);
    if (parent) tell_parent(transaction, context, record, day);
    index(transaction, record, {first}, {});
    figures_->write(transaction, record.id, 1, {}, figures_->contributions_of(facts(transaction, record, {first})));
    auto const target = "record:" + std::to_string(record.id) + "/1";
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records.create", target, record.seal ? box : changes_text + creation.note, !record.seal && can_be_sealed(*type)});
    if (!creation.applicant.empty()) tell_team(transaction, context, record, notify::asked_online);
    storage::answer(transaction, context.account(), creation.command, request, record.id);
    return record.id;
}

}  // namespace niangjia::records
