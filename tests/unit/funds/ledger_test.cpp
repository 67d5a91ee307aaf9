#include "unit/funds/books.h"

namespace niangjia::funds {
namespace {

using testing_support::backend_name;
using testing_support::backends;

class Ledger : public Books {};

TEST_P(Ledger, WhatComesInIsThereAndWhatIsPaidIsGone) {
    auto const fund = open_fund();
    give(fund, 100'00);
    write([&](auto& tx) { pay(tx, cause(), fund, 60'00); });
    EXPECT_EQ(on(fund, Account::Bank), 40'00);
    EXPECT_EQ(on(fund, Account::Gifts), 100'00);
    EXPECT_EQ(on(fund, Account::Spent), 60'00);
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, NothingIsSpentThatIsNotThere) {
    auto const fund = open_fund();
    give(fund, 100'00);
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause(), fund, 100'01); }), "funds.short");
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause(), fund, 0); }), "funds.not-positive");
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause(), fund, -5); }), "funds.not-positive");
    EXPECT_EQ(on(fund, Account::Bank), 100'00);
}

TEST_P(Ledger, AFundPaysForItsProgrammesAlone) {
    auto const fund = open_fund({"spring-bud"});
    give(fund, 100'00);
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("mothers-parcel"), fund, 1); }), "funds.not-for");
    write([&](auto& tx) { allow(tx, in_city("2015-04-01"), fund, "mothers-parcel"); });
    // What was given before was not given for that.
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("mothers-parcel", "2015-04-02"), fund, 1); }), "funds.short");
    EXPECT_EQ(read([&](auto& reader) { return available(reader, fund, "mothers-parcel", {}, day("2015-04-02")); }), 0);
    auto const later = in_city("2015-04-02");
    write([&](auto& tx) { (void)receive(tx, later, fund, 5'00, Account::Gifts, "firm", {}, false); });
    write([&](auto& tx) { pay(tx, cause("mothers-parcel", "2015-04-02"), fund, 5'00); });
    write([&](auto& tx) { pay(tx, cause("spring-bud", "2015-04-02"), fund, 100'00); });
    auto const any = open_fund();
    EXPECT_EQ(refusal([&](auto& tx) { allow(tx, in_city(), any, "spring-bud"); }), "funds.for-anything");
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, GoodsThatCameBeforeAProgrammeWasNamedAreNotForIt) {
    auto const fund = open_fund({"mothers-parcel"});
    auto const lot = in_city();
    write([&](auto& tx) { (void)take_in(tx, lot, fund, 2, 100'00, "firm", {}, false); });
    write([&](auto& tx) { allow(tx, in_city("2015-04-01"), fund, "spring-bud"); });
    EXPECT_EQ(refusal([&](auto& tx) { hand_out(tx, cause("spring-bud", "2015-04-02"), lot.record, 1); }), "funds.not-for");
}

TEST_P(Ledger, VouchersAreDatedInTheOrderOfTheirNumbers) {
    auto const fund = open_fund();
    write([&](auto& tx) { (void)receive(tx, in_city("2015-06-10"), fund, 100'00, Account::Gifts, "firm", {}, true); });
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a", "2015-06-09"), fund, 1); }), "funds.out-of-order") << "before the money was there";
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a", "2015-06-10"), fund, 1); }), "");
    EXPECT_EQ(read([&](auto& reader) { return find(reader, fund)->last_day; }), day("2015-06-10"));
}

TEST_P(Ledger, WhatLapsesLapsesAlsoWhereItWasMoved) {
    auto const from = open_fund();
    auto const to = open_fund();
    give(from, 50'00, {{}, {}, day("2015-06-30")}, "province");
    give(from, 50'00, {}, "province");
    auto const transfer = in_city("2015-06-01");
    write([&](auto& tx) { move(tx, transfer, from, to, 60'00); });
    auto const moved = read([&](auto& reader) { return find_pot(reader, transfer.record); });
    EXPECT_EQ(moved->restriction.until, day("2015-06-30"));
    EXPECT_EQ(moved->source, "province");
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a", "2015-07-01"), to, 1); }), "funds.short");
    // Nor is a change of purpose washed through another fund.
    auto const named = open_fund({"a"});
    auto const other = open_fund({"b"});
    give(named, 10'00);
    write([&](auto& tx) { allow(tx, in_city("2015-04-01"), named, "b"); });
    EXPECT_EQ(refusal([&](auto& tx) { move(tx, in_city("2015-04-02"), named, other, 1); }), "funds.not-for");
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, EachVoucherIsToldToTheJournal) {
    auto const fund = open_fund();
    give(fund, 10'00);
    write([&](auto& tx) { pay(tx, cause(), fund, 1'00); });
    auto const verdict = read([](auto& reader) { return audit::verify(reader); });
    EXPECT_EQ(verdict.entries, 2);
    EXPECT_FALSE(verdict.first_broken);
}

TEST_P(Ledger, MoneyForAPersonOrAProgrammeIsKeptForThem) {
    auto const fund = open_fund();
    auto const hers = give(fund, 50'00, {{}, 77, {}});
    auto const buds = give(fund, 30'00, {"spring-bud", {}, {}});
    auto const free = give(fund, 20'00);
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("mothers-parcel", "2015-03-08", 78), fund, 20'01); }), "funds.short");
    // Hers first, then the programme's, then what is free.
    write([&](auto& tx) { pay(tx, cause("spring-bud", "2015-03-08", 77), fund, 85'00); });
    auto const left = [&](PotId pot) { return read([&](auto& reader) { return find_pot(reader, pot)->left; }); };
    EXPECT_EQ(left(hers), 0);
    EXPECT_EQ(left(buds), 0);
    EXPECT_EQ(left(free), 15'00);
    EXPECT_EQ(read([&](auto& reader) { return available(reader, fund, "spring-bud", 77, day("2015-03-08")); }), 15'00);
}

TEST_P(Ledger, WhatLapsesFirstIsSpentFirstAndNeverAfterItsDay) {
    auto const fund = open_fund();
    auto const lasting = give(fund, 10'00);
    auto const short_lived = give(fund, 10'00, {{}, {}, day("2015-06-30")});
    write([&](auto& tx) { pay(tx, cause("a", "2015-03-08"), fund, 4'00); });
    EXPECT_EQ(read([&](auto& reader) { return find_pot(reader, short_lived)->left; }), 6'00);
    EXPECT_EQ(read([&](auto& reader) { return find_pot(reader, lasting)->left; }), 10'00);
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a", "2015-07-01"), fund, 10'01); }), "funds.short");
}

TEST_P(Ledger, MoneyIsDrawnFromTheSourceThatIsNamed) {
    auto const fund = open_fund();
    give(fund, 10'00, {}, "province", Account::Allocations);
    give(fund, 10'00, {}, "city", Account::Allocations);
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause(), fund, 10'01, "province"); }), "funds.short");
    write([&](auto& tx) { pay(tx, cause(), fund, 10'00, "province"); });
    auto const told = read([&](auto& reader) { return statement(reader, fund, day("2015-01-01"), day("2015-12-31")); });
    ASSERT_EQ(told.uses.size(), 1U);
    EXPECT_EQ(told.uses[0].source, "province");
    EXPECT_EQ(told.uses[0].programme, "spring-bud");
    EXPECT_EQ(told.uses[0].amount, 10'00);
}

TEST_P(Ledger, APaymentMayNeedManySmallGifts) {
    auto const fund = open_fund();
    for (int i = 0; i < 130; ++i) give(fund, 1'00);
    write([&](auto& tx) { pay(tx, cause(), fund, 129'50); });
    EXPECT_EQ(on(fund, Account::Bank), 50);
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, MoneyOnItsWayIsOutOfReachUntilItArrivesOrComesBack) {
    auto const fund = open_fund();
    give(fund, 100'00);
    auto const hers = cause();
    write([&](auto& tx) { reserve(tx, hers, fund, 60'00); });
    EXPECT_EQ(on(fund, Account::Transit), 60'00);
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause(), fund, 40'01); }), "funds.short");
    write([&](auto& tx) { EXPECT_EQ(reverse(tx, Books::next(hers), hers.entry), 1); });
    EXPECT_EQ(on(fund, Account::Bank), 100'00);
    auto const again = Books::next(Books::next(hers));
    write([&](auto& tx) { reserve(tx, again, fund, 60'00); });
    write([&](auto& tx) { settle(tx, Books::next(again)); });
    EXPECT_EQ(on(fund, Account::Transit), 0);
    EXPECT_EQ(on(fund, Account::Spent), 60'00);
    EXPECT_EQ(refusal([&](auto& tx) { settle(tx, Books::next(Books::next(again))); }), "funds.nothing-sent");
    // What has arrived does not come back by taking the sending back, though others have money on its way.
    write([&](auto& tx) { reserve(tx, cause(), fund, 30'00); });
    auto const late = Books::next(Books::next(Books::next(again)));
    EXPECT_EQ(refusal([&](auto& tx) { reverse(tx, late, again.entry); }), "funds.used-already");
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, AMistakeIsMirroredOnceAndOnlyWhileTheMoneyIsThere) {
    auto const fund = open_fund();
    auto const gift = in_city();
    write([&](auto& tx) { (void)receive(tx, gift, fund, 100'00, Account::Gifts, "firm", {}, true); });
    auto const paid = cause();
    write([&](auto& tx) { pay(tx, paid, fund, 30'00); });
    EXPECT_EQ(refusal([&](auto& tx) { reverse(tx, Books::next(gift, "2015-04-01"), gift.entry); }), "funds.used-already");
    write([&](auto& tx) { EXPECT_EQ(reverse(tx, Books::next(paid), paid.entry), 1); });
    write([&](auto& tx) { EXPECT_EQ(reverse(tx, Books::next(Books::next(paid)), paid.entry), 0); });
    write([&](auto& tx) { EXPECT_EQ(reverse(tx, Books::next(gift, "2015-04-01"), gift.entry), 1); });
    EXPECT_EQ(on(fund, Account::Bank), 0);
    EXPECT_EQ(on(fund, Account::Gifts), 0);
    EXPECT_FALSE(read([&](auto& reader) { return has_posted(reader, paid.record); }));
    auto const all = read([&](auto& reader) { return vouchers(reader, fund, 2015, {}, 10); });
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].number(), "2015-000004");
    EXPECT_EQ(all[0].deed, Deed::Reverse);
    EXPECT_EQ(all[0].reverses, all[3].id);
    EXPECT_EQ(all[3].reversed_by, all[0].id);
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, VouchersAndReceiptsAreNumberedWithoutGapsAlsoAfterFailures) {
    auto const fund = open_fund();
    give(fund, 10'00);
    EXPECT_EQ(refusal([&](auto& tx) {
                  (void)receive(tx, in_city(), fund, 10'00, Account::Gifts, "firm", {}, true);
                  throw Error{ErrorKind::Broken, "test.stop", {"停", "stop"}};
              }),
              "test.stop");
    auto const gift = in_city();
    auto const receipt = write([&](auto& tx) { return receive(tx, gift, fund, 10'00, Account::Gifts, "firm", {}, true); });
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->number(), "3213-2015-000002");
    auto const read_back = Receipt::parse("3213-2015-000002");
    ASSERT_TRUE(read_back);
    auto const voucher = read([&](auto& reader) { return voucher_of(reader, *read_back); });
    ASSERT_TRUE(voucher);
    EXPECT_EQ(voucher->record, gift.record);
    EXPECT_EQ(voucher->number(), "2015-000002");
    EXPECT_EQ(read([&](auto& reader) { return receipts_of_record(reader, gift.record).size(); }), 1U);
    for (auto const wrong : {"", "3213-2015", "3213-2015-x", "3213--2", "99-2015-1x"}) EXPECT_FALSE(Receipt::parse(wrong)) << wrong;
    auto const next_year = write([&](auto& tx) { return receive(tx, in_city("2016-01-04"), fund, 1, Account::Gifts, "firm", {}, true); });
    EXPECT_EQ(next_year->number(), "3213-2016-000001");
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, GoodsLeaveTheStoreByThePiece) {
    auto const fund = open_fund({"mothers-parcel"});
    auto const lot = in_city();
    write([&](auto& tx) { (void)take_in(tx, lot, fund, 10, 200'00, "firm", {}, true); });
    EXPECT_EQ(on(fund, Account::Store), 2000'00);
    for (int i = 0; i < 8; ++i) write([&](auto& tx) { hand_out(tx, cause("mothers-parcel"), lot.record, 1); });
    EXPECT_EQ(refusal([&](auto& tx) { hand_out(tx, cause("mothers-parcel"), lot.record, 3); }), "funds.few-pieces");
    EXPECT_EQ(refusal([&](auto& tx) { hand_out(tx, cause("spring-bud"), lot.record, 1); }), "funds.not-for");
    EXPECT_EQ(refusal([&](auto& tx) { hand_out(tx, cause("mothers-parcel"), 999, 1); }), "funds.unknown-lot");
    write([&](auto& tx) { stocktake(tx, Books::next(lot, "2015-04-01"), 1); });
    EXPECT_EQ(on(fund, Account::Lost), 200'00);
    write([&](auto& tx) { stocktake(tx, Books::next(Books::next(lot, "2015-05-01")), 2); });
    EXPECT_EQ(on(fund, Account::Found), 200'00);
    write([&](auto& tx) { stocktake(tx, Books::next(Books::next(Books::next(lot, "2015-06-01"))), 2); });
    EXPECT_EQ(read([&](auto& reader) { return find_pot(reader, lot.record)->left; }), 400'00);
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, MoneyMovesToAFundThatIsForNothingElse) {
    auto const wide = open_fund({"spring-bud", "mothers-parcel"});
    auto const narrow = open_fund({"spring-bud"}, county);
    auto const any = open_fund();
    give(wide, 100'00);
    give(wide, 50'00, {"spring-bud", {}, {}});
    EXPECT_EQ(refusal([&](auto& tx) { move(tx, in_city(), wide, any, 1); }), "funds.wider-purpose");
    EXPECT_EQ(refusal([&](auto& tx) { move(tx, in_city(), wide, wide, 1); }), "funds.same-fund");
    // What is meant for one programme stays.
    EXPECT_EQ(refusal([&](auto& tx) { move(tx, in_city(), wide, narrow, 100'01); }), "funds.short");
    auto const transfer = in_city();
    write([&](auto& tx) { move(tx, transfer, wide, narrow, 80'00); });
    EXPECT_EQ(on(wide, Account::Bank), 70'00);
    EXPECT_EQ(on(narrow, Account::MovedIn), 80'00);
    auto const posted = read([&](auto& reader) { return posted_by_entry(reader, transfer.record); });
    ASSERT_EQ(posted.size(), 1U);
    EXPECT_EQ(posted[0].second, 80'00) << "once, not on both sides";
    write([&](auto& tx) { EXPECT_EQ(reverse(tx, Books::next(transfer), transfer.entry), 2); });
    EXPECT_EQ(on(narrow, Account::Bank), 0);
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, ALoanIsRepaidFallsDueIsCalledAndRecovered) {
    auto const book = open_fund({"small-loans"}, city, Kind::Loans);
    auto const guarantor = open_fund({"small-loans"});
    give(guarantor, 1000'00);
    auto loan = cause("small-loans", "2015-03-08", 5);
    auto const step = [&](std::string_view on, auto const& job) {
        loan = Books::next(loan, on);
        return refusal([&](auto& tx) { job(tx, loan); });
    };
    EXPECT_EQ(refusal([&](auto& tx) { lend(tx, loan, book, 500'00); }), "");
    EXPECT_EQ(step("2015-06-01", [](auto& tx, auto& by) { repay(tx, by, 100'00); }), "");
    EXPECT_EQ(step("2015-06-02", [](auto& tx, auto& by) { repay(tx, by, 400'01); }), "funds.over-owed");
    EXPECT_EQ(step("2015-07-01", [](auto& tx, auto& by) { fall_due(tx, by, 300'00); }), "");
    EXPECT_EQ(step("2015-07-02", [](auto& tx, auto& by) { fall_due(tx, by, 100'01); }), "funds.over-owed");
    EXPECT_EQ(on(book, Account::Overdue), 300'00);
    EXPECT_EQ(step("2015-08-01", [](auto& tx, auto& by) { repay(tx, by, 50'00); }), "");
    EXPECT_EQ(on(book, Account::Overdue), 250'00) << "what is overdue is paid first";
    EXPECT_EQ(step("2015-09-01", [&](auto& tx, auto& by) { guarantee(tx, by, guarantor, 250'01); }), "funds.over-owed");
    EXPECT_EQ(step("2015-09-02", [&](auto& tx, auto& by) { guarantee(tx, by, guarantor, 250'00); }), "");
    EXPECT_EQ(on(book, Account::Overdue), 0);
    EXPECT_EQ(on(guarantor, Account::Claims), 250'00);
    EXPECT_EQ(read([&](auto& reader) { return owed(reader, loan.record); }), 350'00) << "the bank what is not due, the guarantor the rest";
    EXPECT_EQ(step("2015-10-01", [&](auto& tx, auto& by) { recover(tx, by, guarantor, 200'00); }), "");
    EXPECT_EQ(step("2015-11-01", [&](auto& tx, auto& by) { recover(tx, by, guarantor, 50'01); }), "funds.over-owed");
    EXPECT_EQ(step("2015-12-01", [&](auto& tx, auto& by) { write_off(tx, by, guarantor, 50'00); }), "");
    EXPECT_EQ(on(guarantor, Account::Claims), 0);
    EXPECT_EQ(on(guarantor, Account::Bank), 950'00);
    EXPECT_EQ(step("2015-12-02", [](auto& tx, auto& by) { repay(tx, by, 100'00); }), "");
    EXPECT_EQ(on(book, Account::Loans), 0);
    EXPECT_EQ(step("2015-12-03", [](auto& tx, auto& by) { repay(tx, by, 1); }), "funds.over-owed");
    // Another's claims are not hers to recover.
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, AYearIsSpentWithinItsPlan) {
    auto const fund = open_fund();
    give(fund, 100'00);
    write([&](auto& tx) { pay(tx, cause("a"), fund, 30'00); });
    EXPECT_EQ(refusal([&](auto& tx) { plan(tx, fund, 2015, "", 29'99); }), "funds.plan-below-used");
    write([&](auto& tx) { plan(tx, fund, 2015, "", 50'00); });
    write([&](auto& tx) { plan(tx, fund, 2015, "b", 5'00); });
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("b"), fund, 5'01); }), "funds.over-plan");
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a"), fund, 20'01); }), "funds.over-plan");
    auto const paid = cause("a");
    write([&](auto& tx) { pay(tx, paid, fund, 20'00); });
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("b"), fund, 1); }), "funds.over-plan");
    // Another year is another plan; and what is taken back in it gives back to the year that it was taken from.
    write([&](auto& tx) { pay(tx, cause("a", "2016-01-08"), fund, 10'00); });
    write([&](auto& tx) { reverse(tx, Books::next(paid, "2016-02-01"), paid.entry); });
    auto const all = read([&](auto& reader) { return plans(reader, fund); });
    auto const whole = std::find_if(all.begin(), all.end(), [](auto const& one) { return one.year == 2015 && one.programme.empty(); });
    ASSERT_NE(whole, all.end());
    EXPECT_EQ(whole->used, 30'00);
    EXPECT_EQ(whole->planned, 50'00);
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Ledger, AClosedPeriodAndAClosedFundTakeNothing) {
    auto const fund = open_fund();
    give(fund, 100'00);
    auto const paid = cause("a", "2015-03-08");
    write([&](auto& tx) { pay(tx, paid, fund, 60'00); });
    auto const keeper = in_city("2015-07-10");
    EXPECT_EQ(refusal([&](auto& tx) { close_through(tx, keeper, fund, day("2015-06-29")); }), "funds.not-month-end");
    EXPECT_EQ(refusal([&](auto& tx) { close_through(tx, keeper, fund, day("2015-07-31")); }), "funds.period-ahead");
    write([&](auto& tx) { close_through(tx, keeper, fund, day("2015-06-30")); });
    EXPECT_EQ(refusal([&](auto& tx) { close_through(tx, keeper, fund, day("2015-05-31")); }), "funds.period-backwards");
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a", "2015-06-30"), fund, 1); }), "funds.period-closed");
    EXPECT_EQ(refusal([&](auto& tx) { reverse(tx, Books::next(paid, "2015-06-30"), paid.entry); }), "funds.period-closed");
    EXPECT_EQ(refusal([&](auto& tx) { close(tx, keeper, fund); }), "funds.not-empty");
    write([&](auto& tx) { pay(tx, cause("a", "2015-07-01"), fund, 40'00); });
    write([&](auto& tx) { close(tx, keeper, fund); });
    EXPECT_EQ(refusal([&](auto& tx) { (void)receive(tx, in_city("2015-08-01"), fund, 1, Account::Gifts, "", {}, false); }), "funds.closed");
}

TEST_P(Ledger, AFundServesThoseBelowItAndNobodyElse) {
    auto const fund = open_fund({}, county);
    write([&](auto& tx) { (void)receive(tx, cause("funds", "2015-02-01", {}, county), fund, 100'00, Account::Gifts, "", {}, false); });
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a", "2015-03-08", {}, org::Code{321322001001000000}), fund, 1); }), "funds.unknown");
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a", "2015-03-08", {}, city), fund, 1); }), "funds.unknown");
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a", "2014-12-31"), fund, 1); }), "funds.not-open-yet");
    EXPECT_EQ(refusal([&](auto& tx) { pay(tx, cause("a"), 12345, 1); }), "funds.unknown");
    EXPECT_EQ(read([&](auto& reader) { return over(reader, village).size(); }), 1U);
    EXPECT_EQ(read([&](auto& reader) { return over(reader, city).size(); }), 0U);
    EXPECT_EQ(read([&](auto& reader) { return list(reader, city, {}, 10).size(); }), 1U);
    EXPECT_EQ(read([&](auto& reader) { return list(reader, city, fund, 10).size(); }), 0U);
}

TEST_P(Ledger, WhatBecameOfAGiftIsTold) {
    auto const fund = open_fund();
    auto const gift = give(fund, 100'00);
    auto const first = cause("spring-bud", "2015-03-08", 1);
    auto const wrong = cause("spring-bud", "2015-03-09", 2);
    write([&](auto& tx) { pay(tx, first, fund, 30'00); });
    write([&](auto& tx) { pay(tx, wrong, fund, 30'00); });
    write([&](auto& tx) { reverse(tx, Books::next(wrong), wrong.entry); });
    auto const told = read([&](auto& reader) { return uses(reader, fund, gift, {}, 10); });
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].record, first.record);
    EXPECT_EQ(told[0].amount, 30'00);
    EXPECT_EQ(told[0].org, village);
    auto const pots_of_fund = read([&](auto& reader) { return pots(reader, fund, {}, 10); });
    ASSERT_EQ(pots_of_fund.size(), 1U);
    EXPECT_EQ(pots_of_fund[0].used, 30'00);
    EXPECT_EQ(read([&](auto& reader) { return pots(reader, fund, gift, 10).size(); }), 0U);
    write([&](auto& tx) { follow_merge(tx, gift, 1, 2); });
    EXPECT_EQ(read([&](auto& reader) { return sum_on(pot_balances(reader, fund, gift), Account::Bank); }), 70'00);
}

TEST_P(Ledger, AStatementIsOfWholeMonthsAndAgreesWithItself) {
    auto const fund = open_fund();
    give(fund, 100'00);
    write([&](auto& tx) { pay(tx, cause("a", "2015-03-31"), fund, 10'00); });
    write([&](auto& tx) { pay(tx, cause("a", "2015-04-01"), fund, 20'00); });
    write([&](auto& tx) { reserve(tx, cause("b", "2015-04-02"), fund, 5'00); });
    auto const april = read([&](auto& reader) { return statement(reader, fund, day("2015-04-01"), day("2015-04-30")); });
    ASSERT_EQ(april.opening.size(), 1U);
    EXPECT_EQ(april.opening[0].amount, 90'00);
    EXPECT_TRUE(april.income.empty());
    ASSERT_EQ(april.uses.size(), 1U);
    EXPECT_EQ(april.uses[0].amount, 20'00);
    Fen closing = 0;
    for (auto const& line : april.closing) closing += line.amount;
    EXPECT_EQ(closing, 70'00);
    for (auto const& [from, to] : {std::pair{"2015-04-02", "2015-04-30"}, {"2015-04-01", "2015-04-29"}, {"2015-05-01", "2015-04-30"}}) {
        try {
            (void)read([&](auto& reader) { return statement(reader, fund, day(from), day(to)); });
            ADD_FAILURE() << from;
        } catch (Error const& failure) {
            EXPECT_EQ(failure.code(), "funds.whole-months");
        }
    }
}

TEST_P(Ledger, ASampleFollowsFromItsSeed) {
    auto const fund = open_fund();
    give(fund, 100'00);
    for (int i = 0; i < 30; ++i) write([&](auto& tx) { pay(tx, cause(), fund, 1'00); });
    auto const numbers = [&](std::uint64_t seed) {
        std::vector<std::int64_t> all;
        for (auto const& one : read([&](auto& reader) { return sample(reader, fund, 2015, 5, seed); })) all.push_back(one.n);
        return all;
    };
    EXPECT_EQ(numbers(1).size(), 5U);
    EXPECT_EQ(numbers(1), numbers(1));
    EXPECT_NE(numbers(1), numbers(2));
    for (auto const n : numbers(3)) EXPECT_NE(n, 1) << "what came in is not spending";
    EXPECT_EQ(read([&](auto& reader) { return sample(reader, fund, 2015, 100, 1).size(); }), 30U);
    EXPECT_EQ(read([&](auto& reader) { return sample(reader, fund, 2014, 5, 1).size(); }), 0U);
}

INSTANTIATE_TEST_SUITE_P(Every, Ledger, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::funds
