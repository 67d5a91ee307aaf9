// Reading for many at a time: a page of vouchers, of gifts.
#include "funds/funds.h"
#include "storage/pieces.h"

namespace niangjia::funds {

std::unordered_map<VoucherId, std::vector<Posting>> postings_of_vouchers(storage::Reader const& reader, std::span<VoucherId const> vouchers) {
    std::unordered_map<VoucherId, std::vector<Posting>> all;
    if (vouchers.empty()) return all;
    storage::Query query{"funds/postings_of_vouchers", "SELECT voucher, line, fund, pot, debit, credit, amount FROM postings WHERE voucher IN"};
    storage::add_list(query, vouchers);
    query.then("ORDER BY voucher, line");
    auto rows = reader.query(query);
    while (rows.next()) {
        all[rows.integer(0)].push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), static_cast<Account>(rows.integer(4)),
                                        static_cast<Account>(rows.integer(5)), rows.integer(6)});
    }
    return all;
}

std::unordered_map<RecordId, std::vector<Receipt>> receipts_of_records(storage::Reader const& reader, std::span<RecordId const> records) {
    std::unordered_map<RecordId, std::vector<Receipt>> all;
    if (records.empty()) return all;
    storage::Query query{"funds/receipts_of_records", "SELECT v.record, x.org, x.year, x.n, x.voucher FROM vouchers v JOIN receipts x ON x.voucher = v.id WHERE v.record IN"};
    storage::add_list(query, records);
    query.then("ORDER BY v.record, x.year, x.n");
    auto rows = reader.query(query);
    while (rows.next()) all[rows.integer(0)].push_back({org::Code{rows.integer(1)}, rows.integer(2), rows.integer(3), rows.integer(4)});
    return all;
}

std::unordered_map<PotId, Fen> left_of_lots(storage::Reader const& reader, std::span<PotId const> lots) {
    std::unordered_map<PotId, Fen> all;
    if (lots.empty()) return all;
    storage::Query query{"funds/left_of_lots", "SELECT p.id, CAST(coalesce(sum(a.debits - a.credits), 0) AS BIGINT) FROM fund_pots p"};
    query.then("LEFT JOIN fund_accounts a ON a.fund = p.fund AND a.pot = p.id AND a.code = ? WHERE p.unit IS NOT NULL AND p.id <> 0 AND p.id IN", static_cast<std::int64_t>(Account::Store));
    storage::add_list(query, lots);
    query.then("GROUP BY p.id");
    auto rows = reader.query(query);
    while (rows.next()) all[rows.integer(0)] = rows.integer(1);
    return all;
}

std::unordered_map<PotId, std::vector<Purpose>> purposes_of_pots(storage::Reader const& reader, FundId fund, std::span<PotId const> pots) {
    std::unordered_map<PotId, std::vector<Purpose>> all;
    if (pots.empty()) return all;
    constexpr auto spent = static_cast<std::int64_t>(Account::Spent);
    storage::Query query{"funds/purposes_of_pots", "SELECT p.pot, v.programme,"};
    query.then("CAST(sum(CASE WHEN p.debit = ? THEN p.amount ELSE -p.amount END) AS BIGINT), CAST(sum(CASE WHEN p.debit = ? THEN 1 ELSE -1 END) AS BIGINT)", spent, spent);
    query.then("FROM postings p JOIN vouchers v ON v.id = p.voucher").where("p.fund = ?", fund).where("? IN (p.debit, p.credit)", spent).then("AND p.pot IN");
    storage::add_list(query, pots);
    query.then("GROUP BY p.pot, v.programme HAVING sum(CASE WHEN p.debit = ? THEN p.amount ELSE -p.amount END) <> 0 ORDER BY p.pot, v.programme", spent);
    auto rows = reader.query(query);
    while (rows.next()) all[rows.integer(0)].push_back({rows.string(1), rows.integer(2), rows.integer(3)});
    return all;
}

}  // namespace niangjia::funds
