#include <gtest/gtest.h>

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

}  // namespace

}  // namespace niangjia::storage
