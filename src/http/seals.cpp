// The officers of the recovery pair, and the requests that wait for them. Asking for a seal to be broken and approving it go
// through the records, whose keys they open.
#include <algorithm>
#include <unordered_map>

#include "base/error.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message no_request{ErrorKind::NotFound, "identity.unknown-seal-request", "没有这个启封申请，或与您无关", "There is no such request that concerns you"};

Schema recovery_schema() {
    auto const officer = S::named("Officer", S::object({S::required("account", S::id()), S::required("title", S::text()), S::required("alive", S::boolean())}));
    return S::named("Recovery", S::object({S::required("id", S::id()), S::required("named", S::moment()), S::required("current", S::boolean()),
                                           S::required("officers", S::array(officer))}));
}

Schema recoveries_schema() { return S::object({S::required("items", S::array(recovery_schema()))}); }

Schema request_schema() {
    auto const decider = S::object({S::required("account", S::id()), S::required("title", S::text()), S::required("alive", S::boolean()),
                                    S::required("approves", S::nullable(S::boolean())), S::required("at", S::nullable(S::moment())),
                                    S::required("reason", S::text())});
    return S::named("SealRequest",
                    S::object({S::required("id", S::id()), S::required("record", S::id()), S::required("number", S::text()), S::required("org", S::code()),
                               S::required("orgShort", S::text()), S::required("requester", S::id()), S::required("requesterTitle", S::text()),
                               S::required("reason", S::text()), S::required("made", S::moment()), S::required("expires", S::moment()),
                               S::required("state", S::enum_of({"open", "opened", "refused", "expired", "ended"})),
                               S::required("accessUntil", S::nullable(S::moment())), S::required("officers", S::array(decider)),
                               S::required("mayDecide", S::boolean())}));
}

void write_recoveries(JsonWriter& json, storage::Reader const& reader) {
    json.open_object().key("items").open_array();
    for (auto const& pair : identity::Recovery::list(reader)) {
        json.open_object().key("id").id(pair.id).member("named", iso_time(pair.made)).member("current", pair.current).key("officers").open_array();
        for (auto const& officer : pair.officers) {
            json.open_object().key("account").id(officer.account).member("title", officer.title).member("alive", officer.alive).close_object();
        }
        json.close_array().close_object();
    }
    json.close_array().close_object();
}

void write_moment(JsonWriter& json, std::string_view name, std::optional<Moment> moment) {
    json.key(name);
    moment ? json.text(std::string_view{iso_time(*moment)}) : json.null();
}

// Requests as the caller sees them; the names that they need are fetched together.
class Requests {
  public:
    Requests(storage::Reader const& reader, identity::Context const& context, std::vector<identity::SealRequest> const& requests) : context_{&context} {
        std::vector<identity::AccountId> requesters;
        std::vector<org::Code> places;
        for (auto const& request : requests) {
            requesters.push_back(request.requester);
            places.push_back(request.org);
            if (!officers_.contains(request.recovery)) officers_.emplace(request.recovery, identity::Recovery::officers(reader, request.recovery));
        }
        for (auto& [id, title] : identity::Identity::titles(reader, requesters)) titles_.emplace(id, std::move(title));
        shorts_ = org::short_names(reader, places);
    }

    void write(JsonWriter& json, identity::SealRequest const& request) const {
        auto const place = shorts_.find(request.org.value());
        auto const title = titles_.find(request.requester);
        json.open_object().key("id").id(request.id).key("record").id(request.record).member("number", records::number_text(request.record));
        json.member("org", request.org.text()).member("orgShort", place == shorts_.end() ? std::string{} : place->second);
        json.key("requester").id(request.requester).member("requesterTitle", title == titles_.end() ? std::string{} : title->second);
        json.member("reason", request.reason).member("made", iso_time(request.made)).member("expires", iso_time(request.expires));
        json.member("state", identity::name_of(request.state));
        write_moment(json, "accessUntil", request.access_until);
        bool may_decide = false;
        json.key("officers").open_array();
        for (auto const& officer : officers_.at(request.recovery)) {
            auto const vote = std::ranges::find(request.votes, officer.account, &identity::SealVote::officer);
            bool const voted = vote != request.votes.end();
            json.open_object().key("account").id(officer.account).member("title", officer.title).member("alive", officer.alive).key("approves");
            voted ? json.truth(vote->approves) : json.null();
            write_moment(json, "at", voted ? std::optional{vote->at} : std::nullopt);
            json.member("reason", voted ? vote->reason : std::string{}).close_object();
            bool const may = officer.alive && !voted && request.requester != officer.account && request.state == identity::SealState::Open;
            may_decide = may_decide || (may && officer.account == context_->account());
        }
        json.close_array().member("mayDecide", may_decide).close_object();
    }

  private:
    identity::Context const* context_;
    std::unordered_map<identity::RecoveryId, std::vector<identity::Officer>> officers_;
    std::unordered_map<identity::AccountId, std::string> titles_;
    std::unordered_map<std::int64_t, std::string> shorts_;
};

Response request_answer(Installation& installation, Call& call, identity::SealRequestId id) {
    return installation.database->read([&](storage::Reader const& reader) {
        auto const found = identity::Recovery::find(reader, call.context(), id);
        if (!found) throw error(no_request);
        JsonWriter json;
        Requests{reader, call.context(), {*found}}.write(json, *found);
        return Response::json(std::move(json));
    });
}

Route officers_route(Installation& installation) {
    return {.path = "/recovery",
            .operation = "listOfficers",
            .summary = {"启封负责人", "The officers who break seals, by the recovery pair that they hold"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::ManageAccounts),
            .answers = {{200, recoveries_schema()}},
            .handler = [&installation](Call&) {
                return installation.database->read([](storage::Reader const& reader) {
                    JsonWriter json;
                    write_recoveries(json, reader);
                    return Response::json(std::move(json));
                });
            }};
}

Route naming_route(Installation& installation) {
    return {.method = "POST",
            .path = "/recovery",
            .operation = "nameOfficers",
            .summary = {"指定启封负责人", "Name the officers, with a new recovery pair"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::ManageAccounts),
            .body = Body::json(S::object({S::required("command", S::command()), S::required("officers", S::array(S::id(), 20))})),
            .answers = {{201, recoveries_schema()}},
            .handler = [&installation](Call& call) {
                std::vector<identity::AccountId> accounts;
                for (auto const& one : call.object().at("officers").as_array()) accounts.push_back(std::stoll(std::string{one.as_string()}));
                installation.database->write([&](storage::Transaction& transaction) {
                    (void)views::once(transaction, call, [&] { return installation.recovery.name_officers(transaction, call.context(), accounts); });
                });
                return installation.database->read([](storage::Reader const& reader) {
                    JsonWriter json;
                    write_recoveries(json, reader);
                    return Response::json(std::move(json), 201);
                });
            }};
}

// Requests that nobody decided on in time, and accesses whose days are over.
void end_what_is_over(Installation& installation, identity::Context const& context) {
    auto const now = context.now();
    bool const untidy = installation.database->read([&](storage::Reader const& reader) { return identity::Recovery::is_untidy(reader, now); });
    if (!untidy) return;
    installation.database->write([&](storage::Transaction& transaction) {
        identity::Recovery::tidy(transaction, now, [&](storage::Transaction& inner, identity::SealRequest const& request) {
            installation.records.take_back(inner, request.record, request.requester);
        });
    });
}

Route requests_route(Installation& installation) {
    return {.path = "/seals",
            .operation = "listSealRequests",
            .summary = {"待审批的启封申请", "Requests to break a seal that wait for the caller, or that she made"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::BreakSeal),
            .query = page_parameters(),
            .answers = {{200, S::list(request_schema())}},
            .handler = [&installation](Call& call) {
                auto const limit = call.limit();
                auto const cursor = call.cursor("i");
                end_what_is_over(installation, call.context());
                return installation.database->read([&](storage::Reader const& reader) {
                    auto found = identity::Recovery::open_requests(reader, call.context(), cursor ? cursor->integer(0) : 0, limit + 1);
                    bool const more = found.size() > static_cast<std::size_t>(limit);
                    if (more) found.pop_back();
                    Requests const requests{reader, call.context(), found};
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    for (auto const& request : found) requests.write(json, request);
                    json.close_array().key("next");
                    more ? json.text(std::string_view{write_cursor({found.back().id})}) : json.null();
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route request_route(Installation& installation) {
    return {.path = "/seals/{id}",
            .operation = "getSealRequest",
            .summary = {"一个启封申请", "One request to break a seal"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::BreakSeal),
            .answers = {{200, request_schema()}},
            .handler = [&installation](Call& call) { return request_answer(installation, call, call.id("id")); }};
}

Route refusal_route(Installation& installation) {
    return {.method = "POST",
            .path = "/seals/{id}/refusal",
            .operation = "refuseSeal",
            .summary = {"不同意启封", "Refuse to break a seal"},
            .tag = "seals",
            .access = Access::holders_of(identity::Permission::BreakSeal),
            .body = Body::json(S::object({S::required("command", S::command()), S::required("reason", S::text(1, 500))})),
            .answers = {{200, request_schema()}},
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                auto const& reason = call.object().at("reason").as_string();
                installation.database->write([&](storage::Transaction& transaction) {
                    (void)views::once(transaction, call, [&] {
                        return installation.recovery.refuse(transaction, call.context(), id, {reason.data(), reason.size()}).id;
                    });
                });
                return request_answer(installation, call, id);
            }};
}

}  // namespace

std::vector<Route> seal_routes(Installation& installation) {
    return {officers_route(installation), naming_route(installation), requests_route(installation), request_route(installation),
            refusal_route(installation)};
}

}  // namespace niangjia::http
