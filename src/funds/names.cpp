#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "funds/funds.h"

namespace niangjia::funds {
namespace {

template <class Key>
struct Named {
    Key key;
    std::string_view name;
    Text title;
};

Named<Account> const& named(Account account) {
    static std::array<Named<Account>, 18> const all{{{Account::Bank, "bank", {"银行存款和现金", "At the bank"}},
                                                     {Account::Transit, "transit", {"在途款", "On its way"}},
                                                     {Account::Store, "store", {"库存物资", "Goods in store"}},
                                                     {Account::Loans, "loans", {"贷款余额", "Loans not due"}},
                                                     {Account::Overdue, "overdue", {"逾期贷款", "Loans overdue"}},
                                                     {Account::Claims, "claims", {"代偿待追", "Paid in her stead, owed"}},
                                                     {Account::Gifts, "gifts", {"捐赠收入", "Gifts"}},
                                                     {Account::Allocations, "allocations", {"拨款收入", "Allocations"}},
                                                     {Account::Dues, "dues", {"会费（互助金）收入", "Dues"}},
                                                     {Account::Interest, "interest", {"利息收入", "Interest"}},
                                                     {Account::Proceeds, "proceeds", {"义卖等收入", "Proceeds"}},
                                                     {Account::MovedIn, "moved-in", {"调入", "From another fund"}},
                                                     {Account::Found, "found", {"物资盘盈", "Goods found"}},
                                                     {Account::Lender, "lender", {"银行放款", "Lent by the bank"}},
                                                     {Account::Spent, "spent", {"资助支出", "Spent"}},
                                                     {Account::MovedOut, "moved-out", {"调出", "To another fund"}},
                                                     {Account::Lost, "lost", {"物资盘亏", "Goods lost"}},
                                                     {Account::WrittenOff, "written-off", {"核销", "Written off"}}}};
    for (auto const& one : all) {
        if (one.key == account) return one;
    }
    return all.front();  // the database knows no other code
}

Named<Deed> const& named(Deed deed) {
    static std::array<Named<Deed>, 17> const all{{{Deed::Receive, "receive", {"收款", "Received"}},
                                                  {Deed::Pay, "pay", {"支付", "Paid"}},
                                                  {Deed::Reserve, "reserve", {"送银行发放", "Sent to the bank"}},
                                                  {Deed::Settle, "settle", {"银行已发放", "Arrived"}},
                                                  {Deed::TakeIn, "take-in", {"物资入库", "Goods taken in"}},
                                                  {Deed::HandOut, "hand-out", {"物资发放", "Goods handed out"}},
                                                  {Deed::Stocktake, "stocktake", {"盘点", "Stocktake"}},
                                                  {Deed::Move, "move", {"资金调出", "Moved out"}},
                                                  {Deed::Lend, "lend", {"放款", "Lent"}},
                                                  {Deed::Repay, "repay", {"还款", "Repaid"}},
                                                  {Deed::FallDue, "fall-due", {"转逾期", "Overdue"}},
                                                  {Deed::Guarantee, "guarantee", {"代偿", "Guarantee called"}},
                                                  {Deed::Recover, "recover", {"追回代偿款", "Recovered"}},
                                                  {Deed::WriteOff, "write-off", {"核销", "Written off"}},
                                                  {Deed::Reverse, "reverse", {"冲销", "Reversed"}},
                                                  {Deed::MovedIn, "moved-in", {"资金调入", "Moved in"}},
                                                  {Deed::Discharge, "discharge", {"代偿还款", "Paid by the guarantor"}}}};
    for (auto const& one : all) {
        if (one.key == deed) return one;
    }
    return all.front();
}

// How many of a code's twelve digits its level leaves; the rest are zeros.
std::size_t digits_of(org::Level level) {
    constexpr std::array<std::size_t, 6> digits{1, 2, 4, 6, 9, 12};
    return digits[std::min(static_cast<std::size_t>(level), digits.size() - 1)];
}

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc{} && end == text.data() + text.size() && value > 0 ? std::optional{value} : std::nullopt;
}

}  // namespace

Text const& title_of(Account account) { return named(account).title; }
std::string_view name_of(Account account) { return named(account).name; }
Text const& title_of(Deed deed) { return named(deed).title; }
std::string_view name_of(Deed deed) { return named(deed).name; }

std::string Voucher::number() const { return fmt::format("{}-{:06}", year, n); }

std::string Receipt::number() const {
    auto const text = org.text();
    return fmt::format("{}-{}-{:06}", text.size() > 12 ? text : text.substr(0, digits_of(org.level())), year, n);
}

std::optional<Receipt> Receipt::parse(std::string_view number) {
    auto const first = number.find('-');
    auto const last = number.rfind('-');
    if (first == std::string_view::npos || first == last) return std::nullopt;
    auto const code = org::Code::parse(number.substr(0, first));
    auto const year = number_in(number.substr(first + 1, last - first - 1));
    auto const n = number_in(number.substr(last + 1));
    if (!code || !year || !n) return std::nullopt;
    return Receipt{*code, *year, *n, 0};
}

}  // namespace niangjia::funds
