#include "http/funds_views.h"

#include <algorithm>
#include <numeric>

#include "base/chinese.h"
#include "base/error.h"
#include "http/messages.h"
#include "http/record_views.h"
#include "portal/funds.h"

namespace niangjia::http::fund_views {
namespace {

using S = Schema;
using funds::Account;
using funds::Fen;

constexpr Message no_receipt{ErrorKind::NotFound, "funds.no-receipt", "这条记录没有开过收据", "No receipt was given for this record"};
constexpr std::string_view own_money_title = "本资金自有（会费、利息等）";

Schema statement_line() {
    return S::named("StatementLine", S::object({S::required("account", S::text()), S::required("title", S::text_pair()), S::required("source", S::text()),
                                                S::required("sourceTitle", S::text_pair()), S::required("programme", S::text()), S::required("programmeTitle", S::text_pair()),
                                                S::required("amount", S::integer())}));
}

void nullable_text(JsonWriter& json, std::string_view name, std::string_view text) {
    json.key(name);
    if (text.empty()) {
        json.null();
    } else {
        json.text(text);
    }
}

void nullable_number(JsonWriter& json, std::string_view name, std::optional<std::int64_t> number) {
    json.key(name);
    if (number) {
        json.number(*number);
    } else {
        json.null();
    }
}

void nullable_id(JsonWriter& json, std::string_view name, std::optional<std::int64_t> id) {
    json.key(name);
    if (id) {
        json.id(*id);
    } else {
        json.null();
    }
}

Fen on(std::vector<funds::Balance> const& balances, std::initializer_list<Account> accounts) {
    Fen sum = 0;
    for (auto const& balance : balances) {
        if (std::ranges::find(accounts, balance.account) != accounts.end()) sum += balance.net();
    }
    return sum;
}

void write_lines(JsonWriter& json, reports::BookTitles const& titles, std::string_view name, std::vector<funds::Statement::Line> const& lines) {
    json.key(name).open_array();
    for (auto const& line : lines) {
        json.open_object().member("account", funds::name_of(line.account)).member("title", funds::title_of(line.account)).member("source", line.source);
        json.member("sourceTitle", titles.source(line.source)).member("programme", line.programme).member("programmeTitle", titles.programme(line.programme));
        json.member("amount", line.amount).close_object();
    }
    json.close_array();
}

Fen sum_of(std::vector<funds::Statement::Line> const& lines) {
    return std::accumulate(lines.begin(), lines.end(), Fen{0}, [](Fen sum, funds::Statement::Line const& line) { return sum + line.amount; });
}

std::vector<identity::AccountId> accounts_of(std::span<funds::Voucher const> vouchers) {
    std::vector<identity::AccountId> accounts;
    for (auto const& voucher : vouchers) accounts.push_back(voucher.account);
    return accounts;
}

// The titles of funds, wherever they are kept.
std::unordered_map<records::RecordId, records::Named> named(storage::Reader const& reader, identity::Context const& context, Installation const& installation,
                                                            std::vector<funds::FundId> funds) {
    std::ranges::sort(funds);
    funds.erase(std::unique(funds.begin(), funds.end()), funds.end());
    return installation.records.named(reader, context, funds);
}

std::string_view title_in(std::unordered_map<records::RecordId, records::Named> const& named, records::RecordId id) {
    auto const found = named.find(id);
    return found == named.end() ? std::string_view{} : std::string_view{found->second.title};
}

std::string_view name_in(std::unordered_map<std::int64_t, std::string> const& names, std::int64_t id) {
    auto const found = names.find(id);
    return found == names.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

Schema fund() {
    return S::named("Fund", S::object({S::required("record", S::text()), S::required("title", S::text()), S::required("org", S::code()), S::required("orgName", S::text()),
                                       S::required("kind", S::enum_of({"money", "loans"})), S::required("state", S::text()), S::required("stateTitle", S::nullable(S::text_pair())),
                                       S::required("opens", S::day()), S::required("closed", S::nullable(S::day())), S::required("closedThrough", S::nullable(S::day())),
                                       S::required("until", S::nullable(S::day())), S::required("programmes", S::array(S::text())),
                                       S::required("programmeTitles", S::array(S::text_pair())), S::required("bank", S::integer()), S::required("transit", S::integer()),
                                       S::required("store", S::integer()), S::required("received", S::integer()), S::required("used", S::integer()),
                                       S::required("loans", S::integer()), S::required("overdue", S::integer()), S::required("claims", S::nullable(S::integer()))}));
}

Schema fund_in_full() {
    auto const plan = S::object({S::required("year", S::integer()), S::required("programme", S::text()), S::required("title", S::text_pair()),
                                 S::required("planned", S::nullable(S::integer())), S::required("used", S::integer())});
    auto const balance = S::object({S::required("account", S::text()), S::required("title", S::text_pair()), S::required("net", S::integer())});
    return S::named("FundInFull", fund().with({S::required("plans", S::array(plan)), S::required("balances", S::array(balance))}));
}

Schema statement() {
    auto const lines = S::array(statement_line());
    return S::named("FundStatement", S::object({S::required("from", S::day()), S::required("to", S::day()), S::required("opening", lines), S::required("income", lines),
                                                S::required("uses", lines), S::required("closing", lines), S::required("openingSum", S::integer()),
                                                S::required("incomeSum", S::integer()), S::required("usesSum", S::integer()), S::required("closingSum", S::integer())}));
}

Schema voucher() {
    auto const line = S::object({S::required("pot", S::nullable(S::text())), S::required("debit", S::text_pair()), S::required("credit", S::text_pair()),
                                 S::required("amount", S::integer())});
    return S::named("Voucher", S::object({S::required("id", S::id()), S::required("number", S::text()), S::required("day", S::day()), S::required("deed", S::text()),
                                          S::required("deedTitle", S::text_pair()), S::required("amount", S::integer()), S::required("fund", S::text()),
                                          S::required("fundTitle", S::text()), S::required("record", S::text()), S::required("title", S::text()), S::required("org", S::text()),
                                          S::required("orgName", S::text()), S::required("programme", S::text()), S::required("programmeTitle", S::text_pair()),
                                          S::required("person", S::nullable(S::text())), S::required("account", S::text()), S::required("reverses", S::nullable(S::id())),
                                          S::required("reversedBy", S::nullable(S::id())), S::required("lines", S::array(line))}));
}

Schema pot() {
    return S::named("Pot", S::object({S::required("record", S::text()), S::required("title", S::text()), S::required("source", S::text()), S::required("sourceTitle", S::text_pair()),
                                      S::required("income", S::text()), S::required("incomeTitle", S::text_pair()), S::required("day", S::day()),
                                      S::required("received", S::integer()), S::required("used", S::integer()), S::required("left", S::integer()),
                                      S::required("programme", S::text()), S::required("programmeTitle", S::text_pair()), S::required("person", S::nullable(S::text())),
                                      S::required("until", S::nullable(S::day())), S::required("unit", S::nullable(S::integer()))}));
}

Schema books() {
    auto const one = S::object({S::required("number", S::text()), S::required("year", S::integer()), S::required("day", S::day()), S::required("amount", S::integer()),
                                S::required("void", S::boolean()), S::required("code", S::text())});
    return S::named("Books", S::object({S::required("vouchers", S::array(voucher())), S::required("receipts", S::array(one))}));
}

Schema receipt() {
    return S::named("Receipt", S::object({S::required("number", S::text()), S::required("code", S::text()), S::required("day", S::day()), S::required("donor", S::text()),
                                          S::required("amount", S::integer()), S::required("amountInWords", S::text()), S::required("fund", S::text()), S::required("org", S::text()),
                                          S::required("said", S::text()), S::required("handler", S::text()), S::required("void", S::boolean())}));
}

std::vector<Parameter> page_parameters() {
    return {{"after", S::text(1, 2000), false, {"从哪里接着列", "Where the list goes on: the last answer's next"}}, {"limit", S::integer(1, 200)}};
}

std::optional<Cursor> after(Call const& call, std::string_view shape) { return views::read_after(call.maybe_text("after"), shape); }

records::RecordId number(Call const& call, std::string_view name) { return records::parse_number(call.text(name)).value_or(0); }

Funds::Funds(storage::Reader const& reader, identity::Context const& context, Installation const& installation, reports::BookTitles const& titles,
             std::span<funds::Fund const> funds)
    : titles_{&titles} {
    std::vector<funds::FundId> ids;
    std::vector<org::Code> codes;
    for (auto const& fund : funds) {
        ids.push_back(fund.id);
        codes.push_back(fund.org);
    }
    named_ = named(reader, context, installation, ids);
    // Whoever sees the fund sees in which state it is, also where its record lies above her.
    records_ = installation.records.fetch_many(reader, context.as_system(), ids);
    orgs_ = org::short_names(reader, codes);
    balances_ = funds::balances(reader, std::span<funds::FundId const>{ids});
}

void Funds::write_members(JsonWriter& json, funds::Fund const& fund, bool reached) const {
    auto const record = records_.find(fund.id);
    json.member("record", records::number_text(fund.id)).member("title", title_in(named_, fund.id)).member("org", fund.org.text());
    json.member("orgName", name_in(orgs_, fund.org.value())).member("kind", fund.kind == funds::Kind::Money ? "money" : "loans");
    json.member("state", record == records_.end() ? std::string_view{} : std::string_view{record->second.state->name}).key("stateTitle");
    if (record == records_.end()) {
        json.null();
    } else {
        json.text(record->second.state->title);
    }
    json.member("opens", fund.opens.iso());
    views::member(json, "closed", fund.closed);
    views::member(json, "closedThrough", fund.closed_through);
    views::member(json, "until", fund.until);
    json.key("programmes").open_array();
    for (auto const& programme : fund.programmes) json.text(programme);
    json.close_array().key("programmeTitles").open_array();
    for (auto const& programme : fund.programmes) json.text(titles_->programme(programme));
    json.close_array();
    auto const found = balances_.find(fund.id);
    auto const balances = found == balances_.end() ? std::vector<funds::Balance>{} : found->second;
    json.member("bank", on(balances, {Account::Bank})).member("transit", on(balances, {Account::Transit})).member("store", on(balances, {Account::Store}));
    // The bank's money that women borrowed is not the fund's income.
    json.member("received", on(balances, {Account::Gifts, Account::Allocations, Account::Dues, Account::Interest, Account::Proceeds, Account::MovedIn, Account::Found}));
    json.member("used", on(balances, {Account::Spent, Account::MovedOut, Account::Lost, Account::WrittenOff}));
    json.member("loans", on(balances, {Account::Loans})).member("overdue", on(balances, {Account::Overdue}));
    nullable_number(json, "claims", reached ? std::optional{on(balances, {Account::Claims})} : std::nullopt);
}

void Funds::write(JsonWriter& json, funds::Fund const& fund) const {
    json.open_object();
    write_members(json, fund, true);
    json.close_object();
}

void write_more(JsonWriter& json, reports::BookTitles const& titles, std::vector<funds::Plan> const& plans, std::vector<funds::Balance> const& balances) {
    json.key("plans").open_array();
    for (auto const& plan : plans) {
        json.open_object().member("year", plan.year).member("programme", plan.programme);
        json.member("title", plan.programme.empty() ? Text{"合计", "In all"} : titles.programme(plan.programme));
        nullable_number(json, "planned", plan.planned);
        json.member("used", plan.used).close_object();
    }
    json.close_array().key("balances").open_array();
    for (auto const& balance : balances) {
        json.open_object().member("account", funds::name_of(balance.account)).member("title", funds::title_of(balance.account)).member("net", balance.net()).close_object();
    }
    json.close_array();
}

void write(JsonWriter& json, reports::BookTitles const& titles, funds::Statement const& statement) {
    json.open_object().member("from", statement.from.iso()).member("to", statement.to.iso());
    write_lines(json, titles, "opening", statement.opening);
    write_lines(json, titles, "income", statement.income);
    write_lines(json, titles, "uses", statement.uses);
    write_lines(json, titles, "closing", statement.closing);
    json.member("openingSum", sum_of(statement.opening)).member("incomeSum", sum_of(statement.income)).member("usesSum", sum_of(statement.uses));
    json.member("closingSum", sum_of(statement.closing)).close_object();
}

reports::Opened write(JsonWriter& json, storage::Reader const& reader, identity::Context const& context, Installation const& installation,
                      reports::BookTitles const& titles, std::span<funds::Voucher const> vouchers) {
    std::vector<funds::VoucherId> ids;
    std::vector<records::RecordId> behind_them;
    std::vector<people::PersonId> persons;
    std::vector<funds::FundId> of_funds;
    for (auto const& voucher : vouchers) {
        ids.push_back(voucher.id);
        behind_them.push_back(voucher.record);
        of_funds.push_back(voucher.fund);
        if (voucher.person) persons.push_back(*voucher.person);
    }
    reports::BookRecords const behind{reader, context, installation.records, behind_them, std::move(persons)};
    auto const funds = named(reader, context, installation, std::move(of_funds));
    auto const accounts = record_views::account_titles(reader, accounts_of(vouchers));
    auto const postings = funds::postings_of_vouchers(reader, ids);
    for (auto const& voucher : vouchers) {
        auto const* record = behind.find(voucher.record);
        json.open_object().key("id").id(voucher.id).member("number", voucher.number()).member("day", voucher.day.iso()).member("deed", funds::name_of(voucher.deed));
        json.member("deedTitle", funds::title_of(voucher.deed)).member("amount", voucher.amount).member("fund", records::number_text(voucher.fund));
        json.member("fundTitle", title_in(funds, voucher.fund)).member("record", record == nullptr ? std::string{} : records::number_text(voucher.record));
        json.member("title", behind.title(voucher.record)).member("org", record == nullptr ? std::string{} : record->org.text());
        json.member("orgName", behind.org_name(voucher.record)).member("programme", voucher.programme).member("programmeTitle", titles.programme(voucher.programme));
        nullable_text(json, "person", behind.person(voucher.record, voucher.person));
        json.member("account", record_views::title_in(accounts, voucher.account));
        nullable_id(json, "reverses", voucher.reverses);
        nullable_id(json, "reversedBy", voucher.reversed_by);
        json.key("lines").open_array();
        if (auto const lines = postings.find(voucher.id); lines != postings.end()) {
            for (auto const& line : lines->second) {
                // Of a record that she does not reach not even the number is told.
                bool const named_pot = line.pot != funds::own_money && (line.pot != voucher.record || record != nullptr);
                json.open_object();
                nullable_text(json, "pot", named_pot ? records::number_text(line.pot) : std::string{});
                json.member("debit", funds::title_of(line.debit)).member("credit", funds::title_of(line.credit)).member("amount", line.amount).close_object();
            }
        }
        json.close_array().close_object();
    }
    return behind.opened();
}

reports::Opened write(JsonWriter& json, storage::Reader const& reader, identity::Context const& context, Installation const& installation,
                      reports::BookTitles const& titles, std::span<funds::Pot const> pots) {
    std::vector<records::RecordId> ids;
    std::vector<people::PersonId> persons;
    for (auto const& pot : pots) {
        if (pot.id != funds::own_money) ids.push_back(pot.id);
        if (pot.restriction.person) persons.push_back(*pot.restriction.person);
    }
    reports::BookRecords const behind{reader, context, installation.records, ids, std::move(persons)};
    for (auto const& pot : pots) {
        bool const reached = behind.find(pot.id) != nullptr;
        json.open_object().member("record", reached ? records::number_text(pot.id) : std::string{});
        json.member("title", pot.id == funds::own_money ? std::string{own_money_title} : behind.title(pot.id)).member("source", pot.source);
        json.member("sourceTitle", titles.source(pot.source)).member("income", funds::name_of(pot.income)).member("incomeTitle", funds::title_of(pot.income));
        json.member("day", pot.day.iso()).member("received", pot.received).member("used", pot.used).member("left", pot.left);
        json.member("programme", pot.restriction.programme).member("programmeTitle", titles.programme(pot.restriction.programme));
        nullable_text(json, "person", behind.person(pot.id, pot.restriction.person));
        views::member(json, "until", pot.restriction.until);
        nullable_number(json, "unit", pot.unit);
        json.close_object();
    }
    return behind.opened();
}

Response books_answer(storage::Reader const& reader, identity::Context const& context, Installation const& installation, reports::BookTitles const& titles,
                      records::RecordId fetched) {
    auto const vouchers = funds::vouchers_of_record(reader, fetched);
    auto const receipts = funds::receipts_of_record(reader, fetched);
    auto const keys = installation.people.keys(reader);
    JsonWriter json;
    json.open_object().key("vouchers").open_array();
    // The record alone stands behind them, and whoever fetched it was noted for that.
    (void)write(json, reader, context, installation, titles, vouchers);
    json.close_array().key("receipts").open_array();
    for (auto const& receipt : receipts) {
        auto const voucher = std::ranges::find(vouchers, receipt.voucher, &funds::Voucher::id);
        json.open_object().member("number", receipt.number()).member("year", receipt.year).member("day", voucher->day.iso()).member("amount", voucher->amount);
        json.member("void", voucher->reversed_by.has_value()).member("code", portal::receipt_code(*keys, receipt)).close_object();
    }
    json.close_array().close_object();
    return Response::json(std::move(json));
}

Response receipt_answer(storage::Reader const& reader, identity::Context const& context, Installation const& installation, records::RecordId fetched,
                        std::optional<std::string> const& wanted) {
    auto const vouchers = funds::vouchers_of_record(reader, fetched);
    auto receipts = funds::receipts_of_record(reader, fetched);
    if (wanted) std::erase_if(receipts, [&](funds::Receipt const& one) { return one.number() != *wanted; });
    if (receipts.empty()) throw error(no_receipt);
    auto const voucher_of = [&](funds::Receipt const& receipt) { return std::ranges::find(vouchers, receipt.voucher, &funds::Voucher::id); };
    // The last one that stands, else the last one.
    auto const standing = std::find_if(receipts.rbegin(), receipts.rend(), [&](funds::Receipt const& one) { return !voucher_of(one)->reversed_by; });
    auto const& receipt = standing == receipts.rend() ? receipts.back() : *standing;
    auto const& voucher = *voucher_of(receipt);
    reports::BookRecords const behind{reader, context, installation.records, {fetched}};
    auto const place = org::find(reader, receipt.org);
    auto const funds = named(reader, context, installation, {voucher.fund});
    auto const accounts = record_views::account_titles(reader, {voucher.account});
    JsonWriter json;
    json.open_object().member("number", receipt.number()).member("code", portal::receipt_code(*installation.people.keys(reader), receipt));
    json.member("day", voucher.day.iso()).member("donor", behind.donor(fetched)).member("amount", voucher.amount).member("amountInWords", chinese_capitals(voucher.amount));
    json.member("fund", title_in(funds, voucher.fund)).member("org", place ? place->name : std::string{}).member("said", behind.said(fetched));
    json.member("handler", record_views::title_in(accounts, voucher.account)).member("void", voucher.reversed_by.has_value()).close_object();
    return Response::json(std::move(json));
}

}  // namespace niangjia::http::fund_views
