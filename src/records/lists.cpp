// Lists of records and of to-dos, within the caller's reach.
#include <algorithm>

#include "base/error.h"
#include "records/records.h"
#include "records/sealing.h"
#include "records/sql.h"
#include "records/steps.h"
#include "storage/pieces.h"

namespace niangjia::records {
namespace {

constexpr Message out_of_reach{ErrorKind::NotFound, "org.unknown", "没有这个组织，或不在您的工作范围内", "There is no such organisation within your reach"};

// Whether the filter lets the record through, its text aside.
bool matches(Filter const& filter, Record const& record) {
    return (!filter.org || filter.org->holds(record.org)) &&
           (filter.types.empty() || std::find(filter.types.begin(), filter.types.end(), record.type) != filter.types.end()) &&
           (filter.state.empty() || filter.state == record.state->name) && (!filter.open || *filter.open == !record.closed) &&
           (!filter.subject || filter.subject == record.subject) && (!filter.from || *filter.from <= record.opened) &&
           (!filter.to || record.opened <= *filter.to);
}

// The states that the filter asks for, when they are few and it asks for some of them alone: one by its name, or the open ones of
// named types. Nothing: it asks for others.
std::optional<std::vector<std::pair<packs::RecordType const*, packs::State const*>>> states_of(packs::Library const& library, Filter const& filter) {
    constexpr std::size_t most_states = 40;
    std::vector<std::pair<packs::RecordType const*, packs::State const*>> states;
    if (filter.subject || (filter.state.empty() && (filter.open != true || filter.types.empty()))) return std::nullopt;
    auto types = filter.types;
    if (types.empty()) {
        for (auto const* programme : library.programmes()) types.insert(types.end(), programme->records.begin(), programme->records.end());
    }
    for (auto const* type : types) {
        for (auto const& state : type->workflow.states) {
            if (filter.state.empty() ? !state.closed : state.name == filter.state) states.emplace_back(type, &state);
        }
    }
    if (states.size() > most_states) return std::nullopt;
    return states;
}

}  // namespace

std::vector<Record> Records::list(storage::Reader const& reader, identity::Context const& context, Filter const& filter,
                                  std::optional<After> after, int limit) const {
    std::vector<org::Code> places;
    if (filter.org) {
        if (!context.reaches(identity::Permission::ReadRecords, *filter.org)) throw error(out_of_reach);
        places.push_back(*filter.org);
    } else {
        places = context.reach(identity::Permission::ReadRecords);
    }
    std::vector<Record> found;
    if (auto const id = parse_number(filter.text)) {
        try {
            if (after) return found;
            auto record = fetch(reader, context, *id);
            if (matches(filter, record)) found.push_back(std::move(record));
        } catch (Error const& failure) {
            if (failure.kind() != ErrorKind::NotFound) throw;
        }
        return found;
    }
    std::vector<std::int64_t> types;
    for (auto const* type : filter.types) types.push_back(type_numbers_.at(type->name));
    if (filter.types.empty()) {
        for (auto const& [number, type] : types_) types.push_back(number);
    }
    std::string pattern;
    for (char const c : filter.text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    // What is asked of every record, in the order of lists; `l` is its place in a list, and `r` itself.
    auto const narrow = [&](storage::Query& query, bool in_list) {
        if (after) query.where(in_list ? "(l.opened, l.record) < (?, ?)" : "(r.opened, r.id) < (?, ?)", after->opened, after->record);
        if (filter.from) query.where(in_list ? "l.opened >= ?" : "r.opened >= ?", filter.from->number());
        if (filter.to) query.where(in_list ? "l.opened <= ?" : "r.opened <= ?", filter.to->number());
        if (filter.open) query.where(*filter.open ? "r.closed IS NULL" : "r.closed IS NOT NULL");
        // A sealed record is shown to its team alone.
        if (!context.is_system()) {
            query.where("r.seal IS NULL OR EXISTS (SELECT 1 FROM seal_members m WHERE m.account = ? AND m.record = r.seal AND m.pair = ? AND (m.until IS NULL OR m.until > ?))",
                        context.account(), context.pair(), context.now());
        }
        if (!pattern.empty()) query.where("lower(r.title) LIKE lower(?) ESCAPE '\\'", "%" + pattern + "%");
        query.then(in_list ? "ORDER BY l.opened DESC, l.record DESC LIMIT ?" : "ORDER BY r.opened DESC, r.id DESC LIMIT ?", limit);
    };
    auto const take = [&](storage::Query const& query) {
        auto rows = reader.query(query);
        while (rows.next()) found.push_back(read_row(rows));
    };
    auto const states = states_of(*library_, filter);
    for (auto const place : places) {
        // A person has few records, a place has many.
        if (filter.subject && filter.subject->who == packs::Who::Person) {
            storage::Query query{"records/list_of_subject", record_columns};
            query.then("FROM records r").where("r.subject_person = ?", filter.subject->id).where("r.org BETWEEN ? AND ?", place.value(), place.last().value());
            query.then("AND r.type IN");
            storage::add_list(query, types);
            if (!filter.state.empty()) query.where("r.state = ?", filter.state);
            narrow(query, false);
            take(query);
            continue;
        }
        // One short range for each state: in a large place those that are asked for may lie far apart.
        if (states && place.level() <= org::Level::County) {
            std::vector<std::pair<std::int64_t, RecordId>> newest;
            for (auto const& [type, state] : *states) {
                storage::Query query{"records/list_of_state", "SELECT r.opened, r.id FROM records r"};
                query.where("r.type = ?", type_numbers_.at(type->name)).where("r.state = ?", state->name);
                query.where("r.org BETWEEN ? AND ?", place.value(), place.last().value());
                narrow(query, false);
                auto rows = reader.query(query);
                while (rows.next()) newest.emplace_back(rows.integer(0), rows.integer(1));
            }
            std::sort(newest.rbegin(), newest.rend());
            if (newest.size() > static_cast<std::size_t>(limit)) newest.resize(static_cast<std::size_t>(limit));
            std::vector<RecordId> ids;
            for (auto const& [opened, id] : newest) ids.push_back(id);
            for (auto& record : fetch_rows(reader, context, ids)) found.push_back(std::move(record));
            continue;
        }
        // One short range of the list for each type; together they hold the newest `limit` of all.
        for (auto const type : types) {
            storage::Query query{"records/list", record_columns};
            query.then("FROM record_lists l JOIN records r ON r.id = l.record");
            // The nation's list is every province's: only the system asks for it.
            if (place.value() == 0) {
                query.where("l.place BETWEEN ? AND ? AND l.place % ? = 0", 0, place.last().value(), std::int64_t{10'000'000'000'000'000});
            } else {
                query.where("l.place = ?", place.value());
            }
            query.where("l.type = ?", type);
            if (!filter.state.empty()) query.where("r.state = ?", filter.state);
            if (filter.subject) query.where("r.subject_org = ?", filter.subject->id);
            narrow(query, true);
            take(query);
        }
    }
    unseal(reader, context, found, Stubs::None);
    if (filter.subject) {
        // Whom they are about is told already: her, or one whose file was merged into hers.
        auto others = filter;
        others.subject.reset();
        for (auto& record : own_sealed(reader, context, *filter.subject)) {
            bool const further = !after || std::pair{std::int64_t{record.opened.number()}, record.id} < std::pair{after->opened, after->record};
            if (further && matches(others, record)) found.push_back(std::move(record));
        }
    }
    std::sort(found.begin(), found.end(), [](Record const& a, Record const& b) {
        return std::pair{a.opened, a.id} > std::pair{b.opened, b.id};
    });
    found.erase(std::unique(found.begin(), found.end(), [](Record const& a, Record const& b) { return a.id == b.id; }), found.end());
    if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
    return found;
}

std::vector<Todo> Records::todos(storage::Reader const& reader, identity::Context const& context,
                                 std::optional<AfterTodo> after, int limit) const {
    struct Line {
        std::int64_t due;
        RecordId record;
        std::string deadline;
        std::string role;
        bool escalated;
        auto operator<=>(Line const&) const = default;
    };
    std::vector<Line> lines;
    auto const [due, record, deadline] = after.value_or(AfterTodo{-1, 0, {}});
    for (auto const& grant : context.grants()) {
        auto rows = reader.query(sql::page_todos, grant.org.value(), grant.role->name, due, record, deadline, context.today().number(), limit);
        while (rows.next()) lines.push_back({rows.integer(0), rows.integer(1), rows.string(2), grant.role->name, rows.integer(3) != 0});
    }
    std::sort(lines.begin(), lines.end());
    if (lines.size() > static_cast<std::size_t>(limit)) lines.resize(static_cast<std::size_t>(limit));
    std::vector<RecordId> ids;
    for (auto const& line : lines) ids.push_back(line.record);
    // Whose turn it is may know that it is, whether or not she can read it.
    auto rows = fetch_rows(reader, context, ids);
    unseal(reader, context, rows, Stubs::All);
    std::unordered_map<RecordId, Record> records;
    for (auto& one : rows) records.emplace(one.id, std::move(one));
    std::vector<Todo> result;
    for (auto const& line : lines) {
        auto const found = records.find(line.record);
        if (found == records.end()) continue;
        Todo todo{found->second, line.role, std::nullopt, nullptr, line.escalated};
        if (line.due != no_due) todo.due = Day{static_cast<std::int32_t>(line.due)};
        if (!line.deadline.empty()) todo.deadline = found->second.type->workflow.deadline(line.deadline);
        result.push_back(std::move(todo));
    }
    return result;
}

TodoCount Records::count_todos(storage::Reader const& reader, identity::Context const& context) const {
    TodoCount count;
    auto const today = context.today().number();
    for (auto const& grant : context.grants()) {
        auto const within = [&](std::int64_t from, std::int64_t to) {
            auto rows = reader.query(sql::count_todos, grant.org.value(), grant.role->name, from, to, today);
            (void)rows.next();
            return std::pair{rows.integer(0), rows.integer(1)};
        };
        auto const must = [&](std::int64_t from, std::int64_t to) {
            auto const [all, waiting] = within(from, to);
            return all - waiting;
        };
        count.overdue += must(0, today - 1);
        count.soon += must(today, today + 3);
        count.total += within(0, no_due).first;
    }
    return count;
}

}  // namespace niangjia::records
