#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

}  // namespace

std::vector<Route> people_routes(Installation& installation) {
    std::vector<Route> routes;
    routes.push_back({.method = "POST",
                      .path = "/persons",
                      .operation = "createPerson",
                      .summary = {"登记人员", "Enter a person"},
                      .tag = "people",
                      .access = Access::holders_of(identity::Permission::WriteRecords),
                      .body = Body::json(S::object({S::required("command", S::command()), S::required("org", S::code()), S::required("name", S::text(1, 60)),
                                                    S::required("sex", S::enum_of({"female", "male"})), S::optional("birth", S::nullable(S::day())),
                                                    S::optional("phone", S::nullable(S::text(0, 20)))})),
                      .answers = {{201, views::person()}},
                      .handler = [&installation](Call& call) {
                          auto const text = [&](std::string_view name) {
                              auto const* value = call.object().if_contains(name);
                              return value == nullptr || !value->is_string() ? std::string{} : std::string{value->get_string()};
                          };
                          people::Person wanted;
                          wanted.org = org::Code::parse(text("org")).value_or(org::Code{});
                          wanted.name = text("name");
                          wanted.sex = text("sex") == "female" ? people::Sex::Female : people::Sex::Male;
                          wanted.birth = Day::parse(text("birth"));
                          wanted.phone = text("phone");
                          auto const id = installation.database->write([&](storage::Transaction& transaction) {
                              return views::once(transaction, call, [&] { return people::create(transaction, call.context(), wanted).id; });
                          });
                          return installation.database->read([&](storage::Reader const& reader) {
                              auto const person = people::find(reader, call.context(), id).value();
                              auto const shorts = org::short_names(reader, std::vector{person.org});
                              JsonWriter json;
                              views::write(json, person, shorts.at(person.org.value()));
                              return Response::json(std::move(json), 201);
                          });
                      }});
    auto parameters = page_parameters();
    parameters.push_back({"q", S::text(1, 60), true, {"姓名开头的字", "The beginning of a name"}});
    parameters.push_back({"within", S::code(), false, {"只在其范围内找", "Look only within it"}});
    routes.push_back({.path = "/persons",
                      .operation = "listPersons",
                      .summary = {"按姓名查找人员", "Find persons by name"},
                      .tag = "people",
                      .access = Access::holders_of(identity::Permission::ReadRecords),
                      .query = parameters,
                      .answers = {{200, S::list(views::person())}},
                      .handler = [&installation](Call& call) {
                          auto const limit = call.limit();
                          auto const cursor = call.cursor("i");
                          return installation.database->read([&](storage::Reader const& reader) {
                              auto found = people::search(reader, call.context(), call.maybe_code("within").value_or(org::Code{}), call.text("q"),
                                                          cursor ? cursor->integer(0) : 0, limit + 1);
                              bool const more = found.size() > static_cast<std::size_t>(limit);
                              if (more) found.resize(static_cast<std::size_t>(limit));
                              std::vector<org::Code> codes;
                              for (auto const& person : found) codes.push_back(person.org);
                              auto const shorts = org::short_names(reader, codes);
                              JsonWriter json;
                              json.open_object().key("items").open_array();
                              for (auto const& person : found) {
                                  auto const name = shorts.find(person.org.value());
                                  views::write(json, person, name == shorts.end() ? std::string{} : name->second);
                              }
                              json.close_array().key("next");
                              if (more) {
                                  json.text(write_cursor({found.back().id}));
                              } else {
                                  json.null();
                              }
                              json.close_object();
                              return Response::json(std::move(json));
                          });
                      }});
    return routes;
}

}  // namespace niangjia::http
