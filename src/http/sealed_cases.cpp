// A sealed case's team, and the steps by which two officers open it for somebody who is not of it.
#include "base/error.h"
#include "http/routes.h"
#include "notify/notify.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message nobody{ErrorKind::Refused, "records.no-recovery", "这件封存时还没有启封负责人，只有办案人员能打开；请联系办案人员",
                         "When this was sealed there were no officers; only its team can open it: ask them"};

std::string text_in(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value == nullptr || !value->is_string() ? std::string{} : std::string{value->get_string()};
}

Schema asked_schema() { return S::object({S::required("id", S::id()), S::required("state", S::enum_of({"open", "opened", "refused", "expired", "ended"}))}); }

Response asked(identity::SealRequest const& request, int status) {
    JsonWriter json;
    json.open_object().key("id").id(request.id).member("state", identity::name_of(request.state)).close_object();
    return Response::json(std::move(json), status);
}

// Hands the recovered key to the records room, which lends the case to who asked.
identity::Recovery::Opening opening_of(Installation& installation, identity::Context const& context) {
    return [&installation, &context](storage::Transaction& transaction, identity::SealRequest const& request, vault::KeyPair const& recovered) {
        installation.records.lend(transaction, context, request.record, request.recovery, recovered, request.requester, request.access_until.value_or(context.now()), request.reason);
    };
}

Route ask_route(Installation& installation) {
    return {.method = "POST",
            .path = "/records/{id}/seal-requests",
            .operation = "askForSeal",
            .summary = {"申请启封", "Ask for a sealed case to be opened"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::BreakSeal),
            .body = Body::json(S::object({S::required("command", S::command()), S::required("reason", S::text(1, 500))})),
            .answers = {{201, asked_schema()}},
            .handler = [&installation](Call& call) {
                auto const& context = call.context();
                auto const id = call.id("id");
                identity::SealRequest request;
                installation.database->write([&](storage::Transaction& transaction) {
                    auto const request_id = views::once(transaction, call, [&] {
                        auto const record = installation.records.fetch(transaction, context, id);
                        auto const recovery = installation.records.recovery_of(transaction, record);
                        if (!recovery) throw error(nobody);
                        auto const made = installation.recovery.request(transaction, context, {id, record.org, *recovery, text_in(call.object(), "reason")});
                        for (auto const& officer : identity::Recovery::officers(transaction, *recovery)) {
                            bool const other = officer.account != context.account();
                            if (other && identity::Identity::reaches(transaction, officer.account, record.org)) {
                                notify::tell(transaction, officer.account, context.now(), notify::seal_asked, id, context.account());
                            }
                        }
                        return made.id;
                    });
                    request = identity::Recovery::find(transaction, context, request_id).value();
                });
                return asked(request, 201);
            }};
}

Route approval_route(Installation& installation) {
    return {.method = "POST",
            .path = "/seals/{id}/approval",
            .operation = "approveSeal",
            .summary = {"同意启封", "Approve the breaking of a seal"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::BreakSeal),
            .body = Body::json(S::object({S::required("command", S::command())})),
            .answers = {{200, asked_schema()}},
            .handler = [&installation](Call& call) {
                auto const& context = call.context();
                identity::SealRequest request;
                installation.database->write([&](storage::Transaction& transaction) {
                    auto const id = views::once(transaction, call, [&] { return installation.recovery.approve(transaction, context, call.id("id"), opening_of(installation, context)).id; });
                    request = identity::Recovery::find(transaction, context, id).value();
                });
                return asked(request, 200);
            }};
}

Route admit_route(Installation& installation) {
    return {.method = "POST",
            .path = "/records/{id}/team",
            .operation = "admitToTeam",
            .summary = {"加入办案人员", "Take somebody into a sealed case's team"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::WriteRecords),
            .body = Body::json(S::object({S::required("command", S::command()), S::required("account", S::id()), S::optional("note", S::text(0, 500))})),
            .answers = {{204, {}}},
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                auto const account = std::stoll(text_in(call.object(), "account"));
                installation.database->write([&](storage::Transaction& transaction) {
                    (void)views::once(transaction, call, [&] {
                        installation.records.admit(transaction, call.context(), id, account, text_in(call.object(), "note"));
                        return id;
                    });
                });
                return Response::empty();
            }};
}

Route dismiss_route(Installation& installation) {
    return {.method = "POST",
            .path = "/records/{id}/team/dismissal",
            .operation = "dismissFromTeam",
            .summary = {"移出办案人员", "Let somebody out of a sealed case's team"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::WriteRecords),
            .body = Body::json(S::object({S::required("command", S::command()), S::required("account", S::id()), S::optional("note", S::text(0, 500))})),
            .answers = {{204, {}}},
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                auto const account = std::stoll(text_in(call.object(), "account"));
                installation.database->write([&](storage::Transaction& transaction) {
                    (void)views::once(transaction, call, [&] {
                        installation.records.dismiss(transaction, call.context(), id, account, text_in(call.object(), "note"));
                        return id;
                    });
                });
                return Response::empty();
            }};
}

// Accounts that could be taken in: they reach the record and have a key pair.
Route candidates_route(Installation& installation) {
    auto const item = S::object({S::required("account", S::id()), S::required("title", S::text())});
    return {.path = "/records/{id}/team/candidates",
            .operation = "listTeamCandidates",
            .summary = {"可以加入的人", "Who could be taken into a sealed case's team"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::WriteRecords),
            .query = {{"q", S::text(1, 60), true, {"姓名或账号里的字", "Part of a name"}}},
            .answers = {{200, S::object({S::required("items", S::array(item))})}},
            .handler = [&installation](Call& call) {
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const record = installation.records.fetch(reader, call.context(), call.id("id"));
                    installation.records.require_writing(call.context(), record);
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    for (auto const& [account, title] : identity::Identity::colleagues(reader, record.org, call.text("q"), 20)) {
                        json.open_object().key("account").id(account).member("title", title).close_object();
                    }
                    json.close_array().close_object();
                    return Response::json(std::move(json));
                });
            }};
}

}  // namespace

std::vector<Route> sealed_case_routes(Installation& installation) {
    return {ask_route(installation), approval_route(installation), admit_route(installation), dismiss_route(installation), candidates_route(installation)};
}

}  // namespace niangjia::http
