// The county's administrator keeps the accounts of her county: of hers, not of others', and not her own
// roles.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

json::array granted(std::string_view role, std::string_view place) {
    return {json::object{{"role", role}, {"org", place}}};
}

class KeepingAccounts : public OnEveryDatabaseWithApi {
  protected:
    static json::object newcomer(json::array grants, std::string_view name = "lina") {
        return {{"command", "account-0001"},
                {"name", name},
                {"title", "李娜（石桥街道接待员）"},
                {"password", api_password},
                {"grants", std::move(grants)}};
    }
    static json::object with_command(json::object change) {
        static int count = 0;
        change["command"] = "change-" + std::to_string(++count) + "-account";
        return change;
    }
    Response change(identity::AccountId id, std::int64_t version, json::object body) const {
        return admin.change("PATCH", "/api/accounts/" + std::to_string(id), version,
                            with_command(std::move(body)));
    }
    static json::value fetched(Client const& client, std::string_view address) {
        auto const response = client.get(address);
        EXPECT_EQ(response.status, 200) << response.content();
        return json_of(response);
    }
    // With that code, and at that pointer if there is one.
    static void expect_refused(Response const& response, int status, std::string_view code,
                               std::string_view pointer = {}) {
        EXPECT_EQ(response.status, status) << response.content();
        EXPECT_EQ(problem_code(response), code);
        if (pointer.empty()) return;
        EXPECT_EQ(text_at(json_of(response), "/pointer"), pointer);
    }

    identity::AccountId const admin_id = account("admin", "admin", dongcheng);
    Client const admin = signed_in("admin");
};

TEST_P(KeepingAccounts, ANewAccountWorksAsSoonAsItsPasswordIsChosen) {
    auto const created = admin.post("/api/accounts", newcomer(granted("clerk", shiqiao)));
    ASSERT_EQ(created.status, 201) << created.content();
    EXPECT_FALSE(created.content().contains(api_password));
    auto const account = json_of(created);
    EXPECT_EQ(account.at("mustChangePassword"), json::value(true));
    EXPECT_EQ(text_at(account, "/grants/0/org"), code(shiqiao).text());
    EXPECT_EQ(admin.get("/api/accounts/" + text_at(account, "/id")).content(), created.content());

    auto client = nobody();
    ASSERT_EQ(client.sign_in("lina").status, 200);
    ASSERT_EQ(client
                  .post("/api/session/password",
                        json::object{{"current", api_password}, {"next", "a password of her own"}})
                  .status,
              200);
    EXPECT_EQ(client.get("/api/records?org=449901001").status, 200);
    EXPECT_EQ(client.get("/api/records?org=449901").status, 404);

    auto const count = traces().accounts;
    EXPECT_EQ(text_at(json_of(admin.post("/api/accounts", newcomer(granted("clerk", shiqiao)))), "/id"),
              text_at(account, "/id"));
    EXPECT_EQ(traces().accounts, count);
}

TEST_P(KeepingAccounts, RolesAreGrantedAndRevokedAndTakeEffectAtOnce) {
    auto const id = account("lina", "clerk", shiqiao);
    auto const lina = signed_in("lina");
    EXPECT_EQ(lina.get("/api/reports").status, 403);

    json::array both = granted("clerk", shiqiao);
    both.push_back(json::object{{"role", "keeper"}, {"org", dongcheng}});
    auto const promoted = change(id, 1, {{"grants", both}});
    ASSERT_EQ(promoted.status, 200) << promoted.content();
    EXPECT_EQ(promoted.headers.get("ETag"), "\"2\"");
    EXPECT_EQ(lina.get("/api/reports").status, 200);
    EXPECT_EQ(lina.get("/api/records?org=449901").status, 200);

    EXPECT_EQ(change(id, 2, {{"grants", granted("clerk", shiqiao)}}).status, 200);
    EXPECT_EQ(lina.get("/api/reports").status, 403);
    EXPECT_EQ(lina.get("/api/records?org=449901").status, 404);
}

TEST_P(KeepingAccounts, AClosedAccountIsOutAtOnce) {
    auto const id = account("lina", "clerk", shiqiao);
    auto const lina = signed_in("lina");
    ASSERT_EQ(change(id, 1, {{"active", false}}).status, 200);
    EXPECT_EQ(lina.get("/api/session").status, 401);
    expect_refused(nobody().sign_in("lina"), 401, "identity.wrong-password");
    ASSERT_EQ(change(id, 2, {{"active", true}}).status, 200);
    EXPECT_EQ(nobody().sign_in("lina").status, 200);
}

TEST_P(KeepingAccounts, APasswordSetByTheAdministratorMustBeChanged) {
    auto const id = account("lina", "clerk", shiqiao);
    auto const lina = signed_in("lina");
    ASSERT_EQ(change(id, 1, {{"password", "given over the phone"}}).status, 200);
    EXPECT_EQ(lina.get("/api/session").status, 401);
    auto again = nobody();
    EXPECT_EQ(again.sign_in("lina").status, 401);
    ASSERT_EQ(again.sign_in("lina", "given over the phone").status, 200);
    EXPECT_EQ(problem_code(again.get("/api/todos")), "identity.password-change-required");
}

TEST_P(KeepingAccounts, NobodyChangesHerOwnRoles) {
    auto const untouched = traces();
    expect_refused(change(admin_id, 1, {{"grants", granted("head", dongcheng)}}), 409,
                   "identity.own-account");
    expect_refused(change(admin_id, 1, {{"active", false}}), 409, "identity.own-account");
    EXPECT_EQ(traces(), untouched);
    EXPECT_EQ(text_at(fetched(admin, "/api/session"), "/grants/0/role"), "admin");
    EXPECT_EQ(change(admin_id, 1, {{"title", "王芳（系统管理员）"}}).status, 200);
}

TEST_P(KeepingAccounts, ARoleIsGrantedOnlyWithinReachAndWhereItBelongs) {
    auto const untouched = traces();
    auto const post = [&](std::string_view role, std::string_view place) {
        return admin.post("/api/accounts", newcomer(granted(role, place)));
    };
    expect_refused(post("keeper", linjiang), 422, "identity.grant-reach", "/grants/0/org");
    expect_refused(post("clerk", liushu), 422, "identity.grant-reach", "/grants/0/org");
    expect_refused(post("village-head", dongcheng), 422, "identity.grant-level", "/grants/0/org");
    expect_refused(post("empress", dongcheng), 422, "identity.unknown-role", "/grants/0/role");
    expect_refused(post("clerk", "449901077"), 422, "identity.grant-org", "/grants/0/org");
    expect_refused(admin.post("/api/accounts", newcomer({})), 422, "identity.no-grants", "/grants");
    EXPECT_EQ(traces(), untouched);

    auto const id = account("lina", "clerk", shiqiao);
    expect_refused(change(id, 1, {{"grants", granted("head", linjiang)}}), 422, "identity.grant-reach",
                   "/grants/0/org");
    EXPECT_EQ(text_at(fetched(admin, "/api/accounts/" + std::to_string(id)), "/grants/0/role"), "clerk");
}

TEST_P(KeepingAccounts, AnAccountOfAnotherCountyIsNotThere) {
    auto const stranger = account("stranger", "keeper", xishan);
    auto const above = account("above", "admin", linjiang);
    auto const untouched = traces();
    for (auto const id : {stranger, above}) {
        expect_refused(admin.get("/api/accounts/" + std::to_string(id)), 404, "identity.unknown-account");
        expect_refused(change(id, 1, {{"password", "a stolen account"}}), 404, "identity.unknown-account");
    }
    EXPECT_EQ(traces(), untouched);
    auto const listed = admin.get("/api/accounts");
    EXPECT_TRUE(listed.content().contains("\"admin\""));
    EXPECT_FALSE(listed.content().contains("stranger"));
    EXPECT_FALSE(listed.content().contains("above"));
    EXPECT_EQ(nobody().sign_in("stranger").status, 200);
}

// Else who keeps the accounts of one county would take over those of somebody who also works in another.
TEST_P(KeepingAccounts, AnAccountThatIsAlsoAnothersIsChangedByWhoReachesAllOfIt) {
    auto const id = account("both", "clerk", shiqiao);
    write([&](storage::Transaction& transaction) {
        return office.identity.change_account(
            transaction, system(), id,
            {.grants = {{{"clerk", std::string{shiqiao}}, {"clerk", std::string{liushu}}}}}, 1, {});
    });
    expect_refused(change(id, 2, {{"password", "a stolen account"}}), 404, "identity.unknown-account");
    expect_refused(change(id, 2, {{"grants", granted("clerk", shiqiao)}}), 404, "identity.unknown-account");
    EXPECT_EQ(nobody().sign_in("both").status, 200);
}

TEST_P(KeepingAccounts, ANameIsTakenOnceAndAVersionIsChangedOnce) {
    auto const id = account("lina", "clerk", shiqiao);
    auto const untouched = traces();
    expect_refused(admin.post("/api/accounts", newcomer(granted("clerk", shiqiao), "LiNa")), 409,
                   "identity.name-taken", "/name");
    expect_refused(change(id, 7, {{"title", "别人"}}), 412, "identity.stale");
    EXPECT_EQ(traces(), untouched);
}

INSTANTIATE_TEST_SUITE_P(Every, KeepingAccounts, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
