#include "funds/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

#include "audit/audit.h"
#include "base/chinese.h"
#include "funds/sql.h"
#include "storage/ids.h"

namespace niangjia::funds {
namespace {

constexpr Message unknown{ErrorKind::NotFound, "funds.unknown", "没有这笔资金，或它不在本单位及上级，请重新选择", "There is no such fund at this organisation or above it; pick another"};
constexpr Message not_positive{ErrorKind::Invalid, "funds.not-positive", "金额（数量）要大于零", "The amount must be above zero"};
constexpr Message closed{ErrorKind::Refused, "funds.closed", "资金已在 {} 结清，不能再记账", "The fund was closed on {}; nothing more is posted"};
constexpr Message not_open_yet{ErrorKind::Refused, "funds.not-open-yet", "资金从 {} 起设立，这一步的日期更早，请改正日期", "The fund opened on {}; this step is dated before it"};
constexpr Message period_closed{ErrorKind::Refused, "funds.period-closed", "账期已结到 {}，请用之后的日期办理", "The books are closed through {}; use a later day"};
constexpr Message not_for{ErrorKind::Refused, "funds.not-for", "这笔资金不能用于本项目，专款要专用；请换一笔资金", "This fund may not be spent for this programme; use another"};
constexpr Message out_of_order{ErrorKind::Refused, "funds.out-of-order", "这笔资金的账已记到 {}，这一步的日期要在当天或之后", "The books of this fund have reached {}; this step must be dated on that day or later"};
constexpr Message too_little{ErrorKind::Refused, "funds.short", "可用余额 {} 元，不够 {} 元；请减少金额、换一笔资金或先收款",
                             "{} yuan may be used, not {}; lower the amount, use another fund, or receive money first"};
constexpr Message over_plan{ErrorKind::Refused, "funds.over-plan", "{} 年预算还剩 {} 元，不够 {} 元；请先调整预算", "{} yuan of the plan for {} are left, not {}; change the plan first"};
constexpr Message over_owed{ErrorKind::Refused, "funds.over-owed", "只有 {} 元可以这样办理，不是 {} 元，请核对金额", "Only {} yuan can be dealt with so, not {}; check the amount"};

Fund read_fund(storage::Rows const& rows) {
    Fund fund;
    fund.id = rows.integer(0);
    fund.org = org::Code{rows.integer(1)};
    fund.kind = static_cast<Kind>(rows.integer(2));
    fund.opens = Day{static_cast<std::int32_t>(rows.integer(3))};
    if (rows.integer(4) != for_ever) fund.until = Day{static_cast<std::int32_t>(rows.integer(4))};
    if (!rows.is_null(5)) fund.closed = Day{static_cast<std::int32_t>(rows.integer(5))};
    if (rows.integer(6) != -for_ever) fund.closed_through = Day{static_cast<std::int32_t>(rows.integer(6))};
    if (rows.integer(7) != -for_ever) fund.last_day = Day{static_cast<std::int32_t>(rows.integer(7))};
    fund.below = rows.integer(8) != 0;
    return fund;
}

bool is_for(Fund const& fund, std::string_view programme) {
    return fund.programmes.empty() || std::ranges::find(fund.programmes, programme) != fund.programmes.end();
}

// Whether money leaves for what the fund is for: what a year's plan limits.
bool spends(Line const& line) {
    return (line.debit == Account::Transit || line.debit == Account::Claims || line.debit == Account::Spent) &&
           (line.credit == Account::Bank || line.credit == Account::Store);
}

void check_plan(storage::Reader const& reader, Cause const& cause, FundId fund, std::vector<Line> const& lines) {
    Fen amount = 0;
    for (auto const& line : lines) amount += spends(line) ? line.amount : 0;
    if (amount == 0) return;
    auto const year = cause.day.year();
    for (std::string_view const programme : {std::string_view{}, std::string_view{cause.programme}}) {
        auto rows = reader.query(sql::find_plan, fund, year, programme);
        if (!rows.next() || rows.is_null(0)) continue;
        auto const left = rows.integer(0) - rows.integer(1);
        if (amount > left) throw Error{ErrorKind::Refused, std::string{over_plan.code},
                                       Text{fmt::format(fmt::runtime(over_plan.zh), year, yuan(left), yuan(amount)), fmt::format(fmt::runtime(over_plan.en), yuan(left), year, yuan(amount))}};
    }
}

// What they may be spent for: of all funds of those organisations, in the order of their ids.
void add_programmes(storage::Reader const& reader, org::Code first, org::Code last, std::vector<Fund>& funds) {
    if (funds.empty()) return;
    auto rows = reader.query(sql::list_programmes_of_funds, first.value(), last.value(), funds.front().id, funds.back().id);
    auto fund = funds.begin();
    while (rows.next()) {
        while (fund != funds.end() && fund->id < rows.integer(0)) ++fund;
        if (fund != funds.end() && fund->id == rows.integer(0)) fund->programmes.push_back(rows.string(1));
    }
}

}  // namespace

void check_amount(Fen amount) {
    if (amount <= 0) throw error(not_positive);
}

std::optional<Fund> find(storage::Reader const& reader, FundId id) {
    auto rows = reader.query(sql::find_fund, id);
    if (!rows.next()) return std::nullopt;
    auto fund = read_fund(rows);
    auto programmes = reader.query(sql::list_programmes, id);
    while (programmes.next()) fund.programmes.push_back(programmes.string(0));
    return fund;
}

std::vector<Fund> list(storage::Reader const& reader, org::Code within, std::optional<FundId> after, int limit) {
    std::vector<Fund> funds;
    {
        auto rows = reader.query(sql::page_funds, within.value(), within.last().value(), after.value_or(0), limit);
        while (rows.next()) funds.push_back(read_fund(rows));
    }
    add_programmes(reader, within, within.last(), funds);
    return funds;
}

std::vector<Fund> over(storage::Reader const& reader, org::Code org) {
    std::vector<Fund> funds;
    for (auto const place : org.upwards()) {
        std::vector<Fund> here;
        {
            auto rows = reader.query(sql::list_funds_at, place.value());
            while (rows.next()) here.push_back(read_fund(rows));
        }
        add_programmes(reader, place, place, here);
        std::ranges::move(here, std::back_inserter(funds));
    }
    return funds;
}

Fund open_fund(storage::Reader const& reader, Cause const& cause, FundId id) {
    auto fund = find(reader, id);
    if (!fund || !fund->org.holds(cause.org)) throw error(unknown);
    if (fund->closed) throw error(closed, fund->closed->iso());
    if (cause.day < fund->opens) throw error(not_open_yet, fund->opens.iso());
    if (fund->closed_through && cause.day <= *fund->closed_through) throw error(period_closed, fund->closed_through->iso());
    if (fund->last_day && cause.day < *fund->last_day) throw error(out_of_order, fund->last_day->iso());
    return std::move(*fund);
}

VoucherId write(storage::Transaction& transaction, Cause const& cause, FundId fund, Deed deed, std::vector<Line> const& lines, Mirrored const* mirrored) {
    if (mirrored == nullptr) check_plan(transaction, cause, fund, lines);
    auto const number_in = [&](storage::Sql const& statement, std::int64_t one, std::int64_t other) {
        auto rows = transaction.query(statement, one, other);
        (void)rows.next();
        return rows.integer(0) + 1;
    };
    auto const id = storage::next_id(transaction, "voucher", storage::county_of(fund));
    auto const year = cause.day.year();
    auto const amount = std::accumulate(lines.begin(), lines.end(), Fen{0}, [](Fen sum, Line const& line) { return sum + line.amount; });
    transaction.execute(sql::add_voucher, id, fund, year, number_in(sql::last_voucher, fund, year), cause.day.number(), cause.day.month_number(), cause.at, cause.account, cause.record,
                        cause.entry, number_in(sql::last_item, cause.record, cause.entry), cause.org.value(), mirrored ? mirrored->person : cause.person,
                        mirrored ? mirrored->programme : cause.programme, static_cast<std::int64_t>(deed), amount, mirrored ? mirrored->plan_year : year,
                        mirrored ? std::optional{mirrored->id} : std::nullopt);
    std::int64_t n = 0;
    std::string told = fmt::format("{} {} {} {}", fund, year, name_of(deed), amount);
    for (auto const& line : lines) {
        told += fmt::format("\n{} {} {} {}", line.pot, name_of(line.debit), name_of(line.credit), line.amount);
        transaction.execute(sql::add_posting, id, ++n, fund, line.pot, static_cast<std::int64_t>(line.debit), static_cast<std::int64_t>(line.credit), line.amount);
    }
    audit::append(transaction, {cause.at, cause.account, cause.org.value(), fmt::format("funds.{}", name_of(deed)), fmt::format("voucher:{}", id), told});
    return id;
}

std::vector<Line> take(storage::Reader const& reader, FundId fund, std::vector<std::pair<std::int64_t, std::string_view>> const& meant_for, std::string_view wanted_for, Day day, Fen amount,
                       std::string_view source, Account debit) {
    check_amount(amount);
    std::vector<Line> lines;
    Fen wanted = amount;
    for (auto const& [person, programme] : meant_for) {
        // A payment may need many small gifts: as many as there are, in growing bites.
        for (int limit = 50; wanted > 0; limit *= 20) {
            auto const before = lines.size();
            auto const kept = wanted;
            int read = 0;
            auto rows = reader.query(sql::list_ready_pots, fund, person, programme, day.number(), source, limit, wanted_for);
            while (wanted > 0 && rows.next()) {
                ++read;
                auto const some = std::min(wanted, rows.integer(1));
                lines.push_back({rows.integer(0), debit, Account::Bank, some});
                wanted -= some;
            }
            if (wanted == 0 || read < limit) break;
            lines.resize(before);
            wanted = kept;
        }
    }
    if (wanted > 0) throw error(too_little, yuan(amount - wanted), yuan(amount));
    return lines;
}

std::vector<Line> draw(storage::Reader const& reader, Cause const& cause, Fund const& fund, Fen amount, std::string_view source, Account debit) {
    if (fund.kind != Kind::Money) throw error(unknown);
    if (!is_for(fund, cause.programme)) throw error(not_for);
    std::vector<std::pair<std::int64_t, std::string_view>> meant_for;
    if (cause.person) meant_for = {{*cause.person, cause.programme}, {*cause.person, ""}};
    meant_for.insert(meant_for.end(), {{0, cause.programme}, {0, ""}});
    return take(reader, fund.id, meant_for, cause.programme, cause.day, amount, source, debit);
}

std::vector<Held> held(storage::Reader const& reader, RecordId record, Account account) {
    std::vector<Held> all;
    auto rows = reader.query(sql::list_held, record, static_cast<std::int64_t>(account));
    while (rows.next()) all.push_back({rows.integer(0), rows.integer(1), rows.integer(2)});
    return all;
}

Fen sum_of(std::vector<Held> const& held) {
    return std::accumulate(held.begin(), held.end(), Fen{0}, [](Fen sum, Held const& one) { return sum + one.amount; });
}

Fen owed(storage::Reader const& reader, RecordId record) {
    Fen sum = 0;
    for (auto const account : {Account::Loans, Account::Overdue, Account::Claims}) sum += sum_of(held(reader, record, account));
    return sum;
}

std::vector<Line> out_of(std::vector<Held> const& held, Fen amount, Account debit, Account credit) {
    check_amount(amount);
    if (auto const sum = sum_of(held); sum < amount) throw error(over_owed, yuan(sum), yuan(amount));
    std::vector<Line> lines;
    for (auto const& one : held) {
        auto const take = std::min(amount, one.amount);
        if (take == 0) break;
        lines.push_back({one.pot, debit, credit, take});
        amount -= take;
    }
    return lines;
}

std::span<storage::Migration const> migrations() { return sql::migrations; }

}  // namespace niangjia::funds
