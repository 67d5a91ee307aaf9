#include "figures/figures.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "figures/sql.h"
#include "org/org.h"

namespace niangjia::figures {
namespace {

constexpr std::string_view work_names[] = {"work.opened", "work.closed", "work.in-time", "work.late"};

// A period as whole months and the odd days at its ends.
struct Split {
    struct Months {
        int year, first, last;
    };
    std::vector<Months> months;
    std::vector<Period> days;  // each within one year
};

Split split(Period period) {
    Split result;
    for (int year = period.from.year(); year <= period.to.year() && period.from <= period.to; ++year) {
        Period const part{std::max(period.from, *Day::of(year, 1, 1)), std::min(period.to, *Day::of(year, 12, 31))};
        Day const first = part.from.day_of_month() == 1 ? part.from : Day::of(part.from.year(), part.from.month(), 1)->plus_months(1);
        Day const end = (part.to + 1).day_of_month() == 1 ? part.to + 1 : *Day::of(part.to.year(), part.to.month(), 1);
        if (first < end) {
            result.months.push_back({year, first.month_number(), (end - 1).month_number()});
            if (part.from < first) result.days.push_back({part.from, first - 1});
            if (end <= part.to) result.days.push_back({end, part.to});
        } else {
            result.days.push_back(part);
        }
    }
    return result;
}

// Each year of a period, with the part of the period that lies in it.
template <class F>
void each_year(Period period, F&& visit) {
    for (int year = period.from.year(); year <= period.to.year(); ++year) {
        visit(year, Period{std::max(period.from, *Day::of(year, 1, 1)), std::min(period.to, *Day::of(year, 12, 31))});
    }
}

constexpr std::int64_t units_of_a_place = 999'999;  // grids and units that hang on the place itself

// One statement for many places, in pieces: a statement takes only so many parameters.
constexpr std::size_t places_at_once = 500;

template <class F>
void in_pieces(std::span<org::Code const> places, F const& ask) {
    for (std::size_t at = 0; at < places.size(); at += places_at_once) {
        ask(places.subspan(at, std::min(places_at_once, places.size() - at)));
    }
}

// Narrows a query that has a condition already to rows of these places.
void among(storage::Query& query, std::span<org::Code const> places) {
    std::string_view before = "AND org IN (?";
    for (auto const place : places) {
        query.then(before, place.value());
        before = ", ?";
    }
    query.then(")");
}

}  // namespace

// Sets of people by figure, range of codes and period, kept in memory and brought up to date from the contributions
// that have come since: the first question costs a scan, every later one only what is new.
class Figures::People {
  public:
    std::int64_t count(storage::Reader const& reader, std::int64_t figure, org::Code low, org::Code high, Period period) {
        auto const set = find({figure, low.value(), high.value(), period.from.number(), period.to.number()});
        std::scoped_lock const lock{set->guard};
        auto newest = reader.query(sql::last_number);
        (void)newest.next();
        auto const now = newest.integer(0);
        std::size_t const size = set->amounts.size();
        if (set->scrubs != newest.integer(1)) {
            set->amounts.clear();
            set->present = 0;
            set->seq = -1;
            set->scrubs = newest.integer(1);
        }
        if (set->seq < 0) {
            each_year(period, [&](int year, Period part) {
                auto rows = reader.query(sql::list_people, figure, year, low.value(), high.value(), part.from.number(), part.to.number());
                while (rows.next()) set->add(rows.integer(0), rows.integer(1));
            });
            set->seq = now;
        } else if (set->seq < now) {
            auto rows = reader.query(sql::list_people_since, figure, set->seq);
            while (rows.next()) {
                org::Code const org{rows.integer(1)};
                Day const day{static_cast<std::int32_t>(rows.integer(2))};
                if (low <= org && org <= high && period.holds(day)) set->add(rows.integer(3), rows.integer(4));
            }
            set->seq = now;
        }
        held_ += set->amounts.size() - size;
        return set->present;
    }

  private:
    struct Key {
        std::int64_t figure, low, high;
        std::int32_t from, to;
        auto operator<=>(Key const&) const = default;
    };
    struct Set {
        void add(std::int64_t who, std::int64_t amount) {
            auto& sum = amounts[who];
            bool const was = sum > 0;
            sum += amount;
            if (!was && sum > 0) ++present;
            if (was && sum <= 0) --present;
        }
        std::mutex guard;
        std::unordered_map<std::int64_t, std::int64_t> amounts;
        std::int64_t present = 0;
        std::int64_t seq = -1;
        std::int64_t scrubs = 0;
    };

    // About 50 bytes a person; the sets least recently asked for go first.
    constexpr static std::size_t most_held = 8'000'000;

    std::shared_ptr<Set> find(Key const& key) {
        std::scoped_lock const lock{guard_};
        auto const found = sets_.find(key);
        if (found != sets_.end()) {
            recent_.splice(recent_.begin(), recent_, found->second.second);
            return found->second.first;
        }
        while (held_ > most_held && !recent_.empty()) {
            auto const oldest = sets_.find(recent_.back());
            held_ -= oldest->second.first->amounts.size();
            sets_.erase(oldest);
            recent_.pop_back();
        }
        recent_.push_front(key);
        auto set = std::make_shared<Set>();
        sets_.emplace(key, std::pair{set, recent_.begin()});
        return set;
    }

    std::mutex guard_;
    std::map<Key, std::pair<std::shared_ptr<Set>, std::list<Key>::iterator>> sets_;
    std::list<Key> recent_;
    std::atomic<std::size_t> held_ = 0;
};

Figures::Figures(storage::Database& database, packs::Library const& library)
    : library_{&library}, people_{std::make_shared<People>()} {
    auto const read = [&](storage::Reader const& reader) {
        auto rows = reader.query(sql::list_figure_names);
        while (rows.next()) numbers_[rows.string(1)] = rows.integer(0);
    };
    std::vector<std::string> wanted{std::begin(work_names), std::end(work_names)};
    for (auto const* figure : library.figures()) {
        if (figure->counted()) wanted.push_back(figure->name);
        for (auto const& source : figure->sources) {
            if (source.taking == packs::Taking::Participants) participants_[source.type->name] = true;
        }
    }
    for (auto const* figure : library.split_figures()) wanted.push_back(figure->name);
    database.read(read);
    std::erase_if(wanted, [&](std::string const& name) { return numbers_.contains(name); });
    if (!wanted.empty()) {
        database.write([&](storage::Transaction& transaction) {
            for (auto const& name : wanted) transaction.execute(sql::add_figure_name, name);
        });
        database.read(read);
    }
    for (auto const& [name, number] : numbers_) names_[number] = name;
    for (int i = 0; i < 4; ++i) work_[i] = numbers_.at(std::string{work_names[i]});
}

bool Figures::uses_participants(packs::RecordType const& type) const { return participants_.contains(type.name); }

std::int64_t Figures::number_of(packs::Figure const& figure) const { return numbers_.at(figure.name); }

int Figures::first_year(storage::Reader const& reader) const {
    auto rows = reader.query(sql::first_year);
    return rows.next() && !rows.is_null(0) ? static_cast<int>(rows.integer(0)) : 1970;
}

// What a stock is summed over.
Period Figures::since_the_first_year(storage::Reader const& reader, Period period) const {
    return {std::min(period.from, *Day::of(first_year(reader), 1, 1)), period.to};
}

std::int64_t Figures::sum(storage::Reader const& reader, std::int64_t figure, org::Code org, Period period, bool stock) const {
    if (stock) period = since_the_first_year(reader, period);
    auto const parts = split(period);
    std::int64_t total = 0;
    for (auto const& months : parts.months) {
        auto rows = reader.query(sql::sum_months, months.year, org.value(), figure, months.first, months.last);
        if (rows.next()) total += rows.integer(0);
    }
    for (auto const& days : parts.days) {
        auto rows = reader.query(sql::sum_days, figure, days.from.year(), org.value(), org.last().value(), days.from.number(), days.to.number());
        if (rows.next()) total += rows.integer(0);
    }
    return total;
}

// A counted figure over the range [low, high], which is the subtree of `place` or only its own units.
Value Figures::counted(storage::Reader const& reader, packs::Figure const& figure, org::Code low, org::Code high, org::Code place,
                       Period period) const {
    if (figure.distinct()) {
        if (figure.stock) period = since_the_first_year(reader, period);
        return {people_->count(reader, number_of(figure), low, high, period)};
    }
    if (high == place.last()) return {sum(reader, number_of(figure), place, period, figure.stock)};
    if (figure.stock) period = since_the_first_year(reader, period);
    std::int64_t total = 0;
    each_year(period, [&](int year, Period part) {
        auto rows = reader.query(sql::sum_days, number_of(figure), year, low.value(), high.value(), part.from.number(), part.to.number());
        if (rows.next()) total += rows.integer(0);
    });
    return {total};
}

// A figure made of others, from the values of its parts.
Value Figures::computed(packs::Figure const& figure, std::function<Value(packs::Figure const&)> const& part) const {
    auto const of = [&](packs::Figure const& inner) { return inner.counted() ? part(inner) : computed(inner, part); };
    if (figure.measure == packs::Measure::Ratio) {
        auto const numerator = of(*figure.parts[0]).amount;
        auto const denominator = of(*figure.parts[1]).amount;
        return {0, numerator, denominator, denominator != 0};
    }
    Value value;
    for (auto const* inner : figure.parts) value.amount += of(*inner).amount;
    return value;
}

Value Figures::value(storage::Reader const& reader, identity::Context const& context, packs::Figure const& figure, org::Code org,
                     Period period) const {
    packs::Figure const* const one[] = {&figure};
    return values(reader, context, one, org, period).front();
}

std::vector<Value> Figures::values(storage::Reader const& reader, identity::Context const& context,
                                   std::span<packs::Figure const* const> figures, org::Code org, Period period) const {
    context.require(identity::Permission::ReadFigures, org);
    // With whole months one statement a year gives all the sums of the place.
    using Sums = std::unordered_map<std::int64_t, std::int64_t>;
    auto const all_sums = [&](bool stock) -> std::optional<Sums> {
        auto const parts = split(stock ? since_the_first_year(reader, period) : period);
        if (!parts.days.empty() || figures.size() <= 3) return std::nullopt;
        Sums sums;
        for (auto const& months : parts.months) {
            auto rows = reader.query(sql::list_sums_of_place, months.year, org.value(), months.first, months.last);
            while (rows.next()) sums[rows.integer(0)] += rows.integer(1);
        }
        return sums;
    };
    std::array<std::optional<std::optional<Sums>>, 2> held;  // of flows, of stocks: once they are asked for
    auto const part = [&](packs::Figure const& figure) -> Value {
        if (!figure.distinct()) {
            auto& sums = held[figure.stock ? 1 : 0];
            if (!sums) sums = all_sums(figure.stock);
            if (*sums) {
                auto const found = (*sums)->find(number_of(figure));
                return {found == (*sums)->end() ? 0 : found->second};
            }
        }
        return counted(reader, figure, org, org.last(), org, period);
    };
    std::vector<Value> result;
    result.reserve(figures.size());
    for (auto const* figure : figures) {
        if (figure->counted()) {
            result.push_back(part(*figure));
        } else if (figure->measure == packs::Measure::Missing) {
            std::int64_t const all = org::count(reader, org, figure->level, period.to);
            std::int64_t reached = 0;
            std::vector<org::Code> places;
            for (auto const& place : org::subtree(reader, org)) {
                if (place.code.level() == figure->level) places.push_back(place.code);
            }
            for (auto const& value : by_place(reader, context, *figure->parts.front(), places, period)) {
                if (value.amount > 0) ++reached;
            }
            result.push_back({all - reached});
        } else {
            result.push_back(computed(*figure, part));
        }
    }
    return result;
}

std::vector<Value> Figures::by_place(storage::Reader const& reader, identity::Context const& context, packs::Figure const& figure,
                                     std::span<org::Code const> places, Period period) const {
    for (auto const place : places) context.require(identity::Permission::ReadFigures, place);
    // With whole months one statement a year gives the sums of all the places; nothing when the figure must be counted place by place.
    using Sums = std::unordered_map<std::int64_t, std::int64_t>;
    auto const sums = [&](packs::Figure const& one) -> std::optional<Sums> {
        auto const parts = split(one.stock ? since_the_first_year(reader, period) : period);
        if (one.distinct() || !parts.days.empty()) return std::nullopt;
        Sums found;
        for (auto const& months : parts.months) {
            in_pieces(places, [&](std::span<org::Code const> some) {
                storage::Query query{"figures/list_sums_of_places", "SELECT org, sum(amount) FROM rollups"};
                query.where("year = ?", months.year).where("figure = ?", number_of(one)).where("month BETWEEN ? AND ?", months.first, months.last);
                among(query, some);
                query.then("GROUP BY org");
                auto rows = reader.query(query);
                while (rows.next()) found[rows.integer(0)] += rows.integer(1);
            });
        }
        return found;
    };
    std::unordered_map<packs::Figure const*, std::optional<Sums>> held;
    std::vector<Value> result;
    result.reserve(places.size());
    for (auto const place : places) {
        auto const part = [&](packs::Figure const& one) -> Value {
            auto const [found, added] = held.try_emplace(&one);
            if (added) found->second = sums(one);
            if (!found->second) return counted(reader, one, place, place.last(), place, period);
            auto const sum = found->second->find(place.value());
            return {sum == found->second->end() ? 0 : sum->second};
        };
        if (figure.counted()) {
            result.push_back(part(figure));
        } else if (figure.measure == packs::Measure::Missing) {
            result.push_back(value(reader, context, figure, place, period));
        } else {
            result.push_back(computed(figure, part));
        }
    }
    return result;
}

Value Figures::own(storage::Reader const& reader, identity::Context const& context, packs::Figure const& figure, org::Code org,
                   Period period) const {
    context.require(identity::Permission::ReadFigures, org);
    org::Code const last = std::min(org::Code{org.value() + units_of_a_place}, org.last());
    std::vector<org::Code> below;
    if (last < org.last()) {
        for (auto after = last;; after = below.back()) {
            auto const some = org::children(reader, org, after, places_at_once);
            for (auto const& child : some) below.push_back(child.code);
            if (some.size() < places_at_once) break;
        }
    }
    auto const part = [&](packs::Figure const& one) -> Value {
        if (one.distinct()) return counted(reader, one, org, last, org, period);
        auto span = period;
        if (one.stock) span = since_the_first_year(reader, period);
        auto const parts = split(span);
        std::int64_t total = 0;
        // The sums of the place less those of the places right below it: it has thousands of contributions of its own, and a few such places.
        for (auto const& months : parts.months) {
            auto own_rows = reader.query(sql::sum_months, months.year, org.value(), number_of(one), months.first, months.last);
            if (own_rows.next()) total += own_rows.integer(0);
            in_pieces(below, [&](std::span<org::Code const> some) {
                storage::Query query{"figures/sum_of_places", "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM rollups"};
                query.where("year = ?", months.year).where("figure = ?", number_of(one)).where("month BETWEEN ? AND ?", months.first, months.last);
                among(query, some);
                auto rows = reader.query(query);
                if (rows.next()) total -= rows.integer(0);
            });
        }
        for (auto const& days : parts.days) {
            auto rows = reader.query(sql::sum_days, number_of(one), days.from.year(), org.value(), last.value(), days.from.number(), days.to.number());
            if (rows.next()) total += rows.integer(0);
        }
        return {total};
    };
    if (figure.counted()) return part(figure);
    if (figure.measure == packs::Measure::Missing) return {};
    return computed(figure, part);
}

std::vector<Value> Figures::by_month(storage::Reader const& reader, identity::Context const& context, packs::Figure const& figure,
                                     org::Code org, int year) const {
    context.require(identity::Permission::ReadFigures, org);
    std::vector<Value> result;
    if (figure.counted() && !figure.distinct() && !figure.stock) {
        result.resize(12);
        auto rows = reader.query(sql::list_months, year, org.value(), number_of(figure));
        while (rows.next()) result[static_cast<std::size_t>(rows.integer(0) % 12)].amount = rows.integer(1);
        return result;
    }
    for (unsigned month = 1; month <= 12; ++month) {
        Day const first = *Day::of(year, month, 1);
        result.push_back(value(reader, context, figure, org, {first, first.plus_months(1) - 1}));
    }
    return result;
}

std::vector<WorkOfYear> Figures::work_by_month(storage::Reader const& reader, identity::Context const& context,
                                               std::span<org::Code const> places, int year) const {
    for (auto const place : places) context.require(identity::Permission::ReadFigures, place);
    std::unordered_map<std::int64_t, std::size_t> index;
    for (std::size_t i = 0; i < places.size(); ++i) index.emplace(places[i].value(), i);
    std::vector<WorkOfYear> result(places.size());
    in_pieces(places, [&](std::span<org::Code const> some) {
        storage::Query query{"figures/list_work_of_places", "SELECT org, figure, month, amount FROM rollups"};
        query.where("year = ?", year).where("figure IN (?, ?, ?, ?)", work_[0], work_[1], work_[2], work_[3]);
        among(query, some);
        auto rows = reader.query(query);
        while (rows.next()) {
            auto const work = std::find(std::begin(work_), std::end(work_), rows.integer(1)) - std::begin(work_);
            auto& months = result[index.at(rows.integer(0))].months(static_cast<Work>(work));
            months[static_cast<std::size_t>(rows.integer(2) % 12)] = rows.integer(3);
        }
    });
    return result;
}

std::vector<std::vector<Value>> Figures::tree(storage::Reader const& reader, identity::Context const& context,
                                              std::span<packs::Figure const* const> figures, org::Code top,
                                              std::span<org::Code const> places, Period period) const {
    context.require(identity::Permission::ReadFigures, top);
    std::unordered_map<std::int64_t, std::size_t> rows_of;
    for (std::size_t i = 0; i < places.size(); ++i) rows_of[places[i].value()] = i;
    // The counted figures that are asked for, themselves or as parts.
    std::unordered_map<packs::Figure const*, std::vector<std::int64_t>> amounts;
    std::function<void(packs::Figure const&)> const need = [&](packs::Figure const& figure) {
        if (figure.counted()) amounts.try_emplace(&figure, std::vector<std::int64_t>(places.size()));
        for (auto const* part : figure.parts) need(*part);
    };
    for (auto const* figure : figures) need(*figure);
    std::unordered_map<std::int64_t, std::vector<std::int64_t>*> flows;
    bool stocks = false;
    for (auto& [figure, column] : amounts) {
        if (figure->distinct()) continue;
        flows[number_of(*figure)] = &column;
        stocks = stocks || figure->stock;
    }
    auto const upwards = [&](org::Code org, auto const& visit) {
        for (auto const place : org.upwards()) {
            auto const found = rows_of.find(place.value());
            if (found != rows_of.end()) visit(found->second);
        }
    };
    auto const add = [&](Period span, bool stock_only) {
        auto const parts = split(span);
        auto const wanted = [&](std::int64_t number) -> std::vector<std::int64_t>* {
            auto const found = flows.find(number);
            if (found == flows.end()) return nullptr;
            auto const* figure = library_->figure(names_.at(number));
            return figure->stock == stock_only ? found->second : nullptr;
        };
        for (auto const& months : parts.months) {
            auto rows = reader.query(sql::list_sums_of_tree, months.year, top.value(), top.last().value(), months.first, months.last);
            while (rows.next()) {
                auto* column = wanted(rows.integer(1));
                auto const row = rows_of.find(rows.integer(0));
                if (column != nullptr && row != rows_of.end()) (*column)[row->second] += rows.integer(2);
            }
        }
        for (auto const& days : parts.days) {
            for (auto const& [number, target] : flows) {
                auto* column = wanted(number);
                if (column == nullptr) continue;
                auto rows = reader.query(sql::list_day_sums_by_place, number, days.from.year(), top.value(), top.last().value(),
                                         days.from.number(), days.to.number());
                while (rows.next()) upwards(org::Code{rows.integer(0)}, [&](std::size_t row) { (*column)[row] += rows.integer(1); });
            }
        }
    };
    add(period, false);
    Period const since_ever{std::min(period.from, *Day::of(first_year(reader), 1, 1)), period.to};
    if (stocks) add(since_ever, true);
    for (auto& [figure, column] : amounts) {
        if (!figure->distinct()) continue;
        std::vector<std::unordered_map<std::int64_t, std::int64_t>> sets(places.size());
        each_year(figure->stock ? since_ever : period, [&](int year, Period part) {
            auto rows = reader.query(sql::list_people_by_place, number_of(*figure), year, top.value(), top.last().value(),
                                     part.from.number(), part.to.number());
            while (rows.next()) {
                upwards(org::Code{rows.integer(0)}, [&](std::size_t row) { sets[row][rows.integer(1)] += rows.integer(2); });
            }
        });
        for (std::size_t row = 0; row < sets.size(); ++row) {
            column[row] = std::count_if(sets[row].begin(), sets[row].end(), [](auto const& entry) { return entry.second > 0; });
        }
    }
    std::vector<std::vector<Value>> result(places.size());
    for (std::size_t row = 0; row < places.size(); ++row) {
        auto const part = [&](packs::Figure const& figure) -> Value { return {amounts.at(&figure)[row]}; };
        for (auto const* figure : figures) {
            if (figure->counted()) {
                result[row].push_back(part(*figure));
            } else if (figure->measure == packs::Measure::Missing) {
                auto const& reached = amounts.at(figure->parts.front());
                std::int64_t missing = 0;
                for (std::size_t i = row; i < places.size() && places[row].holds(places[i]); ++i) {
                    if (places[i].level() == figure->level && reached[i] <= 0) ++missing;
                }
                result[row].push_back({missing});
            } else {
                result[row].push_back(computed(*figure, part));
            }
        }
    }
    return result;
}

Figures::Page Figures::lines(storage::Reader const& reader, identity::Context const& context, packs::Figure const& figure,
                             org::Code org, Period period, std::optional<Cursor> after, int limit) const {
    context.require(identity::Permission::ReadFigures, org);
    context.require(identity::Permission::ReadRecords, org);
    std::vector<packs::Figure const*> counted;
    std::function<void(packs::Figure const&)> const gather = [&](packs::Figure const& one) {
        if (one.counted()) {
            counted.push_back(&one);
        } else if (one.measure == packs::Measure::Ratio) {
            gather(*one.parts[1]);
        } else {
            for (auto const* part : one.parts) gather(*part);
        }
    };
    gather(figure);
    bool const stock = std::any_of(counted.begin(), counted.end(), [](auto const* one) { return one->stock; });
    if (stock) period = since_the_first_year(reader, period);
    Page page;
    auto at = after.value_or(Cursor{0, period.from.year(), 0, 0, 0});
    for (; at.part < static_cast<std::int64_t>(counted.size()); ++at.part, at.year = period.from.year(), at.org = at.day = at.seq = 0) {
        for (; at.year <= period.to.year(); ++at.year, at.org = at.day = at.seq = 0) {
            int const room = limit - static_cast<int>(page.lines.size());
            auto rows = reader.query(sql::list_contributions, number_of(*counted[static_cast<std::size_t>(at.part)]), at.year, org.value(),
                                     org.last().value(), period.from.number(), period.to.number(), at.org, at.day, at.seq, room + 1);
            int taken = 0;
            while (rows.next()) {
                if (taken++ == room) {
                    page.next = at;
                    return page;
                }
                at.org = rows.integer(1);
                at.day = rows.integer(2);
                at.seq = rows.integer(3);
                page.lines.push_back({rows.integer(6), rows.integer(7), org::Code{at.org}, Day{static_cast<std::int32_t>(at.day)},
                                      rows.integer(4), rows.maybe_integer(5).value_or(0)});
            }
        }
    }
    return page;
}

std::optional<double> Figures::number(packs::Figure const& figure, Value const& value) {
    if (figure.measure == packs::Measure::Ratio) {
        if (!value.defined) return std::nullopt;
        double const scale = std::pow(10.0, figure.decimals);
        return std::round(100.0 * static_cast<double>(value.numerator) / static_cast<double>(value.denominator) * scale) / scale;
    }
    return static_cast<double>(value.amount) / static_cast<double>(figure.scale);
}

std::span<storage::Migration const> migrations() { return sql::migrations; }

}  // namespace niangjia::figures
