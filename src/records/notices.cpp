// The public board: which records stand on it, and until when.
#include <algorithm>

#include "base/error.h"
#include "records/fields.h"
#include "records/records.h"
#include "records/sql.h"
#include "vault/vault.h"

namespace niangjia::records {
namespace {

constexpr Message not_noticed{ErrorKind::Refused, "records.not-noticed", "这件事现在不在公示，不能登记异议", "This is not up for public notice now; no objection to it can be taken"};
constexpr Message objections_open{ErrorKind::Refused, "records.objections-open", "公示有异议（{}）还没有答复，答复后才能办理“{}”",
                                  "There is an objection to the notice ({}) that is not answered yet; '{}' can be done when it is"};

constexpr Message objection_upheld{ErrorKind::Refused, "records.objected", "公示异议（{}）成立，不能办理“{}”；请退回重审，重新公示",
                                   "The objection to the notice ({}) was upheld, so '{}' cannot be done; send it back and put it up anew"};
constexpr Message own_notice_answered{ErrorKind::Refused, "records.unlike", "公示是您办理的，对它的异议要由另一人答复，请交给同事",
                                      "It was you who put this up for notice, so the objection is for somebody else to answer; hand it to a colleague"};

constexpr std::size_t id_length = 20;  // of an alphabet of 32
constexpr int records_of_a_batch = 500;

bool has_notices(packs::RecordType const& type) {
    return std::ranges::any_of(type.workflow.states, [](packs::State const& state) { return state.noticed; });
}

// The step that put it up the last time.
Entry const* entering(packs::RecordType const& type, std::vector<Entry> const& entries) {
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        auto const* state = type.workflow.find(entry->to);
        if (state != nullptr && state->noticed && entry->from != entry->to) return &*entry;
    }
    return nullptr;
}

void drop(storage::Transaction& transaction, RecordId record) {
    transaction.execute(sql::drop_notice_places, record);
    transaction.execute(sql::drop_notice, record);
}

}  // namespace

void Records::set_notices(storage::Transaction& transaction, Record const& record) const {
    if (!has_notices(*record.type)) return;
    std::string id;
    std::int64_t ends = record.due ? record.due->number() : no_due;
    {
        auto rows = transaction.query(sql::find_notice, record.id);
        if (rows.next()) {
            id = rows.string(0);
            if (record.state->noticed && !record.seal && rows.integer(1) == ends) return;
        }
    }
    if (!id.empty()) drop(transaction, record.id);
    if (!record.state->noticed || record.seal) return;
    // Under its old name when only its day moved: somebody may be writing an objection.
    if (id.empty()) id = vault::random_text(id_length);
    transaction.execute(sql::add_notice, record.id, id, ends);
    auto places = record.org.upwards();
    places.push_back(org::Code{});
    for (auto const place : places) transaction.execute(sql::add_notice_place, place.value(), ends, id, record.id);
}

void Records::check_noticed(packs::RecordType const& type, Record const& whole) {
    if (type.objects && !whole.state->noticed) throw error(not_noticed);
}

void Records::check_objections(storage::Reader const& reader, Record const& record, packs::Action const& action, std::vector<Entry> const& entries) const {
    if (!record.state->noticed || action.gate != packs::Gate::AfterDue) return;
    auto const* shown = entering(*record.type, entries);
    // What is said in the timeline since it was put up: each part that was opened or answered since. Of a locked record nothing can be
    // read, so that nothing is taken for old.
    auto const is_new = [&](RecordId part) {
        return record.locked() || std::ranges::any_of(entries, [&](Entry const& entry) {
            return entry.action == part_action().name && shown != nullptr && entry.n > shown->n && entry.note.contains(number_text(part));
        });
    };
    std::optional<RecordId> upheld;
    auto rows = reader.query(sql::list_parts, record.id);
    while (rows.next()) {
        auto const type = types_.find(rows.integer(1));
        if (type == types_.end() || !type->second->objects) continue;
        if (rows.is_null(9)) throw error(objections_open, number_text(rows.integer(0)), action.title.zh);
        auto const* state = type->second->workflow.find(rows.text(3));
        auto const fields = stored_object(rows.text(11));
        auto const* says = fields.if_contains(packs::objection_upheld);
        if (state != nullptr && !state->voids && says != nullptr && says->is_bool() && says->get_bool() && is_new(rows.integer(0))) upheld = rows.integer(0);
    }
    if (upheld) throw error(objection_upheld, number_text(*upheld), action.title.zh);
}

std::optional<Error> Records::own_notice(storage::Reader const& reader, identity::Context const& context, Record const& record, packs::Action const& action) const {
    if (!record.type->objects || !record.parent || context.account() == 0) return std::nullopt;
    if (!action.to || !record.type->workflow.state(*action.to).closed) return std::nullopt;
    auto const whole = fetch_anywhere(reader, *record.parent);
    auto const entries = timeline(reader, whole);
    auto const* shown = entering(*whole.type, entries);
    if (shown == nullptr || shown->account != context.account()) return std::nullopt;
    return error(own_notice_answered);
}

// Of the records only those that the board may show: whatever its table says, the packs and the seal have the last word.
std::unordered_map<RecordId, Record> Records::fetch_noticed(storage::Reader const& reader, Clock const& clock, std::vector<RecordId> const& ids) const {
    std::unordered_map<RecordId, Record> records;
    for (auto& record : fetch_rows(reader, identity::Context::system(clock), ids)) {
        if (record.state->noticed && !record.seal) records.emplace(record.id, std::move(record));
    }
    return records;
}

Records::NoticePage Records::notices(storage::Reader const& reader, Clock const& clock, org::Code place, std::optional<AfterNotice> const& after, int limit) const {
    struct Line {
        AfterNotice key;
        RecordId record;
    };
    std::vector<Line> lines;
    {
        auto const from = after.value_or(AfterNotice{no_due + 1, {}});
        auto rows = reader.query(sql::page_notices, place.value(), clock.today().number(), from.ends, from.id, limit);
        while (rows.next()) lines.push_back({{rows.integer(0), rows.string(1)}, rows.integer(2)});
    }
    std::vector<RecordId> ids;
    for (auto const& line : lines) ids.push_back(line.record);
    auto records = fetch_noticed(reader, clock, ids);
    NoticePage page;
    for (auto const& [key, id] : lines) {
        auto const found = records.find(id);
        if (found == records.end()) continue;
        page.items.push_back({key.id, std::move(found->second), key.ends == no_due ? std::nullopt : std::optional{Day{static_cast<std::int32_t>(key.ends)}}});
    }
    if (lines.size() == static_cast<std::size_t>(limit)) page.next = lines.back().key;
    return page;
}

std::optional<Record> Records::noticed(storage::Reader const& reader, Clock const& clock, std::string_view notice) const {
    std::vector<RecordId> ids;
    {
        auto rows = reader.query(sql::find_notice_by_id, notice, clock.today().number());
        if (!rows.next()) return std::nullopt;
        ids.push_back(rows.integer(0));
    }
    auto records = fetch_noticed(reader, clock, ids);
    if (records.empty()) return std::nullopt;
    return std::move(records.begin()->second);
}

void Records::fill_notices(storage::Database& database, identity::Context const& context) const {
    // Those whose state is none of public notice by the packs as they are now.
    for (RecordId last = 0;;) {
        auto const [read, gone] = database.read([&](storage::Reader const& reader) {
            std::int64_t count = 0;
            std::vector<RecordId> wrong;
            for (auto rows = reader.query(sql::list_noticed, last, records_of_a_batch); rows.next(); ++count) {
                last = rows.integer(0);
                auto const type = types_.find(rows.integer(1));
                auto const* state = type == types_.end() ? nullptr : type->second->workflow.find(rows.text(2));
                if (state == nullptr || !state->noticed || !rows.is_null(3)) wrong.push_back(last);
            }
            return std::pair{count, wrong};
        });
        if (!gone.empty()) {
            database.write([&](storage::Transaction& transaction) {
                for (auto const record : gone) drop(transaction, record);
            });
        }
        if (read < records_of_a_batch) break;
    }
    for (auto const& [number, type] : types_) {
        for (auto const& state : type->workflow.states) {
            if (!state.noticed) continue;
            auto const list = [&](storage::Reader const& reader) {
                std::vector<RecordId> ids;
                auto rows = reader.query(sql::list_unnoticed, number, state.name, records_of_a_batch);
                while (rows.next()) ids.push_back(rows.integer(0));
                return ids;
            };
            while (!database.read(list).empty()) {
                database.write([&](storage::Transaction& transaction) {
                    for (auto const& record : fetch_rows(transaction, context, list(transaction))) set_notices(transaction, record);
                });
            }
        }
    }
}

}  // namespace niangjia::records
