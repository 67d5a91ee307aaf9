// The sheets of a fund.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/chinese.h"
#include "base/error.h"
#include "identity/identity.h"
#include "org/org.h"
#include "reports/funds.h"
#include "reports/xlsx.h"

namespace niangjia::reports {
namespace {

using funds::Account;
using funds::Deed;
using funds::Fen;

constexpr Message backwards{ErrorKind::Invalid, "reports.backwards", "起始日晚于截止日，请调换", "The period ends before it begins; exchange the days"};
constexpr Message too_many{ErrorKind::TooLarge, "reports.too-many-records", "超过 20 万条，请缩短期间后分次导出", "More than 200,000 rows; shorten the period and export it in parts"};
constexpr std::size_t most_rows = 200'000;
constexpr int at_once = 1'000;
constexpr std::string_view signatures = "制表人：　　　　　　　　复核人：　　　　　　　　负责人：　　　　　　　　日期：　　　　年　　月　　日";
constexpr std::string_view audit_signatures = "审查人：　　　　　　　　被审单位经办人：　　　　　　　　被审单位负责人：　　　　　　　　日期：　　　　年　　月　　日";
constexpr std::string_view mask_note = "姓名按权限遮盖；业务不在查看范围内的，只列凭证号和金额。";

// The fund's own heading and who keeps it.
struct Head {
    funds::Fund fund;
    std::string title;
    std::string org_name;
};

Head head_of(storage::Reader const& reader, identity::Context const& context, records::Records const& records, funds::FundId id) {
    Head head{reached_fund(reader, context, id, identity::Permission::Export), {}, {}};
    auto const named = records.named(reader, context, {id});
    if (auto const found = named.find(id); found != named.end()) head.title = found->second.title;
    if (auto const place = org::find(reader, head.fund.org)) head.org_name = place->name;
    return head;
}

Workbook book_of(Head const& head, std::string_view what, identity::Context const& context) {
    Workbook book{head.title + std::string{what}, head.org_name, context.today()};
    book.add_note(fmt::format("单位：{}；资金：{}（{}）；导出日期：{}。", head.org_name, head.title, records::number_text(head.fund.id), context.today().iso()));
    return book;
}

std::string heading(Head const& head, std::string_view what, std::string_view when) { return fmt::format("{}“{}”{}（{}）", head.org_name, head.title, what, when); }

Fen sum_of(std::vector<funds::Statement::Line> const& lines) {
    return std::accumulate(lines.begin(), lines.end(), Fen{0}, [](Fen sum, funds::Statement::Line const& line) { return sum + line.amount; });
}

bool could_pay(Deed deed) { return deed == Deed::Pay || deed == Deed::Settle || deed == Deed::HandOut || deed == Deed::Reverse; }

// A voucher that spent, and how much; below nothing when it took back what was spent.
struct Payment {
    funds::Voucher voucher;
    Fen amount = 0;
};

// By day, then by number.
std::vector<Payment> payments(storage::Reader const& reader, funds::FundId fund, Period period) {
    std::vector<Payment> all;
    std::optional<funds::AfterVoucher> after = funds::AfterVoucher{period.to.year() + 1, 0};
    for (bool more = true; more;) {
        auto const page = funds::vouchers(reader, fund, std::nullopt, after, at_once);
        std::vector<funds::VoucherId> ids;
        for (auto const& voucher : page) {
            if (period.holds(voucher.day) && could_pay(voucher.deed)) ids.push_back(voucher.id);
        }
        auto const postings = funds::postings_of_vouchers(reader, ids);
        for (auto const& voucher : page) {
            auto const lines = postings.find(voucher.id);
            if (lines == postings.end()) continue;
            Fen spent = 0;
            for (auto const& line : lines->second) {
                spent += line.debit == Account::Spent ? line.amount : 0;
                spent -= line.credit == Account::Spent ? line.amount : 0;
            }
            if (spent == 0) continue;
            if (all.size() == most_rows) throw error(too_many);
            all.push_back({voucher, spent});
        }
        more = page.size() == static_cast<std::size_t>(at_once) && page.back().year >= period.from.year();
        if (more) after = funds::AfterVoucher{page.back().year, page.back().n};
    }
    std::ranges::sort(all, {}, [](Payment const& one) { return std::tuple{one.voucher.day, one.voucher.year, one.voucher.n}; });
    return all;
}

// The gifts of the period, by day.
std::vector<funds::Pot> gifts(storage::Reader const& reader, funds::FundId fund, Period period) {
    std::vector<funds::Pot> all;
    std::optional<funds::PotId> after;
    for (bool more = true; more;) {
        auto page = funds::pots(reader, fund, after, at_once);
        more = page.size() == static_cast<std::size_t>(at_once) && page.back().day >= period.from;
        if (more) after = page.back().id;
        for (auto& pot : page) {
            if (pot.income != Account::Gifts || pot.id == funds::own_money || !period.holds(pot.day)) continue;
            if (all.size() == most_rows) throw error(too_many);
            all.push_back(std::move(pot));
        }
    }
    std::ranges::reverse(all);
    return all;
}

// Calls visit with slices that hold at most `at_once`.
template <class T, class F>
void in_slices(std::vector<T> const& all, F&& visit) {
    for (std::size_t at = 0; at < all.size(); at += static_cast<std::size_t>(at_once)) {
        visit(std::span<T const>{all}.subspan(at, std::min(static_cast<std::size_t>(at_once), all.size() - at)));
    }
}

// A record stands behind several vouchers; it is opened once.
void add(Opened& opened, BookRecords const& behind) {
    for (auto& record : behind.opened()) {
        if (std::ranges::find(opened, record.id, &records::Record::id) == opened.end()) opened.push_back(std::move(record));
    }
}

std::string remark(funds::Voucher const& voucher) {
    if (voucher.reverses) return "冲销";
    return voucher.reversed_by ? "已冲销" : "";
}

std::string uses_in_words(std::vector<funds::Purpose> const& purposes, BookTitles const& titles) {
    std::string text;
    for (auto const& purpose : purposes) {
        text += fmt::format("{}{} {} 笔 {} 元", text.empty() ? "" : "；", titles.programme(purpose.programme).zh, purpose.payments, yuan(purpose.amount));
    }
    return text;
}

}  // namespace

FundSheet fund_statement(storage::Reader const& reader, identity::Context const& context, records::Records const& records, BookTitles const& titles,
                           funds::FundId fund, Period period) {
    auto const head = head_of(reader, context, records, fund);
    auto const statement = funds::statement(reader, fund, period.from, period.to);
    auto book = book_of(head, "收支表", context);
    book.open_sheet("收支表", heading(head, "收支表", chinese_period(period)),
                    {{.title = "部分", .meaning = "期初结存、收入、贷入（银行的钱）、支出、期末结存"},
                     {.title = "科目", .meaning = "账簿里的科目", .source = "记账凭证"},
                     {.title = "资金来源", .meaning = "收到时登记的来源"},
                     {.title = "用于项目", .meaning = "支出所属的工作项目"},
                     {.title = "金额", .type = CellType::Money, .meaning = "冲销的已经减去", .source = "按月汇总的分录"}});
    auto const part = [&](std::string const& name, std::vector<funds::Statement::Line> const& lines) {
        for (auto const& line : lines) book.add_row({name, funds::title_of(line.account).zh, titles.source(line.source).zh, titles.programme(line.programme).zh, line.amount});
        book.add_row({name, std::string{"合计"}, std::string{}, std::string{}, sum_of(lines)});
    };
    // What a bank lends is owed to it and nobody's income.
    auto income = statement.income;
    auto const lent = std::ranges::stable_partition(income, [](funds::Statement::Line const& line) { return line.account != Account::Lender; });
    std::vector<funds::Statement::Line> const borrowed(lent.begin(), lent.end());
    income.erase(lent.begin(), lent.end());
    part("期初结存", statement.opening);
    part("收入", income);
    if (!borrowed.empty()) part("贷入", borrowed);
    part("支出", statement.uses);
    part("期末结存", statement.closing);
    book.add_signatures(signatures);
    book.add_note(borrowed.empty() ? "期初结存加收入减支出，等于期末结存。" : "期初结存加收入、贷入，减支出，等于期末结存；贷入是银行放给借款人、减去已还的。");
    return {std::move(book).bytes(), {}};
}

FundSheet beneficiaries_ledger(storage::Reader const& reader, identity::Context const& context, records::Records const& records, BookTitles const& titles,
                                 funds::FundId fund, Period period) {
    auto const head = head_of(reader, context, records, fund);
    if (period.to < period.from) throw error(backwards).with_pointer("?from");
    auto const all = payments(reader, fund, period);
    auto book = book_of(head, "发放台账", context);
    book.open_sheet("发放台账", heading(head, "发放台账", chinese_period(period)),
                    {{.title = "日期", .type = CellType::Date, .meaning = "支出之日"},
                     {.title = "凭证号", .meaning = "年度和序号"},
                     {.title = "姓名（单位）", .meaning = "领款的人或单位"},
                     {.title = "所在地", .meaning = "业务所属的组织"},
                     {.title = "项目"},
                     {.title = "方式"},
                     {.title = "金额", .type = CellType::Money, .meaning = "物资按入库价值计；冲销的为负数", .source = "记账凭证"},
                     {.title = "业务编号"},
                     {.title = "备注"}});
    Fen sum = 0;
    Opened opened;
    in_slices(all, [&](std::span<Payment const> slice) {
        std::vector<records::RecordId> ids;
        std::vector<people::PersonId> persons;
        for (auto const& [voucher, amount] : slice) {
            ids.push_back(voucher.record);
            if (voucher.person) persons.push_back(*voucher.person);
        }
        BookRecords const behind{reader, context, records, ids, std::move(persons)};
        add(opened, behind);
        for (auto const& [voucher, amount] : slice) {
            bool const reached = behind.find(voucher.record) != nullptr;
            book.add_row({voucher.day, voucher.number(), behind.payee(voucher.record, voucher.person), behind.org_name(voucher.record), titles.programme(voucher.programme).zh,
                          funds::title_of(voucher.deed).zh, amount, reached ? records::number_text(voucher.record) : std::string{}, remark(voucher)});
            sum += amount;
        }
    });
    book.add_row({std::string{"合计"}, std::string{}, std::string{}, std::string{}, std::string{}, std::string{}, sum});
    book.add_signatures(signatures);
    book.add_note(mask_note);
    return {std::move(book).bytes(), std::move(opened)};
}

FundSheet gifts_ledger(storage::Reader const& reader, identity::Context const& context, records::Records const& records, BookTitles const& titles,
                         funds::FundId fund, Period period) {
    auto const head = head_of(reader, context, records, fund);
    if (period.to < period.from) throw error(backwards).with_pointer("?from");
    auto const all = gifts(reader, fund, period);
    auto book = book_of(head, "捐赠明细", context);
    book.open_sheet("捐赠明细", heading(head, "捐赠明细", chinese_period(period)),
                    {{.title = "日期", .type = CellType::Date, .meaning = "收到之日"},
                     {.title = "捐赠人"},
                     {.title = "收据编号", .meaning = "单位、年度和序号"},
                     {.title = "资金来源"},
                     {.title = "指定项目", .meaning = "捐赠人指定只用于这个项目"},
                     {.title = "指定受助人"},
                     {.title = "金额", .type = CellType::Money, .meaning = "冲销的为零；物资按入库价值计"},
                     {.title = "已使用", .type = CellType::Money, .meaning = "到导出之日"},
                     {.title = "结余", .type = CellType::Money, .meaning = "到导出之日还在账上或库里的"},
                     {.title = "用途", .meaning = "用于哪些项目、几笔、多少"},
                     {.title = "捐赠人的心愿"},
                     {.title = "业务编号"},
                     {.title = "状态"}});
    std::vector<std::vector<Cell>> thanks;
    Fen received = 0, used = 0, left = 0;
    Opened opened;
    in_slices(all, [&](std::span<funds::Pot const> slice) {
        std::vector<records::RecordId> ids;
        std::vector<people::PersonId> persons;
        for (auto const& pot : slice) {
            ids.push_back(pot.id);
            if (pot.restriction.person) persons.push_back(*pot.restriction.person);
        }
        BookRecords const behind{reader, context, records, ids, std::move(persons)};
        add(opened, behind);
        auto const receipts = funds::receipts_of_records(reader, ids);
        auto const purposes = funds::purposes_of_pots(reader, fund, ids);
        for (auto const& pot : slice) {
            auto const* record = behind.find(pot.id);
            std::string numbers;
            if (auto const found = receipts.find(pot.id); found != receipts.end()) {
                for (auto const& receipt : found->second) numbers += (numbers.empty() ? "" : "、") + receipt.number();
            }
            auto const spent = purposes.find(pot.id);
            auto const words = spent == purposes.end() ? std::string{} : uses_in_words(spent->second, titles);
            auto const donor = behind.donor(pot.id);
            book.add_row({pot.day, donor, numbers, titles.source(pot.source).zh, titles.programme(pot.restriction.programme).zh, behind.person(pot.id, pot.restriction.person), pot.received,
                          pot.used, pot.left, words, behind.said(pot.id), record == nullptr ? std::string{} : records::number_text(pot.id),
                          record == nullptr ? std::string{} : record->state->title.zh});
            received += pot.received;
            used += pot.used;
            left += pot.left;
            if (pot.received == 0 || record == nullptr) continue;
            thanks.push_back({donor, numbers,
                              fmt::format("感谢您于{}捐赠{}元（{}）。截至{}，已使用{}元{}，结余{}元。", pot.day.chinese(), yuan(pot.received), chinese_capitals(pot.received),
                                          context.today().chinese(), yuan(pot.used), words.empty() ? std::string{} : "，用于" + words, yuan(pot.left))});
        }
    });
    book.add_row({std::string{"合计"}, std::string{}, std::string{}, std::string{}, std::string{}, std::string{}, received, used, left});
    book.add_signatures(signatures);
    book.open_sheet("答谢", heading(head, "捐赠答谢", chinese_period(period)), {{.title = "捐赠人"}, {.title = "收据编号"}, {.title = "答谢内容", .meaning = "可寄给捐赠人；不含受助人姓名"}});
    for (auto const& row : thanks) book.add_row(row);
    book.add_note(mask_note);
    return {std::move(book).bytes(), std::move(opened)};
}

FundSheet audit_sample(storage::Reader const& reader, identity::Context const& context, records::Records const& records, BookTitles const& titles, funds::FundId fund,
                         std::int64_t year, int size, std::uint64_t seed) {
    auto const head = head_of(reader, context, records, fund);
    auto const drawn = funds::sample(reader, fund, year, size, seed);
    std::vector<records::RecordId> ids;
    std::vector<people::PersonId> persons;
    std::vector<identity::AccountId> accounts;
    for (auto const& voucher : drawn) {
        ids.push_back(voucher.record);
        accounts.push_back(voucher.account);
        if (voucher.person) persons.push_back(*voucher.person);
    }
    BookRecords const behind{reader, context, records, ids, std::move(persons)};
    std::unordered_map<identity::AccountId, std::string> handlers;
    for (auto& [account, title] : identity::Identity::titles(reader, accounts)) handlers.emplace(account, std::move(title));
    auto book = book_of(head, "抽查凭证", context);
    book.open_sheet("抽查凭证", heading(head, "抽查凭证", fmt::format("{}年", year)),
                    {{.title = "序号", .type = CellType::Integer, .meaning = "抽出的顺序"},
                     {.title = "凭证号"},
                     {.title = "日期", .type = CellType::Date},
                     {.title = "事项"},
                     {.title = "金额", .type = CellType::Money, .source = "记账凭证"},
                     {.title = "项目"},
                     {.title = "业务编号"},
                     {.title = "业务"},
                     {.title = "所在地"},
                     {.title = "姓名（单位）"},
                     {.title = "经办人"},
                     {.title = "备注"},
                     {.title = "核对情况", .meaning = "由审查人填写"},
                     {.title = "问题", .meaning = "由审查人填写"}});
    std::int64_t n = 0;
    for (auto const& voucher : drawn) {
        bool const reached = behind.find(voucher.record) != nullptr;
        auto const handler = handlers.find(voucher.account);
        book.add_row({++n, voucher.number(), voucher.day, funds::title_of(voucher.deed).zh, voucher.amount, titles.programme(voucher.programme).zh,
                      reached ? records::number_text(voucher.record) : std::string{}, behind.title(voucher.record), behind.org_name(voucher.record),
                      behind.payee(voucher.record, voucher.person), handler == handlers.end() ? std::string{} : handler->second, remark(voucher)});
    }
    book.add_signatures(audit_signatures);
    book.add_note(fmt::format("{}年度的支出凭证中，按种子 {} 抽取 {} 张（要求 {} 张）。同样的账簿和种子，抽到的凭证相同。", year, seed, drawn.size(), size));
    book.add_note(mask_note);
    return {std::move(book).bytes(), behind.opened()};
}

}  // namespace niangjia::reports
