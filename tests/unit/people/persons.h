// What the tests of the people room share: persons in the invented city, the rules of the tests' packs, and keys in a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "installation/installation.h"
#include "people/people.h"
#include "support/pack_folder.h"
#include "support/rooms.h"

namespace niangjia::people {

using namespace testing_support;

using Names = std::vector<std::string>;
inline constexpr std::string_view meiyuan = "449901001001";
inline constexpr std::string_view daqiao = "449901001002";
inline constexpr std::string_view xinhe = "449902100201";
// Invented numbers with their right check digits: born on the 6th of May 1985 in 440101, a woman and a man.
inline constexpr std::string_view her_number = "440101198505060026";
inline constexpr std::string_view his_number = "440101198505060018";

class WithPersons : public OnEveryDatabaseWithRooms {
  protected:
    WithPersons() { import_place("44"); }

    identity::Context at(identity::Role const& role, std::string_view place) {
        return identity::Context{clock, 1, "王芳", {{&role, code(place)}}};
    }
    Person add(Person person, Despite const& despite = {}) {
        return write([&](storage::Transaction& transaction) { return people.create(transaction, system(), std::move(person), despite); });
    }
    Person add(std::string_view place, std::string_view name) {
        return add({.org = code(place), .name = std::string{name}, .birth = Day::of(1985, 5, 6), .phone = "13800001234"}, Despite::all());
    }
    std::optional<Person> find(identity::Context const& context, PersonId id) {
        return read([&](storage::Reader const& reader) { return people.find(reader, context, id); });
    }
    Person reveal(PersonId id) {
        return write([&](storage::Transaction& transaction) { return people.reveal(transaction, system(), id, "核对身份"); });
    }
    // One text of the database, as it stands there.
    std::string stored(std::string const& text) {
        return read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"test/stored", text});
            return rows.next() ? rows.string(0) : std::string{"nothing"};
        });
    }
    std::int64_t counted(std::string const& text) {
        return read([&](storage::Reader const& reader) {
            auto rows = reader.query(storage::Query{"test/counted", text});
            return rows.next() ? rows.integer(0) : -1;
        });
    }

    identity::Role const head{
        "head", {}, {}, identity::Sight::Personal, {identity::Permission::ReadRecords, identity::Permission::WriteRecords}};
    identity::Role const office{"office", {}, {}, identity::Sight::Internal, {identity::Permission::ReadRecords}};

    std::filesystem::path const key_file = folder.path() / "keys" / "field-keys";
    people::People people{open_keys(db(), key_file), key_file, person_rules(test_library())};
};

}  // namespace niangjia::people
