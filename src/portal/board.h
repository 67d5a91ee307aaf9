// The public board: who is proposed for aid, with masked names, as long as the notice runs; and objecting to it.
//
// Guarantees: what is shown is the masked name of whom it is about, the place, and the fields that the pack names for the notice; of
// persons in fields the masked names too; never a field that tells where somebody is or that only some roles may see. A notice is
// named by a random id. An objection is a part of the record and holds up what waits for the notice's end until it is answered.
// Threads: a Board may be shared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/org_code.h"
#include "base/text.h"
#include "packs/packs.h"
#include "records/records.h"
#include "storage/storage.h"

namespace niangjia::portal {

struct Notice {
    std::string id;
    Text title;  // the programme and what of it
    std::string org_name;
    std::string name;  // masked; empty when it is about nobody
    std::vector<std::pair<Text, Text>> shows;
    std::optional<Day> until;
};

struct Objection {
    std::string command = {};
    std::string text = {};
    std::string name = {};  // the rest may be empty
    std::string contact = {};
};

class Board {
  public:
    // All must outlive this. The library may hold no type for objections: then object() is Error (NotFound, portal.closed).
    Board(packs::Library const& library, records::Records const& records, Clock const& clock);

    struct Page {
        std::vector<Notice> items;
        std::optional<records::AfterNotice> next;
    };
    // Of the place and all below it, the last to end first; without a place everywhere.
    [[nodiscard]] Page list(storage::Reader const& reader, std::optional<org::Code> place, std::optional<records::AfterNotice> const& after, int limit) const;
    // The record whose notice it is: for the guard. Error (NotFound, portal.no-such-notice) when it is not on the board.
    [[nodiscard]] records::RecordId record_of(storage::Reader const& reader, std::string_view notice) const;
    // Error (Invalid) with pointers into the objection; (NotFound, portal.no-such-notice); (Refused, portal.many-objections) when there
    // are so many that wait for an answer as the portal's limits allow: one says as much as a hundred, and nobody shall drown the staff.
    records::RecordId object(storage::Transaction& transaction, std::string_view notice, Objection const& objection) const;

  private:
    [[nodiscard]] records::Record fetch(storage::Reader const& reader, std::string_view notice) const;

    packs::Library const* library_;
    records::Records const* records_;
    Clock const* clock_;
    packs::RecordType const* type_ = nullptr;  // of objections
};

}  // namespace niangjia::portal
