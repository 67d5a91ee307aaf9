// Records as fields of others name them: by a title and nothing else.
#include <algorithm>

#include "org/org.h"
#include "people/people.h"
#include "records/records.h"
#include "storage/pieces.h"

namespace niangjia::records {
namespace {

constexpr std::string_view named_columns =
    "SELECT r.id, t.name, r.org, r.opened, r.title, r.subject_person, r.subject_org FROM records r JOIN record_types t ON t.id = r.type";

bool is_named(packs::Library const& library, packs::RecordType const& type) {
    for (auto const* programme : library.programmes()) {
        for (auto const* one : programme->records) {
            if (std::ranges::any_of(one->fields, [&](packs::Field const& field) { return field.record == &type; })) return true;
        }
    }
    return false;
}

std::vector<Named> read_named(storage::Reader const& reader, identity::Context const& context, packs::Library const& library, storage::Query const& query) {
    struct Line {
        Named named;
        std::optional<std::int64_t> person, organisation;
    };
    std::vector<Line> lines;
    std::vector<people::PersonId> persons;
    std::vector<org::Code> codes;
    {
        auto rows = reader.query(query);
        while (rows.next()) {
            auto const* type = library.record_type(rows.text(1));
            if (type == nullptr) continue;
            Named named{rows.integer(0), type, org::Code{rows.integer(2)}, Day{static_cast<std::int32_t>(rows.integer(3))}, rows.string(4)};
            lines.push_back({std::move(named), rows.maybe_integer(5), rows.maybe_integer(6)});
            if (lines.back().person) persons.push_back(*lines.back().person);
            if (lines.back().organisation) codes.emplace_back(*lines.back().organisation);
        }
    }
    auto const people = people::names(reader, context, persons);
    auto const orgs = org::short_names(reader, codes);
    std::vector<Named> found;
    for (auto& [named, person, organisation] : lines) {
        auto const& names = person ? people : orgs;
        auto const name = names.find(person ? *person : organisation.value_or(0));
        Record as_read;
        as_read.title = std::move(named.title);
        named.title = titled(as_read, name == names.end() ? std::string_view{} : std::string_view{name->second});
        found.push_back(std::move(named));
    }
    return found;
}

}  // namespace

std::unordered_map<RecordId, Named> Records::named(storage::Reader const& reader, identity::Context const& context, std::vector<RecordId> const& ids) const {
    std::unordered_map<RecordId, Named> found;
    if (ids.empty()) return found;
    storage::Query query{"records/list_named", named_columns};
    query.then("WHERE r.seal IS NULL AND r.id IN");
    storage::add_list(query, ids);
    for (auto& one : read_named(reader, context, *library_, query)) found.emplace(one.id, std::move(one));
    return found;
}

std::vector<Named> Records::choices(storage::Reader const& reader, identity::Context const& context, packs::RecordType const& type, org::Code org,
                                    std::optional<After> after, int limit) const {
    if (!context.reaches(identity::Permission::WriteFindings, org)) context.require(identity::Permission::WriteRecords, org);
    std::vector<Named> found;
    if (!is_named(*library_, type)) return found;
    std::vector<std::int64_t> places;
    for (auto const place : org.upwards()) places.push_back(place.value());
    // A short range of the index for each state, as in lists of states.
    for (auto const& state : type.workflow.states) {
        if (state.voids) continue;
        storage::Query query{"records/list_choices", named_columns};
        query.where("r.type = ?", type_numbers_.at(type.name)).where("r.state = ?", state.name).where("r.seal IS NULL");
        if (after) query.where("(r.opened, r.id) < (?, ?)", after->opened, after->record);
        query.then("AND r.org IN");
        storage::add_list(query, places);
        query.then("ORDER BY r.opened DESC, r.id DESC LIMIT ?", limit);
        for (auto& one : read_named(reader, context, *library_, query)) found.push_back(std::move(one));
    }
    std::ranges::sort(found, [](Named const& a, Named const& b) { return std::pair{a.opened, a.id} > std::pair{b.opened, b.id}; });
    if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
    return found;
}

}  // namespace niangjia::records
