// Shared inside the people room: rows of a list on their way to becoming persons.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "people/imports.h"
#include "people/table.h"

namespace niangjia::people {

struct ImportRow {
    int number = 0;
    Person person = {};
    bool wrong = false;
    bool known = false;         // a double of some kind
    bool known_number = false;  // of the kind that never comes in
};

// Reads and checks the rows of one list.
class Importing {
  public:
    using Tell = std::function<void(std::int64_t, std::int64_t)>;

    Importing(People const& people, identity::Context const& context, ImportWish const& wish, Table const& table);

    // Error (Invalid, pointer /mapping) and (NotFound) for a place out of reach.
    void read(storage::Reader const& reader, Tell const& tell);
    // Doubles among the rows themselves and with whoever is known.
    void find_doubles(storage::Reader const& reader, Tell const& tell);
    [[nodiscard]] Preview preview() const;
    // Those that come in.
    [[nodiscard]] std::vector<Person> take();

    [[nodiscard]] static std::vector<ImportField> fields(Rules const& rules);
    [[nodiscard]] static std::string guess(Rules const& rules, std::string_view heading);

  private:
    void check_mapping() const;
    void read_places(storage::Reader const& reader);
    [[nodiscard]] org::Code place_of(std::string const& text, std::vector<Problem>& problems) const;
    void fill(Person& person, std::string const& field, std::string const& text, std::vector<Problem>& problems) const;
    void add_double(ImportRow& row, RowDouble found);
    void match(storage::Reader const& reader, std::size_t from, std::size_t to);

    People const& people_;
    identity::Context const& context_;
    ImportWish const& wish_;
    Table const& table_;
    std::vector<ImportRow> rows_;
    std::unordered_map<std::string, std::vector<org::Code>> places_;
    Preview preview_;
};

}  // namespace niangjia::people
