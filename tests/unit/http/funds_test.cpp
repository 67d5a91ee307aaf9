// The books over the API: what a fund says, to whom, and that it is what was posted.
#include <gtest/gtest.h>

#include <numeric>

#include "portal/funds.h"
#include "support/api.h"
#include "support/books.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

constexpr std::string_view books_pack = R"(programme: books
name: {zh: 账本, en: Books}
keeper: family
choices:
  money-from:
    donation: {zh: 社会捐赠, en: Donation}
    city:     {zh: 市级资金, en: City}
records:
  fund:
    name: {zh: 资金, en: Fund}
    kind: project
    title: "{name}"
    fields:
      name:    {type: text, name: {zh: 名称, en: Name}, required: true}
      year:    {type: year, name: {zh: 年度, en: Year}}
      planned: {type: money, name: {zh: 预算, en: Planned}}
    workflow:
      create: {name: {zh: 设立, en: Open}, by: [keeper], to: open, posts: {open: money}}
      states:
        open:
          name: {zh: 使用中, en: Open}
          closed: true
          actions:
            plan: {name: {zh: 下达预算, en: Plan}, by: [keeper], needs: [year, planned], posts: {plan: planned, year: year, from: self}}
  gift:
    name: {zh: 捐款, en: Gift}
    kind: project
    title: 一笔捐款
    fields:
      fund:   {type: record, of: books.fund, name: {zh: 资金, en: Fund}, required: true}
      donor:  {type: text, name: {zh: 捐赠人, en: Donor}, required: true, seen-by: personal}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
      source: {type: choice, of: money-from, name: {zh: 来源, en: Source}, required: true}
      said:   {type: text, name: {zh: 心愿, en: Said}}
    workflow:
      create: {name: {zh: 登记, en: Receive}, by: [keeper], to: received, posts: {receive: amount, into: fund, as: gift, source: source, receipt: true}}
      states:
        received:
          name: {zh: 已入账, en: Received}
          closed: true
          actions:
            void: {name: {zh: 冲销, en: Void}, by: [keeper], to: voided, note: required, posts: {reverse: create}}
        voided: {name: {zh: 已冲销, en: Void}, closed: true, void: true}
  grant:
    name: {zh: 助困金, en: Grant}
    kind: aid
    levels: [village]
    subject: person
    title: "{subject}助困金"
    fields:
      fund:   {type: record, of: books.fund, name: {zh: 资金, en: Fund}, required: true}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
    workflow:
      create: {name: {zh: 申报, en: Propose}, by: [village-head], to: proposed}
      states:
        proposed:
          name: {zh: 已申报, en: Proposed}
          actions:
            pay: {name: {zh: 发放, en: Pay}, by: [keeper], to: paid, posts: {pay: amount, from: fund}}
        paid:
          name: {zh: 已发放, en: Paid}
          closed: true
          actions:
            undo: {name: {zh: 冲销, en: Undo}, by: [keeper], to: undone, note: required, posts: {reverse: pay}}
        undone: {name: {zh: 已冲销, en: Undone}, closed: true, void: true}
  shelter:
    name: {zh: 庇护, en: Shelter}
    kind: case
    title: 一次庇护
    sealed: {team: [keeper]}
    fields:
      why: {type: text, name: {zh: 原因, en: Why}}
    workflow:
      create: {name: {zh: 登记, en: Register}, by: [keeper], to: open}
      states:
        open:
          name: {zh: 办理中, en: Open}
          actions:
            end: {name: {zh: 办结, en: End}, by: [keeper], to: over}
        over: {name: {zh: 已办结, en: Over}, closed: true}
)";

class FundsOverTheApi : public OnEveryDatabaseWithApi {
  protected:
    FundsOverTheApi() {
        books_router.check_answers(true);
        on("2015-01-05");
        fund = made(by_keeper(), "books.fund", dongcheng, {{"name", "春蕾资金"}});
        number = records::number_text(fund);
        on("2015-02-03");
        gift = given(1'000'00);
        on("2015-03-04");
        grant = paid(she, 300'00);
    }

    Installation& opened() {
        write_file(folder.path() / "packs" / "women" / "books.yaml", books_pack);
        again_ = std::make_unique<Installation>(folder.path() / "data", folder.path() / "packs", clock);
        return *again_;
    }
    Client at_work(std::string_view role, std::string_view place) {
        auto const name = std::string{role} + "." + std::string{place};
        account(name, role, place);
        Client client{books_site};
        auto const response = client.sign_in(name);
        EXPECT_EQ(response.status, 200) << response.content();
        return client;
    }
    identity::Context by_keeper() { return as("keeper", dongcheng, keeper_account); }

    records::RecordId made(identity::Context const& context, std::string_view type, std::string_view place, json::object fields, std::optional<people::PersonId> subject = {}) {
        records::Creation creation{.command = command(), .type = std::string{type}, .org = code(place), .fields = std::move(fields)};
        if (subject) creation.subject = party(*subject);
        return write([&](storage::Transaction& transaction) { return books.records.create(transaction, context, creation); });
    }
    void acted(identity::Context const& context, records::RecordId id, std::string_view name, json::object fields = {}, std::string_view note = {}) {
        auto const wanted = action(name, std::move(fields), note);
        write([&](storage::Transaction& transaction) { books.records.act(transaction, context, id, books.records.fetch(transaction, system(), id).version, wanted); });
    }
    records::RecordId given(std::int64_t fen, std::string_view source = "donation") {
        return made(by_keeper(), "books.gift", dongcheng, {{"fund", number}, {"donor", "顾北川"}, {"amount", fen}, {"source", source}, {"said", "给爱读书的孩子"}});
    }
    records::RecordId paid(people::PersonId person, std::int64_t fen) {
        auto const id = made(village_head(), "books.grant", meiyuan, {{"fund", number}, {"amount", fen}}, person);
        acted(by_keeper(), id, "pay");
        return id;
    }

    static json::value got(Client const& client, std::string const& target) {
        auto const response = client.get("/api" + target);
        EXPECT_EQ(response.status, 200) << target << " " << response.content();
        return json_of(response);
    }
    std::string of_fund(std::string_view rest = {}) const { return "/funds/" + number + std::string{rest}; }
    static std::string of_record(records::RecordId id, std::string_view rest) { return "/records/" + records::number_text(id) + std::string{rest}; }
    static std::int64_t fen(json::value const& value, std::string_view pointer) { return value.at_pointer(pointer).to_number<std::int64_t>(); }

  private:
    std::unique_ptr<Installation> again_;

  protected:
    Installation& books = opened();
    Router books_router{all_routes(books),
                        {[this](std::string_view token) { return books.identity.session(token); }, [this](identity::Session const& session) { return books.identity.context(session); }},
                        "test"};
    Site books_site{books_router, no_web};
    identity::AccountId const keeper_account = account("zhangkeeper", "keeper", dongcheng);
    people::PersonId const she = person("张小雨");
    records::RecordId fund = 0;
    records::RecordId gift = 0;
    records::RecordId grant = 0;
    std::string number;
};

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

TEST_P(FundsOverTheApi, OfASealedRecordOthersReadNumberAndAmountAlone) {
    auto const teller = account("teller", "village-head", meiyuan);
    auto const pair = vault::KeyPair::make();
    auto const kept = write([&](storage::Transaction& transaction) {
        auto const key = identity::Identity::set_public_half(transaction, teller, pair.public_half(), clock.now());
        auto const context = books.identity.context_with(*books.identity.find(transaction, system(), teller), key, pair);
        records::Creation creation{.command = command(), .type = "sights.kept", .org = code(meiyuan), .fields = json::object{{"secret", "只给办案人的话"}}};
        auto const id = books.records.create(transaction, context, creation);
        funds::pay(transaction, step(id, 1, meiyuan, "2015-03-05", she, teller, "sights"), fund, 20'00);
        return id;
    });
    auto const keeper = at_work("keeper", dongcheng);
    auto const answer = got(keeper, of_fund("/vouchers"));
    auto const& paid_sealed = answer.at_pointer("/items/0");
    EXPECT_EQ(text_at(paid_sealed, "/number"), "2015-000003");
    EXPECT_EQ(fen(paid_sealed, "/amount"), 20'00);
    EXPECT_TRUE(paid_sealed.at("person").is_null());
    for (auto const* name : {"/record", "/title", "/org", "/orgName"}) EXPECT_EQ(text_at(paid_sealed, name), "") << name;
    EXPECT_FALSE(to_text(answer).contains(records::number_text(kept)));
    EXPECT_EQ(fen(got(keeper, of_fund("/statement?from=2015-03-01&to=2015-03-31")), "/usesSum"), 320'00) << "and yet it is in the sums";
}

TEST_P(FundsOverTheApi, WhoOpensASealedRecordByReadingTheBooksLeavesATrace) {
    auto const keeper = at_work("keeper", dongcheng);
    auto const context = books.identity.context(books.identity.session(keeper.token).value());
    auto const kept = made(context, "books.shelter", dongcheng, {{"why", "只给办案人的话"}});
    write([&](storage::Transaction& transaction) { funds::pay(transaction, step(kept, 1, dongcheng, "2015-03-05", {}, keeper_account, "books"), fund, 20'00); });
    auto const traces = [&] {
        auto const entries = journal();
        return std::ranges::count(entries, "records.read-sealed", &audit::Entry::action);
    };
    auto before = traces();
    auto const leaves = [&](Client const& client, std::string const& rest, std::ptrdiff_t count) {
        auto const response = client.get("/api" + of_fund(rest));
        EXPECT_EQ(response.status, 200) << rest << response.content();
        EXPECT_EQ(traces() - before, count) << rest;
        before = traces();
    };
    EXPECT_EQ(text_at(got(keeper, of_fund("/vouchers")), "/items/0/record"), records::number_text(kept));
    before = traces();
    leaves(keeper, "/vouchers", 1);
    leaves(keeper, "/sample?year=2015&size=5&seed=1", 1);
    leaves(keeper, "/sample.xlsx?year=2015&size=5&seed=1", 1);
    leaves(keeper, "/beneficiaries.xlsx?from=2015-01-01&to=2015-12-31", 1);
    leaves(keeper, "/beneficiaries.xlsx?from=2015-01-01&to=2015-02-28", 0);
    leaves(keeper, "/statement?from=2015-01-01&to=2015-12-31", 0);
    leaves(keeper, "/pots", 0);
    leaves(at_work("head", dongcheng), "/vouchers", 0);
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

TEST_P(FundsOverTheApi, AReceiptIsNumberedCodedAndWrittenInCapitals) {
    auto const keeper = at_work("keeper", dongcheng);
    auto const paper = got(keeper, of_record(gift, "/receipt"));
    EXPECT_EQ(text_at(paper, "/number"), "449901-2015-000001");
    EXPECT_EQ(text_at(paper, "/day"), "2015-02-03");
    EXPECT_EQ(text_at(paper, "/donor"), "顾北川");
    EXPECT_EQ(fen(paper, "/amount"), 1'000'00);
    EXPECT_EQ(text_at(paper, "/amountInWords"), "壹仟元整");
    EXPECT_EQ(text_at(paper, "/fund"), "春蕾资金");
    EXPECT_EQ(text_at(paper, "/org"), "东城区妇女联合会");
    EXPECT_EQ(text_at(paper, "/said"), "给爱读书的孩子");
    EXPECT_EQ(text_at(paper, "/handler"), "zhangkeeper同志");
    EXPECT_EQ(paper.at("void"), json::value(false));
    auto const code_on_paper = read([&](storage::Reader const& reader) {
        return portal::receipt_code(*books.people.keys(reader), *funds::Receipt::parse("449901-2015-000001"));
    });
    EXPECT_EQ(text_at(paper, "/code"), code_on_paper);
    auto const listed = got(keeper, of_record(gift, "/books"));
    EXPECT_EQ(text_at(listed, "/receipts/0/number"), "449901-2015-000001");
    EXPECT_EQ(text_at(listed, "/receipts/0/code"), code_on_paper);
    EXPECT_EQ(fen(listed, "/receipts/0/amount"), 1'000'00);
    EXPECT_EQ(problem_code(keeper.get("/api" + of_record(grant, "/receipt"))), "funds.no-receipt");
}

TEST_P(FundsOverTheApi, ABookOfLoansIsNotReadFromBelow) {
    auto const book = made(by_keeper(), "books.gift", dongcheng, {{"fund", number}, {"donor", "银行"}, {"amount", 1'00}, {"source", "city"}});
    write([&](storage::Transaction& transaction) { (void)open_fund(transaction, book, dongcheng, {}, funds::Kind::Loans); });
    auto const path = "/api/funds/" + records::number_text(book);
    EXPECT_EQ(at_work("keeper", dongcheng).get(path).status, 200);
    EXPECT_EQ(problem_code(at_work("village-head", meiyuan).get(path)), "funds.unknown");
}

TEST_P(FundsOverTheApi, OfSeveralReceiptsEachIsPrintedByItsNumber) {
    auto const second = write([&](storage::Transaction& transaction) {
        return funds::receive(transaction, step(gift, 9, dongcheng, "2015-03-05", {}, keeper_account, "books"), fund, 5'00, funds::Account::Dues, "", {}, true);
    });
    ASSERT_TRUE(second);
    auto const keeper = at_work("keeper", dongcheng);
    EXPECT_EQ(text_at(got(keeper, of_record(gift, "/receipt")), "/number"), second->number()) << "the last, where none is asked for";
    EXPECT_EQ(fen(got(keeper, of_record(gift, "/receipt?receipt=" + second->number())), "/amount"), 5'00);
    EXPECT_EQ(fen(got(keeper, of_record(gift, "/receipt?receipt=449901-2015-000001")), "/amount"), 1'000'00);
    EXPECT_EQ(problem_code(keeper.get("/api" + of_record(gift, "/receipt?receipt=449901-2015-000077"))), "funds.no-receipt");
}

TEST_P(FundsOverTheApi, AReceiptOfAGiftThatWasReversedIsVoid) {
    auto const wrong = given(77'00);
    acted(by_keeper(), wrong, "void", {}, "登记有误");
    auto const keeper = at_work("keeper", dongcheng);
    EXPECT_EQ(got(keeper, of_record(wrong, "/receipt")).at("void"), json::value(true));
    auto const listed = got(keeper, of_record(wrong, "/books"));
    EXPECT_EQ(listed.at_pointer("/receipts/0/void"), json::value(true));
    EXPECT_EQ(listed.at("vouchers").as_array().size(), 2U);
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

TEST_P(FundsOverTheApi, WhoTakesASheetAwayStandsInTheJournal) {
    auto const keeper = at_work("keeper", dongcheng);
    auto const clerk = at_work("clerk", dongcheng);
    for (std::string const rest : {"/statement.xlsx?from=2015-01-01&to=2015-12-31", "/beneficiaries.xlsx?from=2015-01-01&to=2015-12-31", "/gifts.xlsx?from=2015-01-01&to=2015-12-31",
                                   "/sample.xlsx?year=2015&size=5&seed=3"}) {
        auto const book = keeper.get("/api" + of_fund(rest));
        ASSERT_EQ(book.status, 200) << rest << book.content();
        EXPECT_EQ(book.content().substr(0, 2), "PK") << rest;
    }
    auto const deeds = journal();
    for (std::string const& what : {"fund-statement:" + number + "/2015-01-01/2015-12-31", "fund-beneficiaries:" + number + "/2015-01-01/2015-12-31",
                                   "fund-gifts:" + number + "/2015-01-01/2015-12-31", "fund-sample:" + number + "/2015/5/3"}) {
        EXPECT_TRUE(std::ranges::any_of(deeds, [&](auto const& deed) { return deed.action == "reports.export" && deed.target == what && deed.org == code(dongcheng).value(); })) << what;
    }
    EXPECT_EQ(clerk.get("/api" + of_fund("/gifts.xlsx?from=2015-01-01&to=2015-12-31")).status, 403) << "reads, and takes nothing away";
    EXPECT_EQ(journal().size(), deeds.size());
}

INSTANTIATE_TEST_SUITE_P(Every, FundsOverTheApi, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
