// Sealed records: what the database tells of them, to whom they open, and how a seal is broken.
#include <gtest/gtest.h>

#include "cases.h"
#include "identity/recovery.h"

namespace niangjia::testing_support {
namespace {

using identity::Recovery;

class Sealed : public OnEveryDatabaseWithCases {
  protected:
    static constexpr std::string_view story = "丈夫酒后动手，左臂淤青";

    // Everything that the tables say, as text.
    std::string everything() {
        std::string all;
        read([&](storage::Reader const& reader) {
            auto const take = [&](std::string_view name, std::string_view text) {
                auto rows = reader.query(storage::Query{name, text});
                while (rows.next()) all += rows.string(0) + "\n";
            };
            take("test/records", "SELECT title || fields || coalesce(once_key, '') || coalesce(CAST(subject_person AS TEXT), '') FROM records");
            take("test/timeline", "SELECT note || changes FROM timeline");
            take("test/attachments", "SELECT name || hash FROM attachments");
            take("test/links", "SELECT CAST(record AS TEXT) || ' ' || CAST(other AS TEXT) FROM record_links");
            take("test/participants", "SELECT role || CAST(who AS TEXT) FROM participants");
            take("test/contributions", "SELECT coalesce(CAST(who AS TEXT), '') FROM contributions");
        });
        return all;
    }
    void link(RecordId from, RecordId to) {
        write([&](storage::Transaction& transaction) {
            auto const version = records.fetch(transaction, village_head(), from).version;
            records.act(transaction, village_head(), from, version, {.command = command(), .action = "link", .link_to = to, .link_kind = "same-family"});
        });
    }
    std::int64_t count(std::string const& table) {
        auto const text = "SELECT count(*) FROM " + table;
        return read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"test/count", text});
            (void)rows.next();
            return rows.integer(0);
        });
    }
};

TEST_P(Sealed, TellTheDatabaseNothingOfTheStoryAndWhoItIsAbout) {
    auto const her = person("王小雨");
    auto const him = person("李大山");
    keeper();
    auto creation = harm(story, her);
    creation.participants = {{"other", {packs::Who::Person, him}}};
    creation.note = "她不愿报警";
    auto const id = create(village_head(), creation);
    act(village_head(), id, "visit", {{"place", "娘家"}}, "已搬到娘家");
    auto const stored = everything();
    for (auto const& secret : {std::string{"左臂"}, std::string{"报警"}, std::string{"娘家"}, std::string{"家里三楼"}, std::to_string(her), std::to_string(him)}) {
        EXPECT_EQ(stored.find(secret), std::string::npos) << secret;
    }
    EXPECT_NE(stored.find("blow"), std::string::npos) << "what is counted stays in the clear";
    auto const record = fetch(village_head(), id);
    EXPECT_FALSE(record.locked());
    EXPECT_EQ(record.subject->id, her);
    EXPECT_EQ(record.fields.at("story").as_string(), story);
    EXPECT_EQ(record.fields.at("place").as_string(), "娘家") << "as the last step left it";
    EXPECT_EQ(timeline(village_head(), id).back().note, "已搬到娘家");
    auto const taking_part = read([&](storage::Reader const& reader) { return records.participants(reader, record, 10); });
    ASSERT_EQ(taking_part.size(), 1U);
    EXPECT_EQ(taking_part[0].party.id, him);
    EXPECT_EQ(fetch(keeper(), id).fields.at("story").as_string(), story) << "the county's keeper is of the team";
}

TEST_P(Sealed, CountAsCasesAndCountNobody) {
    auto creation = harm(story, person("王小雨"));
    creation.participants = {{"other", {packs::Who::Person, person("李大山")}}};
    create(village_head(), creation);
    EXPECT_EQ(amount("cases.all"), 1);
    EXPECT_EQ(amount("cases.people"), 0);
    EXPECT_EQ(amount("cases.others"), 0);
    EXPECT_EQ(recount().differing, 0);
}

TEST_P(Sealed, AreNotThereForOthers) {
    auto const id = create(village_head(), harm(story));
    for (auto const& other : {chair(), worker("clerk", dongcheng, "clerk")}) {
        EXPECT_EQ(listed(other), std::vector<RecordId>{});
        EXPECT_EQ(code_of([&] { (void)fetch(other, id); }), "records.not-found");
        auto const many = read([&](storage::Reader const& reader) { return records.fetch_many(reader, other, {id}); });
        EXPECT_TRUE(many.empty());
        auto const found = read([&](storage::Reader const& reader) { return records.search(reader, other, {.text = "淤青"}, {}, 10); });
        EXPECT_TRUE(found.items.empty());
    }
    auto const own = read([&](storage::Reader const& reader) { return records.search(reader, village_head(), {.text = "淤青"}, {}, 10); });
    EXPECT_TRUE(own.items.empty()) << "what is sealed is in no index, not even for its team";
    EXPECT_EQ(listed(village_head()), std::vector{id});
}

TEST_P(Sealed, AreFoundInTheFileOfThePersonByTheirTeamAlone) {
    auto const her = person("王小雨");
    auto const id = create(village_head(), harm(story, her));
    create(village_head(), harm("别人的事", person("赵玉兰")));
    records::Filter filter;
    filter.subject = records::Party{packs::Who::Person, her};
    EXPECT_EQ(listed(village_head(), filter), std::vector{id});
    EXPECT_EQ(listed(chair(), filter), std::vector<RecordId>{});
}

TEST_P(Sealed, AreFoundInTheFileOfThePersonAsTheyComeAndGo) {
    auto const her = person("王小雨");
    records::Filter about_her;
    about_her.subject = records::Party{packs::Who::Person, her};
    auto const first = create(village_head(), harm(story, her));
    ASSERT_EQ(listed(village_head(), about_her), std::vector{first});
    auto const second = create(village_head(), harm("又动手", her));
    EXPECT_EQ(listed(village_head(), about_her), (std::vector{second, first})) << "one that came after the file was looked at";
    auto const newcomer = chair();
    EXPECT_EQ(listed(newcomer, about_her), std::vector<RecordId>{});
    write([&](storage::Transaction& transaction) { records.admit(transaction, village_head(), first, newcomer.account(), "协助走访"); });
    EXPECT_EQ(listed(newcomer, about_her), std::vector{first}) << "one that she was taken into";
    write([&](storage::Transaction& transaction) { records.dismiss(transaction, village_head(), first, newcomer.account(), "走访结束"); });
    EXPECT_EQ(listed(newcomer, about_her), std::vector<RecordId>{}) << "what she knew of it is no longer told";
    EXPECT_EQ(listed(village_head(), about_her), (std::vector{second, first}));
}

TEST_P(Sealed, AreFoundInTheFileOfWhomThePersonWasMergedInto) {
    auto const her = person("王小雨");
    auto const twice = person("王晓雨");
    auto const id = create(village_head(), harm(story, twice));
    records::Filter about_her;
    about_her.subject = records::Party{packs::Who::Person, her};
    ASSERT_EQ(listed(village_head(), about_her), std::vector<RecordId>{}) << "the file was looked at before";
    write([&](storage::Transaction& transaction) { (void)records.merge_persons(transaction, system(), people, twice, her, "同一人"); });
    EXPECT_EQ(listed(village_head(), about_her), std::vector{id});
}

TEST_P(Sealed, ShowWhoeverMayBreakThemThatTheyAreThereAndNoMore) {
    auto const id = create(village_head(), harm(story, person("王小雨")));
    auto const stub = fetch(head("first"), id);
    EXPECT_TRUE(stub.locked());
    EXPECT_FALSE(stub.subject.has_value());
    EXPECT_FALSE(stub.fields.contains("story"));
    for (auto const& entry : timeline(head("first"), id)) EXPECT_EQ(entry.note, "");
    EXPECT_EQ(listed(head("first")), std::vector<RecordId>{});
}

TEST_P(Sealed, TakeWhatSomebodyAddsWhoCannotReadThem) {
    auto const id = create(village_head(), harm(story));
    // Of the team by her role, but her key pair came later: a colleague's next step wraps the key for her.
    auto const late = keeper();
    EXPECT_TRUE(fetch(late, id).locked());
    act(late, id, "accept", {{"place", "新地址"}}, "由区里办");
    EXPECT_EQ(timeline(village_head(), id).back().note, "由区里办");
    EXPECT_EQ(fetch(village_head(), id).fields.at("place").as_string(), "新地址");
    EXPECT_EQ(timeline(late, id).back().note, "") << "she cannot read what she wrote";
    act(village_head(), id, "visit");
    EXPECT_FALSE(fetch(late, id).locked());
    EXPECT_EQ(fetch(late, id).fields.at("story").as_string(), story);
}

TEST_P(Sealed, AreRefusedWhenNobodyCouldEverOpenThem) {
    auto const stranger = identity::Context{clock, 9, "没有密钥的人", {{cases_roles().find("village-head"), code(meiyuan)}}};
    EXPECT_EQ(code_of([&] { create(stranger, harm(story)); }), "records.seal-without-team");
    EXPECT_EQ(count("records"), 0);
}

TEST_P(Sealed, TakeTheirPapersWithThem) {
    auto const id = create(village_head(), harm(story));
    std::string const content = "伤情照片的说明";
    auto const file = read([&](storage::Reader const& reader) { return records.store_file(reader, records.fetch(reader, village_head(), id), "验伤.txt", content); });
    auto const paper = write([&](storage::Transaction& transaction) { return records.attach(transaction, village_head(), id, command(), "验伤.txt", file); });
    EXPECT_EQ(everything().find("验伤"), std::string::npos);
    auto const kept = read([&](storage::Reader const& reader) { return records.attachment(reader, village_head(), paper); });
    EXPECT_EQ(kept.name, "验伤.txt");
    EXPECT_EQ(records.attachment_content(kept), content);
    EXPECT_EQ(code_of([&] { read([&](storage::Reader const& reader) { (void)records.attachment(reader, head("first"), paper); }); }), "records.attachment-not-found");
    for (auto const& entry : std::filesystem::recursive_directory_iterator{folder.path() / "attachments"}) {
        if (entry.is_regular_file()) {
            EXPECT_EQ(content_of(entry.path()).find("伤情"), std::string::npos);
        }
    }
}

TEST_P(Sealed, ComeUnderSealWhenTheirTopicIsCorrected) {
    auto creation = home();
    creation.fields["story"] = story;
    auto const her = person("王小雨");
    creation.subject = records::Party{packs::Who::Person, her};
    creation.participants = {{"other", {packs::Who::Person, person("李大山")}}};
    auto const id = create(village_head(), creation);
    auto const file = read([&](storage::Reader const& reader) { return records.store_file(reader, records.fetch(reader, village_head(), id), "验伤.txt", "左臂淤青"); });
    auto const paper = write([&](storage::Transaction& transaction) { return records.attach(transaction, village_head(), id, command(), "验伤.txt", file); });
    auto const under = part(village_head(), "cases.report", id, {{"what", "左臂淤青"}});
    EXPECT_EQ(amount("cases.people"), 1);
    EXPECT_NE(everything().find("左臂"), std::string::npos);
    act(village_head(), id, "correct", {{"topic", "blow"}}, "问清楚了");
    records.sweep_files(db());
    auto const stored = everything();
    for (auto const& secret : {std::string{"左臂"}, std::string{"问清楚"}, std::string{"验伤"}, std::to_string(her)}) EXPECT_EQ(stored.find(secret), std::string::npos) << secret;
    auto const record = fetch(village_head(), id);
    EXPECT_EQ(record.subject->id, her);
    EXPECT_EQ(record.fields.at("story").as_string(), story);
    EXPECT_EQ(fetch(village_head(), under).fields.at("what").as_string(), "左臂淤青");
    auto const kept = read([&](storage::Reader const& reader) { return records.attachment(reader, village_head(), paper); });
    EXPECT_EQ(records.attachment_content(kept), "左臂淤青");
    for (auto const& entry : std::filesystem::recursive_directory_iterator{folder.path() / "attachments"}) {
        if (entry.is_regular_file()) {
            EXPECT_EQ(content_of(entry.path()).find("左臂"), std::string::npos) << "the file in the clear is gone";
        }
    }
    EXPECT_EQ(amount("cases.people"), 0);
    EXPECT_EQ(recount().differing, 0);
    EXPECT_EQ(code_of([&] { (void)fetch(chair(), id); }), "records.not-found");
}

TEST_P(Sealed, OpenToWhomAMemberTakesIn) {
    auto const id = create(village_head(), harm(story));
    auto const newcomer = chair();
    EXPECT_EQ(code_of([&] { write([&](storage::Transaction& transaction) { records.admit(transaction, newcomer, id, newcomer.account(), ""); }); }), "records.not-found");
    write([&](storage::Transaction& transaction) { records.admit(transaction, village_head(), id, newcomer.account(), "协助走访"); });
    EXPECT_EQ(fetch(newcomer, id).fields.at("story").as_string(), story);
    EXPECT_EQ(timeline(village_head(), id).back().action, "admit");
    auto const outsider = other_village();
    EXPECT_EQ(code_of([&] { write([&](storage::Transaction& transaction) { records.admit(transaction, village_head(), id, outsider.account(), ""); }); }),
              "records.member-out-of-reach");
    write([&](storage::Transaction& transaction) { records.dismiss(transaction, village_head(), id, newcomer.account(), "走访结束"); });
    EXPECT_EQ(code_of([&] { (void)fetch(newcomer, id); }), "records.not-found");
    EXPECT_EQ(code_of([&] { write([&](storage::Transaction& transaction) { records.dismiss(transaction, village_head(), id, village_head().account(), ""); }); }),
              "records.last-member");
}

TEST_P(Sealed, StayClosedToWhomTheTeamLetOutThoughHerRoleIsOfTheTeam) {
    auto const colleague = keeper();
    auto const id = create(village_head(), harm(story));
    EXPECT_FALSE(fetch(colleague, id).locked());
    write([&](storage::Transaction& transaction) { records.dismiss(transaction, village_head(), id, colleague.account(), "回避"); });
    EXPECT_TRUE(fetch(colleague, id).locked());
    act(village_head(), id, "visit");
    EXPECT_TRUE(fetch(colleague, id).locked()) << "a colleague's step takes nobody back in";
    write([&](storage::Transaction& transaction) { records.admit(transaction, village_head(), id, colleague.account(), "回来了"); });
    EXPECT_FALSE(fetch(colleague, id).locked());
    act(village_head(), id, "visit");
    EXPECT_FALSE(fetch(colleague, id).locked());
}

TEST_P(Sealed, AreLinkedToOthersInTheirBoxesAlone) {
    auto const case_id = create(village_head(), harm(story));
    auto const earlier = create(village_head(), harm("以前来过"));
    auto const open = create(village_head(), home());
    link(case_id, open);
    link(open, earlier);
    auto const linked = [&](identity::Context const& who, RecordId id) {
        std::vector<RecordId> others;
        read([&](storage::Reader const& reader) {
            for (auto const& one : records.links(reader, records.fetch(reader, who, id))) others.push_back(one.other);
        });
        return others;
    };
    EXPECT_EQ(linked(village_head(), case_id), std::vector{open});
    EXPECT_EQ(linked(village_head(), earlier), std::vector{open});
    EXPECT_EQ(linked(village_head(), open), std::vector<RecordId>{}) << "what is in the clear does not lead to what is sealed";
    EXPECT_EQ(count("record_links"), 0);
    EXPECT_EQ(linked(head("first"), case_id), std::vector<RecordId>{}) << "whoever only knows that it is there";
}

TEST_P(Sealed, TakeTheirLinksWithThem) {
    auto const id = create(village_head(), home());
    auto const open = create(village_head(), home());
    link(id, open);
    EXPECT_EQ(count("record_links"), 2);
    act(village_head(), id, "correct", {{"topic", "blow"}}, "原来动了手");
    EXPECT_EQ(count("record_links"), 0);
    read([&](storage::Reader const& reader) {
        auto const links = records.links(reader, records.fetch(reader, village_head(), id));
        ASSERT_EQ(links.size(), 1U);
        EXPECT_EQ(links[0].other, open);
    });
}

TEST_P(Sealed, AreAssessedByWhoCanReadThemAlone) {
    auto const id = create(village_head(), harm(story));
    act(village_head(), id, "assess", {{"weapon", true}});
    auto const late = keeper();
    ASSERT_TRUE(fetch(late, id).locked());
    EXPECT_EQ(code_of([&] { act(late, id, "assess", {{"alone", true}}); }), "records.assess-unread");
    EXPECT_EQ(fetch(village_head(), id).fields.at("risk-level").as_string(), "red");
}

TEST_P(Sealed, OpenToTheirPartnerAsFarAsWasSent) {
    auto const police = unit("派出所");
    auto const officer = worker("partner", police.text(), "police");
    auto const id = create(village_head(), harm(story));
    auto const sent = part(village_head(), "cases.referral", id, {{"extract", "请出具告诫书"}}, police);
    EXPECT_EQ(fetch(officer, sent).fields.at("extract").as_string(), "请出具告诫书");
    EXPECT_EQ(everything().find("告诫书"), std::string::npos);
    EXPECT_EQ(code_of([&] { (void)fetch(officer, id); }), "records.not-found");
    act(officer, sent, "reply", {{"answer", "已出具"}});
    EXPECT_EQ(fetch(village_head(), sent).fields.at("answer").as_string(), "已出具");
    EXPECT_EQ(code_of([&] { write([&](storage::Transaction& transaction) { records.dismiss(transaction, officer, sent, village_head().account(), ""); }); }),
              "records.not-of-the-team") << "who received it does not say who reads it";
    EXPECT_FALSE(fetch(village_head(), sent).locked());
}

TEST_P(Sealed, AreOpenedByTwoOfficersForAWhileAndTheTeamSeesIt) {
    auto const first = head("first");
    auto const second = head("second");
    Recovery const recovery{cases_roles(), {.access_days = 7, .request_days = 3, .reason_characters = 10}};
    write([&](storage::Transaction& transaction) { (void)recovery.name_officers(transaction, system(), std::vector{first.account(), second.account()}); });
    auto const id = create(village_head(), harm(story));
    std::string const reason = "主办人离岗，须联系当事人";
    auto const request = write([&](storage::Transaction& transaction) {
        auto const record = records.fetch(transaction, first, id);
        return recovery.request(transaction, first, {id, record.org, records.recovery_of(transaction, record).value(), reason}).id;
    });
    EXPECT_TRUE(fetch(first, id).locked()) << "one alone opens nothing";
    write([&](storage::Transaction& transaction) {
        (void)recovery.approve(transaction, second, request, [&](storage::Transaction& inner, identity::SealRequest const& asked, vault::KeyPair const& recovered) {
            records.lend(inner, second, asked.record, asked.recovery, recovered, asked.requester, asked.access_until.value(), asked.reason);
        });
    });
    EXPECT_EQ(fetch(first, id).fields.at("story").as_string(), story);
    EXPECT_EQ(code_of([&] { write([&](storage::Transaction& transaction) { records.dismiss(transaction, first, id, village_head().account(), ""); }); }),
              "records.not-of-the-team") << "she reads for some days and changes no team";
    EXPECT_TRUE(fetch(second, id).locked()) << "it was opened for who asked";
    auto const seen = timeline(village_head(), id).back();
    EXPECT_EQ(seen.action, "break-seal");
    EXPECT_NE(seen.note.find(reason), std::string::npos);
    on("2015-03-17");
    EXPECT_TRUE(fetch(first, id).locked()) << "the days are over";
    write([&](storage::Transaction& transaction) {
        Recovery::tidy(transaction, clock.now(), [&](storage::Transaction& inner, identity::SealRequest const& ended) { records.take_back(inner, ended.record, ended.requester); });
    });
    auto const team = read([&](storage::Reader const& reader) { return records.members(reader, records.fetch(reader, village_head(), id)); });
    EXPECT_EQ(team.size(), 1U);
}

TEST_P(Sealed, LeaveATraceInTheJournalWhenTheyAreRead) {
    auto const id = create(village_head(), harm(story));
    write([&](storage::Transaction& transaction) { records.note_reading(transaction, village_head(), records.fetch(transaction, village_head(), id), "records.read-sealed"); });
    EXPECT_EQ(journal().front().action, "records.read-sealed");
    EXPECT_EQ(journal().front().account, village_head().account());
}

TEST_P(Sealed, BelongToTheirPlaceAndOpenNowhereElse) {
    auto const first = create(village_head(), harm(story));
    auto const second = create(village_head(), harm("另一件事"));
    // Somebody with the database puts one case's box in the other's place.
    write([&](storage::Transaction& transaction) {
        transaction.execute(storage::Sql{"test/move_box", "UPDATE timeline SET hidden = (SELECT hidden FROM timeline WHERE record = $1) WHERE record = $2"}, first, second);
    });
    EXPECT_EQ(code_of([&] { (void)fetch(village_head(), second); }), "vault.does-not-open");
}

INSTANTIATE_TEST_SUITE_P(Every, Sealed, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::testing_support
