// Reading records, one and many, within the caller's reach.
#include "records/records.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "funds/funds.h"
#include "people/people.h"
#include "records/deadlines.h"
#include "records/fields.h"
#include "records/sealed_subjects.h"
#include "records/sealing.h"
#include "records/sql.h"
#include "records/steps.h"
#include "storage/ids.h"

namespace niangjia::records {
namespace {

constexpr Message not_found{ErrorKind::NotFound, "records.not-found", "没有这条记录，或不在您的工作范围内", "There is no such record within your reach"};
constexpr Message type_gone{ErrorKind::Broken, "records.type-gone", "记录类型“{}”已不在项目包里，请恢复该项目包后再试",
                            "The record type '{}' is in no pack any more; restore that pack"};

std::optional<Day> day_in(storage::Rows const& rows, int column) {
    auto const number = rows.maybe_integer(column);
    return number ? std::optional{Day{static_cast<std::int32_t>(*number)}} : std::nullopt;
}

Entry read_entry(storage::Rows const& rows, int at) {
    Entry entry;
    entry.n = rows.integer(at);
    entry.at = rows.integer(at + 1);
    entry.day = Day{static_cast<std::int32_t>(rows.integer(at + 2))};
    entry.account = rows.integer(at + 3);
    entry.action = rows.string(at + 4);
    entry.from = rows.maybe_string(at + 5);
    entry.to = rows.string(at + 6);
    entry.due = day_in(rows, at + 7);
    entry.note = rows.string(at + 8);
    entry.changes = stored_object(rows.text(at + 9));
    entry.added = rows.integer(at + 10);
    entry.deadlines = read_deadline_steps(rows.text(at + 11));
    if (!rows.is_null(at + 12)) entry.hidden = text_of(rows.bytes(at + 12));
    return entry;
}

figures::Step step_of(Entry const& entry) {
    figures::Step step{entry.n, entry.action, entry.to, entry.day, entry.due, {}, entry.deadlines};
    for (auto const& [key, pair] : entry.changes) step.fields[key] = key == person_key ? pair : pair.get_array().at(1);
    return step;
}

}  // namespace

std::string number_text(RecordId id) { return fmt::format("{:06}-{:08}", storage::county_of(id), storage::number_of(id)); }

std::optional<RecordId> parse_number(std::string_view text) {
    auto const dash = text.find('-');
    if (dash != 6 || text.size() < 8 || text.size() > 20) return std::nullopt;
    std::int64_t parts[2] = {0, 0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == dash) continue;
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        auto& part = parts[i < dash ? 0 : 1];
        part = part * 10 + (text[i] - '0');
    }
    return storage::id_of(parts[0], parts[1]);
}

std::string titled(Record const& record, std::string_view subject_name) {
    std::string title = record.title;
    constexpr std::string_view mark = "{subject}";
    if (auto const at = title.find(mark); at != std::string::npos) title.replace(at, mark.size(), subject_name);
    while (title.ends_with(' ')) title.pop_back();
    return title;
}

Records::Records(storage::Database& database, packs::Library const& library, figures::Figures const& figures, people::People const& people,
                 std::filesystem::path attachments)
    : library_{&library}, figures_{&figures}, people_{&people}, attachments_{std::move(attachments)}, sealed_subjects_{std::make_shared<SealedSubjects>()} {
    auto const read = [&] {
        database.read([&](storage::Reader const& reader) {
            auto rows = reader.query(sql::list_record_types);
            while (rows.next()) type_numbers_[rows.string(1)] = rows.integer(0);
        });
    };
    read();
    std::vector<std::string> fresh;
    for (auto const* programme : library.programmes()) {
        for (auto const* type : programme->records) {
            if (!type_numbers_.contains(type->name)) fresh.push_back(type->name);
        }
    }
    if (!fresh.empty()) {
        database.write([&](storage::Transaction& transaction) {
            // Where there is no record yet, the index of them is whole.
            bool const first = type_numbers_.empty() && !search::state(transaction).filled;
            if (first) search::set_filled(transaction, std::nullopt);
            for (auto const& name : fresh) transaction.execute(sql::add_record_type, name);
        });
        read();
    }
    for (auto const& [name, number] : type_numbers_) {
        type_names_[number] = name;
        if (auto const* type = library.record_type(name)) types_[number] = type;
    }
}

Record Records::read_row(storage::Rows const& rows) const {
    Record record;
    record.id = rows.integer(0);
    auto const type = types_.find(rows.integer(1));
    if (type == types_.end()) throw error(type_gone, type_names_.at(rows.integer(1)));
    record.type = type->second;
    record.org = org::Code{rows.integer(2)};
    record.state = &record.type->workflow.state(rows.text(3));
    if (auto const person = rows.maybe_integer(4)) record.subject = Party{packs::Who::Person, *person};
    if (auto const organisation = rows.maybe_integer(5)) record.subject = Party{packs::Who::Organisation, *organisation};
    record.title = rows.string(6);
    record.opened = Day{static_cast<std::int32_t>(rows.integer(7))};
    record.due = day_in(rows, 8);
    record.closed = day_in(rows, 9);
    record.version = rows.integer(10);
    record.fields = stored_object(rows.text(11));
    record.created_by = rows.integer(12);
    record.created_at = rows.integer(13);
    record.once_key = rows.maybe_string(14);
    record.parent = rows.maybe_integer(15);
    record.sender = org::Code{rows.maybe_integer(16).value_or(record.org.value())};
    record.seal = rows.maybe_integer(17);
    if (record.seal) record.hidden = text_of(rows.bytes(18));
    return record;
}

Record Records::fetch(storage::Reader const& reader, identity::Context const& context, RecordId id) const {
    auto const own = context.own_record() == id ? std::vector{org::Code{}} : context.reach(identity::Permission::ReadRecords);
    for (auto const top : own) {
        auto rows = reader.query(sql::find_record, id, top.value(), top.last().value());
        std::vector<Record> found;
        if (rows.next()) {
            found.push_back(read_row(rows));
        } else {
            // What was sent to another organisation stays within reach of those who sent it.
            auto sent = reader.query(sql::find_sent_record, id, top.value(), top.last().value());
            if (!sent.next()) continue;
            found.push_back(read_row(sent));
        }
        unseal(reader, context, found, Stubs::Concerned);
        if (found.empty()) break;
        if (found.front().seal && !found.front().locked()) reveal_fields(reader, found.front());
        return std::move(found.front());
    }
    throw error(not_found);
}

std::vector<Record> Records::fetch_rows(storage::Reader const& reader, identity::Context const& context, std::vector<RecordId> const& ids) const {
    std::vector<Record> found;
    if (ids.empty()) return found;
    storage::Query query{"records/fetch_many", record_columns};
    query.then("FROM records r WHERE r.id IN (?", ids.front());
    for (std::size_t i = 1; i < ids.size(); ++i) query.then(", ?", ids[i]);
    query.then(")");
    auto rows = reader.query(query);
    auto const reach = context.reach(identity::Permission::ReadRecords);
    while (rows.next()) {
        org::Code const org{rows.integer(2)};
        org::Code const sender{rows.maybe_integer(16).value_or(org.value())};
        bool const reached = std::any_of(reach.begin(), reach.end(), [&](org::Code top) { return top.holds(org) || top.holds(sender); });
        if (reached) found.push_back(read_row(rows));
    }
    return found;
}

std::unordered_map<RecordId, Record> Records::fetch_many(storage::Reader const& reader, identity::Context const& context,
                                                         std::vector<RecordId> const& ids) const {
    auto rows = fetch_rows(reader, context, ids);
    unseal(reader, context, rows, Stubs::None);
    std::unordered_map<RecordId, Record> found;
    for (auto& record : rows) found.emplace(record.id, std::move(record));
    return found;
}

std::vector<Entry> Records::timeline(storage::Reader const& reader, Record const& fetched) const {
    std::vector<Entry> entries;
    auto rows = reader.query(sql::list_entries, fetched.id);
    while (rows.next()) entries.push_back(read_entry(rows, 0));
    if (fetched.key) {
        for (auto& entry : entries) reveal_entry(*fetched.key, fetched.id, entry);
    }
    return entries;
}

std::vector<Participant> Records::participants(storage::Reader const& reader, Record const& fetched, int limit) const {
    std::vector<Participant> result;
    auto rows = reader.query(sql::page_participants, fetched.id, limit);
    while (rows.next()) {
        result.push_back({rows.string(0), {rows.integer(1) == 0 ? packs::Who::Person : packs::Who::Organisation, rows.integer(2)},
                          Day{static_cast<std::int32_t>(rows.integer(3))}});
    }
    if (fetched.key) {
        auto hidden = reader.query(sql::list_sealed_participants, fetched.id);
        while (hidden.next()) result.push_back(reveal_participant(*fetched.key, fetched.id, text_of(hidden.bytes(0))));
    }
    return result;
}

std::map<std::string, std::int64_t> Records::participant_counts(storage::Reader const& reader, Record const& fetched) const {
    std::map<std::string, std::int64_t> counts;
    if (fetched.seal) {
        for (auto const& participant : participants(reader, fetched, 1'000)) ++counts[participant.role];
        return counts;
    }
    auto rows = reader.query(sql::count_participants, fetched.id);
    while (rows.next()) counts[rows.string(0)] = rows.integer(1);
    return counts;
}

std::vector<Record> Records::parts(storage::Reader const& reader, identity::Context const& context, RecordId fetched) const {
    std::vector<Record> result;
    auto const reach = context.reach(identity::Permission::ReadRecords);
    auto rows = reader.query(sql::list_parts, fetched);
    while (rows.next()) {
        auto part = read_row(rows);
        if (std::any_of(reach.begin(), reach.end(), [&](org::Code top) { return top.holds(part.org) || top.holds(part.sender); })) result.push_back(std::move(part));
    }
    unseal(reader, context, result, Stubs::All);
    return result;
}

std::vector<Link> Records::links(storage::Reader const& reader, Record const& fetched) const {
    std::vector<Link> result;
    if (fetched.locked()) return result;
    if (fetched.seal) {
        auto rows = reader.query(sql::list_sealed_links, fetched.id);
        while (rows.next()) {
            auto link = reveal_link(*fetched.key, fetched.id, text_of(rows.bytes(0)));
            bool const twice = std::any_of(result.begin(), result.end(), [&](Link const& one) { return one.other == link.other && one.kind == link.kind; });
            if (!twice) result.push_back(std::move(link));
        }
        return result;
    }
    auto rows = reader.query(sql::list_links, fetched.id);
    while (rows.next()) result.push_back({rows.integer(0), rows.string(1)});
    return result;
}

figures::Facts Records::facts(storage::Reader const& reader, Record const& record, std::vector<Entry> const& entries) const {
    figures::Facts facts;
    facts.type = record.type;
    facts.record = record.id;
    facts.org = record.org;
    // A sealed record counts as a case, and counts nobody.
    if (record.subject && !record.seal) facts.subject = record.subject->id;
    facts.fields = record.fields;
    facts.steps.reserve(entries.size());
    for (auto const& entry : entries) facts.steps.push_back(step_of(entry));
    if (record.type->posts()) {
        for (auto const& [entry, amount] : funds::posted_by_entry(reader, record.id)) {
            auto const step = std::ranges::find(facts.steps, entry, &figures::Step::entry);
            if (step != facts.steps.end()) step->posted = amount;
        }
    }
    follow_merges(*record.type, facts.steps);
    if (figures_->uses_participants(*record.type)) {
        auto rows = reader.query(sql::list_participants, record.id);
        while (rows.next()) facts.participants.push_back({rows.string(0), rows.integer(2), Day{static_cast<std::int32_t>(rows.integer(3))}});
    }
    return facts;
}

// --- All of them, for the recount

void Records::each(storage::Reader const& reader, std::function<void(figures::Facts const&)> const& visit) const {
    auto records = reader.query(sql::all_records);
    auto entries = reader.query(sql::all_entries);
    auto participants = reader.query(sql::all_participants);
    bool more_entries = entries.next();
    auto posted = funds::all_posted(reader);
    bool more_participants = participants.next();
    bool more_posted = posted.next();
    while (records.next()) {
        auto const record = read_row(records);
        figures::Facts facts;
        facts.type = record.type;
        facts.record = record.id;
        facts.org = record.org;
        if (record.subject && !record.seal) facts.subject = record.subject->id;
        facts.fields = record.fields;
        for (; more_entries && entries.integer(0) <= record.id; more_entries = entries.next()) {
            if (entries.integer(0) == record.id) facts.steps.push_back(step_of(read_entry(entries, 1)));
        }
        for (; more_posted && posted.integer(0) <= record.id; more_posted = posted.next()) {
            if (posted.integer(0) != record.id) continue;
            auto const step = std::ranges::find(facts.steps, posted.integer(1), &figures::Step::entry);
            if (step != facts.steps.end()) step->posted = posted.integer(2);
        }
        follow_merges(*record.type, facts.steps);
        for (; more_participants && participants.integer(0) <= record.id; more_participants = participants.next()) {
            if (participants.integer(0) != record.id) continue;
            facts.participants.push_back({participants.string(1), participants.integer(3), Day{static_cast<std::int32_t>(participants.integer(4))}});
        }
        visit(facts);
    }
}

std::vector<Text> Records::orphans(storage::Reader const& reader) const {
    std::vector<Text> found;
    auto rows = reader.query(sql::count_kinds);
    while (rows.next()) {
        auto const type = types_.find(rows.integer(0));
        auto const name = type_names_.at(rows.integer(0));
        auto const count = rows.integer(2);
        if (type == types_.end()) {
            found.push_back({fmt::format("有 {} 条“{}”记录，但没有项目包定义这种记录：请恢复该项目包", count, name),
                             fmt::format("{} records of '{}', which no pack defines: restore that pack", count, name)});
        } else if (type->second->workflow.find(rows.text(1)) == nullptr) {
            found.push_back({fmt::format("有 {} 条“{}”记录处于流程里没有的状态“{}”", count, name, rows.text(1)),
                             fmt::format("{} records of '{}' are in the state '{}', which its workflow lacks", count, name, rows.text(1))});
        }
    }
    auto files = reader.query(sql::list_all_attachments);
    while (files.next()) {
        std::error_code failure;
        auto const size = std::filesystem::file_size(path_of(files.string(1)), failure);
        if (failure || static_cast<std::int64_t>(size) != files.integer(2)) {
            found.push_back({fmt::format("附件 {} 的文件丢失或大小不符", files.integer(0)),
                             fmt::format("The file of attachment {} is missing or of another size", files.integer(0))});
        }
    }
    return found;
}

std::span<storage::Migration const> migrations() { return sql::migrations; }

}  // namespace niangjia::records
