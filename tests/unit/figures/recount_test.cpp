// The figures after thousands of random steps are those that a recount finds; what is tampered with is found.
#include <map>
#include <random>
#include <set>

#include "support/office.h"

namespace niangjia::figures {
namespace {

using namespace testing_support;

// Random work: everything that is offered may happen, on days of two years. The same seed, the same work.
class RandomWork : public OnEveryDatabaseWithOffice {
  protected:
    RandomWork() {
        on("2016-06-30");
        for (auto const place : {meiyuan, daqiao, xinhe}) {
            for (int i = 0; i < 20; ++i) people_.push_back(person("学员", place));
        }
    }

    std::int64_t below(std::int64_t n) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n));
    }
    template <class T>
    T const& pick(std::vector<T> const& from) {
        return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
    }

    // So many records begun or steps taken; what the rules refuse does not count.
    void work(int deeds) {
        int done = 0;
        auto const first = day("2014-07-01");
        auto const days = day("2016-06-30") - first;
        while (done < deeds) {
            // What must be waited for is counted from the day on which the step is taken: time goes on.
            clock.set(moment_of(first + static_cast<int>(std::int64_t{days} * done / deeds)));
            write([&](storage::Transaction& transaction) {
                // Many in one job: the durable commit is not what is looked at here.
                for (int i = 0; i < 100 && done < deeds; ++i) {
                    try {
                        below(10) < 3 || ids_.empty() ? begin(transaction) : go_on(transaction);
                        ++done;
                    } catch (Error const& failure) {
                        ASSERT_NE(failure.kind(), ErrorKind::Broken) << failure.what();
                        ++refusals_[failure.code()];
                    }
                }
            });
        }
    }

    int refused(std::string const& code) { return refusals_[code]; }

  private:
    void begin(storage::Transaction& transaction) {
        auto const first = day("2014-07-01");
        auto const began = first + static_cast<int>(below(clock.today() - first + 1));
        records::Creation wanted;
        switch (below(4)) {
            case 0:
                wanted = complaint("来访", pick(places_));
                break;
            case 1:
                wanted = training(began.iso(), {{"trade", pick(trades_)}}, pick(streets_));
                for (std::int64_t i = below(6); i > 0; --i) {
                    wanted.participants.push_back({"trainee", party(pick(people_))});
                }
                break;
            default:
                wanted = grant(pick(people_), some_fields(), pick(villages_));
                wanted.fields["year"] = began.year();
        }
        wanted.day = began;
        ids_.push_back(records.create(transaction, system(), wanted));
    }

    void go_on(storage::Transaction& transaction) {
        auto const id = pick(ids_);
        auto const record = records.fetch(transaction, system(), id);
        auto const offers = records.offers(transaction, system(), record);
        auto const& offer = pick(offers);
        auto wanted = action(offer.action->name, {}, "说明");
        if (below(2) == 0) {
            wanted.day = std::min(records.timeline(transaction, records.fetch(transaction, system(), id)).back().day + static_cast<int>(below(30)),
                                  clock.today());
        }
        if (offer.action->name == "correct") {
            if (record.type->name == "care.grant") wanted.fields = some_fields();
            if (record.type->name == "training.class") wanted.fields["trade"] = pick(trades_);
            if (wanted.fields.empty()) wanted.fields["story"] = "更正";
        }
        for (auto const* const name : {"amount", "rice", "attended", "day", "until"}) {
            if (!offer.action->takes_field(name) || (below(4) == 0 && records_has(record, name))) continue;
            wanted.fields[name] = some_value(name);
        }
        for (auto const& role : offer.action->adds) {
            wanted.participants.push_back(
                {role, role == "host" ? party(pick(places_)) : party(pick(people_))});
        }
        if (offer.action->name == "link") wanted.link_to = pick(ids_);
        records.act(transaction, system(), id, record.version, wanted);
    }

    static bool records_has(records::Record const& record, std::string_view name) {
        return record.fields.contains(name);
    }

    json::value some_value(std::string_view name) {
        if (name == "amount") return 100'00 + below(4'900'00);
        if (name == "rice") return static_cast<double>(500 + below(99'500)) / 1000;
        if (name == "attended") return below(2'000);
        return json::string{(day("2015-01-01") + static_cast<int>(below(500))).iso()};
    }

    json::object some_fields() {
        json::object fields;
        fields["hardship"] = pick(hardships_);
        if (below(2) == 0) fields["urgent"] = below(2) == 0;
        if (below(3) == 0) fields["donor"] = below(2) == 0 ? std::string{dongcheng} : std::string{xishan};
        if (below(3) == 0) fields["amount"] = some_value("amount");
        if (below(3) == 0) fields["rice"] = some_value("rice");
        return fields;
    }

    std::mt19937_64 random_{20150308};
    std::vector<people::PersonId> people_;
    std::vector<RecordId> ids_;
    std::map<std::string, int> refusals_;
    std::vector<std::string_view> const villages_{meiyuan, daqiao, xinhe};
    std::vector<std::string_view> const streets_{shiqiao, liushu, dongcheng, xishan};
    std::vector<std::string_view> const places_{meiyuan, daqiao, xinhe, shiqiao, liushu, dongcheng, linjiang};
    std::vector<std::string> const trades_{"sewing", "online", "care", "infants"};
    std::vector<std::string> const hardships_{"illness", "poverty", "widowed", "disabled"};
};

// The figures counted anew from the records, in the plainest way: no roll-ups, no kept sets, no splitting of
// periods.
class PlainCount {
  public:
    explicit PlainCount(std::vector<Contribution> contributions) : contributions_{std::move(contributions)} {}

    [[nodiscard]] std::int64_t value(std::int64_t number, packs::Figure const& figure, org::Code place,
                                     Period period) const {
        std::int64_t sum = 0;
        std::map<std::int64_t, std::int64_t> persons;
        for (auto const& one : contributions_) {
            if (one.figure != number || !place.holds(one.org) || one.day > period.to) continue;
            if (!figure.stock && one.day < period.from) continue;
            sum += one.amount;
            persons[one.who] += one.amount;
        }
        if (!figure.distinct()) return sum;
        std::int64_t present = 0;
        for (auto const& [who, amount] : persons) present += amount > 0 ? 1 : 0;
        return present;
    }

  private:
    std::vector<Contribution> contributions_;
};

TEST_P(RandomWork, ARecountFindsNoDifferenceAndEveryReadingAgrees) {
    // SQLite and PostgreSQL run the same code above storage; the second needs no ten thousand.
    int const deeds = on_postgres() ? 2'000 : 10'000;
    work(deeds);
    auto const result = recount();
    EXPECT_EQ(result.differing, 0);
    for (auto const& one : result.differences) {
        ADD_FAILURE() << one.figure << " " << one.org.text() << " " << one.day.iso() << ": stored "
                      << one.stored << ", counted " << one.counted;
    }
    EXPECT_EQ(result.records, rows_of("records"));
    EXPECT_EQ(result.contributions, rows_of("contributions"));
    EXPECT_EQ(rows_of("timeline"), deeds) << "one entry for each deed, none for what was refused";
    EXPECT_GT(refused("records.once-per"), 0) << "the work was hard enough to be refused";
    EXPECT_GT(refused("records.must-wait") + refused("records.past-due"), 0);

    std::vector<Contribution> all;
    read([&](storage::Reader const& reader) {
        records.each(reader, [&](Facts const& facts) {
            auto const some = figures.contributions_of(facts);
            all.insert(all.end(), some.begin(), some.end());
        });
    });
    PlainCount const plain{std::move(all)};
    std::map<std::string, std::int64_t> numbers;
    read([&](storage::Reader const& reader) {
        auto rows = reader.query(storage::Query{"test/figure_names", "SELECT name, id FROM figure_names"});
        while (rows.next()) numbers[rows.string(0)] = rows.integer(1);
    });
    int compared = 0;
    read([&](storage::Reader const& reader) {
        for (auto const* figure : library.figures()) {
            if (!figure->counted()) continue;
            for (auto const place : {linjiang, dongcheng, shiqiao, meiyuan, xinhe}) {
                for (auto const period : {Period::of_year(2015), Period{day("2014-08-17"), day("2016-01-09")},
                                          Period{day("2015-05-01"), day("2015-05-31")},
                                          Period{day("2015-12-31"), day("2015-12-31")}}) {
                    EXPECT_EQ(figures.value(reader, system(), *figure, code(place), period).amount,
                              plain.value(numbers.at(figure->name), *figure, code(place), period))
                        << figure->name << " " << place << " " << period.from.iso() << " to "
                        << period.to.iso();
                    ++compared;
                }
            }
        }
    });
    EXPECT_GT(compared, 300);
    read([&](storage::Reader const& reader) {
        auto const verdict = audit::verify(reader);
        EXPECT_FALSE(verdict.first_broken);
        EXPECT_GE(verdict.entries, deeds);
        EXPECT_TRUE(records.orphans(reader).empty());
    });
}

class Tampering : public OnEveryDatabaseWithOffice {
  protected:
    // A pupil who was paid and visited, and two who wait.
    Tampering() {
        act(village_head(), paid(person("学员甲"), 800'00), "visit", {{"rice", 10}});
        proposed(person("学员乙"));
        proposed(person("学员丙"));
    }
    void tamper(storage::Sql const& sql) {
        write([&](storage::Transaction& transaction) { ASSERT_EQ(transaction.execute(sql), 1); });
    }
    void repair(Figures::Recount const& found) {
        write([&](storage::Transaction& transaction) { figures.repair(transaction, found); });
    }
};

TEST_P(Tampering, AnAmountThatWasChangedIsFoundAndMended) {
    auto const on_the_day = [&] {
        return amount("care.paid", linjiang, {day("2015-03-17"), day("2015-03-17")});
    };
    tamper({"test/change_amount",
            "UPDATE contributions SET amount = amount + 777 WHERE seq = (SELECT max(seq) FROM contributions "
            "WHERE figure = (SELECT id FROM figure_names WHERE name = 'care.paid'))"});
    EXPECT_EQ(on_the_day(), 807'77);
    auto const found = recount();
    ASSERT_EQ(found.differing, 1);
    auto const& difference = found.differences.front();
    EXPECT_EQ(difference.figure, "care.paid");
    EXPECT_EQ(difference.stored, difference.counted + 777);
    EXPECT_NE(difference.record, 0);
    auto const rows = rows_of("contributions");
    repair(found);
    EXPECT_EQ(recount().differing, 0);
    EXPECT_EQ(on_the_day(), 800'00);
    EXPECT_EQ(rows_of("contributions"), rows + 1) << "balanced by a row of its own";
}

TEST_P(Tampering, ARollUpThatWasChangedIsFoundAndMended) {
    tamper({"test/change_rollup",
            "UPDATE rollups SET amount = amount + 500 WHERE org = 449900000000000000 AND "
            "figure = (SELECT id FROM figure_names WHERE name = 'care.paid')"});
    EXPECT_EQ(amount("care.paid"), 805'00);
    auto const found = recount();
    ASSERT_EQ(found.differing, 1);
    EXPECT_EQ(found.differences.front().record, 0);
    EXPECT_EQ(found.differences.front().org, code(linjiang));
    repair(found);
    EXPECT_EQ(amount("care.paid"), 800'00);
    EXPECT_EQ(recount().differing, 0);
}

TEST_P(Tampering, ARollUpThatWasTakenAwayIsFoundAndMended) {
    auto const before = amount("care.visits");
    ASSERT_GT(before, 0);
    write([&](storage::Transaction& transaction) {
        transaction.execute(storage::Sql{
            "test/take_rollups",
            "DELETE FROM rollups WHERE figure = (SELECT id FROM figure_names WHERE name = 'care.visits')"});
    });
    EXPECT_EQ(amount("care.visits"), 0);
    repair(recount());
    EXPECT_EQ(amount("care.visits"), before);
    EXPECT_EQ(recount().differing, 0);
}

TEST_P(Tampering, AContributionThatWasTakenAwayOrMadeUpIsFoundAndMended) {
    auto const before = amount("care.waiting");
    tamper({"test/take_person",
            "DELETE FROM contributions WHERE seq = (SELECT max(seq) FROM contributions WHERE "
            "figure = (SELECT id FROM figure_names WHERE name = 'care.waiting'))"});
    tamper({"test/make_up",
            "INSERT INTO contributions (figure, year, org, day, seq, amount, who, record, entry) "
            "SELECT id, 2015, 449901001001000000, 16500, 9999999, 1, 123, 456, 1 FROM figure_names "
            "WHERE name = 'care.pupils'"});
    auto const found = recount();
    EXPECT_EQ(found.differing, 2);
    repair(found);
    EXPECT_EQ(recount().differing, 0);
    Figures const reopened{db(), library};
    EXPECT_EQ(read([&](storage::Reader const& reader) {
                  return reopened
                      .value(reader, system(), *library.figure("care.waiting"), code(linjiang),
                             Period::of_year(2015))
                      .amount;
              }),
              before);
}

TEST_P(Tampering, MoreDifferencesThanWantedAreCountedAllTheSame) {
    write([&](storage::Transaction& transaction) {
        transaction.execute(storage::Sql{"test/take_all_contributions", "DELETE FROM contributions"});
    });
    auto const found = read([&](storage::Reader const& reader) {
        return figures.recount(
            reader, [&](auto const& visit) { records.each(reader, visit); }, 3);
    });
    EXPECT_EQ(found.differences.size(), 3U);
    EXPECT_GT(found.differing, 9);
}

TEST_P(Tampering, AJournalEntryThatWasChangedBreaksTheChain) {
    tamper({"test/forge_journal", "UPDATE journal SET account = 77 WHERE seq = 5"});
    EXPECT_EQ(read([](storage::Reader const& reader) { return audit::verify(reader).first_broken; }), 5);
}

INSTANTIATE_TEST_SUITE_P(Every, RandomWork, testing::ValuesIn(backends()), backend_name);
INSTANTIATE_TEST_SUITE_P(Every, Tampering, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::figures
