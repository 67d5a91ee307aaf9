// The public board: what stands on it, until when, and what an objection holds up.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/board.h"

namespace niangjia::records {
namespace {

using namespace testing_support;

class PublicNotices : public OnEveryDatabaseWithBoard {
  protected:
    std::vector<RecordId> board(org::Code place, Records const* of = nullptr) {
        std::vector<RecordId> all;
        for (auto const& one : page(place, {}, 50, of).items) all.push_back(one.record.id);
        return all;
    }
    std::vector<RecordId> board(std::string_view place) { return board(code(place)); }
    Records::NoticePage page(org::Code place, std::optional<AfterNotice> const& after, int limit, Records const* of = nullptr) {
        return read([&](storage::Reader const& reader) { return (of == nullptr ? office.records : *of).notices(reader, clock, place, after, limit); });
    }
    packs::RecordType const* library_type(std::string_view name) { return office.library->record_type(name); }
    std::string id_of(RecordId record) {
        for (auto const& one : page(org::Code{}, {}, 50).items) {
            if (one.record.id == record) return one.id;
        }
        return {};
    }
    std::int64_t rows_of(std::string const& table) {
        auto const text = "SELECT count(*) FROM " + table;
        return read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"test/count_rows", text});
            return rows.next() ? rows.integer(0) : -1;
        });
    }
    // The tables hold what the board shows and nothing else.
    void expect_rows(std::int64_t notices) {
        EXPECT_EQ(rows_of("record_notices"), notices);
        EXPECT_GE(rows_of("notice_places"), notices * 2);
        if (notices == 0) { EXPECT_EQ(rows_of("notice_places"), 0); }
    }

    people::PersonId const she = person("张小雨");
};

using Ids = std::vector<RecordId>;

TEST_P(PublicNotices, StandAtTheirPlaceAndEachAboveWhileTheStateSaysSo) {
    auto const id = create(village_head(), "help.grant", meiyuan, {{"year", 2015}}, she);
    EXPECT_TRUE(board(meiyuan).empty()) << "a proposal is nobody's to read";
    act(chair(), id, "show", {{"amount", 500'00}});
    for (auto const place : {meiyuan, shiqiao, dongcheng, linjiang, std::string_view{"44"}}) EXPECT_EQ(board(place), Ids{id}) << place;
    EXPECT_EQ(board(org::Code{}), Ids{id});
    for (auto const place : {daqiao, xishan}) EXPECT_TRUE(board(place).empty()) << place;
    act(keeper(), id, "back");
    EXPECT_TRUE(board(org::Code{}).empty());
    expect_rows(0);
    act(chair(), id, "show");
    EXPECT_EQ(board(meiyuan), Ids{id});
    act(keeper(), id, "drop");
    EXPECT_TRUE(board(org::Code{}).empty());
    expect_rows(0);
}

TEST_P(PublicNotices, EndWithTheirDayAndNotWithTheStep) {
    auto const id = shown(she);
    ASSERT_EQ(fetch(id).due, day("2015-03-16"));
    on("2015-03-16");
    EXPECT_EQ(board(meiyuan), Ids{id});
    auto const name = id_of(id);
    EXPECT_TRUE(read([&](storage::Reader const& reader) { return office.records.noticed(reader, clock, name).has_value(); }));
    on("2015-03-17");
    EXPECT_TRUE(board(meiyuan).empty()) << "it waits to be paid, and is shown no longer";
    EXPECT_FALSE(read([&](storage::Reader const& reader) { return office.records.noticed(reader, clock, name).has_value(); }));
}

TEST_P(PublicNotices, KeepTheirNameWhenTheirDayMovesAndGetAnotherWhenTheyAreShownAgain) {
    auto const id = shown(she);
    auto const first = id_of(id);
    EXPECT_EQ(first.size(), 20U);
    EXPECT_EQ(first.find(std::to_string(id)), std::string::npos);
    act(chair(), id, "remark");
    EXPECT_EQ(id_of(id), first);
    act(keeper(), id, "longer");
    EXPECT_EQ(id_of(id), first);
    EXPECT_EQ(page(code(meiyuan), {}, 10).items.at(0).until, day("2015-03-26"));
    on("2015-03-20");
    EXPECT_EQ(board(meiyuan), Ids{id});
    act(keeper(), id, "back");
    act(chair(), id, "show");
    EXPECT_NE(id_of(id), first);
    expect_rows(1);
}

TEST_P(PublicNotices, ArePagedByTheLastToEndAndNoneIsLeftOutOrShownTwice) {
    Ids made;
    for (int i = 0; i < 7; ++i) {
        if (i == 3) on("2015-03-11");
        made.push_back(shown(person("王某" + std::to_string(i))));
    }
    Ids seen;
    std::vector<std::int32_t> days;
    std::optional<AfterNotice> after;
    do {
        auto const some = page(code(dongcheng), after, 2);
        for (auto const& one : some.items) {
            seen.push_back(one.record.id);
            days.push_back(one.until->number());
        }
        after = some.next;
    } while (after);
    EXPECT_TRUE(std::ranges::is_sorted(days, std::greater<>{}));
    ASSERT_EQ(seen.size(), made.size());
    EXPECT_GE(*std::min_element(seen.begin(), seen.begin() + 4), made[3]) << "those of the later day come first";
    std::ranges::sort(seen);
    EXPECT_EQ(seen, made);
}

TEST_P(PublicNotices, AreNeverOfWhatIsSealed) {
    keeper();
    auto const id = shown(she);
    auto const other = create(village_head(), "help.grant", meiyuan, {{"year", 2015}, {"sort", "hurt"}}, person("李梅"));
    act(chair(), other, "show", {{"amount", 300'00}});
    ASSERT_TRUE(fetch(other).seal.has_value());
    EXPECT_EQ(board(meiyuan), Ids{id}) << "it was sealed from the first moment";
    act(village_head(), id, "correct", {{"sort", "hurt"}});
    ASSERT_TRUE(fetch(id).seal.has_value());
    EXPECT_TRUE(board(meiyuan).empty());
    expect_rows(0);
}

TEST_P(PublicNotices, FollowThePacksWhenTheInstallationIsOpened) {
    auto const id = shown(she);
    shown(person("李梅"));
    auto const name = id_of(id);
    // The same packs without the word.
    auto const packs = folder.path() / "packs-without";
    std::filesystem::copy(office.packs, packs, std::filesystem::copy_options::recursive);
    std::string text{board_help};
    std::string_view const word = "          notice: {shows: [amount, sort, rice, giver, fund]}\n";
    text.erase(text.find(word), word.size());
    write_file(packs / "women" / "help.yaml", text);
    {
        Installation const without{office.data, packs, clock};
        EXPECT_TRUE(board(org::Code{}, &without.records).empty());
        expect_rows(0);
    }
    Installation const again{office.data, office.packs, clock};
    EXPECT_EQ(board(code(meiyuan), &again.records).size(), 2U);
    EXPECT_NE(id_of(id), name);
    expect_rows(2);
    auto const now = id_of(id);
    Installation const unchanged{office.data, office.packs, clock};
    EXPECT_EQ(id_of(id), now) << "what stands there is left alone";
    expect_rows(2);
}

TEST_P(PublicNotices, HoldUpThePaymentUntilEveryObjectionIsAnswered) {
    auto const money = fund();
    gift(money, 1'000'00);
    auto const id = shown(she, 500'00, {{"fund", number_text(money)}});
    auto const first = create(village_head(), "objections.objection", meiyuan, {{"text", "她家不困难"}}, {}, id);
    auto const second = create(chair(), "objections.objection", meiyuan, {{"text", "名字写错了"}, {"name", "邻居"}}, {}, id);
    on("2015-03-17");
    EXPECT_EQ(code_of([&] { act(keeper(), id, "pay"); }), "records.objections-open");
    act(keeper(), first, "answer", {{"finding", "入户核查，情况属实"}, {"upheld", false}});
    EXPECT_EQ(code_of([&] { act(keeper(), id, "pay"); }), "records.objections-open");
    act(keeper(), second, "answer", {{"finding", "名字没有错"}, {"upheld", false}});
    act(keeper(), id, "pay");
    EXPECT_EQ(fetch(id).state->name, "paid");
    EXPECT_EQ(fetch(first).state->name, "answered");
}

TEST_P(PublicNotices, ThatWereRightlyObjectedToAreShownAnewBeforeAnythingIsPaid) {
    auto const money = fund();
    gift(money, 1'000'00);
    auto const id = shown(she, 500'00, {{"fund", number_text(money)}});
    auto const objection = create(village_head(), "objections.objection", meiyuan, {{"text", "她家不困难"}}, {}, id);
    act(keeper(), objection, "answer", {{"finding", "入户核查，已有工作"}, {"upheld", true}});
    on("2015-03-17");
    auto const failure = failure_of([&] { act(keeper(), id, "pay"); });
    EXPECT_EQ(failure.code(), "records.objected");
    EXPECT_NE(failure.text().zh.find(number_text(objection)), std::string::npos);
    act(keeper(), id, "longer");
    EXPECT_EQ(code_of([&] { on("2015-03-27"); act(keeper(), id, "pay"); }), "records.objected") << "a longer notice of the same is none of another";
    act(keeper(), id, "back");
    act(chair(), id, "show", {{"amount", 300'00}});
    on("2015-04-20");
    act(keeper(), id, "pay");
    EXPECT_EQ(fetch(id).state->name, "paid");
}

TEST_P(PublicNotices, AreAnsweredForBySomebodyElseThanWhoPutThemUp) {
    auto const id = shown(she);
    auto const objection = create(village_head(), "objections.objection", meiyuan, {{"text", "她家不困难"}}, {}, id);
    EXPECT_EQ(code_of([&] { act(chair(), objection, "answer", {{"finding", "情况属实"}, {"upheld", false}}); }), "records.unlike");
    auto const offers = read([&](storage::Reader const& reader) { return office.records.offers(reader, chair(), office.records.fetch(reader, chair(), objection)); });
    ASSERT_EQ(offers.front().action->name, "answer");
    EXPECT_TRUE(offers.front().refusal.has_value());
    act(chair(), id, "remark");
    act(keeper(), objection, "answer", {{"finding", "情况属实"}, {"upheld", false}});
    EXPECT_EQ(fetch(objection).state->name, "answered");
}

TEST_P(PublicNotices, DoNotBeginInThePastWhateverDayTheStepIsGiven) {
    auto const money = fund();
    gift(money, 1'000'00);
    auto const head = village_head();
    auto const shows = chair();
    auto const id = write([&](storage::Transaction& transaction) {
        Creation creation{command(), "help.grant", code(meiyuan), day("2015-02-02")};
        creation.subject = Party{packs::Who::Person, she};
        creation.fields = {{"year", 2015}};
        auto const made = office.records.create(transaction, head, creation);
        Act show{.command = command(), .action = "show", .day = day("2015-02-02"), .fields = {{"amount", 500'00}, {"fund", number_text(money)}}};
        office.records.act(transaction, shows, made, 1, show);
        return made;
    });
    EXPECT_EQ(fetch(id).due, day("2015-03-16")) << "five working days from today, the 9th";
    EXPECT_EQ(board(meiyuan), Ids{id});
    EXPECT_EQ(code_of([&] { act(keeper(), id, "pay"); }), "records.must-wait");
    EXPECT_EQ(office.records.follow_calendar(db(), system()), 0) << "reckoned again it is the same day";
    EXPECT_EQ(fetch(id).due, day("2015-03-16"));
    on("2015-03-17");
    act(keeper(), id, "pay");
}

TEST_P(PublicNotices, DoNotStopStepsThatDoNotWaitForTheirEnd) {
    auto const id = shown(she);
    create(village_head(), "objections.objection", meiyuan, {{"text", "她家不困难"}}, {}, id);
    act(keeper(), id, "longer");
    act(keeper(), id, "back");
    EXPECT_EQ(fetch(id).state->name, "proposed");
}

TEST_P(PublicNotices, AreObjectedToWhileTheyStandAndNotOtherwise) {
    auto const id = create(village_head(), "help.grant", meiyuan, {{"year", 2015}}, she);
    auto const object = [&](std::optional<RecordId> to) {
        return code_of([&] { create(village_head(), "objections.objection", meiyuan, {{"text", "有异议"}}, {}, to); });
    };
    EXPECT_EQ(object(id), "records.not-noticed");
    EXPECT_EQ(object({}), "records.needs-parent");
    act(chair(), id, "show", {{"amount", 500'00}});
    on("2015-03-17");
    EXPECT_EQ(object(id), "") << "late, but it is not paid yet: what the staff hear they may register";
    auto const grant = library_type("help.grant");
    EXPECT_TRUE(library_type("objections.objection")->is_part_of(*grant));
    EXPECT_FALSE(library_type("objections.objection")->is_part_of(*library_type("funds.gift")));
}

INSTANTIATE_TEST_SUITE_P(Every, PublicNotices, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
