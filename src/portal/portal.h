// The portal: somebody asks for help on her phone, follows what becomes of it, writes, rates, asks for a review.
//
// She has no account. Her query code, shown once, is all that she has, and it is kept nowhere: a hash of one key derived from it finds
// her request; another key derived from it is a key pair, and the case is sealed for its team and for that pair. So the database, and
// the server's keys with it, neither open a request nor tell whose it is.
//
// Guarantees: what she writes is sealed from the first moment. She reads her own words, the messages, the state in the pack's plain
// words and the fields that the pack marks as told; never a note, a name of staff, or anything of another record. An unknown code and
// a malformed one are answered alike and after the same work. Nothing here sends anything to anybody.
// Threads: a Portal and a Guard may be shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/error.h"
#include "base/json.h"
#include "base/org_code.h"
#include "identity/scope.h"
#include "packs/packs.h"
#include "records/records.h"
#include "storage/storage.h"
#include "vault/vault.h"

namespace niangjia::portal {

// The characters of a query code: of an alphabet of 32, so that there are 2^100 of them.
inline constexpr std::size_t code_length = 20;

// A code as it is kept, of what somebody typed: capitals, without gaps and dashes, wide characters made narrow.
[[nodiscard]] std::string plain(std::string_view typed);
// ABCD-EFGH-…: as it is shown and copied.
[[nodiscard]] std::string grouped(std::string_view code);

// A fresh code, and what proves to the same program that it made it: nobody gets to choose a code.
struct NewCode {
    std::string code;
    std::string ticket;
};

struct Wish {
    std::string command = {};
    std::string code = {};
    std::string ticket = {};
    org::Code place = {};  // her county, or a place in it
    std::string topic = {};
    std::string story = {};
    std::string name = {};  // the rest may be empty
    std::string contact = {};
    std::string hours = {};
    bool no_call = false;
    json::object more = {};  // what the pack asks besides
};

struct Letter {
    std::int64_t n = 0;
    Moment at = 0;
    Day day;
    bool hers = false;
    identity::AccountId account = 0;  // for the workbench; she is not told
    std::string text;
};

// A step on the way, in plain words.
struct Turn {
    Day day;
    Text says;
};

// By when something else is done for her: words with {day} in them.
struct Promise {
    Text says;
    Day day;
};

struct Told {
    Text title;
    Text text;
};

// Something that she may do now, and until when.
struct Offer {
    packs::Action const* action = nullptr;
    std::optional<Day> until;
};

struct Paper {
    std::string name;
    std::int64_t size = 0;
};

// What she sees of her request.
struct View {
    org::Code org;
    std::string org_name;
    Text topic;
    Day opened;
    Text state;
    bool closed = false;
    std::optional<Day> next;  // by when the next step is taken
    bool next_is_hers = false;
    std::vector<Promise> promises;
    std::vector<Turn> way;
    std::vector<Told> own;   // what she wrote herself
    std::vector<Told> told;  // the answer
    std::vector<Letter> messages;
    std::vector<Paper> papers;
    std::vector<Offer> offers;
};

// A place as the portal offers it.
struct Place {
    org::Code code;
    std::string name;
    bool takes = false;  // its county receives requests through the portal
};

class Portal {
  public:
    // Both must outlive this. The library may have no portal: then every verb is Error (NotFound, portal.closed).
    Portal(packs::Library const& library, records::Records const& records, Clock const& clock);

    [[nodiscard]] packs::Portal const& settings() const;  // Error (NotFound, portal.closed)
    [[nodiscard]] NewCode new_code() const;

    // The places below `parent`, down to villages; the topmost without one. Names alone.
    [[nodiscard]] std::vector<Place> places(storage::Reader const& reader, std::optional<org::Code> parent) const;
    // The county (where there is none: the city) to which a request from there goes. Error (NotFound) for no place of ours.
    [[nodiscard]] Place reception(storage::Reader const& reader, org::Code place) const;

    // Whether the wish would be taken as far as ticket and form show. Errors as of ask().
    void check(storage::Reader const& reader, Wish const& wish) const;
    // Makes a record of the pack's type at the county, sealed for its team and for her. Error (Invalid) with pointers into the wish;
    // (Refused, portal.not-here) where nobody could read it; (Refused, portal.ticket) for a code that this program did not make;
    // (Conflict) when the command was carried out with another code.
    records::RecordId ask(storage::Transaction& transaction, Wish const& wish) const;
    // Her who has that code; nothing when nobody has.
    [[nodiscard]] std::optional<identity::Context> who(storage::Reader const& reader, std::string_view code) const;

    // --- For whom who() gave: errors as of Records::act(), without what is not hers to know; and (Refused, portal.entries) when her
    // --- words and steps are as many as may be.
    [[nodiscard]] View view(storage::Reader const& reader, identity::Context const& her) const;
    void say(storage::Transaction& transaction, identity::Context const& her, std::string const& command, std::string const& text) const;
    void take_step(storage::Transaction& transaction, identity::Context const& her, records::Act const& act) const;
    // Error (Refused, portal.papers) when there are as many as may be.
    [[nodiscard]] records::Records::StoredFile store_paper(storage::Reader const& reader, identity::Context const& her, std::string_view name, std::string_view content) const;
    void add_paper(storage::Transaction& transaction, identity::Context const& her, std::string const& command, std::string_view name,
                   records::Records::StoredFile const& file) const;

    // --- For the workbench: what was written between her and the staff. Empty when the record did not come through the portal, or is
    // locked.
    [[nodiscard]] std::vector<Letter> messages(storage::Reader const& reader, records::Record const& fetched) const;

  private:
    [[nodiscard]] std::string ticket_for(std::string_view code) const;
    // Those of the places where somebody could read what comes in. One query, however many they are.
    [[nodiscard]] std::set<org::Code> taking(storage::Reader const& reader, std::span<org::Code const> places) const;
    [[nodiscard]] records::Record record_of(storage::Reader const& reader, identity::Context const& her) const;
    void act(storage::Transaction& transaction, identity::Context const& her, records::Act const& act) const;

    packs::Library const* library_;
    records::Records const* records_;
    Clock const* clock_;
    vault::Key tickets_;  // of this run of the program
};

// Holds off who tries codes or floods the portal. Nothing here can be used up by one for all: a code of 2^100 needs no common limit
// on guesses, and of requests only those count that were made. Addresses are kept here in memory alone, for a while; what else writes
// them down is the server's log at the level debug, and a proxy's (see SECURITY.md).
class Guard {
  public:
    Guard(packs::PortalLimits const& limits, Clock const& clock) : limits_{limits}, clock_{&clock} {}

    // Before a code is looked at: Error (Busy, portal.wait) when the address has to wait. The answer does not depend on the code. Each
    // call counts as a wrong code until right() takes it back.
    void before_code(std::string_view address);
    void right(std::string_view address);
    // Before a request is made, when ticket and form are right; counts nothing. Error (Busy, portal.wait).
    void before_request(std::string_view address);
    // It was made.
    void made_request(std::string_view address);
    // Before an objection to a public notice, and when it was made. Error (Busy, portal.wait). Requests for help are not counted with them.
    void before_objection(std::string_view address);
    void made_objection(std::string_view address);
    // Before a step on a request, and before it is read. Error (Busy, portal.wait).
    void before_step(records::RecordId record);
    void before_reading(records::RecordId record);

  private:
    struct Guesses {
        int wrong = 0;
        Moment last = 0;
        Moment until = 0;  // it waits until then
    };
    // So many within an hour, each forgotten an hour after it was counted.
    struct Hour {
        std::vector<Moment> moments;
    };
    // By address, or by the networks of addresses: whether what was made from there is as much as may be; and one more.
    using Made = std::map<std::string, Hour, std::less<>>;
    void check_made(Made& made, std::string_view address, int most);
    void count_made(Made& made, std::string_view address);
    [[nodiscard]] bool is_full(Hour& hour, int most) const;
    // Whether another one fits; then it is counted.
    [[nodiscard]] bool takes_one(Hour& hour, int most) const;
    [[nodiscard]] Moment longest() const;
    [[nodiscard]] Moment wait_after(int wrong) const;
    void forget_old();

    packs::PortalLimits limits_;
    Clock const* clock_;
    std::mutex mutex_;
    std::map<std::string, Guesses, std::less<>> guesses_;
    Made requests_;
    Made objections_;
    std::map<records::RecordId, Hour> steps_;
    std::map<records::RecordId, Hour> reads_;
    Hour requests_of_all_;
    Moment swept_ = 0;
};

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::portal
