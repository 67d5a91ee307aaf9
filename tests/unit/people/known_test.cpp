// Who is known already when somebody is entered.
#include "unit/people/persons.h"

namespace niangjia::people {
namespace {

class Known : public WithPersons {
  protected:
    std::vector<Candidate> known(identity::Context const& context, Probe const& probe) {
        return read([&](storage::Reader const& reader) { return people.known(reader, context, probe); });
    }
    std::string entering(identity::Context const& context, Person person, Despite const& despite = {}) {
        return code_of([&] {
            write([&](storage::Transaction& transaction) { return people.create(transaction, context, std::move(person), despite); });
        });
    }
    Person const her{.org = code(meiyuan), .name = "学员甲", .phone = "13800001234", .paper = Paper::IdCard, .number = std::string{her_number}};
};

TEST_P(Known, AreFoundByNumberByTelephoneAndByName) {
    auto const made = add(her);
    auto const by_number = known(system(), {.number = " " + std::string{her_number}});
    ASSERT_EQ(by_number.size(), 1U);
    EXPECT_EQ(by_number[0].person->id, made.id);
    EXPECT_EQ(by_number[0].person->number, "440101********0026") << "masked";
    EXPECT_TRUE(by_number[0].by_number && !by_number[0].by_phone && !by_number[0].by_name);
    EXPECT_TRUE(known(system(), {.phones = {"+86 13800001234"}}).at(0).by_phone);
    auto const by_name = known(system(), {.name = "学员甲", .birth = Day::of(1985, 5, 6), .org = code(daqiao)});
    EXPECT_TRUE(by_name.at(0).by_name) << "in the same county";
    EXPECT_TRUE(known(system(), {.name = "学员甲", .birth = Day::of(1985, 5, 6), .org = code(xinhe)}).empty());
    EXPECT_TRUE(known(system(), {.name = "学员甲", .org = code(daqiao)}).empty()) << "a name alone is many people's";
    EXPECT_TRUE(known(system(), {.number = std::string{his_number}, .phones = {"13800001235"}}).empty());
    auto const by_all = known(system(), {.number = std::string{her_number}, .phones = {"13800001234"}, .name = "学员甲", .birth = made.birth, .org = her.org});
    ASSERT_EQ(by_all.size(), 1U) << "once, however she is recognised";
    EXPECT_TRUE(by_all[0].by_number && by_all[0].by_phone && by_all[0].by_name);
}

TEST_P(Known, ByTheOldNumberWhoHasTheNewOne) {
    auto const made = add(her);
    EXPECT_EQ(known(system(), {.paper = Paper::OldIdCard, .number = "440101850506002"}).at(0).person->id, made.id);
}

TEST_P(Known, OutOfReachAreNeitherNamedNorFound) {
    (void)add(her);
    auto const far = at(head, xinhe);
    for (auto const& probe : {Probe{.number = std::string{her_number}}, Probe{.phones = {"13800001234"}}}) {
        auto const found = known(far, probe);
        ASSERT_EQ(found.size(), 1U);
        EXPECT_FALSE(found[0].person) << "that there is somebody, and no more";
    }
    EXPECT_TRUE(known(far, {.name = "学员甲", .birth = Day::of(1985, 5, 6), .org = code(meiyuan)}).empty());
    auto const failure = failure_of([&] {
        write([&](storage::Transaction& transaction) {
            return people.create(transaction, far, {.org = code(xinhe), .name = "村民乙", .phone = "13800001234"});
        });
    });
    EXPECT_EQ(failure.code(), "people.known-elsewhere");
    EXPECT_FALSE(failure.text().zh.contains("学") || failure.text().zh.contains("梅园")) << failure.text().zh;
}

TEST_P(Known, MasksWhomTheCallerMayNotSee) {
    (void)add(her);
    auto const found = known(at(office, "4499"), {.number = std::string{her_number}});
    EXPECT_EQ(found.at(0).person->name, "学**");
    EXPECT_TRUE(known(at(office, "4499"), {.name = "学员甲", .birth = Day::of(1985, 5, 6), .org = code(meiyuan)}).empty())
        << "a match of names would tell the name";
}

TEST_P(Known, MustEachBeConfirmedByWhoEntersAnother) {
    auto const made = add(her);
    auto daughter = her;
    daughter.name = "学员乙";
    daughter.paper = Paper::None;
    daughter.number.clear();
    auto const context = at(head, meiyuan);
    EXPECT_EQ(entering(context, daughter), "people.known");
    EXPECT_EQ(entering(context, daughter, {.ids = {made.id + 1}}), "people.known");
    EXPECT_EQ(entering(context, daughter, {.elsewhere = true}), "people.known");
    EXPECT_EQ(entering(context, daughter, {.ids = {made.id}}), "");
    auto third = daughter;
    third.name = "学员丙";
    EXPECT_EQ(entering(context, third, {.ids = {made.id}}), "people.known") << "the second one as well";
    third.org = code(xinhe);
    EXPECT_EQ(entering(at(head, xinhe), third), "people.known-elsewhere");
    EXPECT_EQ(entering(at(head, xinhe), third, {.elsewhere = true}), "");
}

TEST_P(Known, AreLookedForWhenANumberIsCorrectedToo) {
    (void)add(her);
    auto const other = add({.org = code(daqiao), .name = "学员乙"});
    auto const correct = [&](Correction const& correction, Despite const& despite = {}) {
        auto const version = find(system(), other.id)->version;
        return code_of([&] {
            write([&](storage::Transaction& transaction) {
                return people.correct(transaction, system(), other.id, version, correction, despite);
            });
        });
    };
    EXPECT_EQ(correct({.contacts = std::vector<Contact>{{"mobile", "13800001234"}}, .reason = "补登"}), "people.known");
    EXPECT_EQ(correct({.contacts = std::vector<Contact>{{"mobile", "13800001234"}}, .reason = "补登"}, Despite::all()), "");
    EXPECT_EQ(correct({.address = "大桥村 1 号", .reason = "补登"}), "") << "what was confirmed once is asked no more";
}

TEST_P(Known, AreAnsweredForByWhomTheyWereMergedInto) {
    auto const old = add(her);
    auto const kept = add({.org = code(daqiao), .name = "学员甲"});
    write([&](storage::Transaction& transaction) { return people.merge(transaction, system(), old.id, kept.id, "同一人"); });
    EXPECT_EQ(known(system(), {.number = std::string{her_number}}).at(0).person->id, kept.id);
    EXPECT_EQ(find(system(), old.id)->id, kept.id) << "her page answers with the survivor";
}

INSTANTIATE_TEST_SUITE_P(Every, Known, testing::ValuesIn(backends()), backend_name);

class Merging : public WithPersons {
  protected:
    std::string merge(PersonId from, PersonId into, std::string_view reason = "同一人") { return merge(system(), from, into, reason); }
    std::string merge(identity::Context const& context, PersonId from, PersonId into, std::string_view reason = "同一人") {
        return code_of([&] { write([&](storage::Transaction& transaction) { return people.merge(transaction, context, from, into, reason); }); });
    }
    std::string unmerge(PersonId from) {
        return code_of([&] { write([&](storage::Transaction& transaction) { (void)people.unmerge(transaction, system(), from, "合并有误"); }); });
    }
    PersonId found(PersonId id) { return find(system(), id)->id; }
};

TEST_P(Merging, IsForWhoWritesInBothPlaces) {
    auto const near = add(meiyuan, "学员甲").id;
    auto const far = add(xinhe, "学员甲").id;
    EXPECT_EQ(merge(at(head, meiyuan), far, near), "people.unknown");
    EXPECT_EQ(merge(at(head, meiyuan), near, far), "people.unknown");
    EXPECT_EQ(merge(at(office, "4499"), near, far), "identity.not-permitted");
    EXPECT_EQ(merge(near, near), "people.merge-same");
    EXPECT_EQ(merge(near, far, ""), "people.reason");
    EXPECT_EQ(merge(at(head, "4499"), near, far), "");
    EXPECT_EQ(merge(near, far), "people.merge-same") << "they are one already";
}

TEST_P(Merging, CanBeTakenBackInTheOrderInWhichItWasDone) {
    auto const a = add(meiyuan, "甲").id;
    auto const b = add(meiyuan, "乙").id;
    auto const c = add(meiyuan, "丙").id;
    EXPECT_EQ(merge(a, b), "");
    EXPECT_EQ(merge(b, c), "");
    EXPECT_EQ(found(a), c);
    read([&](storage::Reader const& reader) {
        EXPECT_EQ(merged_ids(reader, c), (std::vector{c, b, a}));
        EXPECT_EQ(people.merged(reader, system(), c).size(), 2U);
        EXPECT_FALSE(reachable(reader, system(), a)) << "nothing new is written about her";
    });
    EXPECT_EQ(unmerge(a), "people.not-merged");
    EXPECT_EQ(unmerge(b), "");
    EXPECT_EQ(found(a), b);
    EXPECT_EQ(unmerge(a), "");
    EXPECT_EQ(found(a), a);
    EXPECT_EQ(unmerge(a), "people.not-merged");
    EXPECT_EQ(merge(c, a), "") << "and again the other way round";
    EXPECT_EQ(found(c), a);
}

INSTANTIATE_TEST_SUITE_P(Every, Merging, testing::ValuesIn(backends()), backend_name);

class ChangingKeys : public WithPersons {
  protected:
    std::int64_t rotate() { return people.rotate(db(), [](std::int64_t, std::int64_t) {}); }
    void add_many(int count) {
        for (int i = 0; i < count; ++i) {
            (void)add({.org = code(meiyuan), .name = "学员", .phone = std::to_string(13'800'000'000 + i), .address = "梅园路"}, Despite::all());
        }
    }
};

TEST_P(ChangingKeys, EncryptsEverythingAnewAndDropsTheOldKey) {
    add_many(700);
    auto const made = add({.org = code(meiyuan), .name = "学员甲", .paper = Paper::IdCard, .number = std::string{her_number}});
    write([&](storage::Transaction& transaction) {
        return people.correct(transaction, system(), made.id, 1, {.address = "梅园路 9 号", .reason = "搬家"});
    });
    auto const before = content_of(key_file);
    std::vector<std::int64_t> told;
    EXPECT_EQ(people.rotate(db(), [&](std::int64_t done, std::int64_t) { told.push_back(done); }), 701);
    EXPECT_EQ(told, (std::vector<std::int64_t>{500, 701}));
    EXPECT_NE(content_of(key_file), before);
    EXPECT_EQ(vault::FieldKeys::open(key_file).count(), 1U);
    EXPECT_EQ(counted("SELECT count(*) FROM persons WHERE contacts LIKE '1:%'"), 0);
    EXPECT_EQ(reveal(made.id).number, her_number);
    EXPECT_EQ(reveal(made.id).address, "梅园路 9 号");
    auto const known = [&](People const& room, Probe const& probe) {
        return read([&](storage::Reader const& reader) { return room.known(reader, system(), probe).size(); });
    };
    EXPECT_EQ(known(people, {.phones = {"13800000699"}}), 1U);
    EXPECT_EQ(counted("SELECT count(*) FROM person_blinds"), 701);
    People const again{open_keys(db(), key_file), key_file, person_rules(test_library())};
    EXPECT_EQ(known(again, {.number = std::string{her_number}}), 1U) << "by the new key alone";
    EXPECT_EQ(read([&](storage::Reader const& reader) { return again.history(reader, system(), made.id, 9).at(0).after; }), "****");
}

TEST_P(ChangingKeys, GoesOnWhereItWasBrokenOff) {
    add_many(3);
    // An earlier run has added a key and encrypted nothing yet.
    auto keys = vault::FieldKeys::open(key_file);
    keys.add(key_file);
    EXPECT_EQ(rotate(), 3);
    EXPECT_EQ(vault::FieldKeys::open(key_file).newest(), 2) << "no third key";
    EXPECT_EQ(counted("SELECT count(*) FROM persons WHERE contacts LIKE '2:%'"), 3);
}

TEST_P(ChangingKeys, IsNoticedByAServerThatRuns) {
    People const server{open_keys(db(), key_file), key_file, person_rules(test_library())};
    auto const old = add({.org = code(meiyuan), .name = "学员甲", .phone = "13800001234"});
    (void)rotate();
    EXPECT_EQ(read([&](storage::Reader const& reader) { return server.find(reader, system(), old.id)->phone; }), "138****1234");
    auto const made = write([&](storage::Transaction& transaction) {
        return server.create(transaction, system(), {.org = code(meiyuan), .name = "学员乙", .phone = "13800005678"});
    });
    EXPECT_TRUE(stored("SELECT contacts FROM persons WHERE id = " + std::to_string(made.id)).starts_with("2:"));
}

TEST_P(ChangingKeys, NeverMakesNewKeysForDataThatHaveSome) {
    std::filesystem::remove(key_file);
    EXPECT_EQ(code_of([&] { (void)open_keys(db(), key_file); }), "people.keys-missing");
    EXPECT_FALSE(std::filesystem::exists(key_file));
    (void)vault::FieldKeys::open(key_file);
    write([&](storage::Transaction& transaction) { transaction.execute(storage::Sql{"test/newer", "UPDATE person_keys SET newest = 2"}); });
    EXPECT_EQ(code_of([&] { (void)open_keys(db(), key_file); }), "people.keys-missing") << "an older file than the data want";
}

INSTANTIATE_TEST_SUITE_P(Every, ChangingKeys, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::people
