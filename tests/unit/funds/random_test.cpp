// After any sequence of actions the books agree: with their postings, with a second account of them that this test keeps, with their
// restrictions and their numbers.
#include <atomic>
#include <map>
#include <random>
#include <thread>

#include "unit/funds/books.h"

namespace niangjia::funds {
namespace {

using testing_support::backend_name;
using testing_support::backends;

class AnySequence : public Books {
  protected:
    struct Step {
        Cause cause;
        FundId fund = 0;
    };

    std::int64_t drawn(std::int64_t low, std::int64_t high) { return std::uniform_int_distribution{low, high}(random_); }
    template <class List>
    auto const& one_of(List const& list) { return list[static_cast<std::size_t>(drawn(0, static_cast<std::int64_t>(list.size()) - 1))]; }
    // The days go on; now and then somebody comes late.
    std::string some_day() {
        today_ = today_ + static_cast<int>(drawn(0, 1));
        return (today_ - static_cast<int>(drawn(0, 19) == 0 ? drawn(1, 40) : 0)).iso();
    }

    // One action, legal or not. The day goes forward with the steps of one record.
    void act(std::vector<FundId> const& money, std::vector<FundId> const& books) {
        static std::vector<std::string> const programmes{"spring-bud", "mothers-parcel", "small-loans"};
        static std::vector<std::string> const sources{"province", "city", "person"};
        auto const fund = one_of(money);
        auto const person = drawn(0, 2) == 0 ? std::nullopt : std::optional{drawn(1, 4)};
        auto const amount = drawn(-1, 50'00);
        auto by = cause(one_of(programmes), some_day(), person, drawn(0, 1) == 0 ? village : city);
        auto const again = [&] {
            auto const& earlier = one_of(steps_);
            auto next_step = Books::next(earlier.cause, some_day());
            next_step.entry += drawn(0, 5);
            return next_step;
        };
        Restriction const restriction{drawn(0, 2) == 0 ? one_of(programmes) : std::string{}, drawn(0, 3) == 0 ? std::optional{drawn(1, 4)} : std::nullopt,
                                      drawn(0, 3) == 0 ? std::optional{today_ + static_cast<int>(drawn(0, 90))} : std::nullopt};
        auto const kind = drawn(0, 18);
        try {
            write([&](auto& tx) {
                switch (kind) {
                    case 0:
                    case 1:
                    case 2: (void)receive(tx, by, fund, amount * 3, Account::Gifts, one_of(sources), restriction, drawn(0, 1) == 0); break;
                    case 3: (void)receive(tx, by, fund, amount, Account::Dues, "", {}, true); break;
                    case 4: (void)take_in(tx, by, fund, drawn(1, 20), drawn(1, 500), "person", restriction, true); break;
                    case 5: hand_out(tx, by, one_of(steps_).cause.record, drawn(1, 5)); break;
                    case 6: pay(tx, by, fund, amount); break;
                    case 7: pay(tx, by, fund, amount, one_of(sources)); break;
                    case 8: reserve(tx, by, fund, amount); break;
                    case 9: settle(tx, by = again()); break;
                    case 10: {
                        auto const earlier = one_of(steps_).cause;
                        by = Books::next(earlier, some_day());
                        by.entry = earlier.entry + drawn(1, 5);
                        (void)reverse(tx, by, earlier.entry);
                        break;
                    }
                    case 11: move(tx, by, fund, one_of(money), amount); break;
                    case 12: lend(tx, by, one_of(books), amount * 10); break;
                    case 13: drawn(0, 1) == 0 ? repay(tx, by = again(), amount) : fall_due(tx, by = again(), amount); break;
                    case 14: guarantee(tx, by = again(), fund, amount); break;
                    case 15: drawn(0, 1) == 0 ? recover(tx, by = again(), fund, amount) : stocktake(tx, by = again(), drawn(0, 20)); break;
                    case 16: plan(tx, fund, by.day.year(), drawn(0, 1) == 0 ? std::string{} : by.programme, drawn(1, 4000'00)); break;
                    case 17: close_through(tx, by, fund, *Day::of(by.day.year(), by.day.month(), 1) - 1); break;
                    case 18: drawn(0, 5) == 0 ? allow(tx, by, fund, by.programme) : pay(tx, by, fund, amount); break;
                    default: break;
                }
                // Now and then what was done is thrown away.
                if (drawn(0, 9) == 0) throw Error{ErrorKind::Broken, "test.stop", {"停", "stop"}};
            });
            ++done_;
            steps_.push_back({by, fund});
        } catch (Error const& failure) {
            // A rule said no: never the database, for the verbs know its rules. A step's number that is taken is this test's own doing.
            if (failure.code() == "storage.constraint") ++collisions_;
        }
    }

    std::mt19937_64 random_{20150308};
    std::vector<Step> steps_{{cause(), 0}};
    Day today_ = day("2015-01-05");
    int done_ = 0, collisions_ = 0;
};

TEST_P(AnySequence, LeavesTheBooksInAgreement) {
    std::vector<FundId> const money{open_fund(), open_fund({"spring-bud"}), open_fund({"spring-bud", "mothers-parcel"}, county)};
    std::vector<FundId> const books{open_fund({"small-loans"}, city, Kind::Loans)};
    for (int i = 0; i < 1'500; ++i) act(money, books);
    EXPECT_GT(done_, 300) << "most of what is tried must succeed now and then, or nothing is shown";
    EXPECT_EQ(collisions_, 0);
    for (auto const& text : read([](auto& reader) { return differences(reader); })) ADD_FAILURE() << text.en;
    for (auto const fund : {money[0], money[1], money[2], books[0]}) {
        // A second account, from the postings alone.
        std::map<Account, Fen> debits, credits;
        std::map<std::pair<int, Account>, Fen> by_year;
        std::int64_t expected = 0;
        std::optional<AfterVoucher> after;
        std::int64_t year = 0;
        for (;;) {
            auto const page = read([&](auto& reader) { return vouchers(reader, fund, {}, after, 100); });
            for (auto const& voucher : page) {
                if (voucher.year != year) expected = voucher.n;
                year = voucher.year;
                EXPECT_EQ(voucher.n, expected--) << "no number is left out";
                auto const pot_rules = [&](PotId id) { return read([&](auto& reader) { return find_pot(reader, id); }); };
                for (auto const& line : read([&](auto& reader) { return postings(reader, voucher.id); })) {
                    debits[line.debit] += line.amount;
                    credits[line.credit] += line.amount;
                    by_year[{static_cast<int>(voucher.year), line.debit}] += line.amount;
                    by_year[{static_cast<int>(voucher.year), line.credit}] -= line.amount;
                    EXPECT_GT(line.amount, 0);
                    bool const spends = !voucher.reverses && line.credit == Account::Bank && (line.debit == Account::Spent || line.debit == Account::Transit);
                    if (auto const pot = pot_rules(line.pot); spends && pot) {
                        EXPECT_TRUE(pot->restriction.programme.empty() || pot->restriction.programme == voucher.programme);
                        EXPECT_TRUE(!pot->restriction.person || pot->restriction.person == voucher.person);
                        EXPECT_TRUE(!pot->restriction.until || voucher.day <= *pot->restriction.until);
                    }
                }
                after = AfterVoucher{voucher.year, voucher.n};
            }
            if (page.size() < 100) break;
        }
        Fen all_debits = 0, all_credits = 0;
        for (auto const& balance : read([&](auto& reader) { return balances(reader, fund); })) {
            EXPECT_EQ(balance.debits, debits[balance.account]);
            EXPECT_EQ(balance.credits, credits[balance.account]);
            EXPECT_GE(balance.net(), 0);
            all_debits += balance.debits;
            all_credits += balance.credits;
        }
        EXPECT_EQ(all_debits, all_credits);
        // At the end of no month anything is below nothing.
        for (auto month = *Day::of(2015, 1, 1); month < *Day::of(2017, 6, 1); month = month.plus_months(1)) {
            for (auto const& line : read([&](auto& reader) { return statement(reader, fund, month, month.plus_months(1) - 1); }).closing) EXPECT_GT(line.amount, 0) << month.iso();
        }
        for (int const one_year : {2015, 2016}) {
            auto const told = read([&](auto& reader) { return statement(reader, fund, *Day::of(one_year, 1, 1), *Day::of(one_year, 12, 31)); });
            std::map<Account, Fen> said;
            for (auto const& line : told.income) said[line.account] += line.amount;
            for (auto const& line : told.uses) said[line.account] += line.amount;
            Fen opening = 0, closing = 0, income = 0, uses = 0;
            for (auto const& line : told.opening) opening += line.amount;
            for (auto const& line : told.closing) closing += line.amount;
            for (auto const& [account, amount] : said) {
                EXPECT_EQ(amount, (side_of(account) * by_year[std::pair{one_year, account}])) << name_of(account);
                (side_of(account) < 0 ? income : uses) += amount;
            }
            EXPECT_EQ(opening + income - uses, closing) << "what was there, what came, what went, what is there";
        }
    }
}

TEST_P(AnySequence, SixtyFourPayersTogetherSpendWhatIsThereAndNoMore) {
    auto const fund = open_fund();
    for (int i = 0; i < 10; ++i) give(fund, 10'00);
    std::vector<Cause> causes;
    for (int i = 0; i < 64 * 4; ++i) causes.push_back(cause());
    std::atomic<int> paid = 0, short_of_it = 0;
    {
        std::vector<std::jthread> payers;
        for (std::size_t i = 0; i < 64; ++i) {
            payers.emplace_back([&, i] {
                for (std::size_t k = 0; k < 4; ++k) {
                    auto const code = refusal([&](auto& tx) { pay(tx, causes[i * 4 + k], fund, 1'00); });
                    ++(code.empty() ? paid : short_of_it);
                    EXPECT_TRUE(code.empty() || code == "funds.short") << code;
                }
            });
        }
    }
    EXPECT_EQ(paid, 100);
    EXPECT_EQ(short_of_it, 156);
    EXPECT_EQ(on(fund, Account::Bank), 0);
    EXPECT_EQ(on(fund, Account::Spent), 100'00);
    EXPECT_EQ(faults(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Every, AnySequence, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::funds
