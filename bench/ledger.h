// The ledger at the size of a province's years: fills a database with vouchers as far as they are not there yet, then times payments
// beside the same rows through bare statements, and a statement of the fund beside the bare sums.
#pragma once

#include <cstdint>
#include <string>

namespace niangjia::bench {

struct LedgerOptions {
    std::string database;  // sqlite:FILE or a connection string of PostgreSQL
    std::int64_t vouchers = 5'000'000;
    double seconds = 5;
    int payers = 64;
};

void ledger(LedgerOptions const& options);

}  // namespace niangjia::bench
