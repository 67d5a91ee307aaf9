// Records found again: lists, to-dos, and what lies out of reach.
#include <set>

#include "support/office.h"

namespace niangjia::records {
namespace {

using namespace testing_support;
using Ids = std::vector<RecordId>;

class Listing : public OnEveryDatabaseWithOffice {
  protected:
    Ids list(identity::Context const& context, Filter const& filter = {}, std::optional<After> after = {},
             int limit = 100) {
        return read([&](storage::Reader const& reader) {
            Ids ids;
            for (auto const& record : records.list(reader, context, filter, after, limit))
                ids.push_back(record.id);
            return ids;
        });
    }
    // Every page of the list, one after another.
    std::vector<Ids> pages(identity::Context const& context, Filter const& filter, int limit) {
        std::vector<Ids> all;
        std::optional<After> after;
        while (all.size() < 100) {
            auto const page = read([&](storage::Reader const& reader) {
                return records.list(reader, context, filter, after, limit);
            });
            if (page.empty()) return all;
            all.emplace_back();
            for (auto const& record : page) all.back().push_back(record.id);
            after = After{page.back().opened.number(), page.back().id};
        }
        ADD_FAILURE() << "the pages have no end";
        return all;
    }
    RecordId complain(std::string_view day_text, std::string_view place = meiyuan) {
        auto wanted = complaint("来访", place);
        wanted.day = day(day_text);
        return create(system(), wanted);
    }
};

TEST_P(Listing, ShowsTheNewestFirst) {
    auto const old = complain("2015-02-02");
    auto const first = complain("2015-03-02");
    auto const second = complain("2015-03-02");
    auto const oldest = complain("2014-12-31");
    EXPECT_EQ(list(village_head()), (Ids{second, first, old, oldest}));
}

TEST_P(Listing, ShowsOnlyWhatTheCallerReaches) {
    auto const ours = complain("2015-03-02");
    auto const neighbours = complain("2015-03-03", daqiao);
    auto const street = complain("2015-03-04", shiqiao);
    auto const foreign = complain("2015-03-05", xinhe);
    EXPECT_EQ(list(village_head()), Ids{ours});
    EXPECT_EQ(list(chair()), (Ids{street, neighbours, ours}));
    EXPECT_EQ(list(keeper()), (Ids{street, neighbours, ours}));
    EXPECT_EQ(list(keeper(xishan)), Ids{foreign});
    EXPECT_EQ(list(system()), (Ids{foreign, street, neighbours, ours}));
    EXPECT_EQ(list(identity::Context{clock,
                                     5,
                                     "两村",
                                     {{test_roles().find("village-head"), code(meiyuan)},
                                      {test_roles().find("village-head"), code(xinhe)}}}),
              (Ids{foreign, ours}));
    EXPECT_EQ(list(identity::Context{clock, 6, "无职", {}}), Ids{});
}

TEST_P(Listing, AnOrganisationOutOfReachIsUnknown) {
    complain("2015-03-05", xinhe);
    EXPECT_EQ(code_of([&] { list(village_head(), {.org = code(xinhe)}); }), "org.unknown");
    EXPECT_EQ(code_of([&] { list(village_head(), {.org = code(shiqiao)}); }), "org.unknown")
        << "her own street is above her";
    EXPECT_EQ(list(keeper(), {.org = code(daqiao)}), Ids{});
}

TEST_P(Listing, AForeignRecordIsNotThere) {
    auto const foreign = complain("2015-03-05", xinhe);
    auto const number = number_text(foreign);
    EXPECT_EQ(failure_of([&] { fetch(village_head(), foreign); }).code(), "records.not-found");
    EXPECT_EQ(failure_of([&] { fetch(village_head(), foreign); }).text(),
              failure_of([&] { fetch(village_head(), foreign + 1); }).text());
    EXPECT_EQ(list(village_head(), {.text = number}), Ids{});
    EXPECT_EQ(list(keeper(xishan), {.text = number}), Ids{foreign});
    auto const mine = complain("2015-03-05");
    read([&](storage::Reader const& reader) {
        auto const found = records.fetch_many(reader, village_head(), {mine, foreign, foreign + 1});
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found.begin()->first, mine);
        EXPECT_TRUE(records.fetch_many(reader, village_head(), {}).empty());
    });
}

TEST_P(Listing, HoldsWhatItsFiltersSayInEveryPlaceAndPageByPage) {
    auto const* const grants = library.record_type("care.grant");
    auto const* const complaints = library.record_type("care.complaint");
    proposed(person("学员甲"), {{"school", "第一小学"}});
    approved(person("学员乙"), {{"school", "第二小学"}});
    create(chair(), training("2015-04-01"));
    on("2015-03-20");
    for (auto const* note : {"一", "二", "三", "四"}) create(village_head(), complaint(note));
    auto const late = create(village_head(), complaint("迟来"));
    act(village_head(), late, "accept");
    act(village_head(), late, "answer");
    auto const all = list(chair(), {});
    ASSERT_EQ(all.size(), 8U);
    std::vector<records::Filter> filters;
    for (auto const& types : {std::vector<packs::RecordType const*>{}, {grants}, {complaints}, {grants, complaints}}) {
        for (auto const* state : {"", "proposed", "shown", "answered", "no-such"}) {
            for (auto const open : {std::optional<bool>{}, std::optional{true}, std::optional{false}}) filters.push_back({.types = types, .state = state, .open = open});
        }
    }
    for (auto const& filter : filters) {
        Ids expected;
        for (auto const id : all) {
            auto const record = fetch(chair(), id);
            bool const typed = filter.types.empty() || std::find(filter.types.begin(), filter.types.end(), record.type) != filter.types.end();
            if (typed && (filter.state.empty() || record.state->name == filter.state) && (!filter.open || *filter.open == !record.closed)) expected.push_back(id);
        }
        for (auto const& caller : {chair(), keeper()}) {
            EXPECT_EQ(list(caller, filter), expected) << filter.state;
            Ids paged;
            std::optional<records::After> after;
            for (;;) {
                auto const page = read([&](storage::Reader const& reader) { return records.list(reader, caller, filter, after, 2); });
                for (auto const& record : page) paged.push_back(record.id);
                if (page.size() < 2) break;
                after = records::After{page.back().opened.number(), page.back().id};
            }
            EXPECT_EQ(paged, expected) << filter.state << " page by page";
        }
    }
}

TEST_P(Listing, IsNarrowedByItsFilters) {
    auto const pupil = person("学员甲");
    auto const grant_id = proposed(pupil, {{"school", "第一小学"}});
    auto const shown_id = approved(person("学员乙"), {{"school", "第二小学"}});
    auto const class_id = create(chair(), training("2015-04-01"));
    on("2015-03-20");
    auto const late = create(village_head(), complaint("迟来"));
    act(village_head(), late, "accept");
    act(village_head(), late, "answer");
    auto const* const grants = library.record_type("care.grant");
    auto const* const classes = library.record_type("training.class");

    EXPECT_EQ(list(chair(), {.types = {grants}}), (Ids{shown_id, grant_id}));
    EXPECT_EQ(list(chair(), {.types = {grants, classes}}), (Ids{class_id, shown_id, grant_id}));
    EXPECT_EQ(list(chair(), {.org = code(meiyuan)}), (Ids{late, shown_id, grant_id}));
    EXPECT_EQ(list(chair(), {.types = {grants}, .state = "shown"}), Ids{shown_id});
    EXPECT_EQ(list(chair(), {.open = false}), Ids{late});
    EXPECT_EQ(list(chair(), {.open = true}), (Ids{class_id, shown_id, grant_id}));
    EXPECT_EQ(list(chair(), {.subject = party(pupil)}), Ids{grant_id});
    EXPECT_EQ(list(chair(), {.subject = party(meiyuan)}), Ids{});
    EXPECT_EQ(list(chair(), {.org = code(meiyuan), .subject = party(pupil)}), Ids{grant_id});
    EXPECT_EQ(list(chair(), {.types = {classes}, .subject = party(pupil)}), Ids{}) << "of another type";
    EXPECT_EQ(list(chair(), {.open = false, .subject = party(pupil)}), Ids{});
    EXPECT_EQ(list(chair(), {.subject = party(pupil), .to = day("2014-12-31")}), Ids{});
    EXPECT_EQ(list(chair(), {.text = "二小"}), Ids{shown_id});
    EXPECT_EQ(list(chair(), {.text = "培训班"}), Ids{class_id});
    EXPECT_EQ(list(chair(), {.from = day("2015-03-10")}), Ids{late});
    EXPECT_EQ(list(chair(), {.to = day("2015-03-19")}), (Ids{class_id, shown_id, grant_id}));
    EXPECT_EQ(list(chair(), {.from = day("2015-03-10"), .to = day("2015-03-19")}), Ids{});
}

TEST_P(Listing, FindsTextAsItIsWritten) {
    auto const percent = proposed(person("学员甲"), {{"school", "100%_a\\b"}});
    proposed(person("学员乙"), {{"school", "100xyazb"}});
    EXPECT_EQ(list(chair(), {.text = "100%"}), Ids{percent}) << "% stands for itself";
    EXPECT_EQ(list(chair(), {.text = "%_"}), Ids{percent});
    EXPECT_EQ(list(chair(), {.text = "a\\b"}), Ids{percent});
    EXPECT_EQ(list(chair(), {.text = "' OR 1=1 --"}), Ids{});
    EXPECT_EQ(list(chair(), {.text = "A\\B"}), Ids{percent}) << "capitals make no difference";
}

TEST_P(Listing, ANumberIsFoundWithinTheOtherFilters) {
    auto const id = complain("2015-03-05");
    auto const number = number_text(id);
    EXPECT_EQ(list(keeper(), {.text = number}), Ids{id});
    EXPECT_EQ(list(keeper(), {.org = code(meiyuan), .text = number}), Ids{id});
    EXPECT_EQ(list(keeper(), {.org = code(daqiao), .text = number}), Ids{});
    EXPECT_EQ(list(keeper(), {.types = {library.record_type("care.grant")}, .text = number}), Ids{});
    EXPECT_EQ(list(keeper(), {.state = "answered", .text = number}), Ids{});
    EXPECT_EQ(list(keeper(), {.text = "449901-99999999"}), Ids{});
}

TEST_P(Listing, IsReadInPagesThatMissNothingAndRepeatNothing) {
    Ids all;
    for (int i = 0; i < 7; ++i) {
        all.push_back(complain(i < 3 ? "2015-03-01" : "2015-03-02"));
        all.push_back(create(chair(), training("2015-04-01")));
    }
    auto const found = pages(chair(), {}, 3);
    Ids joined;
    for (auto const& page : found) {
        EXPECT_LE(page.size(), 3U);
        joined.insert(joined.end(), page.begin(), page.end());
    }
    EXPECT_EQ(joined, list(chair()));
    EXPECT_EQ((std::set<RecordId>{joined.begin(), joined.end()}),
              (std::set<RecordId>{all.begin(), all.end()}));
    EXPECT_EQ(joined.size(), all.size());
    EXPECT_EQ(list(chair(), {}, {}, 2), (Ids{joined[0], joined[1]}));
}

TEST_P(Listing, APageGoesOnWhereTheLastStoppedThoughNewOnesCome) {
    auto const old = complain("2015-03-01");
    auto const middle = complain("2015-03-02");
    auto const before = fetch(middle);
    complain("2015-03-03");
    EXPECT_EQ(list(chair(), {}, After{before.opened.number(), before.id}), Ids{old});
}

class ToDos : public OnEveryDatabaseWithOffice {
  protected:
    std::vector<Todo> todos(identity::Context const& context,
                            std::optional<AfterTodo> after = {}, int limit = 10) {
        return read(
            [&](storage::Reader const& reader) { return records.todos(reader, context, after, limit); });
    }
    Ids due(identity::Context const& context) {
        Ids ids;
        for (auto const& todo : todos(context)) ids.push_back(todo.record.id);
        return ids;
    }
    std::vector<std::int64_t> count(identity::Context const& context) {
        auto const counted =
            read([&](storage::Reader const& reader) { return records.count_todos(reader, context); });
        return {counted.overdue, counted.soon, counted.total};
    }
};

TEST_P(ToDos, LieWithWhoseTurnItIs) {
    auto const id = proposed(person("学员甲"));
    EXPECT_EQ(due(chair()), Ids{id});
    EXPECT_EQ(todos(chair()).front().role, "township-chair");
    EXPECT_EQ(todos(chair()).front().due, day("2015-03-16"));
    EXPECT_EQ(due(village_head()), Ids{});
    EXPECT_EQ(due(chair(liushu)), Ids{});
    act(chair(), id, "approve");
    EXPECT_EQ(due(chair()), Ids{});
    EXPECT_EQ(due(keeper()), Ids{id});
    on("2015-03-17");
    act(keeper(), id, "pay", {{"amount", 800'00}});
    EXPECT_EQ(due(village_head()), Ids{id});
    act(village_head(), id, "close");
    EXPECT_EQ(rows_of("todos"), 0) << "what is closed is nobody's";
}

TEST_P(ToDos, LieWhereTheStateSays) {
    auto const id = create(village_head(), complaint("邻里纠纷"));
    EXPECT_EQ(due(village_head()), Ids{id}) << "whoever may take the first step";
    act(village_head(), id, "accept");
    EXPECT_EQ(due(village_head()), Ids{});
    EXPECT_EQ(due(keeper()), Ids{id}) << "the pack names the county";
    auto const above = create(as("keeper", linjiang), complaint("全市", linjiang));
    act(as("keeper", linjiang), above, "accept");
    EXPECT_EQ(due(as("keeper", linjiang)), Ids{above}) << "there is no county over it: its own organisation";
}

TEST_P(ToDos, AreShownSoonestFirstAndInPages) {
    auto const late = create(chair(), training("2015-05-01"));
    auto const soon = create(chair(), training("2015-03-10"));
    auto const grant_id = proposed(person("学员甲"));
    auto const same = proposed(person("学员乙"));
    EXPECT_EQ(due(chair()), (Ids{soon, grant_id, same, late}));
    auto const first = todos(chair(), {}, 2);
    ASSERT_EQ(first.size(), 2U);
    auto const rest = todos(chair(), AfterTodo{first[1].due->number(), first[1].record.id, {}});
    ASSERT_EQ(rest.size(), 2U);
    EXPECT_EQ(rest[0].record.id, same);
    EXPECT_EQ(rest[1].record.id, late);
}

TEST_P(ToDos, AreCountedByTheirUrgency) {
    proposed(person("学员甲"));
    create(chair(), training("2015-03-10"));
    create(chair(), training("2015-06-01"));
    create(village_head(xinhe), grant(person("村民乙", xinhe), {}, xinhe));
    EXPECT_EQ(count(chair()), (std::vector<std::int64_t>{0, 1, 3}));
    on("2015-03-13");
    EXPECT_EQ(count(chair()), (std::vector<std::int64_t>{1, 1, 3}));
    on("2015-03-17");
    EXPECT_EQ(count(chair()), (std::vector<std::int64_t>{2, 0, 3}));
    EXPECT_EQ(count(chair(liushu)), (std::vector<std::int64_t>{1, 0, 1})) << "others' are not counted";
    EXPECT_EQ(count(village_head(daqiao)), (std::vector<std::int64_t>{0, 0, 0}));
}

class AllOfThem : public OnEveryDatabaseWithOffice {
  protected:
    std::vector<std::string> orphans() {
        std::vector<std::string> found;
        for (auto const& text :
             read([&](storage::Reader const& reader) { return records.orphans(reader); })) {
            found.push_back(text.en);
        }
        return found;
    }
    void tamper(storage::Sql const& sql) {
        write([&](storage::Transaction& transaction) { ASSERT_GT(transaction.execute(sql), 0); });
    }
};

TEST_P(AllOfThem, AreVisitedWithTheirStepsAndParticipants) {
    auto const pupil = person("学员甲");
    auto const grant_id = paid(pupil, 800'00);
    auto wanted = training("2015-04-01");
    wanted.participants = {{"trainee", party(pupil)}};
    auto const class_id = create(chair(), wanted);
    std::vector<figures::Facts> visited;
    read([&](storage::Reader const& reader) {
        records.each(reader, [&](figures::Facts const& facts) { visited.push_back(facts); });
    });
    ASSERT_EQ(visited.size(), 2U);
    EXPECT_EQ(visited[0].record, grant_id);
    EXPECT_EQ(visited[0].subject, pupil);
    ASSERT_EQ(visited[0].steps.size(), 3U);
    EXPECT_EQ(visited[0].steps[2].action, "pay");
    EXPECT_EQ(visited[0].steps[2].fields.at("amount").as_int64(), 800'00);
    EXPECT_EQ(visited[1].record, class_id);
    ASSERT_EQ(visited[1].participants.size(), 1U);
    EXPECT_EQ(visited[1].participants[0].who, pupil);
}

TEST_P(AllOfThem, ThatNoPackDefinesAreNamed) {
    proposed(person("学员甲"));
    EXPECT_EQ(orphans(), std::vector<std::string>{});
    tamper({"test/lose_state", "UPDATE records SET state = 'forgotten'"});
    EXPECT_EQ(orphans(),
              std::vector<std::string>{
                  "1 records of 'care.grant' are in the state 'forgotten', which its workflow lacks"});
    tamper({"test/lose_type", "UPDATE record_types SET name = 'care.gone' WHERE name = 'care.grant'"});
    Records const reopened{db(), library, figures, people, folder.path() / "attachments"};
    auto const found = read([&](storage::Reader const& reader) { return reopened.orphans(reader); });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].zh, "有 1 条“care.gone”记录，但没有项目包定义这种记录：请恢复该项目包");
    auto const failure = failure_of([&] {
        read([&](storage::Reader const& reader) {
            (void)reopened.fetch(reader, system(), (std::int64_t{449901} << 43) + 1);
        });
    });
    EXPECT_EQ(failure.code(), "records.type-gone");
}

INSTANTIATE_TEST_SUITE_P(Every, Listing, testing::ValuesIn(backends()), backend_name);
INSTANTIATE_TEST_SUITE_P(Every, ToDos, testing::ValuesIn(backends()), backend_name);
INSTANTIATE_TEST_SUITE_P(Every, AllOfThem, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
