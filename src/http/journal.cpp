#include "audit/audit.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

}  // namespace

std::vector<Route> journal_routes(Installation& installation) {
    std::vector<Route> routes;
    auto const entry = S::named("JournalEntry", S::object({S::required("seq", S::integer()), S::required("at", S::moment()), S::required("account", S::text()),
                                                           S::required("accountName", S::text()), S::required("org", S::code()), S::required("orgShort", S::text()),
                                                           S::required("action", S::text()), S::required("target", S::text()), S::required("hash", S::text())}));
    routes.push_back({.path = "/journal",
                      .operation = "listJournal",
                      .summary = {"操作日志，新的在前", "The journal, newest first"},
                      .tag = "journal",
                      .access = Access::holders_of(identity::Permission::ReadJournal),
                      .query = page_parameters(),
                      .answers = {{200, S::list(entry)}},
                      .handler = [&installation](Call& call) {
                          auto const limit = call.limit();
                          auto const cursor = call.cursor("i");
                          return installation.database->read([&](storage::Reader const& reader) {
                              std::vector<audit::Entry> found;
                              auto const before = cursor ? std::optional{cursor->integer(0)} : std::nullopt;
                              for (auto const top : call.context().reach(identity::Permission::ReadJournal)) {
                                  for (auto& one : audit::list(reader, top.value(), top.last().value(), before, limit + 1)) found.push_back(std::move(one));
                              }
                              std::sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.seq > b.seq; });
                              bool const more = found.size() > static_cast<std::size_t>(limit);
                              if (more) found.resize(static_cast<std::size_t>(limit));
                              std::vector<identity::AccountId> accounts;
                              std::vector<org::Code> codes;
                              for (auto const& one : found) {
                                  accounts.push_back(one.account);
                                  codes.emplace_back(one.org);
                              }
                              std::unordered_map<std::int64_t, std::string> titles{{0, "系统"}, {identity::applicant_account, "本人（网上）"}, {identity::public_account, "公众（网上）"}};
                              for (auto& [id, title] : identity::Identity::titles(reader, accounts)) titles[id] = std::move(title);
                              auto const shorts = org::short_names(reader, codes);
                              JsonWriter json;
                              json.open_object().key("items").open_array();
                              for (auto const& one : found) {
                                  auto const place = shorts.find(one.org);
                                  json.open_object().member("seq", one.seq).member("at", iso_time(one.at)).key("account").id(one.account);
                                  json.member("accountName", titles[one.account]).member("org", org::Code{one.org}.text());
                                  json.member("orgShort", place == shorts.end() ? std::string{} : place->second).member("action", one.action);
                                  json.member("target", one.target).member("hash", one.hash).close_object();
                              }
                              json.close_array().key("next");
                              more ? json.text(std::string_view{write_cursor({found.back().seq})}) : json.null();
                              json.close_object();
                              return Response::json(std::move(json));
                          });
                      }});
    routes.push_back({.path = "/journal/verification",
                      .operation = "verifyJournal",
                      .summary = {"校验日志的哈希链", "Verify the journal's chain"},
                      .tag = "journal",
                      .access = Access::holders_of(identity::Permission::ReadJournal),
                      .answers = {{200, S::object({S::required("entries", S::integer()), S::required("intact", S::boolean()),
                                                   S::required("firstBroken", S::nullable(S::integer())), S::required("head", S::text())})}},
                      .handler = [&installation](Call&) {
                          auto const verdict = installation.database->read([](storage::Reader const& reader) { return audit::verify(reader); });
                          JsonWriter json;
                          json.open_object().member("entries", verdict.entries).member("intact", !verdict.first_broken.has_value()).key("firstBroken");
                          verdict.first_broken ? json.number(*verdict.first_broken) : json.null();
                          json.member("head", verdict.head).close_object();
                          return Response::json(std::move(json));
                      }});
    return routes;
}

std::vector<Route> all_routes(Installation& installation) {
    std::vector<Route> all;
    for (auto const room : {session_routes, organisation_routes, programme_routes, record_routes, record_check_routes, fund_routes, search_routes, people_routes, figure_routes, report_routes,
                            account_routes, seal_routes, sealed_case_routes, receiver_routes, analysis_routes, notice_routes, journal_routes, payment_routes, portal_routes, public_routes}) {
        for (auto& route : room(installation)) all.push_back(std::move(route));
    }
    return all;
}

}  // namespace niangjia::http
