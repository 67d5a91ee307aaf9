// What everybody may see of the money: what each fund received and what it was used for, and, for whoever holds a receipt, what became
// of the gift.
//
// Guarantees: nothing here names anybody. Of a fund there are sums by source and programme; how many people were helped is left out
// where it is so few that they could be told. Of a gift only who has the code that was printed on its receipt learns more; an unknown
// number and a wrong code are answered alike. What a gift was used for is summed by month, so that it does not tell whose name on the
// public board goes with which payment. Loan books, whose money is a bank's, are not shown.
// Threads: a PublicFunds may be shared.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/org_code.h"
#include "base/text.h"
#include "funds/funds.h"
#include "packs/packs.h"
#include "records/records.h"
#include "storage/storage.h"
#include "vault/vault.h"

namespace niangjia::portal {

// Of an alphabet of 32, as query codes are.
inline constexpr std::size_t receipt_code_length = 10;
// What the donor types with the receipt's number: printed on it and kept nowhere. It comes of the number and the server's key file, and
// stays the same when the keys are changed, since paper cannot be.
[[nodiscard]] std::string receipt_code(vault::FieldKeys const& keys, funds::Receipt const& receipt);

// A fund as lists show it.
struct PublicFund {
    funds::FundId id = 0;
    std::string name;
    std::string org_name;
    std::string purpose;
    funds::Fen received = 0, used = 0, left = 0;
};

// Of one year.
struct PublicYear {
    struct Income {
        Text title;
        funds::Fen amount = 0;
    };
    struct Use {
        Text title;
        funds::Fen amount = 0;
        std::optional<std::int64_t> people;  // nothing where they are few, or where it is for nobody in particular
    };
    PublicFund fund;
    std::int64_t year = 0;
    std::vector<Income> income;
    std::vector<Use> uses;
};

struct PublicGift {
    // What was spent of it for a programme in a month.
    struct Use {
        Day month;  // its first day
        Text programme;
        std::string place;  // the township; empty where too few there got anything in that month
        funds::Fen amount = 0;
        std::optional<std::string> masked;  // of a gift to one person: her masked name
    };
    std::string donor;  // as she gave it; empty for who wants no name
    Day day;
    funds::Fen amount = 0;
    bool given_back = false;  // the receipt was made void
    funds::FundId fund = 0;
    std::string fund_name, org_name;
    // Nothing for dues, interest and the like: they are the fund's own money, and used together with the rest of it.
    std::optional<funds::Fen> used, left;
    std::vector<Use> uses;  // newest first
    std::optional<std::int64_t> next;  // where they go on
};

class PublicFunds {
  public:
    // All must outlive this.
    PublicFunds(packs::Library const& library, records::Records const& records, people::People const& people, Clock const& clock);

    // So much of a gift's uses is told at once.
    static constexpr int uses_of_a_page = 100;

    // Where a list stopped: funds of the places above come first.
    struct After {
        bool below = false;
        funds::FundId id = 0;
    };
    struct Page {
        std::vector<PublicFund> items;
        std::optional<After> next;
    };
    // The funds that are kept at the place, above it and below it; without a place all.
    [[nodiscard]] Page list(storage::Reader const& reader, std::optional<org::Code> place, std::optional<After> after, int limit) const;
    // How many people were helped may be ten minutes old, of a year that is closed a day: to count them takes a look at every voucher of
    // the year, and anybody may ask. Error (NotFound, portal.no-such-fund).
    [[nodiscard]] PublicYear year(storage::Reader const& reader, funds::FundId fund, std::optional<std::int64_t> year) const;
    // Error (NotFound, portal.no-such-receipt), the same whatever is wrong.
    [[nodiscard]] PublicGift gift(storage::Reader const& reader, std::string_view number, std::string_view code,
                                  std::optional<std::int64_t> after) const;

  private:
    // Those of them that are money and not void.
    [[nodiscard]] std::vector<PublicFund> shown(storage::Reader const& reader, std::vector<funds::Fund> const& funds) const;
    [[nodiscard]] std::map<std::string, std::int64_t, std::less<>> people_of(storage::Reader const& reader, funds::Fund const& fund, std::int64_t year) const;
    [[nodiscard]] std::vector<PublicGift::Use> uses_of(storage::Reader const& reader, funds::Pot const& pot) const;
    [[nodiscard]] Text source_title(funds::Account account, std::string_view source) const;
    [[nodiscard]] Text programme_title(std::string_view name) const;

    packs::Library const* library_;
    records::Records const* records_;
    people::People const* people_;
    Clock const* clock_;
    std::map<std::string, Text, std::less<>> sources_;
    struct Counted;  // how many people were helped, reckoned now and then, by one thread at a time
    std::shared_ptr<Counted> counted_;
};

}  // namespace niangjia::portal
