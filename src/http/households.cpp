// Households, relations and the accounts of persons.
#include "http/people_views.h"
#include "people/households.h"

namespace niangjia::http {
namespace {

using S = Schema;
using identity::Permission;
using people_views::id_in;
using people_views::text_in;

Day day_in(json::object const& object, std::string_view name, Day otherwise) { return Day::parse(text_in(object, name)).value_or(otherwise); }

people::Member member_in(json::object const& object, Day today) {
    people::Member member{id_in(object, "person"), text_in(object, "kinship"), day_in(object, "since", today), Day::parse(text_in(object, "until"))};
    return member;
}

std::vector<S::Member> member_members() {
    return {S::required("person", S::id()), S::required("kinship", S::text(1, 40)), S::optional("since", S::day()), S::optional("until", S::nullable(S::day()))};
}

// Carries the command out and says nothing more.
template <class F>
Response done(Installation& installation, Call& call, F&& carry_out) {
    installation.database->write([&](storage::Transaction& transaction) {
        return views::once(transaction, call, [&] {
            carry_out(transaction, people::Households{installation.people});
            return std::int64_t{1};
        });
    });
    return Response::empty();
}

Route written(std::string path, std::string operation, Text summary, std::vector<S::Member> members, Handler handler,
              Permission permission = Permission::WriteRecords) {
    members.push_back(S::required("command", S::command()));
    return {.method = "POST",
            .path = std::move(path),
            .operation = std::move(operation),
            .summary = std::move(summary),
            .tag = "people",
            .access = Access::holders_of(permission),
            .body = Body::json(S::object(std::move(members))),
            .answers = {{204}},
            .handler = std::move(handler)};
}

}  // namespace

std::vector<Route> household_routes(Installation& installation) {
    std::vector<Route> routes;
    routes.push_back({.method = "POST",
                      .path = "/households",
                      .operation = "createHousehold",
                      .summary = {"登记家庭", "Enter a household"},
                      .tag = "people",
                      .access = Access::holders_of(Permission::WriteRecords),
                      .body = Body::json(S::object({S::required("command", S::command()), S::required("org", S::code()), S::optional("address", S::text(0, 400)),
                                                    S::required("members", S::array(S::object(member_members()), 50))})),
                      .answers = {{201, S::object({S::required("id", S::id())})}},
                      .handler = [&installation](Call& call) {
                          auto const today = call.context().today();
                          people::Household household{.org = org::Code::parse(text_in(call.object(), "org")).value_or(org::Code{}),
                                                      .address = text_in(call.object(), "address")};
                          for (auto const& element : call.object().at("members").as_array()) household.members.push_back(member_in(element.as_object(), today));
                          auto const id = installation.database->write([&](storage::Transaction& transaction) {
                              return views::once(transaction, call, [&] {
                                  return people::Households{installation.people}.create(transaction, call.context(), household);
                              });
                          });
                          JsonWriter json;
                          json.open_object().key("id").id(id).close_object();
                          return Response::json(std::move(json), 201);
                      }});
    routes.push_back(written("/households/{id}/members", "joinHousehold", {"加入家庭", "Join a household"}, member_members(), [&installation](Call& call) {
        auto const household = call.id("id");
        auto const member = member_in(call.object(), call.context().today());
        return done(installation, call, [&](storage::Transaction& transaction, people::Households const& room) {
            room.join(transaction, call.context(), household, member);
        });
    }));
    routes.push_back(written("/households/{id}/departures", "leaveHousehold", {"离开家庭", "Leave a household"},
                             {S::required("person", S::id()), S::optional("until", S::day())}, [&installation](Call& call) {
        auto const household = call.id("id");
        auto const until = day_in(call.object(), "until", call.context().today());
        return done(installation, call, [&](storage::Transaction& transaction, people::Households const& room) {
            room.leave(transaction, call.context(), household, id_in(call.object(), "person"), until);
        });
    }));
    routes.push_back(written("/persons/{id}/relations", "relatePersons", {"登记关系", "Enter a relation"},
                             {S::required("other", S::id()), S::required("kind", S::text(1, 40)), S::optional("since", S::day()), S::optional("note", S::text(0, 400))},
                             [&installation](Call& call) {
        auto const& object = call.object();
        people::Relation const relation{.person = call.id("id"), .other = id_in(object, "other"), .kind = text_in(object, "kind"),
                                        .since = day_in(object, "since", call.context().today()), .note = text_in(object, "note")};
        return done(installation, call, [&](storage::Transaction& transaction, people::Households const& room) {
            room.relate(transaction, call.context(), relation);
        });
    }));
    routes.push_back(written("/persons/{id}/partings", "partPersons", {"结束关系", "End a relation"},
                             {S::required("other", S::id()), S::required("kind", S::text(1, 40)), S::optional("until", S::day())}, [&installation](Call& call) {
        auto const& object = call.object();
        people::Relation const relation{.person = call.id("id"), .other = id_in(object, "other"), .kind = text_in(object, "kind")};
        auto const until = day_in(object, "until", call.context().today());
        return done(installation, call, [&](storage::Transaction& transaction, people::Households const& room) {
            room.part(transaction, call.context(), relation, until);
        });
    }));
    routes.push_back(written("/persons/{id}/accounts", "linkAccount", {"账号对应到人", "Say whose an account is"}, {S::required("account", S::id())},
                             [&installation](Call& call) {
        auto const person = call.id("id");
        return done(installation, call, [&](storage::Transaction& transaction, people::Households const& room) {
            room.link_account(transaction, call.context(), person, id_in(call.object(), "account"));
        });
    }, Permission::ManageAccounts));
    routes.push_back(written("/person-accounts/{id}/unlink", "unlinkAccount", {"解除账号对应", "Part an account from its person"}, {}, [&installation](Call& call) {
        auto const account = call.id("id");
        return done(installation, call, [&](storage::Transaction& transaction, people::Households const& room) {
            room.unlink_account(transaction, call.context(), account);
        });
    }, Permission::ManageAccounts));
    return routes;
}

}  // namespace niangjia::http
