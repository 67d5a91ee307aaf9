// Whoever writes past the verbs, by a statement of her own, is stopped by the database, and by the rule that is meant.
#include <array>
#include <utility>

#include "unit/funds/books.h"

namespace niangjia::funds {
namespace {

using testing_support::backend_name;
using testing_support::backends;

constexpr storage::Sql forge_voucher{"test/forge_voucher",
                                     "INSERT INTO vouchers (id, fund, year, n, day, month, at, account, record, entry, item, org, person, programme, deed, amount, plan_year, reverses) "
                                     "VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $1, 1, 1, $8, $9, $10, $11, $3, $12)"};
constexpr storage::Sql forge_posting{"test/forge_posting", "INSERT INTO postings (voucher, line, fund, pot, debit, credit, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr storage::Sql forge_receipt{"test/forge_receipt", "INSERT INTO receipts (org, year, n, voucher) VALUES ($1, 2015, $2, $3)"};

constexpr storage::Sql open_again{"test/open_again", "UPDATE funds SET closed_through = 0"};
constexpr storage::Sql raise_balance{"test/raise_balance", "UPDATE fund_accounts SET debits = debits + 1 WHERE code = 1"};
struct Forged {
    std::int64_t n = 2;
    std::string_view on = "2015-03-08";
    std::optional<std::int64_t> person = 77;
    std::string_view programme = "spring-bud";
    Account debit = Account::Spent, credit = Account::Bank;
    Fen amount = 1;
    Deed deed = Deed::Pay;
    std::optional<VoucherId> reverses = {};
    RecordId record = 1;
    Fen line = 0;  // of the posting; 0: the amount
};

class Constraints : public Books {
  protected:
    Constraints() {
        fund_ = open_fund({"spring-bud", "mothers-parcel"});
        pot_ = give(fund_, 100'00, {"spring-bud", 77, day("2015-06-30")});
    }

    // What the database says to the job; empty when it lets it pass, and then nothing of it is kept.
    template <class Job>
    std::string said(Job&& job) {
        try {
            write([&](storage::Transaction& tx) {
                job(tx);
                throw Error{ErrorKind::Broken, "test.passed", {"过", "passed"}};
            });
        } catch (Error const& failure) {
            return failure.code() == "test.passed" ? std::string{} : failure.note() + failure.text().en;
        }
        return {};
    }
    std::string said_to(Forged const& one) {
        return said([&](storage::Transaction& tx) { forge(tx, one); });
    }
    void forge(storage::Transaction& tx, Forged const& one) {
        auto const when = day(one.on);
        tx.execute(forge_voucher, 900 + one.n, fund_, when.year(), one.n, when.number(), when.month_number(), one.record, one.person, one.programme, static_cast<std::int64_t>(one.deed),
                   one.amount, one.reverses);
        tx.execute(forge_posting, 900 + one.n, 1, fund_, pot_, static_cast<std::int64_t>(one.debit), static_cast<std::int64_t>(one.credit), one.line == 0 ? one.amount : one.line);
    }
    static void expect_said(std::string const& text, std::string_view wanted) { EXPECT_NE(text.find(wanted), std::string::npos) << '"' << text << "\" instead of " << wanted; }

    FundId fund_ = 0;
    PotId pot_ = 0;
};

TEST_P(Constraints, TheForgedRowsAreSoundButForWhatEachTestForges) { EXPECT_EQ(said_to({}), ""); }

TEST_P(Constraints, NothingIsOverdrawn) {
    EXPECT_EQ(said_to({.amount = 100'00}), "");
    EXPECT_NE(said_to({.amount = 100'01}), "");
    EXPECT_NE(said_to({.amount = -1}), "");
    EXPECT_NE(said_to({.amount = 0}), "");
}

TEST_P(Constraints, MoneyForSomebodyOrSomethingPaysNobodyAndNothingElse) {
    auto const wrong = "not meant for this";
    expect_said(said_to({.person = 78}), wrong);
    expect_said(said_to({.person = std::nullopt}), wrong);
    expect_said(said_to({.programme = "mothers-parcel"}), wrong);
    expect_said(said_to({.on = "2015-07-01"}), wrong);
    expect_said(said_to({.person = 78, .debit = Account::Transit}), wrong);
    expect_said(said_to({.debit = Account::MovedOut}), wrong);
    // Of what is free, a fund pays for its programmes alone.
    pot_ = give(fund_, 10'00);
    EXPECT_EQ(said_to({.n = 3, .programme = "mothers-parcel"}), "");
    expect_said(said_to({.n = 3, .programme = "small-loans"}), wrong);
}

TEST_P(Constraints, NumbersAndDaysFollowEachOther) {
    expect_said(said_to({.n = 3}), "left out");
    expect_said(said_to({.n = 1}), "left out");
    expect_said(said_to({.on = "2015-03-07"}), "out of order");
    expect_said(said([&](auto& tx) {
                    forge(tx, {});
                    tx.execute(forge_receipt, city.value(), 3, 902);
                }),
                "left out");
}

TEST_P(Constraints, AClosedPeriodStaysClosed) {
    auto const given = read([&](auto& reader) { return vouchers(reader, fund_, {}, {}, 1).front().id; });
    write([&](auto& tx) { close_through(tx, in_city("2015-05-10"), fund_, day("2015-04-30")); });
    expect_said(said_to({.on = "2015-04-30"}), "open period");
    expect_said(said_to({.n = 1, .on = "2014-12-31"}), "open period");
    EXPECT_EQ(said_to({.on = "2015-05-01"}), "");
    // Nor does an old voucher get another line.
    expect_said(said([&](auto& tx) { tx.execute(forge_posting, given, 2, fund_, pot_, 1, 11, 1); }), "complete");
    expect_said(said([](auto& tx) { tx.execute(open_again); }), "stays closed");
}

TEST_P(Constraints, AVoucherIsTheSumOfItsLines) {
    expect_said(said_to({.amount = 5, .line = 6}), "complete");
    expect_said(said([&](auto& tx) {
                    forge(tx, {.amount = 5, .line = 4});
                    forge(tx, {.n = 3});
                }),
                "lines missing");
}

TEST_P(Constraints, AReversalMirrorsWhatItReverses) {
    auto const paid = cause("spring-bud", "2015-03-08", 77);
    write([&](auto& tx) { pay(tx, paid, fund_, 5); });
    auto const original = read([&](auto& reader) { return vouchers(reader, fund_, {}, {}, 1).front().id; });
    Forged const sound{.n = 3, .debit = Account::Bank, .credit = Account::Spent, .amount = 5, .deed = Deed::Reverse, .reverses = original, .record = paid.record};
    EXPECT_EQ(said_to(sound), "");
    auto const wrong = "mirrors nothing";
    auto forged = sound;
    forged.amount = 4;
    expect_said(said_to(forged), wrong);
    forged = sound;
    forged.record = 1;
    expect_said(said_to(forged), wrong);
    forged = sound;
    forged.reverses.reset();
    expect_said(said_to(forged), wrong);
    forged = sound;
    forged.deed = Deed::Pay;
    expect_said(said_to(forged), wrong);
    // A payment in the clothes of a reversal.
    forged = sound;
    std::swap(forged.debit, forged.credit);
    expect_said(said_to(forged), wrong);
}

TEST_P(Constraints, AYearsPlanIsKept) {
    write([&](auto& tx) { plan(tx, fund_, 2015, "", 50); });
    EXPECT_EQ(said_to({.amount = 50}), "");
    EXPECT_NE(said_to({.amount = 51}), "");
}

TEST_P(Constraints, WhatIsWrittenStays) {
    static constexpr std::array<storage::Sql, 13> changes{{{"test/change_posting", "UPDATE postings SET amount = 1"},
                                                    {"test/drop_posting", "DELETE FROM postings"},
                                                    {"test/change_voucher", "UPDATE vouchers SET amount = 1"},
                                                    {"test/drop_voucher", "DELETE FROM vouchers"},
                                                    {"test/change_receipt", "UPDATE receipts SET n = n + 1"},
                                                    {"test/drop_receipt", "DELETE FROM receipts"},
                                                    {"test/free_pot", "UPDATE fund_pots SET programme = ''"},
                                                    {"test/free_person", "UPDATE fund_pots SET person = 0"},
                                                    {"test/longer_pot", "UPDATE fund_pots SET until = until + 1"},
                                                    {"test/drop_programme", "DELETE FROM fund_programmes"},
                                                    {"test/earlier_programme", "UPDATE fund_programmes SET since = 0"},
                                                    {"test/drop_plan", "DELETE FROM fund_plans"},
                                                    {"test/other_org", "UPDATE funds SET org = org + 1"}}};
    write([&](auto& tx) { plan(tx, fund_, 2015, "", 50'00); });
    for (auto const& change : changes) expect_said(said([&](auto& tx) { tx.execute(change); }), "stays");
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Constraints, ABalanceThatWasChangedByHandIsFound) {
    EXPECT_EQ(refusal([&](auto& tx) { tx.execute(raise_balance); }), "") << "it breaks no rule of one row";
    EXPECT_GT(faults(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Every, Constraints, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::funds
