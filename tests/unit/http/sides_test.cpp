// The two sides of a case over the API, with the packs that the product ships: what an account linked to the other side is not told.
#include <gtest/gtest.h>

#include "people/households.h"
#include "reports/reports.h"
#include "support/api.h"
#include "support/portal.h"
#include "unit/reports/office_file.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class SidesOverTheApi : public OnEveryDatabaseWithPortal {
  protected:
    SidesOverTheApi() { router.check_answers(true); }

    identity::AccountId account(std::string_view name, std::string_view role, std::string_view place) {
        static auto const hash = identity::Identity::hash_password(api_password);
        return write([&](storage::Transaction& transaction) {
            return office.identity
                .create_account(transaction, system(), {std::string{name}, std::string{name} + "同志", std::string{api_password}, {{std::string{role}, std::string{place}}}, false}, hash)
                .id;
        });
    }
    Client signed_in(std::string_view name) {
        Client client{site};
        EXPECT_EQ(client.sign_in(name).status, 200);
        return client;
    }
    people::PersonId person(people::Person person) {
        return write([&](storage::Transaction& transaction) { return office.people.create(transaction, system(), std::move(person), people::Despite::all()).id; });
    }
    // His brother, who lives with him, is the county's keeper.
    void keeper_lives_with_him() {
        auto const brother = person({.org = code(meiyuan), .name = "李小山"});
        write([&](storage::Transaction& transaction) {
            people::Households const room{office.people};
            room.link_account(transaction, system(), brother, keeper_id);
            (void)room.create(transaction, system(), {.org = code(meiyuan), .members = {{him, "0", clock.today()}, {brother, "0", clock.today()}}});
        });
    }
    json::object petition(std::string_view category) {
        return {{"command", command()},
                {"type", "petitions.petition"},
                {"org", dongcheng},
                {"subject", json::object{{"person", std::to_string(her)}}},
                {"fields", json::object{{"channel", "visit"}, {"category", category}, {"safe-contact", "微信 xiaoyu-invented"}, {"safe-hours", "上午十点"}}},
                {"participants", json::array{json::object{{"role", "other-party"}, {"person", std::to_string(him)}}}}};
    }
    std::string create(Client const& client, std::string_view category) {
        auto const response = client.post("/api/records", petition(category));
        EXPECT_EQ(response.status, 201) << response.content();
        return text_at(json_of(response), "/id");
    }

    people::PersonId const her = person({.org = code(meiyuan), .name = "王小雨", .contacts = {{.number = "13800001234", .safe_hours = "上午"}}, .address = "梅园路 1 号"});
    people::PersonId const him = person({.org = code(meiyuan), .name = "李大山"});
    identity::AccountId const clerk_id = account("desk", "clerk", dongcheng);
    identity::AccountId const keeper_id = account("county-keeper", "keeper", dongcheng);
    Router router{http::all_routes(office),
                  {[this](std::string_view token) { return office.identity.session(token); },
                   [this](identity::Session const& session) { return office.identity.context(session); }},
                  "test"};
    StaticFiles no_web;
    Site site{router, no_web};
    Client const desk = signed_in("desk");
    Client const keeper = signed_in("county-keeper");
};

TEST_P(SidesOverTheApi, TellNothingOfWhereSheIsInRecordTimelineFileOrLedger) {
    auto const id = create(desk, "divorce");
    auto const telling = [&](Client const& client) {
        std::string all;
        auto const record = "/api/records/" + id;
        auto const path = "/api/persons/" + std::to_string(her);
        for (auto const& target : {record, record + "/timeline", path, path + "/file", path + "/history", std::string{"/api/persons?q="} + encoded("王小雨")}) all += client.get(target).content();
        all += client.get("/api/search?q=" + encoded("xiaoyu")).content();
        return all;
    };
    auto const hints = {"xiaoyu", "上午十点", "138****1234", "449901001001"};
    auto const before = telling(keeper);
    for (auto const* hint : hints) EXPECT_TRUE(before.contains(hint)) << hint;
    keeper_lives_with_him();
    auto const after = telling(keeper);
    for (auto const* hint : hints) EXPECT_FALSE(after.contains(hint)) << hint;
    EXPECT_TRUE(telling(desk).contains("xiaoyu"));

    auto const record = json_of(keeper.get("/api/records/" + id));
    EXPECT_EQ(record.at("masked"), json::value(json::array{"safe-contact", "safe-hours"}));
    auto const full = keeper.post("/api/persons/" + std::to_string(her) + "/full", json::object{{"reason", "核对身份"}});
    EXPECT_EQ(full.status, 403);
    EXPECT_EQ(problem_code(full), "people.other-side");
    for (auto const* kind : {"/export", "/workbook"}) {
        auto const handed = keeper.get("/api/persons/" + std::to_string(her) + kind + "?reason=" + encoded("本人要求"));
        EXPECT_EQ(handed.status, 403) << kind;
    }
}

TEST_P(SidesOverTheApi, ShowTheTeamWhoLivesWithASide) {
    auto const id = create(desk, "domestic-violence");
    auto const of = [&](Client const& client) { return json_of(client.get("/api/records/" + id)); };
    EXPECT_EQ(of(desk).at("team").as_array().size(), 2U);
    EXPECT_EQ(of(desk).at("sameHousehold").as_array().size(), 0U);
    keeper_lives_with_him();
    auto const now = of(desk);
    std::map<std::string, bool> flagged;
    for (auto const& one : now.at("team").as_array()) flagged[text_at(one, "/title")] = one.at("sameHousehold").as_bool();
    EXPECT_EQ(flagged, (std::map<std::string, bool>{{"desk同志", false}, {"county-keeper同志", true}}));
    EXPECT_EQ(text_at(now, "/sameHousehold/0/title"), "county-keeper同志");

    auto const later = create(desk, "domestic-violence");
    EXPECT_EQ(json_of(desk.get("/api/records/" + later)).at("team").as_array().size(), 1U) << "her role does not take her in";
    auto const admitted = desk.post("/api/records/" + later + "/team", json::object{{"command", command()}, {"account", std::to_string(keeper_id)}});
    EXPECT_EQ(admitted.status, 409) << admitted.content();
    EXPECT_EQ(problem_code(admitted), "records.same-household");
    EXPECT_TRUE(of(keeper).at("masked").as_array().size() >= 2U) << "of the team, and linked to the other side";
    EXPECT_TRUE(json_of(keeper.get("/api/records/" + later)).at("locked").as_bool());
    EXPECT_EQ(json_of(keeper.get("/api/records/" + later)).at("sameHousehold").as_array().size(), 0U);
}

TEST_P(SidesOverTheApi, KeepHerHomeOutOfTheLedger) {
    (void)create(desk, "divorce");
    auto const ledger = [&] {
        auto const bytes = read([&](storage::Reader const& reader) {
            auto const context = office.identity.context(office.identity.session(keeper.token).value());
            return reports::records_ledger(reader, context, office.records, *office.library->record_type("petitions.petition"), code(dongcheng), Period::of_year(2015));
        });
        return reports::OfficeFile{bytes}.text("xl/worksheets/sheet1.xml");
    };
    EXPECT_TRUE(ledger().contains("xiaoyu"));
    keeper_lives_with_him();
    EXPECT_FALSE(ledger().contains("xiaoyu"));
    EXPECT_TRUE(ledger().contains("***"));
}

INSTANTIATE_TEST_SUITE_P(Every, SidesOverTheApi, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
