#include "audit/audit.h"

#include "support/rooms.h"

namespace niangjia::audit {
namespace {

using namespace testing_support;

class Journal : public OnEveryDatabaseWithRooms {
  protected:
    void do_deeds(int count) {
        write([&](storage::Transaction& transaction) {
            for (int i = 0; i < count; ++i) {
                append(transaction,
                       {1000 + i, 7, code("449901001001").value(), "records.act", "record:1", "said"});
            }
        });
    }
    Verdict verdict() {
        return read([](storage::Reader const& reader) { return verify(reader); });
    }
    void tamper(storage::Sql const& sql) {
        write([&](storage::Transaction& transaction) { ASSERT_EQ(transaction.execute(sql), 1); });
    }
};

TEST_P(Journal, AnEmptyChainIsWhole) {
    auto const found = verdict();
    EXPECT_EQ(found.entries, 0);
    EXPECT_FALSE(found.first_broken);
    EXPECT_EQ(found.head, "");
}

TEST_P(Journal, AnUntouchedChainIsWhole) {
    do_deeds(5);
    auto const found = verdict();
    EXPECT_EQ(found.entries, 5);
    EXPECT_FALSE(found.first_broken);
    EXPECT_EQ(found.head, journal().front().hash);
    EXPECT_EQ(found.head.size(), 64U);
}

TEST_P(Journal, AChangedEntryBreaksTheChainThere) {
    do_deeds(5);
    tamper({"test/change_journal", "UPDATE journal SET account = 8 WHERE seq = 3"});
    EXPECT_EQ(verdict().first_broken, 3);
    EXPECT_EQ(verdict().entries, 5);
}

TEST_P(Journal, AnOmittedEntryBreaksTheChainAfterIt) {
    do_deeds(5);
    tamper({"test/omit_journal", "DELETE FROM journal WHERE seq = 2"});
    EXPECT_EQ(verdict().first_broken, 3);
}

TEST_P(Journal, TheFirstEntryCannotBeLeftOut) {
    do_deeds(2);
    tamper({"test/omit_first", "DELETE FROM journal WHERE seq = 1"});
    EXPECT_EQ(verdict().first_broken, 2);
}

TEST_P(Journal, KeepsOnlyTheHashOfWhatWasWritten) {
    write([&](storage::Transaction& transaction) { append(transaction, {1, 1, 0, "a", "t", "abc"}); });
    // FIPS 180-2's example.
    EXPECT_EQ(journal().front().content_hash,
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_P(Journal, TellsNothingOfASecretThatCouldBeGuessed) {
    for (int i = 0; i < 2; ++i) {
        write([&](storage::Transaction& transaction) { append(transaction, {1, 1, 0, "a", "t", "abc", true}); });
    }
    auto const deeds = journal();
    EXPECT_NE(deeds[0].content_hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_NE(deeds[0].content_hash, deeds[1].content_hash);
    EXPECT_FALSE(verdict().first_broken) << "the chain holds without what was written";
}

TEST_P(Journal, KeepsNothingOfADeedThatFailed) {
    EXPECT_THROW(write([&](storage::Transaction& transaction) {
                     append(transaction, {1, 1, 0, "a", "t", ""});
                     throw std::runtime_error{"undone"};
                 }),
                 std::runtime_error);
    EXPECT_EQ(verdict().entries, 0);
    do_deeds(1);
    EXPECT_FALSE(verdict().first_broken);
}

TEST_P(Journal, ListsNewestFirstWithinARangeAndBelowAPage) {
    write([&](storage::Transaction& transaction) {
        for (auto const* place :
             {"449901001001", "449902100201", "449901", "4499", "449901001002", "450101"}) {
            append(transaction, {1, 1, code(place).value(), "a", place, ""});
        }
        append(transaction, {1, 0, 0, "a", "system", ""});
    });
    auto const targets = [&](org::Code top, std::optional<std::int64_t> before, int limit) {
        std::vector<std::string> found;
        auto const entries = read([&](storage::Reader const& reader) {
            return list(reader, top.value(), top.last().value(), before, limit);
        });
        for (auto const& entry : entries) found.push_back(entry.target);
        return found;
    };
    using Targets = std::vector<std::string>;
    EXPECT_EQ(targets(org::Code{}, std::nullopt, 2), (Targets{"system", "450101"}));
    EXPECT_EQ(targets(code("4499"), std::nullopt, 9),
              (Targets{"449901001002", "4499", "449901", "449902100201", "449901001001"}));
    EXPECT_EQ(targets(code("4499"), 4, 9), (Targets{"449901", "449902100201", "449901001001"}));
    EXPECT_EQ(targets(code("449901"), std::nullopt, 9), (Targets{"449901001002", "449901", "449901001001"}));
    EXPECT_EQ(targets(code("449901001001"), std::nullopt, 9), (Targets{"449901001001"}));
    EXPECT_EQ(targets(code("46"), std::nullopt, 9), Targets{});
}

INSTANTIATE_TEST_SUITE_P(Every, Journal, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::audit
