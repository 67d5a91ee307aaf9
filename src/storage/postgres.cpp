// PostgreSQL: the same promises over libpq. Commands travel in pipelines, so that BEGIN, SAVEPOINT, RELEASE
// and COMMIT ride along with the statements and cost no round trip of their own.
#include <libpq-fe.h>
#include <spdlog/spdlog.h>

#include <charconv>
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

constexpr std::size_t most_readers = 24;
constexpr std::size_t most_prepared = 1024;

// Of pg_type.h. A parameter whose type is left open is inferred by the server; integers are named, because it
// would infer 32 bits for the likes of `$1 = 0`.
constexpr Oid type_open = 0;
constexpr Oid type_bool = 16;
constexpr Oid type_bytes = 17;
constexpr Oid type_int8 = 20;
constexpr Oid type_float8 = 701;

struct CloseConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

bool good(Result const& result) {
    auto const status = PQresultStatus(result.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

Message const& message_for(std::string_view state) {
    if (state.starts_with("23")) return messages::constraint;
    if (state == "40001" || state == "40P01" || state == "55P03") return messages::busy;
    // Lost connections, full disks and memory, shut-downs, input and output.
    for (std::string_view const gone : {"08", "53", "57P", "58"}) {
        if (state.starts_with(gone)) return messages::unavailable;
    }
    return messages::broken;
}

// The values of one statement in the text format.
class Parameters {
  public:
    explicit Parameters(std::span<Value const> values) {
        texts_.reserve(values.size());
        for (auto const& value : values) std::visit([this](auto const& held) { add(held); }, value);
        for (std::size_t i = 0; i < texts_.size(); ++i)
            pointers_.push_back(null_[i] ? nullptr : texts_[i].c_str());
    }

    [[nodiscard]] int count() const { return static_cast<int>(types_.size()); }
    [[nodiscard]] Oid const* types() const { return types_.data(); }
    [[nodiscard]] char const* const* values() const { return pointers_.data(); }
    // Tells statements apart that are the same but for the types of their parameters.
    [[nodiscard]] std::string signature() const {
        std::string out;
        for (auto const type : types_)
            out += type == type_open ? 't' : type == type_int8 ? 'i' : type == type_float8 ? 'f' : 'b';
        return out;
    }

  private:
    void add(Null) { push({}, type_open, true); }
    void add(std::int64_t value) { push(std::to_string(value), type_int8); }
    void add(double value) { push(fmt::format("{}", value), type_float8); }
    void add(std::string_view value) {
        if (value.contains('\0')) throw error(messages::nul);
        push(std::string{value}, type_open);
    }
    void add(BytesView value) {
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text = "\\x";
        text.reserve(2 + 2 * value.data.size());
        for (auto const byte : value.data) {
            text += digits[std::to_integer<std::size_t>(byte >> 4)];
            text += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
        }
        push(std::move(text), type_bytes);
    }
    void push(std::string text, Oid type, bool null = false) {
        texts_.push_back(std::move(text));
        types_.push_back(type);
        null_.push_back(null);
    }

    std::vector<std::string> texts_;
    std::vector<Oid> types_;
    std::vector<bool> null_;
    std::vector<char const*> pointers_;
};

class PostgresCursor final : public detail::Cursor {
  public:
    explicit PostgresCursor(Result result) : result_{std::move(result)}, rows_{PQntuples(result_.get())} {}

    bool next() override { return ++row_ < rows_; }
    [[nodiscard]] bool is_null(int column) const override {
        return PQgetisnull(result_.get(), row_, column) != 0;
    }
    [[nodiscard]] std::int64_t integer(int column) const override {
        if (PQftype(result_.get(), column) == type_bool) return text(column) == "t" ? 1 : 0;
        return number<std::int64_t>(column);
    }
    [[nodiscard]] double real(int column) const override { return number<double>(column); }
    [[nodiscard]] std::string_view text(int column) const override {
        return {PQgetvalue(result_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
    }
    [[nodiscard]] Bytes bytes(int column) const override {
        auto hex = text(column);
        if (!hex.starts_with("\\x")) return {};
        hex.remove_prefix(2);
        Bytes out(hex.size() / 2);
        for (std::size_t i = 0; i < out.size(); ++i) {
            unsigned value = 0;
            std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, value, 16);
            out[i] = static_cast<std::byte>(value);
        }
        return out;
    }

  private:
    // Null reads as 0, as on SQLite.
    template <class T>
    [[nodiscard]] T number(int column) const {
        if (is_null(column)) return 0;
        auto const digits = text(column);
        T value{};
        auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (code != std::errc{} || end != digits.data() + digits.size()) {
            throw error(messages::broken)
                .with_note(fmt::format("column {}: not a number of this kind", column));
        }
        return value;
    }

    Result result_;
    int rows_;
    int row_ = -1;
};

class PostgresConnection final : public detail::Connection {
  public:
    explicit PostgresConnection(std::string const& address);

    std::unique_ptr<detail::Cursor> query(Sql const& sql, std::span<Value const> values) override {
        return std::make_unique<PostgresCursor>(run(sql.name, text_of(sql), values));
    }
    std::unique_ptr<detail::Cursor> query(std::string_view name, std::string const& sql,
                                          std::span<Value const> values) override {
        return std::make_unique<PostgresCursor>(run(name, sql, values));
    }
    std::int64_t execute(Sql const& sql, std::span<Value const> values) override {
        return changed(run(sql.name, text_of(sql), values));
    }
    std::int64_t execute(std::string const& sql) override;
    [[nodiscard]] Backend backend() const override { return Backend::Postgres; }

    // Puts a command of the room's own before the next statement.
    void defer(char const* command) { deferred_.push_back(command); }
    // Sends what is deferred and waits for it; the result of the last one.
    Result flush() { return exchange(nullptr); }
    // Ends a read: sends COMMIT, whose answer is looked at before the next use of this connection. Sends
    // nothing if nothing was asked since BEGIN was deferred.
    void end_read() noexcept;

    [[nodiscard]] bool lost() const { return lost_ || PQstatus(handle_.get()) != CONNECTION_OK; }
    [[nodiscard]] bool spoiled() const { return spoiled_; }
    void forgive() { spoiled_ = false; }
    // A value that the server is set to.
    [[nodiscard]] std::string setting(char const* show);

  private:
    struct Statement {
        std::string name;
        std::size_t parameters;
        bool ready = false;
    };
    struct Call {
        std::string_view name;
        Statement* statement;
        std::string const* text;
        Parameters const* parameters;
    };

    static std::string_view text_of(Sql const& sql) {
        return sql.postgres.empty() ? sql.sqlite : sql.postgres;
    }
    static std::int64_t changed(Result const& result) {
        std::string_view const count = PQcmdTuples(result.get());
        std::int64_t value = 0;
        std::from_chars(count.data(), count.data() + count.size(), value);
        return value;
    }

    Result run(std::string_view name, std::string_view text, std::span<Value const> values);
    Statement& statement_for(std::string_view name, std::string const& key, std::string_view text);
    Result exchange(Call const* call);
    // The result of one command, or nothing if one before it in the pipeline failed.
    Result receive();
    void receive_sync();
    void receive_outstanding();
    void sent(int accepted);
    [[noreturn]] void lose(std::string_view what);
    Result simple(char const* text);
    // What went wrong, for the log, and of which kind.
    [[nodiscard]] static Error failure(Result const& result, std::string_view what);

    // Runs a function whose failure spoils the transaction, as it does on the server.
    template <class F>
    auto guarded(F&& work) {
        if (spoiled_) throw error(messages::spoiled);
        try {
            return work();
        } catch (...) {
            spoiled_ = true;
            throw;
        }
    }

    std::unique_ptr<PGconn, CloseConnection> handle_;
    std::vector<char const*> deferred_;
    bool commit_outstanding_ = false;
    bool lost_ = false;
    bool spoiled_ = false;
    std::unordered_map<std::string, Statement> statements_;  // by the types of its parameters and its text
    std::int64_t prepared_ = 0;
};

PostgresConnection::PostgresConnection(std::string const& address) : handle_{PQconnectdb(address.c_str())} {
    if (PQstatus(handle_.get()) != CONNECTION_OK) lose("connect");
    simple("SET client_encoding = 'UTF8'; SET bytea_output = 'hex'; SET client_min_messages = warning");
    if (PQenterPipelineMode(handle_.get()) != 1) lose("pipeline");
}

void PostgresConnection::lose(std::string_view what) {
    lost_ = true;
    throw error(messages::unavailable).with_note(fmt::format("{}: {}", what, PQerrorMessage(handle_.get())));
}

void PostgresConnection::sent(int accepted) {
    if (accepted != 1) lose("send");
}

Error PostgresConnection::failure(Result const& result, std::string_view what) {
    auto const* const state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    std::string_view const known = state == nullptr ? "" : state;
    return error(message_for(known))
        .with_note(fmt::format("{}: {} {}", what, known, PQresultErrorMessage(result.get())));
}

Result PostgresConnection::receive() {
    Result result{PQgetResult(handle_.get())};
    if (!result) lose("receive");
    if (Result const end{PQgetResult(handle_.get())}; end) lose("receive");
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_ABORTED) return nullptr;
    return result;
}

void PostgresConnection::receive_sync() {
    Result const result{PQgetResult(handle_.get())};
    if (!result || PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC) lose("receive");
}

void PostgresConnection::receive_outstanding() {
    if (!std::exchange(commit_outstanding_, false)) return;
    if (auto const result = receive(); !result || !good(result)) lose("end of a read");
    receive_sync();
}

void PostgresConnection::end_read() noexcept {
    if (!deferred_.empty()) {
        deferred_.clear();
        return;
    }
    if (lost()) return;
    auto* const pg = handle_.get();
    if (PQsendQueryParams(pg, "COMMIT", 0, nullptr, nullptr, nullptr, nullptr, 0) != 1 ||
        PQpipelineSync(pg) != 1) {
        lost_ = true;
    }
    commit_outstanding_ = true;
}

Result PostgresConnection::exchange(Call const* call) {
    if (lost()) lose("use");
    receive_outstanding();
    auto const commands = std::exchange(deferred_, {});
    auto* const pg = handle_.get();
    for (auto const* const command : commands) {
        sent(PQsendQueryParams(pg, command, 0, nullptr, nullptr, nullptr, nullptr, 0));
    }
    auto const prepares = call != nullptr && !call->statement->ready;
    if (call != nullptr) {
        auto* const statement = call->statement;
        auto const* const parameters = call->parameters;
        if (prepares) {
            sent(PQsendPrepare(pg, statement->name.c_str(), call->text->c_str(), parameters->count(),
                               parameters->types()));
        }
        sent(PQsendQueryPrepared(pg, statement->name.c_str(), parameters->count(), parameters->values(),
                                 nullptr, nullptr, 0));
    }
    sent(PQpipelineSync(pg));

    // A command of the room's own fails only with the connection or the whole transaction.
    Result last;
    std::optional<Error> failed;
    for (auto const* const command : commands) {
        last = receive();
        if (last && !good(last) && !failed) failed = failure(last, command);
    }
    if (failed) lost_ = true;
    for (auto step = prepares ? 0 : 1; call != nullptr && step < 2; ++step) {
        last = receive();
        if (last && !good(last) && !failed) failed = failure(last, call->name);
        if (step == 0 && last && good(last)) call->statement->ready = true;
    }
    receive_sync();
    if (failed) throw *std::move(failed);
    return last;
}

PostgresConnection::Statement& PostgresConnection::statement_for(std::string_view name,
                                                                 std::string const& key,
                                                                 std::string_view text) {
    if (auto const found = statements_.find(key); found != statements_.end()) return found->second;
    if (statements_.size() >= most_prepared) {
        defer("DEALLOCATE ALL");
        statements_.clear();
    }
    mark_run(Backend::Postgres, name);
    return statements_.emplace(key, Statement{"s" + std::to_string(++prepared_), highest_parameter(text)})
        .first->second;
}

Result PostgresConnection::run(std::string_view name, std::string_view text, std::span<Value const> values) {
    return guarded([&] {
        Parameters const parameters{values};
        std::string const key = parameters.signature() + ':' + std::string{text};
        std::string const whole{text};
        auto& statement = statement_for(name, key, text);
        // The server takes superfluous values whose types it is told; SQLite does not.
        if (statement.parameters != values.size()) {
            throw error(messages::broken)
                .with_note(
                    fmt::format("{}: {} parameters, {} values", name, statement.parameters, values.size()));
        }
        Call const call{name, &statement, &whole, &parameters};
        return exchange(&call);
    });
}

Result PostgresConnection::simple(char const* text) {
    Result result{PQexec(handle_.get(), text)};
    if (PQstatus(handle_.get()) != CONNECTION_OK) lose(text);
    if (!good(result)) throw failure(result, text);
    return result;
}

// A script of several statements is only understood outside pipelines.
std::int64_t PostgresConnection::execute(std::string const& sql) {
    return guarded([&] {
        flush();
        if (PQexitPipelineMode(handle_.get()) != 1) lose("pipeline");
        std::optional<Error> failed;
        std::int64_t count = 0;
        try {
            count = changed(simple(sql.c_str()));
        } catch (Error const& reason) {
            failed = reason;
        }
        if (PQenterPipelineMode(handle_.get()) != 1) lose("pipeline");
        if (failed) throw *std::move(failed);
        return count;
    });
}

std::string PostgresConnection::setting(char const* show) {
    defer(show);
    auto const result = flush();
    return PQgetvalue(result.get(), 0, 0);
}

class PostgresWriter final : public WriterBackend {
  public:
    explicit PostgresWriter(std::string address) : address_{std::move(address)} { connect(); }

    void begin() override {
        if (!connection_) connect();
        connection_->defer("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        // Programs that share a database write in turns, batch by batch, so that writes are serial as they
        // are on SQLite. Each statement takes its snapshot after the lock. The number is the room's own.
        connection_->defer("SELECT pg_advisory_xact_lock(5637144576)");
    }
    void savepoint() override {
        connection_->forgive();
        connection_->defer("SAVEPOINT job");
    }
    void release() override { connection_->defer("RELEASE SAVEPOINT job"); }
    void roll_back_to_savepoint() override {
        if (connection_->lost()) throw error(messages::unavailable).with_note("connection lost in a batch");
        connection_->defer("ROLLBACK TO SAVEPOINT job");
        connection_->defer("RELEASE SAVEPOINT job");
    }
    void commit() override {
        try {
            connection_->defer("COMMIT");
            auto const result = connection_->flush();
            // COMMIT of a transaction that has failed answers ROLLBACK, and calls it a success.
            if (std::string_view{PQcmdStatus(result.get())} != "COMMIT") throw error(messages::unavailable);
        } catch (Error const& failure) {
            throw error(messages::unavailable).with_note(failure.what());
        }
    }
    // Closing undoes everything; the next batch connects anew.
    void abandon() noexcept override { connection_.reset(); }
    [[nodiscard]] detail::Connection& connection() override { return *connection_; }
    [[nodiscard]] bool spoiled() const override { return connection_->spoiled(); }

  private:
    void connect() {
        auto fresh = std::make_unique<PostgresConnection>(address_);
        if (fresh->setting("SHOW synchronous_commit") == "off") throw error(messages::not_durable);
        if (fresh->setting("SHOW fsync") == "off") {
            spdlog::warn("PostgreSQL runs with fsync off: a power cut can destroy the database");
        }
        connection_ = std::move(fresh);
    }

    std::string address_;
    std::unique_ptr<PostgresConnection> connection_;
};

// One snapshot: from its first statement to its end. A read that asks nothing sends nothing.
class Snapshot {
  public:
    explicit Snapshot(PostgresConnection& connection) : connection_{&connection} {
        connection.forgive();
        connection.defer("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }
    ~Snapshot() { connection_->end_read(); }
    Snapshot(Snapshot const&) = delete;
    Snapshot& operator=(Snapshot const&) = delete;

  private:
    PostgresConnection* connection_;
};

class PostgresDatabase final : public Database {
  public:
    explicit PostgresDatabase(std::string const& address)
        : writer_{std::make_unique<PostgresWriter>(address)},
          readers_{[address] { return std::make_unique<PostgresConnection>(address); }, most_readers} {}
    ~PostgresDatabase() override { write_coverage(); }

    void migrate(std::span<Migration const> migrations) override {
        writer_.run([&](detail::Connection& connection) { apply_migrations(connection, migrations); });
    }
    [[nodiscard]] Backend backend() const override { return Backend::Postgres; }
    void backup(std::string const&) override { throw error(messages::no_backup); }

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
    Writer writer_;
    Pool<PostgresConnection> readers_;
};

}  // namespace

std::unique_ptr<Database> open_postgres(std::string const& address) {
    return std::make_unique<PostgresDatabase>(address);
}

}  // namespace niangjia::storage
