#include "base/error.h"
#include "http/messages.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

Schema session_schema() {
    return S::named("Session",
                    S::object({S::required("account", S::object({S::required("id", S::id()), S::required("name", S::text()), S::required("title", S::text())})),
                               S::required("grants", S::array(views::grant())), S::required("permissions", S::array(views::permission())),
                               S::required("csrf", S::text()), S::required("mustChangePassword", S::boolean()), S::required("demo", S::boolean()),
                               S::required("today", S::day()), S::required("root", S::code()), S::required("organisation", S::text())}));
}

Response session_answer(Installation& installation, identity::Account const& account, std::string const& csrf) {
    auto const context = installation.identity.context(account);
    return installation.database->read([&](storage::Reader const& reader) {
        JsonWriter json;
        json.open_object().key("account").open_object().key("id").id(account.id).member("name", account.name).member("title", account.title).close_object();
        json.key("grants");
        views::write_grants(json, reader, account.grants);
        json.key("permissions").open_array();
        for (int i = 0; i <= static_cast<int>(identity::last_permission); ++i) {
            auto const permission = static_cast<identity::Permission>(i);
            if (context.has(permission)) json.text(identity::name_of(permission));
        }
        json.close_array().member("csrf", csrf).member("mustChangePassword", account.must_change_password);
        json.member("demo", installation.settings.demo).member("today", context.today().iso());
        json.member("root", account.grants.empty() ? org::Code{}.text() : account.grants.front().org.text());
        json.member("organisation", installation.settings.organisation).close_object();
        return Response::json(std::move(json));
    });
}

std::string string_at(json::object const& object, std::string_view name) {
    auto const& text = object.at(name).as_string();
    return {text.data(), text.size()};
}

}  // namespace

std::vector<Route> session_routes(Installation& installation) {
    std::vector<Route> routes;
    routes.push_back({.method = "POST",
                      .path = "/session",
                      .operation = "signIn",
                      .summary = {"登录", "Sign in"},
                      .tag = "session",
                      .access = Access::anyone(),
                      .body = Body::json(S::object({S::required("name", S::text(1, 80)), S::required("password", S::text(1, 500))})),
                      .answers = {{200, session_schema()}},
                      .handler = [&installation](Call& call) {
                          auto const signed_in = installation.identity.sign_in(string_at(call.object(), "name"), string_at(call.object(), "password"));
                          auto const secure = call.request().headers.get("X-Forwarded-Proto") == "https";
                          return session_answer(installation, signed_in.account, signed_in.csrf).with("Set-Cookie", session_cookie(signed_in.token, secure));
                      }});
    routes.push_back({.path = "/session",
                      .operation = "getSession",
                      .summary = {"当前登录", "The present session"},
                      .tag = "session",
                      .access = Access::signed_in().before_password_change(),
                      .answers = {{200, session_schema()}},
                      .handler = [&installation](Call& call) { return session_answer(installation, call.session().account, call.session().csrf); }});
    routes.push_back({.method = "DELETE",
                      .path = "/session",
                      .operation = "signOut",
                      .summary = {"退出登录", "Sign out"},
                      .tag = "session",
                      .access = Access::signed_in().before_password_change(),
                      .answers = {{204}},
                      .handler = [&installation](Call& call) {
                          installation.identity.sign_out(call.token());
                          return Response::empty().with("Set-Cookie", session_cookie("", false));
                      }});
    routes.push_back({.method = "POST",
                      .path = "/session/password",
                      .operation = "changePassword",
                      .summary = {"修改密码", "Change one's password"},
                      .tag = "session",
                      .access = Access::signed_in().before_password_change(),
                      .body = Body::json(S::object({S::required("current", S::text(1, 500)), S::required("next", S::text(1, 500))})),
                      .answers = {{200, session_schema()}},
                      .handler = [&installation](Call& call) {
                          auto account = call.session().account;
                          installation.identity.change_password(account, string_at(call.object(), "current"), string_at(call.object(), "next"), call.token());
                          account.must_change_password = false;
                          return session_answer(installation, account, call.session().csrf);
                      }});
    routes.push_back({.path = "/health",
                      .operation = "getHealth",
                      .summary = {"运行状态", "Whether it runs"},
                      .tag = "program",
                      .access = Access::anyone(),
                      .answers = {{200, S::object({S::required("status", S::text()), S::required("backend", S::text()), S::required("version", S::text())})}},
                      .handler = [&installation](Call&) {
                          // A read, so that a database that does not answer shows.
                          installation.database->read([](storage::Reader const& reader) { (void)org::exists(reader, org::Code{}); });
                          JsonWriter json;
                          json.open_object().member("status", "ok");
                          json.member("backend", installation.database->backend() == storage::Backend::Sqlite ? "sqlite" : "postgres");
                          json.member("version", "0.1.0").close_object();
                          return Response::json(std::move(json));
                      }});
    return routes;
}

}  // namespace niangjia::http
