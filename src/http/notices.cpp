#include "notify/notify.h"

#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

}  // namespace

std::vector<Route> notice_routes(Installation& installation) {
    auto const item = S::named("Notice", S::object({S::required("id", S::id()), S::required("at", S::moment()), S::required("kind", S::enum_of({"seal-broken", "seal-asked", "asked-online", "written-online"})),
                                                    S::required("record", S::id()), S::required("number", S::text()), S::required("by", S::text()), S::required("seen", S::boolean())}));
    std::vector<Route> routes;
    routes.push_back({.path = "/notices",
                      .operation = "listNotices",
                      .summary = {"我的通知，新的在前", "My notices, newest first"},
                      .tag = "notices",
                      .access = Access::signed_in(),
                      .query = page_parameters(),
                      .answers = {{200, S::list(item).with({S::required("unseen", S::integer())})}},
                      .handler = [&installation](Call& call) {
                          auto const limit = call.limit();
                          auto const cursor = call.cursor("i");
                          return installation.database->read([&](storage::Reader const& reader) {
                              auto found = notify::list(reader, call.context(), cursor ? std::optional{cursor->integer(0)} : std::nullopt, limit + 1);
                              bool const more = found.size() > static_cast<std::size_t>(limit);
                              if (more) found.pop_back();
                              std::vector<identity::AccountId> accounts;
                              for (auto const& notice : found) accounts.push_back(notice.by);
                              std::unordered_map<std::int64_t, std::string> titles;
                              for (auto& [id, title] : identity::Identity::titles(reader, accounts)) titles.emplace(id, std::move(title));
                              JsonWriter json;
                              json.open_object().key("items").open_array();
                              for (auto const& notice : found) {
                                  auto const by = titles.find(notice.by);
                                  json.open_object().key("id").id(notice.id).member("at", iso_time(notice.at)).member("kind", notice.kind).key("record").id(notice.record);
                                  json.member("number", records::number_text(notice.record)).member("by", by == titles.end() ? std::string{} : by->second);
                                  json.member("seen", notice.seen).close_object();
                              }
                              json.close_array().key("next");
                              if (more) {
                                  json.text(write_cursor({found.back().id}));
                              } else {
                                  json.null();
                              }
                              json.member("unseen", notify::count_unseen(reader, call.context())).close_object();
                              return Response::json(std::move(json));
                          });
                      }});
    routes.push_back({.method = "POST",
                      .path = "/notices/seen",
                      .operation = "seeNotices",
                      .summary = {"通知已读", "Mark notices as seen"},
                      .tag = "notices",
                      .access = Access::signed_in(),
                      .body = Body::json(S::object({S::required("command", S::command()), S::required("upTo", S::id())})),
                      .answers = {{204, {}}},
                      .handler = [&installation](Call& call) {
                          auto const& up_to = call.object().at("upTo").as_string();
                          installation.database->write([&](storage::Transaction& transaction) {
                              (void)views::once(transaction, call, [&] {
                                  notify::see(transaction, call.context(), std::stoll(std::string{up_to}));
                                  return std::int64_t{1};
                              });
                          });
                          return Response::empty();
                      }});
    return routes;
}

}  // namespace niangjia::http
