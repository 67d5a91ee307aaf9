// The two sides of a case: what is told of them to the people room, which accounts live with one of them, and what is not shown to
// accounts that are linked to the other one.
#include <algorithm>

#include "people/households.h"
#include "records/actors.h"
#include "records/records.h"
#include "records/sealing.h"
#include "records/sql.h"
#include "storage/pieces.h"

namespace niangjia::records {
namespace {

constexpr int most_looked_at = 10'000;

bool is_person(Party const& party) { return party.who == packs::Who::Person; }

}  // namespace

std::optional<Record> Records::whole_of(storage::Reader const& reader, identity::Context const& context, Record const& record) const {
    if (!record.parent) return std::nullopt;
    auto whole = fetch_anywhere(reader, *record.parent);
    if (!whole.seal) return whole;
    if (whole.seal == record.seal && record.key) {
        whole.key = record.key;
    } else if (auto const keys = keys_of(reader, context, {*whole.seal}); keys.contains(*whole.seal)) {
        whole.key = keys.at(*whole.seal);
    }
    if (whole.key) whole.subject = subject_in(reveal(*whole.key, record_place(whole.id), whole.hidden));
    return whole;
}

std::vector<people::PersonId> Records::sides_of(storage::Reader const& reader, identity::Context const& context, Record const& record) const {
    std::vector<people::PersonId> persons;
    if (!record.locked()) {
        if (record.subject && is_person(*record.subject)) persons.push_back(record.subject->id);
        if (record.type->has_sides()) {
            for (auto const& one : participants(reader, record, most_looked_at)) {
                if (is_person(one.party) && record.type->is_side(one.role)) persons.push_back(one.party.id);
            }
        }
    }
    if (auto const whole = whole_of(reader, context, record)) {
        for (auto const person : sides_of(reader, context, *whole)) persons.push_back(person);
    }
    return persons;
}

std::vector<identity::AccountId> Records::kept_out(storage::Reader const& reader, Record const& record, std::vector<people::PersonId> const& sides) const {
    auto accounts = people::accounts_in_household_of(reader, sides);
    std::erase(accounts, record.created_by);
    return accounts;
}

std::vector<identity::AccountId> Records::household_accounts(storage::Reader const& reader, identity::Context const& context, Record const& fetched) const {
    bool const of_team = fetched.key != nullptr || (!fetched.seal && fetched.type->sealing &&
                                                    (may(context, fetched.type->sealing->team, fetched.sender) || fetched.created_by == context.account()));
    if (!of_team || context.own_record()) return {};
    return people::accounts_in_household_of(reader, sides_of(reader, context, fetched));
}

void Records::tell_sides(storage::Transaction& transaction, Record const& record, std::vector<Participant> const& participants) const {
    for (auto const& one : participants) {
        auto const* role = record.type->participant(one.role);
        if (role == nullptr || role->opposes.empty()) continue;
        if (role->opposes == packs::subject_side) {
            if (record.subject) people_->oppose(transaction, one.party.id, record.subject->id);
            continue;
        }
        for (auto const& other : participants) {
            if (other.role == role->opposes) people_->oppose(transaction, one.party.id, other.party.id);
        }
    }
}

// Called wherever records are read for somebody. Few accounts are linked to anybody: for the others it is one look.
void Records::veil(storage::Reader const& reader, identity::Context const& context, std::vector<Record>& records) const {
    auto const tells = [](Record const& record) { return record.type->tells_whereabouts() && !record.locked(); };
    if (context.is_system() || context.own_record() || std::none_of(records.begin(), records.end(), tells)) return;
    auto const sides = people_->sides(reader, context);
    if (sides.linked.empty()) return;
    for (auto& record : records) record.veiled = tells(record) && is_against(reader, context, record, sides);
}

bool Records::is_against(storage::Reader const& reader, identity::Context const& context, Record const& record, people::Sides const& sides) const {
    if (record.locked()) return true;  // what cannot be looked at might be
    bool const about_person = record.subject && is_person(*record.subject);
    if (about_person && sides.hides(record.subject->id)) return true;
    // Not hidden and yet linked: it is the caller herself, who may live with the other side.
    bool const herself = about_person && sides.is_linked(record.subject->id);
    if (!herself && record.type->has_sides()) {
        for (auto const& one : participants(reader, record, most_looked_at)) {
            auto const* role = record.type->participant(one.role);
            if (role != nullptr && role->opposes == packs::subject_side && sides.is_linked(one.party.id)) return true;
        }
    }
    auto const whole = whole_of(reader, context, record);
    return whole && is_against(reader, context, *whole, sides);
}

}  // namespace niangjia::records
