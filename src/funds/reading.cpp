#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "funds/ledger.h"
#include "funds/sql.h"

namespace niangjia::funds {
namespace {

constexpr Message whole_months{ErrorKind::Invalid, "funds.whole-months", "收支表按整月：起日填月初（如 {}），止日填月末（如 {}）",
                               "A statement covers whole months: from a month's first day (such as {}) to a month's last (such as {})"};

Day day_of(std::int64_t number) { return Day{static_cast<std::int32_t>(number)}; }

Pot read_pot(storage::Rows const& rows) {
    Pot pot;
    pot.fund = rows.integer(0);
    pot.id = rows.integer(1);
    pot.income = static_cast<Account>(rows.integer(2));
    pot.source = rows.string(3);
    pot.restriction.programme = rows.string(4);
    if (rows.integer(5) != 0) pot.restriction.person = rows.integer(5);
    if (rows.integer(6) != for_ever) pot.restriction.until = day_of(rows.integer(6));
    pot.unit = rows.maybe_integer(7);
    pot.day = day_of(rows.integer(8));
    pot.received = rows.integer(10);
    pot.used = rows.integer(11);
    pot.left = pot.unit ? rows.integer(12) : rows.integer(9);
    return pot;
}

std::vector<Balance> read_balances(storage::Rows rows) {
    std::vector<Balance> all;
    while (rows.next()) all.push_back({static_cast<Account>(rows.integer(0)), rows.integer(1), rows.integer(2)});
    return all;
}

std::vector<Voucher> read_vouchers(storage::Rows rows) {
    std::vector<Voucher> all;
    while (rows.next()) all.push_back(read_voucher(rows));
    return all;
}

// Sums over months, each on its account's side; what is nothing is left out.
std::vector<Statement::Line> sums(storage::Reader const& reader, FundId fund, std::int64_t from, std::int64_t to) {
    std::vector<Statement::Line> lines;
    auto rows = reader.query(sql::sum_months, fund, from, to);
    while (rows.next()) {
        auto const account = static_cast<Account>(rows.integer(0));
        auto const amount = side_of(account) * (rows.integer(3) - rows.integer(4));
        if (amount != 0) lines.push_back({account, rows.string(1), rows.string(2), amount});
    }
    return lines;
}

bool is_asset(Account account) { return static_cast<std::int64_t>(account) < 10; }

// What is there, by source: for which programme it will be used nobody knows yet.
std::vector<Statement::Line> there(std::vector<Statement::Line> const& lines) {
    std::vector<Statement::Line> all;
    for (auto const& line : lines) {
        if (!is_asset(line.account)) continue;
        auto const same = std::ranges::find_if(all, [&](auto const& one) { return one.account == line.account && one.source == line.source; });
        if (same == all.end()) {
            all.push_back({line.account, line.source, "", line.amount});
        } else {
            same->amount += line.amount;
        }
    }
    std::erase_if(all, [](auto const& line) { return line.amount == 0; });
    return all;
}

std::uint64_t mixed(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

}  // namespace

Voucher read_voucher(storage::Rows const& rows) {
    Voucher voucher;
    voucher.id = rows.integer(0);
    voucher.fund = rows.integer(1);
    voucher.year = rows.integer(2);
    voucher.n = rows.integer(3);
    voucher.day = day_of(rows.integer(4));
    voucher.at = rows.integer(5);
    voucher.account = rows.integer(6);
    voucher.record = rows.integer(7);
    voucher.entry = rows.integer(8);
    voucher.person = rows.maybe_integer(9);
    voucher.programme = rows.string(10);
    voucher.deed = static_cast<Deed>(rows.integer(11));
    voucher.amount = rows.integer(12);
    voucher.reverses = rows.maybe_integer(13);
    voucher.org = org::Code{rows.integer(14)};
    voucher.plan_year = rows.integer(15);
    voucher.reversed_by = rows.maybe_integer(16);
    return voucher;
}

bool has_posted(storage::Reader const& reader, RecordId record) {
    return std::ranges::any_of(vouchers_of_record(reader, record), [](Voucher const& one) { return !one.reverses && !one.reversed_by; });
}

std::vector<std::pair<std::int64_t, Fen>> posted_by_entry(storage::Reader const& reader, RecordId record) {
    std::vector<std::pair<std::int64_t, Fen>> all;
    auto rows = reader.query(sql::list_posted, record);
    while (rows.next()) all.emplace_back(rows.integer(0), rows.integer(1));
    return all;
}

storage::Rows all_posted(storage::Reader const& reader) { return reader.query(sql::all_posted); }

std::vector<Balance> balances(storage::Reader const& reader, FundId fund) { return read_balances(reader.query(sql::list_totals, fund)); }

std::vector<Balance> pot_balances(storage::Reader const& reader, FundId fund, PotId pot) { return read_balances(reader.query(sql::list_accounts, fund, pot)); }

Fen available(storage::Reader const& reader, FundId fund, std::string_view programme, std::optional<std::int64_t> person, Day day) {
    auto rows = reader.query(sql::sum_ready_pots, fund, person.value_or(0), programme, day.number());
    (void)rows.next();
    return rows.integer(0);
}

std::optional<Pot> find_pot(storage::Reader const& reader, PotId id) {
    auto rows = reader.query(sql::find_pot, id);
    if (id == own_money || !rows.next()) return std::nullopt;
    return read_pot(rows);
}

std::vector<Pot> pots(storage::Reader const& reader, FundId fund, std::optional<PotId> after, int limit) {
    std::int64_t day = std::numeric_limits<std::int64_t>::max();
    if (after) {
        auto last = reader.query(sql::find_pot_day, fund, *after);
        if (last.next()) day = last.integer(0);
    }
    std::vector<Pot> all;
    auto rows = reader.query(sql::page_pots, fund, day, after.value_or(std::numeric_limits<std::int64_t>::max()), limit);
    while (rows.next()) all.push_back(read_pot(rows));
    return all;
}

std::vector<Voucher> vouchers(storage::Reader const& reader, FundId fund, std::optional<std::int64_t> year, std::optional<AfterVoucher> after, int limit) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (year) {
        auto const below = !after || after->year > *year ? most : after->year < *year ? 0 : after->n;
        return read_vouchers(reader.query(sql::page_vouchers_of_year, fund, *year, below, limit));
    }
    return read_vouchers(reader.query(sql::page_vouchers, fund, after ? after->year : most, after ? after->n : most, limit));
}

std::vector<Voucher> vouchers_of_record(storage::Reader const& reader, RecordId record) { return read_vouchers(reader.query(sql::list_vouchers_of_record, record)); }

std::vector<Posting> postings(storage::Reader const& reader, VoucherId voucher) {
    std::vector<Posting> all;
    auto rows = reader.query(sql::list_postings, voucher);
    while (rows.next()) {
        all.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), static_cast<Account>(rows.integer(4)), static_cast<Account>(rows.integer(5)), rows.integer(6)});
    }
    return all;
}

std::vector<Use> uses(storage::Reader const& reader, FundId fund, PotId pot, std::optional<VoucherId> after, int limit) {
    std::vector<Use> all;
    auto rows = reader.query(sql::page_uses, fund, pot, after.value_or(std::numeric_limits<std::int64_t>::max()), limit);
    while (rows.next()) all.push_back({day_of(rows.integer(0)), rows.string(1), rows.integer(2), org::Code{rows.integer(3)}, rows.integer(4), rows.integer(5)});
    return all;
}

std::vector<Receipt> receipts_of_record(storage::Reader const& reader, RecordId record) {
    std::vector<Receipt> all;
    auto rows = reader.query(sql::list_receipts_of_record, record);
    while (rows.next()) all.push_back({org::Code{rows.integer(0)}, rows.integer(1), rows.integer(2), rows.integer(3)});
    return all;
}

std::optional<Voucher> voucher_of(storage::Reader const& reader, Receipt const& receipt) {
    auto rows = reader.query(sql::find_voucher_of_receipt, receipt.org.value(), receipt.year, receipt.n);
    if (!rows.next()) return std::nullopt;
    return read_voucher(rows);
}

Statement statement(storage::Reader const& reader, FundId fund, Day from, Day to) {
    auto const first = *Day::of(from.year(), from.month(), 1);
    auto const last = Day::of(to.year(), to.month(), 1)->plus_months(1) - 1;
    if (from != first || to != last || to < from) throw error(whole_months, first.iso(), last.iso()).with_pointer(from != first ? "?from" : "?to");
    Statement result;
    result.fund = fund;
    result.from = from;
    result.to = to;
    result.opening = there(sums(reader, fund, 0, from.month_number() - 1));
    result.closing = there(sums(reader, fund, 0, to.month_number()));
    for (auto& line : sums(reader, fund, from.month_number(), to.month_number())) {
        if (is_asset(line.account)) continue;
        bool const income = side_of(line.account) < 0;
        auto& lines = income ? result.income : result.uses;
        // What came in is told by its source alone.
        auto const same = std::ranges::find_if(lines, [&](auto const& one) {
            return one.account == line.account && one.source == line.source && (income || one.programme == line.programme);
        });
        if (same != lines.end()) {
            same->amount += line.amount;
        } else {
            if (income) line.programme.clear();
            lines.push_back(std::move(line));
        }
    }
    return result;
}

std::vector<Plan> plans(storage::Reader const& reader, FundId fund) {
    std::vector<Plan> all;
    auto rows = reader.query(sql::list_plans, fund);
    while (rows.next()) all.push_back({rows.integer(0), rows.string(1), rows.maybe_integer(2), rows.integer(3)});
    return all;
}

std::vector<Voucher> sample(storage::Reader const& reader, FundId fund, std::int64_t year, int size, std::uint64_t seed) {
    // Each number's place in the draw follows from the seed and the number alone, so that nobody can wish one in or out.
    std::vector<std::pair<std::uint64_t, std::int64_t>> drawn;
    {
        auto rows = reader.query(sql::list_spending_vouchers, fund, year);
        while (rows.next()) drawn.emplace_back(mixed(mixed(seed) ^ static_cast<std::uint64_t>(rows.integer(0))), rows.integer(0));
    }
    auto const count = std::min(drawn.size(), static_cast<std::size_t>(std::max(size, 0)));
    std::ranges::partial_sort(drawn, drawn.begin() + static_cast<std::ptrdiff_t>(count));
    drawn.resize(count);
    std::vector<Voucher> all;
    for (auto const& [place, n] : drawn) {
        auto one = vouchers(reader, fund, year, AfterVoucher{year, n + 1}, 1);
        all.push_back(std::move(one.front()));
    }
    return all;
}

std::vector<Text> differences(storage::Reader const& reader) {
    std::vector<Text> all;
    auto const look = [&](storage::Sql const& statement, std::string_view zh, std::string_view en) {
        auto rows = reader.query(statement);
        while (rows.next()) {
            all.push_back({fmt::format(fmt::runtime(zh), rows.integer(0), rows.integer(1)), fmt::format(fmt::runtime(en), rows.integer(0), rows.integer(1))});
        }
    };
    look(sql::differing_accounts, "资金 {} 来源 {} 的账户余额与分录不符", "Fund {}, pot {}: a balance is not what the postings say");
    look(sql::differing_totals, "资金 {} 科目 {} 的合计与账户不符", "Fund {}, account {}: the total is not what the pots say");
    look(sql::differing_months, "资金 {} 月份 {} 的月度合计与分录不符", "Fund {}, month {}: the sums are not what the postings say");
    look(sql::differing_pots, "资金 {} 来源 {} 的可用余额与账户不符", "Fund {}, pot {}: what is left is not what its account says");
    look(sql::differing_vouchers, "资金 {} 年度 {} 有凭证金额与分录不符", "Fund {}, year {}: a voucher is not the sum of its lines");
    look(sql::differing_plans, "资金 {} 年度 {} 的预算执行数与分录不符", "Fund {}, year {}: what was used of the plan is not what the postings say");
    look(sql::misused_postings, "资金 {} 年度 {} 有专款用于别的项目", "Fund {}, year {}: money was spent on what it is not meant for");
    look(sql::unmirrored_vouchers, "资金 {} 年度 {} 有冲销凭证与原凭证不符", "Fund {}, year {}: a reversal is not the mirror of what it reverses");
    look(sql::gaps_of_vouchers, "资金 {} 年度 {} 的凭证号不连续", "Fund {}, year {}: a voucher's number is missing");
    look(sql::gaps_of_receipts, "单位 {} 年度 {} 的票据号不连续", "Organisation {}, year {}: a receipt's number is missing");
    return all;
}

}  // namespace niangjia::funds
