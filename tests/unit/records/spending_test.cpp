// What steps spend: what others looked at is what is paid, out of what fund, on whose authority.
#include <gtest/gtest.h>

#include "funds/funds.h"
#include "support/board.h"

namespace niangjia::records {
namespace {

using namespace testing_support;

constexpr std::string_view spend_pack = R"(programme: spend
name: {zh: 支出, en: Spend}
keeper: family
choices:
  sort:
    school: {zh: 上学, en: School}
    hurt:   {zh: 家事, en: At home}
records:
  fund:
    name: {zh: 资金, en: Fund}
    kind: project
    title: "{name}"
    fields:
      name:    {type: text, name: {zh: 名称, en: Name}, required: true}
      below:   {type: yes-no, name: {zh: 下级可以使用, en: Open to those below}}
      year:    {type: year, name: {zh: 预算年度, en: Year}}
      planned: {type: money, name: {zh: 预算, en: Planned}}
    workflow:
      create: {name: {zh: 设立, en: Open}, by: [keeper], to: open, posts: {open: money, below: below}}
      states:
        open:
          name: {zh: 使用中, en: Open}
          closed: true
          actions:
            plan: {name: {zh: 预算, en: Plan}, by: [keeper], needs: [year, planned], posts: {plan: planned, year: year, from: self}}
  gift:
    name: {zh: 捐款, en: Gift}
    kind: project
    subject: {person: optional}
    title: 捐款
    sealed: {when: {sort: [hurt]}, team: [keeper at county]}
    fields:
      fund:   {type: record, of: fund, name: {zh: 资金, en: Fund}, required: true}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
      sort:   {type: choice, of: sort, name: {zh: 用于, en: For}}
    workflow:
      create: {name: {zh: 收到, en: Receive}, by: [keeper, township-chair], to: received, posts: {receive: amount, into: fund, as: gift, person: subject}}
      states:
        received:
          name: {zh: 已收到, en: Received}
          closed: true
          actions:
            mirror: {name: {zh: 冲账, en: Mirror}, by: [keeper], posts: {reverse: create}}
            undo:   {name: {zh: 作废, en: Void}, by: [keeper], to: undone, posts: {reverse: create}}
        undone: {name: {zh: 已作废, en: Void}, closed: true, void: true}
  grant:
    name: {zh: 救助, en: Grant}
    kind: aid
    levels: [village]
    subject: person
    title: "{year}年救助"
    fields:
      year:    {type: year, name: {zh: 年度, en: Year}, required: true}
      amount:  {type: money, name: {zh: 金额, en: Amount}}
      part:    {type: money, name: {zh: 本次金额, en: This time}}
      fund:    {type: record, of: fund, name: {zh: 资金, en: Fund}}
      bank:    {type: text, name: {zh: 开户行, en: Bank}, seen-by: personal}
      account: {type: text, name: {zh: 账号, en: Account}, seen-by: personal}
      school:  {type: text, name: {zh: 学校, en: School}}
    once-per: [subject, year]
    ceilings:
      - {per: subject, year: year, sum: amount, at-most: 5000元}
    workflow:
      create: {name: {zh: 申报, en: Propose}, by: [village-head, keeper at county], to: proposed}
      states:
        proposed:
          name: {zh: 已申报, en: Proposed}
          actions:
            approve: {name: {zh: 审批, en: Approve}, by: [township-chair], to: approved, needs: [amount], unlike: [create]}
        approved:
          name: {zh: 待发放, en: Approved}
          actions:
            pay:  {name: {zh: 发放, en: Pay}, by: [keeper], to: paid, needs: [fund, amount], unlike: [create], posts: {pay: amount, from: fund}}
            some: {name: {zh: 分次发放, en: Pay a part}, by: [keeper], needs: [fund, part], posts: {pay: part, from: fund}}
            back: {name: {zh: 冲账, en: Take back}, by: [keeper], posts: {reverse: some}}
            tick: {name: {zh: 随批次办理, en: With the batch}, by: [keeper], through: batch}
        paid:
          name: {zh: 已发放, en: Paid}
          closed: true
          actions:
            reclaim: {name: {zh: 追回, en: Reclaim}, by: [keeper], to: gone, posts: {reverse: [some, pay]}}
        gone: {name: {zh: 已追回, en: Taken back}, closed: true, void: true}
  scheme:
    name: {zh: 办法, en: Scheme}
    kind: project
    fields:
      rate: {type: decimal, name: {zh: 比例, en: Rate}, required: true, max: 100}
    workflow:
      create: {name: {zh: 颁布, en: Issue}, by: [keeper], to: in-force}
      states:
        in-force: {name: {zh: 施行, en: In force}, closed: true}
  claim:
    name: {zh: 互助, en: Claim}
    kind: aid
    levels: [village]
    subject: person
    title: 互助
    fields:
      scheme: {type: record, of: scheme, name: {zh: 办法, en: Scheme}, required: true}
      cost:   {type: money, name: {zh: 费用, en: Cost}, required: true}
      share:  {type: money, name: {zh: 核定, en: Granted}, computed: {of: cost, percent: scheme.rate}}
      fund:   {type: record, of: fund, name: {zh: 资金, en: Fund}}
    workflow:
      create: {name: {zh: 申请, en: Claim}, by: [village-head], to: claimed}
      states:
        claimed:
          name: {zh: 待审, en: Claimed}
          actions:
            check: {name: {zh: 核定, en: Check}, by: [township-chair], to: checked, needs: [share], takes: [share]}
        checked:
          name: {zh: 待发, en: Checked}
          actions:
            pay: {name: {zh: 发放, en: Pay}, by: [keeper], to: paid, needs: [fund, share], takes: [share, cost], posts: {pay: share, from: fund}}
        paid: {name: {zh: 已发, en: Paid}, closed: true}
)";

class Spending : public OnEveryDatabaseWithBoard {
  protected:
    RecordId make(identity::Context const& context, std::string_view type, std::string_view place, json::object fields, std::optional<people::PersonId> subject = {}) {
        Creation creation{command(), std::string{type}, code(place)};
        if (subject) creation.subject = Party{packs::Who::Person, *subject};
        creation.fields = std::move(fields);
        return write([&](storage::Transaction& transaction) { return at_work.records.create(transaction, context, creation); });
    }
    void take(identity::Context const& context, RecordId id, std::string_view action, json::object fields = {}, bool through_batch = false) {
        write([&](storage::Transaction& transaction) {
            auto const version = at_work.records.fetch(transaction, system(), id).version;
            at_work.records.act(transaction, context, id, version,
                                {.command = command(), .action = std::string{action}, .note = "有原因", .fields = std::move(fields), .through_batch = through_batch});
        });
    }
    Record record(RecordId id) {
        return read([&](storage::Reader const& reader) { return at_work.records.fetch(reader, system(), id); });
    }
    std::string refused(identity::Context const& context, RecordId id, std::string_view action, json::object fields = {}) {
        return code_of([&] { take(context, id, action, std::move(fields)); });
    }

    RecordId fund_of(std::string_view place, std::int64_t fen, json::object fields = {}) {
        auto const theirs = keeper(place);
        fields["name"] = "救助资金";
        auto const id = make(theirs, "spend.fund", place, std::move(fields));
        make(theirs, "spend.gift", place, {{"fund", number_text(id)}, {"amount", fen}});
        return id;
    }
    RecordId proposed(json::object fields = {{"amount", 500'00}}) {
        fields["year"] = 2015;
        return make(village_head(), "spend.grant", meiyuan, std::move(fields), she);
    }
    RecordId approved(json::object fields = {{"amount", 500'00}}) {
        auto const id = proposed(std::move(fields));
        take(chair(), id, "approve");
        return id;
    }
    std::int64_t left(RecordId fund) {
        return read([&](storage::Reader const& reader) { return funds::available(reader, fund, "spend", std::nullopt, clock.today()); });
    }
    static json::object out_of(RecordId fund) { return {{"fund", number_text(fund)}}; }

    people::PersonId const she = person("张小雨");
    Installation at_work{office.data, packs_with_spending(), clock};

  private:
    std::filesystem::path packs_with_spending() {
        auto const packs = folder.path() / "packs-spending";
        std::filesystem::copy(office.packs, packs, std::filesystem::copy_options::recursive);
        write_file(packs / "women" / "spend.yaml", spend_pack);
        return packs;
    }
};

TEST_P(Spending, WhatIsUpForApprovalIsNotCorrected) {
    auto const id = proposed();
    auto const money = fund_of(dongcheng, 10'000'00);
    take(village_head(), id, "correct", {{"amount", 600'00}, {"year", 2014}, {"bank", "农商行"}, {"account", "1"}});
    take(village_head(), id, "correct", {{"year", 2015}});
    take(chair(), id, "approve");
    for (auto const& fields : {json::object{{"amount", 700'00}}, json::object{{"part", 100'00}}, json::object{{"year", 2014}}, json::object{{"bank", "别的银行"}},
                               json::object{{"account", "2"}}, out_of(money)}) {
        auto const failure = failure_of([&] { take(village_head(), id, "correct", fields); });
        EXPECT_EQ(failure.code(), "records.approved-amount") << to_text(fields);
        EXPECT_EQ(failure.pointer(), std::string{"/fields/"} + fields.begin()->key_c_str());
    }
    take(village_head(), id, "correct", {{"school", "实验小学"}});
    take(keeper(), id, "pay", out_of(money));
    EXPECT_EQ(refused(village_head(), id, "correct", {{"year", 2013}}), "records.approved-amount") << "or she would have the same again";
    EXPECT_EQ(refused(village_head(), id, "correct", {{"account", "2"}}), "records.approved-amount");
    EXPECT_EQ(refused(village_head(), id, "correct", {{"amount", 1'00}}), "records.posted-field");
    take(village_head(), id, "correct", {{"school", "城北小学"}});
}

TEST_P(Spending, WhatAnAmountIsReckonedFromIsNotCorrectedOnceItIsReckoned) {
    auto const scheme = make(keeper(), "spend.scheme", dongcheng, {{"rate", 50}});
    auto const other = make(keeper(), "spend.scheme", dongcheng, {{"rate", 100}});
    auto const id = make(village_head(), "spend.claim", meiyuan, {{"scheme", number_text(scheme)}, {"cost", 800'00}}, she);
    take(village_head(), id, "correct", {{"cost", 1'000'00}});
    take(chair(), id, "check");
    EXPECT_EQ(record(id).fields.at("share"), json::value(500'00));
    EXPECT_EQ(refused(village_head(), id, "correct", {{"cost", 2'000'00}}), "records.approved-amount");
    EXPECT_EQ(refused(village_head(), id, "correct", {{"scheme", number_text(other)}}), "records.approved-amount");
    auto const money = fund_of(dongcheng, 10'000'00);
    auto asked = out_of(money);
    asked["cost"] = 2'000'00;
    EXPECT_EQ(refused(keeper(), id, "pay", asked), "records.approved-amount") << "who pays does not reckon it anew";
    take(keeper(), id, "pay", out_of(money));
    EXPECT_EQ(left(money), 9'500'00);
}

TEST_P(Spending, TheStepThatPaysGivesTheAmountThatStandsThere) {
    auto const money = fund_of(dongcheng, 10'000'00);
    auto const id = approved();
    auto asked = out_of(money);
    asked["amount"] = 900'00;
    auto const failure = failure_of([&] { take(keeper(), id, "pay", asked); });
    EXPECT_EQ(failure.code(), "records.approved-amount");
    EXPECT_EQ(failure.pointer(), "/fields/amount");
    asked["amount"] = 500'00;
    take(keeper(), id, "pay", asked);
    EXPECT_EQ(left(money), 9'500'00);
}

TEST_P(Spending, OfSeveralPaymentsTheNextHasAnAmountOfItsOwnWhileTheFirstStands) {
    auto const money = fund_of(dongcheng, 10'000'00);
    auto const id = approved({{"amount", 500'00}, {"part", 100'00}});
    auto const some = [&](std::int64_t fen) {
        auto asked = out_of(money);
        asked["part"] = fen;
        return refused(keeper(), id, "some", asked);
    };
    EXPECT_EQ(some(200'00), "records.approved-amount");
    EXPECT_EQ(some(100'00), "");
    EXPECT_EQ(some(200'00), "");
    EXPECT_EQ(left(money), 9'700'00);
    take(keeper(), id, "back");
    EXPECT_EQ(left(money), 10'000'00);
    EXPECT_EQ(some(300'00), "records.approved-amount") << "what was taken back was no payment";
}

TEST_P(Spending, WhoCorrectsWhatWasProposedProposedItToo) {
    auto const money = fund_of(dongcheng, 10'000'00);
    auto const id = proposed();
    take(keeper(), id, "correct", {{"amount", 600'00}});
    take(chair(), id, "approve");
    EXPECT_EQ(refused(keeper(), id, "pay", out_of(money)), "records.unlike");
    take(keeper(linjiang), id, "pay", out_of(money));
    EXPECT_EQ(record(id).state->name, "paid");
}

TEST_P(Spending, AFundKeptAbovePaysForThoseBelowOnlyWhereItIsOpenToThem) {
    auto const kept = fund_of(linjiang, 10'000'00);
    auto const id = approved();
    auto const failure = failure_of([&] { take(keeper(), id, "pay", out_of(kept)); });
    EXPECT_EQ(failure.code(), "funds.not-yours");
    EXPECT_EQ(failure.pointer(), "/fields/fund");
    EXPECT_EQ(left(kept), 10'000'00);
    take(keeper(linjiang), id, "pay", out_of(kept));
    EXPECT_EQ(left(kept), 9'500'00);
    EXPECT_EQ(refused(keeper(), id, "reclaim"), "funds.not-yours");
    take(keeper(linjiang), id, "reclaim");

    auto const open = fund_of(linjiang, 1'000'00, {{"below", true}});
    auto const other = approved();
    take(keeper(), other, "pay", out_of(open));
    EXPECT_EQ(left(open), 500'00);
    take(keeper(), other, "reclaim");
    EXPECT_EQ(left(open), 1'000'00);
}

TEST_P(Spending, OnlyWhoKeepsAFundReceivesIntoIt) {
    auto const city = fund_of(linjiang, 100'00, {{"below", true}});
    auto const county = fund_of(dongcheng, 100'00);
    auto const given = [](RecordId fund) { return json::object{{"fund", number_text(fund)}, {"amount", 50'00}}; };
    EXPECT_EQ(code_of([&] { make(keeper(), "spend.gift", dongcheng, given(city)); }), "funds.not-yours");
    EXPECT_EQ(code_of([&] { make(chair(), "spend.gift", shiqiao, given(county)); }), "funds.not-yours");
    EXPECT_EQ(code_of([&] { make(keeper(), "spend.gift", shiqiao, given(county)); }), "") << "who keeps it may register it anywhere below";
    EXPECT_EQ(code_of([&] { make(keeper(linjiang), "spend.gift", dongcheng, given(county)); }), "");
}

TEST_P(Spending, HowAFundIsKeptIsNotCorrected) {
    auto const id = make(keeper(), "spend.fund", dongcheng, {{"name", "救助资金"}, {"below", false}});
    EXPECT_EQ(refused(keeper(), id, "correct", {{"below", true}}), "records.posted-field") << "nothing was paid into it yet";
    take(keeper(), id, "correct", {{"name", "救急资金"}, {"planned", 1'00}});
    take(keeper(), id, "plan", {{"year", 2015}, {"planned", 800'00}});
    EXPECT_EQ(refused(keeper(), id, "correct", {{"planned", 9'000'00}}), "records.posted-field");
    EXPECT_EQ(refused(keeper(), id, "correct", {{"year", 2016}}), "records.posted-field");
    take(keeper(), id, "plan", {{"year", 2015}, {"planned", 900'00}});
}

TEST_P(Spending, NothingIsReversedTwice) {
    auto const money = fund_of(dongcheng, 100'00);
    auto const id = make(keeper(), "spend.gift", dongcheng, {{"fund", number_text(money)}, {"amount", 50'00}});
    take(keeper(), id, "mirror");
    EXPECT_EQ(left(money), 100'00);
    EXPECT_EQ(refused(keeper(), id, "mirror"), "funds.nothing-to-reverse");
    take(keeper(), id, "undo");
    EXPECT_EQ(record(id).state->name, "undone") << "what is void reverses what there is";
}

TEST_P(Spending, ASealedRecordBringsInNothingForAPersonWhomItHides) {
    auto const money = fund_of(dongcheng, 100'00);
    auto const for_her = [&](json::object fields) {
        fields["fund"] = number_text(money);
        fields["amount"] = 50'00;
        return code_of([&] { make(keeper(), "spend.gift", dongcheng, fields, she); });
    };
    EXPECT_EQ(for_her({{"sort", "hurt"}}), "records.sealed-posting");
    EXPECT_EQ(left(money), 100'00);
    EXPECT_EQ(for_her({{"sort", "school"}}), "");
    EXPECT_EQ(left(money), 100'00) << "it is for her alone";
}

TEST_P(Spending, AStepThroughTheBatchIsTakenByNobodyElse) {
    auto const id = approved();
    EXPECT_EQ(refused(keeper(), id, "tick"), "records.through-batch");
    auto const offers = read([&](storage::Reader const& reader) { return at_work.records.offers(reader, keeper(), at_work.records.fetch(reader, keeper(), id)); });
    auto const tick = std::ranges::find_if(offers, [](Offer const& one) { return one.action->name == "tick"; });
    ASSERT_NE(tick, offers.end());
    EXPECT_TRUE(tick->refusal.has_value());
    take(keeper(), id, "tick", {}, true);
    EXPECT_EQ(record(id).version, 3);
}

INSTANTIATE_TEST_SUITE_P(Every, Spending, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
