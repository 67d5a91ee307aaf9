#include "records/actors.h"

#include <algorithm>

#include "records/rules.h"

namespace niangjia::records {
namespace {

bool is_at(packs::Actor const& actor, identity::Grant const& grant, org::Code org) {
    if (grant.role->name != actor.role || !grant.org.holds(org)) return false;
    if (!actor.at) return true;
    auto const place = org.at(*actor.at);
    return grant.org == place.value_or(org);
}

}  // namespace

bool may(identity::Context const& context, std::vector<packs::Actor> const& actors, org::Code org, identity::Permission permission) {
    if (context.is_system()) return true;
    return std::any_of(context.grants().begin(), context.grants().end(), [&](identity::Grant const& grant) {
        return grant.role->has(permission) &&
               std::any_of(actors.begin(), actors.end(), [&](packs::Actor const& actor) { return is_at(actor, grant, org); });
    });
}

bool may(identity::Context const& context, std::vector<packs::Actor> const& actors, Record const& record) {
    if (context.own_record() == record.id) {
        return std::any_of(actors.begin(), actors.end(), [](packs::Actor const& actor) { return actor.role == packs::applicant; });
    }
    auto const permission = writing(*record.type);
    return may(context, actors, record.org, permission) || (record.sender != record.org && may(context, actors, record.sender, permission));
}

}  // namespace niangjia::records
