// To whom parts of a case can be sent: the units of its township, county and city.
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr int most_units = 999;  // of one place

// Units have the lowest codes below their place, so they come first among its children.
std::vector<org::Organisation> units_of(storage::Reader const& reader, org::Code place) {
    std::vector<org::Organisation> units;
    for (auto& one : org::children(reader, place, org::Code{}, most_units)) {
        if (one.code.level() != org::Level::Unit) break;
        if (!one.until) units.push_back(std::move(one));
    }
    return units;
}

}  // namespace

std::vector<Route> receiver_routes(Installation& installation) {
    auto const item = S::object({S::required("org", S::code()), S::required("name", S::text()), S::required("of", S::text())});
    std::vector<Route> routes;
    routes.push_back({.path = "/records/{id}/receivers",
                      .operation = "listReceivers",
                      .summary = {"可以转介的单位", "The units to which parts of a record can be sent"},
                      .tag = "records",
                      .access = Access::holders_of(identity::Permission::WriteRecords),
                      .answers = {{200, S::object({S::required("items", S::array(S::named("Receiver", item)))})}},
                      .handler = [&installation](Call& call) {
                          return installation.database->read([&](storage::Reader const& reader) {
                              auto const record = installation.records.fetch(reader, call.context(), call.id("id"));
                              installation.records.require_writing(call.context(), record);
                              JsonWriter json;
                              json.open_object().key("items").open_array();
                              for (auto const place : record.org.upwards()) {
                                  if (place.level() < org::Level::City || place.level() > org::Level::Township) continue;
                                  auto const above = org::find(reader, place);
                                  for (auto const& unit : units_of(reader, place)) {
                                      json.open_object().member("org", unit.code.text()).member("name", unit.name);
                                      json.member("of", above ? above->short_name : std::string{}).close_object();
                                  }
                              }
                              json.close_array().close_object();
                              return Response::json(std::move(json));
                          });
                      }});
    return routes;
}

}  // namespace niangjia::http
