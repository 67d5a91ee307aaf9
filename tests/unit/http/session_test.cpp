// Somebody signs in: with a wrong password, for the first time, at two desks, and goes home.
#include <gtest/gtest.h>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class SigningIn : public OnEveryDatabaseWithApi {
  protected:
    Response try_to_sign_in(std::string_view name, std::string_view password) const {
        return nobody().sign_in(name, password);
    }
    static Response change_password(Client const& client, std::string_view current, std::string_view next) {
        return client.post("/api/session/password", json::object{{"current", current}, {"next", next}});
    }
};

TEST_P(SigningIn, TellsWhoOneIsAndWhatOneMay) {
    auto const client = signed_in("village-head", meiyuan);
    auto const response = client.get("/api/session");
    ASSERT_EQ(response.status, 200) << response.content();
    auto const session = json_of(response);
    EXPECT_EQ(text_at(session, "/account/name"), "village-head.449901001001");
    EXPECT_EQ(text_at(session, "/today"), "2015-03-09");
    EXPECT_EQ(text_at(session, "/grants/0/role"), "village-head");
    EXPECT_EQ(text_at(session, "/csrf"), client.csrf);
    json::array const permissions{"read-records", "write-records", "read-figures", "read-reports"};
    EXPECT_EQ(session.at("permissions"), permissions);
}

TEST_P(SigningIn, SetsACookieThatNoScriptReadsAndNoOtherSiteSends) {
    account("wangfang", "village-head", meiyuan);
    auto const cookie = std::string{try_to_sign_in("wangfang", api_password).headers.get("Set-Cookie")};
    EXPECT_TRUE(cookie.contains("; HttpOnly")) << cookie;
    EXPECT_TRUE(cookie.contains("; SameSite=Strict")) << cookie;
    EXPECT_FALSE(cookie.contains("; Secure")) << cookie;

    auto behind_tls = nobody().request(
        "POST", "/api/session", to_text(json::object{{"name", "wangfang"}, {"password", api_password}}));
    behind_tls.headers.set("X-Forwarded-Proto", "https");
    EXPECT_TRUE(nobody().send(behind_tls).headers.get("Set-Cookie").ends_with("; Secure"));
}

TEST_P(SigningIn, DoesNotTellAWrongNameFromAWrongPassword) {
    account("wangfang", "village-head", meiyuan);
    auto const wrong_password = try_to_sign_in("wangfang", "wrong");
    EXPECT_EQ(wrong_password.status, 401);
    EXPECT_EQ(problem_code(wrong_password), "identity.wrong-password");
    EXPECT_FALSE(wrong_password.headers.has("Set-Cookie"));
    EXPECT_EQ(try_to_sign_in("nobody", "wrong").content(), wrong_password.content());
}

TEST_P(SigningIn, IsLockedForAWhileAfterRepeatedFailuresWhetherOrNotThereIsSuchAName) {
    account("wangfang", "village-head", meiyuan);
    for (auto const* const name : {"wangfang", "nobody"}) {
        for (int i = 0; i < identity::failures_until_lock; ++i) {
            EXPECT_EQ(try_to_sign_in(name, "wrong").status, 401) << name << " " << i;
        }
        auto const locked = try_to_sign_in(name, api_password);
        EXPECT_EQ(locked.status, 429) << locked.content();
        EXPECT_EQ(problem_code(locked), "identity.locked");
    }
    clock.set(clock.now() + identity::lock_time + 1);
    EXPECT_EQ(try_to_sign_in("wangfang", api_password).status, 200);
}

TEST_P(SigningIn, ForTheFirstTimeMeansToChooseAPasswordBeforeAnythingElse) {
    account("wangfang", "village-head", meiyuan, true);
    auto client = nobody();
    auto const first = client.sign_in("wangfang");
    ASSERT_EQ(first.status, 200) << first.content();
    EXPECT_EQ(json_of(first).at("mustChangePassword"), json::value(true));
    for (auto const* const address : {"/api/todos", "/api/records", "/api/programmes", "/api/roles"}) {
        EXPECT_EQ(problem_code(client.get(address)), "identity.password-change-required") << address;
    }
    EXPECT_EQ(client.get("/api/session").status, 200);

    EXPECT_EQ(change_password(client, "not this", "a much better one").status, 422);
    EXPECT_EQ(change_password(client, api_password, "short").status, 422);
    EXPECT_EQ(problem_code(client.get("/api/todos")), "identity.password-change-required");

    auto const changed = change_password(client, api_password, "a much better one");
    ASSERT_EQ(changed.status, 200) << changed.content();
    EXPECT_EQ(json_of(changed).at("mustChangePassword"), json::value(false));
    EXPECT_EQ(client.get("/api/todos").status, 200);
    EXPECT_EQ(try_to_sign_in("wangfang", api_password).status, 401);
    EXPECT_EQ(try_to_sign_in("wangfang", "a much better one").status, 200);
}

TEST_P(SigningIn, EndsWithSigningOut) {
    auto const client = signed_in("village-head", meiyuan);
    auto const other_desk = signed_in("village-head.449901001001");
    auto const out = client.send("DELETE", "/api/session");
    EXPECT_EQ(out.status, 204);
    EXPECT_TRUE(out.headers.get("Set-Cookie").contains("Max-Age=0"));
    EXPECT_EQ(client.get("/api/session").status, 401);
    EXPECT_EQ(client.get("/api/todos").status, 401);
    EXPECT_EQ(other_desk.get("/api/todos").status, 200);
}

TEST_P(SigningIn, ChangingThePasswordEndsTheSessionsAtOtherDesks) {
    auto const client = signed_in("village-head", meiyuan);
    auto const other_desk = signed_in("village-head.449901001001");
    EXPECT_EQ(change_password(client, "wrong one", "a much better one").status, 422);
    EXPECT_EQ(other_desk.get("/api/todos").status, 200);
    EXPECT_EQ(change_password(client, api_password, "a much better one").status, 200);
    EXPECT_EQ(client.get("/api/todos").status, 200);
    EXPECT_EQ(other_desk.get("/api/todos").status, 401);
}

TEST_P(SigningIn, LastsTwelveHoursAtRest) {
    auto const client = signed_in("village-head", meiyuan);
    Moment const hour = 60 * 60 * 1000;
    clock.set(clock.now() + 11 * hour);
    EXPECT_EQ(client.get("/api/todos").status, 200);
    clock.set(clock.now() + 13 * hour);
    EXPECT_EQ(client.get("/api/todos").status, 401);
}

INSTANTIATE_TEST_SUITE_P(Every, SigningIn, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
