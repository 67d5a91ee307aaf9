// The figures room counts. Each committed change of a record writes its contributions: which figure, which
// organisation, which day, how much, who, which record. A figure is a sum of contributions, or an exact distinct count of
// people or organisations, at any level of the tree and over any period.
//
// Guarantees: contributions are a function of a record's facts alone (contributions_of), written in the transaction that
// changes the record; nothing else may write them. They are never changed: a correction is a row of its own.
// recount() computes them all again from the records and says where they differ.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/day.h"
#include "base/json.h"
#include "base/org_code.h"
#include "identity/scope.h"
#include "packs/packs.h"
#include "storage/storage.h"

namespace niangjia::figures {

using RecordId = std::int64_t;

// What a step did to a deadline of the workflow (packs::Deadline): met the one that ran, set a new day, or both.
struct DeadlineStep {
    std::string name;
    bool met = false;
    std::optional<Day> due;  // from now on; nothing: it runs no more
};

// One entry of a record's timeline, as far as counting needs it.
struct Step {
    std::int64_t entry = 0;
    std::string action;
    std::string to;  // the state after it
    Day day;
    std::optional<Day> due;  // the due day in force after it
    json::object fields;     // the fields given with it
    std::vector<DeadlineStep> deadlines = {};
    std::int64_t posted = 0;  // fen, in the books
};

struct Participant {
    std::string role;
    std::int64_t who = 0;  // a person's id or an organisation's code
    Day day;
};

// All that is known of a record for counting.
struct Facts {
    packs::RecordType const* type = nullptr;
    RecordId record = 0;
    org::Code org;
    std::optional<std::int64_t> subject;
    json::object fields;
    std::vector<Step> steps;  // in order; the first is its creation
    std::vector<Participant> participants;
};

struct Contribution {
    std::int64_t figure = 0;  // the figure's number
    org::Code org;
    Day day;
    std::int64_t who = 0;  // 0: counts no one in particular
    std::int64_t amount = 0;  // pieces, fen, or thousandths for decimal fields
};

// A figure's value at one place over one period.
struct Value {
    std::int64_t amount = 0;       // pieces, fen, or thousandths
    std::int64_t numerator = 0;    // of a ratio
    std::int64_t denominator = 0;  // of a ratio; when 0 the ratio has no value
    bool defined = true;

    bool operator==(Value const&) const = default;
};

// The four figures that every record feeds: opened, closed, and of those with a due day the ones closed in time and
// late. The day that ends a wait, as of a public notice, is no due day; the one before it decides.
enum class Work { Opened, Closed, InTime, Late };

class WorkOfYear {
  public:
    using Months = std::array<std::int64_t, 12>;  // January first

    [[nodiscard]] Months const& months(Work work) const { return months_[static_cast<std::size_t>(work)]; }
    [[nodiscard]] Months& months(Work work) { return months_[static_cast<std::size_t>(work)]; }
    [[nodiscard]] std::int64_t sum(Work work) const { return std::accumulate(months(work).begin(), months(work).end(), std::int64_t{0}); }

  private:
    std::array<Months, 4> months_{};
};

struct Difference {
    std::string figure;
    org::Code org;
    Day day;
    RecordId record = 0;    // 0: a roll-up, not a contribution
    std::int64_t who = 0;
    std::int64_t stored = 0;
    std::int64_t counted = 0;
};

class Figures {
  public:
    // Gives every figure of the library its number. `library` must outlive this.
    Figures(storage::Database& database, packs::Library const& library);

    // Whether counting that type looks at its participants, and so the Facts must hold them.
    [[nodiscard]] bool uses_participants(packs::RecordType const& type) const;

    // What the record contributes, with equal keys summed. A voided record contributes nothing.
    [[nodiscard]] std::vector<Contribution> contributions_of(Facts const& facts) const;
    // Writes the difference between what a record contributed before and what it does now. `before` is empty for a new one.
    void write(storage::Transaction& transaction, RecordId record, std::int64_t entry,
               std::vector<Contribution> const& before, std::vector<Contribution> const& after) const;

    // Removes whom the record counted: it is sealed from now on and counts nobody. `before` is what it contributed until then;
    // returns what is left of it.
    [[nodiscard]] std::vector<Contribution> scrub(storage::Transaction& transaction, RecordId record, std::vector<Contribution> before) const;

    // --- Reading. All of it within the caller's reach: Error (NotFound, org.unknown) otherwise. A stock is taken on the
    // --- period's last day.
    [[nodiscard]] Value value(storage::Reader const& reader, identity::Context const& context, packs::Figure const& figure,
                              org::Code org, Period period) const;
    // One value for each figure, in their order.
    [[nodiscard]] std::vector<Value> values(storage::Reader const& reader, identity::Context const& context,
                                            std::span<packs::Figure const* const> figures, org::Code org, Period period) const;
    // One value for each organisation of `places` (all within the caller's reach).
    [[nodiscard]] std::vector<Value> by_place(storage::Reader const& reader, identity::Context const& context,
                                              packs::Figure const& figure, std::span<org::Code const> places, Period period) const;
    // What was counted at the organisation itself and at its units, not below it.
    [[nodiscard]] Value own(storage::Reader const& reader, identity::Context const& context, packs::Figure const& figure,
                            org::Code org, Period period) const;
    // Values of the twelve months of a year.
    [[nodiscard]] std::vector<Value> by_month(storage::Reader const& reader, identity::Context const& context,
                                              packs::Figure const& figure, org::Code org, int year) const;
    // The work of each of `places`, in their order, in the twelve months of a year.
    [[nodiscard]] std::vector<WorkOfYear> work_by_month(storage::Reader const& reader, identity::Context const& context,
                                                        std::span<org::Code const> places, int year) const;
    // The figures of every organisation of a subtree: for each of `places` (in code order) one value a figure.
    [[nodiscard]] std::vector<std::vector<Value>> tree(storage::Reader const& reader, identity::Context const& context,
                                                       std::span<packs::Figure const* const> figures, org::Code top,
                                                       std::span<org::Code const> places, Period period) const;

    // The records behind a number.
    struct Line {
        RecordId record = 0;
        std::int64_t entry = 0;
        org::Code org;
        Day day;
        std::int64_t amount = 0;
        std::int64_t who = 0;
    };
    struct Cursor {
        std::int64_t part = 0, year = 0, org = 0, day = 0, seq = 0;
    };
    struct Page {
        std::vector<Line> lines;
        std::optional<Cursor> next;
    };
    // A figure made of others lists the records of all its parts; a ratio those of its denominator.
    [[nodiscard]] Page lines(storage::Reader const& reader, identity::Context const& context, packs::Figure const& figure,
                             org::Code org, Period period, std::optional<Cursor> after, int limit) const;

    // Compares every contribution and roll-up with what `each_record` says the records are. Differences beyond `most`
    // are counted, not kept. With `repair` it appends what is missing and sets wrong roll-ups right.
    struct Recount {
        std::int64_t records = 0;
        std::int64_t contributions = 0;
        std::int64_t differing = 0;
        std::vector<Difference> differences;
    };
    using EachRecord = std::function<void(std::function<void(Facts const&)> const&)>;
    Recount recount(storage::Reader const& reader, EachRecord const& each_record, std::size_t most) const;
    void repair(storage::Transaction& transaction, Recount const& recount) const;

    // The value as a number for JSON: money in yuan, a ratio in percent rounded to the figure's decimals.
    [[nodiscard]] static std::optional<double> number(packs::Figure const& figure, Value const& value);

  private:
    class People;

    [[nodiscard]] std::int64_t number_of(packs::Figure const& figure) const;
    [[nodiscard]] std::int64_t sum(storage::Reader const& reader, std::int64_t figure, org::Code org, Period period, bool stock) const;
    [[nodiscard]] Value counted(storage::Reader const& reader, packs::Figure const& figure, org::Code low, org::Code high,
                                org::Code place, Period period) const;
    [[nodiscard]] int first_year(storage::Reader const& reader) const;
    [[nodiscard]] Period since_the_first_year(storage::Reader const& reader, Period period) const;
    [[nodiscard]] Value computed(packs::Figure const& figure, std::function<Value(packs::Figure const&)> const& part) const;

    packs::Library const* library_;
    std::unordered_map<std::string, std::int64_t> numbers_;
    std::unordered_map<std::int64_t, std::string> names_;
    std::unordered_map<std::string, bool> participants_;
    std::int64_t work_[4] = {};
    std::shared_ptr<People> people_;
};

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::figures
