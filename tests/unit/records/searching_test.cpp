// What of a record can be found, and the index over a whole installation.
#include <gtest/gtest.h>

#include "search/search.h"
#include "support/office.h"

namespace niangjia::records {
namespace {

using namespace testing_support;
using Ids = std::vector<RecordId>;

class Searching : public OnEveryDatabaseWithOffice {
  protected:
    Records::FoundPage page(identity::Context const& context, Search const& wanted) {
        return read([&](storage::Reader const& reader) { return records.search(reader, context, wanted, {}, 100); });
    }
    Ids found(identity::Context const& context, Search const& wanted) {
        Ids ids;
        for (auto const& item : page(context, wanted).items) ids.push_back(item.record.id);
        return ids;
    }
    Ids found(std::string_view text) { return found(keeper(), {.text = std::string{text}}); }
    void attach(identity::Context const& context, RecordId id, std::string_view name) {
        auto const file = store(name, "content");
        write([&](storage::Transaction& transaction) { return records.attach(transaction, context, id, command(), name, file); });
    }
    std::vector<Text> differences() {
        return read([&](storage::Reader const& reader) { return records.index_differences(reader); });
    }
    bool filled() {
        return read([](storage::Reader const& reader) { return search::state(reader).filled; });
    }
    void fill(std::function<void(std::int64_t, std::int64_t)> const& progress = {}) { records.fill_index(db(), progress); }
};

TEST_P(Searching, FindsARecordByItsTitleTextsNotesFilesAndNumber) {
    auto const id = proposed(person("王小雨"), {{"school", "实验小学"}, {"story", "父亲患病"}});
    act(chair(), id, "approve", {}, "材料齐全");
    act(chair(), id, "remark", {}, "村里补报");
    attach(village_head(), id, "户口簿.txt");
    for (auto const& text : {std::string{"实验小学助学金"}, std::string{"父亲患病"}, std::string{"齐全"}, std::string{"补报"}, std::string{"户口簿"}, number_text(id)}) {
        EXPECT_EQ(found(text), (Ids{id})) << text;
    }
    EXPECT_EQ(page(keeper(), {.text = "户口簿"}).items.at(0).hit.passage->name, "file");
    EXPECT_EQ(page(keeper(), {.text = "父亲"}).items.at(0).hit.passage->name, "field.story");
    EXPECT_EQ(page(keeper(), {.text = "补报"}).items.at(0).hit.passage->name, "note");
    EXPECT_EQ(differences(), std::vector<Text>{});
}

TEST_P(Searching, FindsNobodyByName) {
    proposed(person("王小雨"));
    for (auto const* name : {"王小雨", "小雨", "王"}) EXPECT_EQ(found(name), (Ids{})) << name;
    EXPECT_EQ(found("雨2015"), (Ids{}));
}

TEST_P(Searching, FollowsACorrectionAndForgetsWhatItSaidBefore) {
    auto const id = proposed(person("王小雨"), {{"school", "实验小学"}});
    act(village_head(), id, "correct", {{"school", "中心小学"}}, "写错了");
    EXPECT_EQ(found("实验"), (Ids{}));
    EXPECT_EQ(found("中心小学助学金"), (Ids{id}));
    EXPECT_EQ(found("写错"), (Ids{id}));
    EXPECT_EQ(differences(), std::vector<Text>{});
}

TEST_P(Searching, ShowsNobodyWhatAnotherMayNotReadAndNothingOfAnotherCounty) {
    auto const id = proposed(person("王小雨"), {{"story", "父亲患病"}});
    EXPECT_EQ(found(as("admin", dongcheng), {.text = "患病"}), (Ids{}));
    EXPECT_EQ(found(as("admin", dongcheng), {.text = "助学"}), (Ids{id}));
    EXPECT_EQ(found(keeper(xishan), {.text = "助学"}), (Ids{}));
    EXPECT_EQ(found(keeper(), {.text = "助学", .type = library.record_type("care.grant")}), (Ids{id}));
    EXPECT_EQ(found(keeper(), {.text = "助学", .type = library.record_type("care.complaint")}), (Ids{}));
}

TEST_P(Searching, DoesNotFindARecordThatWasTakenOut) {
    auto const id = create(village_head(), complaint("邻里纠纷"));
    EXPECT_EQ(found("邻里"), (Ids{id}));
    write([&](storage::Transaction& transaction) { search::remove(transaction, id); });
    EXPECT_EQ(found("邻里"), (Ids{}));
    EXPECT_EQ(differences().size(), 1U);  // nothing says that it should not be found
}

TEST_P(Searching, FillsTheIndexOfAnInstallationThatHadNoneAndGoesOnWhereItStopped) {
    EXPECT_TRUE(filled());
    Ids all;
    for (int i = 0; i < 1'203; ++i) all.insert(all.begin(), create(village_head(), complaint("邻里纠纷")));
    auto const before = read([](storage::Reader const& reader) { return search::count(reader); });
    write([](storage::Transaction& transaction) {
        search::start_over(transaction);
        search::set_filled(transaction, std::nullopt);
        static constexpr storage::Sql forget{"test/forget_state", "DELETE FROM search_state"};
        transaction.execute(forget);
    });
    EXPECT_EQ(found("邻里"), (Ids{}));
    EXPECT_FALSE(filled());
    EXPECT_EQ(differences().size(), 100U);

    struct Stopped {};
    EXPECT_THROW(fill([](std::int64_t done, std::int64_t) {
                     if (done >= 500) throw Stopped{};
                 }),
                 Stopped);
    EXPECT_FALSE(filled());
    // Meanwhile somebody works.
    all.insert(all.begin(), create(village_head(), complaint("邻里纠纷")));
    std::vector<std::int64_t> told;
    fill([&](std::int64_t done, std::int64_t total) {
        told.push_back(done);
        EXPECT_GE(total, done);
    });
    EXPECT_EQ(told, (std::vector<std::int64_t>{1'000, 1'204}));
    EXPECT_TRUE(filled());
    EXPECT_EQ(differences(), std::vector<Text>{});
    EXPECT_EQ(read([](storage::Reader const& reader) { return search::count(reader); }), before + 1);
    EXPECT_EQ(page(keeper(), {.text = "邻里"}).items.size(), 100U);
    told.clear();
    fill([&](std::int64_t done, std::int64_t) { told.push_back(done); });
    EXPECT_TRUE(told.empty());
}

INSTANTIATE_TEST_SUITE_P(Every, Searching, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
