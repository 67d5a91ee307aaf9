// What the routes of funds and of batches share: how funds, vouchers, pots, statements and receipts are written.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "funds/funds.h"
#include "http/routes.h"
#include "http/views.h"
#include "reports/funds.h"

namespace niangjia::http::fund_views {

[[nodiscard]] Schema fund();
[[nodiscard]] Schema fund_in_full();
[[nodiscard]] Schema statement();
[[nodiscard]] Schema voucher();
[[nodiscard]] Schema pot();
[[nodiscard]] Schema books();
[[nodiscard]] Schema receipt();

// ?after and ?limit of a list.
[[nodiscard]] std::vector<Parameter> page_parameters();
// ?after; nothing on the first page. Error (Invalid, http.cursor) when it is not of that shape.
[[nodiscard]] std::optional<Cursor> after(Call const& call, std::string_view shape);
// The record that ?name or {name} names by its number. 0, which no record has, when it is no number.
[[nodiscard]] records::RecordId number(Call const& call, std::string_view name);

// The members of an open object for each fund, with what they need fetched together. Unscoped: the caller was let in to them before.
class Funds {
  public:
    Funds(storage::Reader const& reader, identity::Context const& context, Installation const& installation, reports::BookTitles const& titles,
          std::span<funds::Fund const> funds);
    // fund(). What it has a claim on is for those who reach it.
    void write_members(JsonWriter& json, funds::Fund const& fund, bool reached) const;
    void write(JsonWriter& json, funds::Fund const& fund) const;

  private:
    reports::BookTitles const* titles_;
    std::unordered_map<records::RecordId, records::Named> named_;
    std::unordered_map<records::RecordId, records::Record> records_;
    std::unordered_map<std::int64_t, std::string> orgs_;
    std::map<funds::FundId, std::vector<funds::Balance>> balances_;
};

// What fund_in_full() has beside fund().
void write_more(JsonWriter& json, reports::BookTitles const& titles, std::vector<funds::Plan> const& plans, std::vector<funds::Balance> const& balances);
void write(JsonWriter& json, reports::BookTitles const& titles, funds::Statement const& statement);  // statement()
// voucher() and pot(), one after the other. Which sealed records were opened for that.
[[nodiscard]] reports::Opened write(JsonWriter& json, storage::Reader const& reader, identity::Context const& context, Installation const& installation,
                                    reports::BookTitles const& titles, std::span<funds::Voucher const> vouchers);
[[nodiscard]] reports::Opened write(JsonWriter& json, storage::Reader const& reader, identity::Context const& context, Installation const& installation,
                                    reports::BookTitles const& titles, std::span<funds::Pot const> pots);
// books() and receipt() of a record that was fetched.
[[nodiscard]] Response books_answer(storage::Reader const& reader, identity::Context const& context, Installation const& installation, reports::BookTitles const& titles,
                                    records::RecordId fetched);
// The receipt of that number; without one the last that stands, or the last. Error (NotFound, funds.no-receipt) where none was given.
[[nodiscard]] Response receipt_answer(storage::Reader const& reader, identity::Context const& context, Installation const& installation, records::RecordId fetched,
                                      std::optional<std::string> const& wanted);

}  // namespace niangjia::http::fund_views
