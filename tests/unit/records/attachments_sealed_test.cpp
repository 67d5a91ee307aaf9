// Papers of sealed records: repeated, and stored while the record comes under its seal.
#include <gtest/gtest.h>

#include "cases.h"

namespace niangjia::testing_support {
namespace {

using StoredFile = records::Records::StoredFile;

class SealedPapers : public OnEveryDatabaseWithCases {
  protected:
    StoredFile store(RecordId id, std::string_view content) {
        return read([&](storage::Reader const& reader) { return records.store_file(reader, records.fetch(reader, village_head(), id), "验伤.txt", content); });
    }
    std::int64_t attach(RecordId id, std::string const& with, StoredFile const& file) {
        return write([&](storage::Transaction& transaction) { return records.attach(transaction, village_head(), id, with, "验伤.txt", file); });
    }
    std::vector<std::string> stored() {
        std::vector<std::string> contents;
        for (auto const& entry : std::filesystem::recursive_directory_iterator{folder.path() / "attachments"}) {
            if (entry.is_regular_file()) contents.push_back(content_of(entry.path()));
        }
        return contents;
    }
    std::string content(std::int64_t paper) {
        return read([&](storage::Reader const& reader) { return records.attachment_content(records.attachment(reader, village_head(), paper)); });
    }
};

TEST_P(SealedPapers, AreAttachedOnceHoweverOftenTheyAreBrought) {
    auto const id = create(village_head(), harm("左臂淤青"));
    auto const with = command();
    auto const first = store(id, "伤情说明");
    auto const again = store(id, "伤情说明");
    EXPECT_NE(first.hash, again.hash) << "a box is never twice the same";
    auto const paper = attach(id, with, first);
    EXPECT_EQ(attach(id, with, again), paper);
    EXPECT_EQ(code_of([&] { attach(id, with, store(id, "另一份说明")); }), "command.reused");
    auto const answered = read([&](storage::Reader const& reader) { return records.attached(reader, village_head(), id, with, "验伤.txt", "伤情说明"); });
    EXPECT_EQ(answered, paper);
    EXPECT_EQ(content(paper), "伤情说明");
}

TEST_P(SealedPapers, StoredBeforeTheSealAreNotAttachedAfterIt) {
    auto const id = create(village_head(), home());
    auto const with = command();
    auto const clear = store(id, "左臂淤青");
    act(village_head(), id, "correct", {{"topic", "blow"}}, "问清楚了");
    EXPECT_EQ(code_of([&] {
                  records.keep_file(db(), clear, [&](storage::Transaction& transaction) {
                      (void)records.attach(transaction, village_head(), id, with, "验伤.txt", clear);
                  });
              }),
              "records.stale");
    EXPECT_TRUE(stored().empty()) << "and nothing in the clear stays behind";
    auto const paper = attach(id, with, store(id, "左臂淤青"));
    EXPECT_EQ(content(paper), "左臂淤青");
    ASSERT_EQ(stored().size(), 1U);
    EXPECT_FALSE(stored().front().contains("左臂"));
}

INSTANTIATE_TEST_SUITE_P(Every, SealedPapers, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::testing_support
