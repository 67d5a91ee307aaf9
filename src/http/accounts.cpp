#include "base/error.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message unknown_account{ErrorKind::NotFound, "identity.unknown-account", "没有这个账号，或不在您的管辖范围内", "There is no such account within your reach"};
constexpr Message unknown_org{ErrorKind::Invalid, "identity.grant-org", "没有代码为“{}”的组织，请从组织树中选择", "There is no organisation '{}'; choose one of the tree"};

Schema account_schema() {
    return S::named("Account", S::object({S::required("id", S::id()), S::required("name", S::text()), S::required("title", S::text()),
                                          S::required("grants", S::array(views::grant())), S::required("locked", S::boolean()),
                                          S::required("active", S::boolean()), S::required("mustChangePassword", S::boolean()), S::required("version", S::integer())}));
}

Schema wishes() { return S::array(S::object({S::required("role", S::text(1, 60)), S::required("org", S::code())}), 20); }

void write_account(JsonWriter& json, storage::Reader const& reader, identity::Account const& account, Moment now) {
    json.open_object().key("id").id(account.id).member("name", account.name).member("title", account.title).key("grants");
    views::write_grants(json, reader, account.grants);
    json.member("locked", account.locked_until && *account.locked_until > now).member("active", account.active);
    json.member("mustChangePassword", account.must_change_password).member("version", account.version).close_object();
}

std::string string_in(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value == nullptr || !value->is_string() ? std::string{} : std::string{value->get_string()};
}

// The grants asked for; every organisation must exist. Of those out of reach the room says so, there or not.
std::vector<identity::GrantWish> wishes_in(storage::Reader const& reader, identity::Context const& context, json::value const& list) {
    std::vector<identity::GrantWish> result;
    for (auto const& element : list.as_array()) {
        result.push_back({string_in(element.as_object(), "role"), string_in(element.as_object(), "org")});
        auto const code = org::Code::parse(result.back().org);
        if (!code || (context.reaches(identity::Permission::ManageAccounts, *code) && !org::exists(reader, *code))) {
            throw error(unknown_org, result.back().org).with_pointer("/grants/" + std::to_string(result.size() - 1) + "/org");
        }
    }
    return result;
}

Response account_answer(Installation& installation, Call& call, identity::AccountId id, int status) {
    return installation.database->read([&](storage::Reader const& reader) {
        auto const account = installation.identity.find(reader, call.context(), id);
        if (!account) throw error(unknown_account);
        JsonWriter json;
        write_account(json, reader, *account, call.context().now());
        return Response::json(std::move(json), status).with_version(account->version);
    });
}

}  // namespace

std::vector<Route> account_routes(Installation& installation) {
    std::vector<Route> routes;
    auto parameters = page_parameters();
    parameters.push_back({"within", S::code(), false, {"只看其范围内的账号", "Only accounts within it"}});
    parameters.push_back({"q", S::text(1, 60), false, {"账号名或姓名", "Part of a name or title"}});
    routes.push_back({.path = "/accounts",
                      .operation = "listAccounts",
                      .summary = {"账号列表", "Accounts"},
                      .tag = "accounts",
                      .access = Access::holders_of(identity::Permission::ManageAccounts),
                      .query = parameters,
                      .answers = {{200, S::list(account_schema())}},
                      .handler = [&installation](Call& call) {
                          auto const limit = call.limit();
                          auto const cursor = call.cursor("t");
                          return installation.database->read([&](storage::Reader const& reader) {
                              auto found = installation.identity.list(reader, call.context(), call.maybe_code("within").value_or(org::Code{}),
                                                                      call.maybe_text("q").value_or(""), cursor ? cursor->text(0) : std::string{}, limit + 1);
                              bool const more = found.size() > static_cast<std::size_t>(limit);
                              if (more) found.pop_back();
                              JsonWriter json;
                              json.open_object().key("items").open_array();
                              for (auto const& account : found) write_account(json, reader, account, call.context().now());
                              json.close_array().key("next");
                              more ? json.text(std::string_view{write_cursor({found.back().name})}) : json.null();
                              json.close_object();
                              return Response::json(std::move(json));
                          });
                      }});
    routes.push_back({.method = "POST",
                      .path = "/accounts",
                      .operation = "createAccount",
                      .summary = {"新建账号", "Create an account"},
                      .tag = "accounts",
                      .access = Access::holders_of(identity::Permission::ManageAccounts),
                      .body = Body::json(S::object({S::required("command", S::command()), S::required("name", S::text(1, 80)), S::required("title", S::text(1, 120)),
                                                    S::required("password", S::text(1, 500)), S::required("grants", wishes())})),
                      .answers = {{201, account_schema()}},
                      .handler = [&installation](Call& call) {
                          auto const hash = identity::Identity::hash_password(string_in(call.object(), "password"));
                          auto const id = installation.database->write([&](storage::Transaction& transaction) {
                              return views::once(transaction, call, [&] {
                                  identity::NewAccount wanted;
                                  wanted.name = string_in(call.object(), "name");
                                  wanted.title = string_in(call.object(), "title");
                                  wanted.password = string_in(call.object(), "password");
                                  wanted.grants = wishes_in(transaction, call.context(), call.object().at("grants"));
                                  return installation.identity.create_account(transaction, call.context(), wanted, hash).id;
                              });
                          });
                          return account_answer(installation, call, id, 201);
                      }});
    routes.push_back({.path = "/accounts/{id}",
                      .operation = "getAccount",
                      .summary = {"一个账号", "One account"},
                      .tag = "accounts",
                      .access = Access::holders_of(identity::Permission::ManageAccounts),
                      .answers = {{200, account_schema()}},
                      .handler = [&installation](Call& call) { return account_answer(installation, call, call.id("id"), 200); }});
    routes.push_back({.method = "PATCH",
                      .path = "/accounts/{id}",
                      .operation = "changeAccount",
                      .summary = {"修改账号", "Change an account"},
                      .tag = "accounts",
                      .access = Access::holders_of(identity::Permission::ManageAccounts),
                      .body = Body::json(S::object({S::required("command", S::command()), S::optional("title", S::text(1, 120)), S::optional("active", S::boolean()),
                                                    S::optional("password", S::text(1, 500)), S::optional("grants", wishes())})),
                      .answers = {{200, account_schema()}},
                      .versioned = true,
                      .handler = [&installation](Call& call) {
                          auto const id = call.id("id");
                          auto const version = call.version();
                          auto const& object = call.object();
                          std::string hash;
                          if (object.contains("password")) hash = identity::Identity::hash_password(string_in(object, "password"));
                          installation.database->write([&](storage::Transaction& transaction) {
                              (void)views::once(transaction, call, [&] {
                                  identity::AccountChange change;
                                  if (object.contains("title")) change.title = string_in(object, "title");
                                  if (object.contains("active")) change.active = object.at("active").as_bool();
                                  if (object.contains("password")) change.password = string_in(object, "password");
                                  if (object.contains("grants")) change.grants = wishes_in(transaction, call.context(), object.at("grants"));
                                  return installation.identity.change_account(transaction, call.context(), id, change, version, hash).id;
                              });
                          });
                          return account_answer(installation, call, id, 200);
                      }});
    auto const role = S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("levels", S::array(views::level())),
                                 S::required("permissions", S::array(views::permission())), S::required("sees", views::sight())});
    routes.push_back({.path = "/roles",
                      .operation = "listRoles",
                      .summary = {"角色", "Roles"},
                      .tag = "accounts",
                      .answers = {{200, S::object({S::required("items", S::array(S::named("Role", role)))})}},
                      .handler = [&installation](Call&) {
                          JsonWriter json;
                          json.open_object().key("items").open_array();
                          for (auto const& one : installation.roles.all()) {
                              json.open_object().member("name", one.name).member("title", one.title).key("levels").open_array();
                              for (auto const level : one.levels) json.text(org::name_of(level));
                              json.close_array().key("permissions").open_array();
                              for (auto const permission : one.may) json.text(identity::name_of(permission));
                              json.close_array().member("sees", identity::name_of(one.sees)).close_object();
                          }
                          json.close_array().close_object();
                          return Response::json(std::move(json));
                      }});
    return routes;
}

}  // namespace niangjia::http
