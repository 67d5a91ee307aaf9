// What the database keeps of words that could be guessed, of records that are sealed and of those that still may be.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.h"
#include "cases.h"

namespace niangjia::testing_support {
namespace {

class Guessing : public OnEveryDatabaseWithCases {
  protected:
    bool has_digest(std::string const& text) {
        return read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"test/digests", "SELECT digest FROM commands"});
            bool found = false;
            while (rows.next()) found = found || sha256_hex(text).starts_with(rows.text(0));
            return found;
        });
    }
    bool has_deed(std::string const& content) {
        auto const deeds = journal();
        return std::ranges::any_of(deeds, [hash = sha256_hex(content)](auto const& deed) { return deed.content_hash == hash; });
    }
};

TEST_P(Guessing, ACommandIsKeptSoThatOnlyHerOwnKeysTellWhatItWas) {
    for (auto const id : {create(village_head(), harm("口角")), create(village_head(), home())}) {
        act(village_head(), id, "remark", {}, "好");
        auto const request = std::to_string(id) + "  \nremark\n{}\n好";
        EXPECT_FALSE(has_digest(request));
        EXPECT_FALSE(has_digest(system().bound(request)));
        EXPECT_FALSE(has_digest(other_village().bound(request)));
        EXPECT_TRUE(has_digest(village_head().bound(request))) << "this is what was asked for";
    }
}

TEST_P(Guessing, TheJournalTellsNothingOfWhatMayStillComeUnderASeal) {
    auto const id = create(village_head(), home());
    act(village_head(), id, "remark", {}, "好");
    act(village_head(), id, "remark", {}, "好");
    EXPECT_FALSE(has_deed("{}好"));
    auto const deeds = journal();
    EXPECT_EQ(deeds.at(0).action, "records.remark");
    EXPECT_NE(deeds.at(0).content_hash, deeds.at(1).content_hash);

    part(village_head(), "cases.report", id, {{"what", "好"}});
    EXPECT_EQ(journal().front().action, "records.create");
    EXPECT_FALSE(has_deed(R"({"what":[null,"好"]})")) << "a part comes under the seal of its case";

    auto const file = read([&](storage::Reader const& reader) { return records.store_file(reader, records.fetch(reader, village_head(), id), "验伤.txt", "左臂"); });
    write([&](storage::Transaction& transaction) { return records.attach(transaction, village_head(), id, command(), "验伤.txt", file); });
    EXPECT_EQ(journal().front().action, "records.attach");
    EXPECT_FALSE(has_deed("验伤.txt" + file.hash));

    auto const verdict = read([](storage::Reader const& reader) { return audit::verify(reader); });
    EXPECT_FALSE(verdict.first_broken) << "the chain needs none of it";
}

INSTANTIATE_TEST_SUITE_P(Every, Guessing, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::testing_support
