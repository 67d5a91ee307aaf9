// The sheets of a fund, cell by cell.
#include "reports/funds.h"

#include <map>

#include "reports/xlsx.h"
#include "support/books.h"
#include "unit/reports/office_file.h"

namespace niangjia::reports {
namespace {

using namespace testing_support;
using funds::Account;
using Row = std::vector<std::string>;

class FundSheets : public OnEveryDatabaseWithOffice {
  protected:
    FundSheets() {
        write([&](storage::Transaction& transaction) { open_fund(transaction, fund, dongcheng); });
    }

    // A gift of the other county, which its record names.
    RecordId given(std::int64_t fen, std::string_view on, funds::Restriction const& restriction = {}) {
        auto const record = proposed(person("捐赠登记"), {{"donor", std::string{xishan}}});
        write([&](storage::Transaction& transaction) {
            (void)funds::receive(transaction, step(record, 1, dongcheng, on), fund, fen, Account::Gifts, "donation", restriction, true);
        });
        return record;
    }
    RecordId paid_to(std::string_view name, std::int64_t fen, std::string_view on) {
        auto const pupil = person(name);
        auto const record = proposed(pupil);
        write([&](storage::Transaction& transaction) { funds::pay(transaction, step(record, 1, meiyuan, on, pupil), fund, fen); });
        return record;
    }
    void reversed(RecordId record, std::string_view on) {
        write([&](storage::Transaction& transaction) { EXPECT_EQ(funds::reverse(transaction, step(record, 2, meiyuan, on), 1), 1); });
    }

    template <class F>
    std::string drawn(F&& draw) {
        return read([&](storage::Reader const& reader) { return draw(reader).bytes; });
    }
    std::string statement(identity::Context const& context, Period period) {
        return drawn([&](storage::Reader const& reader) { return fund_statement(reader, context, records, titles, fund, period); });
    }
    std::string beneficiaries(identity::Context const& context, Period period) {
        return drawn([&](storage::Reader const& reader) { return beneficiaries_ledger(reader, context, records, titles, fund, period); });
    }
    std::string gifts(identity::Context const& context, Period period) {
        return drawn([&](storage::Reader const& reader) { return gifts_ledger(reader, context, records, titles, fund, period); });
    }
    std::string sample(identity::Context const& context, int size, std::uint64_t seed) {
        return drawn([&](storage::Reader const& reader) { return audit_sample(reader, context, records, titles, fund, 2015, size, seed); });
    }
    funds::Fen spent(Period period) {
        return read([&](storage::Reader const& reader) {
            funds::Fen sum = 0;
            for (auto const& line : funds::statement(reader, fund, period.from, period.to).uses) sum += line.account == Account::Spent ? line.amount : 0;
            return sum;
        });
    }
    static Row row(pugi::xml_document const& sheet, int number, int columns) {
        Row cells;
        for (int i = 0; i < columns; ++i) cells.push_back(shown(sheet, std::string(1, static_cast<char>('A' + i)) + std::to_string(number)));
        return cells;
    }

    Period const march{day("2015-03-01"), day("2015-03-31")};
    Period const year = Period::of_year(2015);
    BookTitles titles{library};
    RecordId const fund = create(keeper(), training("2015-01-05", {}, dongcheng));
    std::string const title = records::titled(fetch(fund), "");
};

TEST_P(FundSheets, AStatementSaysWhatWasThereWhatCameWhatWentAndWhatIsLeft) {
    given(1'000'00, "2015-02-03");
    given(200'50, "2015-03-02");
    paid_to("学员甲", 300'00, "2015-03-04");
    OfficeFile const file{statement(keeper(), march)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(shown(*sheet, "A1"), "东城区妇女联合会“" + title + "”收支表（2015年3月）");
    EXPECT_EQ(row(*sheet, 2, 5), (Row{"部分", "科目", "资金来源", "用于项目", "金额"}));
    EXPECT_EQ(row(*sheet, 3, 5), (Row{"期初结存", "银行存款和现金", "donation", "", "1000"}));
    EXPECT_EQ(row(*sheet, 4, 5), (Row{"期初结存", "合计", "", "", "1000"}));
    EXPECT_EQ(row(*sheet, 5, 5), (Row{"收入", "捐赠收入", "donation", "", "200.5"}));
    EXPECT_EQ(row(*sheet, 6, 5), (Row{"收入", "合计", "", "", "200.5"}));
    EXPECT_EQ(row(*sheet, 7, 5), (Row{"支出", "资助支出", "donation", "关爱帮扶", "300"}));
    EXPECT_EQ(row(*sheet, 8, 5), (Row{"支出", "合计", "", "", "300"}));
    EXPECT_EQ(row(*sheet, 9, 5), (Row{"期末结存", "银行存款和现金", "donation", "", "900.5"}));
    EXPECT_EQ(row(*sheet, 10, 5), (Row{"期末结存", "合计", "", "", "900.5"}));
}

TEST_P(FundSheets, WhoWasMergedIntoAnotherBearsHerName) {
    given(1'000'00, "2015-02-03");
    paid_to("学员甲", 300'00, "2015-03-04");
    auto const twice = person("学员甲甲");
    auto const record = proposed(twice);
    write([&](storage::Transaction& transaction) { funds::pay(transaction, step(record, 1, meiyuan, "2015-03-05", twice), fund, 20'00); });
    auto const real = person("学员丁");
    write([&](storage::Transaction& transaction) { (void)records.merge_persons(transaction, system(), people, twice, real, "同一人，重复建档"); });
    OfficeFile const file{beneficiaries(keeper(), march)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*sheet, 3, 3).back(), "学员甲");
    EXPECT_EQ(row(*sheet, 4, 3).back(), "学员丁");
}

TEST_P(FundSheets, OfABookOfLoansTheBanksMoneyIsNobodysIncome) {
    auto const book = create(keeper(), training("2015-01-06", {}, dongcheng));
    auto const loan = proposed(person("借款人"));
    write([&](storage::Transaction& transaction) {
        open_fund(transaction, book, dongcheng, {}, funds::Kind::Loans);
        funds::lend(transaction, step(loan, 1, meiyuan, "2015-03-04"), book, 500'00);
        funds::repay(transaction, step(loan, 2, meiyuan, "2015-03-05"), 200'00);
    });
    OfficeFile const file{drawn([&](storage::Reader const& reader) { return fund_statement(reader, keeper(), records, titles, book, march); })};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    std::map<std::string, std::string> sums;
    for (int i = 3; i < 12; ++i) {
        auto const cells = row(*sheet, i, 5);
        if (cells[1] == "合计") sums[cells[0]] = cells[4];
    }
    EXPECT_EQ(sums, (std::map<std::string, std::string>{{"期初结存", "0"}, {"收入", "0"}, {"贷入", "300"}, {"支出", "0"}, {"期末结存", "300"}}));
}

TEST_P(FundSheets, AreSignedBelowTheTableAndPrintOnA4) {
    given(1'000'00, "2015-02-03");
    OfficeFile const file{statement(keeper(), year)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_STREQ(sheet->select_node("//autoFilter/@ref").attribute().value(), "A2:E8");
    EXPECT_TRUE(shown(*sheet, "A10").starts_with("制表人：")) << shown(*sheet, "A10");
    EXPECT_STREQ(sheet->select_node("//pageSetup/@paperSize").attribute().value(), "9");
    EXPECT_STREQ(sheet->select_node("//pageSetup/@orientation").attribute().value(), "landscape");
}

TEST_P(FundSheets, OfAPartOfAMonthThereIsNoStatement) {
    auto const failure = failure_of([&] { (void)statement(keeper(), {day("2015-03-01"), day("2015-03-30")}); });
    EXPECT_EQ(failure.code(), "funds.whole-months");
    EXPECT_EQ(failure.pointer(), "?to");
    EXPECT_TRUE(failure.text().zh.contains("2015-03-31")) << failure.text().zh;
}

TEST_P(FundSheets, TheLedgerOfBeneficiariesHasARowForEachPaymentAndSumsToTheStatement) {
    given(1'000'00, "2015-02-03");
    auto const wrong = paid_to("学员乙", 100'00, "2015-03-02");
    auto const first = paid_to("学员甲", 300'00, "2015-03-04");
    reversed(wrong, "2015-03-05");
    paid_to("学员丙", 50'00, "2015-04-01");
    OfficeFile const file{beneficiaries(keeper(), march)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*sheet, 2, 9), (Row{"日期", "凭证号", "姓名（单位）", "所在地", "项目", "方式", "金额", "业务编号", "备注"}));
    EXPECT_EQ(row(*sheet, 3, 9), (Row{"42065", "2015-000002", "学员乙", "梅园社区", "关爱帮扶", "支付", "100", records::number_text(wrong), "已冲销"}));
    EXPECT_EQ(row(*sheet, 4, 9), (Row{"42067", "2015-000003", "学员甲", "梅园社区", "关爱帮扶", "支付", "300", records::number_text(first), ""}));
    EXPECT_EQ(row(*sheet, 5, 7), (Row{"42068", "2015-000004", "学员乙", "梅园社区", "关爱帮扶", "冲销", "-100"}));
    EXPECT_EQ(row(*sheet, 5, 9).back(), "冲销");
    EXPECT_EQ(row(*sheet, 6, 7), (Row{"合计", "", "", "", "", "", "300"}));
    EXPECT_EQ(spent(march), 300'00);
    OfficeFile const whole{beneficiaries(keeper(), year)};
    auto const of_year = whole.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*of_year, 7, 7), (Row{"合计", "", "", "", "", "", "350"}));
    EXPECT_EQ(spent(year), 350'00);
}

TEST_P(FundSheets, OfMoneyOnItsWayOnlyWhatArrivedIsAPayment) {
    given(1'000'00, "2015-02-03");
    auto const pupil = person("学员甲");
    auto const record = proposed(pupil);
    write([&](storage::Transaction& transaction) { funds::reserve(transaction, step(record, 1, meiyuan, "2015-03-04", pupil), fund, 70'00); });
    OfficeFile const before{beneficiaries(keeper(), march)};
    EXPECT_EQ(row(*before.xml("xl/worksheets/sheet1.xml"), 3, 7), (Row{"合计", "", "", "", "", "", "0"}));
    write([&](storage::Transaction& transaction) { funds::settle(transaction, step(record, 2, meiyuan, "2015-03-06", pupil)); });
    OfficeFile const after{beneficiaries(keeper(), march)};
    EXPECT_EQ(row(*after.xml("xl/worksheets/sheet1.xml"), 3, 7), (Row{"42069", "2015-000003", "学员甲", "梅园社区", "关爱帮扶", "银行已发放", "70"}));
}

TEST_P(FundSheets, GoOnBeyondOnePageOfTheBooks) {
    given(2'000'00, "2015-02-03");
    auto const pupil = person("学员甲");
    auto const record = proposed(pupil);
    write([&](storage::Transaction& transaction) {
        for (int i = 0; i < 1'003; ++i) funds::pay(transaction, step(record, i + 1, meiyuan, "2015-03-04", pupil), fund, 1'00);
    });
    OfficeFile const file{beneficiaries(keeper(), year)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*sheet, 3, 2)[1], "2015-000002");
    EXPECT_EQ(row(*sheet, 1'005, 2)[1], "2015-001004");
    EXPECT_EQ(row(*sheet, 1'006, 7), (Row{"合计", "", "", "", "", "", "1003"}));
}

TEST_P(FundSheets, NamesAreMaskedAsTheCallersSightDemands) {
    given(1'000'00, "2015-02-03");
    paid_to("学员甲", 300'00, "2015-03-04");
    auto const auditor = as("auditor", dongcheng);
    OfficeFile const ledger{beneficiaries(auditor, march)};
    EXPECT_EQ(row(*ledger.xml("xl/worksheets/sheet1.xml"), 3, 4), (Row{"42067", "2015-000002", "学**", "梅园社区"}));
    OfficeFile const drawn{sample(auditor, 5, 1)};
    auto const sheet = drawn.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*sheet, 3, 10)[9], "学**");
    for (auto const& name : drawn.names()) EXPECT_FALSE(drawn.text(name).contains("学员甲")) << name;
    for (auto const& name : ledger.names()) EXPECT_FALSE(ledger.text(name).contains("学员甲")) << name;
}

TEST_P(FundSheets, OfAGiftThereIsWhoGaveItItsReceiptAndWhatBecameOfIt) {
    auto const gift = given(1'000'00, "2015-02-03", {"care", {}, {}});
    auto const wrong = given(40'00, "2015-02-04");
    write([&](storage::Transaction& transaction) { (void)funds::reverse(transaction, step(wrong, 2, dongcheng, "2015-02-05"), 1); });
    paid_to("学员甲", 300'00, "2015-03-04");
    paid_to("学员乙", 25'50, "2015-03-05");
    given(7'00, "2015-04-01");
    OfficeFile const file{gifts(keeper(), {day("2015-02-01"), day("2015-02-28")})};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*sheet, 2, 13), (Row{"日期", "捐赠人", "收据编号", "资金来源", "指定项目", "指定受助人", "金额", "已使用", "结余", "用途", "捐赠人的心愿", "业务编号", "状态"}));
    EXPECT_EQ(row(*sheet, 3, 13), (Row{"42038", "西山县", "449901-2015-000001", "donation", "关爱帮扶", "", "1000", "325.5", "674.5", "关爱帮扶 2 笔 325.50 元", "",
                                       records::number_text(gift), "已申报"}));
    EXPECT_EQ(row(*sheet, 4, 10), (Row{"42039", "西山县", "449901-2015-000002", "donation", "", "", "0", "0", "0", ""})) << "made void";
    EXPECT_EQ(row(*sheet, 5, 9), (Row{"合计", "", "", "", "", "", "1000", "325.5", "674.5"}));
    auto const thanks = file.xml("xl/worksheets/sheet2.xml");
    EXPECT_EQ(row(*thanks, 3, 2), (Row{"西山县", "449901-2015-000001"}));
    auto const words = shown(*thanks, "C3");
    EXPECT_TRUE(words.contains("2015年2月3日捐赠1000.00元（壹仟元整）")) << words;
    EXPECT_TRUE(words.contains("已使用325.50元，用于关爱帮扶 2 笔 325.50 元，结余674.50元")) << words;
    EXPECT_EQ(shown(*thanks, "A4"), "") << "nobody is thanked for what was made void";
    for (auto const& name : file.names()) EXPECT_FALSE(file.text(name).contains("学员")) << name;
}

TEST_P(FundSheets, ASampleIsTheSameForTheSameSeedAndHasRoomForFindings) {
    given(1'000'00, "2015-02-03");
    for (int i = 0; i < 12; ++i) paid_to("学员甲", 10'00 + i, "2015-03-04");
    auto const numbers = [&](std::uint64_t seed) {
        OfficeFile const file{sample(keeper(), 5, seed)};
        auto const sheet = file.xml("xl/worksheets/sheet1.xml");
        Row all;
        for (int i = 3; i < 8; ++i) all.push_back(row(*sheet, i, 2)[1]);
        EXPECT_EQ(row(*sheet, 8, 2), (Row{"", ""}));
        return all;
    };
    EXPECT_EQ(numbers(7), numbers(7));
    EXPECT_NE(numbers(7), numbers(8));
    OfficeFile const file{sample(keeper(), 200, 7)};
    auto const sheet = file.xml("xl/worksheets/sheet1.xml");
    EXPECT_EQ(row(*sheet, 2, 14), (Row{"序号", "凭证号", "日期", "事项", "金额", "项目", "业务编号", "业务", "所在地", "姓名（单位）", "经办人", "备注", "核对情况", "问题"}));
    EXPECT_EQ(row(*sheet, 14, 1), Row{"12"}) << "as many as there are";
    EXPECT_EQ(row(*sheet, 15, 1), Row{""});
    auto const first = row(*sheet, 3, 10);
    EXPECT_EQ(first[2], "42067");
    EXPECT_EQ(first[3], "支付");
    EXPECT_EQ(first[5], "关爱帮扶");
    EXPECT_TRUE(first[7].starts_with("学员甲2015年")) << first[7];
    EXPECT_EQ(first[8], "梅园社区");
    EXPECT_EQ(first[9], "学员甲");
    EXPECT_TRUE(shown(*sheet, "A16").starts_with("审查人："));
}

TEST_P(FundSheets, AreForWhoMayExportAtTheFund) {
    EXPECT_EQ(code_of([&] { (void)statement(as("clerk", dongcheng), year); }), "identity.not-permitted");
    EXPECT_EQ(code_of([&] { (void)beneficiaries(keeper(xishan), year); }), "funds.unknown");
    EXPECT_EQ(code_of([&] { (void)gifts(village_head(), year); }), "funds.unknown") << "the fund stands above her";
    EXPECT_EQ(code_of([&] { (void)sample(village_head(), 5, 1); }), "funds.unknown");
    EXPECT_EQ(code_of([&] {
                  (void)drawn([&](storage::Reader const& reader) { return fund_statement(reader, keeper(), records, titles, fund + 777, year); });
              }),
              "funds.unknown");
    EXPECT_EQ(code_of([&] { (void)gifts(keeper(), {day("2015-03-02"), day("2015-03-01")}); }), "reports.backwards");
    EXPECT_EQ(code_of([&] { (void)beneficiaries(keeper(), {day("2015-03-02"), day("2015-03-01")}); }), "reports.backwards");
}

INSTANTIATE_TEST_SUITE_P(Every, FundSheets, testing::ValuesIn(backends()), backend_name);

TEST(BookTitles, AreThoseOfThePacksAndElseTheKey) {
    BookTitles const titles{test_library()};
    EXPECT_EQ(titles.programme("care").zh, "关爱帮扶");
    EXPECT_EQ(titles.programme("long-gone").zh, "long-gone");
    EXPECT_EQ(titles.programme("").zh, "");
    EXPECT_EQ(titles.source("somewhere").zh, "somewhere");
}

}  // namespace
}  // namespace niangjia::reports
