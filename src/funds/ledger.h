// Inside the room: how a voucher is made.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "base/chinese.h"
#include "funds/funds.h"

namespace niangjia::funds {

inline constexpr std::int64_t for_ever = 1'000'000'000;  // a day that never comes, so that days can be compared

struct Line {
    PotId pot = 0;
    Account debit = Account::Bank, credit = Account::Bank;
    Fen amount = 0;
};

// The fund, which must be over the organisation of the cause and open on its day.
[[nodiscard]] Fund open_fund(storage::Reader const& reader, Cause const& cause, FundId id);
void check_amount(Fen amount);

// The original that a voucher mirrors.
struct Mirrored {
    VoucherId id = 0;
    std::int64_t plan_year = 0;
    std::optional<std::int64_t> person;
    std::string programme;
};
VoucherId write(storage::Transaction& transaction, Cause const& cause, FundId fund, Deed deed, std::vector<Line> const& lines, Mirrored const* mirrored = nullptr);
// Lines that bring the amount from Bank to `debit`, out of the pots meant for those persons (0: nobody in particular) and programmes (empty: none),
// in this order; nothing that came in before the fund named the programme `wanted_for`. Error (Refused, funds.short).
[[nodiscard]] std::vector<Line> take(storage::Reader const& reader, FundId fund, std::vector<std::pair<std::int64_t, std::string_view>> const& meant_for, std::string_view wanted_for, Day day,
                                     Fen amount, std::string_view source, Account debit);
// The same out of the pots that may be used for the cause.
[[nodiscard]] std::vector<Line> draw(storage::Reader const& reader, Cause const& cause, Fund const& fund, Fen amount, std::string_view source, Account debit);

// What the record has on an account, by fund and pot.
struct Held {
    FundId fund = 0;
    PotId pot = 0;
    Fen amount = 0;
};
[[nodiscard]] std::vector<Held> held(storage::Reader const& reader, RecordId record, Account account);
[[nodiscard]] Fen sum_of(std::vector<Held> const& held);
// Lines that bring the amount from `credit` to `debit`, out of what is held. Error (Refused, funds.over-owed).
[[nodiscard]] std::vector<Line> out_of(std::vector<Held> const& held, Fen amount, Account debit, Account credit);

[[nodiscard]] Voucher read_voucher(storage::Rows const& rows);

}  // namespace niangjia::funds
