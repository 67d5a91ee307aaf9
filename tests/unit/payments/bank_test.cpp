// The bank's file, and what its answer does.
#include <sstream>

#include "records/holds.h"
#include "unit/payments/batches.h"

namespace niangjia::payments {
namespace {

class Banking : public WithBatches {
  protected:
    Banking() { fund = fund_with(given); }

    // Three grants of 800 yuan, sent.
    RecordId three_sent() {
        ids = grants(3);
        on("2015-03-20");
        return sent(fund);
    }
    static std::vector<std::vector<std::string>> rows_in(std::string const& text) {
        std::vector<std::vector<std::string>> rows;
        std::istringstream stream{text};
        CsvReader reader{stream};
        for (auto got = reader.next(); got != CsvReader::Got::End; got = reader.next()) {
            EXPECT_EQ(got, CsvReader::Got::Row);
            auto& row = rows.emplace_back();
            for (std::size_t i = 0; i < reader.size(); ++i) row.emplace_back(reader.field(i));
        }
        return rows;
    }
    static std::string replaced(std::string text, std::string_view was, std::string_view now) {
        auto const at = text.find(was);
        EXPECT_NE(at, std::string::npos) << was << " in " << text;
        return at == std::string::npos ? text : text.replace(at, was.size(), now);
    }
    Answered taken(RecordId id, std::string const& text, bool check = false) { return payments().result(keeper(), id, text, check); }
    // "4:12 …" of each problem of a file that is refused; nothing of it is taken.
    std::vector<std::string> refused(RecordId id, std::string const& text) {
        std::vector<std::string> told;
        auto const answered = taken(id, text);
        for (auto const& problem : answered.problems) told.push_back(fmt::format("{}:{} {}", problem.place.line, problem.place.column, problem.text.en));
        EXPECT_EQ(answered.arrived + answered.bounced, 0);
        EXPECT_EQ(found(id).sent, 3) << "whole or not at all";
        EXPECT_EQ(state(id), "sent");
        return told;
    }

    static constexpr Fen given = 10'000'000;
    RecordId fund = 0;
    std::vector<RecordId> ids;
};

using Lines = std::vector<std::string>;

TEST_P(Banking, HasItsFileWithAByteOrderMarkAndEveryLineThatWasSent) {
    auto const her = person("王芳", meiyuan, "440101198505060026");
    auto const first = create(village_head(), "relief.grant", meiyuan,
                              {{"amount", 80'050}, {"bank", "农行, \"石桥\"支行"}, {"account", "=6228480402564890018"}}, records::Party{packs::Who::Person, her});
    auto const second = grant("乙");
    on("2015-03-20");
    auto const id = approved(fund);
    EXPECT_EQ(code_of([&] { (void)payments().bank_file(keeper(), id); }), "payments.not-sent");
    (void)payments().send(keeper(), id);
    auto const text = payments().bank_file(keeper(), id);
    EXPECT_TRUE(text.starts_with("\xef\xbb\xbf批次号,笔数,合计(元)\r\n"));
    EXPECT_EQ(rows_in(text), (std::vector<Lines>{{"批次号", "笔数", "合计(元)"},
                                                 {records::number_text(id), "2", "1600.50"},
                                                 {"序号", "业务编号", "收款人", "证件号后四位", "开户行", "账号", "金额(元)", "用途"},
                                                 {"1", records::number_text(first), "王芳", "0026", "农行, \"石桥\"支行", "'=6228480402564890018", "800.50", "救助金"},
                                                 {"2", records::number_text(second), "乙", "", "", "", "800.00", "救助金"}}));
    EXPECT_EQ(journal().front().action, "payments.bank-file");
    EXPECT_EQ(code_of([&] { (void)payments().bank_file(clerk(), id); }), "identity.not-permitted");
    EXPECT_EQ(code_of([&] { (void)payments().bank_file(keeper(xishan), id); }), "records.not-found");
}

// What was approved and sent is what the bank is told, whoever is at the records in between.
TEST_P(Banking, HasTheSameFileWheneverItIsWritten) {
    auto const her = person("王芳", meiyuan, "440101198505060026");
    auto const paid = create(village_head(), "relief.grant", meiyuan, {{"amount", 80'000}, {"bank", "农行"}, {"account", "6228480402564890018"}},
                             records::Party{packs::Who::Person, her});
    on("2015-03-20");
    auto const id = sent(fund);
    auto const first = payments().bank_file(keeper(), id);
    EXPECT_EQ(code_of([&] { act(village_head(), paid, "correct", "账号有误", {{"account", "6221000000000000000"}}); }), "records.held");
    write([&](storage::Transaction& transaction) { people.correct(transaction, system(), her, people.find(transaction, system(), her)->version, {.name = "王芬", .reason = "改名"}); });
    EXPECT_EQ(payments().bank_file(keeper(), id), first);
}

TEST_P(Banking, WritesNoFileOfWhatTheBankHasAnswered) {
    auto const id = three_sent();
    EXPECT_EQ(rows_in(payments().bank_file(keeper(), id)).size(), 6U);
    EXPECT_EQ(taken(id, answer(id, {{ids[0], "销户"}})).bounced, 1);
    EXPECT_EQ(code_of([&] { (void)payments().bank_file(keeper(), id); }), "payments.nothing-with-bank");
    auto const left = read([&](storage::Reader const& reader) {
        storage::Sql const count{"test/payees_left", "SELECT count(*) FROM batch_items WHERE payee <> '' OR account <> '' OR paper_end <> ''"};
        auto rows = reader.query(count);
        return rows.next() ? rows.integer(0) : -1;
    });
    EXPECT_EQ(left, 0) << "whom it paid stands in the records; the copies are gone";
}

TEST_P(Banking, NamesWhomItWasSentToAfterAMergeAsWell) {
    auto const one = person("周丽", meiyuan, "440101198505060026");
    auto const other = person("周立", meiyuan);
    (void)create(village_head(), "relief.grant", meiyuan, {{"amount", 80'000}}, records::Party{packs::Who::Person, other});
    on("2015-03-20");
    auto const id = sent(fund);
    write([&](storage::Transaction& transaction) { office.records.merge_persons(transaction, system(), people, other, one, "同一人"); });
    EXPECT_EQ(rows_in(payments().bank_file(keeper(), id)).at(3).at(2), "周立") << "as the account is in the name that was sent";
    EXPECT_EQ(taken(id, answer(id)).arrived, 1) << "and the answer finds her record";
    auto const both = read([&](storage::Reader const& reader) { return people.find_many(reader, system(), std::vector{one, other}); });
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both.at(other).id, one) << "she answers for both";
}

TEST_P(Banking, AnswersForEachWhetherItArrivedOrCameBack) {
    auto const id = three_sent();
    auto const text = answer(id, {{ids[1], "账号与户名不符"}});
    auto const looked = taken(id, text, true);
    EXPECT_TRUE(looked.problems.empty());
    EXPECT_EQ(looked.arrived, 2);
    EXPECT_EQ(looked.bounced, 1);
    EXPECT_EQ(found(id).sent, 3) << "it was only looked at";
    for (int again = 0; again < 2; ++again) {
        auto const answered = taken(id, text);
        EXPECT_TRUE(answered.problems.empty());
        EXPECT_TRUE(answered.failures.empty());
        EXPECT_EQ(answered.arrived, 2);
        EXPECT_EQ(answered.bounced, 1);
    }
    EXPECT_EQ(state(id), "settled");
    EXPECT_EQ(state(ids[0]), "paid");
    EXPECT_EQ(state(ids[1]), "approved");
    EXPECT_EQ(items(id)[1].reason.zh, "账号与户名不符");
    EXPECT_EQ(on_account(fund, funds::Account::Spent), 160'000);
    EXPECT_EQ(on_account(fund, funds::Account::Transit), 0);
    EXPECT_EQ(on_account(fund, funds::Account::Bank), given - 160'000);
    EXPECT_EQ(vouchers(ids[0]).size(), 2U) << "sent and arrived";
    expect_books_agree();
    // What came back goes into the next batch.
    auto const next = approved(fund);
    EXPECT_EQ(payments().send(keeper(), next).sent, 1);
    EXPECT_TRUE(taken(next, answer(next)).problems.empty());
    EXPECT_EQ(state(ids[1]), "paid");
    EXPECT_EQ(on_account(fund, funds::Account::Spent), 240'000);
    expect_books_agree();
}

TEST_P(Banking, GoesOnWhereItsAnswerWasInterrupted) {
    ids = grants(450);
    on("2015-03-20");
    auto const id = sent(fund_with(100'000'000));
    auto const text = answer(id, {{ids[300], "销户"}});
    struct Interrupted : std::exception {};
    EXPECT_THROW((void)payments().result(keeper(), id, text, false, [](std::int64_t, std::int64_t) { throw Interrupted{}; }), Interrupted);
    EXPECT_EQ(found(id).arrived, 200);
    // It was taken whole: another one comes too late.
    auto const other = taken(id, answer(id, {{ids[301], "销户"}}));
    EXPECT_EQ(other.problems.size(), 2U);
    Program second{database().address(), people, folder.path()};
    auto const answered = second.payments.result(keeper(), id, text, false);
    EXPECT_EQ(answered.arrived, 449);
    EXPECT_EQ(answered.bounced, 1);
    EXPECT_EQ(found(id).arrived, 449);
    EXPECT_EQ(found(id).bounced, 1);
    EXPECT_EQ(state(id), "settled");
    for (auto const record : ids) EXPECT_EQ(vouchers(record).size(), 2U);
    expect_books_agree();
}

TEST_P(Banking, RefusesAnAnswerThatDoesNotAgreeAndSaysWhere) {
    auto const id = three_sent();
    auto const good = answer(id);
    auto const number = [&](std::size_t i) { return records::number_text(ids[i]); };
    auto const batch_number = records::number_text(id);

    EXPECT_EQ(refused(id, replaced(good, batch_number, "449901-00009999")), (Lines{"2:1 The batch is '449901-00009999', this one is " + batch_number + "; take the answer to this batch"}));
    EXPECT_EQ(refused(id, replaced(good, ",3,", ",2,")), (Lines{"2:17 The count is 2, and 3 were sent", "2:17 The head says 2, and there are 3 lines"}));
    EXPECT_EQ(refused(id, replaced(good, "2400.00", "2400.01")), (Lines{"2:19 The sum is 2400.01 yuan, and 2400.00 were sent", "2:19 The head says 2400.01 yuan, and the lines come to 2400.00"}));
    EXPECT_EQ(refused(id, replaced(good, number(1), "449901-00009999")), (Lines{"5:3 449901-00009999 was not sent with this batch", "2:17 There is no line for " + number(1)}));
    EXPECT_EQ(refused(id, replaced(good, number(2), number(0))), (Lines{"6:3 " + number(0) + " stands in line 4 already", "2:17 There is no line for " + number(2)}));
    auto const less = refused(id, replaced(good, "800.00", "80.00"));
    ASSERT_EQ(less.size(), 2U);
    EXPECT_EQ(less[1], "4:19 " + number(0) + " was sent with 800.00 yuan, and the answer says 80.00");
    EXPECT_EQ(refused(id, replaced(good, "成功", "处理中")), (Lines{"4:26 The result '处理中' must be 成功 (arrived) or 退回 (came back)"}));
    EXPECT_EQ(refused(id, replaced(good, "800.00", "八百")).front(), "4:19 Write the amount '八百' as 1234.56");
    EXPECT_EQ(refused(id, replaced(good, ",业务编号", ",编号")), (Lines{"3:1 The lines' heads are 序号,业务编号,金额(元),结果,原因; '业务编号' is missing"}));
    EXPECT_EQ(refused(id, ""), (Lines{"1:1 The file is not whole: batch, count and sum, then the lines' heads are expected"}));
    EXPECT_EQ(refused(id, replaced(good, number(1), "\"" + number(1))).front().substr(0, 3), "5:3") << "a quote that is never closed";
    EXPECT_EQ(on_account(fund, funds::Account::Transit), 240'000);
    // As a sheet program writes it: with its mark, CRLF, rows as long as the longest and blank ones at the end.
    auto sheet = "\xef\xbb\xbf" + replaced(replaced(good, "合计(元)\n", "合计(元),,\n"), "2400.00", "2400");
    for (auto at = sheet.find('\n'); at != std::string::npos; at = sheet.find('\n', at + 2)) sheet.replace(at, 1, "\r\n");
    auto const answered = taken(id, sheet + ",,,,\r\n");
    EXPECT_TRUE(answered.problems.empty()) << answered.problems.front().text.en;
    EXPECT_EQ(answered.arrived, 3);
}

TEST_P(Banking, IsTheOnlyWayOnForWhatIsWithTheBank) {
    auto const id = three_sent();
    for (auto const* const step : {"arrive", "bounce"}) EXPECT_EQ(code_of([&] { act(keeper(), ids[0], step, "本人说没有收到"); }), "records.held") << step;
    EXPECT_EQ(code_of([&] { act(system(), ids[0], "bounce", "本人说没有收到"); }), "records.held") << "nor by the program itself, but for the batch";
    EXPECT_EQ(code_of([&] { act(keeper(), ids[1], "correct", "金额有误", {{"bank", "工行"}}); }), "records.held");
    for (auto const& offer : read([&](storage::Reader const& reader) { return office.records.offers(reader, keeper(), office.records.fetch(reader, keeper(), ids[0])); })) {
        bool const step = offer.action->name == "arrive" || offer.action->name == "bounce" || offer.action->name == "correct";
        EXPECT_EQ(offer.refusal.has_value(), step) << offer.action->name;
        if (offer.refusal) {
            EXPECT_TRUE(offer.refusal->zh.contains(records::number_text(id))) << offer.refusal->zh;
        }
    }
    act(keeper(), ids[2], "remark", "已电话告知");
    auto const answered = taken(id, answer(id, {{ids[1], "退汇"}}));
    EXPECT_TRUE(answered.problems.empty());
    EXPECT_TRUE(answered.failures.empty());
    EXPECT_EQ(state(id), "settled");
    EXPECT_EQ(state(ids[2]), "paid");
    EXPECT_EQ(on_account(fund, funds::Account::Spent), 160'000);
    expect_books_agree();
    // What came back may be paid by hand again, and is free then.
    act(keeper(), ids[1], "send");
    act(keeper(), ids[1], "bounce", "账号仍有误");
    EXPECT_EQ(state(ids[1]), "approved");
}

// One batch's hold is not another's to let go of.
TEST_P(Banking, HoldsARecordForOneBatchUntilThatReleasesIt) {
    auto const id = three_sent();
    auto const holder = [&](RecordId record) { return read([&](storage::Reader const& reader) { return records::holder_of(reader, record); }); };
    EXPECT_EQ(holder(ids[0]), id);
    EXPECT_EQ(code_of([&] { write([&](storage::Transaction& transaction) { records::hold(transaction, ids[0], fund); }); }), "storage.constraint");
    write([&](storage::Transaction& transaction) { records::release(transaction, ids[0], fund); });
    EXPECT_EQ(holder(ids[0]), id);
    (void)taken(id, answer(id));
    EXPECT_FALSE(holder(ids[0]).has_value());
}

TEST_P(Banking, IsAnsweredOnceEverythingIsSentAndByWhoMay) {
    ids = grants(1);
    on("2015-03-20");
    auto const id = approved(fund);
    EXPECT_EQ(code_of([&] { (void)taken(id, answer(id)); }), "payments.not-sent");
    (void)payments().send(keeper(), id);
    EXPECT_EQ(code_of([&] { (void)payments().result(clerk(), id, answer(id), true); }), "payments.not-yours");
    EXPECT_EQ(code_of([&] { (void)payments().result(keeper(xishan), id, answer(id), true); }), "records.not-found");
    EXPECT_EQ(taken(id, answer(id)).arrived, 1);
    auto const otherwise = taken(id, answer(id, {{ids[0], "退汇"}}));
    ASSERT_EQ(otherwise.problems.size(), 1U);
    EXPECT_TRUE(otherwise.problems[0].text.zh.contains("此前已登记为“成功”")) << otherwise.problems[0].text.zh;
}

INSTANTIATE_TEST_SUITE_P(Every, Banking, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::payments
