// What is told of many vouchers or many funds at once.
#include "funds/funds.h"
#include "funds/sql.h"
#include "storage/pieces.h"

namespace niangjia::funds {

std::map<FundId, std::vector<Balance>> balances(storage::Reader const& reader, std::span<FundId const> funds) {
    std::map<FundId, std::vector<Balance>> all;
    if (funds.empty()) return all;
    storage::Query query{"funds/list_totals_of_many", "SELECT fund, code, debits, credits FROM fund_totals WHERE fund IN"};
    storage::add_list(query, funds);
    query.then("ORDER BY fund, code");
    auto rows = reader.query(query);
    while (rows.next()) all[rows.integer(0)].push_back({static_cast<Account>(rows.integer(1)), rows.integer(2), rows.integer(3)});
    return all;
}

std::map<std::string, std::vector<std::int64_t>, std::less<>> people_helped(storage::Reader const& reader, FundId fund, std::int64_t year) {
    std::map<std::string, std::vector<std::int64_t>, std::less<>> all;
    auto rows = reader.query(sql::list_helped, fund, year);
    while (rows.next()) all[rows.string(0)].push_back(rows.integer(1));
    return all;
}

}  // namespace niangjia::funds
