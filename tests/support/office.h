// The women's federation of the invented city (rooms.h) at work: every room over one database, the packs of
// support/packs, and a clock that stands on Monday, the 9th of March 2015, until a test sets it.
//
// The life of a grant: the village head proposes (proposed), the street's chair approves (shown, 5 working
// days), the county's keeper pays when they are over (paid), the village head visits, and closes it (closed).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "figures/figures.h"
#include "installation/installation.h"
#include "records/records.h"
#include "reports/reports.h"
#include "support/pack_folder.h"
#include "support/rooms.h"

namespace niangjia::testing_support {

inline constexpr std::string_view linjiang = "4499";
inline constexpr std::string_view dongcheng = "449901";
inline constexpr std::string_view shiqiao = "449901001";
inline constexpr std::string_view meiyuan = "449901001001";
inline constexpr std::string_view daqiao = "449901001002";
inline constexpr std::string_view xishan = "449902";
inline constexpr std::string_view liushu = "449902100";
inline constexpr std::string_view xinhe = "449902100201";

inline Day day(std::string_view text) {
    return Day::parse(text).value();
}

// The pointers of an Error's problems, in their order.
template <class F>
std::vector<std::string> pointers_of(F&& run) {
    std::vector<std::string> pointers;
    auto const failure = failure_of(std::forward<F>(run));
    for (auto const& problem : failure.problems()) pointers.push_back(problem.pointer);
    return pointers;
}

class OfficeDatabase : public OnEveryDatabaseWithRooms {
  protected:
    OfficeDatabase() {
        db().migrate(all_migrations());
        import_place();
        clock.set(moment_of(day("2015-03-09")));
    }
};

class OnEveryDatabaseWithOffice : public OfficeDatabase {
  protected:
    using RecordId = records::RecordId;

    void on(std::string_view text) { clock.set(moment_of(day(text))); }

    // Somebody who holds the role at the place.
    identity::Context as(std::string_view role, std::string_view place, identity::AccountId account = 1) {
        return {clock, account, "王芳", {{test_roles().find(role), code(place)}}};
    }
    identity::Context village_head(std::string_view place = meiyuan) { return as("village-head", place); }
    identity::Context chair(std::string_view place = shiqiao) { return as("township-chair", place, 2); }
    identity::Context keeper(std::string_view place = dongcheng) { return as("keeper", place, 3); }

    people::PersonId person(std::string_view name, std::string_view place = meiyuan) {
        return write([&](storage::Transaction& transaction) {
            return people.create(transaction, system(), {.org = code(place), .name = std::string{name}}, people::Despite::all()).id;
        });
    }
    static records::Party party(people::PersonId id) { return {packs::Who::Person, id}; }
    static records::Party party(std::string_view place) {
        return {packs::Who::Organisation, code(place).value()};
    }

    std::string command() { return "command-" + std::to_string(++commands_); }

    // A grant for that pupil, with whatever else is given.
    records::Creation grant(people::PersonId pupil, json::object fields = {},
                            std::string_view place = meiyuan) {
        if (!fields.contains("year")) fields["year"] = 2015;
        if (!fields.contains("hardship")) fields["hardship"] = "illness";
        return {.command = command(),
                .type = "care.grant",
                .org = code(place),
                .subject = party(pupil),
                .fields = std::move(fields)};
    }
    records::Creation complaint(std::string_view story, std::string_view place = meiyuan) {
        return {
            .command = command(), .type = "care.complaint", .org = code(place), .fields = {{"story", story}}};
    }
    records::Creation training(std::string_view held_on, json::object fields = {},
                               std::string_view place = shiqiao) {
        if (!fields.contains("trade")) fields["trade"] = "sewing";
        fields["day"] = held_on;
        return {
            .command = command(), .type = "training.class", .org = code(place), .fields = std::move(fields)};
    }
    records::Act action(std::string_view name, json::object fields = {}, std::string_view note = {}) {
        return {.command = command(),
                .action = std::string{name},
                .note = std::string{note},
                .fields = std::move(fields)};
    }

    RecordId create(identity::Context const& context, records::Creation const& creation) {
        return write([&](storage::Transaction& transaction) {
            return records.create(transaction, context, creation);
        });
    }
    // At the version that the record has.
    void act(identity::Context const& context, RecordId id, records::Act const& act) {
        act_on(context, id, fetch(id).version, act);
    }
    void act(identity::Context const& context, RecordId id, std::string_view name, json::object fields = {},
             std::string_view note = {}) {
        act(context, id, action(name, std::move(fields), note));
    }
    void act_on(identity::Context const& context, RecordId id, std::int64_t version,
                records::Act const& act) {
        write(
            [&](storage::Transaction& transaction) { records.act(transaction, context, id, version, act); });
    }

    // A grant on its way: proposed by the village head; approved; and paid, on the first day on which it may
    // be.
    RecordId proposed(people::PersonId pupil, json::object fields = {}) {
        return create(village_head(), grant(pupil, std::move(fields)));
    }
    RecordId approved(people::PersonId pupil, json::object fields = {}) {
        auto const id = proposed(pupil, std::move(fields));
        act(chair(), id, "approve");
        return id;
    }
    RecordId paid(people::PersonId pupil, std::int64_t fen, json::object fields = {}) {
        auto const id = approved(pupil, std::move(fields));
        clock.set(moment_of(*fetch(id).due + 1));
        act(keeper(), id, "pay", {{"amount", fen}});
        return id;
    }

    records::Record fetch(RecordId id) { return fetch(system(), id); }
    records::Record fetch(identity::Context const& context, RecordId id) {
        return read([&](storage::Reader const& reader) { return records.fetch(reader, context, id); });
    }
    // A file for a record that is not sealed.
    records::Records::StoredFile store(std::string_view name, std::string_view content) {
        return read([&](storage::Reader const& reader) { return records.store_file(reader, {}, name, content); });
    }
    std::string state(RecordId id) { return fetch(id).state->name; }
    std::vector<records::Entry> timeline(RecordId id) {
        return read([&](storage::Reader const& reader) { return records.timeline(reader, records.fetch(reader, system(), id)); });
    }
    // How many rows a table has.
    std::int64_t rows_of(std::string const& table) {
        auto const text = "SELECT count(*) FROM " + table;
        return read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"test/count_rows", text});
            return rows.next() ? rows.integer(0) : -1;
        });
    }

    // A figure of the packs, at a place over a period.
    figures::Value value(std::string_view figure, std::string_view place = linjiang,
                         Period period = Period::of_year(2015)) {
        return read([&](storage::Reader const& reader) {
            return figures.value(reader, system(), *library.figure(figure), code(place), period);
        });
    }
    std::int64_t amount(std::string_view figure, std::string_view place = linjiang,
                        Period period = Period::of_year(2015)) {
        return value(figure, place, period).amount;
    }
    figures::Figures::Recount recount() {
        return read([&](storage::Reader const& reader) {
            return figures.recount(
                reader, [&](auto const& visit) { records.each(reader, visit); }, 1'000);
        });
    }

    packs::Library const& library = test_library();
    people::People people{people::open_keys(db(), key_file(folder.path() / "data", {})), key_file(folder.path() / "data", {}), person_rules(library)};
    figures::Figures figures{db(), library};
    records::Records records{db(), library, figures, people, folder.path() / "attachments"};
    reports::Reports reports{library, figures};

  private:
    int commands_ = 0;
};

}  // namespace niangjia::testing_support
