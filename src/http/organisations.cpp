#include "base/error.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message unknown{ErrorKind::NotFound, "org.unknown", "没有这个组织，或不在您的工作范围内", "There is no such organisation within your reach"};
constexpr Message ask_something{ErrorKind::Invalid, "org.ask", "请给出 parent（下级列表）或 q（按名称查找）", "Give parent (its children) or q (a name to look for)"};

void write_members(JsonWriter& json, org::Organisation const& organisation) {
    json.member("code", organisation.code.text()).member("name", organisation.name).member("short", organisation.short_name);
    json.member("level", org::name_of(organisation.code.level())).key("parent");
    if (organisation.parent.value() == 0) {
        json.null();
    } else {
        json.text(organisation.parent.text());
    }
    json.member("children", organisation.children);
    views::member(json, "from", organisation.from);
    views::member(json, "until", organisation.until);
    json.key("successor");
    if (organisation.successor) {
        json.text(organisation.successor->text());
    } else {
        json.null();
    }
    json.member("version", organisation.version).key("classification");
    if (organisation.classification.empty()) {
        json.null();
    } else {
        json.text(organisation.classification);
    }
}

Response one(storage::Reader const& reader, identity::Context const& context, org::Code code, int status = 200) {
    if (!context.reaches(identity::Permission::ReadFigures, code) && !context.reaches(identity::Permission::ReadRecords, code)) throw error(unknown);
    auto const path = org::path(reader, code);
    if (path.empty() || path.back().code != code) throw error(unknown);
    JsonWriter json;
    json.open_object();
    write_members(json, path.back());
    json.key("path").open_array();
    for (auto const& step : path) {
        if (!context.reaches(identity::Permission::ReadFigures, step.code) && !context.reaches(identity::Permission::ReadRecords, step.code)) continue;
        json.open_object().member("code", step.code.text()).member("short", step.short_name).close_object();
    }
    json.close_array().close_object();
    return Response::json(std::move(json), status).with_version(path.back().version);
}

}  // namespace

std::vector<Route> organisation_routes(Installation& installation) {
    std::vector<Route> routes;
    routes.push_back({.path = "/organisations/{code}",
                      .operation = "getOrganisation",
                      .summary = {"一个组织", "One organisation"},
                      .tag = "organisations",
                      .answers = {{200, views::organisation()}},
                      .handler = [&installation](Call& call) {
                          return installation.database->read([&](storage::Reader const& reader) { return one(reader, call.context(), call.code("code")); });
                      }});
    auto parameters = page_parameters();
    parameters.push_back({"parent", S::code(), false, {"列出它的下级", "List its children"}});
    parameters.push_back({"q", S::text(1, 60), false, {"名称里包含的字", "Part of a name"}});
    parameters.push_back({"within", S::code(), false, {"只在其范围内找", "Look only within it"}});
    routes.push_back({.path = "/organisations",
                      .operation = "listOrganisations",
                      .summary = {"组织列表", "Organisations"},
                      .tag = "organisations",
                      .query = parameters,
                      .answers = {{200, S::list(views::organisation())}},
                      .handler = [&installation](Call& call) {
                          auto const& context = call.context();
                          auto const cursor = call.cursor("i");
                          org::Code const after{cursor ? cursor->integer(0) : 0};
                          auto const limit = call.limit();
                          auto const parent = call.maybe_code("parent");
                          auto const text = call.maybe_text("q");
                          return installation.database->read([&](storage::Reader const& reader) {
                              std::vector<org::Organisation> found;
                              auto const check = [&](org::Code code) {
                                  if (!context.reaches(identity::Permission::ReadFigures, code)) throw error(unknown);
                              };
                              if (parent) {
                                  check(*parent);
                                  found = org::children(reader, *parent, after, limit + 1);
                              } else if (text) {
                                  auto within = std::vector{call.maybe_code("within").value_or(org::Code{})};
                                  if (within.front().value() == 0) {
                                      within = context.reach(identity::Permission::ReadFigures);
                                  } else {
                                      check(within.front());
                                  }
                                  for (auto const top : within) {
                                      for (auto& organisation : org::search(reader, top, *text, after, limit + 1)) found.push_back(std::move(organisation));
                                  }
                              } else {
                                  throw error(ask_something).with_pointer("?parent");
                              }
                              bool const more = found.size() > static_cast<std::size_t>(limit);
                              if (more) found.resize(static_cast<std::size_t>(limit));
                              JsonWriter json;
                              json.open_object().key("items").open_array();
                              for (auto const& organisation : found) {
                                  json.open_object();
                                  write_members(json, organisation);
                                  json.close_object();
                              }
                              json.close_array().key("next");
                              if (more) {
                                  json.text(write_cursor({found.back().code.value()}));
                              } else {
                                  json.null();
                              }
                              json.close_object();
                              return Response::json(std::move(json));
                          });
                      }});
    routes.push_back({.method = "PATCH",
                      .path = "/organisations/{code}",
                      .operation = "renameOrganisation",
                      .summary = {"组织更名", "Rename an organisation"},
                      .tag = "organisations",
                      .access = Access::holders_of(identity::Permission::ManageOrganisations),
                      .body = Body::json(S::object({S::required("command", S::command()), S::required("name", S::text(1, 120))})),
                      .answers = {{200, views::organisation()}},
                      .versioned = true,
                      .handler = [&installation](Call& call) {
                          auto const code = call.code("code");
                          auto const version = call.version();
                          auto const& name = call.object().at("name").as_string();
                          installation.database->write([&](storage::Transaction& transaction) {
                              (void)views::once(transaction, call, [&] {
                                  return org::rename(transaction, call.context(), code, {name.data(), name.size()}, version).code.value();
                              });
                          });
                          return installation.database->read([&](storage::Reader const& reader) { return one(reader, call.context(), code); });
                      }});
    routes.push_back({.method = "POST",
                      .path = "/organisations/{code}/units",
                      .operation = "addUnit",
                      .summary = {"添加联动单位", "Add a partner or a unit under an organisation"},
                      .tag = "organisations",
                      .access = Access::holders_of(identity::Permission::ManageOrganisations),
                      .body = Body::json(S::object({S::required("command", S::command()), S::required("name", S::text(1, 120))})),
                      .answers = {{201, views::organisation()}},
                      .handler = [&installation](Call& call) {
                          auto const parent = call.code("code");
                          auto const& name = call.object().at("name").as_string();
                          auto const code = installation.database->write([&](storage::Transaction& transaction) {
                              return views::once(transaction, call, [&] {
                                  return org::add_unit(transaction, call.context(), parent, {name.data(), name.size()}).code.value();
                              });
                          });
                          return installation.database->read([&](storage::Reader const& reader) { return one(reader, call.context(), org::Code{code}, 201); });
                      }});
    return routes;
}

}  // namespace niangjia::http
