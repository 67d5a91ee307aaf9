// Records of a person who turned out to be another: they speak of the survivor from then on, and what they count for is
// counted for her.
#include <algorithm>
#include <set>

#include "audit/audit.h"
#include "base/error.h"
#include "funds/funds.h"
#include "records/records.h"
#include "records/sql.h"
#include "records/steps.h"
#include "storage/pieces.h"

namespace niangjia::records {
namespace {

json::value id_value(people::PersonId id) { return json::string{std::to_string(id)}; }

constexpr Message no_record{ErrorKind::Broken, "records.gone", "记录 {} 不见了，请从备份恢复", "The record {} is gone; restore it from a backup"};

// Her records by three indexes, whatever their number: subject, participants, fields.
void add_about(storage::Query& query, people::PersonId person) {
    query.then("FROM records r WHERE r.id IN (SELECT id FROM records WHERE subject_person = ?", person);
    query.then("UNION SELECT record FROM participants WHERE who = ? AND kind = 0", person);
    query.then("UNION SELECT record FROM record_persons WHERE person = ?)", person);
}

std::vector<std::string> texts_of(json::object const& what, std::string_view name) {
    std::vector<std::string> texts;
    if (auto const* list = what.if_contains(name)) {
        for (auto const& element : list->as_array()) texts.emplace_back(element.as_string());
    }
    return texts;
}

}  // namespace

packs::Action const& merge_action() {
    static auto const action = [] {
        packs::Action made;
        made.name = "merge-person";
        made.title = {"合并档案", "Merge files"};
        return made;
    }();
    return action;
}

packs::Action const& unmerge_action() {
    static auto const action = [] {
        packs::Action made;
        made.name = "unmerge-person";
        made.title = {"撤销合并", "Take a merge back"};
        return made;
    }();
    return action;
}

void follow_merges(packs::RecordType const& type, std::vector<figures::Step>& steps) {
    struct Merge {
        std::size_t at = 0;
        json::value from, into;
    };
    std::vector<Merge> merges;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto const* change = steps[i].fields.if_contains(person_key);
        if (change == nullptr) continue;
        auto const pair = change->as_array();
        steps[i].fields.erase(person_key);
        if (steps[i].action == merge_action().name) {
            merges.push_back({i, pair.at(0), pair.at(1)});
            continue;
        }
        // Taken back: as if it had never been.
        auto const undone = std::find_if(merges.rbegin(), merges.rend(), [&](Merge const& merge) { return merge.from == pair.at(1) && merge.into == pair.at(0); });
        if (undone != merges.rend()) merges.erase(std::next(undone).base());
    }
    // What was said of her before the merge is said of the survivor now.
    for (auto const& merge : merges) {
        for (std::size_t k = 0; k < merge.at; ++k) {
            for (auto const& field : type.fields) {
                if (field.type != packs::FieldType::Person) continue;
                if (auto* value = steps[k].fields.if_contains(field.name); value != nullptr && *value == merge.from) *value = merge.into;
            }
        }
    }
}

// What a move changes in one record: kept, so that it can be taken back.
struct Records::Moved {
    bool subject = false;
    std::vector<std::string> roles;   // where she took part
    std::vector<std::string> shared;  // of these, where the survivor took part as well
    std::vector<std::int64_t> days;   // of her taking part, by role
    std::vector<std::string> fields;

    [[nodiscard]] std::string text() const {
        JsonWriter json;
        json.open_object().member("subject", subject);
        for (auto const& [name, list] : {std::pair{"roles", &roles}, {"shared", &shared}, {"fields", &fields}}) {
            json.key(name).open_array();
            for (auto const& element : *list) json.text(element);
            json.close_array();
        }
        json.key("days").open_array();
        for (auto const day : days) json.number(day);
        json.close_array().close_object();
        return std::move(json).str();
    }
    [[nodiscard]] static Moved read(std::string_view text) {
        auto const what = stored_object(text);
        Moved moved{what.at("subject").as_bool(), texts_of(what, "roles"), texts_of(what, "shared"), {}, texts_of(what, "fields")};
        for (auto const& day : what.at("days").as_array()) moved.days.push_back(day.to_number<std::int64_t>());
        return moved;
    }
};

void Records::change_person(storage::Transaction& transaction, identity::Context const& context, RecordId id, people::PersonId from,
                            people::PersonId into, packs::Action const& action, std::string const& note,
                            std::function<void(Record&, json::object&)> const& change) const {
    // Wherever it is: what another place wrote about her moves as well.
    auto record = fetch_anywhere(transaction, id);
    auto const entries = timeline(transaction, record);
    auto const before = figures_->contributions_of(facts(transaction, record, entries));
    auto const was = record;
    json::object changes{{person_key, json::array{id_value(from), id_value(into)}}};
    change(record, changes);

    std::string said = note;
    record.once_key = once_key(record);
    if (record.once_key) {
        auto rows = transaction.query(sql::find_once, *record.once_key);
        if (rows.next() && rows.integer(0) != record.id) {
            said += fmt::format("；合并后与 {} 重复，请作废其中一条", number_text(rows.integer(0)));
            record.once_key.reset();
        }
    }
    change_row(transaction, record, record.subject, record.version);
    if (record.type->posts()) funds::follow_merge(transaction, record.id, from, into);

    Entry entry;
    entry.n = entries.back().n + 1;
    entry.day = context.today();
    entry.action = action.name;
    entry.to = record.state->name;
    entry.due = record.due;
    entry.changes = changes;
    auto const changes_text = to_text(changes);
    transaction.execute(sql::add_entry, id, entry.n, context.now(), entry.day.number(), context.account(), action.name, record.state->name, entry.to,
                        record.due ? std::optional{record.due->number()} : std::nullopt, said, changes_text, 0, "{}", storage::Null{});
    auto all = entries;
    all.push_back(std::move(entry));
    index(transaction, record, all, attachments(transaction, record));
    figures_->write(transaction, id, all.back().n, before, figures_->contributions_of(facts(transaction, record, all)));
    audit::append(transaction, {context.now(), context.account(), record.org.value(), "records." + action.name,
                                fmt::format("record:{}/{}", id, all.back().n), changes_text + said, can_be_sealed(*record.type)});
}

std::int64_t Records::merge_persons(storage::Transaction& transaction, identity::Context const& context, people::People const& people,
                                    people::PersonId from, people::PersonId into, std::string_view reason) const {
    from = people::survivor(transaction, from);
    into = people::survivor(transaction, into);
    auto const merge = people.merge(transaction, context, from, into, reason);
    auto const note = fmt::format("人员档案合并：{} 并入 {}；{}", from, into, reason);
    std::vector<RecordId> ids;
    {
        auto rows = transaction.query(sql::list_records_of_person, from);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    for (auto const id : ids) {
        Moved moved;
        change_person(transaction, context, id, from, into, merge_action(), note, [&](Record& record, json::object& changes) {
            if (record.subject && *record.subject == Party{packs::Who::Person, from}) {
                moved.subject = true;
                record.subject->id = into;
            }
            std::set<std::string> present;
            std::vector<std::pair<std::string, std::int64_t>> hers;
            {
                auto rows = transaction.query(sql::list_roles_of, id, from, into);
                while (rows.next()) {
                    if (rows.integer(1) == into) {
                        present.insert(rows.string(0));
                    } else {
                        hers.emplace_back(rows.string(0), rows.integer(2));
                    }
                }
            }
            for (auto const& [role, day] : hers) {
                moved.roles.push_back(role);
                moved.days.push_back(day);
                if (present.contains(role)) moved.shared.push_back(role);
                transaction.execute(sql::drop_participant, id, role, from);
                transaction.execute(sql::add_participant, id, role, 0, into, day);
            }
            for (auto const& field : record.type->fields) {
                if (field.type != packs::FieldType::Person) continue;
                auto* value = record.fields.if_contains(field.name);
                if (value == nullptr || *value != id_value(from)) continue;
                moved.fields.push_back(field.name);
                *value = id_value(into);
                changes[field.name] = json::array{id_value(from), id_value(into)};
            }
            index_persons(transaction, record);
        });
        transaction.execute(sql::add_move, merge, id, moved.text());
    }
    return static_cast<std::int64_t>(ids.size());
}

std::int64_t Records::unmerge_person(storage::Transaction& transaction, identity::Context const& context, people::People const& people,
                                     people::PersonId from, std::string_view reason) const {
    auto const merge = people.unmerge(transaction, context, from, reason);
    auto const note = fmt::format("撤销人员档案合并：{} 与 {} 分开；{}", merge.from, merge.into, reason);
    std::vector<std::pair<RecordId, Moved>> moves;
    {
        auto rows = transaction.query(sql::list_moves, merge.id);
        while (rows.next()) moves.emplace_back(rows.integer(0), Moved::read(rows.text(1)));
    }
    for (auto const& [id, moved] : moves) {
        change_person(transaction, context, id, merge.into, merge.from, unmerge_action(), note, [&](Record& record, json::object& changes) {
            if (moved.subject) record.subject->id = merge.from;
            for (std::size_t i = 0; i < moved.roles.size(); ++i) {
                auto const& role = moved.roles[i];
                bool const shared = std::ranges::find(moved.shared, role) != moved.shared.end();
                if (!shared) transaction.execute(sql::drop_participant, record.id, role, merge.into);
                transaction.execute(sql::add_participant, record.id, role, 0, merge.from, moved.days[i]);
            }
            for (auto const& name : moved.fields) {
                auto* value = record.fields.if_contains(name);
                // Corrected since: what somebody said later stands.
                if (value == nullptr || *value != id_value(merge.into)) continue;
                *value = id_value(merge.from);
                changes[name] = json::array{id_value(merge.into), id_value(merge.from)};
            }
            index_persons(transaction, record);
        });
    }
    return static_cast<std::int64_t>(moves.size());
}

// --- What the people room asks

Record Records::fetch_anywhere(storage::Reader const& reader, RecordId id) const {
    auto rows = reader.query(sql::find_record, id, 0, org::Code{}.last().value());
    if (!rows.next()) throw error(no_record, number_text(id));
    return read_row(rows);
}

void Records::index_persons(storage::Transaction& transaction, Record const& record) const {
    auto const is_person = [](packs::Field const& field) { return field.type == packs::FieldType::Person; };
    if (std::ranges::none_of(record.type->fields, is_person)) return;
    transaction.execute(sql::drop_record_persons, record.id);
    for (auto const& field : record.type->fields) {
        if (!is_person(field)) continue;
        auto const* value = record.fields.if_contains(field.name);
        if (value != nullptr && value->is_string()) transaction.execute(sql::add_record_person, std::stoll(std::string{value->as_string()}), record.id);
    }
}

people::People::Use Records::use_of(storage::Reader const& reader, people::PersonId person) const {
    auto rows = reader.query(sql::use_of_person, person);
    people::People::Use use;
    if (!rows.next()) return use;
    use.open = rows.integer(0);
    if (auto const last = rows.maybe_integer(1)) use.last = Day{static_cast<std::int32_t>(*last)};
    return use;
}

std::vector<people::PersonId> Records::mentioned(storage::Reader const& reader, std::span<people::PersonId const> persons) const {
    std::vector<people::PersonId> found;
    constexpr std::size_t at_once = 512;
    for (std::size_t from = 0; from < persons.size(); from += at_once) {
        auto const some = persons.subspan(from, std::min(at_once, persons.size() - from));
        storage::Query query{"records/list_mentioned", "SELECT subject_person FROM records WHERE subject_person IN"};
        storage::add_list(query, some);
        query.then("UNION SELECT who FROM participants WHERE kind = 0 AND who IN");
        storage::add_list(query, some);
        query.then("UNION SELECT person FROM record_persons WHERE person IN");
        storage::add_list(query, some);
        auto rows = reader.query(query);
        while (rows.next()) found.push_back(rows.integer(0));
    }
    return found;
}

std::vector<Record> Records::about(storage::Reader const& reader, identity::Context const& context, people::PersonId person, std::optional<After> after,
                                   int limit) const {
    std::vector<Record> found;
    storage::Query query{"records/list_about", record_columns};
    add_about(query, person);
    if (after) query.then("AND (r.opened, r.id) < (?, ?)", after->opened, after->record);
    query.then("AND");
    storage::add_ranges(query, "r.org", context.reach(identity::Permission::ReadRecords));
    query.then("ORDER BY r.opened DESC, r.id DESC LIMIT ?", limit);
    auto rows = reader.query(query);
    while (rows.next()) found.push_back(read_row(rows));
    // Sealed ones name nobody in the database: the caller's own are opened and looked at.
    for (auto& record : own_sealed(reader, context, Party{packs::Who::Person, person})) {
        bool const further = !after || std::pair{std::int64_t{record.opened.number()}, record.id} < std::pair{after->opened, after->record};
        if (further) found.push_back(std::move(record));
    }
    std::sort(found.begin(), found.end(), [](Record const& a, Record const& b) { return std::pair{a.opened, a.id} > std::pair{b.opened, b.id}; });
    if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
    return found;
}

std::map<std::string, std::int64_t> Records::count_about(storage::Reader const& reader, identity::Context const& context, people::PersonId person) const {
    std::map<std::string, std::int64_t> counts;
    storage::Query query{"records/count_about", "SELECT r.type, count(*)"};
    add_about(query, person);
    query.then("AND");
    storage::add_ranges(query, "r.org", context.reach(identity::Permission::ReadRecords));
    query.then("GROUP BY r.type");
    auto rows = reader.query(query);
    while (rows.next()) {
        auto const type = types_.find(rows.integer(0));
        if (type != types_.end()) counts[type->second->kind] += rows.integer(1);
    }
    return counts;
}

}  // namespace niangjia::records
