// Where somebody is and how she is reached, kept from accounts linked to whoever stands against her.
#include "people/households.h"
#include "people/imports.h"
#include "unit/people/persons.h"

namespace niangjia::people {
namespace {

class TwoSides : public WithPersons {
  protected:
    TwoSides() {
        her = add({.org = code(meiyuan), .name = "王小雨", .birth = Day::of(1985, 5, 6), .paper = Paper::IdCard, .number = std::string{her_number},
                   .contacts = {{.number = "13800001234", .safe_hours = "上午", .safe_way = "只发短信"}}, .address = "梅园路 1 号"})
                  .id;
        him = add(meiyuan, "李大山").id;
        brother = add(daqiao, "李小山").id;
        brothers_account = account("brother", brother);
        (void)together({him, brother});
        oppose(him, her);
    }

    identity::AccountId account(std::string const& name, PersonId person) {
        return write([&](storage::Transaction& transaction) {
            auto const id = accounts.create_account(transaction, system(), {name, name, "", {{"keeper", "449901"}}, false}, "-").id;
            room.link_account(transaction, system(), person, id);
            return id;
        });
    }
    HouseholdId together(std::vector<PersonId> const& persons, std::string address = "") {
        Household household{.org = code(meiyuan), .address = std::move(address)};
        for (auto const person : persons) household.members.push_back({person, "0", today});
        return write([&](storage::Transaction& transaction) { return room.create(transaction, system(), household); });
    }
    void oppose(PersonId other, PersonId person) {
        write([&](storage::Transaction& transaction) { people.oppose(transaction, other, person); });
    }
    identity::Context by(identity::AccountId account, std::string_view place = "449901") { return {clock, account, "李小山", {{&head, code(place)}}}; }
    // Whether that account is told where she is, by her file.
    bool told(identity::Context const& context, PersonId id) {
        auto const found = find(context, id);
        return found && found->org == code(meiyuan) && !found->contacts.empty() && !found->phone.empty() && !found->address.empty();
    }
    std::vector<PersonId> searched(identity::Context const& context, std::string_view name, std::string_view within = "4499", PersonId after = 0) {
        std::vector<PersonId> ids;
        for (auto const& one : read([&](storage::Reader const& reader) { return people.search(reader, context, code(within), name, after, 10); })) {
            ids.push_back(one.id);
            if (one.id == her) shown_in_list = one;
        }
        return ids;
    }
    std::vector<Candidate> known(identity::Context const& context, Probe const& probe) {
        return read([&](storage::Reader const& reader) { return people.known(reader, context, probe); });
    }
    std::string revealed(identity::Context const& context, PersonId id) {
        return code_of([&] { write([&](storage::Transaction& transaction) { return people.reveal(transaction, context, id, "核对身份"); }); });
    }
    std::string corrected(identity::Context const& context, PersonId id, Correction correction) {
        correction.reason = "更正";
        auto const version = find(system(), id)->version;
        return code_of([&] { write([&](storage::Transaction& transaction) { return people.correct(transaction, context, id, version, correction); }); });
    }

    Households room{people};
    identity::Identity accounts{db(), test_roles(), clock};
    Day const today = clock.today();
    PersonId her = 0, him = 0, brother = 0;
    identity::AccountId brothers_account = 0;
    Person shown_in_list = {};  // she, by the last search that found her
};

TEST_P(TwoSides, KeepHerPlaceAndTelephonesFromWhoLivesWithTheOtherSide) {
    auto const his_brother = by(brothers_account);
    auto const colleague = by(account("colleague", add(xinhe, "秦雪梅").id));
    EXPECT_TRUE(told(colleague, her));
    EXPECT_TRUE(told(by(999), her)) << "an account that is nobody's";
    auto const shown = find(his_brother, her);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->name, "王小雨");
    EXPECT_EQ(shown->org, code("449901")) << "the county and no more";
    EXPECT_TRUE(shown->contacts.empty() && shown->phone.empty() && shown->address.empty());
    EXPECT_EQ(revealed(his_brother, her), "people.other-side");
    EXPECT_EQ(revealed(colleague, her), "");
    EXPECT_EQ(revealed(his_brother, him), "") << "the other side itself is hidden from nobody";
    EXPECT_EQ(searched(his_brother, "王小雨"), std::vector{her});
    EXPECT_EQ(shown_in_list.org, code("449901"));
    EXPECT_EQ(shown_in_list.phone, "");
}

TEST_P(TwoSides, TellNothingByWhereSheIsFound) {
    auto const villager = by(brothers_account, meiyuan);
    EXPECT_FALSE(find(villager, her)) << "to be found in a village says that it is hers";
    EXPECT_EQ(revealed(villager, her), "people.unknown");
    EXPECT_EQ(searched(villager, "王小雨"), std::vector<PersonId>{});
    auto const his_brother = by(brothers_account);
    EXPECT_EQ(searched(his_brother, "王小雨", meiyuan), std::vector<PersonId>{});
    auto const later = add(meiyuan, "王小霞").id;
    EXPECT_EQ(searched(his_brother, "王小", meiyuan), std::vector{later});
    EXPECT_EQ(searched(his_brother, "王小", meiyuan, her), std::vector<PersonId>{}) << "nor by a page that begins after her";
    EXPECT_EQ(searched(by(999), "王小", meiyuan).size(), 2U);
}

TEST_P(TwoSides, TellNobodyWhoseTelephoneItIs) {
    auto const his_brother = by(brothers_account);
    auto const by_phone = known(his_brother, {.phones = {"13800001234"}, .except = him});
    ASSERT_EQ(by_phone.size(), 2U) << "his brother's own number is the same in this test";
    EXPECT_EQ(by_phone[0].person->id, brother);
    EXPECT_FALSE(by_phone[1].person) << "somebody, and no more";
    auto const by_number = known(his_brother, {.paper = Paper::IdCard, .number = std::string{her_number}});
    ASSERT_EQ(by_number.size(), 1U);
    ASSERT_TRUE(by_number[0].person);
    EXPECT_TRUE(by_number[0].person->phone.empty());
    EXPECT_EQ(by_number[0].person->org, code("449901"));
    auto const in_the_village = known(by(brothers_account, meiyuan), {.paper = Paper::IdCard, .number = std::string{her_number}, .name = "王小雨", .birth = Day::of(1985, 5, 6), .org = code(meiyuan)});
    ASSERT_EQ(in_the_village.size(), 1U);
    EXPECT_FALSE(in_the_village[0].person);
}

TEST_P(TwoSides, LetNobodyOfTheOtherSideChangeOrReadBackWhereSheWas) {
    auto const his_brother = by(brothers_account);
    EXPECT_EQ(corrected(system(), her, {.org = code(daqiao), .contacts = std::vector{Contact{.number = "13900005678"}}, .address = "大桥路 2 号"}), "");
    auto const fields = [&](identity::Context const& context) {
        Names names;
        for (auto const& change : read([&](storage::Reader const& reader) { return people.history(reader, context, her, 10); })) names.push_back(change.field);
        return names;
    };
    EXPECT_EQ(fields(by(999)).size(), 3U);
    EXPECT_EQ(fields(his_brother), Names{});
    EXPECT_EQ(corrected(his_brother, her, {.address = "别处"}), "people.other-side");
    EXPECT_EQ(corrected(his_brother, her, {.contacts = std::vector<Contact>{}}), "people.other-side");
    EXPECT_EQ(corrected(his_brother, her, {.org = code(meiyuan)}), "people.other-side");
    EXPECT_EQ(corrected(his_brother, her, {.name = "王晓雨"}), "");
}

TEST_P(TwoSides, HideTheHouseholdThatSheLivesInAndWhoLivesThere) {
    auto const child = add({.org = code(meiyuan), .name = "李小宝", .phone = "13700001111", .address = "大桥路 2 号"}, Despite::all()).id;
    auto const his_brother = by(brothers_account);
    EXPECT_TRUE(told(his_brother, child));
    (void)together({her, child}, "大桥路 2 号");
    EXPECT_FALSE(told(his_brother, child)) << "the child's address is hers";
    auto const of_child = [&](identity::Context const& context) {
        return read([&](storage::Reader const& reader) { return room.of(reader, context, child); }).at(0);
    };
    EXPECT_EQ(of_child(his_brother).address, "");
    EXPECT_EQ(of_child(his_brother).org, code("449901"));
    EXPECT_EQ(of_child(by(999)).address, "****");
    EXPECT_EQ(of_child(by(999)).org, code(meiyuan));
}

TEST_P(TwoSides, HideHerFromNobodyWhoMovedOutAndNeverFromHerself) {
    auto const own = account("herself", her);
    auto const home = together({her, him});
    EXPECT_TRUE(told(by(own), her)) << "though she still lives with him on paper";
    EXPECT_FALSE(told(by(brothers_account), her));
    write([&](storage::Transaction& transaction) { room.leave(transaction, system(), home, her, today); });
    auto const cousin = add(meiyuan, "李远").id;
    auto const cousins = account("cousin", cousin);
    auto const flat = together({cousin, him});
    EXPECT_FALSE(told(by(cousins), her));
    write([&](storage::Transaction& transaction) { room.leave(transaction, system(), flat, cousin, today); });
    EXPECT_TRUE(told(by(cousins), her));
}

TEST_P(TwoSides, OutliveTheMergingOfEither) {
    auto const hers = add(meiyuan, "王晓雨").id;
    auto const his = add(meiyuan, "李大三").id;
    auto const his_account = account("his", his);
    EXPECT_TRUE(told(by(his_account), her));
    write([&](storage::Transaction& transaction) { return people.merge(transaction, system(), him, his, "同一人"); });
    EXPECT_FALSE(told(by(his_account), her));
    write([&](storage::Transaction& transaction) {
        (void)people.correct(transaction, system(), hers, 1, {.contacts = std::vector{Contact{.number = "13600001111"}}, .address = "新址", .reason = "更正"});
        return people.merge(transaction, system(), her, hers, "同一人");
    });
    EXPECT_FALSE(told(by(his_account), hers)) << "who was hidden lives on in this file";
    EXPECT_TRUE(told(by(999), hers));
    auto const merged = read([&](storage::Reader const& reader) { return people.merged(reader, by(his_account), hers); });
    ASSERT_EQ(merged.size(), 1U);
    EXPECT_TRUE(merged[0].contacts.empty()) << "nor what the older file said";
}

TEST_P(TwoSides, AreReadOutOfTheDatabaseByNobodyAndOutliveTheKeys) {
    oppose(him, her);
    EXPECT_EQ(counted("SELECT count(*) FROM person_sides"), 1) << "once is enough";
    auto const row = stored("SELECT CAST(pair AS TEXT) || ' ' || CAST(other AS TEXT) || ' ' || who FROM person_sides");
    for (auto const id : {her, him}) EXPECT_FALSE(row.contains(std::to_string(id))) << row;
    EXPECT_TRUE(stored("SELECT who FROM person_sides").starts_with("1:"));
    (void)people.rotate(db(), [](std::int64_t, std::int64_t) {});
    EXPECT_TRUE(stored("SELECT who FROM person_sides").starts_with("2:"));
    EXPECT_EQ(counted("SELECT count(*) FROM person_sides"), 1);
    EXPECT_FALSE(told(by(brothers_account), her));
    oppose(him, her);
    EXPECT_EQ(counted("SELECT count(*) FROM person_sides"), 1) << "known under the new key as well";
}

TEST_P(TwoSides, AreNotFoundByAListOfNumbersEither) {
    Imports const imports{db(), people};
    std::string const list = "姓名,联系电话\n甲,13800009999\n乙,13800001234\n";
    corrected(system(), her, {.contacts = std::vector{Contact{.number = "13800009999"}}});
    auto const doubles = [&](identity::Context const& context) {
        auto const id = imports.upload(context, code("449901"), "名单.csv", list).id;
        return imports.preview(context, id, {code("449901"), {{0, "name"}, {1, "phone"}}}).doubles;
    };
    auto const mine = doubles(by(brothers_account));
    ASSERT_GE(mine.size(), 2U);
    EXPECT_FALSE(mine[0].person);
    EXPECT_EQ(doubles(by(999))[0].person, her);
}

INSTANTIATE_TEST_SUITE_P(Every, TwoSides, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::people
