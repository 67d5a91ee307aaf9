// Whoever writes past the verbs, by a statement of her own, is stopped by the database.
#include "unit/funds/books.h"

namespace niangjia::funds {
namespace {

using testing_support::backend_name;
using testing_support::backends;

constexpr storage::Sql forge_voucher{"test/forge_voucher",
                                     "INSERT INTO vouchers (id, fund, year, n, day, month, at, account, record, entry, item, org, person, programme, deed, amount, plan_year, reverses) "
                                     "VALUES ($1, $2, 2015, $3, $4, $5, 0, 0, 1, $1, 1, 1, NULL, $6, 2, $7, 2015, NULL)"};
constexpr storage::Sql forge_posting{"test/forge_posting", "INSERT INTO postings (voucher, line, fund, pot, debit, credit, amount) VALUES ($1, 1, $2, $3, $4, $5, $6)"};
constexpr storage::Sql forge_receipt{"test/forge_receipt", "INSERT INTO receipts (org, year, n, voucher) VALUES (1, 2015, 5, $1)"};
constexpr storage::Sql change_posting{"test/change_posting", "UPDATE postings SET amount = 1"};
constexpr storage::Sql drop_posting{"test/drop_posting", "DELETE FROM postings"};
constexpr storage::Sql change_voucher{"test/change_voucher", "UPDATE vouchers SET amount = 1"};
constexpr storage::Sql drop_voucher{"test/drop_voucher", "DELETE FROM vouchers"};
constexpr storage::Sql change_receipt{"test/change_receipt", "UPDATE receipts SET n = n + 1"};
constexpr storage::Sql drop_receipt{"test/drop_receipt", "DELETE FROM receipts"};
constexpr storage::Sql open_again{"test/open_again", "UPDATE funds SET closed_through = 0"};
constexpr storage::Sql raise_balance{"test/raise_balance", "UPDATE fund_accounts SET debits = debits + 1 WHERE code = 1"};

class Constraints : public Books {
  protected:
    Constraints() {
        fund_ = open_fund({"spring-bud"});
        pot_ = give(fund_, 100'00, {"spring-bud", 77, {}});
    }

    // A voucher of 1 fen with one line, written by hand. True when it was refused.
    bool refused(std::int64_t n, std::string_view on, std::string_view programme, Account debit, Account credit, Fen amount) {
        auto const when = day(on);
        return !refusal([&](auto& tx) {
                    tx.execute(forge_voucher, 900 + n, fund_, n, when.number(), when.month_number(), programme, amount > 0 ? amount : 1);
                    tx.execute(forge_posting, 900 + n, fund_, pot_, static_cast<std::int64_t>(debit), static_cast<std::int64_t>(credit), amount);
                }).empty();
    }

    FundId fund_ = 0;
    PotId pot_ = 0;
};

TEST_P(Constraints, NothingIsOverdrawn) {
    EXPECT_TRUE(refused(2, "2015-03-08", "spring-bud", Account::Gifts, Account::Bank, 100'01));
    EXPECT_TRUE(refused(2, "2015-03-08", "spring-bud", Account::Bank, Account::Gifts, 0));
    EXPECT_TRUE(refused(2, "2015-03-08", "spring-bud", Account::Bank, Account::Gifts, -1));
    EXPECT_FALSE(refused(2, "2015-03-08", "spring-bud", Account::Gifts, Account::Bank, 100'00)) << "the forged row is sound otherwise";
}

TEST_P(Constraints, MoneyForSomebodyPaysNobodyElseAndNothingElse) {
    // A voucher without a person, for a pot that is somebody's; and for another programme.
    EXPECT_TRUE(refused(2, "2015-03-08", "spring-bud", Account::Spent, Account::Bank, 1));
    EXPECT_TRUE(refused(2, "2015-03-08", "mothers-parcel", Account::Transit, Account::Bank, 1));
    EXPECT_TRUE(refused(2, "2015-03-08", "spring-bud", Account::MovedOut, Account::Bank, 1));
}

TEST_P(Constraints, NumbersFollowEachOther) {
    EXPECT_TRUE(refused(3, "2015-03-08", "spring-bud", Account::Bank, Account::Gifts, 1));
    EXPECT_TRUE(refused(1, "2015-03-08", "spring-bud", Account::Bank, Account::Gifts, 1));
    EXPECT_FALSE(refused(2, "2015-03-08", "spring-bud", Account::Bank, Account::Gifts, 1));
    EXPECT_NE(refusal([&](auto& tx) { tx.execute(forge_receipt, 902); }), "");
}

TEST_P(Constraints, AClosedPeriodStaysClosed) {
    write([&](auto& tx) { close_through(tx, in_city("2015-07-10"), fund_, day("2015-06-30")); });
    EXPECT_TRUE(refused(2, "2015-06-30", "spring-bud", Account::Bank, Account::Gifts, 1));
    EXPECT_TRUE(refused(2, "2014-12-31", "spring-bud", Account::Bank, Account::Gifts, 1));
    EXPECT_NE(refusal([](auto& tx) { tx.execute(open_again); }), "");
}

TEST_P(Constraints, WhatIsWrittenStays) {
    for (auto const* statement : {&change_posting, &drop_posting, &change_voucher, &drop_voucher, &change_receipt, &drop_receipt}) {
        EXPECT_NE(refusal([&](auto& tx) { tx.execute(*statement); }), "") << statement->name;
    }
    EXPECT_EQ(faults(), 0U);
}

TEST_P(Constraints, ABalanceThatWasChangedByHandIsFound) {
    EXPECT_EQ(refusal([](auto& tx) { tx.execute(raise_balance); }), "") << "it breaks no rule of one row";
    EXPECT_GT(faults(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Every, Constraints, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::funds
