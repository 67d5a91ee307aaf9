// Figures read in every way in which pages ask for them.
#include "support/office.h"

namespace niangjia::figures {
namespace {

using namespace testing_support;
using Amounts = std::vector<std::int64_t>;

class Reading : public OnEveryDatabaseWithOffice {
  protected:
    // Four pupils of three villages paid in three months, some visited, and a class.
    void work_a_year() {
        paid_at(meiyuan, "学员甲", "2015-03-02", 800'00, {{"urgent", true}});
        paid_at(meiyuan, "学员乙", "2015-03-02", 500'00, {});
        paid_at(daqiao, "学员丙", "2015-06-01", 300'00, {{"hardship", "poverty"}});
        auto const id = paid_at(xinhe, "学员丁", "2015-10-12", 1'000'00, {{"urgent", true}});
        act(village_head(xinhe), id, "visit", {{"rice", 12.25}});
        auto wanted = training("2015-11-02");
        wanted.participants = {{"trainee", party(person("学员甲"))}};
        act(chair(), create(chair(), wanted), "finish", {{"attended", 1}});
    }
    RecordId paid_at(std::string_view place, std::string_view name, std::string_view proposed_on,
                     std::int64_t fen, json::object fields) {
        on(proposed_on);
        auto const id = create(system(), grant(person(name, place), std::move(fields), place));
        act(system(), id, "approve");
        clock.set(moment_of(*fetch(id).due + 1));
        act(system(), id, "pay", {{"amount", fen}});
        return id;
    }
    std::vector<packs::Figure const*> named(std::vector<std::string_view> const& names) {
        std::vector<packs::Figure const*> all;
        for (auto const name : names) all.push_back(library.figure(name));
        return all;
    }
    std::vector<org::Code> all_places() {
        std::vector<org::Code> codes;
        for (auto const& place :
             read([&](storage::Reader const& reader) { return org::subtree(reader, code(linjiang)); })) {
            codes.push_back(place.code);
        }
        return codes;
    }
    // A page of what stands behind a figure, as "amount@place" in its order.
    Figures::Page lines(std::string_view figure, std::string_view place = linjiang,
                        Period period = Period::of_year(2015), std::optional<Figures::Cursor> after = {},
                        int limit = 100) {
        return read([&](storage::Reader const& reader) {
            return figures.lines(reader, system(), *library.figure(figure), code(place), period, after,
                                 limit);
        });
    }
    static std::int64_t sum(std::vector<Figures::Line> const& all) {
        std::int64_t total = 0;
        for (auto const& line : all) total += line.amount;
        return total;
    }
    std::string refused(identity::Context const& context, std::string_view place) {
        return code_of([&] {
            read([&](storage::Reader const& reader) {
                (void)figures.value(reader, context, *library.figure("care.paid"), code(place),
                                    Period::of_year(2015));
            });
        });
    }
};

TEST_P(Reading, FiguresMadeOfOthersFollowFromThem) {
    work_a_year();
    EXPECT_EQ(amount("care.urgent"), 2);
    EXPECT_EQ(amount("care.visits"), 1);
    EXPECT_EQ(amount("care.all"), 3);
    EXPECT_EQ(value("care.share"), (Value{0, 2, 1, true}));
    EXPECT_EQ(value("care.share", daqiao), (Value{0, 0, 0, false})) << "nothing can be said of nothing";
    EXPECT_EQ(amount("care.unreached"), 0);
    EXPECT_EQ(amount("care.unreached", linjiang, {day("2015-01-01"), day("2015-03-31")}), 2);
    EXPECT_EQ(amount("care.unreached", xishan, {day("2015-01-01"), day("2015-03-31")}), 1);
    EXPECT_EQ(amount("care.unreached", meiyuan), 0);
    EXPECT_EQ(amount("care.unreached", linjiang, Period::of_year(2014)), 3);
}

TEST_P(Reading, EveryWayOfAskingGivesTheSameAnswer) {
    work_a_year();
    auto const figures_asked = library.figures();
    auto const places = all_places();
    ASSERT_EQ(places.size(), 8U);
    for (auto const period :
         {Period::of_year(2015), Period{day("2015-03-05"), day("2015-10-20")},
          Period{day("2015-06-01"), day("2015-06-30")}, Period{day("2014-07-15"), day("2016-02-03")}}) {
        read([&](storage::Reader const& reader) {
            auto const tree = figures.tree(reader, system(), figures_asked, code(linjiang), places, period);
            for (std::size_t i = 0; i < places.size(); ++i) {
                auto const together = figures.values(reader, system(), figures_asked, places[i], period);
                for (std::size_t j = 0; j < figures_asked.size(); ++j) {
                    auto const& figure = *figures_asked[j];
                    auto const one = figures.value(reader, system(), figure, places[i], period);
                    auto const said = figure.name + " " + places[i].text() + " " + period.from.iso();
                    EXPECT_EQ(together[j], one) << said;
                    EXPECT_EQ(tree[i][j], one) << said;
                    EXPECT_EQ(
                        figures.by_place(reader, system(), figure, std::span{&places[i], 1}, period).front(),
                        one)
                        << said;
                }
            }
        });
    }
}

TEST_P(Reading, GivesOneValueForEachPlace) {
    work_a_year();
    std::vector const places{code(meiyuan), code(daqiao), code(xinhe), code(xishan)};
    auto const by_place = [&](std::string_view figure) {
        Amounts amounts;
        read([&](storage::Reader const& reader) {
            for (auto const& one :
                 figures.by_place(reader, system(), *library.figure(figure), places, Period::of_year(2015))) {
                amounts.push_back(one.amount);
            }
        });
        return amounts;
    };
    EXPECT_EQ(by_place("care.paid"), (Amounts{1'300'00, 300'00, 1'000'00, 1'000'00}));
    EXPECT_EQ(by_place("care.pupils"), (Amounts{2, 1, 1, 1}));
    EXPECT_EQ(by_place("care.all"), (Amounts{1, 0, 2, 2}));
    EXPECT_EQ(by_place("care.unreached"), (Amounts{0, 0, 0, 0}));
}

TEST_P(Reading, GivesTheTwelveMonths) {
    work_a_year();
    auto const months = [&](std::string_view figure) {
        Amounts amounts;
        read([&](storage::Reader const& reader) {
            for (auto const& one :
                 figures.by_month(reader, system(), *library.figure(figure), code(linjiang), 2015)) {
                amounts.push_back(one.amount);
            }
        });
        return amounts;
    };
    EXPECT_EQ(months("care.paid"), (Amounts{0, 0, 1'300'00, 0, 0, 300'00, 0, 0, 0, 1'000'00, 0, 0}));
    EXPECT_EQ(months("care.pupils"), (Amounts{0, 0, 2, 0, 0, 1, 0, 0, 0, 1, 0, 0}));
    EXPECT_EQ(months("care.all"), (Amounts{0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0}));
    EXPECT_EQ(months("care.unreached"), (Amounts{3, 3, 2, 3, 3, 2, 3, 3, 3, 2, 3, 3}));
    on("2015-12-01");
    create(village_head(), complaint("未办"));
    EXPECT_EQ(months("care.open"), (Amounts{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
}

TEST_P(Reading, SaysTheSameOneByOneAndTogether) {
    work_a_year();
    on("2015-12-01");
    create(village_head(), complaint("未办"));
    std::vector<packs::Figure const*> all;
    for (auto const* name : {"care.open", "care.all", "care.paid", "care.pupils", "training.trained"}) all.push_back(library.figure(name));
    std::vector const places{code(dongcheng), code(shiqiao), code(meiyuan), code(xinhe)};
    for (auto const& period : {Period::of_year(2015), Period{day("2014-01-01"), day("2015-12-31")}, Period{day("2015-03-05"), day("2015-12-31")},
                               Period{day("2015-12-01"), day("2015-12-20")}}) {
        read([&](storage::Reader const& reader) {
            for (std::size_t p = 0; p < places.size(); ++p) {
                auto const together = figures.values(reader, system(), all, places[p], period);
                for (std::size_t i = 0; i < all.size(); ++i) {
                    auto const one = figures.value(reader, system(), *all[i], places[p], period).amount;
                    EXPECT_EQ(together[i].amount, one) << all[i]->name << " of " << places[p].text();
                    EXPECT_EQ(figures.by_place(reader, system(), *all[i], places, period)[p].amount, one) << all[i]->name << " of " << places[p].text();
                }
            }
        });
    }
}

TEST_P(Reading, GivesAPlacesOwnAndItsPartsTogetherTheWhole) {
    work_a_year();
    create(chair(), complaint("街道的", shiqiao));
    create(village_head(), complaint("村里的"));
    for (auto const& period : {Period::of_year(2015), Period{day("2015-03-05"), day("2015-10-20")}, Period{day("2014-06-01"), day("2015-12-31")}}) {
        for (auto const* name : {"care.open", "care.all", "care.paid", "training.trained"}) {
            auto const& figure = *library.figure(name);
            for (auto const place : {linjiang, dongcheng, shiqiao, meiyuan}) {
                read([&](storage::Reader const& reader) {
                    auto together = figures.own(reader, system(), figure, code(place), period).amount;
                    for (auto const& child : org::children(reader, code(place), org::Code{}, 100)) {
                        together += figures.value(reader, system(), figure, child.code, period).amount;
                    }
                    EXPECT_EQ(together, figures.value(reader, system(), figure, code(place), period).amount) << name << " of " << place;
                });
            }
        }
    }
}

TEST_P(Reading, TellsWhatIsAPlacesOwnFromWhatLiesBelow) {
    work_a_year();
    create(chair(), complaint("街道的", shiqiao));
    create(village_head(), complaint("村里的"));
    auto const own = [&](std::string_view figure, std::string_view place) {
        return read([&](storage::Reader const& reader) {
            return figures.own(reader, system(), *library.figure(figure), code(place), Period::of_year(2015));
        });
    };
    EXPECT_EQ(amount("care.open", shiqiao), 2);
    EXPECT_EQ(own("care.open", shiqiao).amount, 1);
    EXPECT_EQ(own("care.open", meiyuan).amount, 1);
    EXPECT_EQ(own("care.open", linjiang).amount, 0);
    EXPECT_EQ(own("training.trained", shiqiao).amount, 1);
    EXPECT_EQ(own("care.pupils", shiqiao).amount, 0);
    EXPECT_EQ(own("care.paid", meiyuan).amount, 1'300'00);
    EXPECT_EQ(own("care.all", xinhe).amount, 2);
    EXPECT_EQ(own("care.unreached", linjiang).amount, 0) << "what is missing lies below";
}

TEST_P(Reading, LeadsFromANumberToItsRecords) {
    work_a_year();
    auto const page = lines("care.paid");
    EXPECT_FALSE(page.next);
    EXPECT_EQ(sum(page.lines), amount("care.paid"));
    ASSERT_EQ(page.lines.size(), 4U);
    auto const record = fetch(page.lines[3].record);
    EXPECT_EQ(record.org, code(xinhe));
    EXPECT_EQ(page.lines[3].org, code(xinhe));
    EXPECT_EQ(page.lines[3].amount, 1'000'00);
    EXPECT_EQ(timeline(record.id).at(static_cast<std::size_t>(page.lines[3].entry - 1)).action, "pay");
    EXPECT_EQ(lines("care.paid", meiyuan).lines.size(), 2U);
    EXPECT_EQ(lines("care.paid", linjiang, {day("2015-06-01"), day("2015-06-30")}).lines.size(), 1U);
    auto const pupils = lines("care.pupils");
    ASSERT_EQ(pupils.lines.size(), 4U);
    EXPECT_EQ(pupils.lines[3].who, record.subject->id) << "and to the person";
    EXPECT_EQ(lines("care.all").lines.size(), 3U) << "of all its parts";
    EXPECT_EQ(lines("care.share").lines.size(), 1U) << "of a ratio the denominator's";
    EXPECT_EQ(lines("care.unreached").lines.size(), 4U) << "of what is missing what is there";
}

TEST_P(Reading, TheRecordsOfAStockGoBackToItsBeginning) {
    on("2014-11-03");
    auto const old = create(village_head(), complaint("去年的"));
    on("2015-02-02");
    create(village_head(), complaint("今年的"));
    auto const page = lines("care.open");
    ASSERT_EQ(page.lines.size(), 2U);
    EXPECT_EQ(page.lines[0].record, old);
    EXPECT_EQ(sum(page.lines), amount("care.open"));
}

TEST_P(Reading, TheRecordsComeInPagesThatMissNothing) {
    work_a_year();
    for (auto const* const figure : {"care.paid", "care.all", "care.pupils"}) {
        auto const whole = lines(figure);
        for (int const limit : {1, 2, 3}) {
            std::vector<Figures::Line> joined;
            std::optional<Figures::Cursor> after;
            do {
                auto const page = lines(figure, linjiang, Period::of_year(2015), after, limit);
                EXPECT_LE(page.lines.size(), static_cast<std::size_t>(limit));
                joined.insert(joined.end(), page.lines.begin(), page.lines.end());
                after = page.next;
            } while (after && joined.size() <= whole.lines.size());
            ASSERT_EQ(joined.size(), whole.lines.size()) << figure;
            for (std::size_t i = 0; i < joined.size(); ++i) {
                EXPECT_EQ(joined[i].record, whole.lines[i].record);
                EXPECT_EQ(joined[i].amount, whole.lines[i].amount);
            }
        }
    }
}

TEST_P(Reading, StaysWithinTheCallersReach) {
    work_a_year();
    EXPECT_EQ(refused(village_head(), meiyuan), "");
    EXPECT_EQ(refused(village_head(), daqiao), "org.unknown");
    EXPECT_EQ(refused(village_head(), shiqiao), "org.unknown");
    EXPECT_EQ(refused(as("grid-leader", meiyuan), meiyuan), "identity.not-permitted");
    EXPECT_EQ(refused(system(), linjiang), "");
    auto const stranger = village_head(daqiao);
    auto const& figure = *library.figure("care.paid");
    std::vector const places{code(daqiao), code(meiyuan)};
    auto const all = library.figures();
    auto const year = Period::of_year(2015);
    read([&](storage::Reader const& reader) {
        EXPECT_EQ(code_of([&] { (void)figures.by_place(reader, stranger, figure, places, year); }),
                  "org.unknown");
        EXPECT_EQ(code_of([&] { (void)figures.own(reader, stranger, figure, code(meiyuan), year); }),
                  "org.unknown");
        EXPECT_EQ(code_of([&] { (void)figures.by_month(reader, stranger, figure, code(meiyuan), 2015); }),
                  "org.unknown");
        EXPECT_EQ(code_of([&] {
                      (void)figures.work_by_month(reader, stranger, std::array{code(meiyuan)}, 2015);
                  }),
                  "org.unknown");
        EXPECT_EQ(code_of([&] { (void)figures.tree(reader, stranger, all, code(shiqiao), places, year); }),
                  "org.unknown");
        EXPECT_EQ(code_of([&] { (void)figures.lines(reader, stranger, figure, code(meiyuan), year, {}, 9); }),
                  "org.unknown");
        EXPECT_EQ(figures.value(reader, stranger, figure, code(daqiao), year).amount, 300'00);
    });
}

TEST_P(Reading, APlaceThatIsMissingFromTheTreeCountsForThoseAbove) {
    work_a_year();
    std::vector const some{code(linjiang), code(dongcheng)};
    auto const asked = named({"care.paid", "care.pupils"});
    read([&](storage::Reader const& reader) {
        auto const tree = figures.tree(reader, system(), asked, code(linjiang), some, Period::of_year(2015));
        ASSERT_EQ(tree.size(), 2U);
        EXPECT_EQ(tree[0][0].amount, 2'600'00);
        EXPECT_EQ(tree[0][1].amount, 4);
        EXPECT_EQ(tree[1][0].amount, 1'600'00);
    });
}

TEST_P(Reading, ValuesBecomeNumbersInTheirUnits) {
    auto const number = [&](std::string_view figure, Value const& given) {
        return Figures::number(*library.figure(figure), given);
    };
    EXPECT_EQ(number("care.paid", {800'50}), 800.5) << "yuan";
    EXPECT_EQ(number("care.rice", {12'250}), 12.25) << "kilograms";
    EXPECT_EQ(number("care.pupils", {7}), 7);
    EXPECT_EQ(number("care.share", {0, 2, 3, true}), 66.7) << "percent";
    EXPECT_EQ(number("care.share", {0, 0, 0, false}), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Every, Reading, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::figures
