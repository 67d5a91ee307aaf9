// What goes into a batch, and what does not.
#include <algorithm>
#include <map>

#include "unit/payments/batches.h"

namespace niangjia::payments {
namespace {

class Gathering : public WithBatches {
  protected:
    // "3 taken; 1 The notice …"
    std::map<std::string, std::int64_t> left_out(Gathered const& gathered) {
        std::map<std::string, std::int64_t> counts;
        for (auto const& one : gathered.left_out) counts[one.text.en] = one.count;
        return counts;
    }
    std::vector<RecordId> records_of(RecordId id) {
        std::vector<RecordId> ids;
        for (auto const& item : items(id)) ids.push_back(item.record);
        return ids;
    }
};

using Counts = std::map<std::string, std::int64_t>;

TEST_P(Gathering, TakesInWhatMayBePaidAndSaysWhyOthersAreLeftOut) {
    auto const fund = fund_with(10'000'000);
    auto const other_fund = fund_with(10'000'000, linjiang);
    auto const first = grant("甲");
    auto const second = grant("乙", {{"amount", 50'000}, {"fund", records::number_text(fund)}});
    (void)grant("丙", {{"amount", 80'000}, {"fund", records::number_text(other_fund)}});
    (void)grant("丁", {});
    (void)grant("戊", {{"amount", 80'000}}, xinhe);
    on("2015-03-18");
    (void)grant("己");
    auto const id = batch(fund);
    auto const gathered = payments().gather(keeper(), id);
    EXPECT_EQ(gathered.taken, 2);
    EXPECT_EQ(records_of(id), (std::vector{first, second}));
    EXPECT_EQ(left_out(gathered), (Counts{{"The notice or waiting period is not over", 1}, {"To be paid from another fund", 1}, {"The amount, or what the payment needs, is not filled in", 1}}))
        << "whoever is in another county is not looked at";
    EXPECT_EQ(found(id).sum, 130'000);
    auto const told = journal();
    EXPECT_TRUE(std::ranges::any_of(told, [](auto const& entry) { return entry.action == "payments.gather"; }));

    on("2015-03-30");
    EXPECT_EQ(payments().gather(keeper(), id).taken, 3) << "again takes in what has come since";
    EXPECT_EQ(records_of(id).size(), 3U);
}

TEST_P(Gathering, LeavesOutWhatIsNotUnderTheFundsOrganisation) {
    auto const fund = fund_with(10'000'000, dongcheng);
    auto const here = grant("甲");
    (void)grant("乙", {{"amount", 80'000}}, xinhe);
    on("2015-03-20");
    auto const id = batch(fund, linjiang);
    auto const gathered = payments().gather(keeper(linjiang), id);
    EXPECT_EQ(records_of(id), std::vector{here});
    EXPECT_EQ(left_out(gathered), (Counts{{"Not under the organisation of the fund", 1}}));
}

TEST_P(Gathering, PutsARecordIntoOneLiveBatchAtMost) {
    auto const fund = fund_with(10'000'000);
    auto const ids = grants(3);
    on("2015-03-20");
    auto const first = batch(fund);
    auto const second = batch(fund);
    EXPECT_EQ(payments().gather(keeper(), first).taken, 3);
    auto const nothing = payments().gather(keeper(), second);
    EXPECT_EQ(nothing.taken, 0);
    EXPECT_EQ(left_out(nothing), (Counts{{"In another batch already", 3}}));
    // And were the room's own look at it forgotten, the database says no.
    auto const beside_it = code_of([&] {
        write([&](storage::Transaction& transaction) {
            storage::Sql const add{"test/add_item", "INSERT INTO batch_items (batch, n, record, amount, state, reason, reason_en, version, entry) VALUES ($1, 1, $2, 1, 0, '', '', 1, 0)"};
            transaction.execute(add, second, ids.front());
        });
    });
    EXPECT_EQ(beside_it, "storage.constraint");
    // What a cancelled batch had gathered is free again.
    act(keeper(), first, "cancel", "改日再付");
    EXPECT_EQ(payments().gather(keeper(), second).taken, 3);
    EXPECT_EQ(found(first).dropped, 3);
}

TEST_P(Gathering, LeavesOutOfTheBatchWhatWasRemovedByHand) {
    auto const fund = fund_with(10'000'000);
    auto const ids = grants(2);
    on("2015-03-20");
    auto const id = batch(fund);
    (void)payments().gather(keeper(), id);
    payments().remove(keeper(), id, 1);
    payments().remove(keeper(), id, 1);
    EXPECT_EQ(found(id).gathered, 1);
    EXPECT_EQ(items(id).front().state, ItemState::Dropped);
    auto const again = payments().gather(keeper(), id);
    EXPECT_EQ(again.taken, 1);
    EXPECT_EQ(left_out(again), (Counts{{"Taken out of this batch before", 1}}));
    EXPECT_EQ(code_of([&] { payments().remove(keeper(), id, 7); }), "payments.unknown-item");
    EXPECT_EQ(payments().gather(keeper(), batch(fund)).taken, 1) << "it may go into another one";
}

TEST_P(Gathering, IsForWhoeverDrawsUpBatchesAndBeforeTheyAreApproved) {
    auto const fund = fund_with(10'000'000);
    (void)grants(1);
    on("2015-03-20");
    auto const id = batch(fund);
    EXPECT_EQ(code_of([&] { (void)payments().gather(clerk(), id); }), "payments.not-yours");
    EXPECT_EQ(code_of([&] { payments().remove(clerk(), id, 1); }), "payments.not-yours");
    EXPECT_EQ(code_of([&] { (void)payments().gather(keeper(xishan), id); }), "records.not-found");
    EXPECT_EQ(code_of([&] { (void)payments().gather(keeper(), fund); }), "payments.no-batch");
    act(clerk(), id, "approve");
    EXPECT_EQ(code_of([&] { (void)payments().gather(keeper(), id); }), "payments.not-drafted");
}

TEST_P(Gathering, IsOfTheProgrammeAndOfWhatTheFundIsFor) {
    auto const narrow = fund_with(0, dongcheng, {{"for", "training"}});
    auto const wide = fund_with(0, dongcheng);
    (void)grants(1);
    on("2015-03-20");
    EXPECT_EQ(code_of([&] { (void)payments().gather(keeper(), batch(narrow)); }), "payments.not-for");
    EXPECT_EQ(payments().gather(keeper(), batch(narrow, dongcheng, json::object{})).taken, 0) << "of any programme, and so of those that the fund is for";
    EXPECT_EQ(payments().gather(keeper(), batch(wide, dongcheng, {{"about", "care"}})).taken, 0) << "no type of it is paid by batch";
    EXPECT_EQ(payments().gather(keeper(), batch(wide, dongcheng, json::object{})).taken, 1);
}

TEST_P(Gathering, IsInTheTimelineSoThatAnApprovalOfAnOlderListIsStale) {
    auto const fund = fund_with(10'000'000);
    (void)grants(2);
    on("2015-03-20");
    auto const id = batch(fund);
    auto const at = [&](std::int64_t version) {
        return code_of([&] {
            write([&](storage::Transaction& transaction) { office.records.act(transaction, clerk(), id, version, {.command = command(), .action = "approve"}); });
        });
    };
    auto const notes = [&] {
        return read([&](storage::Reader const& reader) {
            std::vector<std::string> found;
            for (auto const& entry : office.records.timeline(reader, office.records.fetch(reader, system(), id))) found.push_back(entry.note);
            return found;
        });
    };
    auto const empty = fetch(id).version;
    (void)payments().gather(keeper(), id);
    EXPECT_EQ(at(empty), "records.stale");
    auto const whole = fetch(id).version;
    EXPECT_TRUE(notes().back().contains("名单现有 2 笔，合计 1600.00 元，摘要 ")) << notes().back();
    (void)payments().gather(keeper(), id);
    EXPECT_EQ(fetch(id).version, whole) << "nothing came to it";
    payments().remove(keeper(), id, 2);
    EXPECT_EQ(at(whole), "records.stale");
    EXPECT_TRUE(notes().back().contains("名单现有 1 笔，合计 800.00 元，摘要 ")) << notes().back();
    auto const less = fetch(id).version;
    payments().remove(keeper(), id, 2);
    EXPECT_EQ(at(less), "");
}

TEST_P(Gathering, StartsAnewWhenTheFundOrTheProgrammeWasCorrected) {
    auto const fund = fund_with(10'000'000);
    auto const other = fund_with(10'000'000, linjiang);
    auto const first = grant("甲");
    auto const bound = grant("乙", {{"amount", 50'000}, {"fund", records::number_text(fund)}});
    on("2015-03-20");
    auto const id = batch(fund);
    EXPECT_EQ(payments().gather(keeper(), id).taken, 2);
    act(keeper(), id, "correct", "换一笔资金", {{"fund", records::number_text(other)}});
    EXPECT_EQ(payments().gather(keeper(), id).taken, 1) << "the other one is to be paid from the first fund";
    EXPECT_EQ(records_of(id), std::vector{first});
    act(keeper(), id, "correct", "还是原来的", {{"fund", records::number_text(fund)}});
    EXPECT_EQ(payments().gather(keeper(), id).taken, 2);
    EXPECT_EQ(records_of(id), (std::vector{first, bound}));
}

TEST_P(Gathering, LeavesOutWhatSomebodyElseMustSend) {
    auto const fund = fund_with(10'000'000);
    auto const hers = create(keeper(), "relief.looked-at", meiyuan, {{"amount", 80'000}}, records::Party{packs::Who::Person, person("甲")});
    auto const others = create(village_head(), "relief.looked-at", meiyuan, {{"amount", 80'000}}, records::Party{packs::Who::Person, person("乙")});
    auto const corrected = create(village_head(), "relief.looked-at", meiyuan, {{"amount", 80'000}}, records::Party{packs::Who::Person, person("丙")});
    act(keeper(), corrected, "correct", "金额有误", {{"amount", 90'000}});
    auto const id = batch(fund);
    auto const gathered = payments().gather(keeper(), id);
    EXPECT_EQ(records_of(id), std::vector{others});
    EXPECT_EQ(left_out(gathered), (Counts{{"You took an earlier step of it, so that another person must send it", 2}}));
    act(clerk(), id, "approve");
    EXPECT_EQ(payments().send(keeper(), id).sent, 1);
    auto const colleague = as("keeper", dongcheng, 8);
    auto const next = batch(fund);
    EXPECT_EQ(payments().gather(colleague, next).taken, 2) << "another keeper may";
    EXPECT_EQ(records_of(next), (std::vector{hers, corrected}));
}

INSTANTIATE_TEST_SUITE_P(Every, Gathering, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::payments
