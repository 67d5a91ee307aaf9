// The verbs of the ledger: each checks what the database would refuse, so that whoever asked reads why, and writes one voucher.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/chinese.h"
#include "funds/ledger.h"
#include "funds/sql.h"

namespace niangjia::funds {
namespace {

constexpr Message lapsed{ErrorKind::Refused, "funds.lapsed", "资金使用期到 {} 为止", "The fund could be used until {}"};
constexpr Message unknown_lot{ErrorKind::NotFound, "funds.unknown-lot", "没有这批物资，请重新选择", "There is no such lot of goods; pick another"};
constexpr Message few_pieces{ErrorKind::Refused, "funds.few-pieces", "库存 {} 件，不够发放 {} 件", "{} pieces are in store, not {}"};
constexpr Message not_meant{ErrorKind::Refused, "funds.not-for", "这笔款物另有指定用途或受助人，不能用于这里", "This was given for another purpose or person"};
constexpr Message used_already{ErrorKind::Refused, "funds.used-already", "这一步记的账有 {} 元已经动用，请先冲销后面的支出", "{} yuan of what this step posted are used already; reverse those steps first"};
constexpr Message nothing_sent{ErrorKind::Refused, "funds.nothing-sent", "没有在途的款项，不能登记到账", "Nothing is on its way"};
constexpr Message wider{ErrorKind::Refused, "funds.wider-purpose", "调入的资金用途比调出的宽，会改变专款用途，不能调拨", "The other fund is for more than this one; money may not be moved there"};
constexpr Message for_anything{ErrorKind::Refused, "funds.for-anything", "这笔资金没有限定项目，本来就可以用", "This fund is for anything already"};
constexpr Message no_book{ErrorKind::NotFound, "funds.no-book", "这笔贷款还没有放款入账", "This loan is in no book yet"};
constexpr Message no_loans{ErrorKind::Refused, "funds.no-loans", "这里记的不是贷款，请选择贷款产品", "This is no book of loans; pick a product"};
constexpr Message no_fund{ErrorKind::NotFound, "funds.unknown", "没有这笔资金，请重新选择", "There is no such fund; pick another"};
constexpr Message same_fund{ErrorKind::Invalid, "funds.same-fund", "调出和调入不能是同一笔资金", "Both are the same fund"};
constexpr Message other_pot{ErrorKind::Conflict, "funds.other-restriction", "同一条记录收的款，用途、受助人和期限要一致", "What one record brings in has one purpose, person and day"};
constexpr Message unrestricted{ErrorKind::Invalid, "funds.unrestricted", "会费和利息不能指定用途或受助人", "Dues and interest are for no programme or person in particular"};
constexpr Message below_used{ErrorKind::Refused, "funds.plan-below-used", "已经用了 {} 元，预算不能更少", "{} yuan are used already; the plan cannot be less"};
constexpr Message backwards{ErrorKind::Refused, "funds.period-backwards", "账期已结到 {}，不能往回结", "The books are closed through {} already"};
constexpr Message ahead{ErrorKind::Refused, "funds.period-ahead", "{} 还没有过完，过完才能结账", "{} is not over yet"};
constexpr Message not_month_end{ErrorKind::Invalid, "funds.not-month-end", "账期按月结，请填月末日期（如 {}）", "Periods close with a month; give its last day, such as {}"};
constexpr Message not_empty{ErrorKind::Refused, "funds.not-empty", "资金里还有“{}”{} 元，处理完才能结清", "There are {1} yuan left under '{0}'; deal with them first"};

void check_lapse(Fund const& fund, Day day) {
    if (fund.until && day > *fund.until) throw error(lapsed, fund.until->iso());
}

void make_pot(storage::Transaction& transaction, Cause const& cause, FundId fund, PotId id, Account income, std::string_view source, Restriction const& restriction,
              std::optional<Fen> unit) {
    auto const until = restriction.until ? restriction.until->number() : for_ever;
    if (transaction.execute(sql::add_pot, fund, id, static_cast<std::int64_t>(income), source, restriction.programme, restriction.person.value_or(0), until, unit, cause.day.number()) == 1) return;
    if (id == own_money) return;
    auto const there = find_pot(transaction, id);
    if (!there || there->fund != fund || there->restriction.programme != restriction.programme || there->restriction.person != restriction.person ||
        there->restriction.until != restriction.until || there->unit != unit || there->source != source) {
        throw error(other_pot);
    }
}

std::optional<Receipt> give_receipt(storage::Transaction& transaction, Cause const& cause, Fund const& fund, VoucherId voucher, bool wanted) {
    if (!wanted) return std::nullopt;
    auto rows = transaction.query(sql::last_receipt, fund.org.value(), cause.day.year());
    (void)rows.next();
    Receipt const receipt{fund.org, cause.day.year(), rows.integer(0) + 1, voucher};
    transaction.execute(sql::add_receipt, receipt.org.value(), receipt.year, receipt.n, voucher);
    return receipt;
}

Fen net(storage::Reader const& reader, FundId fund, PotId pot, Account account) {
    auto rows = reader.query(sql::find_account, fund, pot, static_cast<std::int64_t>(account));
    return rows.next() ? side_of(account) * (rows.integer(0) - rows.integer(1)) : 0;
}

// Whether what came in on that day is not for the programme, because the fund named it later.
bool came_before(storage::Reader const& reader, FundId fund, std::string_view programme, Day day) {
    auto rows = reader.query(sql::find_since, fund, programme);
    return rows.next() && rows.integer(0) > day.number();
}

// The book in which the record's loan stands.
FundId book_of(storage::Reader const& reader, RecordId loan) {
    auto const pot = find_pot(reader, loan);
    if (!pot || pot->income != Account::Lender) throw error(no_book);
    return pot->fund;
}

}  // namespace

void open(storage::Transaction& transaction, Fund const& fund) {
    transaction.execute(sql::add_fund, fund.id, fund.org.value(), static_cast<std::int64_t>(fund.kind), fund.opens.number(), fund.until ? fund.until->number() : for_ever, -for_ever, fund.below ? 1 : 0);
    for (auto const& programme : fund.programmes) transaction.execute(sql::add_programme, fund.id, programme, fund.opens.number());
}

void allow(storage::Transaction& transaction, Cause const& cause, FundId fund_id, std::string_view programme) {
    if (open_fund(transaction, cause, fund_id).programmes.empty()) throw error(for_anything);
    transaction.execute(sql::add_programme, fund_id, programme, cause.day.number());
}

std::optional<Receipt> receive(storage::Transaction& transaction, Cause const& cause, FundId fund_id, Fen amount, Account as, std::string_view source, Restriction const& restriction,
                               bool receipt) {
    check_amount(amount);
    auto const fund = open_fund(transaction, cause, fund_id);
    check_lapse(fund, cause.day);
    bool const own = as == Account::Dues || as == Account::Interest;
    if (own && (!restriction.programme.empty() || restriction.person)) throw error(unrestricted);
    if (!restriction.programme.empty() && !fund.programmes.empty() && std::ranges::find(fund.programmes, restriction.programme) == fund.programmes.end()) throw error(not_meant);
    auto const pot = own ? own_money : cause.record;
    make_pot(transaction, cause, fund_id, pot, as, own ? "" : source, own ? Restriction{} : restriction, std::nullopt);
    auto const voucher = write(transaction, cause, fund_id, Deed::Receive, {{pot, Account::Bank, as, amount}});
    return give_receipt(transaction, cause, fund, voucher, receipt);
}

void pay(storage::Transaction& transaction, Cause const& cause, FundId fund_id, Fen amount, std::string_view source) {
    auto const fund = open_fund(transaction, cause, fund_id);
    check_lapse(fund, cause.day);
    write(transaction, cause, fund_id, Deed::Pay, draw(transaction, cause, fund, amount, source, Account::Spent));
}

void reserve(storage::Transaction& transaction, Cause const& cause, FundId fund_id, Fen amount, std::string_view source) {
    auto const fund = open_fund(transaction, cause, fund_id);
    check_lapse(fund, cause.day);
    write(transaction, cause, fund_id, Deed::Reserve, draw(transaction, cause, fund, amount, source, Account::Transit));
}

void settle(storage::Transaction& transaction, Cause const& cause) {
    auto const sent = held(transaction, cause.record, Account::Transit);
    if (sent.empty()) throw error(nothing_sent);
    std::map<FundId, std::vector<Line>> lines;
    for (auto const& one : sent) lines[one.fund].push_back({one.pot, Account::Spent, Account::Transit, one.amount});
    for (auto const& [fund, of_fund] : lines) {
        (void)open_fund(transaction, cause, fund);
        write(transaction, cause, fund, Deed::Settle, of_fund);
    }
}

std::optional<Receipt> take_in(storage::Transaction& transaction, Cause const& cause, FundId fund_id, std::int64_t pieces, Fen unit, std::string_view source, Restriction const& restriction,
                               bool receipt) {
    check_amount(pieces);
    check_amount(unit);
    auto const fund = open_fund(transaction, cause, fund_id);
    check_lapse(fund, cause.day);
    make_pot(transaction, cause, fund_id, cause.record, Account::Gifts, source, restriction, unit);
    auto const voucher = write(transaction, cause, fund_id, Deed::TakeIn, {{cause.record, Account::Store, Account::Gifts, pieces * unit}});
    return give_receipt(transaction, cause, fund, voucher, receipt);
}

void hand_out(storage::Transaction& transaction, Cause const& cause, PotId lot, std::int64_t pieces) {
    check_amount(pieces);
    auto const pot = find_pot(transaction, lot);
    if (!pot || !pot->unit) throw error(unknown_lot);
    auto const fund = open_fund(transaction, cause, pot->fund);
    check_lapse(fund, cause.day);
    bool const meant = (pot->restriction.programme.empty() || pot->restriction.programme == cause.programme) && (!pot->restriction.person || pot->restriction.person == cause.person) &&
                       (!pot->restriction.until || cause.day <= *pot->restriction.until) &&
                       (fund.programmes.empty() || std::ranges::find(fund.programmes, cause.programme) != fund.programmes.end()) &&
                       !came_before(transaction, fund.id, cause.programme, pot->day);
    if (!meant) throw error(not_meant);
    auto const there = net(transaction, fund.id, lot, Account::Store) / *pot->unit;
    if (pieces > there) throw error(few_pieces, there, pieces);
    write(transaction, cause, fund.id, Deed::HandOut, {{lot, Account::Spent, Account::Store, pieces * *pot->unit}});
}

void stocktake(storage::Transaction& transaction, Cause const& cause, std::int64_t counted) {
    auto const pot = find_pot(transaction, cause.record);
    if (!pot || !pot->unit) throw error(unknown_lot);
    auto const fund = open_fund(transaction, cause, pot->fund);
    auto const missing = net(transaction, fund.id, pot->id, Account::Store) - counted * *pot->unit;
    if (missing > 0) write(transaction, cause, fund.id, Deed::Stocktake, {{pot->id, Account::Lost, Account::Store, missing}});
    if (missing < 0) write(transaction, cause, fund.id, Deed::Stocktake, {{pot->id, Account::Store, Account::Found, -missing}});
}

void move(storage::Transaction& transaction, Cause const& cause, FundId from_id, FundId to_id, Fen amount) {
    if (from_id == to_id) throw error(same_fund);
    auto const from = open_fund(transaction, cause, from_id);
    // The other one may lie below: money goes down the tree.
    auto const to_org = find(transaction, to_id);
    auto at_other = cause;
    if (to_org && cause.org.holds(to_org->org)) at_other.org = to_org->org;
    auto const to = open_fund(transaction, at_other, to_id);
    bool const narrow = from.programmes.empty() || (!to.programmes.empty() && std::ranges::all_of(to.programmes, [&](auto const& programme) {
                                                        return std::ranges::find(from.programmes, programme) != from.programmes.end();
                                                    }));
    if (!narrow) throw error(wider);
    check_lapse(from, cause.day);
    check_lapse(to, cause.day);
    auto const lines = take(transaction, from_id, {{0, ""}}, {}, cause.day, amount, {}, Account::MovedOut);
    Restriction bound{{}, {}, from.until};
    std::optional<std::string> source;
    for (auto const& line : lines) {
        auto const pot = line.pot == own_money ? std::optional<Pot>{} : find_pot(transaction, line.pot);
        auto const of_pot = pot ? pot->source : std::string{};
        source = !source || *source == of_pot ? of_pot : std::string{};
        for (auto const& programme : to.programmes) {
            if (pot && came_before(transaction, from_id, programme, pot->day)) throw error(not_meant);
        }
        if (pot && pot->restriction.until) bound.until = std::min(bound.until.value_or(*pot->restriction.until), *pot->restriction.until);
    }
    write(transaction, cause, from_id, Deed::Move, lines);
    make_pot(transaction, cause, to_id, cause.record, Account::MovedIn, source.value_or(""), bound, std::nullopt);
    write(transaction, cause, to_id, Deed::MovedIn, {{cause.record, Account::Bank, Account::MovedIn, amount}});
}

void lend(storage::Transaction& transaction, Cause const& cause, FundId book, Fen amount) {
    check_amount(amount);
    auto const fund = open_fund(transaction, cause, book);
    if (fund.kind != Kind::Loans) throw error(no_loans);
    check_lapse(fund, cause.day);
    make_pot(transaction, cause, book, cause.record, Account::Lender, "", {{}, cause.person, {}}, std::nullopt);
    write(transaction, cause, book, Deed::Lend, {{cause.record, Account::Loans, Account::Lender, amount}});
}

void repay(storage::Transaction& transaction, Cause const& cause, Fen amount) {
    auto const book = book_of(transaction, cause.record);
    (void)open_fund(transaction, cause, book);
    auto const overdue = held(transaction, cause.record, Account::Overdue);
    auto const first = std::min(amount, sum_of(overdue));
    std::vector<Line> lines;
    if (first > 0) lines = out_of(overdue, first, Account::Lender, Account::Overdue);
    if (amount > first || amount <= 0) {
        auto const rest = out_of(held(transaction, cause.record, Account::Loans), amount - first, Account::Lender, Account::Loans);
        lines.insert(lines.end(), rest.begin(), rest.end());
    }
    write(transaction, cause, book, Deed::Repay, lines);
}

void fall_due(storage::Transaction& transaction, Cause const& cause, Fen amount) {
    auto const book = book_of(transaction, cause.record);
    (void)open_fund(transaction, cause, book);
    write(transaction, cause, book, Deed::FallDue, out_of(held(transaction, cause.record, Account::Loans), amount, Account::Overdue, Account::Loans));
}

void guarantee(storage::Transaction& transaction, Cause const& cause, FundId fund_id, Fen amount) {
    auto const book = book_of(transaction, cause.record);
    (void)open_fund(transaction, cause, book);
    auto const fund = open_fund(transaction, cause, fund_id);
    check_lapse(fund, cause.day);
    auto const owed = out_of(held(transaction, cause.record, Account::Overdue), amount, Account::Lender, Account::Overdue);
    write(transaction, cause, fund_id, Deed::Guarantee, draw(transaction, cause, fund, amount, {}, Account::Claims));
    write(transaction, cause, book, Deed::Discharge, owed);
}

namespace {

// What the fund paid for the record and has not got back goes somewhere.
void end_claim(storage::Transaction& transaction, Cause const& cause, FundId fund_id, Fen amount, Deed deed, Account debit) {
    (void)open_fund(transaction, cause, fund_id);
    auto claims = held(transaction, cause.record, Account::Claims);
    std::erase_if(claims, [&](Held const& one) { return one.fund != fund_id; });
    write(transaction, cause, fund_id, deed, out_of(claims, amount, debit, Account::Claims));
}

}  // namespace

void recover(storage::Transaction& transaction, Cause const& cause, FundId fund, Fen amount) { end_claim(transaction, cause, fund, amount, Deed::Recover, Account::Bank); }

void write_off(storage::Transaction& transaction, Cause const& cause, FundId fund, Fen amount) { end_claim(transaction, cause, fund, amount, Deed::WriteOff, Account::WrittenOff); }

std::int64_t reverse(storage::Transaction& transaction, Cause const& cause, std::int64_t entry) {
    auto all = vouchers_of_record(transaction, cause.record);
    std::erase_if(all, [&](Voucher const& one) { return one.entry != entry || one.reversed_by || one.reverses; });
    std::ranges::reverse(all);
    // What the record itself has left on accounts that several records share in one pot.
    std::map<std::tuple<Account, FundId, PotId>, Fen> own;
    for (auto const account : {Account::Transit, Account::Loans, Account::Overdue, Account::Claims}) {
        for (auto const& one : held(transaction, cause.record, account)) own[{account, one.fund, one.pot}] = one.amount;
    }
    for (auto const& voucher : all) {
        auto at_fund = cause;
        if (auto const fund = find(transaction, voucher.fund); fund && !fund->org.holds(cause.org)) at_fund.org = fund->org;
        (void)open_fund(transaction, at_fund, voucher.fund);
        std::vector<Line> lines;
        for (auto const& posted : postings(transaction, voucher.id)) {
            // What the step put on its debit side is taken off it again.
            auto left = net(transaction, voucher.fund, posted.pot, posted.debit);
            for (auto const& line : lines) {
                if (line.pot == posted.pot && line.credit == posted.debit) left -= line.amount;
            }
            if (posted.debit == Account::Transit || posted.debit == Account::Loans || posted.debit == Account::Overdue || posted.debit == Account::Claims) {
                auto& hers = own[{posted.debit, voucher.fund, posted.pot}];
                left = std::min(left, hers);
                hers -= posted.amount;
            }
            // The credit side of a loan's account falls as well: what was paid back cannot be un-lent.
            if (side_of(posted.debit) > 0 && left < posted.amount) throw error(used_already, yuan(posted.amount - left));
            lines.push_back({posted.pot, posted.credit, posted.debit, posted.amount});
        }
        Mirrored const mirrored{voucher.id, voucher.plan_year, voucher.person, voucher.programme};
        write(transaction, cause, voucher.fund, Deed::Reverse, lines, &mirrored);
    }
    return static_cast<std::int64_t>(all.size());
}

void plan(storage::Transaction& transaction, FundId fund, std::int64_t year, std::string_view programme, Fen amount) {
    check_amount(amount);
    {
        auto rows = transaction.query(sql::find_plan, fund, year, programme);
        if (rows.next() && rows.integer(1) > amount) throw error(below_used, yuan(rows.integer(1)));
    }
    transaction.execute(sql::put_plan, fund, year, programme, amount);
}

void close_through(storage::Transaction& transaction, Cause const& cause, FundId fund_id, Day day) {
    auto const fund = find(transaction, fund_id);
    if (!fund) throw error(no_fund);
    auto const next = *Day::of(day.year(), day.month(), 1);
    auto const last = next.plus_months(1) - 1;
    if (day != last) throw error(not_month_end, last.iso());
    if (fund->closed_through && day <= *fund->closed_through) throw error(backwards, fund->closed_through->iso());
    if (day >= cause.day) throw error(ahead, day.iso());
    transaction.execute(sql::close_period, fund_id, day.number());
}

void close(storage::Transaction& transaction, Cause const& cause, FundId fund_id) {
    (void)open_fund(transaction, cause, fund_id);
    for (auto const& balance : balances(transaction, fund_id)) {
        if (static_cast<std::int64_t>(balance.account) < 10 && balance.net() != 0) throw error(not_empty, title_of(balance.account).zh, yuan(balance.net()));
    }
    transaction.execute(sql::close_fund, fund_id, cause.day.number());
}

void follow_merge(storage::Transaction& transaction, PotId pot, std::int64_t from, std::int64_t into) { transaction.execute(sql::change_pot_person, pot, from, into); }

}  // namespace niangjia::funds
