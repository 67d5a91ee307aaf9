// What is taken out of the books over the API: receipts and sheets, and which traces that leaves.
#include <gtest/gtest.h>

#include <algorithm>

#include "portal/funds.h"
#include "unit/http/books_world.h"

namespace niangjia::http {
namespace {

class PapersOfTheBooks : public FundsOverTheApi {};

TEST_P(PapersOfTheBooks, OfASealedRecordOthersReadNumberAndAmountAlone) {
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

TEST_P(PapersOfTheBooks, WhoOpensASealedRecordByReadingTheBooksLeavesATrace) {
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

TEST_P(PapersOfTheBooks, AReceiptIsNumberedCodedAndWrittenInCapitals) {
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

TEST_P(PapersOfTheBooks, OfSeveralReceiptsEachIsPrintedByItsNumber) {
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

TEST_P(PapersOfTheBooks, AReceiptOfAGiftThatWasReversedIsVoid) {
    auto const wrong = given(77'00);
    acted(by_keeper(), wrong, "void", {}, "登记有误");
    auto const keeper = at_work("keeper", dongcheng);
    EXPECT_EQ(got(keeper, of_record(wrong, "/receipt")).at("void"), json::value(true));
    auto const listed = got(keeper, of_record(wrong, "/books"));
    EXPECT_EQ(listed.at_pointer("/receipts/0/void"), json::value(true));
    EXPECT_EQ(listed.at("vouchers").as_array().size(), 2U);
}

TEST_P(PapersOfTheBooks, WhoTakesASheetAwayStandsInTheJournal) {
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

INSTANTIATE_TEST_SUITE_P(Every, PapersOfTheBooks, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
