// SQLite: one file in WAL mode, one writing connection, a reading connection per running read.
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <unordered_map>

#include "storage/coverage.h"
#include "storage/messages.h"
#include "storage/migrate.h"
#include "storage/open.h"
#include "storage/pool.h"
#include "storage/sql_text.h"
#include "storage/writer.h"

namespace niangjia::storage {

namespace {

constexpr int busy_timeout_ms = 5000;
constexpr std::size_t most_readers = 128;
// Queries are put together from few pieces; more texts than this come from lists of changing length.
constexpr std::size_t most_composed_statements = 256;

struct CloseDatabase {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

Message const& message_for(int code) {
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT:
            return messages::constraint;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return messages::busy;
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_NOMEM:
            return messages::unavailable;
        default:
            return messages::broken;
    }
}

// Every return code of SQLite comes through here.
void check(int code, sqlite3* db, std::string_view what) {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    throw error(message_for(code))
        .with_note(fmt::format("{}: sqlite {}: {}", what, code,
                               db == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(db)));
}

Handle open_handle(std::string const& file, int flags) {
    sqlite3* raw = nullptr;
    auto const code =
        sqlite3_open_v2(file.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Handle handle{raw};
    check(code, raw, "open " + file);
    return handle;
}

struct Statement {
    std::string name;
    std::string text;
    std::unique_ptr<sqlite3_stmt, FinalizeStatement> handle;
    bool in_use = false;
};

// A statement while it runs. Gives it back clean.
class Use {
  public:
    explicit Use(Statement& statement) : statement_{&statement} { statement.in_use = true; }
    // A second run of a statement whose first is still being read.
    explicit Use(std::unique_ptr<Statement> extra) : Use{*extra} { extra_ = std::move(extra); }
    ~Use() {
        if (statement_ == nullptr) return;
        // The code repeats that of the last step, which was checked.
        static_cast<void>(sqlite3_reset(statement_->handle.get()));
        statement_->in_use = false;
    }
    Use(Use&& other) noexcept
        : statement_{std::exchange(other.statement_, nullptr)}, extra_{std::move(other.extra_)} {}
    Use& operator=(Use&&) = delete;

    [[nodiscard]] sqlite3_stmt* handle() const { return statement_->handle.get(); }
    [[nodiscard]] std::string const& name() const { return statement_->name; }

  private:
    Statement* statement_;
    std::unique_ptr<Statement> extra_;
};

// Holds the values of one run in place. Texts of a query are copied, for its rows are read after the call.
void bind_values(sqlite3* db, Use const& use, std::span<Value const> values,
                 sqlite3_destructor_type lifetime) {
    auto* const statement = use.handle();
    auto const wanted = sqlite3_bind_parameter_count(statement);
    if (static_cast<std::size_t>(wanted) != values.size()) {
        throw error(messages::broken)
            .with_note(fmt::format("{}: {} parameters, {} values", use.name(), wanted, values.size()));
    }
    struct Binder {
        sqlite3_stmt* statement;
        int index;
        sqlite3_destructor_type lifetime;
        int operator()(Null) const { return sqlite3_bind_null(statement, index); }
        int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
        int operator()(double value) const { return sqlite3_bind_double(statement, index, value); }
        int operator()(std::string_view value) const {
            // PostgreSQL has no such text; SQLite shall not take what could never be moved there.
            if (value.contains('\0')) throw error(messages::nul);
            auto const* const data = value.data() == nullptr ? "" : value.data();
            return sqlite3_bind_text64(statement, index, data, value.size(), lifetime, SQLITE_UTF8);
        }
        int operator()(BytesView value) const {
            if (value.data.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
            return sqlite3_bind_blob64(statement, index, value.data.data(), value.data.size(), lifetime);
        }
    };
    int index = 0;
    for (auto const& value : values) {
        check(std::visit(Binder{statement, ++index, lifetime}, value), db, use.name());
    }
}

class SqliteConnection final : public detail::Connection {
  public:
    SqliteConnection(std::string const& file, int flags) : handle_{open_handle(file, flags)} {
        check(sqlite3_busy_timeout(db(), busy_timeout_ms), db(), "busy_timeout");
    }

    std::unique_ptr<detail::Cursor> query(Sql const& sql, std::span<Value const> values) override;
    std::unique_ptr<detail::Cursor> query(std::string_view name, std::string const& sql,
                                          std::span<Value const> values) override;
    std::int64_t execute(Sql const& sql, std::span<Value const> values) override;
    std::int64_t execute(std::string const& sql) override;
    [[nodiscard]] Backend backend() const override { return Backend::Sqlite; }

    // Runs a statement of the room itself, such as BEGIN: it neither looks at nor sets spoiled().
    void control(Sql const& sql) { static_cast<void>(step(use(sql))); }

    [[nodiscard]] sqlite3* db() const { return handle_.get(); }
    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(db()) == 0; }
    [[nodiscard]] bool lost() const { return false; }
    [[nodiscard]] bool spoiled() const { return spoiled_; }
    void forgive() { spoiled_ = false; }

    // One step; true if it gave a row.
    bool step(Use const& use) {
        auto const code = sqlite3_step(use.handle());
        check(code, db(), use.name());
        return code == SQLITE_ROW;
    }

    // A statement that fails spoils the rest of its transaction, as it does on PostgreSQL.
    template <class F>
    auto guarded(F&& run) {
        if (spoiled_) throw error(messages::spoiled);
        try {
            return run();
        } catch (...) {
            spoiled_ = true;
            throw;
        }
    }

  private:
    Use use(Sql const& sql);
    Use use(std::string_view name, std::string const& text);
    std::unique_ptr<Statement> prepare(std::string_view name, std::string_view text);
    std::unique_ptr<detail::Cursor> open(Use use, std::span<Value const> values);

    Handle handle_;
    bool spoiled_ = false;
    std::unordered_map<char const*, std::unique_ptr<Statement>> embedded_;  // by the address of the name
    std::unordered_map<std::string, std::unique_ptr<Statement>> composed_;  // by text
};

class SqliteCursor final : public detail::Cursor {
  public:
    // The first step is taken at once, so that an error shows where the query is asked, as on PostgreSQL.
    SqliteCursor(SqliteConnection& connection, Use use)
        : connection_{&connection}, use_{std::move(use)}, row_{connection.step(use_)} {}

    bool next() override {
        if (!std::exchange(fresh_, false) && row_) {
            row_ = connection_->guarded([&] { return connection_->step(use_); });
        }
        return row_;
    }
    [[nodiscard]] bool is_null(int column) const override {
        return sqlite3_column_type(use_.handle(), column) == SQLITE_NULL;
    }
    [[nodiscard]] std::int64_t integer(int column) const override {
        return sqlite3_column_int64(use_.handle(), column);
    }
    [[nodiscard]] double real(int column) const override {
        return sqlite3_column_double(use_.handle(), column);
    }
    [[nodiscard]] std::string_view text(int column) const override {
        auto const* const data = reinterpret_cast<char const*>(sqlite3_column_text(use_.handle(), column));
        if (data == nullptr) return {};
        return {data, static_cast<std::size_t>(sqlite3_column_bytes(use_.handle(), column))};
    }
    [[nodiscard]] Bytes bytes(int column) const override {
        auto const* const data = static_cast<std::byte const*>(sqlite3_column_blob(use_.handle(), column));
        if (data == nullptr) return {};
        return {data, data + sqlite3_column_bytes(use_.handle(), column)};
    }

  private:
    SqliteConnection* connection_;
    Use use_;
    bool row_;
    bool fresh_ = true;
};

std::unique_ptr<Statement> SqliteConnection::prepare(std::string_view name, std::string_view text) {
    auto const numbered = sqlite_parameters(text);
    sqlite3_stmt* raw = nullptr;
    char const* rest = nullptr;
    auto const code = sqlite3_prepare_v3(db(), numbered.c_str(), static_cast<int>(numbered.size()),
                                         SQLITE_PREPARE_PERSISTENT, &raw, &rest);
    auto statement = std::make_unique<Statement>();
    statement->handle.reset(raw);
    statement->name = name;
    statement->text = text;
    check(code, db(), name);
    auto const blank = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    if (raw == nullptr || !std::all_of(rest, numbered.c_str() + numbered.size(), blank)) {
        throw error(messages::broken).with_note(fmt::format("{}: not exactly one statement", name));
    }
    mark_run(Backend::Sqlite, name);
    return statement;
}

Use SqliteConnection::use(Sql const& sql) {
    auto& statement = embedded_[sql.name.data()];
    // The address finds it, the text proves it: a name that was made at run time may reuse an address.
    if (!statement || (statement->text != sql.sqlite && !statement->in_use)) {
        statement = prepare(sql.name, sql.sqlite);
    } else if (statement->in_use) {
        return Use{prepare(sql.name, sql.sqlite)};
    }
    return Use{*statement};
}

Use SqliteConnection::use(std::string_view name, std::string const& text) {
    auto found = composed_.find(text);
    if (found == composed_.end()) {
        if (composed_.size() >= most_composed_statements) {
            std::erase_if(composed_, [](auto const& entry) { return !entry.second->in_use; });
        }
        found = composed_.emplace(text, prepare(name, text)).first;
    } else if (found->second->in_use) {
        return Use{prepare(name, text)};
    }
    return Use{*found->second};
}

std::unique_ptr<detail::Cursor> SqliteConnection::open(Use use, std::span<Value const> values) {
    bind_values(db(), use, values, SQLITE_TRANSIENT);
    return std::make_unique<SqliteCursor>(*this, std::move(use));
}

std::unique_ptr<detail::Cursor> SqliteConnection::query(Sql const& sql, std::span<Value const> values) {
    return guarded([&] { return open(use(sql), values); });
}

std::unique_ptr<detail::Cursor> SqliteConnection::query(std::string_view name, std::string const& sql,
                                                        std::span<Value const> values) {
    return guarded([&] { return open(use(name, sql), values); });
}

std::int64_t SqliteConnection::execute(Sql const& sql, std::span<Value const> values) {
    return guarded([&] {
        auto const running = use(sql);
        bind_values(db(), running, values, SQLITE_STATIC);
        while (step(running)) {
        }
        return static_cast<std::int64_t>(sqlite3_changes64(db()));
    });
}

std::int64_t SqliteConnection::execute(std::string const& sql) {
    return guarded([&] {
        check(sqlite3_exec(db(), sql.c_str(), nullptr, nullptr, nullptr), db(), "script");
        return static_cast<std::int64_t>(sqlite3_changes64(db()));
    });
}

constexpr Sql journal_mode{"storage/journal_mode", "PRAGMA journal_mode"};
constexpr Sql begin_read{"storage/begin_read", "BEGIN"};
constexpr Sql begin_write{"storage/begin_write", "BEGIN IMMEDIATE"};
constexpr Sql commit_all{"storage/commit", "COMMIT"};
constexpr Sql roll_back{"storage/roll_back", "ROLLBACK"};
constexpr Sql savepoint_job{"storage/savepoint", "SAVEPOINT job"};
constexpr Sql release_job{"storage/release", "RELEASE job"};
constexpr Sql roll_back_job{"storage/roll_back_to", "ROLLBACK TO job"};

class SqliteWriter final : public WriterBackend {
  public:
    explicit SqliteWriter(std::string const& file)
        : connection_{file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE} {
        // page_size has effect only before the file exists. The WAL grows to 64 MiB before it is copied back: pages that many
        // commits change are then copied once.
        connection_.execute(
            "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456;"
            "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;");
        Rows mode{connection_.query(journal_mode, {})};
        if (!mode.next() || mode.text(0) != "wal") {
            throw error(messages::unavailable).with_note(file + ": the file system does not take a WAL");
        }
    }

    void begin() override { connection_.control(begin_write); }
    void savepoint() override {
        connection_.forgive();
        connection_.control(savepoint_job);
    }
    void release() override {
        // A deferred foreign key would otherwise fail at the commit, with all neighbours.
        int violated = 0;
        int unused = 0;
        check(sqlite3_db_status(connection_.db(), SQLITE_DBSTATUS_DEFERRED_FKS, &violated, &unused, 0),
              connection_.db(), "deferred keys");
        if (violated != 0) throw error(messages::constraint).with_note("deferred foreign key");
        connection_.control(release_job);
    }
    void roll_back_to_savepoint() override {
        // A full disk, among others, makes SQLite undo the whole transaction by itself.
        if (!connection_.in_transaction())
            throw error(messages::unavailable).with_note("batch undone by SQLite");
        connection_.control(roll_back_job);
        connection_.control(release_job);
    }
    void commit() override {
        try {
            connection_.control(commit_all);
        } catch (Error const& failure) {
            throw error(messages::unavailable).with_note(failure.what());
        }
    }
    void abandon() noexcept override {
        try {
            if (connection_.in_transaction()) connection_.control(roll_back);
        } catch (...) {
            // BEGIN will say so again and give its callers the reason.
        }
    }
    [[nodiscard]] detail::Connection& connection() override { return connection_; }
    [[nodiscard]] bool spoiled() const override { return connection_.spoiled(); }

  private:
    SqliteConnection connection_;
};

std::unique_ptr<SqliteConnection> open_reader(std::string const& file) {
    auto connection = std::make_unique<SqliteConnection>(file, SQLITE_OPEN_READONLY);
    connection->execute(
        "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -4096; PRAGMA "
        "query_only = ON;");
    return connection;
}

// One snapshot: from its making to its end.
class Snapshot {
  public:
    explicit Snapshot(SqliteConnection& connection) : connection_{&connection} {
        connection.forgive();
        connection.control(begin_read);
    }
    ~Snapshot() {
        try {
            if (connection_->in_transaction()) connection_->control(commit_all);
        } catch (Error const&) {
            // Nothing was written, so nothing is lost; the next BEGIN on this connection would tell.
        }
    }
    Snapshot(Snapshot const&) = delete;
    Snapshot& operator=(Snapshot const&) = delete;

  private:
    SqliteConnection* connection_;
};

class SqliteDatabase final : public Database {
  public:
    explicit SqliteDatabase(std::string file)
        : file_{std::move(file)},
          writer_{std::make_unique<SqliteWriter>(file_)},
          readers_{[this] { return open_reader(file_); }, most_readers} {}
    ~SqliteDatabase() override { write_coverage(); }

    void migrate(std::span<Migration const> migrations) override {
        writer_.run([&](detail::Connection& connection) { apply_migrations(connection, migrations); });
    }
    [[nodiscard]] Backend backend() const override { return Backend::Sqlite; }
    void backup(std::string const& file) override;

  protected:
    void run_read(std::function<void(Reader const&)> const& job) override {
        writer_.refuse_nested();
        auto const lease = readers_.take();
        Snapshot const snapshot{*lease};
        Reader const reader{*lease};
        job(reader);
    }
    void run_write(std::function<void(Transaction&)> const& job) override {
        writer_.run([&](detail::Connection& connection) {
            Transaction transaction{connection};
            job(transaction);
        });
    }

  private:
    std::string file_;
    Writer writer_;
    Pool<SqliteConnection> readers_;
};

// The copy appears under its name only when it is whole.
void SqliteDatabase::backup(std::string const& file) {
    auto const part = file + ".part";
    std::error_code failed;
    std::filesystem::remove(part, failed);
    {
        auto const lease = readers_.take();
        auto const copy = open_handle(part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
        auto* const work = sqlite3_backup_init(copy.get(), "main", lease->db(), "main");
        if (work == nullptr) check(sqlite3_extended_errcode(copy.get()), copy.get(), "backup");
        auto const stepped = sqlite3_backup_step(work, -1);
        auto const finished = sqlite3_backup_finish(work);
        check(stepped, copy.get(), "backup");
        check(finished, copy.get(), "backup");
    }
    if (!failed) std::filesystem::rename(part, file, failed);
    if (failed) throw error(messages::unavailable).with_note(file + ": " + failed.message());
}

}  // namespace

std::unique_ptr<Database> open_sqlite(std::string const& file) {
    return std::make_unique<SqliteDatabase>(file);
}

}  // namespace niangjia::storage
