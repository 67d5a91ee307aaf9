// What the full-text search knows of a record, and filling its index.
#include <algorithm>
#include <tuple>

#include "records/fields.h"
#include "records/records.h"
#include "records/sql.h"
#include "search/search.h"

namespace niangjia::records {
namespace {

constexpr int records_of_a_batch = 500;

bool is_text(packs::Field const& field) { return field.type == packs::FieldType::Text || field.type == packs::FieldType::LongText; }

// A title tells what the fields in it tell.
identity::Sight sight_of_title(packs::RecordType const& type) {
    auto sight = identity::Sight::Public;
    for (auto const& field : type.fields) {
        if (type.title_template.contains("{" + field.name + "}")) sight = std::max(sight, std::min(field.seen_by, identity::Sight::Sealed));
    }
    return sight;
}

}  // namespace

search::Document Records::document_of(Record const& record, std::vector<Entry> const& entries, std::vector<Attachment> const& attachments) const {
    using identity::Sight;
    search::Document document{record.id, record.org, type_numbers_.at(record.type->name), record.opened, {}};
    document.parts.push_back({sight_of_title(*record.type), std::string{search::title_part}, record.title});
    document.parts.push_back({Sight::Public, "number", number_text(record.id)});
    for (auto const& field : record.type->fields) {
        // Nobody finds where she is by looking for it.
        if (field.whereabouts || !is_text(field) || !is_filled(record.fields, field.name)) continue;
        document.parts.push_back({field.seen_by, "field." + field.name, std::string{record.fields.at(field.name).get_string()}});
    }
    for (auto const& entry : entries) {
        // What the program wrote of a part is found with the part.
        if (!entry.note.empty() && entry.action != part_action().name) document.parts.push_back({Sight::Internal, "note", entry.note});
    }
    for (auto const& attachment : attachments) document.parts.push_back({Sight::Internal, "file", attachment.name});
    return document;
}

Records::FoundPage Records::search(storage::Reader const& reader, identity::Context const& context, Search const& wanted,
                                   std::optional<std::int64_t> after, int limit) const {
    search::Query query{wanted.text, wanted.within, std::nullopt};
    if (wanted.type != nullptr) query.type = type_numbers_.at(wanted.type->name);
    auto found = search::find(reader, context, query, after, limit);
    std::vector<RecordId> ids;
    for (auto const& hit : found.hits) ids.push_back(hit.record);
    auto records = fetch_many(reader, context, ids);
    FoundPage page;
    page.next = found.next;
    for (auto& hit : found.hits) {
        auto const record = records.find(hit.record);
        if (record != records.end()) page.items.push_back({std::move(record->second), std::move(hit)});
    }
    return page;
}

void Records::fill_index(storage::Database& database, std::function<void(std::int64_t, std::int64_t)> const& progress) const {
    auto const [begun, total, ahead] = database.read([&](storage::Reader const& reader) {
        auto const state = search::state(reader);
        auto rows = reader.query(sql::count_records, state.after);
        (void)rows.next();
        return std::tuple{state, rows.integer(0), rows.integer(1)};
    });
    if (begun.filled) return;
    if (begun.after == 0) database.write([](storage::Transaction& transaction) { search::start_over(transaction); });
    auto done = total - ahead;
    for (bool more = true; more;) {
        // Where it stands is read and written with the records themselves, so that it can end at any moment.
        auto const put = database.write([&](storage::Transaction& transaction) {
            auto last = search::state(transaction).after;
            std::int64_t read = 0;
            std::vector<Record> batch;
            for (auto rows = transaction.query(sql::page_records, last, records_of_a_batch); rows.next(); ++read) {
                last = rows.integer(0);
                if (types_.contains(rows.integer(1))) batch.push_back(read_row(rows));
            }
            for (auto const& record : batch) index(transaction, record, timeline(transaction, record), attachments(transaction, record));
            search::set_filled(transaction, read == records_of_a_batch ? std::optional{last} : std::nullopt);
            return read;
        });
        more = put == records_of_a_batch;
        done += put;
        if (progress) progress(done, std::max(total, done));
    }
}

std::vector<Text> Records::index_differences(storage::Reader const& reader) const {
    return search::differences(reader, [&](auto const& visit) {
        auto rows = reader.query(sql::all_records);
        while (rows.next()) {
            if (!types_.contains(rows.integer(1))) continue;
            auto const record = read_row(rows);
            if (!record.seal) visit(document_of(record, timeline(reader, record), attachments(reader, record)));
        }
    });
}

void Records::index(storage::Transaction& transaction, Record const& record, std::vector<Entry> const& entries,
                    std::vector<Attachment> const& attachments) const {
    // What a seal hides is in no index.
    if (record.seal) {
        search::remove(transaction, record.id);
        return;
    }
    search::put(transaction, document_of(record, entries, attachments));
}

}  // namespace niangjia::records
