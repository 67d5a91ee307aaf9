// What is drawn of a fund's books as xlsx: the statement, the ledger of who was paid (台账), gifts and thanks, an audit's sample. And
// what every reader of the books needs: keys as people read them, and records with no more than the caller may see.
//
// Guarantees: a sheet's amounts are the postings' own; the ledger of who was paid sums to what the statement says was spent in those
// months. Names and titles are masked as lists of records mask them. Of a voucher whose record the caller does not reach there is its
// number, its amount and what it was for, and nobody's name. Which sealed records the caller opened by reading is handed back, so that
// the reading leaves a trace.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/day.h"
#include "base/text.h"
#include "funds/funds.h"
#include "identity/scope.h"
#include "packs/packs.h"
#include "records/records.h"
#include "storage/storage.h"

namespace niangjia::reports {

// The fund, where the caller reaches it with that permission. Error (NotFound, funds.unknown), the same for a fund that is not there
// and for one out of reach; as Context::require where she reads it and yet may not do that.
[[nodiscard]] funds::Fund reached_fund(storage::Reader const& reader, identity::Context const& context, funds::FundId id,
                                       identity::Permission permission);

// Keys that stand in the books, in words. A key that no pack knows any more is shown as it is; no key is no word.
class BookTitles {
  public:
    explicit BookTitles(packs::Library const& library);
    [[nodiscard]] Text source(std::string_view key) const;
    [[nodiscard]] Text programme(std::string_view name) const;

  private:
    packs::Library const* library_;
    std::map<std::string, Text, std::less<>> sources_;
};

// Fields by which a record that money came in with says who gave it, and with which words: what a receipt and a letter of thanks need.
inline constexpr std::string_view donor_field = "donor";
inline constexpr std::string_view payer_field = "payer";  // of dues
inline constexpr std::string_view said_field = "said";

// Sealed records that were opened for a page or a sheet: Records::note_reading() is due for each.
using Opened = std::vector<records::Record>;

struct FundSheet {
    std::string bytes;
    Opened opened;
};

// The records behind a page of vouchers or pots, as the caller may see them: one query for each kind of name, however many there are.
class BookRecords {
  public:
    // `persons`: whom vouchers or pots name beside the records.
    BookRecords(storage::Reader const& reader, identity::Context const& context, records::Records const& records,
                std::vector<records::RecordId> const& ids, std::vector<people::PersonId> persons = {});

    // Null where the caller does not reach it.
    [[nodiscard]] records::Record const* find(records::RecordId id) const;
    // Of a record that is not reached all of these are empty.
    [[nodiscard]] std::string title(records::RecordId id) const;
    [[nodiscard]] std::string org_name(records::RecordId id) const;
    [[nodiscard]] std::string person(records::RecordId id, std::optional<people::PersonId> person) const;
    // Her name, or that of the organisation that the record is about.
    [[nodiscard]] std::string payee(records::RecordId id, std::optional<people::PersonId> person) const;
    // Who gave, or else whom the record is about; *** where the caller may not see it.
    [[nodiscard]] std::string donor(records::RecordId id) const;
    [[nodiscard]] std::string said(records::RecordId id) const;
    [[nodiscard]] Opened opened() const;  // by their numbers

  private:
    [[nodiscard]] std::string shown(records::Record const& record, packs::Field const& field) const;

    std::unordered_map<records::RecordId, records::Record> records_;
    std::unordered_map<records::RecordId, identity::Sight> sights_;
    std::unordered_map<std::int64_t, std::string> people_;
    std::unordered_map<std::int64_t, std::string> orgs_;
};

// --- Sheets, for whoever may export at the fund: errors as of reached_fund(). (TooLarge) beyond 200,000 rows, (Invalid,
// --- reports.backwards) for a period that ends before it begins.
// Of whole months: error as of funds::statement().
[[nodiscard]] FundSheet fund_statement(storage::Reader const& reader, identity::Context const& context, records::Records const& records,
                                         BookTitles const& titles, funds::FundId fund, Period period);
// One row for each payment and for each one that was taken back, by day; their sum.
[[nodiscard]] FundSheet beneficiaries_ledger(storage::Reader const& reader, identity::Context const& context, records::Records const& records,
                                               BookTitles const& titles, funds::FundId fund, Period period);
// The gifts of the period, what became of each by today, and a line of thanks for each donor.
[[nodiscard]] FundSheet gifts_ledger(storage::Reader const& reader, identity::Context const& context, records::Records const& records,
                                       BookTitles const& titles, funds::FundId fund, Period period);
// What funds::sample() draws, with room for what the auditor finds.
[[nodiscard]] FundSheet audit_sample(storage::Reader const& reader, identity::Context const& context, records::Records const& records,
                                       BookTitles const& titles, funds::FundId fund, std::int64_t year, int size, std::uint64_t seed);

}  // namespace niangjia::reports
