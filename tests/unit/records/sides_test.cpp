// The two sides of a case: what accounts linked to the other side are not shown, and which accounts are kept out of a seal.
#include <gtest/gtest.h>

#include "cases.h"
#include "people/households.h"

namespace niangjia::testing_support {
namespace {

class CaseSides : public OnEveryDatabaseWithCases {
  protected:
    records::Creation with_both(records::Creation creation) {
        creation.subject = records::Party{packs::Who::Person, her};
        creation.participants = {{"other", {packs::Who::Person, him}}};
        creation.fields["lives"] = "娘家，大桥路 2 号";
        return creation;
    }
    // The account is that of somebody who lives with that person.
    people::PersonId lives_with(identity::Context const& who, people::PersonId person) {
        return write([&](storage::Transaction& transaction) {
            auto const id = people.create(transaction, system(), {.org = code(meiyuan), .name = who.name()}, people::Despite::all()).id;
            room.link_account(transaction, system(), id, who.account());
            (void)room.create(transaction, system(), {.org = code(meiyuan), .members = {{person, "0", clock.today()}, {id, "0", clock.today()}}});
            return id;
        });
    }
    void act_with(identity::Context const& context, RecordId id, std::string_view action, people::PersonId other) {
        write([&](storage::Transaction& transaction) {
            auto const version = records.fetch(transaction, system(), id).version;
            records.act(transaction, context, id, version, {.command = command(), .action = std::string{action}, .participants = {{"other", {packs::Who::Person, other}}}});
        });
    }
    bool hides_home(identity::Context const& context, RecordId id) {
        auto const record = fetch(context, id);
        EXPECT_FALSE(record.hides(*record.type->field("story"))) << "what does not say where she is";
        return record.hides(*record.type->field("lives"));
    }
    // Whether the people room keeps her from that account.
    bool hidden(identity::Context const& context, people::PersonId person) {
        return read([&](storage::Reader const& reader) { return people.sides(reader, context).hides(person); });
    }
    std::vector<identity::AccountId> in_household(identity::Context const& context, RecordId id) {
        return read([&](storage::Reader const& reader) { return records.household_accounts(reader, context, records.fetch(reader, context, id)); });
    }
    std::vector<identity::AccountId> team(RecordId id) {
        std::vector<identity::AccountId> accounts;
        for (auto const& one : read([&](storage::Reader const& reader) { return records.members(reader, records.fetch(reader, system(), id)); })) accounts.push_back(one.account);
        std::ranges::sort(accounts);
        return accounts;
    }
    std::string admitted(identity::Context const& by, RecordId id, identity::Context const& who) {
        return code_of([&] { write([&](storage::Transaction& transaction) { records.admit(transaction, by, id, who.account(), ""); }); });
    }

    people::Households room{people};
    people::PersonId const her = person("王小雨");
    people::PersonId const him = person("李大山");
};

TEST_P(CaseSides, HideFieldsThatTellWhereSheIsFromTheOtherSidesHousehold) {
    auto const id = create(village_head(), with_both(home()));
    EXPECT_FALSE(hides_home(keeper(), id));
    (void)lives_with(keeper(), him);
    EXPECT_TRUE(hides_home(keeper(), id));
    EXPECT_FALSE(hides_home(village_head(), id));
    EXPECT_TRUE(hidden(keeper(), her));
    EXPECT_FALSE(hidden(village_head(), her));
    auto const listed = read([&](storage::Reader const& reader) { return records.list(reader, keeper(), {}, {}, 10); });
    EXPECT_TRUE(listed.at(0).veiled);
    EXPECT_EQ(code_of([&] { act(keeper(), id, "accept", {{"lives", "别处"}}); }), "records.other-side");
    EXPECT_EQ(code_of([&] { act(keeper(), id, "correct", {{"lives", "别处"}}, "更正"); }), "records.other-side");
    EXPECT_EQ(code_of([&] { act(keeper(), id, "accept"); }), "") << "she may still do what tells nothing";
    auto const found = read([&](storage::Reader const& reader) { return records.search(reader, village_head(), {.text = "大桥路"}, {}, 10); });
    EXPECT_TRUE(found.items.empty()) << "nobody finds out by searching";
}

TEST_P(CaseSides, AreTakenWheneverTheOtherSideJoins) {
    auto creation = with_both(home());
    creation.participants.clear();
    auto const id = create(village_head(), creation);
    act(village_head(), id, "accept");
    (void)lives_with(keeper(), him);
    EXPECT_FALSE(hidden(keeper(), her));
    act_with(village_head(), id, "joined", him);
    EXPECT_TRUE(hidden(keeper(), her));
    EXPECT_TRUE(hides_home(keeper(), id));
    act(village_head(), id, "drop");
    EXPECT_TRUE(hidden(keeper(), her)) << "a case that is closed changes nothing";
}

TEST_P(CaseSides, AreTakenUnderASealAsSoonAsOneWhoReadsItActs) {
    auto creation = with_both(harm("经过"));
    creation.participants.clear();
    auto const id = create(village_head(), creation);
    act(village_head(), id, "accept");
    auto const clerk = worker("clerk", dongcheng, "clerk");
    (void)lives_with(clerk, him);
    ASSERT_TRUE(fetch(keeper(), id).locked()) << "her keys came after the seal";
    act_with(keeper(), id, "joined", him);
    EXPECT_FALSE(hidden(clerk, her)) << "who cannot open it does not know whom he stands against";
    act(village_head(), id, "visit");
    EXPECT_TRUE(hidden(clerk, her));
}

TEST_P(CaseSides, HideWhatPartsTellAndWhatIsToldOfNobody) {
    auto const id = create(village_head(), with_both(home()));
    auto const part_id = part(village_head(), "cases.report", id, {{"what", "安置"}, {"bed", "三号"}});
    auto nameless = home();
    nameless.participants = {{"other", {packs::Who::Person, him}}};
    nameless.fields["lives"] = "某处";
    auto const without_subject = create(village_head(), nameless);
    (void)lives_with(keeper(), him);
    auto const hides = [&](identity::Context const& context) {
        auto const record = fetch(context, part_id);
        return record.hides(*record.type->field("bed"));
    };
    EXPECT_TRUE(hides(keeper()));
    EXPECT_FALSE(hides(village_head()));
    EXPECT_TRUE(hides_home(keeper(), without_subject)) << "she has no file, and yet a home";
}

TEST_P(CaseSides, HideThemFromAMemberOfTheTeamAsWell) {
    (void)lives_with(village_head(), him);
    keeper();
    auto const id = create(village_head(), with_both(harm("经过")));
    EXPECT_FALSE(fetch(village_head(), id).locked()) << "who created it stays of its team";
    EXPECT_TRUE(hides_home(village_head(), id));
    EXPECT_FALSE(hides_home(keeper(), id));
}

TEST_P(CaseSides, HideHerHomeNeverFromHerself) {
    auto const id = create(keeper(), with_both(home()));
    auto const own = village_head().account();
    write([&](storage::Transaction& transaction) {
        room.link_account(transaction, system(), her, own);
        (void)room.create(transaction, system(), {.org = code(meiyuan), .members = {{him, "0", clock.today()}, {her, "1", clock.today()}}});
    });
    EXPECT_FALSE(hides_home(village_head(), id));
    EXPECT_FALSE(hidden(village_head(), her));
}

TEST_P(CaseSides, KeepTheirHouseholdsOutOfTheTeamByRole) {
    (void)lives_with(keeper(), him);
    auto const id = create(village_head(), with_both(harm("经过")));
    EXPECT_EQ(team(id), std::vector{village_head().account()});
    EXPECT_TRUE(fetch(keeper(), id).locked());
    act(village_head(), id, "visit");
    EXPECT_TRUE(fetch(keeper(), id).locked()) << "nor does a later step take her in";
    EXPECT_EQ(admitted(village_head(), id, keeper()), "records.same-household");
    EXPECT_EQ(in_household(village_head(), id), std::vector{keeper().account()});

    auto const plain = create(village_head(), with_both(home()));
    act(village_head(), plain, "correct", {{"topic", "blow"}}, "升级");
    EXPECT_TRUE(fetch(keeper(), plain).locked()) << "nor when it is sealed later";
}

TEST_P(CaseSides, KeepHerOwnHouseholdOutToo) {
    (void)lives_with(keeper(), her);
    auto const id = create(village_head(), with_both(harm("经过")));
    EXPECT_TRUE(fetch(keeper(), id).locked());
    auto creation = with_both(harm("经过"));
    EXPECT_EQ(code_of([&] {
                  write([&](storage::Transaction& transaction) { return records.create(transaction, identity::Context::system(clock), creation); });
              }),
              "") << "there is the village's head";
    (void)lives_with(village_head(), her);
    creation.command = command();
    EXPECT_EQ(code_of([&] {
                  write([&](storage::Transaction& transaction) { return records.create(transaction, identity::Context::system(clock), creation); });
              }),
              "records.seal-without-team");
}

TEST_P(CaseSides, FlagWhoWasOfTheTeamBefore) {
    auto creation = with_both(harm("经过"));
    creation.participants.clear();
    keeper();
    auto const id = create(village_head(), creation);
    act(village_head(), id, "accept");
    (void)lives_with(keeper(), him);
    EXPECT_TRUE(in_household(village_head(), id).empty());
    act_with(village_head(), id, "joined", him);
    EXPECT_FALSE(fetch(keeper(), id).locked()) << "she stays";
    EXPECT_EQ(in_household(village_head(), id), std::vector{keeper().account()}) << "and is seen to live with him";
    EXPECT_TRUE(hides_home(keeper(), id));
}

TEST_P(CaseSides, TellTheirHouseholdsToTheTeamAlone) {
    (void)lives_with(worker("clerk", dongcheng, "clerk"), him);
    auto const id = create(village_head(), with_both(home()));
    EXPECT_EQ(in_household(village_head(), id).size(), 1U) << "sealed or not";
    EXPECT_EQ(in_household(keeper(), id).size(), 1U);
    EXPECT_TRUE(in_household(chair(), id).empty()) << "she reads the case and is not of its team";
    auto const part_id = part(village_head(), "cases.report", id, {{"what", "安置"}});
    EXPECT_TRUE(in_household(village_head(), part_id).empty()) << "of a type that is never sealed";
}

INSTANTIATE_TEST_SUITE_P(Every, CaseSides, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::testing_support
