// She asks for help and follows it by her code; what the staff, the database and its keys see of it.
#include "portal/portal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "notify/notify.h"
#include "support/portal.h"

namespace niangjia::portal {
namespace {

using namespace testing_support;

std::string texts(std::vector<Told> const& list) {
    std::string all;
    for (auto const& one : list) all += one.title.zh + "=" + one.text.zh + ";";
    return all;
}

class Asking : public OnEveryDatabaseWithPortal {
  protected:
    Asking() {
        clerk();
        keeper();
    }
    void reply(RecordId id) {
        act(clerk(), id, "accept");
        act(keeper(), id, "reply", {{"opinion", "已协助联系社区，安排人陪同"}, {"legal-basis", "妇女权益保障法"}});
    }
};

TEST_P(Asking, MakesASealedRecordOfThePacksTypeAtHerCounty) {
    auto const wanted = wish();
    auto const id = ask(wanted);
    auto const record = fetch(clerk(), id);
    EXPECT_EQ(record.type->name, "petitions.petition");
    EXPECT_EQ(record.org, code(dongcheng));
    EXPECT_EQ(record.state->name, "registered");
    ASSERT_TRUE(record.seal.has_value()) << "whatever its category";
    EXPECT_FALSE(record.locked());
    EXPECT_EQ(record.fields.at("category").as_string(), "family") << "the plain topic's category";
    EXPECT_EQ(record.fields.at("channel").as_string(), "network");
    EXPECT_EQ(record.fields.at("story").as_string(), her_story);
    EXPECT_EQ(record.fields.at("called").as_string(), "小雨");
    EXPECT_EQ(record.fields.at("lives-in").as_string(), code(meiyuan).text());
    EXPECT_EQ(record.fields.at("do-not-call").as_bool(), true);
    EXPECT_EQ(fetch(keeper(), id).fields.at("story").as_string(), her_story);
    auto const todos = read([&](storage::Reader const& reader) { return office.records.todos(reader, clerk(), {}, 10); });
    EXPECT_FALSE(todos.empty()) << "the reception has it before it";
    EXPECT_EQ(code_of([&] { (void)fetch(worker("village-head", meiyuan), id); }), "records.not-found") << "nobody of her village";
    EXPECT_EQ(code_of([&] { (void)fetch(worker("township-chair", shiqiao), id); }), "records.not-found");
    EXPECT_EQ(code_of([&] { (void)fetch(worker("clerk", xishan), id); }), "records.not-found");
}

TEST_P(Asking, NeedsNothingButAPlaceATopicAndAFewWords) {
    Wish const bare = [&] {
        auto const fresh = office.portal.new_code();
        return Wish{.command = command(), .code = fresh.code, .ticket = fresh.ticket, .place = code(dongcheng), .topic = "other", .story = "想问问"};
    }();
    auto const record = fetch(clerk(), ask(bare));
    EXPECT_EQ(record.fields.at("category").as_string(), "general");
    EXPECT_FALSE(record.fields.contains("called"));
    EXPECT_FALSE(record.fields.contains("lives-in"));
    EXPECT_EQ(view(bare.code).own.size(), 1U);

    auto wrong = bare;
    wrong.command = command();
    wrong.topic = "violence";
    wrong.story = " \n";
    wrong.place = code("4599");
    EXPECT_EQ(pointers_of([&] { ask(wrong); }), (std::vector<std::string>{"/topic", "/story", "/place"}));
    auto longer = wish(std::string(6'003, 'x'));
    longer.name = std::string(60, 'x');
    EXPECT_EQ(pointers_of([&] { ask(longer); }), (std::vector<std::string>{"/story", "/name"}));
}

TEST_P(Asking, GivesACodeOfTwentyCharactersThatNobodyChooses) {
    std::set<std::string> codes;
    for (int i = 0; i < 100; ++i) codes.insert(office.portal.new_code().code);
    EXPECT_EQ(codes.size(), 100U);
    for (auto const& one : codes) {
        EXPECT_EQ(one.size(), code_length);
        EXPECT_EQ(one.find_first_not_of("23456789ABCDEFGHJKLMNPQRSTUVWXYZ"), std::string::npos);
    }
    EXPECT_EQ(grouped("ABCDEFGHJKLMNPQRSTUV"), "ABCD-EFGH-JKLM-NPQR-STUV");
    auto chosen = wish();
    chosen.code = "AAAAAAAAAAAAAAAAAAAA";
    EXPECT_EQ(code_of([&] { ask(chosen); }), "portal.ticket");
    auto foreign = wish();
    foreign.ticket = office.portal.new_code().ticket;
    EXPECT_EQ(code_of([&] { ask(foreign); }), "portal.ticket");
}

TEST_P(Asking, IsDoneOnceForOneCommandAndACodeOpensOneRequest) {
    auto const wanted = wish();
    auto const id = ask(wanted);
    EXPECT_EQ(ask(wanted), id) << "sent again, for the answer was lost on the way";
    EXPECT_EQ(view(wanted.code).messages.size(), 0U);
    auto other = wanted;
    auto const fresh = office.portal.new_code();
    other.code = fresh.code;
    other.ticket = fresh.ticket;
    EXPECT_EQ(code_of([&] { ask(other); }), "portal.sent-already");
    auto second = wish();
    second.code = wanted.code;
    second.ticket = wanted.ticket;
    EXPECT_EQ(code_of([&] { ask(second); }), "portal.sent-already");
}

TEST_P(Asking, IsNotPossibleWhereNobodyCouldRead) {
    auto wanted = wish();
    wanted.place = code(xinhe);
    EXPECT_EQ(code_of([&] { ask(wanted); }), "portal.not-here");
    worker("clerk", xishan);
    EXPECT_GT(ask(wanted), 0);
    auto const places = read([&](storage::Reader const& reader) { return office.portal.places(reader, code(linjiang)); });
    ASSERT_EQ(places.size(), 2U);
    EXPECT_TRUE(places[0].takes);
    EXPECT_TRUE(places[1].takes);
}

TEST_P(Asking, IsOpenedByHerCodeHoweverSheTypesIt) {
    auto const wanted = wish();
    ask(wanted);
    std::string small;
    std::string wide;
    for (char const c : wanted.code) {
        small += c >= 'A' ? static_cast<char>(c + 32) : c;
        wide += "\xEF\xBC";
        wide += static_cast<char>(0x80 + (c - ' '));
        if (c - ' ' >= 0x40) throw std::logic_error{"beyond the first block of wide forms"};
    }
    for (auto const& typed : {wanted.code, grouped(wanted.code), " " + small + "\n", wide}) EXPECT_EQ(her(typed).own_record(), her(wanted.code).own_record()) << typed;
    for (auto const& typed : {std::string{}, wanted.code.substr(1), wanted.code + "A", std::string{"查询码"}, std::string(5'000, 'A')}) {
        EXPECT_FALSE(read([&](storage::Reader const& reader) { return office.portal.who(reader, typed).has_value(); })) << typed;
    }
}

TEST_P(Asking, ShowsHerTheStateInPlainWordsAndHerOwnWords) {
    auto const wanted = wish();
    auto const id = ask(wanted);
    auto const first = view(wanted.code);
    EXPECT_EQ(first.topic.zh, "家里的事");
    EXPECT_EQ(first.state.zh, "您的来信我们收到了，正在看。");
    EXPECT_EQ(first.next, day("2015-03-24")) << "fifteen days to tell her";
    EXPECT_FALSE(first.next_is_hers);
    EXPECT_EQ(texts(first.own), "怎么称呼=小雨;所在地=梅园社区;安全联系方式=微信 xiaoyu-invented;方便联系的时间=上午十点以后;不要打电话=是;情况摘要=" + std::string{her_story} + ";");
    EXPECT_TRUE(first.told.empty());

    act(clerk(), id, "correct", {{"category", "domestic-violence"}, {"story", "家暴，高危"}}, "电话里问清楚了，打算报警");
    act(clerk(), id, "assess", {}, "");
    act(clerk(), id, "remark", {}, "对方是本地干部，注意保密");
    on("2015-03-12");
    reply(id);
    auto const later = view(wanted.code);
    EXPECT_EQ(later.topic.zh, "家里的事") << "not the category that the staff have found";
    EXPECT_EQ(later.state.zh, "我们已答复您。不满意可以在期限内申请复查。");
    EXPECT_TRUE(later.next_is_hers);
    ASSERT_EQ(later.way.size(), 3U);
    EXPECT_EQ(later.way[1].says.zh, "您的事情正在办理，有专人负责。");
    EXPECT_EQ(later.way[1].day, day("2015-03-12"));
    EXPECT_EQ(texts(later.told), "处理意见=已协助联系社区，安排人陪同;依据=妇女权益保障法;");
    EXPECT_TRUE(texts(later.own).contains(her_story)) << "as she wrote it";
    EXPECT_TRUE(later.messages.empty()) << "notes are not for her";
}

TEST_P(Asking, TellsTheTeamThatSheAskedAndThatSheWroteAgain) {
    auto const staff = clerk();
    auto const asked = wish();
    (void)ask(asked);
    (void)ask(asked);  // sent again
    auto const kinds = [&] {
        std::vector<std::string> found;
        for (auto const& one : read([&](storage::Reader const& reader) { return notify::list(reader, staff, {}, 10); })) found.push_back(one.kind);
        return found;
    };
    EXPECT_EQ(kinds(), std::vector<std::string>{"asked-online"});
    say(asked.code, "又想起一件事");
    EXPECT_EQ(kinds(), (std::vector<std::string>{"written-online", "asked-online"}));
}

TEST_P(Asking, LetsHerAndTheStaffWriteToEachOther) {
    auto const wanted = wish();
    auto const id = ask(wanted);
    say(wanted.code, "孩子也在家");
    auto const promised = view(wanted.code).promises;
    ASSERT_EQ(promised.size(), 1U);
    EXPECT_EQ(promised[0].says.zh, "您的留言我们会在{day}前回复。");
    EXPECT_EQ(promised[0].day, day("2015-03-11"));
    auto const waiting = read([&](storage::Reader const& reader) { return office.records.todos(reader, clerk(), {}, 10); });
    EXPECT_TRUE(std::any_of(waiting.begin(), waiting.end(), [](auto const& todo) { return todo.deadline != nullptr && todo.deadline->name == "answer-her"; }));
    act(clerk(), id, "message", {}, "收到，明天上午联系您");
    auto const seen = view(wanted.code);
    ASSERT_EQ(seen.messages.size(), 2U);
    EXPECT_TRUE(seen.messages[0].hers);
    EXPECT_EQ(seen.messages[0].text, "孩子也在家");
    EXPECT_FALSE(seen.messages[1].hers);
    EXPECT_EQ(seen.messages[1].text, "收到，明天上午联系您");
    EXPECT_TRUE(seen.promises.empty());
    auto const staff = read([&](storage::Reader const& reader) { return office.portal.messages(reader, office.records.fetch(reader, keeper(), id)); });
    ASSERT_EQ(staff.size(), 2U);
    EXPECT_EQ(staff[0].account, identity::applicant_account);
    EXPECT_EQ(code_of([&] { say(wanted.code, " "); }), "records.missing-note");
}

TEST_P(Asking, TakesMessagesToNobodyForARecordThatDidNotComeThroughThePortal) {
    auto const id = write([&](storage::Transaction& transaction) {
        return office.records.create(transaction, clerk(), {.command = command(), .type = "petitions.petition", .org = code(dongcheng), .fields = {{"channel", "visit"}, {"category", "divorce"}}});
    });
    EXPECT_EQ(code_of([&] { act(clerk(), id, "message", {}, "您好"); }), "records.not-from-portal");
    auto const offers = read([&](storage::Reader const& reader) { return office.records.offers(reader, clerk(), office.records.fetch(reader, clerk(), id)); });
    EXPECT_FALSE(std::any_of(offers.begin(), offers.end(), [](auto const& offer) { return offer.action->name == "message"; }));
    EXPECT_TRUE(read([&](storage::Reader const& reader) { return office.portal.messages(reader, office.records.fetch(reader, clerk(), id)).empty(); }));
    EXPECT_EQ(code_of([&] { act(clerk(), ask(wish()), "applicant-message", {}, "冒充"); }), "records.no-such-action") << "nobody writes in her name";
}

TEST_P(Asking, LetsHerRateAskForAReviewAndWithdraw) {
    auto const names = [](View const& seen) {
        std::vector<std::string> found;
        for (auto const& offer : seen.offers) found.push_back(offer.action->name);
        return found;
    };
    auto const wanted = wish();
    auto const id = ask(wanted);
    EXPECT_EQ(names(view(wanted.code)), std::vector<std::string>{"withdraw"});
    EXPECT_EQ(code_of([&] { step(wanted.code, "rate", {{"satisfied", true}}); }), "portal.not-now");
    reply(id);
    auto const replied = view(wanted.code);
    EXPECT_EQ(names(replied), std::vector<std::string>{"ask-review"});
    EXPECT_EQ(replied.offers[0].until, day("2015-04-08"));
    EXPECT_EQ(pointers_of([&] { step(wanted.code, "ask-review"); }), std::vector<std::string>{"/note"});
    on("2015-04-09");
    EXPECT_TRUE(view(wanted.code).offers.empty()) << "its days are over";
    EXPECT_EQ(code_of([&] { step(wanted.code, "ask-review", {}, "还没有解决"); }), "records.past-due");
    on("2015-04-08");
    step(wanted.code, "ask-review", {}, "还没有解决");
    EXPECT_EQ(view(wanted.code).state.zh, "上一级正在复查您的事情。");
    EXPECT_EQ(view(wanted.code).messages.at(0).text, "还没有解决");
    EXPECT_EQ(code_of([&] { step(wanted.code, "decide", {{"opinion", "维持"}, {"outcome", "settled"}}); }), "portal.not-now") << "a step of the staff";
    EXPECT_EQ(code_of([&] { step(wanted.code, "correct", {{"story", "改口"}}, "改"); }), "portal.not-now");
    EXPECT_EQ(code_of([&] { step(wanted.code, "remark", {}, "备注"); }), "portal.not-now");

    auto const answered = wish();
    auto const second = ask(answered);
    act(clerk(), second, "answer", {{"outcome", "advised"}});
    EXPECT_EQ(names(view(answered.code)), std::vector<std::string>{"rate"});
    EXPECT_EQ(pointers_of([&] { step(answered.code, "rate", {{"satisfied", true}, {"opinion", "改掉"}}); }), std::vector<std::string>{"/fields/opinion"});
    step(answered.code, "rate", {{"satisfied", false}}, "没有人回电话");
    EXPECT_EQ(fetch(clerk(), second).fields.at("satisfied").as_bool(), false);

    auto const regretted = wish();
    ask(regretted);
    step(regretted.code, "withdraw", {}, "不需要了");
    EXPECT_TRUE(view(regretted.code).closed);
}

TEST_P(Asking, TakesPapersThatOnlyTheTeamAndSheCanRead) {
    auto const wanted = wish();
    auto const id = ask(wanted);
    add_paper(wanted.code, "左臂照片.jpg", "\xFF\xD8\xFF left arm");
    EXPECT_EQ(view(wanted.code).papers.at(0).name, "左臂照片.jpg");
    auto const papers = read([&](storage::Reader const& reader) { return office.records.attachments(reader, office.records.fetch(reader, clerk(), id)); });
    ASSERT_EQ(papers.size(), 1U);
    EXPECT_EQ(office.records.attachment_content(papers[0]), "\xFF\xD8\xFF left arm");
    EXPECT_EQ(code_of([&] { add_paper(wanted.code, "a.exe", "MZ"); }), "records.file-kind");
    EXPECT_EQ(code_of([&] { add_paper(wanted.code, "a.png", "no picture"); }), "records.file-content");
    auto const most = office.portal.settings().limits.papers;
    for (int i = 1; i < most; ++i) add_paper(wanted.code, "a.txt", std::to_string(i));
    EXPECT_EQ(code_of([&] { add_paper(wanted.code, "a.txt", "one more"); }), "portal.papers");
}

TEST_P(Asking, TakesSoManyWordsAndStepsOfHersAndNoMore) {
    // The packs that the product ships, with a smaller number.
    TemporaryFolder packs;
    std::filesystem::copy(std::filesystem::path{NIANGJIA_SOURCE_DIR} / "packs", packs.path(), std::filesystem::copy_options::recursive);
    auto const file = packs.path() / "common" / "portal.yaml";
    auto settings = content_of(file);
    std::string_view const usual = "entries: 500 ";
    ASSERT_TRUE(settings.contains(usual));
    settings.replace(settings.find(usual), usual.size(), "entries: 3 ");
    write_file(file, settings);
    auto const loaded = packs::Library::load(packs.path(), "women", office.roles);
    ASSERT_NE(loaded.library, nullptr);
    Portal const small{*loaded.library, office.records, clock};
    auto const wanted = wish();
    auto const id = ask(wanted);
    auto const me = her(wanted.code);
    auto const write_to_them = [&](std::string const& command_id, std::string const& text) {
        write([&](storage::Transaction& transaction) { small.say(transaction, me, command_id, text); });
    };
    write_to_them(command(), "一");
    act(clerk(), id, "message", {}, "收到");
    write_to_them(command(), "二");
    auto const last = command();
    write_to_them(last, "三");
    EXPECT_EQ(code_of([&] { write_to_them(command(), "四"); }), "portal.entries");
    EXPECT_EQ(code_of([&] { write([&](storage::Transaction& transaction) { small.take_step(transaction, me, {.command = command(), .action = "withdraw", .note = "不需要了"}); }); }),
              "portal.entries");
    write_to_them(last, "三");  // sent again, its answer having been lost
    EXPECT_EQ(view(wanted.code).messages.size(), 4U) << "three of hers, and the staff's";
    act(clerk(), id, "message", {}, "我们打给您");
    EXPECT_EQ(view(wanted.code).messages.size(), 5U) << "the staff may go on";
}

TEST_P(Asking, GivesHerHerOwnRecordAndNoOther) {
    auto const mine = wish();
    auto const other = wish("别人的事");
    auto const id = ask(mine);
    auto const foreign = ask(other);
    auto const me = her(mine.code);
    EXPECT_EQ(fetch(me, id).fields.at("story").as_string(), her_story);
    EXPECT_EQ(code_of([&] { (void)fetch(me, foreign); }), "records.not-found");
    EXPECT_TRUE(read([&](storage::Reader const& reader) { return office.records.list(reader, me, {}, {}, 10); }).empty());
    EXPECT_TRUE(read([&](storage::Reader const& reader) { return office.records.fetch_many(reader, me, {id, foreign}); }).empty());
    EXPECT_TRUE(read([&](storage::Reader const& reader) { return office.records.todos(reader, me, {}, 10); }).empty());
    EXPECT_EQ(code_of([&] { act(me, foreign, "withdraw", {}, "别人的"); }), "records.not-found");
    EXPECT_EQ(code_of([&] {
                  write([&](storage::Transaction& transaction) {
                      (void)office.records.create(transaction, me, {.command = command(), .type = "petitions.petition", .org = code(dongcheng), .fields = {{"channel", "visit"}, {"category", "divorce"}}});
                  });
              }),
              "org.unknown");
}

TEST_P(Asking, WrapsTheCaseForColleaguesWhoCameLaterWhenSheWritesAgain) {
    auto const wanted = wish();
    auto const id = ask(wanted);
    auto const late = worker("clerk", dongcheng, ".late");
    EXPECT_TRUE(fetch(late, id).locked());
    say(wanted.code, "再说一句");
    EXPECT_EQ(fetch(late, id).fields.at("story").as_string(), her_story);
}

INSTANTIATE_TEST_SUITE_P(Every, Asking, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::portal
