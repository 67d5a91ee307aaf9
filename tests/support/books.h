// Books for tests of the rooms above the ledger: what steps of records post, without a pack that says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "funds/funds.h"
#include "support/office.h"

namespace niangjia::testing_support {

// The record is a fund from the beginning of 2015 on.
inline funds::FundId open_fund(storage::Transaction& transaction, records::RecordId record, std::string_view place, std::vector<std::string> programmes = {},
                               funds::Kind kind = funds::Kind::Money) {
    funds::Fund fund;
    fund.id = record;
    fund.org = code(place);
    fund.kind = kind;
    fund.opens = day("2015-01-01");
    fund.programmes = std::move(programmes);
    funds::open(transaction, fund);
    return record;
}

// A step of the record, which belongs to that place.
inline funds::Cause step(records::RecordId record, std::int64_t entry, std::string_view place, std::string_view on, std::optional<std::int64_t> person = {},
                         identity::AccountId account = 1, std::string programme = "care") {
    funds::Cause cause;
    cause.record = record;
    cause.entry = entry;
    cause.org = code(place);
    cause.programme = std::move(programme);
    cause.person = person;
    cause.day = day(on);
    cause.at = moment_of(cause.day);
    cause.account = account;
    return cause;
}

}  // namespace niangjia::testing_support
