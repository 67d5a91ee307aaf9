// What everybody sees of funds, and a donor of her gift.
#include "portal/funds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/board.h"

namespace niangjia::portal {
namespace {

using namespace testing_support;

class PublicMoney : public OnEveryDatabaseWithBoard {
  protected:
    std::vector<PublicFund> list(std::optional<std::string_view> place = {}) { return page(place, {}, 50).items; }
    PublicFunds::Page page(std::optional<std::string_view> place, std::optional<PublicFunds::After> after, int limit) {
        return read([&](storage::Reader const& reader) { return told.list(reader, place ? std::optional{code(*place)} : std::nullopt, after, limit); });
    }
    static std::vector<std::string> names(std::vector<PublicFund> const& funds) {
        std::vector<std::string> all;
        for (auto const& one : funds) all.push_back(one.name);
        return all;
    }
    PublicYear year(RecordId id, std::optional<std::int64_t> of = {}) {
        return read([&](storage::Reader const& reader) { return told.year(reader, id, of); });
    }
    funds::Receipt receipt_of(RecordId id) {
        return read([&](storage::Reader const& reader) { return funds::receipts_of_record(reader, id).at(0); });
    }
    std::string code_for(funds::Receipt const& receipt) {
        return read([&](storage::Reader const& reader) { return receipt_code(*office.people.keys(reader), receipt); });
    }
    PublicGift gift_by(std::string_view number, std::string_view code_typed, std::optional<std::int64_t> after = {}) {
        return read([&](storage::Reader const& reader) { return told.gift(reader, number, code_typed, after); });
    }
    // So much later that people are counted anew.
    void later() { clock.set(clock.now() + 600'001); }
    PublicGift seen(RecordId id) {
        auto const receipt = receipt_of(id);
        return gift_by(receipt.number(), code_for(receipt));
    }

    PublicFunds told{*office.library, office.records, office.people, clock};
    people::PersonId const she = person("张小雨");
};

using Names = std::vector<std::string>;

TEST_P(PublicMoney, TellsOfEachFundWhatItReceivedAndUsedAndHasLeft) {
    auto const id = fund();
    gift(id, 1'000'00);
    gift(id, 500'00, {{"source", "people"}});
    paid(she, id, 300'00);
    auto const all = list();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].id, id);
    EXPECT_EQ(all[0].name, "春风资金");
    EXPECT_EQ(all[0].org_name, "东城区");
    EXPECT_EQ(all[0].purpose, "资助困难学生");
    EXPECT_EQ(all[0].received, 1'500'00);
    EXPECT_EQ(all[0].used, 300'00);
    EXPECT_EQ(all[0].left, 1'200'00);
}

TEST_P(PublicMoney, ShowsAPlaceTheFundsAboveItAndThoseBelow) {
    fund("东城资金", dongcheng);
    fund("西山资金", xishan);
    fund("全市资金", linjiang);
    auto const mistake = fund("误建的资金", dongcheng);
    act(keeper(), mistake, "drop");
    EXPECT_EQ(names(list(meiyuan)), (Names{"全市资金", "东城资金"})) << "those that may help there";
    EXPECT_EQ(names(list(dongcheng)), (Names{"全市资金", "东城资金"}));
    EXPECT_EQ(names(list(xishan)), (Names{"全市资金", "西山资金"}));
    auto everywhere = names(list());
    std::ranges::sort(everywhere);
    Names expected{"东城资金", "西山资金", "全市资金"};
    std::ranges::sort(expected);
    EXPECT_EQ(everywhere, expected);
    EXPECT_EQ(code_of([&] { year(mistake); }), "portal.no-such-fund");
}

TEST_P(PublicMoney, IsPagedAndNoFundIsLeftOutOrShownTwice) {
    for (int i = 0; i < 3; ++i) fund("市" + std::to_string(i), linjiang);
    for (int i = 0; i < 4; ++i) fund("县" + std::to_string(i), dongcheng);
    for (int const limit : {1, 2, 3, 5, 7, 8}) {
        Names all;
        std::optional<PublicFunds::After> after;
        do {
            auto const some = page(meiyuan, after, limit);
            EXPECT_LE(some.items.size(), static_cast<std::size_t>(limit));
            for (auto const& name : names(some.items)) all.push_back(name);
            after = some.next;
        } while (after);
        std::ranges::sort(all);
        EXPECT_EQ(all, (Names{"县0", "县1", "县2", "县3", "市0", "市1", "市2"})) << limit;
    }
}

TEST_P(PublicMoney, TellsAYearByWhereItCameFromAndWhatItWasFor) {
    auto const id = fund();
    gift(id, 1'000'00);
    gift(id, 500'00);
    gift(id, 200'00, {{"source", "people"}});
    for (auto const* const name : {"甲", "乙", "丙"}) {
        paid(person(name), id, 100'00);
    }
    auto const now = year(id);
    EXPECT_EQ(now.year, 2015);
    ASSERT_EQ(now.income.size(), 2U);
    std::map<std::string, std::int64_t> income;
    for (auto const& line : now.income) income[line.title.zh] = line.amount;
    EXPECT_EQ(income, (std::map<std::string, std::int64_t>{{"捐赠收入（企业）", 1'500'00}, {"捐赠收入（个人）", 200'00}}));
    ASSERT_EQ(now.uses.size(), 1U);
    EXPECT_EQ(now.uses[0].title.zh, "助学");
    EXPECT_EQ(now.uses[0].amount, 300'00);
    EXPECT_EQ(now.uses[0].people, 3);
    EXPECT_TRUE(year(id, 2014).income.empty());
    EXPECT_TRUE(year(id, 2014).uses.empty());
    EXPECT_EQ(code_of([&] { year(gift(id, 1'00)); }), "portal.no-such-fund");
    EXPECT_EQ(code_of([&] { year(0); }), "portal.no-such-fund");
}

TEST_P(PublicMoney, DoesNotTellHowFewWereHelpedAndCountsEachOnce) {
    auto const id = fund();
    gift(id, 1'000'00);
    auto const first = paid(she, id, 100'00);
    EXPECT_EQ(year(id).uses.at(0).people, std::nullopt) << "one person could be told";
    paid(she, id, 50'00);
    paid(person("乙"), id, 100'00);
    EXPECT_EQ(year(id).uses.at(0).people, std::nullopt) << "three payments, two people";
    paid(person("丙"), id, 100'00);
    EXPECT_EQ(year(id).uses.at(0).people, 3);
    auto const fourth = paid(person("丁"), id, 100'00);
    EXPECT_EQ(year(id).uses.at(0).people, 4);
    act(keeper(), fourth, "reclaim");
    later();
    EXPECT_EQ(year(id).uses.at(0).people, 3) << "what was taken back reached nobody";
    act(keeper(), first, "reclaim");
    later();
    EXPECT_EQ(year(id).uses.at(0).people, 3) << "she still has the other";
}

TEST_P(PublicMoney, CountsWhoseTwoFilesWereMergedAsOne) {
    auto const id = fund();
    gift(id, 1'000'00);
    auto const twice = person("张小雨又");
    for (auto const whom : {she, twice, person("乙"), person("丙")}) paid(whom, id, 100'00);
    EXPECT_EQ(year(id).uses.at(0).people, 4);
    write([&](storage::Transaction& transaction) { (void)office.records.merge_persons(transaction, system(), office.people, twice, she, "同一人，重复建档"); });
    later();
    EXPECT_EQ(year(id).uses.at(0).people, 3);
}

TEST_P(PublicMoney, CountsThePeopleOfAYearEveryTenMinutesAtMost) {
    auto const id = fund();
    gift(id, 1'000'00);
    for (auto const* const name : {"甲", "乙", "丙"}) paid(person(name), id, 100'00);
    auto const fourth = paid(person("丁"), id, 100'00);
    EXPECT_EQ(year(id).uses.at(0).people, 4);
    act(keeper(), fourth, "reclaim");
    auto const soon = year(id).uses.at(0);
    EXPECT_EQ(soon.amount, 300'00) << "sums are those of now";
    EXPECT_EQ(soon.people, 4) << "and the count is not taken again for everybody who asks";
    later();
    EXPECT_EQ(year(id).uses.at(0).people, 3);
}

TEST_P(PublicMoney, TellsWhatBecameOfAGiftToWhoeverHasItsReceipt) {
    auto const id = fund();
    auto const given = gift(id, 1'000'00);
    auto const receipt = receipt_of(given);
    EXPECT_EQ(receipt.number(), "449901-2015-000001");
    paid(she, id, 300'00);
    auto const gift = seen(given);
    EXPECT_EQ(gift.donor, "好心公司");
    EXPECT_EQ(gift.day, day("2015-03-09"));
    EXPECT_EQ(gift.amount, 1'000'00);
    EXPECT_FALSE(gift.given_back);
    EXPECT_EQ(gift.fund, id);
    EXPECT_EQ(gift.fund_name, "春风资金");
    EXPECT_EQ(gift.org_name, "东城区");
    EXPECT_EQ(gift.used, 300'00);
    EXPECT_EQ(gift.left, 700'00);
    ASSERT_EQ(gift.uses.size(), 1U);
    EXPECT_EQ(gift.uses[0].month, day("2015-03-01")) << "the day would tell which payment it was";
    EXPECT_EQ(gift.uses[0].programme.zh, "助学");
    EXPECT_EQ(gift.uses[0].place, "") << "and so would the place, with one payment there";
    EXPECT_EQ(gift.uses[0].amount, 300'00);
    EXPECT_EQ(gift.uses[0].masked, std::nullopt) << "a gift to all tells of nobody";
    EXPECT_EQ(gift.next, std::nullopt);
}

TEST_P(PublicMoney, TellsOfAGiftToOnePupilHerMaskedNameAlone) {
    auto const id = fund();
    auto const hers = gift(id, 400'00, {{"pupil", std::to_string(she)}});
    auto const all = gift(id, 400'00);
    paid(she, id, 400'00);
    auto const to_her = seen(hers);
    EXPECT_EQ(to_her.left, 0);
    ASSERT_EQ(to_her.uses.size(), 1U);
    EXPECT_EQ(to_her.uses[0].masked, "张**");
    EXPECT_TRUE(seen(all).uses.empty()) << "what is hers is used first";
}

TEST_P(PublicMoney, SumsTheUsesOfAGiftByMonthAndByTownshipWhereTheyAreMany) {
    auto const id = fund();
    auto const given = gift(id, 1'000'00);
    std::vector<RecordId> grants;
    for (auto const* const name : {"甲", "乙", "丙"}) grants.push_back(shown(person(name), 100'00, {{"fund", records::number_text(id)}}));
    on("2015-03-20");
    for (auto const grant : grants) act(keeper(), grant, "pay");
    on("2015-04-01");
    paid(she, id, 40'00);
    auto const uses = seen(given).uses;
    ASSERT_EQ(uses.size(), 2U);
    EXPECT_EQ(uses[0].month, day("2015-04-01")) << "the newest month first";
    EXPECT_EQ(uses[0].amount, 40'00);
    EXPECT_EQ(uses[0].place, "");
    EXPECT_EQ(uses[1].month, day("2015-03-01"));
    EXPECT_EQ(uses[1].amount, 300'00);
    EXPECT_EQ(uses[1].place, "石桥街道");
    EXPECT_EQ(gift_by(receipt_of(given).number(), code_for(receipt_of(given)), 1).uses.size(), 1U);
    EXPECT_TRUE(gift_by(receipt_of(given).number(), code_for(receipt_of(given)), 9).uses.empty());
}

TEST_P(PublicMoney, ThanksForDuesAndPointsToTheFund) {
    auto const id = fund();
    auto const fee = create(keeper(), "funds.fee", dongcheng, {{"donor", "王会员"}, {"fund", records::number_text(id)}, {"amount", 12'00}});
    auto const dues = seen(fee);
    EXPECT_EQ(dues.donor, "王会员");
    EXPECT_EQ(dues.amount, 12'00);
    EXPECT_EQ(dues.fund, id);
    EXPECT_FALSE(dues.given_back);
    EXPECT_EQ(dues.used, std::nullopt) << "it is the fund's own money, used with the rest";
    EXPECT_EQ(dues.left, std::nullopt);
    EXPECT_TRUE(dues.uses.empty());
    act(keeper(), fee, "again");
    auto const receipts = read([&](storage::Reader const& reader) { return funds::receipts_of_record(reader, fee); });
    ASSERT_EQ(receipts.size(), 2U);
    for (auto const& receipt : receipts) EXPECT_EQ(gift_by(receipt.number(), code_for(receipt)).amount, 12'00) << receipt.number();
}

TEST_P(PublicMoney, SaysThatAReceiptWasMadeVoid) {
    auto const id = fund();
    auto const given = gift(id, 400'00);
    act(keeper(), given, "void");
    auto const gift = seen(given);
    EXPECT_TRUE(gift.given_back);
    EXPECT_EQ(gift.left, 0);
}

TEST_P(PublicMoney, OpensAGiftByNumberAndCodeHoweverTheyAreTyped) {
    auto const id = fund();
    auto const given = gift(id, 400'00);
    auto const receipt = receipt_of(given);
    auto const right = code_for(receipt);
    ASSERT_EQ(right.size(), receipt_code_length);
    EXPECT_EQ(right.find_first_not_of("23456789ABCDEFGHJKLMNPQRSTUVWXYZ"), std::string::npos);
    std::string small;
    for (char const c : right) small += c >= 'A' ? static_cast<char>(c + 32) : c;
    for (auto const& typed : {right, small, right.substr(0, 5) + "-" + right.substr(5), " " + right + "\n"}) EXPECT_EQ(gift_by(receipt.number(), typed).amount, 400'00) << typed;
    for (auto const* const number : {" 449901-2015-000001 ", "449901—2015—000001", "４４９９０１－２０１５－０００００１", "No. 449901-2015-000001"}) {
        EXPECT_EQ(gift_by(number, right).amount, 400'00) << number;
    }
}

TEST_P(PublicMoney, AnswersWrongCodesUnknownNumbersAndNonsenseAlike) {
    auto const id = fund();
    auto const given = gift(id, 400'00);
    auto const other = gift(id, 300'00);
    auto const receipt = receipt_of(given);
    auto const right = code_for(receipt);
    auto unknown = receipt;
    unknown.n = 77;
    std::vector<std::pair<std::string, std::string>> const wrong{{receipt.number(), code_for(receipt_of(other))}, {receipt.number(), right.substr(1)}, {receipt.number(), right + "A"},
                                                                 {receipt.number(), ""},                          {unknown.number(), right},           {unknown.number(), code_for(unknown)},
                                                                 {"", right},                                     {"没有", "查询码"},                    {std::string(5'000, '9'), std::string(5'000, 'A')}};
    std::set<std::string> said;
    for (auto const& [number, typed] : wrong) {
        auto const failure = failure_of([&] { gift_by(number, typed); });
        EXPECT_EQ(failure.code(), "portal.no-such-receipt") << number << " " << typed;
        said.insert(failure.text().zh + failure.pointer());
    }
    EXPECT_EQ(said.size(), 1U);
}

TEST_P(PublicMoney, KeepsTheCodesOnPaperGoodWhenTheKeysAreChanged) {
    auto const id = fund();
    auto const given = gift(id, 400'00);
    auto const receipt = receipt_of(given);
    auto const printed = code_for(receipt);
    office.people.rotate(*office.database, [](std::int64_t, std::int64_t) {});
    EXPECT_EQ(code_for(receipt), printed);
    EXPECT_EQ(gift_by(receipt.number(), printed).amount, 400'00);
    Installation const again{office.data, office.packs, clock};
    EXPECT_EQ(read([&](storage::Reader const& reader) { return receipt_code(*again.people.keys(reader), receipt); }), printed);
}

INSTANTIATE_TEST_SUITE_P(Every, PublicMoney, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::portal
