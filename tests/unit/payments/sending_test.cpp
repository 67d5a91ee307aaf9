// Sending a batch: everybody once, whatever happens meanwhile.
#include <atomic>
#include <thread>

#include "unit/payments/batches.h"

namespace niangjia::payments {
namespace {

class Sending : public WithBatches {};

struct Interrupted : std::exception {};

TEST_P(Sending, ReservesEachAmountFromTheFundOnce) {
    auto const fund = fund_with(10'000'000);
    auto const ids = grants(3);
    on("2015-03-20");
    auto const id = approved(fund);
    for (int again = 0; again < 3; ++again) {
        auto const sent = payments().send(keeper(), id);
        EXPECT_EQ(sent.sent, 3);
        EXPECT_EQ(sent.failed, 0);
    }
    EXPECT_EQ(state(id), "sent");
    EXPECT_EQ(found(id).sent, 3);
    for (auto const record : ids) {
        EXPECT_EQ(state(record), "paying");
        EXPECT_EQ(fetch(record).fields.at("fund").as_string(), records::number_text(fund)) << "the batch's fund is the record's";
    }
    expect_each_sent_once(fund, ids, 10'000'000);
}

// Interrupted twice, then run by eight threads of two programs at a time, and once more.
TEST_P(Sending, PaysEachOfTwoThousandOnceThoughInterruptedAndRunByTwoProgramsAtATime) {
    constexpr Fen given = 200'000'000;
    auto const fund = fund_with(given);
    auto const ids = grants(2'000);
    on("2015-03-20");
    auto const id = approved(fund);
    for (int round = 1; round <= 2; ++round) {
        EXPECT_THROW((void)payments().send(keeper(), id, [](std::int64_t, std::int64_t) { throw Interrupted{}; }), Interrupted);
        EXPECT_EQ(found(id).sent, 200 * round) << "a transaction's items, whole";
        EXPECT_EQ(state(id), "sent");
    }
    Program other{database().address(), people, folder.path()};
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&, i] {
                try {
                    (void)(i % 2 == 0 ? payments() : other.payments).send(keeper(), id);
                } catch (Error const& failure) {
                    ++failures;
                    ADD_FAILURE() << failure.code() << " " << failure.note();
                }
            });
        }
    }
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(payments().send(keeper(), id).sent, 2'000);
    EXPECT_EQ(found(id).gathered, 0);
    expect_each_sent_once(fund, ids, given);
}

TEST_P(Sending, DropsWhatChangedSinceItWasGatheredAndPaysTheRest) {
    auto const fund = fund_with(10'000'000);
    auto const ids = grants(3);
    on("2015-03-20");
    auto const id = approved(fund);
    act(village_head(), ids[0], "remark", "家里又有变化");
    act(village_head(), ids[1], "withdraw", "本人放弃");
    auto const sent = payments().send(keeper(), id);
    EXPECT_EQ(sent.sent, 1);
    EXPECT_EQ(sent.failed, 2);
    ASSERT_EQ(sent.failures.size(), 2U);
    EXPECT_EQ(sent.failures[0].record, ids[0]);
    EXPECT_TRUE(sent.failures[0].text.en.contains("Somebody changed this record")) << sent.failures[0].text.en;
    EXPECT_EQ(state(ids[0]), "shown");
    EXPECT_EQ(state(ids[1]), "withdrawn");
    expect_each_sent_once(fund, {ids[2]}, 10'000'000);
    EXPECT_EQ(items(id)[1].state, ItemState::Dropped);
    EXPECT_FALSE(items(id)[1].reason.zh.empty());
    auto const entries = journal();
    EXPECT_EQ(std::ranges::count(entries, std::string{"payments.drop"}, &audit::Entry::action), 2) << "whoever was dropped is in the journal";

    auto const next = batch(fund);
    EXPECT_EQ(payments().gather(keeper(), next).taken, 1) << "what only changed goes into the next one";
}

TEST_P(Sending, OfNothingButWhatChangedLeavesTheBatchWhereItIs) {
    auto const fund = fund_with(10'000'000);
    auto const ids = grants(1);
    on("2015-03-20");
    auto const id = approved(fund);
    act(village_head(), ids[0], "withdraw", "本人放弃");
    EXPECT_EQ(payments().send(keeper(), id).sent, 0);
    EXPECT_EQ(state(id), "approved");
    act(keeper(), id, "cancel", "没有可付的");
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(), id); }), "");
}

TEST_P(Sending, StopsWhereTheFundHasTooLittleAndDropsNobody) {
    auto const fund = fund_with(100'000);
    auto const ids = grants(2);
    on("2015-03-20");
    auto const id = approved(fund);
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(), id); }), "payments.short");
    // Enough, but some of it is for somebody else alone.
    create(system(), "funds.gift", dongcheng, {{"donor", "张先生"}, {"amount", 500'000}, {"fund", records::number_text(fund)}, {"whom", std::to_string(person("另一人"))}});
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(), id); }), "funds.short");
    EXPECT_EQ(found(id).gathered, 1) << "whoever came before it is paid";
    EXPECT_EQ(found(id).sent, 1);
    EXPECT_EQ(found(id).dropped, 0);
    create(system(), "funds.gift", dongcheng, {{"donor", "李女士"}, {"amount", 100'000}, {"fund", records::number_text(fund)}});
    EXPECT_EQ(payments().send(keeper(), id).sent, 2);
    expect_each_sent_once(fund, ids, 700'000);
}

TEST_P(Sending, WantsAnApprovedBatchAndARoleThatMay) {
    auto const fund = fund_with(10'000'000);
    (void)grants(1);
    on("2015-03-20");
    auto const id = batch(fund);
    (void)payments().gather(keeper(), id);
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(), id); }), "payments.not-approved");
    act(clerk(), id, "approve");
    EXPECT_EQ(code_of([&] { (void)payments().send(clerk(), id); }), "payments.not-yours");
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(xishan), id); }), "records.not-found");
    EXPECT_EQ(found(id).gathered, 1);
    // The batch is hers to send and the grant is not: only a county's keeper pays it.
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(linjiang), id); }), "records.may-not-act");
    EXPECT_EQ(found(id).gathered, 1);
    EXPECT_EQ(state(id), "approved");
    auto const nobody = batch(fund);
    act(clerk(), nobody, "approve");
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(), nobody); }), "payments.empty");
    act(keeper(), id, "cancel", "不付了");
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(), id); }), "payments.batch-over");
    EXPECT_EQ(on_account(fund, funds::Account::Transit), 0);
}

TEST_P(Sending, PaysNothingOfABatchThatSaysAnotherFundOrProgrammeThanItsListWasGatheredFor) {
    auto const fund = fund_with(10'000'000);
    auto const other = fund_with(10'000'000);
    (void)grants(1);
    on("2015-03-20");
    auto const id = approved(fund);
    act(keeper(), id, "correct", "换一笔", {{"fund", records::number_text(other)}});
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(), id); }), "payments.changed");
    act(keeper(), id, "correct", "换一笔", {{"fund", records::number_text(fund)}, {"about", "training"}});
    EXPECT_EQ(code_of([&] { (void)payments().send(keeper(), id); }), "payments.changed");
    EXPECT_EQ(found(id).gathered, 1);
    EXPECT_EQ(on_account(other, funds::Account::Transit), 0);
    act(keeper(), id, "correct", "还是救助", {{"about", "relief"}});
    EXPECT_EQ(payments().send(keeper(), id).sent, 1);
}

TEST_P(Sending, IsNoStepThatSomebodyTakesByHand) {
    auto const fund = fund_with(10'000'000);
    (void)grants(1);
    on("2015-03-20");
    auto const id = approved(fund);
    EXPECT_EQ(code_of([&] { act(keeper(), id, "send"); }), "records.through-batch");
    (void)payments().send(keeper(), id);
    EXPECT_EQ(code_of([&] { act(keeper(), id, "finish"); }), "records.through-batch");
    EXPECT_EQ(state(id), "sent");
    EXPECT_EQ(payments().result(keeper(), id, answer(id), false).arrived, 1);
    EXPECT_EQ(state(id), "settled");
}

TEST_P(Sending, TellsThatItIsAtWork) {
    auto const fund = fund_with(10'000'000);
    (void)grants(1);
    on("2015-03-20");
    auto const id = approved(fund);
    bool running = false;
    (void)payments().send(keeper(), id, [&](std::int64_t done, std::int64_t total) {
        running = found(id).running;
        EXPECT_EQ(done, 1);
        EXPECT_EQ(total, 1);
    });
    EXPECT_TRUE(running);
    EXPECT_FALSE(found(id).running);
    EXPECT_EQ(code_of([&] { payments().remove(keeper(), id, 1); }), "payments.sent-already");
}

INSTANTIATE_TEST_SUITE_P(Every, Sending, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::payments
