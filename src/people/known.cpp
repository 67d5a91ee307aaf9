// Who is known already: recognition and duplicates.
#include <algorithm>

#include "base/error.h"
#include "people/detail.h"
#include "people/sql.h"
#include "storage/pieces.h"

namespace niangjia::people {
namespace {

using identity::Permission;
using identity::Sight;

constexpr Message known_here{ErrorKind::Conflict, "people.known",
                             "可能已有此人的档案：{}。请先查看；确实不是同一人的，请逐一确认后再登记",
                             "She may be known already: {}. Look first; if it is somebody else, confirm each and enter her again"};
constexpr Message known_elsewhere{ErrorKind::Conflict, "people.known-elsewhere",
                                  "其他地方已有人登记了这个证件号或电话；确实无误的，请确认后再登记",
                                  "Somebody is known with that number in another place; confirm if you are sure, and enter her again"};

constexpr int most_candidates = 20;

}  // namespace

std::vector<Candidate> People::known(storage::Reader const& reader, identity::Context const& context, Probe const& probe) const {
    auto const keys = this->keys(reader);
    auto const sides = this->sides(reader, context);
    std::vector<Candidate> candidates;
    Candidate elsewhere;
    auto const mark = [](Candidate& candidate, std::int64_t purpose) { (purpose == number_blind ? candidate.by_number : candidate.by_phone) = true; };
    auto const candidate_of = [&](Person person) -> Candidate& {
        auto const same = std::ranges::find_if(candidates, [&](Candidate const& one) { return one.person->id == person.id; });
        if (same != candidates.end()) return *same;
        if (!show(person, context, sides)) return elsewhere;
        candidates.push_back({.person = std::move(person)});
        return candidates.back();
    };
    auto const find_blinds = [&](std::int64_t purpose, std::vector<std::int64_t> const& blinds) {
        if (blinds.empty()) return;
        storage::Query query{"people/list_known", "SELECT person FROM person_blinds"};
        query.where("purpose = ?", purpose).then("AND blind IN");
        storage::add_list(query, blinds);
        query.then("ORDER BY person LIMIT ?", most_candidates);
        std::vector<PersonId> found;
        {
            auto rows = reader.query(query);
            while (rows.next()) found.push_back(rows.integer(0));
        }
        for (auto const id : found) {
            auto const her = survivor(reader, id);
            if (her == probe.except) continue;
            auto rows = reader.query(sql::find_person, her);
            if (!rows.next()) continue;
            // Whose telephone it is must not be told of one who is hidden: it may be tried until it fits.
            bool const told = purpose == number_blind || !sides.hides(her);
            if (told && context.reaches(Permission::ReadRecords, org::Code{rows.integer(1)})) {
                mark(candidate_of(read_row(rows, *keys)), purpose);
            } else {
                mark(elsewhere, purpose);
            }
        }
    };
    if (auto const key = number_key(probe.paper, probe.number); !key.empty()) find_blinds(number_blind, keys->blinds(number_purpose, key));
    std::vector<std::int64_t> phones;
    for (auto const& phone : probe.phones) {
        auto const key = phone_key(phone);
        if (key.empty()) continue;
        for (auto const blind : keys->blinds(phone_purpose, key)) phones.push_back(blind);
    }
    find_blinds(phone_blind, phones);
    auto const name = trimmed(probe.name);
    if (!name.empty() && probe.birth) {
        auto rows = reader.query(sql::list_namesakes, name, probe.birth->number(), probe.org.county_part(), most_candidates);
        while (rows.next()) {
            org::Code const org{rows.integer(1)};
            // A match of names must not tell a name that is masked.
            if (rows.integer(0) == probe.except || !context.reaches(Permission::ReadRecords, org) || context.sight(org) < Sight::Personal) continue;
            if (auto& candidate = candidate_of(read_row(rows, *keys)); candidate.person) candidate.by_name = true;
        }
    }
    if (elsewhere.by_number || elsewhere.by_phone) candidates.push_back(elsewhere);
    return candidates;
}

void People::check_known(storage::Reader const& reader, identity::Context const& context, Probe const& probe, Despite const& despite) const {
    std::string unnamed;
    bool elsewhere = false;
    for (auto const& candidate : known(reader, context, probe)) {
        if (!candidate.person) {
            elsewhere = !despite.elsewhere;
            continue;
        }
        if (std::ranges::find(despite.ids, candidate.person->id) != despite.ids.end()) continue;
        unnamed += (unnamed.empty() ? "" : "、") + candidate.person->name;
    }
    if (!unnamed.empty()) throw niangjia::error(known_here, unnamed).with_pointer("/despite");
    if (elsewhere) throw niangjia::error(known_elsewhere).with_pointer("/despite");
}

}  // namespace niangjia::people
