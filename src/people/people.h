// Persons: one row for each, wherever she turns up.
//
// Guarantees: identity numbers, telephones and addresses are kept encrypted, each bound to its person and field, and are found
// by blind numbers alone; whatever is read shows them masked, save by reveal(), which is a deed in the journal. Names and days
// of birth are masked by the caller's sight. Where a person is and how she is reached is told in no way to accounts linked to
// somebody who stands against her (Sides). Who was merged into another is answered for by that other. What lies outside the
// caller's reach is not found. Threads: a People may be shared.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/org_code.h"
#include "base/text.h"
#include "identity/scope.h"
#include "people/papers.h"
#include "storage/storage.h"
#include "vault/vault.h"

namespace niangjia::people {

using PersonId = std::int64_t;

struct Contact {
    std::string kind = "mobile";  // of contact-kind
    std::string number = {};
    bool do_not_call = false;
    std::string safe_hours = {};  // 工作日 9 点到 11 点
    std::string safe_way = {};    // 只发短信，自称社区

    bool operator==(Contact const&) const = default;
};

using Codes = std::map<std::string, std::string>;  // field of Rules::fields: code

struct Person {
    PersonId id = 0;
    org::Code org = {};  // where she lives: a village, mostly
    std::string name = {};
    Sex sex = Sex::Female;
    std::optional<Day> birth = {};
    std::string phone = {};  // the first of her contacts; a shorthand for one when she is entered
    bool masked = false;     // name and birth are masked: the caller sees no personal data here
    Paper paper = Paper::None;
    std::string number = {};
    std::string no_number = {};  // why there is no number: of no-number-reason
    std::string division = {};   // of her first registration, from the number; given, it must agree with it
    std::vector<Contact> contacts = {};
    std::string address = {};
    Codes codes = {};
    bool erased = false;
    std::int64_t version = 1;
};

// What is to change; what is nothing stays. A masked telephone number among the contacts stands for the one that it masks.
struct Correction {
    std::optional<org::Code> org = {};
    std::optional<std::string> name = {};
    std::optional<Sex> sex = {};
    std::optional<std::optional<Day>> birth = {};
    std::optional<std::pair<Paper, std::string>> paper = {};
    std::optional<std::string> no_number = {};
    std::optional<std::vector<Contact>> contacts = {};
    std::optional<std::string> address = {};
    Codes codes = {};  // an empty code takes it away
    std::string reason = {};
};

// The installation's own rules and words, of packs/common/persons.yaml.
struct Code {
    std::string key;
    Text title;
};
struct CodeList {
    std::vector<Code> codes;

    [[nodiscard]] Code const* find(std::string_view key) const;
};
struct CodeField {
    std::string name;
    Text title;
    CodeList list;
    std::vector<std::string> headings;
};
struct Rules {
    std::vector<CodeField> fields = {};
    CodeList papers = {}, no_number_reasons = {}, contact_kinds = {}, kinship = {}, relations = {};
    int retention_years = 0;
    std::pair<std::size_t, std::size_t> identity_shown = {0, 0}, telephone_shown = {0, 0};
    std::int64_t import_rows = 0;

    [[nodiscard]] CodeField const* field(std::string_view name) const;
};

// Who might be the same: by identity number, by a telephone, by name, day of birth and county.
struct Probe {
    Paper paper = Paper::IdCard;
    std::string number = {};
    std::vector<std::string> phones = {};
    std::string name = {};
    std::optional<Day> birth = {};
    org::Code org = {};
    PersonId except = 0;
};

struct Candidate {
    std::optional<Person> person = {};  // nothing: somebody out of the caller's reach, of whom no more is told
    bool by_number = false;
    bool by_phone = false;
    bool by_name = false;
};

// Entering a person in spite of candidates: they are named, so that nobody overlooks one.
struct Despite {
    std::vector<PersonId> ids = {};
    bool elsewhere = false;  // those out of reach
    bool everybody = false;  // nobody is looked for

    [[nodiscard]] static Despite all() { return {{}, true, true}; }
};

// One change of a person's file, newest first in lists. Texts of encrypted fields are masked.
struct Change {
    std::int64_t n = 0;
    Moment at = 0;
    std::int64_t account = 0;
    std::string field;
    std::string before, after;
    std::string reason;
};

// What the sides that persons take in records mean for the account that asks. The database alone tells nobody who stands against whom.
struct Sides {
    std::vector<PersonId> linked = {};  // whose account it is, and who lives in one household with her now
    // Whom one of these stands against, and who lives with them now and is not linked herself: their telephones, address,
    // household's address and place below the county are not for this account. What she does elsewhere tells her the least:
    // an account whose work reaches less than their county finds no hidden person at all.
    std::vector<PersonId> hidden = {};

    [[nodiscard]] bool is_linked(PersonId id) const;
    [[nodiscard]] bool hides(PersonId id) const;
};

// Free of keys.

// Whether the person exists, lives within the caller's reach and stands for herself: neither merged nor erased. For writes.
[[nodiscard]] bool reachable(storage::Reader const& reader, identity::Context const& context, PersonId id);
// Names for a list, one query, masked as the caller's sight at the person's organisation demands.
[[nodiscard]] std::unordered_map<PersonId, std::string> names(storage::Reader const& reader, identity::Context const& context,
                                                              std::span<PersonId const> ids);
// Whoever she was merged into, or herself.
[[nodiscard]] PersonId survivor(storage::Reader const& reader, PersonId id);
// The same of many: of those who were not merged there is nothing.
[[nodiscard]] std::unordered_map<PersonId, PersonId> survivors(storage::Reader const& reader, std::span<PersonId const> ids);
// Herself and all that were merged into her.
[[nodiscard]] std::vector<PersonId> merged_ids(storage::Reader const& reader, PersonId id);
[[nodiscard]] std::span<storage::Migration const> migrations();

// The keys of that file, made with its folder when the database has none yet. Error (Unavailable, people.keys-missing) when the
// database was encrypted with keys that the file does not hold.
[[nodiscard]] vault::FieldKeys open_keys(storage::Database& database, std::filesystem::path const& file);

class People {
  public:
    // `key_file` is read again when another process has added a key; empty for keys in memory alone.
    People(vault::FieldKeys keys, std::filesystem::path key_file, Rules rules);

    // --- Writing. Error (Invalid) with every problem's pointer; (NotFound) out of reach; (Stale) when `version` is not the
    // --- present one.

    // Error (Conflict, people.known, pointer /despite) when somebody is known who is not named there.
    Person create(storage::Transaction& transaction, identity::Context const& context, Person person, Despite const& despite = {}) const;
    // Keeps what was there in the person's history. The reason is required.
    Person correct(storage::Transaction& transaction, identity::Context const& context, PersonId id, std::int64_t version,
                   Correction const& correction, Despite const& despite = {}) const;
    // The person with all numbers in full: a deed in the journal, with a reason. Error (Forbidden, people.sight) for who sees no
    // personal data there; (Forbidden, people.other-side) where Sides hides her, as correct() of what it hides.
    Person reveal(storage::Transaction& transaction, identity::Context const& context, PersonId id, std::string_view reason) const;
    // As reveal(), as the deed `action`: her own file handed to her.
    Person open(storage::Transaction& transaction, identity::Context const& context, PersonId id, std::string_view reason,
                std::string_view action) const;
    // What the records say about whether she may be forgotten.
    struct Use {
        std::int64_t open = 0;            // records that are not closed
        std::optional<Day> last = {};     // when the last one was closed
    };
    // Name, numbers, contacts, address and history are gone for good, of those merged into her too; id, sex, year of birth and
    // codes stay for the figures. Error (Refused, people.open-records) or (Refused, people.retention).
    void erase(storage::Transaction& transaction, identity::Context const& context, PersonId id, std::string_view reason, Use const& use) const;

    // `from` is one with `into` from now on: her own row stays as it is. The records are moved by Records::merge_persons, which
    // calls this. The number of the merge.
    std::int64_t merge(storage::Transaction& transaction, identity::Context const& context, PersonId from, PersonId into,
                       std::string_view reason) const;
    struct Merge {
        std::int64_t id = 0;
        PersonId from = 0, into = 0;
    };
    // Takes back the last merge of `from`. Error (Refused, people.not-merged) when there is none, or `into` has been merged or
    // erased since.
    Merge unmerge(storage::Transaction& transaction, identity::Context const& context, PersonId from, std::string_view reason) const;

    // `other` stands against `person` in some record, from now on for good: it outlives the record's closing, and a merge of either.
    void oppose(storage::Transaction& transaction, PersonId other, PersonId person) const;

    // --- Reading, within the caller's reach, else nothing.
    // Of the system: nobody. One look for an account that is nobody's.
    [[nodiscard]] Sides sides(storage::Reader const& reader, identity::Context const& context) const;
    [[nodiscard]] std::optional<Person> find(storage::Reader const& reader, identity::Context const& context, PersonId id) const;
    // As find(), of many, with a query for all of them: by the id that was asked for.
    [[nodiscard]] std::unordered_map<PersonId, Person> find_many(storage::Reader const& reader, identity::Context const& context,
                                                                 std::span<PersonId const> ids) const;
    // Names that begin with `prefix`, within the caller's reach and `within`, by name then id, after `after`.
    // Where the caller sees no personal data nobody is found: a search would tell the names that are masked.
    [[nodiscard]] std::vector<Person> search(storage::Reader const& reader, identity::Context const& context, org::Code within,
                                             std::string_view prefix, PersonId after, int limit) const;
    // Recognition by telephone is a probe with a telephone alone.
    [[nodiscard]] std::vector<Candidate> known(storage::Reader const& reader, identity::Context const& context, Probe const& probe) const;
    [[nodiscard]] std::vector<Change> history(storage::Reader const& reader, identity::Context const& context, PersonId id, int limit) const;
    // Those that were merged into her, masked.
    [[nodiscard]] std::vector<Person> merged(storage::Reader const& reader, identity::Context const& context, PersonId id) const;

    [[nodiscard]] Rules const& rules() const { return rules_; }

    // --- Keys.

    // Encrypts the telephones that an older schema kept plain, in batches; does nothing when there are none.
    void encrypt_plain(storage::Database& database) const;
    // Adds a key to the file, encrypts everything anew, drops the old keys. After a break it goes on where it stopped.
    // `progress` is told (done, total) persons. The number of persons.
    std::int64_t rotate(storage::Database& database, std::function<void(std::int64_t, std::int64_t)> const& progress);
    // The keys to use in this transaction: those of the file, if it has newer ones than are known here.
    [[nodiscard]] std::shared_ptr<vault::FieldKeys const> keys(storage::Reader const& reader) const;

  private:
    [[nodiscard]] Person read_row(storage::Rows const& rows, vault::FieldKeys const& keys) const;
    // Within reach for that permission, in full; Error (NotFound, people.unknown).
    [[nodiscard]] Person fetch(storage::Reader const& reader, identity::Context const& context, PersonId id, identity::Permission permission) const;
    void mask(Person& person, identity::Context const& context) const;
    // As the caller may see her; false: that she is found here would tell where she is.
    [[nodiscard]] bool show(Person& person, identity::Context const& context, Sides const& sides) const;
    void check(Person& person, Day today, std::vector<Problem>& problems) const;
    void check_known(storage::Reader const& reader, identity::Context const& context, Probe const& probe, Despite const& despite) const;
    void add_blinds(storage::Transaction& transaction, Person const& person, vault::FieldKeys const& keys) const;
    [[nodiscard]] bool keep_history(storage::Transaction& transaction, identity::Context const& context, Person const& before, Person const& after,
                                    std::string const& reason, vault::FieldKeys const& keys) const;
    friend class Importing;

    Rules rules_;
    std::filesystem::path key_file_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<vault::FieldKeys const> keys_;
};

}  // namespace niangjia::people
