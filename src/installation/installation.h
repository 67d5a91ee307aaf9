// An installation: a data folder with its settings, its database and its attachments, and the rooms opened over them.
// The command line and the server both work through one.
//
// DIR/niangjia.json   settings: organisation, database address, whether it is a demo
// DIR/niangjia.db     the SQLite file, unless the settings name another database
// DIR/keys/field-keys the keys of persons' numbers, unless the settings name another file; never in a backup
// DIR/attachments/    attached files by content hash
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "figures/figures.h"
#include "identity/identity.h"
#include "identity/recovery.h"
#include "packs/packs.h"
#include "payments/payments.h"
#include "people/imports.h"
#include "people/people.h"
#include "portal/portal.h"
#include "records/records.h"
#include "reports/reports.h"
#include "storage/storage.h"

namespace niangjia {

struct Settings {
    std::string organisation = "women";  // which packs: packs/<organisation>
    std::string database;                // empty: sqlite in the data folder
    bool demo = false;
    std::optional<Day> today;  // of a demonstration: the day on which it is served
    std::string keys = {};     // the key file; empty: keys/field-keys in the data folder
    // Addresses of proxies in front of the program, whose word for the client's address is taken.
    std::vector<std::string> proxies = {};
    // Where and when one can come in person, by the place's code: what the portal shows.
    struct Reception {
        std::string address, phone, hours;  // empty: as the pack says, or not at all
        bool operator==(Reception const&) const = default;
    };
    std::map<std::string, Reception, std::less<>> receptions = {};

    // Error (Unavailable, installation.missing) when the folder holds no settings, with what to do; (Broken,
    // installation.settings) with what is wrong with them.
    [[nodiscard]] static Settings read(std::filesystem::path const& data);
    void write(std::filesystem::path const& data) const;
};

class Installation {
  public:
    // Makes the folder and its settings. Error (Conflict) when it holds an installation already.
    static void create(std::filesystem::path const& data, Settings const& settings);
    // Opens the database, brings its schema up to date and reads the packs. Error (Invalid, packs.unsound) when the packs
    // have problems: its note lists them.
    Installation(std::filesystem::path data, std::filesystem::path const& packs, Clock const& clock);

    std::filesystem::path const data;
    std::filesystem::path const packs;
    Settings const settings;
    Clock const& clock;
    std::unique_ptr<storage::Database> const database;
    identity::Roles const roles;
    std::shared_ptr<packs::Library const> const library;
    people::People people;
    people::Imports imports;
    figures::Figures const figures;
    records::Records const records;
    payments::Payments const payments;
    reports::Reports const reports;
    identity::Identity identity;
    identity::Recovery const recovery;
    portal::Portal const portal;
};

// Where an installation keeps the keys of persons' fields.
[[nodiscard]] std::filesystem::path key_file(std::filesystem::path const& data, Settings const& settings);
// What packs/common/persons.yaml says, as the people room takes it.
[[nodiscard]] people::Rules person_rules(packs::Library const& library);

// Every room's migrations, in the order of the rooms.
[[nodiscard]] std::vector<storage::Migration> all_migrations();

// The packs folder: `given`, else ./packs, else the one of the source tree the program was built in.
[[nodiscard]] std::filesystem::path find_packs(std::string const& given);

}  // namespace niangjia
