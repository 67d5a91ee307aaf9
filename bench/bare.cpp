#include "bare.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <map>
#include <memory>
#include <stdexcept>
#include <variant>

#include "base/day.h"

namespace niangjia::bench {
namespace {

using Handle = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;
using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

void check(sqlite3* database, int code) {
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) throw std::runtime_error{sqlite3_errmsg(database)};
}

Handle open(std::filesystem::path const& file, int flags) {
    sqlite3* raw = nullptr;
    auto const code = sqlite3_open_v2(file.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle handle{raw, sqlite3_close};
    check(raw, code);
    check(raw, sqlite3_exec(raw, "PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY", nullptr, nullptr, nullptr));
    return handle;
}

Statement prepare(sqlite3* database, std::string const& text) {
    sqlite3_stmt* raw = nullptr;
    check(database, sqlite3_prepare_v3(database, text.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr));
    return {raw, sqlite3_finalize};
}

struct Blob {
    std::string bytes;
};
using Cell = std::variant<std::monostate, std::int64_t, std::string, Blob>;
using Row = std::vector<Cell>;

Row row_of(sqlite3_stmt* statement) {
    Row row;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        auto const bytes = [&](void const* data) {
            return std::string{static_cast<char const*>(data), static_cast<std::size_t>(sqlite3_column_bytes(statement, i))};
        };
        switch (sqlite3_column_type(statement, i)) {
            case SQLITE_INTEGER: row.emplace_back(std::int64_t{sqlite3_column_int64(statement, i)}); break;
            case SQLITE_TEXT: row.emplace_back(bytes(sqlite3_column_text(statement, i))); break;
            case SQLITE_BLOB: row.emplace_back(Blob{bytes(sqlite3_column_blob(statement, i))}); break;
            default: row.emplace_back(std::monostate{});
        }
    }
    return row;
}

void bind(sqlite3_stmt* statement, int at, Cell const& cell) {
    if (auto const* number = std::get_if<std::int64_t>(&cell)) {
        sqlite3_bind_int64(statement, at, *number);
    } else if (auto const* text = std::get_if<std::string>(&cell)) {
        sqlite3_bind_text(statement, at, text->data(), static_cast<int>(text->size()), SQLITE_STATIC);
    } else if (auto const* blob = std::get_if<Blob>(&cell)) {
        sqlite3_bind_blob(statement, at, blob->bytes.data(), static_cast<int>(blob->bytes.size()), SQLITE_STATIC);
    } else {
        sqlite3_bind_null(statement, at);
    }
}

void run(sqlite3* database, sqlite3_stmt* statement, Row const& row) {
    for (std::size_t i = 0; i < row.size(); ++i) bind(statement, static_cast<int>(i) + 1, row[i]);
    check(database, sqlite3_step(statement));
    sqlite3_reset(statement);
}

struct Table {
    char const* name;
    char const* record;  // the expression that says whose row it is
};
// Scanned once as a whole: none but these tables get rows when a record is created.
constexpr std::array tables{Table{"records", "id"},           Table{"record_lists", "record"},          Table{"timeline", "record"},
                            Table{"todos", "record"},         Table{"contributions", "record"},         Table{"commands", "answer"},
                            Table{"participants", "record"},    Table{"search_documents", "record"}};

// All rows of one record, by table; the sums are what its contributions add to each place above it.
struct RowsOfRecord {
    std::array<std::vector<Row>, tables.size()> rows;
    std::vector<Row> sums;     // year, org, figure, month, amount
    std::vector<Row> journal;
};

std::vector<RowsOfRecord> collect(std::filesystem::path const& after, std::int64_t newest_entry, std::vector<std::int64_t> const& records) {
    auto const database = open(after, SQLITE_OPEN_READONLY);
    std::map<std::int64_t, std::size_t> index;
    for (std::size_t i = 0; i < records.size(); ++i) index.emplace(records[i], i);
    std::vector<RowsOfRecord> found(records.size());
    for (std::size_t t = 0; t < tables.size(); ++t) {
        auto const scan = prepare(database.get(), fmt::format("SELECT {}, * FROM {}", tables[t].record, tables[t].name));
        while (sqlite3_step(scan.get()) == SQLITE_ROW) {
            auto const at = index.find(sqlite3_column_int64(scan.get(), 0));
            if (at == index.end()) continue;
            auto row = row_of(scan.get());
            row.erase(row.begin());
            found[at->second].rows[t].push_back(std::move(row));
        }
    }
    auto const entries = prepare(database.get(), fmt::format("SELECT * FROM journal WHERE seq > {}", newest_entry));
    for (std::size_t i = 0; sqlite3_step(entries.get()) == SQLITE_ROW && !found.empty(); ++i) found[i % found.size()].journal.push_back(row_of(entries.get()));
    for (auto& record : found) {
        for (auto const& contribution : record.rows[4]) {
            auto const day = Day{static_cast<std::int32_t>(std::get<std::int64_t>(contribution[3]))};
            auto const month = std::int64_t{day.month_number()};
            for (auto const& list : record.rows[1]) record.sums.push_back({contribution[1], list[0], contribution[0], month, contribution[5]});
        }
    }
    return found;
}

}  // namespace

double write_again(std::filesystem::path const& copy, std::filesystem::path const& after, std::vector<std::int64_t> const& records, int together) {
    auto const database = open(copy, SQLITE_OPEN_READWRITE);
    auto* const raw = database.get();
    check(raw, sqlite3_exec(raw, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192", nullptr, nullptr, nullptr));
    auto const newest = prepare(raw, "SELECT COALESCE(MAX(seq), 0) FROM journal");
    check(raw, sqlite3_step(newest.get()));
    auto const rows = collect(after, sqlite3_column_int64(newest.get(), 0), records);
    sqlite3_reset(newest.get());

    std::vector<Statement> inserts;
    auto const insert_into = [&](char const* table, std::size_t columns) {
        std::string text = fmt::format("INSERT INTO {} VALUES (?", table);
        for (std::size_t i = 1; i < columns; ++i) text += ", ?";
        return prepare(raw, text + ")");
    };
    for (auto const& table : tables) {
        auto const columns = prepare(raw, fmt::format("SELECT * FROM {} LIMIT 0", table.name));
        inserts.push_back(insert_into(table.name, static_cast<std::size_t>(sqlite3_column_count(columns.get()))));
    }
    auto const journal = insert_into("journal", 9);
    auto const sum = prepare(raw, "INSERT INTO rollups VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount");
    auto const begin = prepare(raw, "BEGIN IMMEDIATE");
    auto const commit = prepare(raw, "COMMIT");

    auto const begun = std::chrono::steady_clock::now();
    for (std::size_t from = 0; from < rows.size(); from += static_cast<std::size_t>(together)) {
        run(raw, begin.get(), {});
        for (auto i = from; i < std::min(rows.size(), from + static_cast<std::size_t>(together)); ++i) {
            for (std::size_t t = 0; t < tables.size(); ++t) {
                for (auto const& row : rows[i].rows[t]) run(raw, inserts[t].get(), row);
            }
            for (auto const& row : rows[i].sums) run(raw, sum.get(), row);
            for (auto const& row : rows[i].journal) run(raw, journal.get(), row);
        }
        run(raw, commit.get(), {});
    }
    return static_cast<double>(rows.size()) / Seconds{std::chrono::steady_clock::now() - begun}.count();
}

Measured read_bare(std::filesystem::path const& file, std::vector<BareStatement> const& page, int threads, double seconds) {
    struct Own {
        Handle database;
        std::vector<Statement> statements;
    };
    std::vector<Own> own;
    for (int i = 0; i < threads; ++i) {
        own.push_back({open(file, SQLITE_OPEN_READONLY), {}});
        for (auto const& statement : page) own.back().statements.push_back(prepare(own.back().database.get(), statement.text));
    }
    return measure(threads, seconds, [&](int thread, std::size_t turn) {
        auto const& mine = own[static_cast<std::size_t>(thread)];
        for (std::size_t i = 0; i < page.size(); ++i) {
            auto* const statement = mine.statements[i].get();
            auto const values = page[i].values(turn);
            for (std::size_t at = 0; at < values.size(); ++at) sqlite3_bind_int64(statement, static_cast<int>(at) + 1, values[at]);
            while (sqlite3_step(statement) == SQLITE_ROW) static_cast<void>(row_of(statement));
            sqlite3_reset(statement);
        }
    });
}

Measured read_bare(std::filesystem::path const& file, std::vector<std::vector<std::string>> const& turns, double seconds) {
    auto const database = open(file, SQLITE_OPEN_READONLY);
    std::vector<std::vector<Statement>> prepared;
    for (auto const& turn : turns) {
        prepared.emplace_back();
        for (auto const& text : turn) prepared.back().push_back(prepare(database.get(), text));
    }
    return measure(1, seconds, [&](int, std::size_t turn) {
        for (auto const& statement : prepared[turn % prepared.size()]) {
            while (sqlite3_step(statement.get()) == SQLITE_ROW) static_cast<void>(row_of(statement.get()));
            sqlite3_reset(statement.get());
        }
    });
}

}  // namespace niangjia::bench
