#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <latch>
#include <limits>
#include <stdexcept>
#include <thread>

#include "base/error.h"
#include "support/databases.h"

namespace niangjia::storage {

namespace {

using testing_support::backend_name;
using testing_support::backends;

constexpr std::array<Migration, 1> schema{{{"test/0001_things", R"(
CREATE TABLE things (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT UNIQUE,
    weight /*sqlite: REAL*/ /*postgres: DOUBLE PRECISION*/,
    data /*sqlite: BLOB*/ /*postgres: BYTEA*/,
    parent BIGINT REFERENCES things (id)
);
CREATE TABLE notes (thing BIGINT NOT NULL REFERENCES things (id), text TEXT NOT NULL CHECK (text <> ''));
)"}}};

constexpr Sql insert_thing{"test/insert_thing",
                           "INSERT INTO things (id, name, weight, data, parent) VALUES ($1, $2, $3, $4, $5)"};
constexpr Sql insert_plain{"test/insert_plain", "INSERT INTO things (id, name) VALUES ($1, $2)"};
constexpr Sql insert_backwards{"test/insert_backwards", "INSERT INTO things (name, id) VALUES ($2, $1)"};
constexpr Sql insert_returning{"test/insert_returning",
                               "INSERT INTO things (id, name) VALUES ($1, $2) RETURNING id"};
constexpr Sql insert_note{"test/insert_note", "INSERT INTO notes (thing, text) VALUES ($1, $2)"};
constexpr Sql rename_all{"test/rename_all", "UPDATE things SET weight = $1 WHERE id >= $2"};
constexpr Sql select_thing{"test/select_thing",
                           "SELECT id, name, weight, data, parent FROM things WHERE id = $1"};
constexpr Sql list_things{"test/list_things", "SELECT id, name FROM things ORDER BY id"};
constexpr Sql count_things{"test/count_things", "SELECT count(*) FROM things"};
constexpr Sql count_notes{"test/count_notes", "SELECT count(*) FROM notes"};
constexpr Sql wrong{"test/wrong", "SELECT nothing FROM nowhere"};

std::int64_t single(Reader const& reader, Sql const& sql) {
    auto rows = reader.query(sql);
    EXPECT_TRUE(rows.next());
    return rows.integer(0);
}

template <class F>
Error failure_of(F&& run) {
    try {
        run();
    } catch (Error const& failure) {
        return failure;
    }
    return Error{ErrorKind::Broken, "nothing.thrown", {}};
}

class StorageTest : public testing_support::OnEveryDatabase {
  protected:
    StorageTest() { db().migrate(schema); }
    std::int64_t things() {
        return db().read([](Reader const& reader) { return single(reader, count_things); });
    }
};

INSTANTIATE_TEST_SUITE_P(Every, StorageTest, testing::ValuesIn(backends()), backend_name);

TEST_P(StorageTest, AFailingWriterUndoesItselfAndNoneOfItsNeighbours) {
    constexpr int threads = 64;
    constexpr int rounds = 20;
    std::atomic<std::int64_t> answered = 0;
    std::atomic<std::int64_t> wrongly_told = 0;
    std::vector<std::jthread> writers;
    for (int thread = 0; thread < threads; ++thread) {
        writers.emplace_back([&, thread] {
            for (int round = 0; round < rounds; ++round) {
                auto const id = std::int64_t{thread} * rounds + round;
                auto const kind = id % 4;
                try {
                    auto const told = db().write([&](Transaction& transaction) {
                        transaction.execute(insert_plain, id, "n" + std::to_string(id));
                        if (kind == 1) throw std::runtime_error{std::to_string(id)};
                        if (kind == 2) transaction.execute(insert_note, id, "");
                        return id;
                    });
                    ++answered;
                    if (told != id || kind == 1 || kind == 2) ++wrongly_told;
                } catch (Error const& failure) {
                    if (kind != 2 || failure.code() != "storage.constraint") ++wrongly_told;
                } catch (std::runtime_error const& failure) {
                    if (kind != 1 || failure.what() != std::to_string(id)) ++wrongly_told;
                }
            }
        });
    }
    writers.clear();
    EXPECT_EQ(answered, threads * rounds / 2);
    EXPECT_EQ(wrongly_told, 0);
    EXPECT_EQ(things(), answered);
    db().read([](Reader const& reader) {
        for (auto rows = reader.query(list_things); rows.next();) {
            EXPECT_TRUE(rows.integer(0) % 4 == 0 || rows.integer(0) % 4 == 3);
            EXPECT_EQ(rows.string(1), "n" + std::to_string(rows.integer(0)));
        }
    });
}

TEST_P(StorageTest, AWriteReturnsWhatItsJobReturned) {
    auto const changed = db().write([](Transaction& transaction) {
        transaction.execute(insert_plain, 1, "a");
        transaction.execute(insert_plain, 2, "b");
        return transaction.execute(rename_all, 2.5, 1);
    });
    EXPECT_EQ(changed, 2);
}

TEST_P(StorageTest, AWriteSeesEveryWriteBeforeIt) {
    std::vector<std::jthread> writers;
    for (int thread = 0; thread < 8; ++thread) {
        writers.emplace_back([&] {
            for (int round = 0; round < 25; ++round) {
                db().write([](Transaction& transaction) {
                    transaction.execute(insert_plain, single(transaction, count_things), std::nullopt);
                });
            }
        });
    }
    writers.clear();
    EXPECT_EQ(things(), 200);
}

TEST_P(StorageTest, AnExceptionReachesItsOwnCallerUnchanged) {
    EXPECT_THROW(db().write([](Transaction&) { throw std::out_of_range{"mine"}; }), std::out_of_range);
    EXPECT_THROW(db().read([](Reader const&) { throw std::out_of_range{"mine"}; }), std::out_of_range);
    EXPECT_EQ(things(), 0);
}

TEST_P(StorageTest, AConstraintThatSaysNoIsAConflict) {
    db().write([](Transaction& transaction) { transaction.execute(insert_plain, 1, "a"); });
    auto const twice = failure_of(
        [&] { db().write([](Transaction& transaction) { transaction.execute(insert_plain, 1, "b"); }); });
    EXPECT_EQ(twice.kind(), ErrorKind::Conflict);
    EXPECT_EQ(twice.code(), "storage.constraint");
    EXPECT_NE(twice.note().find("test/insert_plain"), std::string::npos) << twice.note();
    auto const orphan = failure_of(
        [&] { db().write([](Transaction& transaction) { transaction.execute(insert_note, 99, "text"); }); });
    EXPECT_EQ(orphan.code(), "storage.constraint");
    EXPECT_EQ(db().read([](Reader const& reader) { return single(reader, count_notes); }), 0);
}

TEST_P(StorageTest, AConstraintSpeaksAlsoThroughAQuery) {
    auto const failure = failure_of([&] {
        db().write([](Transaction& transaction) {
            static_cast<void>(transaction.query(insert_returning, 1, "a"));
            static_cast<void>(transaction.query(insert_returning, 2, "a"));
        });
    });
    EXPECT_EQ(failure.code(), "storage.constraint");
    EXPECT_EQ(things(), 0);
}

TEST_P(StorageTest, ASwallowedErrorStillUndoesItsJob) {
    auto const failure = failure_of([&] {
        db().write([](Transaction& transaction) {
            transaction.execute(insert_plain, 1, "a");
            try {
                transaction.execute(insert_plain, 1, "again");
            } catch (Error const&) {
            }
        });
    });
    EXPECT_EQ(failure.code(), "storage.spoiled");
    EXPECT_EQ(things(), 0);
}

TEST_P(StorageTest, AWrongStatementIsBrokenAndTheNextOneWorks) {
    auto const asked =
        failure_of([&] { db().read([](Reader const& reader) { return single(reader, wrong); }); });
    EXPECT_EQ(asked.kind(), ErrorKind::Broken);
    auto const miscounted = failure_of(
        [&] { db().write([](Transaction& transaction) { transaction.execute(insert_plain, 1, "a", 3); }); });
    EXPECT_EQ(miscounted.kind(), ErrorKind::Broken);
    EXPECT_EQ(things(), 0);
}

TEST_P(StorageTest, ParametersAreBoundByTheirNumber) {
    db().write([](Transaction& transaction) { transaction.execute(insert_backwards, 7, "seven"); });
    db().read([](Reader const& reader) {
        auto rows = reader.query(select_thing, 7);
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.text(1), "seven");
        EXPECT_FALSE(rows.next());
    });
}

TEST_P(StorageTest, ValuesComeBackAsTheyWentIn) {
    auto const lowest = std::numeric_limits<std::int64_t>::min();
    auto const highest = std::numeric_limits<std::int64_t>::max();
    std::string const name = "娘家 “春蕾”’; DROP TABLE things; -- 🌸";
    Bytes const data{std::byte{0}, std::byte{255}, std::byte{'\\'}, std::byte{0}};
    db().write([&](Transaction& transaction) {
        transaction.execute(insert_thing, lowest, name, 0.1, data, Null{});
        transaction.execute(insert_thing, highest, std::optional<std::string>{}, std::nullopt, Bytes{},
                            lowest);
    });
    db().read([&](Reader const& reader) {
        auto low = reader.query(select_thing, lowest);
        ASSERT_TRUE(low.next());
        EXPECT_EQ(low.integer(0), lowest);
        EXPECT_EQ(low.text(1), name);
        EXPECT_EQ(low.real(2), 0.1);
        EXPECT_EQ(low.bytes(3), data);
        EXPECT_EQ(low.maybe_integer(4), std::nullopt);
        auto high = reader.query(select_thing, highest);  // while the first run of it is still open
        ASSERT_TRUE(high.next());
        EXPECT_EQ(high.integer(0), highest);
        EXPECT_EQ(high.maybe_string(1), std::nullopt);
        EXPECT_TRUE(high.is_null(2));
        EXPECT_FALSE(high.is_null(3));
        EXPECT_TRUE(high.bytes(3).empty());
        EXPECT_EQ(high.integer(4), lowest);
        EXPECT_EQ(low.text(1), name);
    });
}

TEST_P(StorageTest, ATextWithANulIsRefused) {
    auto const failure = failure_of([&] {
        db().write([](Transaction& transaction) {
            transaction.execute(insert_plain, 1, std::string{"a\0b", 3});
        });
    });
    EXPECT_EQ(failure.code(), "storage.nul");
}

TEST_P(StorageTest, AReadSeesOneSnapshotAndDoesNotWaitForTheWriter) {
    db().write([](Transaction& transaction) { transaction.execute(insert_plain, 1, "a"); });
    std::latch written{1};
    std::latch read{1};
    auto writing = std::async(std::launch::async, [&] {
        db().write([&](Transaction& transaction) {
            transaction.execute(insert_plain, 2, "b");
            written.count_down();
            read.wait();
        });
    });
    written.wait();
    EXPECT_EQ(things(), 1) << "the write is not committed, and the read did not wait for it";
    db().read([&](Reader const& reader) {
        EXPECT_EQ(single(reader, count_things), 1);
        read.count_down();
        writing.get();
        EXPECT_EQ(single(reader, count_things), 1) << "committed after the snapshot";
    });
    EXPECT_EQ(things(), 2);
}

TEST_P(StorageTest, ARowCanBeWrittenFromWhatIsBeingRead) {
    db().write([](Transaction& transaction) {
        for (int id = 1; id <= 10; ++id) transaction.execute(insert_plain, id, std::to_string(id));
        for (auto rows = transaction.query(list_things); rows.next();) {
            transaction.execute(insert_note, rows.integer(0), rows.string(1));
        }
        EXPECT_EQ(single(transaction, count_notes), 10);
    });
}

TEST_P(StorageTest, AQueryIsPutTogetherFromPieces) {
    db().write([](Transaction& transaction) {
        for (int id = 1; id <= 9; ++id) transaction.execute(insert_plain, id, "n" + std::to_string(id));
    });
    db().read([](Reader const& reader) {
        Query query{"test/list", "SELECT id, '?' AS mark FROM things"};
        query.where("id BETWEEN ? AND ?", 2, 8)
            .where("name <> ?", std::string{"n3"})
            .then("ORDER BY id LIMIT ?", 3);
        EXPECT_EQ(query.text(),
                  "SELECT id, '?' AS mark FROM things WHERE (id BETWEEN $1 AND $2) AND (name <> $3) ORDER BY "
                  "id LIMIT $4");
        std::vector<std::int64_t> found;
        for (auto rows = reader.query(query); rows.next();) {
            found.push_back(rows.integer(0));
            EXPECT_EQ(rows.text(1), "?");
        }
        EXPECT_EQ(found, (std::vector<std::int64_t>{2, 4, 5}));
    });
}

TEST_P(StorageTest, AReaderCannotWrite) {
    auto const failure = failure_of([&] {
        db().read([](Reader const& reader) { static_cast<void>(reader.query(insert_returning, 1, "a")); });
    });
    EXPECT_EQ(failure.kind(), ErrorKind::Broken);
    EXPECT_EQ(things(), 0);
}

TEST_P(StorageTest, AJobMayNotCallItsOwnDatabase) {
    auto const failure =
        failure_of([&] { db().write([&](Transaction&) { db().write([](Transaction&) {}); }); });
    EXPECT_EQ(failure.code(), "storage.nested");
}

TEST_P(StorageTest, MigrationsRunOnceAndInOrder) {
    std::array<Migration, 3> const longer{
        {schema[0],
         {"test/0002_more", "CREATE TABLE more (id BIGINT); INSERT INTO more VALUES (1);"},
         {"test/0003_again", "INSERT INTO more SELECT id + 1 FROM more;"}}};
    constexpr Sql count{"test/count_more", "SELECT sum(id) FROM more"};
    db().migrate(longer);
    db().migrate(longer);
    database().reopen();
    db().migrate(longer);
    EXPECT_EQ(db().read([&](Reader const& reader) { return single(reader, count); }), 3);
    auto const failure = failure_of([&] { db().migrate(schema); });
    EXPECT_EQ(failure.kind(), ErrorKind::Refused);
    EXPECT_EQ(failure.code(), "storage.newer");
    EXPECT_EQ(things(), 0);
}

TEST_P(StorageTest, AMigrationThatFailsLeavesNothing) {
    std::array<Migration, 3> const faulty{{schema[0],
                                           {"test/0002_more", "CREATE TABLE more (id BIGINT);"},
                                           {"test/0003_wrong", "CREATE TABLE more (id BIGINT);"}}};
    EXPECT_EQ(failure_of([&] { db().migrate(faulty); }).kind(), ErrorKind::Broken);
    db().migrate(std::span{faulty}.first(2));
}

TEST_P(StorageTest, WhatWasAnsweredIsThereAfterReopening) {
    db().write([](Transaction& transaction) { transaction.execute(insert_plain, 1, "a"); });
    database().reopen();
    EXPECT_EQ(things(), 1);
}

TEST_P(StorageTest, TwoProgramsWriteInTurns) {
    auto const other = Database::open(database().address());
    std::vector<std::jthread> writers;
    for (auto* const one : {&db(), other.get()}) {
        for (int thread = 0; thread < 4; ++thread) {
            writers.emplace_back([one] {
                for (int round = 0; round < 20; ++round) {
                    one->write([](Transaction& transaction) {
                        transaction.execute(insert_plain, single(transaction, count_things), Null{});
                    });
                }
            });
        }
    }
    writers.clear();
    EXPECT_EQ(things(), 160);
}

TEST_P(StorageTest, ABackupHoldsWhatWasWritten) {
    testing_support::TemporaryFolder const folder;
    auto const file = (folder.path() / "copy.db").string();
    db().write([](Transaction& transaction) { transaction.execute(insert_plain, 1, "a"); });
    if (on_postgres()) {
        EXPECT_EQ(failure_of([&] { db().backup(file); }).kind(), ErrorKind::Refused);
        return;
    }
    db().backup(file);
    db().write([](Transaction& transaction) { transaction.execute(insert_plain, 2, "b"); });
    auto const copy = Database::open("sqlite:" + file);
    EXPECT_EQ(copy->read([](Reader const& reader) { return single(reader, count_things); }), 1);
    db().backup(file + "2");
    EXPECT_EQ(failure_of([&] { db().backup((folder.path() / "absent" / "copy.db").string()); }).kind(),
              ErrorKind::Unavailable);
}

TEST_P(StorageTest, StatementsThatRanAreKnown) {
    EXPECT_EQ(things(), 0);
    auto const names = statements_run();
    EXPECT_NE(std::ranges::find(names, "test/count_things"), names.end());
}

TEST_P(StorageTest, AFullDiskIsUnavailableAndWhatFitsIsStillTaken) {
    if (on_postgres()) GTEST_SKIP() << "the limit is one of SQLite";
    static constexpr Sql limit{"test/limit", "PRAGMA max_page_count = 40"};
    db().write([](Transaction& transaction) { transaction.execute(limit); });
    auto const failure = failure_of([&] {
        db().write([](Transaction& transaction) {
            transaction.execute(insert_thing, 1, "big", Null{}, Bytes(std::size_t{4} << 20U), Null{});
        });
    });
    EXPECT_EQ(failure.kind(), ErrorKind::Unavailable) << failure.what();
    db().write([](Transaction& transaction) { transaction.execute(insert_plain, 2, "small"); });
    EXPECT_EQ(things(), 1);
}

TEST_P(StorageTest, AJobThatMeddlesWithTheTransactionKeepsNothingAndTheNextWorks) {
    static constexpr Sql end_savepoint{"test/end_savepoint", "RELEASE SAVEPOINT job"};
    EXPECT_THROW(db().write([](Transaction& transaction) {
        transaction.execute(insert_plain, 1, "a");
        transaction.execute(end_savepoint);
    }),
                 Error);
    EXPECT_EQ(things(), 0);
    db().write([](Transaction& transaction) { transaction.execute(insert_plain, 2, "b"); });
    EXPECT_EQ(things(), 1);
}

TEST_P(StorageTest, ALostConnectionFailsOneCallAndTheNextWorks) {
    if (!on_postgres()) GTEST_SKIP() << "SQLite has no connection to lose";
    db().write([](Transaction& transaction) { transaction.execute(insert_plain, 1, "a"); });
    EXPECT_EQ(things(), 1);
    testing_support::on_server(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '" +
        database().schema() + "'");
    EXPECT_EQ(failure_of([&] { things(); }).kind(), ErrorKind::Unavailable);
    EXPECT_EQ(things(), 1);
    auto const write = [&] {
        db().write([](Transaction& transaction) { transaction.execute(insert_plain, 2, "b"); });
    };
    EXPECT_EQ(failure_of(write).kind(), ErrorKind::Unavailable);
    write();
    EXPECT_EQ(things(), 2);
}

TEST(StorageAddress, WhatIsNoAddressIsUnavailable) {
    EXPECT_EQ(failure_of([] { static_cast<void>(Database::open("mysql:there")); }).code(), "storage.address");
    EXPECT_EQ(failure_of([] { static_cast<void>(Database::open("sqlite:/absent/folder/file.db")); }).kind(),
              ErrorKind::Unavailable);
    EXPECT_EQ(failure_of([] { static_cast<void>(Database::open("host=/absent dbname=none")); }).kind(),
              ErrorKind::Unavailable);
}

TEST(StorageAddress, AServerThatDoesNotWaitForTheDiskIsRefused) {
    auto const server = testing_support::postgres_server();
    if (server.empty() || server.contains("://")) GTEST_SKIP() << "needs a PostgreSQL connection string";
    auto const failure = failure_of(
        [&] { static_cast<void>(Database::open(server + " options='-csynchronous_commit=off'")); });
    EXPECT_EQ(failure.code(), "storage.not_durable");
}

}  // namespace

}  // namespace niangjia::storage
