// Computing every contribution and roll-up again from the records, and saying where they differ.
#include <algorithm>
#include <map>
#include <tuple>

#include "base/error.h"
#include "figures/figures.h"
#include "figures/sql.h"

namespace niangjia::figures {
namespace {

using Key = std::tuple<std::int64_t, std::int64_t, std::int32_t, std::int64_t>;  // figure, org, day, who

struct RollupKey {
    std::int64_t year, org, figure, month;
    bool operator==(RollupKey const&) const = default;
};

struct RollupHash {
    std::size_t operator()(RollupKey const& key) const {
        auto hash = static_cast<std::size_t>(key.org);
        for (auto const part : {key.figure, key.month}) hash = hash * 1'000'003 ^ static_cast<std::size_t>(part);
        return hash;
    }
};

// The stored contributions in the order of their records, read alongside the records themselves.
class Stored {
  public:
    explicit Stored(storage::Reader const& reader)
        : rows_{reader.query(sql::list_contributions_of_records, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max())},
          more_{rows_.next()} {}

    // The sums stored for `record`. Those of records before it, which no longer exist, are handed to `orphan`.
    template <class F>
    std::map<Key, std::int64_t> of(RecordId record, F&& orphan) {
        std::map<Key, std::int64_t> sums;
        while (more_ && rows_.integer(0) <= record) {
            Key const key{rows_.integer(1), rows_.integer(2), static_cast<std::int32_t>(rows_.integer(3)), rows_.maybe_integer(4).value_or(0)};
            if (rows_.integer(0) == record) {
                sums[key] += rows_.integer(5);
            } else {
                orphan(rows_.integer(0), key, rows_.integer(5));
            }
            ++read;
            more_ = rows_.next();
        }
        return sums;
    }

    std::int64_t read = 0;

  private:
    storage::Rows rows_;
    bool more_;
};

}  // namespace

Figures::Recount Figures::recount(storage::Reader const& reader, EachRecord const& each_record, std::size_t most) const {
    Recount result;
    auto const differ = [&](std::int64_t figure, std::int64_t org, std::int32_t day, RecordId record, std::int64_t who, std::int64_t stored,
                            std::int64_t counted) {
        ++result.differing;
        if (result.differences.size() < most) {
            auto const name = names_.find(figure);
            result.differences.push_back({name == names_.end() ? "?" : name->second, org::Code{org}, Day{day}, record, who, stored, counted});
        }
    };
    Stored stored{reader};
    std::map<std::pair<RecordId, Key>, std::int64_t> orphans;
    auto const orphan = [&](RecordId record, Key const& key, std::int64_t amount) { orphans[{record, key}] += amount; };
    std::unordered_map<RollupKey, std::int64_t, RollupHash> rollups;
    each_record([&](Facts const& facts) {
        ++result.records;
        auto sums = stored.of(facts.record, orphan);
        for (auto const& counted : contributions_of(facts)) {
            Key const key{counted.figure, counted.org.value(), counted.day.number(), counted.who};
            auto const found = sums.find(key);
            std::int64_t const amount = found == sums.end() ? 0 : found->second;
            if (found != sums.end()) sums.erase(found);
            if (amount != counted.amount) {
                differ(counted.figure, counted.org.value(), counted.day.number(), facts.record, counted.who, amount, counted.amount);
            }
            if (counted.who != 0) continue;
            for (auto const place : counted.org.upwards()) {
                rollups[{counted.day.year(), place.value(), counted.figure, counted.day.month_number()}] += counted.amount;
            }
        }
        for (auto const& [key, amount] : sums) {
            if (amount != 0) differ(std::get<0>(key), std::get<1>(key), std::get<2>(key), facts.record, std::get<3>(key), amount, 0);
        }
    });
    (void)stored.of(std::numeric_limits<std::int64_t>::max(), orphan);
    for (auto const& [where, amount] : orphans) {
        auto const& key = where.second;
        if (amount != 0) differ(std::get<0>(key), std::get<1>(key), std::get<2>(key), where.first, std::get<3>(key), amount, 0);
    }
    result.contributions = stored.read;
    auto rows = reader.query(sql::list_rollups);
    auto const first_of = [](std::int64_t month) { return Day::of(static_cast<int>(month / 12), static_cast<unsigned>(month % 12 + 1), 1)->number(); };
    while (rows.next()) {
        auto const found = rollups.find({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)});
        std::int64_t const counted = found == rollups.end() ? 0 : found->second;
        if (found != rollups.end()) rollups.erase(found);
        if (counted != rows.integer(4)) differ(rows.integer(2), rows.integer(1), first_of(rows.integer(3)), 0, 0, rows.integer(4), counted);
    }
    for (auto const& [key, counted] : rollups) {
        if (counted != 0) differ(key.figure, key.org, first_of(key.month), 0, 0, 0, counted);
    }
    return result;
}

void Figures::repair(storage::Transaction& transaction, Recount const& recount) const {
    // Nothing is taken away: what differs is balanced by a row of its own (entry 0), as every correction is.
    for (auto const& difference : recount.differences) {
        auto const figure = numbers_.at(difference.figure);
        if (difference.record == 0) {
            transaction.execute(sql::set_rollup, difference.day.year(), difference.org.value(), figure, difference.day.month_number(),
                                difference.counted);
            continue;
        }
        auto number = transaction.query(sql::take_numbers, 1);
        (void)number.next();
        transaction.execute(sql::add_contribution, figure, difference.day.year(), difference.org.value(), difference.day.number(),
                            number.integer(0) - 1, difference.counted - difference.stored,
                            difference.who == 0 ? std::nullopt : std::optional{difference.who}, difference.record, 0);
    }
}

}  // namespace niangjia::figures
