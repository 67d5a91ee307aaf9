// What a step leaves behind beside its entry: participants, to-dos, the row, a word in the whole's timeline; and what stands in its way there.
#include <algorithm>

#include "base/error.h"
#include "org/org.h"
#include "people/people.h"
#include "records/deadlines.h"
#include "records/fields.h"
#include "records/rules.h"
#include "records/sealing.h"
#include "records/sql.h"

namespace niangjia::records {
namespace {

constexpr Message once_per{ErrorKind::Conflict, "records.once-per", "同一对象在同一期内只能有一条“{}”，已有 {}，请在那一条上继续办理",
                           "There can be only one '{}' of these; {} stands already, go on with that one"};
constexpr Message no_participants_here{ErrorKind::Invalid, "records.no-participants-here", "这一步不能添加“{}”", "This step adds no '{}'"};
constexpr Message wrong_participant{ErrorKind::Invalid, "records.wrong-participant", "第 {} 名参与者查无此人（单位），或不在您的工作范围内",
                                    "Participant {} does not exist within your reach"};
constexpr Message too_many_participants{ErrorKind::TooLarge, "records.too-many-participants", "一次最多添加 {} 名，请分批添加",
                                        "At most {} can be added at once; add them in parts"};
constexpr Message open_parts{ErrorKind::Refused, "records.open-parts", "还有未办结的“{}”（{}），办结后才能结案", "'{}' ({}) is still open; close it first"};
constexpr Message part_wanted{ErrorKind::Refused, "records.part-wanted", "先要登记“{}”，才能办理“{}”", "'{}' must be there before '{}' can be done"};

}  // namespace

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

void Records::add_links(storage::Transaction& transaction, Record const& one, Record const& other, std::string const& kind) const {
    // In the clear a link would tell of a sealed record whom it is about.
    auto const add = [&](Record const& from, Record const& to) {
        if (from.seal) {
            auto counted = transaction.query(sql::count_sealed_links, from.id);
            (void)counted.next();
            transaction.execute(sql::add_sealed_link, from.id, counted.integer(0) + 1, blob(hide(public_half(transaction, *from.seal), link_place(from.id), link_text({to.id, kind}))));
        } else if (!to.seal) {
            transaction.execute(sql::add_link, from.id, to.id, kind);
        }
    };
    add(one, other);
    add(other, one);
}

// Those of a record that is sealed from now on go into its boxes.
void Records::seal_links(storage::Transaction& transaction, RecordId record, std::string_view half) const {
    std::vector<Link> links;
    {
        auto rows = transaction.query(sql::list_links, record);
        while (rows.next()) links.push_back({rows.integer(0), rows.string(1)});
    }
    if (links.empty()) return;
    auto counted = transaction.query(sql::count_sealed_links, record);
    (void)counted.next();
    auto n = counted.integer(0);
    for (auto const& link : links) {
        transaction.execute(sql::add_sealed_link, record, ++n, blob(hide(half, link_place(record), link_text(link))));
        transaction.execute(sql::drop_link, record, link.other);
        // Another sealed one takes its own side into its own boxes.
        auto seal = transaction.query(sql::find_seal_of, link.other);
        if (!seal.next() || seal.is_null(0)) transaction.execute(sql::drop_link, link.other, record);
    }
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
    if (context.own_record() == record.id) return;
    auto const permission = writing(*record.type);
    context.require(permission, context.reaches(permission, record.sender) ? record.sender : record.org);
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

}  // namespace niangjia::records
