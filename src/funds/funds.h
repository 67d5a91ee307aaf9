// The funds room keeps the money: funds, what came in and what it was used for, in a double-entry ledger of whole fen.
//
// Guarantees, held by the verbs here and once more by constraints and triggers of the database, so that no route, pack or
// statement steps round them:
//  - A posting moves an amount above zero from one account to another of the same fund and the same pot: a fund balances by
//    construction. No account is ever on its wrong side: nothing is spent that is not there.
//  - What comes in for a programme or for a person is a pot of its own, and leaves it for nothing else. A fund that names
//    programmes pays for no other; a programme that is named later gets nothing of what came in before.
//  - Vouchers of a fund are dated in the order of their numbers, so that at the end of no day anything was overdrawn.
//  - Postings are never changed or removed, and a voucher gets no line later. A mistake is reversed by a voucher that mirrors it, line by
//    line, once. Each voucher is told to the journal.
//  - Nothing is posted into a closed period or after a fund was closed, nor above what was planned for a year.
//  - Vouchers are numbered by fund and year, receipts by organisation and year, without gaps.
//  - Each voucher names the record and the step that caused it, and the person whom it concerns.
// Sources: earmarking 慈善法 (2023) Art. 54, 56; 公益事业捐赠法 (1999) Art. 5, 16, 18; receipts 慈善法 (2023) Art. 38.
//
// Money here is a record of money: nothing in this room moves any. Threads: as for every Transaction and Reader.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/error.h"
#include "base/org_code.h"
#include "base/text.h"
#include "identity/scope.h"
#include "storage/storage.h"

namespace niangjia::funds {

using RecordId = std::int64_t;
using FundId = RecordId;  // the record that opened it
using PotId = RecordId;   // the record that brought the money in, the loan, the lot of goods; 0: the fund's own money
using VoucherId = std::int64_t;
using Fen = std::int64_t;

inline constexpr PotId own_money = 0;

// Accounts. Those of what is there and of uses stand on the debit side, those of income on the credit side.
enum class Account : std::int64_t {
    Bank = 1,       // at the bank or in the till
    Transit = 2,    // on its way to those it is for: handed to the bank, not confirmed yet
    Store = 3,      // goods at value
    Loans = 4,      // lent by the bank and not due
    Overdue = 5,    // lent by the bank and not paid when it was due
    Claims = 6,     // paid to the bank in her stead, and owed by her
    Gifts = 11,
    Allocations = 12,
    Dues = 13,
    Interest = 14,
    Proceeds = 15,  // of sales
    MovedIn = 16,   // from another fund
    Found = 17,     // goods more than the books said
    Lender = 18,    // the bank's money that she has
    Spent = 21,
    MovedOut = 22,  // to another fund
    Lost = 23,      // goods fewer than the books said
    WrittenOff = 24,
};
// 1: its debits are never below its credits; -1: the other way about.
[[nodiscard]] constexpr int side_of(Account account) {
    auto const code = static_cast<std::int64_t>(account);
    return code > 10 && code < 20 ? -1 : 1;
}
[[nodiscard]] Text const& title_of(Account account);
[[nodiscard]] std::string_view name_of(Account account);  // "moved-in"

// What makes a voucher.
enum class Deed : std::int64_t {
    Receive = 1, Pay = 2, Reserve = 3, Settle = 4, TakeIn = 5, HandOut = 6, Stocktake = 7, Move = 8, Lend = 9, Repay = 10, FallDue = 11,
    Guarantee = 12, Recover = 13, WriteOff = 14, Reverse = 15,
    MovedIn = 16, Discharge = 17,  // the other halves of Move and Guarantee, in the other fund
};
[[nodiscard]] std::string_view name_of(Deed deed);
[[nodiscard]] Text const& title_of(Deed deed);

enum class Kind : std::int64_t { Money = 0, Loans = 1 };  // of a fund: money that is kept, or a book of loans whose money is a bank's

// The step of a record that causes a voucher.
struct Cause {
    RecordId record = 0;
    std::int64_t entry = 0;  // of its timeline
    org::Code org;           // of the record
    std::string programme;   // of the record: what is spent is spent for that
    std::optional<std::int64_t> person;
    Day day;
    Moment at = 0;
    identity::AccountId account = 0;
};

struct Fund {
    FundId id = 0;
    org::Code org;
    Kind kind = Kind::Money;
    Day opens;
    std::optional<Day> until;           // nothing is received or spent after it
    std::optional<Day> closed;
    std::optional<Day> closed_through;  // the last day of the last closed period
    std::vector<std::string> programmes;  // what it may be spent for; none: anything
    bool below = false;             // those below may spend it, also who does not reach it (records room)
    std::optional<Day> last_day = {};  // of its vouchers: none is dated before it
};

// What may be done with money that comes in.
struct Restriction {
    std::string programme;  // empty: whatever the fund is for
    std::optional<std::int64_t> person;
    std::optional<Day> until;
};

struct Receipt {
    org::Code org;
    std::int64_t year = 0;
    std::int64_t n = 0;
    VoucherId voucher = 0;

    [[nodiscard]] std::string number() const;  // 3213-2015-000123: the division, the year, the number in it
    // Nothing when the text is no such number. The voucher stays 0.
    [[nodiscard]] static std::optional<Receipt> parse(std::string_view number);
};

// --- Verbs. Each is one voucher, numbered, bound to its cause. Errors: NotFound (funds.unknown) where the fund is not one over the
// --- cause's organisation; Refused funds.out-of-order (dated before the fund's last voucher), funds.short (with what is left), funds.not-for, funds.period-closed, funds.closed, funds.not-open-yet,
// --- funds.lapsed, funds.over-plan, funds.over-owed, funds.used-already (a reversal of what is gone); Invalid funds.not-positive.
void open(storage::Transaction& transaction, Fund const& fund);
// From now on the fund may be spent for that programme as well: of what comes in from that day on. Refused (funds.for-anything) where
// none is named: it may be already.
void allow(storage::Transaction& transaction, Cause const& cause, FundId fund, std::string_view programme);
// Income; `as` is an income account. Gifts, allocations and proceeds are a pot of their own under the cause's record; dues and interest
// are the fund's own money and bear no restriction. `source`: where it comes from (a key of a choice list, free). The receipt if one is wanted.
std::optional<Receipt> receive(storage::Transaction& transaction, Cause const& cause, FundId fund, Fen amount, Account as, std::string_view source,
                               Restriction const& restriction, bool receipt);
// Money out for the cause's programme and person: from the pot that is hers first, then those of the programme, then the rest; in each
// the one that lapses first, then the oldest. `source`: only money from there; empty: any.
void pay(storage::Transaction& transaction, Cause const& cause, FundId fund, Fen amount, std::string_view source = {});
// The same, handed to the bank: it is out of reach and not spent yet. settle(): it has arrived. To give it back, reverse() the step.
void reserve(storage::Transaction& transaction, Cause const& cause, FundId fund, Fen amount, std::string_view source = {});
void settle(storage::Transaction& transaction, Cause const& cause);
// Goods: a lot is a pot of so many pieces at a value each.
std::optional<Receipt> take_in(storage::Transaction& transaction, Cause const& cause, FundId fund, std::int64_t pieces, Fen unit, std::string_view source,
                               Restriction const& restriction, bool receipt);
void hand_out(storage::Transaction& transaction, Cause const& cause, PotId lot, std::int64_t pieces);
// The lot of the cause's record was counted: what is missing or too many is posted; nothing when it agrees.
void stocktake(storage::Transaction& transaction, Cause const& cause, std::int64_t counted);
// From one fund to another that is for nothing that the first is not for; money that is meant for one programme or person stays, and what
// lapses lapses there on the same day (of several, the first). Two vouchers.
void move(storage::Transaction& transaction, Cause const& cause, FundId from, FundId to, Fen amount);
// Loans of a bank, each a pot of the book `book` under the cause's record.
void lend(storage::Transaction& transaction, Cause const& cause, FundId book, Fen amount);
void repay(storage::Transaction& transaction, Cause const& cause, Fen amount);     // what is overdue first
void fall_due(storage::Transaction& transaction, Cause const& cause, Fen amount);  // from Loans to Overdue
// The fund pays the bank what she did not: her debt to the bank falls, the fund has a claim on her. Two vouchers.
void guarantee(storage::Transaction& transaction, Cause const& cause, FundId fund, Fen amount);
void recover(storage::Transaction& transaction, Cause const& cause, FundId fund, Fen amount);
void write_off(storage::Transaction& transaction, Cause const& cause, FundId fund, Fen amount);
// Mirrors every voucher of that step of the cause's record that is not reversed yet. How many there were.
std::int64_t reverse(storage::Transaction& transaction, Cause const& cause, std::int64_t entry);
// What may be spent of the fund in a year, for a programme (empty: in all). Spending above it is refused. Error (Refused,
// funds.plan-below-used) when more than that is spent already.
void plan(storage::Transaction& transaction, FundId fund, std::int64_t year, std::string_view programme, Fen amount);
// Closes every period up to and with that day: a month's last. Refused (funds.period-backwards, funds.period-ahead) for a day before one
// that is closed or one that is yet to come.
void close_through(storage::Transaction& transaction, Cause const& cause, FundId fund, Day day);
// Refused (funds.not-empty) while anything is left in it.
void close(storage::Transaction& transaction, Cause const& cause, FundId fund);
// The money that the record brought in for one person is for another: her file was merged into the other's, or back.
void follow_merge(storage::Transaction& transaction, PotId pot, std::int64_t from, std::int64_t into);

// --- Reading. Unscoped: what a fund received and used is told to everybody; the rooms above decide who sees records and persons.
[[nodiscard]] std::optional<Fund> find(storage::Reader const& reader, FundId id);
// Whether the record has vouchers that are not reversed.
[[nodiscard]] bool has_posted(storage::Reader const& reader, RecordId record);
// What the record's loan still owes the bank, and a fund that paid in its stead.
[[nodiscard]] Fen owed(storage::Reader const& reader, RecordId record);
// What each step of the record posted, by entry: of the deeds that figures count (all but Reserve, Stocktake, FallDue,
// Reverse and the other halves).
[[nodiscard]] std::vector<std::pair<std::int64_t, Fen>> posted_by_entry(storage::Reader const& reader, RecordId record);
// The same of every record: rows of record, entry, amount in their order.
[[nodiscard]] storage::Rows all_posted(storage::Reader const& reader);

struct Balance {
    Account account = Account::Bank;
    Fen debits = 0, credits = 0;
    [[nodiscard]] Fen net() const { return side_of(account) * (debits - credits); }
};
[[nodiscard]] std::vector<Balance> balances(storage::Reader const& reader, FundId fund);
// Those of several funds: one query. A fund in which nothing was posted is missing.
[[nodiscard]] std::map<FundId, std::vector<Balance>> balances(storage::Reader const& reader, std::span<FundId const> funds);
[[nodiscard]] std::vector<Balance> pot_balances(storage::Reader const& reader, FundId fund, PotId pot);
// What could be spent today for that programme and person.
[[nodiscard]] Fen available(storage::Reader const& reader, FundId fund, std::string_view programme, std::optional<std::int64_t> person, Day day);

// Funds of the subtree or, for `over`, of the organisation and those above it, by id, after `after`.
[[nodiscard]] std::vector<Fund> list(storage::Reader const& reader, org::Code within, std::optional<FundId> after, int limit);
[[nodiscard]] std::vector<Fund> over(storage::Reader const& reader, org::Code org);

struct Pot {
    FundId fund = 0;
    PotId id = 0;
    Account income = Account::Gifts;
    std::string source;
    Restriction restriction;
    std::optional<Fen> unit;  // of goods
    Day day;
    Fen left = 0;  // at the bank; of goods: in store
    Fen received = 0;
    Fen used = 0;
};
[[nodiscard]] std::optional<Pot> find_pot(storage::Reader const& reader, PotId id);
// Newest first; `after` is the last one seen.
[[nodiscard]] std::vector<Pot> pots(storage::Reader const& reader, FundId fund, std::optional<PotId> after, int limit);

struct Voucher {
    VoucherId id = 0;
    FundId fund = 0;
    std::int64_t year = 0, n = 0;
    Day day;
    Moment at = 0;
    identity::AccountId account = 0;
    RecordId record = 0;
    std::int64_t entry = 0;
    std::optional<std::int64_t> person;
    std::string programme;
    Deed deed = Deed::Pay;
    Fen amount = 0;
    std::optional<VoucherId> reverses;
    std::optional<VoucherId> reversed_by;
    org::Code org;               // of the record
    std::int64_t plan_year = 0;  // whose plan it is counted against

    [[nodiscard]] std::string number() const;  // 2015-000012, within its fund
};
struct Posting {
    VoucherId voucher = 0;
    std::int64_t line = 0;
    FundId fund = 0;
    PotId pot = 0;
    Account debit = Account::Bank, credit = Account::Bank;
    Fen amount = 0;
};
// Newest first: year and number of the last one seen.
struct AfterVoucher {
    std::int64_t year = 0, n = 0;
};
[[nodiscard]] std::vector<Voucher> vouchers(storage::Reader const& reader, FundId fund, std::optional<std::int64_t> year,
                                            std::optional<AfterVoucher> after, int limit);
[[nodiscard]] std::vector<Voucher> vouchers_of_record(storage::Reader const& reader, RecordId record);
[[nodiscard]] std::vector<Posting> postings(storage::Reader const& reader, VoucherId voucher);
// What was paid out of a pot, newest first: what became of a gift.
struct Use {
    Day day;
    std::string programme;
    RecordId record = 0;
    org::Code org;  // of the record, as the voucher had it
    Fen amount = 0;
    VoucherId voucher = 0;
};
[[nodiscard]] std::vector<Use> uses(storage::Reader const& reader, FundId fund, PotId pot, std::optional<VoucherId> after, int limit);

[[nodiscard]] std::vector<Receipt> receipts_of_record(storage::Reader const& reader, RecordId record);
[[nodiscard]] std::optional<Voucher> voucher_of(storage::Reader const& reader, Receipt const& receipt);  // by org, year, n

// The same for many at a time, one query each: what a page or a sheet needs. Who has nothing is not in the map.
[[nodiscard]] std::unordered_map<VoucherId, std::vector<Posting>> postings_of_vouchers(storage::Reader const& reader, std::span<VoucherId const> vouchers);
[[nodiscard]] std::unordered_map<RecordId, std::vector<Receipt>> receipts_of_records(storage::Reader const& reader, std::span<RecordId const> records);
// What is in store of each lot, at value.
[[nodiscard]] std::unordered_map<PotId, Fen> left_of_lots(storage::Reader const& reader, std::span<PotId const> lots);
// What pots of the fund were spent for, programme by programme, what was reversed taken off.
struct Purpose {
    std::string programme;
    Fen amount = 0;
    std::int64_t payments = 0;
};
[[nodiscard]] std::unordered_map<PotId, std::vector<Purpose>> purposes_of_pots(storage::Reader const& reader, FundId fund, std::span<PotId const> pots);

// A fund over whole months: what was there, what came by source, what it was used for, what is there.
struct Statement {
    struct Line {
        Account account = Account::Gifts;
        std::string source;     // of the pots
        std::string programme;  // of uses
        Fen amount = 0;         // on the account's side
    };
    FundId fund = 0;
    Day from, to;
    std::vector<Line> opening;  // Bank … Claims, by source
    std::vector<Line> income;
    std::vector<Line> uses;
    std::vector<Line> closing;
};
// `from` is a month's first day and `to` a month's last: Error (Invalid, funds.whole-months). From monthly sums: as fast for 5,000,000
// postings as for five.
[[nodiscard]] Statement statement(storage::Reader const& reader, FundId fund, Day from, Day to);

// Who got money or goods in a year, by programme, each person once, by her id as the vouchers have it; what was reversed does not count.
// It looks at each voucher of the year.
[[nodiscard]] std::map<std::string, std::vector<std::int64_t>, std::less<>> people_helped(storage::Reader const& reader, FundId fund, std::int64_t year);

struct Plan {
    std::int64_t year = 0;
    std::string programme;       // empty: in all
    std::optional<Fen> planned;  // nothing: as much as there is
    Fen used = 0;                // spent, or sent and not given back
};
[[nodiscard]] std::vector<Plan> plans(storage::Reader const& reader, FundId fund);

// `size` vouchers of the fund's year by which anything left it or was taken back, drawn by the seed: the same seed draws the same of the same books. In the order drawn.
[[nodiscard]] std::vector<Voucher> sample(storage::Reader const& reader, FundId fund, std::int64_t year, int size, std::uint64_t seed);

// Where balances, monthly sums, numbers or restrictions are not what the postings say: empty when all is well.
[[nodiscard]] std::vector<Text> differences(storage::Reader const& reader);

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::funds
