// Two files of one person: her records, and what they count for, are one person's from then on.
#include "support/office.h"

namespace niangjia::records {
namespace {

using namespace testing_support;

class MergingPersons : public OnEveryDatabaseWithOffice {
  protected:
    std::int64_t merge(people::PersonId from, people::PersonId into) {
        return write([&](storage::Transaction& transaction) {
            return records.merge_persons(transaction, system(), people, from, into, "同一人，重复建档");
        });
    }
    std::int64_t unmerge(people::PersonId from) {
        return write([&](storage::Transaction& transaction) { return records.unmerge_person(transaction, system(), people, from, "合并有误"); });
    }
    std::vector<RecordId> about(people::PersonId person, std::optional<After> after = {}, int limit = 50) {
        return about(system(), person, after, limit);
    }
    std::vector<RecordId> about(identity::Context const& context, people::PersonId person, std::optional<After> after = {}, int limit = 50) {
        std::vector<RecordId> ids;
        auto const found = read([&](storage::Reader const& reader) { return records.about(reader, context, person, after, limit); });
        for (auto const& record : found) ids.push_back(record.id);
        return ids;
    }
    std::vector<Participant> participants(RecordId id) {
        return read([&](storage::Reader const& reader) { return records.participants(reader, records.fetch(reader, system(), id), 50); });
    }
    void expect_sound() {
        auto const result = recount();
        EXPECT_EQ(result.differing, 0);
        for (auto const& one : result.differences) ADD_FAILURE() << one.figure << " " << one.record << " " << one.stored << " is " << one.counted;
    }
    static json::object contact(people::PersonId id) { return {{"contact", std::to_string(id)}}; }

    people::PersonId const first = person("王小雨");
    people::PersonId const second = person("王小雨", daqiao);
};

TEST_P(MergingPersons, MovesWhatIsAboutHer) {
    auto const one = paid(first, 500'00);
    on("2015-05-04");
    auto other = grant(second, {}, daqiao);
    auto const two = create(village_head(daqiao), other);
    auto const named = create(system(), grant(person("周丽"), contact(second)));
    ASSERT_EQ(about(second).size(), 2U);
    EXPECT_EQ(merge(second, first), 2);
    EXPECT_EQ(fetch(two).subject, party(first));
    EXPECT_EQ(fetch(named).fields.at("contact").as_string(), std::to_string(first));
    EXPECT_EQ(about(first), (std::vector{named, two, one})) << "newest first";
    EXPECT_TRUE(about(second).empty());
    auto const entry = timeline(two).back();
    EXPECT_EQ(entry.action, "merge-person");
    EXPECT_TRUE(entry.note.contains("同一人，重复建档")) << entry.note;
    EXPECT_FALSE(entry.note.contains("王小雨")) << "a timeline is read where her name is masked";
    EXPECT_EQ(fetch(two).version, 2);
    expect_sound();
}

TEST_P(MergingPersons, CountsThemOnce) {
    (void)paid(first, 500'00);
    on("2015-05-04");
    auto other = grant(second, {}, daqiao);
    auto const two = create(village_head(daqiao), other);
    act(chair(), two, "approve");
    clock.set(moment_of(*fetch(two).due + 1));
    act(keeper(), two, "pay", {{"amount", 300'00}});
    ASSERT_EQ(amount("care.pupils"), 2);
    (void)merge(second, first);
    EXPECT_EQ(amount("care.pupils"), 1);
    EXPECT_EQ(amount("care.paid"), 800'00) << "money stays what it was";
    expect_sound();
    EXPECT_EQ(unmerge(second), 1);
    EXPECT_EQ(amount("care.pupils"), 2);
    EXPECT_EQ(fetch(two).subject, party(second));
    EXPECT_EQ(timeline(two).back().action, "unmerge-person");
    expect_sound();
}

TEST_P(MergingPersons, KeepsOneParticipantOfTwo) {
    auto wanted = training("2015-03-02");
    auto const alone = create(chair(), wanted);
    auto const add = [&](RecordId id, people::PersonId trainee) {
        auto act = action("enrol");
        act.participants.push_back({"trainee", party(trainee)});
        this->act(chair(), id, act);
    };
    auto const both = create(chair(), training("2015-03-03"));
    add(alone, second);
    add(both, first);
    on("2015-03-10");
    add(both, second);
    (void)merge(second, first);
    ASSERT_EQ(participants(both).size(), 1U);
    EXPECT_EQ(participants(both)[0].party, party(first));
    EXPECT_EQ(participants(alone)[0].party, party(first));
    expect_sound();
    EXPECT_EQ(unmerge(second), 2);
    EXPECT_EQ(participants(both).size(), 2U);
    EXPECT_EQ(participants(alone)[0].party, party(second));
    expect_sound();
}

TEST_P(MergingPersons, LeavesALaterCorrectionWhenTakenBack) {
    auto const id = create(system(), grant(person("周丽"), contact(second)));
    auto const third = person("李娜");
    (void)merge(second, first);
    act(system(), id, "correct", contact(third), "换了联系人");
    EXPECT_EQ(unmerge(second), 1);
    EXPECT_EQ(fetch(id).fields.at("contact").as_string(), std::to_string(third));
    EXPECT_EQ(about(third), std::vector{id});
    EXPECT_TRUE(about(second).empty());
    expect_sound();
}

TEST_P(MergingPersons, SaysWhereTwoRecordsAreOneNow) {
    auto const one = proposed(first);
    auto const two = create(village_head(daqiao), grant(second, {}, daqiao));
    (void)merge(second, first);
    EXPECT_TRUE(timeline(two).back().note.contains(number_text(one))) << timeline(two).back().note;
    EXPECT_EQ(fetch(two).once_key, std::nullopt);
    expect_sound();
}

TEST_P(MergingPersons, SaysOfManyIntoWhomTheyWereMerged) {
    auto const third = person("王小雨三");
    auto const alone = person("李娜");
    (void)merge(second, first);
    (void)merge(first, third);
    auto const found = read([&](storage::Reader const& reader) { return people::survivors(reader, std::vector{second, first, third, alone}); });
    EXPECT_EQ(found, (std::unordered_map<people::PersonId, people::PersonId>{{second, third}, {first, third}})) << "also where one merge followed another";
    EXPECT_TRUE(read([&](storage::Reader const& reader) { return people::survivors(reader, {}); }).empty());
}

TEST_P(MergingPersons, TellsOfRecordsWithinReachAlone) {
    auto const near = proposed(first);
    on("2015-03-10");
    auto const far = create(system(), grant(person("秦雪梅", xinhe), contact(first), xinhe));
    EXPECT_EQ(about(first), (std::vector{far, near}));
    EXPECT_EQ(about(village_head(), first), std::vector{near});
    EXPECT_EQ(about(system(), first, After{fetch(far).opened.number(), far}, 1), std::vector{near});
    read([&](storage::Reader const& reader) {
        EXPECT_EQ(records.count_about(reader, system(), first), (std::map<std::string, std::int64_t>{{"aid", 2}}));
        EXPECT_EQ(records.count_about(reader, village_head(), first), (std::map<std::string, std::int64_t>{{"aid", 1}}));
        EXPECT_EQ(records.use_of(reader, first).open, 2);
        EXPECT_EQ(records.mentioned(reader, std::vector{first, second}), std::vector{first});
    });
}

INSTANTIATE_TEST_SUITE_P(Every, MergingPersons, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::records
