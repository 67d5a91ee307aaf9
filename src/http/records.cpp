// The routes of records: lists, one record, its steps, papers and to-dos.
#include "base/error.h"
#include "http/record_views.h"
#include "http/routes.h"
#include "http/views.h"
#include "people/people.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message unknown_type{ErrorKind::Invalid, "packs.unknown-type", "没有名为“{}”的记录类型", "There is no record type '{}'"};
constexpr Message unknown_programme{ErrorKind::Invalid, "packs.unknown-programme", "没有名为“{}”的项目", "There is no programme '{}'"};
constexpr Message bad_party{ErrorKind::Invalid, "records.bad-party", "请给出 person（人员）或 organisation（组织）其中之一",
                            "Give either person or organisation"};

Schema participants_schema() {
    return S::array(views::party().with({S::required("role", S::text(1, 60))}), static_cast<std::int64_t>(records::most_participants_at_once));
}

std::string string_in(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value == nullptr || !value->is_string() ? std::string{} : std::string{value->get_string()};
}

records::Party party_in(json::object const& object, std::string const& pointer) {
    if (object.contains("person") == object.contains("organisation")) throw error(bad_party).with_pointer(pointer);
    return views::read_party(object);
}

std::vector<records::NewParticipant> participants_in(json::object const& object) {
    std::vector<records::NewParticipant> result;
    if (auto const* list = object.if_contains("participants")) {
        for (auto const& element : list->as_array()) {
            result.push_back({string_in(element.as_object(), "role"), party_in(element.as_object(), "/participants/" + std::to_string(result.size()))});
        }
    }
    return result;
}

json::object fields_in(json::object const& object) {
    auto const* fields = object.if_contains("fields");
    return fields == nullptr ? json::object{} : fields->as_object();
}

// Who reads a sealed record leaves a trace.
void note_reading(Installation& installation, identity::Context const& context, records::Record const& record) {
    if (!record.seal || record.locked()) return;
    installation.database->write([&](storage::Transaction& transaction) { installation.records.note_reading(transaction, context, record, "records.read-sealed"); });
}

records::Filter filter_of(Call const& call, packs::Library const& library) {
    records::Filter filter;
    filter.org = call.maybe_code("org");
    if (auto const name = call.maybe_text("type")) {
        auto const* type = library.record_type(*name);
        if (type == nullptr) throw error(unknown_type, *name).with_pointer("?type");
        filter.types.push_back(type);
    } else if (auto const programme_name = call.maybe_text("programme")) {
        auto const* programme = library.programme(*programme_name);
        if (programme == nullptr) throw error(unknown_programme, *programme_name).with_pointer("?programme");
        filter.types = programme->records;
    }
    filter.state = call.maybe_text("state").value_or("");
    filter.open = call.maybe_boolean("open");
    if (auto const subject = call.maybe_id("subject")) filter.subject = records::Party{packs::Who::Person, *subject};
    filter.text = call.maybe_text("q").value_or("");
    filter.from = call.maybe_day("from");
    filter.to = call.maybe_day("to");
    return filter;
}

Route list_route(Installation& installation) {
    auto parameters = page_parameters();
    parameters.push_back({"org", S::code(), false, {"在哪个组织范围内", "Within which organisation"}});
    parameters.push_back({"type", S::text(1, 120), false, {"记录类型", "Record type"}});
    parameters.push_back({"programme", S::text(1, 120), false, {"项目", "Programme"}});
    parameters.push_back({"state", S::text(1, 60), false, {"状态", "State"}});
    parameters.push_back({"open", S::boolean(), false, {"true 在办，false 已办结", "true: open ones, false: closed ones"}});
    parameters.push_back({"subject", S::id(), false, {"对象（人员）", "About that person"}});
    parameters.push_back({"q", S::text(1, 60), false, {"标题里的字，或记录编号", "Part of a title, or a record's number"}});
    parameters.push_back({"from", S::day(), false, {"登记日起", "Opened from"}});
    parameters.push_back({"to", S::day(), false, {"登记日止", "Opened to"}});
    return {.path = "/records",
            .operation = "listRecords",
            .summary = {"记录列表，新的在前", "Records, newest first"},
            .tag = "records",
            .access = Access::holders_of(identity::Permission::ReadRecords),
            .query = parameters,
            .answers = {{200, S::list(views::record_item())}},
            .handler = [&installation](Call& call) {
                auto const limit = call.limit();
                auto const filter = filter_of(call, *installation.library);
                auto const cursor = call.cursor("ii");
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const after = cursor ? std::optional{records::After{cursor->integer(0), cursor->integer(1)}} : std::nullopt;
                    auto found = installation.records.list(reader, call.context(), filter, after, limit + 1);
                    bool const more = found.size() > static_cast<std::size_t>(limit);
                    if (more) found.pop_back();
                    views::Items const items{reader, call.context(), found};
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    for (auto const& record : found) items.write(json, record);
                    json.close_array().key("next");
                    if (more) {
                        json.text(write_cursor({std::int64_t{found.back().opened.number()}, found.back().id}));
                    } else {
                        json.null();
                    }
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route create_route(Installation& installation) {
    return {.method = "POST",
            .path = "/records",
            .operation = "createRecord",
            .summary = {"登记一条记录", "Create a record"},
            .tag = "records",
            .access = Access::holders_of(identity::Permission::WriteRecords).or_of(identity::Permission::WriteFindings),
            .body = Body::json(S::named("NewRecord", S::object({S::required("command", S::command()), S::required("type", S::text(1, 120)), S::required("org", S::code()),
                                                                S::optional("day", S::nullable(S::day())), S::optional("subject", S::nullable(views::party())),
                                                                S::optional("fields", S::map_of(S::any())), S::optional("participants", participants_schema()),
                                                                S::optional("note", S::text(0, 10'000)), S::optional("parent", S::nullable(S::id()))}))),
            .answers = {{201, record_views::record()}},
            .handler = [&installation](Call& call) {
                auto const& object = call.object();
                records::Creation creation;
                creation.command = string_in(object, "command");
                creation.type = string_in(object, "type");
                creation.org = org::Code::parse(string_in(object, "org")).value_or(org::Code{});
                creation.day = Day::parse(string_in(object, "day"));
                if (auto const* subject = object.if_contains("subject"); subject != nullptr && subject->is_object()) {
                    creation.subject = party_in(subject->as_object(), "/subject");
                }
                creation.fields = fields_in(object);
                creation.participants = participants_in(object);
                creation.note = string_in(object, "note");
                if (auto const parent = string_in(object, "parent"); !parent.empty()) creation.parent = std::stoll(parent);
                auto const id = installation.database->write(
                    [&](storage::Transaction& transaction) { return installation.records.create(transaction, call.context(), creation); });
                return installation.database
                    ->read([&](storage::Reader const& reader) { return record_views::answer(reader, call.context(), installation, id, 201); })
                    .with("Location", "/api/records/" + std::to_string(id));
            }};
}

Route act_route(Installation& installation) {
    return {.method = "POST",
            .path = "/records/{id}/timeline",
            .operation = "actOnRecord",
            .summary = {"办理一步", "Take a step"},
            .tag = "records",
            .access = Access::holders_of(identity::Permission::WriteRecords).or_of(identity::Permission::WriteFindings),
            .body = Body::json(S::named("NewEntry", S::object({S::required("command", S::command()), S::required("action", S::text(1, 60)),
                                                               S::optional("day", S::nullable(S::day())), S::optional("note", S::text(0, 10'000)),
                                                               S::optional("fields", S::map_of(S::any())), S::optional("participants", participants_schema()),
                                                               S::optional("link", S::object({S::required("to", S::id()), S::optional("kind", S::text(1, 40))}))}))),
            .answers = {{200, record_views::record()}},
            .versioned = true,
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                auto const version = call.version();
                auto const& object = call.object();
                records::Act act;
                act.command = string_in(object, "command");
                act.action = string_in(object, "action");
                act.day = Day::parse(string_in(object, "day"));
                act.note = string_in(object, "note");
                act.fields = fields_in(object);
                act.participants = participants_in(object);
                if (auto const* link = object.if_contains("link")) {
                    act.link_to = std::stoll(string_in(link->as_object(), "to"));
                    act.link_kind = string_in(link->as_object(), "kind");
                }
                installation.database->write(
                    [&](storage::Transaction& transaction) { installation.records.act(transaction, call.context(), id, version, act); });
                installation.records.sweep_files(*installation.database);
                return installation.database->read([&](storage::Reader const& reader) { return record_views::answer(reader, call.context(), installation, id, 200); });
            }};
}

Route todos_route(Installation& installation) {
    auto const action = S::object({S::required("name", S::text()), S::required("title", S::text_pair())});
    auto const item = S::named("Todo", S::object({S::required("record", views::record_item()), S::required("role", S::text()), S::required("roleTitle", S::text_pair()),
                                                  S::required("action", S::nullable(action)), S::required("deadline", S::nullable(action)),
                                                  S::required("escalated", S::boolean()), S::required("due", S::nullable(S::day())),
                                                  S::required("daysLeft", S::nullable(S::integer())), S::required("workingDaysLeft", S::nullable(S::integer()))}));
    return {.path = "/todos",
            .operation = "listTodos",
            .summary = {"我的待办，到期早的在前", "My to-dos, soonest due first"},
            .tag = "records",
            .access = Access::holders_of(identity::Permission::ReadRecords),
            .query = page_parameters(),
            .answers = {{200, S::list(item).with({S::required("overdue", S::integer()), S::required("soon", S::integer()), S::required("total", S::integer())})}},
            .handler = [&installation](Call& call) {
                auto const limit = call.limit();
                auto const cursor = call.cursor("iit");
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const& context = call.context();
                    auto const after = cursor ? std::optional{records::AfterTodo{cursor->integer(0), cursor->integer(1), cursor->text(2)}} : std::nullopt;
                    auto found = installation.records.todos(reader, context, after, limit + 1);
                    bool const more = found.size() > static_cast<std::size_t>(limit);
                    if (more) found.pop_back();
                    std::vector<records::Record> shown;
                    for (auto const& todo : found) shown.push_back(todo.record);
                    views::Items const items{reader, context, shown};
                    auto const& calendar = installation.library->calendar();
                    auto const today = context.today();
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    for (auto const& todo : found) {
                        json.open_object().key("record");
                        items.write(json, todo.record);
                        json.member("role", todo.role).member("roleTitle", installation.roles.find(todo.role)->title).key("action");
                        auto const* next = todo.deadline == nullptr ? todo.record.state->next : nullptr;
                        if (next != nullptr) {
                            json.open_object().member("name", next->name).member("title", next->title).close_object();
                        } else {
                            json.null();
                        }
                        json.key("deadline");
                        if (todo.deadline != nullptr) {
                            json.open_object().member("name", todo.deadline->name).member("title", todo.deadline->title).close_object();
                        } else {
                            json.null();
                        }
                        json.member("escalated", todo.escalated);
                        views::member(json, "due", todo.due);
                        json.key("daysLeft");
                        todo.due ? json.number(std::int64_t{*todo.due - today}) : json.null();
                        json.key("workingDaysLeft");
                        if (todo.due && *todo.due >= today && *todo.due - today < 400) {
                            std::int64_t left = 0;
                            for (Day day = today + 1; day <= *todo.due; day = day + 1) left += calendar.is_working(day) ? 1 : 0;
                            json.number(left);
                        } else {
                            json.null();
                        }
                        json.close_object();
                    }
                    json.close_array().key("next");
                    if (more) {
                        auto const& last = found.back();
                        json.text(write_cursor({std::int64_t{last.due ? last.due->number() : records::no_due}, last.record.id,
                                                last.deadline == nullptr ? std::string{} : last.deadline->name}));
                    } else {
                        json.null();
                    }
                    auto const count = installation.records.count_todos(reader, context);
                    json.member("overdue", count.overdue).member("soon", count.soon).member("total", count.total).close_object();
                    return Response::json(std::move(json));
                });
            }};
}

}  // namespace

std::vector<Route> record_routes(Installation& installation) {
    std::vector<Route> routes{list_route(installation), create_route(installation), act_route(installation), todos_route(installation)};
    routes.push_back({.path = "/records/{id}",
                      .operation = "getRecord",
                      .summary = {"一条记录", "One record"},
                      .tag = "records",
                      .access = Access::holders_of(identity::Permission::ReadRecords),
                      .answers = {{200, record_views::record()}},
                      .handler = [&installation](Call& call) {
                          auto const id = call.id("id");
                          std::optional<records::Record> record;
                          auto response = installation.database->read([&](storage::Reader const& reader) {
                              record = installation.records.fetch(reader, call.context(), id);
                              return record_views::answer(reader, call.context(), installation, *record, 200);
                          });
                          note_reading(installation, call.context(), *record);
                          return response;
                      }});
    routes.push_back({.path = "/records/{id}/timeline",
                      .operation = "getTimeline",
                      .summary = {"办理经过", "What happened to it"},
                      .tag = "records",
                      .access = Access::holders_of(identity::Permission::ReadRecords),
                      .answers = {{200, S::list(record_views::entry())}},
                      .handler = [&installation](Call& call) {
                          auto const id = call.id("id");
                          std::optional<records::Record> read;
                          auto response = installation.database->read([&](storage::Reader const& reader) {
                              read = installation.records.fetch(reader, call.context(), id);
                              auto const& record = *read;
                              auto const entries = installation.records.timeline(reader, record);
                              std::vector<identity::AccountId> accounts;
                              for (auto const& entry : entries) {
                                  accounts.push_back(entry.account);
                                  if (auto const about = record_views::whom(entry)) accounts.push_back(about->first);
                              }
                              auto const titles = record_views::account_titles(reader, std::move(accounts));
                              auto const sight = call.context().sight(record.org);
                              JsonWriter json;
                              json.open_object().key("items").open_array();
                              for (auto const& entry : entries) {
                                  if (!record_views::shows(record, entry)) continue;
                                  auto note = entry.note;
                                  if (auto const about = record_views::whom(entry)) {
                                      note = fmt::format("{}{}{}", record_views::title_in(titles, about->first), about->second.empty() ? "" : "：", about->second);
                                  }
                                  record_views::write(json, record, entry, record_views::title_in(titles, entry.account), note, sight);
                              }
                              json.close_array().key("next").null().close_object();
                              return Response::json(std::move(json));
                          });
                          note_reading(installation, call.context(), *read);
                          return response;
                      }});
    routes.push_back({.method = "POST",
                      .path = "/records/{id}/attachments",
                      .operation = "attachFile",
                      .summary = {"附上文件", "Attach a file"},
                      .tag = "records",
                      .access = Access::holders_of(identity::Permission::WriteRecords).or_of(identity::Permission::WriteFindings),
                      .query = {{"name", S::text(1, 200), true, {"文件名", "The file's name"}}, {"command", S::command(), true, {"操作编号", "Command id"}}},
                      .body = Body::raw({"*/*"}),
                      .answers = {{201, record_views::attachment()}},
                      .handler = [&installation](Call& call) {
                          auto const id = call.id("id");
                          auto const name = call.text("name");
                          auto const command = call.text("command");
                          // Before the bytes are kept anywhere it must be a new command, and the record within reach.
                          auto attachment = installation.database->read([&](storage::Reader const& reader) {
                              return installation.records.attached(reader, call.context(), id, command, name, call.request().body);
                          });
                          if (!attachment) {
                              auto const file = installation.database->read([&](storage::Reader const& reader) {
                                  auto const record = installation.records.fetch(reader, call.context(), id);
                                  installation.records.require_writing(call.context(), record);
                                  return installation.records.store_file(reader, record, name, call.request().body);
                              });
                              installation.records.keep_file(*installation.database, file, [&](storage::Transaction& transaction) {
                                  attachment = installation.records.attach(transaction, call.context(), id, command, name, file);
                              });
                          }
                          return installation.database->read([&](storage::Reader const& reader) {
                              JsonWriter json;
                              record_views::write(json, installation.records.attachment(reader, call.context(), *attachment), call.session().account.title);
                              return Response::json(std::move(json), 201);
                          });
                      }});
    routes.push_back({.path = "/attachments/{id}",
                      .operation = "getAttachment",
                      .summary = {"下载附件", "Download an attachment"},
                      .tag = "records",
                      .access = Access::holders_of(identity::Permission::ReadRecords),
                      .answers = {{200, {}, "application/octet-stream"}},
                      .handler = [&installation](Call& call) {
                          auto const id = call.id("id");
                          auto const attachment =
                              installation.database->read([&](storage::Reader const& reader) { return installation.records.attachment(reader, call.context(), id); });
                          if (attachment.seal) {
                              installation.database->write([&](storage::Transaction& transaction) {
                                  installation.records.note_reading(transaction, call.context(), installation.records.fetch(transaction, call.context(), attachment.record), "records.read-paper");
                              });
                          }
                          return Response::file(attachment.name, attachment.media, installation.records.attachment_content(attachment));
                      }});
    return routes;
}

}  // namespace niangjia::http
