#include "people/people.h"

#include "people/detail.h"
#include "unit/people/persons.h"

namespace niangjia::people {
namespace {

class Persons : public WithPersons {
  protected:
    std::vector<std::string> search(identity::Context const& context, std::string_view within, std::string_view prefix, PersonId after = 0,
                                    int limit = 9) {
        std::vector<std::string> names;
        auto const persons = read([&](storage::Reader const& reader) {
            return people.search(reader, context, code(within), prefix, after, limit);
        });
        for (auto const& person : persons) names.push_back(person.name);
        return names;
    }
    Person correct(Person const& person, Correction correction, Despite const& despite = {}) {
        if (correction.reason.empty()) correction.reason = "登记有误";
        return write([&](storage::Transaction& transaction) {
            return people.correct(transaction, system(), person.id, person.version, correction, despite);
        });
    }
    std::vector<Change> history(PersonId id) {
        return read([&](storage::Reader const& reader) { return people.history(reader, system(), id, 50); });
    }
    void erase(PersonId id, People::Use const& use = {}) {
        write([&](storage::Transaction& transaction) { people.erase(transaction, system(), id, "本人申请删除", use); });
    }
    Names problems(Person person) {
        if (person.org == org::Code{}) person.org = code(meiyuan);
        if (person.name.empty()) person.name = "学员甲";
        Names found;
        auto const failure = failure_of([&] { (void)add(person); });
        for (auto const& one : failure.problems()) found.push_back(one.pointer + " " + one.code);
        return found;
    }
};

TEST_P(Persons, AreKeptAndFound) {
    auto const made = add(meiyuan, " 学员甲 ");
    EXPECT_EQ(made.name, "学员甲");
    EXPECT_EQ(made.id, (std::int64_t{449901} << 43) + 1);
    auto const found = find(at(head, meiyuan), made.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "学员甲");
    EXPECT_EQ(found->birth, Day::of(1985, 5, 6));
    EXPECT_EQ(found->phone, "138****1234") << "in full by a deed of its own alone";
    EXPECT_EQ(found->sex, Sex::Female);
    EXPECT_EQ(found->org, code(meiyuan));
    EXPECT_FALSE(found->masked);
    EXPECT_EQ(journal().front().action, "people.create");
    EXPECT_EQ(add(meiyuan, "学员乙").id, made.id + 1);
    EXPECT_EQ(add(xinhe, "学员丙").id, (std::int64_t{449902} << 43) + 1) << "each county counts for itself";
}

TEST_P(Persons, KeepNumbersAndAddressesSoThatTheDatabaseTellsNone) {
    auto const made = add({.org = code(meiyuan),
                           .name = "学员甲",
                           .paper = Paper::IdCard,
                           .number = std::string{her_number},
                           .contacts = {{"mobile", "13800001234", true, "上午", "只发短信"}, {"home", "0527-8436-0000"}},
                           .address = "梅园路 1 号",
                           .codes = {{"ethnic", "03"}}});
    EXPECT_EQ(made.number, "440101********0026");
    EXPECT_EQ(made.birth, Day::of(1985, 5, 6)) << "as the number says";
    EXPECT_EQ(made.division, "440101");
    EXPECT_EQ(made.address, "****");
    auto const row = stored("SELECT number || contacts || address || phone FROM persons");
    for (auto const* secret : {"0527", "13800001234", "0026", "梅园路", "短信", "home"}) EXPECT_FALSE(row.contains(secret)) << row;

    auto const full = reveal(made.id);
    EXPECT_EQ(full.number, her_number);
    ASSERT_EQ(full.contacts.size(), 2U);
    EXPECT_EQ(full.contacts[0], (Contact{"mobile", "13800001234", true, "上午", "只发短信"}));
    EXPECT_EQ(full.phone, "13800001234");
    EXPECT_EQ(full.address, "梅园路 1 号");
    EXPECT_EQ(full.codes, (Codes{{"ethnic", "03"}}));
    EXPECT_EQ(journal().front().action, "people.reveal");
    EXPECT_EQ(journal().front().target, "person:" + std::to_string(made.id));
}

TEST_P(Persons, AreShownInFullOnlyWithAReasonAndTheSightForIt) {
    auto const id = add(meiyuan, "学员甲").id;
    auto const refusal = [&](identity::Context const& context, std::string_view reason) {
        return code_of([&] { write([&](storage::Transaction& transaction) { return people.reveal(transaction, context, id, reason); }); });
    };
    auto const before = journal().size();
    EXPECT_EQ(refusal(at(head, meiyuan), " "), "people.reason");
    EXPECT_EQ(refusal(at(office, "4499"), "核对身份"), "people.sight");
    EXPECT_EQ(refusal(at(head, xinhe), "核对身份"), "people.unknown");
    EXPECT_EQ(journal().size(), before);
    EXPECT_EQ(refusal(at(head, meiyuan), "核对身份"), "");
    EXPECT_EQ(journal().size(), before + 1);
}

TEST_P(Persons, AreNotFoundOutOfReach) {
    auto const id = add(meiyuan, "学员甲").id;
    EXPECT_FALSE(find(at(head, xinhe), id));
    EXPECT_FALSE(find(at(head, meiyuan), id + 1));
    read([&](storage::Reader const& reader) {
        EXPECT_TRUE(reachable(reader, at(head, "449901"), id));
        EXPECT_FALSE(reachable(reader, at(head, xinhe), id));
        EXPECT_FALSE(reachable(reader, at(head, "449901"), id + 1));
    });
}

TEST_P(Persons, AreMaskedWhereNoPersonalDataAreSeen) {
    auto const id = add({.org = code(meiyuan), .name = "学员甲", .phone = "13800001234", .paper = Paper::IdCard, .number = std::string{her_number},
                         .codes = {{"marital", "30"}}})
                        .id;
    auto const found = find(at(office, "4499"), id);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->masked);
    EXPECT_EQ(found->name, "学**");
    EXPECT_EQ(found->phone, "138****1234");
    EXPECT_EQ(found->birth, Day::of(1985, 1, 1));
    EXPECT_TRUE(found->codes.empty());
    EXPECT_EQ(search(at(office, "4499"), "4499", "学"), Names{}) << "a search would tell the name";
}

TEST_P(Persons, AreNamedInLists) {
    auto const near = add(meiyuan, "学员甲").id;
    auto const far = add(xinhe, "村民乙").id;
    std::vector const ids{near, far, far + 1};
    auto const names = read([&](storage::Reader const& reader) { return people::names(reader, at(head, meiyuan), ids); });
    EXPECT_EQ(names, (std::unordered_map<PersonId, std::string>{{near, "学员甲"}, {far, "村**"}}));
}

TEST_P(Persons, AreSearchedByTheBeginningOfTheirNames) {
    add(meiyuan, "学员乙");
    auto const first = add(meiyuan, "学员").id;
    add(xinhe, "学员丙");
    add(meiyuan, "村民");
    auto const again = add(meiyuan, "学员").id;
    EXPECT_EQ(search(system(), "44", "学员"), (Names{"学员", "学员", "学员丙", "学员乙"}));
    EXPECT_EQ(search(system(), "449901", "学员"), (Names{"学员", "学员", "学员乙"}));
    EXPECT_EQ(search(at(head, "449901"), "44", "学员"), (Names{"学员", "学员", "学员乙"}));
    EXPECT_EQ(search(at(head, xinhe), "4499", ""), Names{"学员丙"});
    EXPECT_EQ(search(at(head, xinhe), "449901", ""), Names{});
    EXPECT_EQ(search(system(), "44", "学员", first, 2), (Names{"学员", "学员丙"})) << "the same name once more";
    EXPECT_EQ(search(system(), "44", "学员", again), (Names{"学员丙", "学员乙"}));
    EXPECT_EQ(search(at(head, xinhe), "44", "", first), Names{}) << "a foreign cursor tells nothing";
    EXPECT_EQ(search(system(), "44", "学%"), Names{});
}

TEST_P(Persons, AreCheckedBeforeTheyAreKept) {
    EXPECT_EQ(problems({.org = code(meiyuan), .name = "  ", .birth = clock.today() + 1, .phone = "12a45"}),
              (Names{"/name people.name", "/birth people.birth", "/phone people.phone"}));
    EXPECT_EQ(problems({.birth = Day::of(1899, 12, 31), .phone = "1234"}), (Names{"/birth people.birth", "/phone people.phone"}));
    EXPECT_EQ(problems({.name = std::string(41, 'x')}), Names{"/name people.name"});
    EXPECT_EQ(problems({.birth = clock.today(), .phone = "+86-527-00000"}), Names{});
    EXPECT_EQ(problems({.number = std::string{her_number}}), Names{"/paper people.number-of-none"});
    EXPECT_EQ(problems({.no_number = "because"}), Names{"/noNumber people.code"});
    EXPECT_EQ(problems({.codes = {{"ethnic", "77"}, {"colour", "red"}}}), (Names{"/codes/colour people.code", "/codes/ethnic people.code"}));
    EXPECT_EQ(problems({.contacts = {{"mobile", "13800001234"}, {"pager", "1"}}}), (Names{"/contacts/1/number people.phone", "/contacts/1/kind people.code"}));
    EXPECT_EQ(problems({.address = std::string(201, 'x')}), Names{"/address people.too-long"});
}

TEST_P(Persons, MustAgreeWithTheirIdentityNumber) {
    Person const right{.paper = Paper::IdCard, .number = std::string{her_number}};
    auto wrong = right;
    wrong.birth = Day::of(1985, 5, 7);
    wrong.sex = Sex::Male;
    wrong.division = "320000";
    EXPECT_EQ(problems(wrong), (Names{"/birth people.birth-differs", "/sex people.sex-differs", "/division people.division-differs"}));
    auto unsaid = right;
    unsaid.org = code(meiyuan);
    unsaid.name = "学员甲";
    unsaid.sex = Sex::Unknown;
    EXPECT_EQ(add(unsaid).sex, Sex::Female);
}

TEST_P(Persons, AreAddedWithinReachOnly) {
    auto const refusal = [&](identity::Context const& context, std::string_view place) {
        return code_of([&] {
            write([&](storage::Transaction& transaction) { return people.create(transaction, context, {.org = code(place), .name = "甲"}); });
        });
    };
    EXPECT_EQ(refusal(at(head, meiyuan), xinhe), "org.unknown");
    EXPECT_EQ(refusal(at(office, "4499"), meiyuan), "identity.not-permitted") << "she may not write";
    EXPECT_EQ(refusal(system(), "449901001999"), "org.unknown") << "no such village";
    EXPECT_EQ(refusal(at(head, "4499"), meiyuan), "");
}

TEST_P(Persons, AreCorrectedWithAReasonAndTheirHistoryIsKept) {
    auto const made = add({.org = code(meiyuan), .name = "学员甲", .contacts = {{"mobile", "13800001234"}}, .address = "梅园路 1 号"});
    auto const mended = correct(made, {.name = "学员佳",
                                       .paper = std::pair{Paper::IdCard, std::string{her_number}},
                                       .contacts = std::vector<Contact>{{"home", "138****1234"}, {"mobile", "13900005678"}},
                                       .address = "梅园路 2 号",
                                       .codes = {{"marital", "20"}}});
    EXPECT_EQ(mended.version, 2);
    auto const full = reveal(made.id);
    EXPECT_EQ(full.name, "学员佳");
    ASSERT_EQ(full.contacts.size(), 2U);
    EXPECT_EQ(full.contacts[0].number, "13800001234") << "a masked number stands for what it masks";
    EXPECT_EQ(full.contacts[0].kind, "home");
    EXPECT_EQ(full.codes.at("marital"), "20");

    std::map<std::string, std::string> changes;
    for (auto const& change : history(made.id)) changes[change.field] = change.before + " → " + change.after + " " + change.reason;
    EXPECT_EQ(changes, (std::map<std::string, std::string>{{"name", "学员甲 → 学员佳 登记有误"},
                                                           {"birth", " → 1985-05-06 登记有误"},
                                                           {"paper", "none → id-card 登记有误"},
                                                           {"number", " → 440101********0026 登记有误"},
                                                           {"contacts", "138****1234 → 138****1234、139****5678 登记有误"},
                                                           {"address", "**** → **** 登记有误"},
                                                           {"codes.marital", " → 20 登记有误"}}));
    EXPECT_FALSE(stored("SELECT after FROM person_history WHERE field = 'address'").contains("梅园路"));

    auto const refusal = [&](Correction const& correction) { return code_of([&] { (void)correct(mended, correction); }); };
    EXPECT_EQ(code_of([&] { (void)correct(made, {.name = "甲"}); }), "people.stale");
    EXPECT_EQ(refusal({.name = "学员佳"}), "people.nothing-to-correct");
    EXPECT_EQ(refusal({.name = "甲", .reason = " "}), "people.reason");
    EXPECT_EQ(refusal({.contacts = std::vector<Contact>{{"home", "177****0000"}}}), "people.phone") << "it masks none of hers";
}

TEST_P(Persons, WhoAreErasedLeaveTheirCodesAlone) {
    auto const made = add({.org = code(meiyuan), .name = "学员甲", .phone = "13800001234", .paper = Paper::IdCard, .number = std::string{her_number},
                           .address = "梅园路 1 号", .codes = {{"ethnic", "03"}}});
    (void)correct(made, {.name = "学员佳"});
    EXPECT_EQ(code_of([&] { erase(made.id, {.open = 2}); }), "people.open-records");
    EXPECT_EQ(code_of([&] { erase(made.id, {.last = Day::of(2005, 3, 9)}); }), "people.retention");
    erase(made.id, {.last = Day::of(2005, 3, 8)});
    auto const found = find(system(), made.id);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->erased);
    EXPECT_EQ(found->name, "已匿名");
    EXPECT_EQ(found->birth, Day::of(1985, 1, 1));
    EXPECT_EQ(found->number + found->phone + found->address, "");
    EXPECT_EQ(found->codes.at("ethnic"), "03");
    EXPECT_EQ(counted("SELECT count(*) FROM person_blinds"), 0);
    EXPECT_EQ(counted("SELECT count(*) FROM person_history"), 0);
    EXPECT_EQ(search(system(), "44", "已匿名"), Names{});
    EXPECT_FALSE(read([&](storage::Reader const& reader) { return reachable(reader, system(), made.id); })) << "nothing new is written about her";
    EXPECT_EQ(code_of([&] { (void)correct(*found, {.name = "甲"}); }), "people.erased");
    EXPECT_EQ(journal().front().action, "people.erase");
}

TEST_P(Persons, OfAnOlderSchemaHaveTheirTelephonesEncrypted) {
    auto const id = add(meiyuan, "学员甲").id;
    write([&](storage::Transaction& transaction) {
        for (int i = 0; i < 1'200; ++i) {
            transaction.execute(storage::Sql{"test/add_plain",
                                             "INSERT INTO persons (id, org, county, name, sex, birth, phone, created, account) "
                                             "VALUES ($1, $2, 449901, $3, 0, NULL, $4, 0, 0)"},
                                id + 1 + i, code(meiyuan).value(), "旧学员", std::to_string(13'700'000'000 + i));
        }
    });
    EXPECT_EQ(reveal(id + 7).phone, "13700000006") << "read before it is encrypted as well";
    people.encrypt_plain(db());
    EXPECT_EQ(counted("SELECT count(*) FROM persons WHERE phone <> ''"), 0);
    EXPECT_EQ(reveal(id + 7).phone, "13700000006");
    EXPECT_EQ(reveal(id + 1'200).phone, "13700001199");
    auto const known = read([&](storage::Reader const& reader) { return people.known(reader, system(), {.phones = {"13700000600"}}); });
    ASSERT_EQ(known.size(), 1U);
    EXPECT_EQ(known[0].person->id, id + 601);
}

INSTANTIATE_TEST_SUITE_P(Every, Persons, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::people
