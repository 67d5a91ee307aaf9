// Lists of people brought in from .xlsx and CSV files: upload, mapping, preview, all or nothing, and undo.
//
// Guarantees: a list comes in whole or not at all, and once, however often it is asked for; what it brought can be taken out
// again as long as nothing has been made of it. The file is kept encrypted, and no longer than until it came in.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "people/people.h"
#include "people/table.h"

namespace niangjia::people {

using ImportId = std::int64_t;

enum class ImportState { Uploaded, Committed, Undone, Expired };

[[nodiscard]] std::string_view name_of(ImportState state);  // "uploaded"

struct Import {
    ImportId id = 0;
    std::string name;  // of the file
    Moment at = 0;
    std::int64_t account = 0;
    org::Code org;  // for which it was uploaded: all its rows lie within
    ImportState state = ImportState::Uploaded;
    std::int64_t rows = 0;
    std::int64_t added = 0;
};

// What a column can be taken for: name, sex, birth, paper, number, phone, address, org, and the rules' coded fields.
struct ImportField {
    std::string name;
    Text title;
    bool required = false;
};

struct ImportColumn {
    std::string title;
    std::string guess;  // a field, or empty
    std::vector<std::string> sample;
};

// What to do with a row whose person is known: refuse the list, leave the row out, or bring it in all the same (never with an
// identity number that is known).
enum class Doubles { Refuse, Skip, Add };

struct ImportWish {
    org::Code org = {};                          // of rows that name none; all lie within it, and it within the upload's
    std::map<std::size_t, std::string> mapping;  // column, from 0: field
    Doubles doubles = Doubles::Refuse;
};

struct RowProblem {
    int row = 0;     // as the file counts
    int column = 0;  // from 1; 0: of the whole row
    std::string field;
    std::string code;
    Text text;
};

struct RowDouble {
    int row = 0;
    int of_row = 0;                  // a row above it
    std::optional<PersonId> person = {};  // within the caller's reach; else somebody elsewhere
    bool by_number = false, by_phone = false, by_name = false;
};

struct Preview {
    std::int64_t rows = 0;
    std::int64_t good = 0;     // would come in
    std::int64_t skipped = 0;  // known, and left out as wished
    std::int64_t problem_count = 0, double_count = 0;
    std::vector<RowProblem> problems;  // the first most_reported
    std::vector<RowDouble> doubles;    // likewise
};

inline constexpr std::size_t most_reported = 500;

struct ImportProgress {
    std::int64_t done = 0;
    std::int64_t total = 0;
};

class Imports {
  public:
    Imports(storage::Database& database, People const& people) : database_{&database}, people_{&people} {}

    // For a place where the caller writes. Error as read_table(). Uploads that never came in are dropped after seven days.
    Import upload(identity::Context const& context, org::Code org, std::string_view name, std::string_view bytes) const;
    // All that follow: Error (NotFound, people.unknown-import) unless the caller writes where it was uploaded for;
    // (Refused, people.import-expired) when its content is gone.
    [[nodiscard]] Import find(identity::Context const& context, ImportId id) const;
    [[nodiscard]] std::vector<ImportColumn> columns(identity::Context const& context, ImportId id) const;
    [[nodiscard]] std::vector<ImportField> fields() const;
    // Error (Invalid, pointer /mapping) for a mapping that cannot be.
    [[nodiscard]] Preview preview(identity::Context const& context, ImportId id, ImportWish const& wish) const;
    // Error (Invalid) with the first problems, pointers /rows/ROW/FIELD; (Conflict, people.import-doubles). A repeat answers as
    // the first.
    Import commit(identity::Context const& context, ImportId id, ImportWish const& wish) const;
    // Those of the persons that anything outside this room speaks of.
    using Mentioned = std::function<std::vector<PersonId>(storage::Reader const&, std::span<PersonId const>)>;
    // Error (Refused, people.import-used) when one of its persons was used or changed. A repeat answers as the first.
    Import undo(identity::Context const& context, ImportId id, Mentioned const& mentioned) const;
    // Of a preview or commit that runs now; nothing when none does.
    [[nodiscard]] std::optional<ImportProgress> progress(ImportId id) const;

  private:
    [[nodiscard]] Table content(identity::Context const& context, ImportId id) const;
    void tell(ImportId id, std::int64_t done, std::int64_t total) const;

    storage::Database* database_;
    People const* people_;
    mutable std::mutex mutex_;
    mutable std::map<ImportId, ImportProgress> running_;
};

}  // namespace niangjia::people
