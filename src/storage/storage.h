// The storage room keeps everything in one SQLite file or in one PostgreSQL database, behind one interface.
//
// Guarantees: write() returns only when the transaction is on disk (SQLite: WAL, synchronous=FULL;
// PostgreSQL: synchronous_commit on). Waiting writes are gathered into one durable commit, each in a
// savepoint of its own, so that one that throws undoes itself and nothing else. Writes are serial: a write
// sees every write before it and nothing half done, on both databases. read() sees one snapshot and never
// waits for a writer. Threads: a Database may be shared. A Reader or Transaction belongs to the call it was
// handed to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "storage/sql.h"

namespace niangjia::storage {

enum class Backend { Sqlite, Postgres };

using Bytes = std::vector<std::byte>;
struct BytesView {
    std::span<std::byte const> data;
};
using Null = std::monostate;
// What can be bound. Views must outlive the call that they are passed to.
using Value = std::variant<Null, std::int64_t, double, std::string_view, BytesView>;

namespace detail {

template <class T>
Value to_value(T const& value) {
    if constexpr (std::is_same_v<T, Value>) {
        return value;
    } else if constexpr (std::is_same_v<T, Bytes>) {
        return BytesView{std::span<std::byte const>{value}};
    } else if constexpr (std::is_same_v<T, Null> || std::is_same_v<T, std::nullopt_t>) {
        return Null{};
    } else if constexpr (std::is_integral_v<T>) {
        return static_cast<std::int64_t>(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        return static_cast<double>(value);
    } else if constexpr (std::is_convertible_v<T const&, std::string_view>) {
        return std::string_view{value};
    } else {
        return value ? to_value(*value) : Value{Null{}};  // an optional
    }
}

// What a backend offers; only the storage room sees more of it.
class Cursor {
  public:
    virtual ~Cursor() = default;
    virtual bool next() = 0;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual double real(int column) const = 0;
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual Bytes bytes(int column) const = 0;
};

class Connection {
  public:
    virtual ~Connection() = default;
    virtual std::unique_ptr<Cursor> query(Sql const& sql, std::span<Value const> values) = 0;
    virtual std::unique_ptr<Cursor> query(std::string_view name, std::string const& sql,
                                          std::span<Value const> values) = 0;
    // Number of rows changed.
    virtual std::int64_t execute(Sql const& sql, std::span<Value const> values) = 0;
    virtual std::int64_t execute(std::string const& sql) = 0;
    [[nodiscard]] virtual Backend backend() const = 0;
};

}  // namespace detail

// The rows of one query. Columns count from 0. A view returned by text() is valid until next().
class Rows {
  public:
    explicit Rows(std::unique_ptr<detail::Cursor> cursor) : cursor_{std::move(cursor)} {}

    [[nodiscard]] bool next() { return cursor_->next(); }
    [[nodiscard]] bool is_null(int column) const { return cursor_->is_null(column); }
    [[nodiscard]] std::int64_t integer(int column) const { return cursor_->integer(column); }
    [[nodiscard]] double real(int column) const { return cursor_->real(column); }
    [[nodiscard]] std::string_view text(int column) const { return cursor_->text(column); }
    [[nodiscard]] std::string string(int column) const { return std::string{cursor_->text(column)}; }
    [[nodiscard]] Bytes bytes(int column) const { return cursor_->bytes(column); }
    [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const {
        return is_null(column) ? std::nullopt : std::optional{integer(column)};
    }
    [[nodiscard]] std::optional<std::string> maybe_string(int column) const {
        return is_null(column) ? std::nullopt : std::optional{string(column)};
    }

  private:
    std::unique_ptr<detail::Cursor> cursor_;
};

// A list with filters: the only place where a statement is put together. The pieces are texts of the program
// with ? where a value belongs; values are always bound. Example:
//   Query{"records/list", "SELECT id FROM records"}.where("org BETWEEN ? AND ?", low, high).then("ORDER BY id
//   LIMIT ?", 50)
class Query {
  public:
    Query(std::string_view name, std::string_view text) : name_{name}, text_{text} {}

    template <class... A>
    Query& where(std::string_view condition, A const&... values) {
        text_ += first_ ? " WHERE (" : " AND (";
        first_ = false;
        piece(condition);
        text_ += ')';
        (hold(detail::to_value(values)), ...);
        return *this;
    }
    template <class... A>
    Query& then(std::string_view text, A const&... values) {
        text_ += ' ';
        piece(text);
        (hold(detail::to_value(values)), ...);
        return *this;
    }

    [[nodiscard]] std::string_view name() const { return name_; }
    [[nodiscard]] std::string const& text() const { return text_; }
    [[nodiscard]] std::vector<Value> values() const;

  private:
    void piece(std::string_view text);  // replaces each ? by the next $n
    void hold(Value const& value);      // keeps a copy of texts and bytes

    std::string_view name_;
    std::string text_;
    bool first_ = true;
    int parameters_ = 0;
    std::vector<std::variant<Null, std::int64_t, double, std::string, Bytes>> held_;
};

class Reader {
  public:
    explicit Reader(detail::Connection& connection) : connection_{&connection} {}
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    template <class... A>
    [[nodiscard]] Rows query(Sql const& sql, A const&... arguments) const {
        std::vector<Value> const values{detail::to_value(arguments)...};
        return Rows{connection_->query(sql, values)};
    }
    [[nodiscard]] Rows query(Query const& query) const {
        auto const values = query.values();
        return Rows{connection_->query(query.name(), query.text(), values)};
    }
    [[nodiscard]] Backend backend() const { return connection_->backend(); }

  protected:
    detail::Connection* connection_;
};

// A transaction also reads; it sees its own changes. A statement that fails spoils it: whatever the job does
// about the error, what follows throws and nothing is kept (ON CONFLICT is for what may collide). The schema
// has no DEFERRABLE constraints: they would speak at the commit, and for all neighbours.
class Transaction final : public Reader {
  public:
    using Reader::Reader;

    // Number of rows changed. A constraint that says no is Error (Conflict, code storage.constraint).
    template <class... A>
    std::int64_t execute(Sql const& sql, A const&... arguments) {
        std::vector<Value> const values{detail::to_value(arguments)...};
        return connection_->execute(sql, values);
    }
};

class Database {
  public:
    // Opens sqlite:FILE (created if missing; its folder must exist) or a postgres://, postgresql:// address
    // (a connection string of libpq). Throws Error (Unavailable) when it cannot.
    [[nodiscard]] static std::unique_ptr<Database> open(std::string_view address);
    virtual ~Database() = default;

    // Brings the schema up to date: each migration once, in order, in one transaction. Refuses (Error
    // Refused, code storage.newer) a database that holds a migration the program does not know.
    virtual void migrate(std::span<Migration const> migrations) = 0;

    // Runs `job` in a read transaction of its own and returns what it returns.
    // Rows must be read inside `job`.
    template <class F>
    auto read(F&& job) -> decltype(job(std::declval<Reader const&>())) {
        static_assert(!std::is_same_v<decltype(job(std::declval<Reader const&>())), Rows>);
        if constexpr (std::is_void_v<decltype(job(std::declval<Reader const&>()))>) {
            run_read([&](Reader const& reader) { job(reader); });
        } else {
            std::optional<decltype(job(std::declval<Reader const&>()))> result;
            run_read([&](Reader const& reader) { result.emplace(job(reader)); });
            return std::move(*result);
        }
    }

    // Runs `job` on the writer, waits until it is durable and returns what it returned. What `job` throws is
    // thrown here, and then nothing of it is kept. `job` must not call read() or write() of this database.
    template <class F>
    auto write(F&& job) -> decltype(job(std::declval<Transaction&>())) {
        static_assert(!std::is_same_v<decltype(job(std::declval<Transaction&>())), Rows>);
        if constexpr (std::is_void_v<decltype(job(std::declval<Transaction&>()))>) {
            run_write([&](Transaction& transaction) { job(transaction); });
        } else {
            std::optional<decltype(job(std::declval<Transaction&>()))> result;
            run_write([&](Transaction& transaction) { result.emplace(job(transaction)); });
            return std::move(*result);
        }
    }

    [[nodiscard]] virtual Backend backend() const = 0;
    // Copies the whole database into `file` while it is in use (SQLite only; PostgreSQL has pg_dump:
    // Refused).
    virtual void backup(std::string const& file) = 0;

  protected:
    virtual void run_read(std::function<void(Reader const&)> const& job) = 0;
    virtual void run_write(std::function<void(Transaction&)> const& job) = 0;
};

// The names of all statements that this process has run, for the test that wants each run on both databases.
[[nodiscard]] std::vector<std::string> statements_run();

}  // namespace niangjia::storage
