// The books over the API: what a fund says, to whom, and that it is what was posted.
#include <gtest/gtest.h>

#include <map>

#include "unit/http/books_world.h"

namespace niangjia::http {
namespace {

TEST_P(FundsOverTheApi, AFundSaysWhatItReceivedUsedAndHas) {
    acted(by_keeper(), fund, "plan", {{"year", 2015}, {"planned", 800'00}});
    auto const keeper = at_work("keeper", dongcheng);
    auto const list = got(keeper, "/funds");
    ASSERT_EQ(list.at("items").as_array().size(), 1U);
    EXPECT_TRUE(list.at("next").is_null());
    auto const& item = list.at_pointer("/items/0");
    EXPECT_EQ(text_at(item, "/record"), number);
    EXPECT_EQ(text_at(item, "/title"), "春蕾资金");
    EXPECT_EQ(text_at(item, "/org"), code(dongcheng).text());
    EXPECT_EQ(text_at(item, "/orgName"), "东城区");
    EXPECT_EQ(text_at(item, "/kind"), "money");
    EXPECT_EQ(text_at(item, "/state"), "open");
    EXPECT_EQ(text_at(item, "/stateTitle/zh"), "使用中");
    EXPECT_TRUE(item.at("closedThrough").is_null());
    EXPECT_EQ(fen(item, "/received"), 1'000'00);
    EXPECT_EQ(fen(item, "/used"), 300'00);
    EXPECT_EQ(fen(item, "/bank"), 700'00);
    EXPECT_EQ(fen(item, "/transit"), 0);
    auto const whole = got(keeper, of_fund());
    EXPECT_EQ(fen(whole, "/bank"), 700'00);
    std::map<std::string, std::int64_t> nets;
    for (auto const& balance : whole.at("balances").as_array()) nets[text_at(balance, "/account")] = fen(balance, "/net");
    EXPECT_EQ(nets, (std::map<std::string, std::int64_t>{{"bank", 700'00}, {"gifts", 1'000'00}, {"spent", 300'00}}));
    ASSERT_EQ(whole.at("plans").as_array().size(), 2U);
    for (auto const& plan : whole.at("plans").as_array()) {
        EXPECT_EQ(fen(plan, "/used"), 300'00);
        bool const in_all = text_at(plan, "/programme").empty();
        EXPECT_EQ(plan.at("planned"), in_all ? json::value(800'00) : json::value(nullptr));
        EXPECT_EQ(text_at(plan, "/title/zh"), in_all ? "合计" : "账本");
    }
}

TEST_P(FundsOverTheApi, MoneyOnItsWayIsNeitherAtTheBankNorUsed) {
    write([&](storage::Transaction& transaction) { funds::reserve(transaction, step(grant, 9, meiyuan, "2015-03-05", she, keeper_account, "books"), fund, 60'00); });
    auto const item = got(at_work("keeper", dongcheng), of_fund());
    EXPECT_EQ(fen(item, "/bank"), 640'00);
    EXPECT_EQ(fen(item, "/transit"), 60'00);
    EXPECT_EQ(fen(item, "/used"), 300'00);
}

TEST_P(FundsOverTheApi, AStatementIsTheSumOfThePostings) {
    on("2015-03-06");
    given(50'00, "city");
    auto const wrong = paid(person("李小雪"), 100'00);
    on("2015-04-02");
    acted(by_keeper(), wrong, "undo", {}, "重复发放");
    auto const keeper = at_work("keeper", dongcheng);
    auto const march = got(keeper, of_fund("/statement?from=2015-03-01&to=2015-03-31"));
    EXPECT_EQ(fen(march, "/openingSum"), 1'000'00);
    EXPECT_EQ(fen(march, "/incomeSum"), 50'00);
    EXPECT_EQ(fen(march, "/usesSum"), 400'00);
    EXPECT_EQ(fen(march, "/closingSum"), 650'00);
    EXPECT_EQ(text_at(march, "/opening/0/account"), "bank");
    EXPECT_EQ(text_at(march, "/opening/0/sourceTitle/zh"), "社会捐赠");
    EXPECT_EQ(text_at(march, "/income/0/source"), "city");
    EXPECT_EQ(text_at(march, "/income/0/sourceTitle/zh"), "市级资金");
    EXPECT_EQ(text_at(march, "/uses/0/account"), "spent");
    EXPECT_EQ(text_at(march, "/uses/0/programmeTitle/zh"), "账本");
    // Every voucher of the year, line by line, against the statement of the year.
    auto const year = got(keeper, of_fund("/statement?from=2015-01-01&to=2015-12-31"));
    std::map<std::string, std::int64_t> posted;
    auto const vouchers = got(keeper, of_fund("/vouchers?year=2015"));
    for (auto const& voucher : vouchers.at("items").as_array()) {
        std::int64_t sum = 0;
        for (auto const& line : voucher.at("lines").as_array()) {
            posted[text_at(line, "/debit/zh")] += fen(line, "/amount");
            posted[text_at(line, "/credit/zh")] -= fen(line, "/amount");
            sum += fen(line, "/amount");
        }
        EXPECT_EQ(sum, fen(voucher, "/amount")) << text_at(voucher, "/number");
    }
    EXPECT_EQ(fen(year, "/incomeSum"), -posted.at("捐赠收入"));
    EXPECT_EQ(fen(year, "/usesSum"), posted.at("资助支出"));
    EXPECT_EQ(fen(year, "/closingSum"), posted.at("银行存款和现金"));
    EXPECT_EQ(fen(year, "/openingSum") + fen(year, "/incomeSum") - fen(year, "/usesSum"), fen(year, "/closingSum"));
}

TEST_P(FundsOverTheApi, AStatementOfPartsOfMonthsIsRefusedAndSaysWhichDayIsWrong) {
    auto const keeper = at_work("keeper", dongcheng);
    auto const first = keeper.get("/api" + of_fund("/statement?from=2015-03-02&to=2015-03-31"));
    EXPECT_EQ(problem_code(first), "funds.whole-months");
    EXPECT_EQ(text_at(json_of(first), "/pointer"), "?from");
    EXPECT_TRUE(text_at(json_of(first), "/detail").contains("2015-03-01")) << first.content();
    auto const last = keeper.get("/api" + of_fund("/statement?from=2015-03-01&to=2015-03-30"));
    EXPECT_EQ(problem_code(last), "funds.whole-months");
    EXPECT_EQ(text_at(json_of(last), "/pointer"), "?to");
    EXPECT_TRUE(text_at(json_of(last), "/detail").contains("2015-03-31")) << last.content();
    EXPECT_EQ(problem_code(keeper.get("/api" + of_fund("/statement.xlsx?from=2015-03-01&to=2015-03-30"))), "funds.whole-months");
    EXPECT_EQ(problem_code(keeper.get("/api" + of_fund("/statement?from=2015-03-01"))), "http.parameter-missing");
}

TEST_P(FundsOverTheApi, AVoucherNamesItsRecordAndWhomItConcerns) {
    auto const page = got(at_work("keeper", dongcheng), of_fund("/vouchers"));
    ASSERT_EQ(page.at("items").as_array().size(), 2U);
    auto const& pay = page.at_pointer("/items/0");
    EXPECT_EQ(text_at(pay, "/number"), "2015-000002");
    EXPECT_EQ(text_at(pay, "/day"), "2015-03-04");
    EXPECT_EQ(text_at(pay, "/deed"), "pay");
    EXPECT_EQ(text_at(pay, "/deedTitle/zh"), "支付");
    EXPECT_EQ(text_at(pay, "/record"), records::number_text(grant));
    EXPECT_EQ(text_at(pay, "/title"), "张小雨助困金");
    EXPECT_EQ(text_at(pay, "/person"), "张小雨");
    EXPECT_EQ(text_at(pay, "/org"), code(meiyuan).text());
    EXPECT_EQ(text_at(pay, "/orgName"), "梅园社区");
    EXPECT_EQ(text_at(pay, "/fundTitle"), "春蕾资金");
    EXPECT_EQ(text_at(pay, "/account"), "zhangkeeper同志");
    EXPECT_EQ(text_at(pay, "/lines/0/debit/zh"), "资助支出");
    EXPECT_EQ(text_at(pay, "/lines/0/credit/zh"), "银行存款和现金");
    EXPECT_EQ(text_at(pay, "/lines/0/pot"), records::number_text(gift));
    EXPECT_TRUE(pay.at("reverses").is_null());
    acted(by_keeper(), grant, "undo", {}, "重复发放");
    auto const after = got(at_work("head", dongcheng), of_fund("/vouchers"));
    EXPECT_EQ(text_at(after, "/items/0/deed"), "reverse");
    EXPECT_EQ(after.at_pointer("/items/0/reverses"), after.at_pointer("/items/1/id"));
    EXPECT_EQ(after.at_pointer("/items/1/reversedBy"), after.at_pointer("/items/0/id"));
}

TEST_P(FundsOverTheApi, NamesTitlesAndDonorsAreMaskedForWhoSeesLess) {
    auto const clerk = at_work("office", dongcheng);  // sees what is internal, and no more
    auto const vouchers = got(clerk, of_fund("/vouchers"));
    EXPECT_EQ(text_at(vouchers, "/items/0/title"), "张**助困金");
    EXPECT_EQ(text_at(vouchers, "/items/0/person"), "张**");
    EXPECT_EQ(text_at(got(clerk, of_record(gift, "/receipt")), "/donor"), "***");
    auto const list = clerk.get("/api/records?type=books.grant");
    EXPECT_TRUE(list.content().contains("张**助困金")) << "as lists of records mask them: " << list.content();
    for (auto const& target : {of_fund("/vouchers"), of_fund("/pots"), of_fund("/sample?year=2015&size=5&seed=1"), of_record(grant, "/books"), of_record(gift, "/receipt")}) {
        auto const answer = clerk.get("/api" + target);
        EXPECT_FALSE(answer.content().contains("张小雨")) << answer.content();
        EXPECT_FALSE(answer.content().contains("顾北川")) << answer.content();
    }
    EXPECT_EQ(text_at(got(at_work("keeper", dongcheng), of_record(gift, "/receipt")), "/donor"), "顾北川");
}

TEST_P(FundsOverTheApi, WhoStandsBelowAFundReadsItsSumsAndNothingOfOthers) {
    auto const village = at_work("village-head", meiyuan);
    EXPECT_EQ(got(village, "/funds").at("items"), json::value(json::array{})) << "it is not hers";
    auto const seen = got(village, of_fund());
    EXPECT_EQ(text_at(seen, "/title"), "春蕾资金");
    EXPECT_EQ(text_at(seen, "/stateTitle/zh"), "使用中");
    EXPECT_EQ(fen(seen, "/bank"), 700'00);
    EXPECT_TRUE(seen.at("claims").is_null()) << "who owes it is nobody's business below";
    EXPECT_EQ(seen.at("balances"), json::value(json::array{}));
    EXPECT_EQ(fen(got(at_work("keeper", dongcheng), of_fund()), "/claims"), 0);
    for (auto const* rest : {"/vouchers", "/pots", "/statement?from=2015-01-01&to=2015-12-31", "/sample?year=2015&size=5&seed=1"}) {
        EXPECT_EQ(problem_code(village.get("/api" + of_fund(rest))), "funds.unknown") << rest;
    }
    auto const hers = got(village, of_record(grant, "/books"));
    ASSERT_EQ(hers.at("vouchers").as_array().size(), 1U);
    EXPECT_EQ(text_at(hers, "/vouchers/0/fund"), number);
    EXPECT_EQ(text_at(hers, "/vouchers/0/fundTitle"), "春蕾资金");
    EXPECT_EQ(hers.at("receipts"), json::value(json::array{}));
    EXPECT_EQ(village.get("/api" + of_record(gift, "/books")).status, 404);
    EXPECT_EQ(village.get("/api" + of_record(gift, "/receipt")).status, 404);
}

TEST_P(FundsOverTheApi, TheOtherCountyHearsThatThereIsNoSuchFund) {
    auto const other = at_work("keeper", xishan);
    EXPECT_EQ(got(other, "/funds").at("items"), json::value(json::array{}));
    EXPECT_EQ(problem_code(other.get("/api/funds?org=" + std::string{dongcheng})), "org.unknown");
    auto const missing = records::number_text(fund + 777);
    for (std::string const rest : {"", "/vouchers", "/pots", "/statement?from=2015-01-01&to=2015-12-31", "/sample?year=2015&size=5&seed=1", "/gifts.xlsx?from=2015-01-01&to=2015-12-31"}) {
        auto const foreign = other.get("/api" + of_fund(rest));
        EXPECT_EQ(problem_code(foreign), "funds.unknown") << rest;
        EXPECT_EQ(foreign.content(), other.get("/api/funds/" + missing + rest).content());
    }
    EXPECT_EQ(problem_code(other.get("/api/funds/no-number")), "funds.unknown");
}

TEST_P(FundsOverTheApi, ABookOfLoansIsNotReadFromBelow) {
    auto const book = made(by_keeper(), "books.gift", dongcheng, {{"fund", number}, {"donor", "银行"}, {"amount", 1'00}, {"source", "city"}});
    write([&](storage::Transaction& transaction) { (void)open_fund(transaction, book, dongcheng, {}, funds::Kind::Loans); });
    auto const path = "/api/funds/" + records::number_text(book);
    EXPECT_EQ(at_work("keeper", dongcheng).get(path).status, 200);
    EXPECT_EQ(problem_code(at_work("village-head", meiyuan).get(path)), "funds.unknown");
}

TEST_P(FundsOverTheApi, OfEachGiftItIsToldWhatIsLeft) {
    write([&](storage::Transaction& transaction) {
        (void)funds::receive(transaction, step(gift, 9, dongcheng, "2015-03-05", {}, keeper_account, "books"), fund, 5'00, funds::Account::Interest, "", {}, false);
    });
    auto const keeper = at_work("keeper", dongcheng);
    auto const pots = got(keeper, of_fund("/pots"));
    ASSERT_EQ(pots.at("items").as_array().size(), 2U);
    EXPECT_EQ(text_at(pots, "/items/0/record"), "") << "the fund's own money";
    EXPECT_EQ(fen(pots, "/items/0/left"), 5'00);
    auto const& one = pots.at_pointer("/items/1");
    EXPECT_EQ(text_at(one, "/record"), records::number_text(gift));
    EXPECT_EQ(text_at(one, "/title"), "一笔捐款");
    EXPECT_EQ(text_at(one, "/sourceTitle/zh"), "社会捐赠");
    EXPECT_EQ(text_at(one, "/income"), "gifts");
    EXPECT_EQ(fen(one, "/received"), 1'000'00);
    EXPECT_EQ(fen(one, "/used"), 300'00);
    EXPECT_EQ(fen(one, "/left"), 700'00);
    EXPECT_TRUE(one.at("unit").is_null());
    // Page by page, also beyond the money that has no record.
    auto const first = got(keeper, of_fund("/pots?limit=1"));
    auto const rest = got(keeper, of_fund("/pots?limit=1&after=" + encoded(text_at(first, "/next"))));
    EXPECT_EQ(rest.at_pointer("/items/0"), one);
    EXPECT_TRUE(rest.at("next").is_null());
}

TEST_P(FundsOverTheApi, ListsGoOnWhereTheyStopped) {
    on("2015-03-06");
    auto const second = made(by_keeper(), "books.fund", dongcheng, {{"name", "第二笔资金"}});
    auto const keeper = at_work("keeper", dongcheng);
    auto const funds_page = got(keeper, "/funds?limit=1");
    EXPECT_EQ(text_at(funds_page, "/items/0/record"), number);
    auto const next_funds = got(keeper, "/funds?limit=1&after=" + encoded(text_at(funds_page, "/next")));
    EXPECT_EQ(text_at(next_funds, "/items/0/record"), records::number_text(second));
    EXPECT_TRUE(next_funds.at("next").is_null());
    auto const vouchers_page = got(keeper, of_fund("/vouchers?limit=1"));
    EXPECT_EQ(text_at(vouchers_page, "/items/0/number"), "2015-000002");
    auto const next_vouchers = got(keeper, of_fund("/vouchers?limit=1&after=" + encoded(text_at(vouchers_page, "/next"))));
    EXPECT_EQ(text_at(next_vouchers, "/items/0/number"), "2015-000001");
    EXPECT_TRUE(next_vouchers.at("next").is_null());
    EXPECT_EQ(got(keeper, of_fund("/vouchers?year=2014")).at("items"), json::value(json::array{}));
    EXPECT_EQ(problem_code(keeper.get("/api" + of_fund("/vouchers?after=nonsense"))), "http.cursor");
}

TEST_P(FundsOverTheApi, ASampleIsDrawnByItsSeed) {
    auto const keeper = at_work("keeper", dongcheng);
    auto const one = got(keeper, of_fund("/sample?year=2015&size=200&seed=0"));
    ASSERT_EQ(one.at("items").as_array().size(), 1U) << "of what was spent alone";
    EXPECT_EQ(text_at(one, "/items/0/number"), "2015-000002");
    EXPECT_EQ(one, got(keeper, of_fund("/sample?year=2015&size=200&seed=0")));
    EXPECT_EQ(keeper.get("/api" + of_fund("/sample?year=2015&size=201&seed=0")).status, 422);
    EXPECT_EQ(keeper.get("/api" + of_fund("/sample?year=2015&size=0&seed=0")).status, 422);
    EXPECT_EQ(keeper.get("/api" + of_fund("/sample?year=2015&size=5&seed=-1")).status, 422);
}

INSTANTIATE_TEST_SUITE_P(Every, FundsOverTheApi, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
