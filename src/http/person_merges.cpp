// Two files that are one person's, and taking that back.
#include "http/people_views.h"

namespace niangjia::http {
namespace {

using S = Schema;
using identity::Permission;
using people_views::id_in;
using people_views::text_in;

}  // namespace

std::vector<Route> merge_routes(Installation& installation) {
    std::vector<Route> routes;
    routes.push_back({.method = "POST",
                      .path = "/persons/{id}/merge",
                      .operation = "mergePerson",
                      .summary = {"并入另一份档案（同一人）", "Merge a file into another of the same person"},
                      .tag = "people",
                      .access = Access::holders_of(Permission::WriteRecords),
                      .body = Body::json(S::object({S::required("command", S::command()), S::required("into", S::id()), S::required("reason", S::text(0, 500))})),
                      .answers = {{200, people_views::detail()}},
                      .handler = [&installation](Call& call) {
                          auto const from = call.id("id");
                          auto const into = id_in(call.object(), "into");
                          auto const her = installation.database->write([&](storage::Transaction& transaction) {
                              return views::once(transaction, call, [&] {
                                  installation.records.merge_persons(transaction, call.context(), installation.people, from, into, text_in(call.object(), "reason"));
                                  return into;
                              });
                          });
                          return people_views::answer(installation, call, her);
                      }});
    routes.push_back({.method = "POST",
                      .path = "/persons/{id}/unmerge",
                      .operation = "unmergePerson",
                      .summary = {"撤销合并", "Take a merge back"},
                      .tag = "people",
                      .access = Access::holders_of(Permission::WriteRecords),
                      .body = Body::json(S::object({S::required("command", S::command()), S::required("reason", S::text(0, 500))})),
                      .answers = {{200, people_views::detail()}},
                      .handler = [&installation](Call& call) {
                          auto const from = call.id("id");
                          auto const her = installation.database->write([&](storage::Transaction& transaction) {
                              return views::once(transaction, call, [&] {
                                  installation.records.unmerge_person(transaction, call.context(), installation.people, from, text_in(call.object(), "reason"));
                                  return from;
                              });
                          });
                          return people_views::answer(installation, call, her);
                      }});
    return routes;
}

}  // namespace niangjia::http
