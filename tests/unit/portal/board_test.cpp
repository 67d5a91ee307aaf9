// What everybody reads on the public board, and objecting to it.
#include "portal/board.h"

#include <gtest/gtest.h>

#include "support/board.h"

namespace niangjia::portal {
namespace {

using namespace testing_support;

class PublicBoard : public OnEveryDatabaseWithBoard {
  protected:
    std::vector<Notice> notices(std::string_view place = meiyuan) {
        return read([&](storage::Reader const& reader) { return board.list(reader, code(place), {}, 50).items; });
    }
    RecordId object(std::string_view notice, Objection objection) {
        if (objection.command.empty()) objection.command = command();
        return write([&](storage::Transaction& transaction) { return board.object(transaction, notice, objection); });
    }
    static std::string texts(Notice const& notice) {
        std::string all;
        for (auto const& [title, value] : notice.shows) all += title.zh + "=" + value.zh + ";";
        return all;
    }

    Board board{*office.library, office.records, clock};
    people::PersonId const she = person("张小雨");
};

TEST_P(PublicBoard, ShowsMaskedNamesThePlaceAndTheFieldsThatThePackNames) {
    auto const money = fund();
    auto const id = shown(she, 500'50, {{"sort", "school"}, {"rice", 12.5}, {"giver", code(xishan).text()}, {"fund", records::number_text(money)}});
    auto const all = notices();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].title.zh, "助学 · 助学金");
    EXPECT_EQ(all[0].title.en, "Help · Grant");
    EXPECT_EQ(all[0].org_name, "梅园社区");
    EXPECT_EQ(all[0].name, "张**");
    EXPECT_EQ(texts(all[0]), "金额=500.50 元;用于=学费;大米=12.5 公斤;资助单位=西山县;资金=春风资金;");
    EXPECT_EQ(all[0].shows[0].second.en, "500.50 yuan");
    EXPECT_EQ(all[0].until, day("2015-03-16"));
    EXPECT_FALSE(all[0].id.contains(std::to_string(id)));
    std::string everything = all[0].id + all[0].title.zh + all[0].org_name + all[0].name + texts(all[0]);
    for (auto const* const secret : {"小雨", "父亲", "2015年"}) EXPECT_FALSE(everything.contains(secret)) << secret;
}

TEST_P(PublicBoard, LeavesOutWhatIsNotFilledIn) {
    shown(she, 300'00);
    auto const all = notices();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(texts(all[0]), "金额=300 元;");
}

TEST_P(PublicBoard, ShowsEachPlaceItsOwnAndThoseBelow) {
    shown(she);
    shown(person("李梅", daqiao), 200'00, {}, daqiao);
    EXPECT_EQ(notices(meiyuan).size(), 1U);
    EXPECT_EQ(notices(shiqiao).size(), 2U);
    EXPECT_EQ(notices(xishan).size(), 0U);
    EXPECT_EQ(read([&](storage::Reader const& reader) { return board.list(reader, {}, {}, 50).items.size(); }), 2U);
}

TEST_P(PublicBoard, TakesAnObjectionAsAPartOfTheRecordFromWhoeverItIs) {
    auto const id = shown(she);
    auto const notice = notices().at(0).id;
    auto const made = object(notice, {.text = "她家有车有房", .name = "邻居老王", .contact = "13800000000"});
    auto const part = fetch(made);
    EXPECT_EQ(part.type->name, "objections.objection");
    EXPECT_EQ(part.parent, id);
    EXPECT_EQ(part.org, code(dongcheng));
    EXPECT_EQ(code_of([&] { (void)read([&](storage::Reader const& reader) { return office.records.fetch(reader, chair(), made); }); }), "records.not-found")
        << "who put her forward does not learn who objects";
    EXPECT_EQ(part.created_by, identity::public_account);
    EXPECT_EQ(part.due, day("2015-03-16")) << "five working days";
    EXPECT_EQ(part.fields.at("text").as_string(), "她家有车有房");
    EXPECT_EQ(part.fields.at("name").as_string(), "邻居老王");
    auto const nameless = fetch(object(notice, {.text = "不困难", .name = " "}));
    EXPECT_FALSE(nameless.fields.contains("name"));
    EXPECT_FALSE(nameless.fields.contains("contact"));
    auto const todos = read([&](storage::Reader const& reader) { return office.records.todos(reader, keeper(), {}, 50); });
    EXPECT_EQ(std::ranges::count_if(todos, [](auto const& todo) { return todo.record.type->objects; }), 2) << "the county has them before it";
    on("2015-03-17");
    EXPECT_EQ(code_of([&] { act(keeper(), id, "pay", {{"fund", records::number_text(fund())}}); }), "records.objections-open");
}

TEST_P(PublicBoard, TakesOneOnceForOneCommand) {
    shown(she);
    auto const notice = notices().at(0).id;
    Objection const objection{.command = command(), .text = "不困难"};
    EXPECT_EQ(object(notice, objection), object(notice, objection));
    auto other = objection;
    other.text = "另一条";
    EXPECT_EQ(code_of([&] { object(notice, other); }), "command.reused");
}

TEST_P(PublicBoard, TakesNoMoreThanMayWaitForAnAnswerAndAsManyAgainAfterIt) {
    shown(she);
    auto const notice = notices().at(0).id;
    Objection const first{.command = command(), .text = "第一条"};
    auto const answered = object(notice, first);
    object(notice, {.text = "第二条"});
    object(notice, {.text = "第三条"});
    EXPECT_EQ(code_of([&] { object(notice, {.text = "第四条"}); }), "portal.many-objections");
    EXPECT_EQ(object(notice, first), answered) << "sent again, its answer having been lost";
    act(keeper(), answered, "answer", {{"finding", "属实"}, {"upheld", false}});
    object(notice, {.text = "第四条"});
    EXPECT_EQ(code_of([&] { object(notice, {.text = "第五条"}); }), "portal.many-objections");
}

TEST_P(PublicBoard, TakesNoneToWhatIsNotOnTheBoardAnyMore) {
    auto const id = shown(she);
    auto const notice = notices().at(0).id;
    auto const fails = [&](std::string_view to) { return code_of([&] { object(to, {.text = "有异议"}); }); };
    EXPECT_EQ(fails("AAAABBBBCCCCDDDDEEEE"), "portal.no-such-notice");
    EXPECT_EQ(fails(""), "portal.no-such-notice");
    EXPECT_EQ(fails(std::to_string(id)), "portal.no-such-notice");
    EXPECT_EQ(read([&](storage::Reader const& reader) { return board.record_of(reader, notice); }), id);
    on("2015-03-17");
    EXPECT_EQ(fails(notice), "portal.no-such-notice");
    on("2015-03-16");
    act(keeper(), id, "back");
    EXPECT_EQ(fails(notice), "portal.no-such-notice");
}

TEST_P(PublicBoard, SaysWhatIsWrongWithAnObjection) {
    shown(she);
    auto const notice = notices().at(0).id;
    EXPECT_EQ(pointers_of([&] { object(notice, {.text = " \n"}); }), std::vector<std::string>{"/text"});
    EXPECT_EQ(pointers_of([&] { object(notice, {.text = std::string(2'001, 'x'), .name = std::string(41, 'x')}); }), (std::vector<std::string>{"/text", "/name"}));
}

INSTANTIATE_TEST_SUITE_P(Every, PublicBoard, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::portal
