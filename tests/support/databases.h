// Throw-away databases for tests. A suite that stores anything derives from OnEveryDatabase and says
//   INSTANTIATE_TEST_SUITE_P(Every, MySuite, testing::ValuesIn(backends()), backend_name);
// so that each of its tests runs on SQLite, and on PostgreSQL where NIANGJIA_TEST_POSTGRES holds the
// connection string of a server on which schemas may be made.
#pragma once

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "storage/storage.h"

namespace niangjia::testing_support {

inline std::string postgres_server() {
    auto const* const address = std::getenv("NIANGJIA_TEST_POSTGRES");
    return address == nullptr ? "" : address;
}

inline std::vector<std::string> backends() {
    if (postgres_server().empty()) return {"sqlite"};
    return {"sqlite", "postgres"};
}

inline std::string backend_name(testing::TestParamInfo<std::string> const& info) {
    return info.param;
}

inline std::string random_name() {
    std::random_device random;
    return "niangjia_" + std::to_string(random()) + "_" + std::to_string(random());
}

// A folder that goes with its owner.
class TemporaryFolder {
  public:
    TemporaryFolder() : path_{std::filesystem::temp_directory_path() / random_name()} {
        std::filesystem::create_directory(path_);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// Runs one statement on the test server, outside the storage room.
inline void on_server(std::string const& sql) {
    std::unique_ptr<PGconn, decltype(&PQfinish)> const connection{PQconnectdb(postgres_server().c_str()),
                                                                  PQfinish};
    std::unique_ptr<PGresult, decltype(&PQclear)> const result{PQexec(connection.get(), sql.c_str()),
                                                               PQclear};
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
        throw std::runtime_error{sql + ": " + PQerrorMessage(connection.get())};
    }
}

// A fresh, empty database: a file, or a schema of its own on the test server. Gone with its owner.
class TestDatabase {
  public:
    explicit TestDatabase(std::string const& backend, std::span<storage::Migration const> migrations = {}) {
        if (backend == "postgres") {
            schema_ = random_name();
            on_server("CREATE SCHEMA " + schema_);
            auto const server = postgres_server();
            if (server.contains("://")) {
                address_ = server + (server.contains('?') ? "&" : "?") + "application_name=" + schema_ +
                           "&options=-csearch_path%3D" + schema_;
            } else {
                address_ =
                    server + " application_name=" + schema_ + " options='-csearch_path=" + schema_ + "'";
            }
        } else {
            address_ = "sqlite:" + (folder_.path() / "test.db").string();
        }
        database_ = storage::Database::open(address_);
        if (!migrations.empty()) database_->migrate(migrations);
    }
    ~TestDatabase() {
        database_.reset();
        if (schema_.empty()) return;
        try {
            on_server("SET client_min_messages = warning; DROP SCHEMA " + schema_ + " CASCADE");
        } catch (std::exception const& failure) {
            ADD_FAILURE() << failure.what();
        }
    }
    TestDatabase(TestDatabase const&) = delete;
    TestDatabase& operator=(TestDatabase const&) = delete;

    storage::Database& operator*() const { return *database_; }
    storage::Database* operator->() const { return database_.get(); }
    [[nodiscard]] std::string const& address() const { return address_; }
    // PostgreSQL: its schema, which is also what its connections call themselves.
    [[nodiscard]] std::string const& schema() const { return schema_; }
    // Closes and opens it again, as a restart of the program does.
    void reopen() {
        database_.reset();
        database_ = storage::Database::open(address_);
    }

  private:
    TemporaryFolder folder_;
    std::string schema_;
    std::string address_;
    std::unique_ptr<storage::Database> database_;
};

class OnEveryDatabase : public testing::TestWithParam<std::string> {
  protected:
    [[nodiscard]] storage::Database& db() { return *database_; }
    [[nodiscard]] TestDatabase& database() { return database_; }
    [[nodiscard]] bool on_postgres() const { return GetParam() == "postgres"; }

  private:
    TestDatabase database_{GetParam()};
};

}  // namespace niangjia::testing_support
