#include "people/imports.h"

#include <algorithm>
#include <array>

#include "audit/audit.h"
#include "base/error.h"
#include "base/json.h"
#include "people/detail.h"
#include "people/rows.h"
#include "people/sql.h"
#include "storage/ids.h"

namespace niangjia::people {
namespace {

using identity::Permission;

constexpr Message unknown_import{ErrorKind::NotFound, "people.unknown-import", "没有这次导入，或不在您的工作范围内", "There is no such import within your reach"};
constexpr Message expired{ErrorKind::Refused, "people.import-expired", "上传的文件已清除，请重新上传", "The uploaded file is gone; upload it again"};
constexpr Message outside{ErrorKind::Invalid, "people.import-outside", "所选组织不在上传时选定的范围内，请重新选择",
                          "The place does not lie within the one that the list was uploaded for; choose again"};
constexpr Message undone_already{ErrorKind::Refused, "people.import-undone", "这次导入已撤销；要再次导入请重新上传",
                                 "This import was taken back; upload the file again to bring it in"};
constexpr Message doubles_left{ErrorKind::Conflict, "people.import-doubles",
                               "名单中有 {} 行的人可能已有档案，请在预览里查看，选择跳过、照常登记或先改文件",
                               "{} rows may be of persons who are known: look at the preview, then leave them out, add them all the same, or mend the file"};
constexpr Message keys_changed{ErrorKind::Busy, "people.keys-changed", "密钥正在更换，请稍后再试", "The keys are being changed; try again shortly"};
constexpr Message used{ErrorKind::Refused, "people.import-used", "导入的人员中有 {} 人已被使用或改过，不能撤销；可以逐个处理",
                       "{} of the persons were used or changed since, and the import cannot be taken back; deal with them one by one"};
constexpr Message not_committed{ErrorKind::Refused, "people.import-not-in", "这次导入还没有完成，无需撤销", "This import has not come in; there is nothing to take back"};
constexpr Message nobody{ErrorKind::Invalid, "people.import-empty", "没有可以登记的行", "No row would come in"};

constexpr std::array<std::string_view, 4> states{"uploaded", "committed", "undone", "expired"};
constexpr Moment kept_for = Moment{7} * 24 * 3600 * 1000;
constexpr std::size_t at_once = 1'000;
constexpr std::size_t sampled = 5;
constexpr std::size_t told_problems = 100;

std::string about_import(ImportId id) { return fmt::format("import:{}/content", id); }

Import import_of(storage::Rows const& rows) {
    Import import;
    import.id = rows.integer(0);
    import.account = rows.integer(1);
    import.at = rows.integer(2);
    import.org = org::Code{rows.integer(3)};
    import.name = rows.string(4);
    import.state = static_cast<ImportState>(rows.integer(5));
    import.rows = rows.integer(6);
    import.added = rows.integer(7);
    return import;
}

Import fetch(storage::Reader const& reader, identity::Context const& context, ImportId id) {
    auto rows = reader.query(sql::find_import, id);
    if (!rows.next()) throw error(unknown_import);
    auto import = import_of(rows);
    if (!context.reaches(Permission::WriteRecords, import.org)) throw error(unknown_import);
    return import;
}

// Persons with their ids, and their blind numbers, as JSON of which one statement brings in a text.
struct Texts {
    std::vector<std::string> persons, blinds;
};

// In the order of the indexes: so each of their pages is touched once, however large the tables are.
void sort_for_indexes(std::vector<Person>& persons) {
    std::ranges::sort(persons, {}, [](Person const& person) {
        return std::tuple{person.org.county_part(), std::string_view{person.name}, person.birth.value_or(Day{})};
    });
}

template <class Rows, class Write>
std::vector<std::string> texts_of(Rows const& rows, Write const& write) {
    std::vector<std::string> texts;
    for (std::size_t from = 0; from < rows.size(); from += at_once) {
        JsonWriter json;
        json.open_array();
        for (auto i = from; i < std::min(rows.size(), from + at_once); ++i) write(json.open_array(), rows[i]).close_array();
        json.close_array();
        texts.push_back(std::move(json).str());
    }
    return texts;
}

Texts texts_of(std::vector<Person> const& persons, vault::FieldKeys const& keys) {
    std::vector<std::tuple<std::int64_t, std::int64_t, PersonId>> blinds;
    for (auto const& person : persons) {
        for (auto const& [purpose, blind] : blinds_of(person, keys)) blinds.emplace_back(purpose, blind, person.id);
    }
    std::ranges::sort(blinds);
    Texts texts;
    texts.blinds = texts_of(blinds, [](JsonWriter& json, auto const& row) -> JsonWriter& {
        return json.number(std::get<0>(row)).number(std::get<1>(row)).number(std::get<2>(row));
    });
    texts.persons = texts_of(persons, [&](JsonWriter& json, Person const& person) -> JsonWriter& {
        auto const kept = encrypted(person, keys);
        json.number(person.id).number(person.org.value()).number(person.org.county_part()).text(person.name);
        json.number(static_cast<std::int64_t>(person.sex));
        person.birth ? json.number(std::int64_t{person.birth->number()}) : json.null();
        json.number(static_cast<std::int64_t>(person.paper)).text(kept.number).text(person.no_number).text(kept.contacts).text(kept.address);
        return json.text(codes_text(person.codes));
    });
    return texts;
}

// Forgets the progress when the work is over, however it ends.
class Running {
  public:
    Running(std::mutex& mutex, std::map<ImportId, ImportProgress>& running, ImportId id) : mutex_{mutex}, running_{running}, id_{id} {}
    ~Running() {
        std::lock_guard const lock{mutex_};
        running_.erase(id_);
    }
    Running(Running const&) = delete;
    Running& operator=(Running const&) = delete;

  private:
    std::mutex& mutex_;
    std::map<ImportId, ImportProgress>& running_;
    ImportId id_;
};

}  // namespace

std::string_view name_of(ImportState state) { return states[static_cast<std::size_t>(state)]; }

void Imports::tell(ImportId id, std::int64_t done, std::int64_t total) const {
    std::lock_guard const lock{mutex_};
    running_[id] = {done, total};
}

std::optional<ImportProgress> Imports::progress(ImportId id) const {
    std::lock_guard const lock{mutex_};
    auto const found = running_.find(id);
    return found == running_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<ImportField> Imports::fields() const { return Importing::fields(people_->rules()); }

Import Imports::upload(identity::Context const& context, org::Code org, std::string_view name, std::string_view bytes) const {
    context.require(Permission::WriteRecords, org);
    auto const table = read_table(bytes, static_cast<std::size_t>(people_->rules().import_rows));
    Import import;
    import.name = std::string{name};
    import.org = org;
    import.at = context.now();
    import.account = context.account();
    import.rows = static_cast<std::int64_t>(table.rows.size());
    import.id = database_->write([&](storage::Transaction& transaction) { return storage::next_number(transaction, "import", 0); });
    auto const keys = database_->read([&](storage::Reader const& reader) { return people_->keys(reader); });
    auto const content = keys->encrypt(bytes, about_import(import.id));
    database_->write([&](storage::Transaction& transaction) {
        transaction.execute(sql::expire_imports, context.now() - kept_for);
        transaction.execute(sql::add_import, import.id, import.account, import.at, org.value(), import.name, import.rows, content);
    });
    return import;
}

Import Imports::find(identity::Context const& context, ImportId id) const {
    return database_->read([&](storage::Reader const& reader) { return fetch(reader, context, id); });
}

Table Imports::content(identity::Context const& context, ImportId id) const {
    auto const bytes = database_->read([&](storage::Reader const& reader) {
        (void)fetch(reader, context, id);
        auto const keys = people_->keys(reader);
        auto rows = reader.query(sql::import_content, id);
        if (!rows.next() || rows.text(0).empty()) throw error(expired);
        return keys->decrypt(rows.text(0), about_import(id));
    });
    return read_table(bytes, static_cast<std::size_t>(people_->rules().import_rows));
}

std::vector<ImportColumn> Imports::columns(identity::Context const& context, ImportId id) const {
    auto const table = content(context, id);
    std::vector<ImportColumn> columns;
    std::vector<std::string> guessed;
    for (std::size_t i = 0; i < table.heads.size(); ++i) {
        ImportColumn column{table.heads[i], Importing::guess(people_->rules(), table.heads[i]), {}};
        // The first of two like columns.
        if (std::ranges::find(guessed, column.guess) != guessed.end()) column.guess.clear();
        guessed.push_back(column.guess);
        for (auto const& row : table.rows) {
            if (column.sample.size() == sampled) break;
            column.sample.push_back(i < row.cells.size() ? row.cells[i] : std::string{});
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

Preview Imports::preview(identity::Context const& context, ImportId id, ImportWish const& wish) const {
    if (!find(context, id).org.holds(wish.org)) throw error(outside).with_pointer("/org");
    Running const running{mutex_, running_, id};
    auto const table = content(context, id);
    Importing importing{*people_, context, wish, table};
    auto const told = [&](std::int64_t done, std::int64_t total) { tell(id, done, total); };
    return database_->read([&](storage::Reader const& reader) {
        importing.read(reader, told);
        importing.find_doubles(reader, told);
        return importing.preview();
    });
}

Import Imports::commit(identity::Context const& context, ImportId id, ImportWish const& wish) const {
    auto const before = find(context, id);
    if (before.state == ImportState::Committed) return before;
    if (before.state == ImportState::Undone) throw error(undone_already);
    if (!before.org.holds(wish.org)) throw error(outside).with_pointer("/org");
    Running const running{mutex_, running_, id};
    auto const table = content(context, id);
    Importing importing{*people_, context, wish, table};
    auto const told = [&](std::int64_t done, std::int64_t total) { tell(id, done, total); };
    auto const check = [&] {
        auto const preview = importing.preview();
        std::vector<Problem> problems;
        for (auto const& one : preview.problems) {
            if (problems.size() == told_problems) break;
            problems.push_back({fmt::format("/rows/{}/{}", one.row, one.field), one.code, one.text});
        }
        if (!problems.empty()) throw Error::invalid(std::move(problems));
        auto const barred = preview.rows - preview.good - preview.skipped;
        if (barred > 0) throw error(doubles_left, barred);
        if (preview.good == 0) throw error(nobody);
        return preview;
    };
    auto const preview = database_->read([&](storage::Reader const& reader) {
        importing.read(reader, told);
        importing.find_doubles(reader, told);
        return check();
    });
    auto persons = Importing{importing}.take();
    sort_for_indexes(persons);
    // Ids first: what is encrypted is bound to them. Numbers of a list that does not come in after all are passed over.
    std::map<std::int64_t, std::int64_t> counts;
    for (auto const& person : persons) ++counts[person.org.county_part()];
    std::map<std::int64_t, std::int64_t> next;
    auto const keys = database_->write([&](storage::Transaction& transaction) {
        for (auto const& [county, count] : counts) next[county] = storage::next_numbers(transaction, "person", county, count);
        return people_->keys(transaction);
    });
    for (auto& person : persons) {
        auto const county = person.org.county_part();
        person.id = storage::id_of(county, next[county]++);
    }
    auto const texts = texts_of(persons, *keys);
    auto const committed = database_->write([&](storage::Transaction& transaction) {
        auto import = fetch(transaction, context, id);
        if (import.state == ImportState::Committed) return import;
        if (people_->keys(transaction)->newest() != keys->newest()) throw error(keys_changed);
        // Somebody may have been entered meanwhile.
        importing.find_doubles(transaction, [](std::int64_t, std::int64_t) {});
        if (auto const now = check(); now.good != preview.good) throw error(doubles_left, preview.good - now.good);
        for (auto const& text : texts.persons) transaction.execute(sql::add_persons, text, context.now(), context.account(), id);
        for (auto const& text : texts.blinds) transaction.execute(sql::add_blinds, text);
        import.state = ImportState::Committed;
        import.added = static_cast<std::int64_t>(persons.size());
        if (transaction.execute(sql::commit_import, id, import.added) != 1) throw error(expired);
        audit::append(transaction, {context.now(), context.account(), import.org.value(), "people.import", fmt::format("import:{}", id),
                                    fmt::format("{} {}", import.name, import.added)});
        return import;
    });
    // PostgreSQL keeps the plans that it made while the tables were small, until it hears that they are not.
    database_->write([](storage::Transaction& transaction) { transaction.execute(sql::refresh_statistics); });
    return committed;
}

Import Imports::undo(identity::Context const& context, ImportId id, Mentioned const& mentioned) const {
    return database_->write([&](storage::Transaction& transaction) {
        auto import = fetch(transaction, context, id);
        if (import.state == ImportState::Undone) return import;
        if (import.state != ImportState::Committed) throw error(not_committed);
        std::vector<PersonId> persons;
        {
            auto rows = transaction.query(sql::list_imported, id);
            while (rows.next()) persons.push_back(rows.integer(0));
        }
        std::int64_t count = 0;
        {
            auto rows = transaction.query(sql::count_imported_used, id);
            if (rows.next()) count = rows.integer(0);
        }
        count += static_cast<std::int64_t>(mentioned(transaction, persons).size());
        if (count > 0) throw error(used, count);
        transaction.execute(sql::drop_imported_blinds, id);
        transaction.execute(sql::drop_imported, id);
        transaction.execute(sql::undo_import, id);
        import.state = ImportState::Undone;
        audit::append(transaction, {context.now(), context.account(), import.org.value(), "people.import-undone", fmt::format("import:{}", id),
                                    std::to_string(persons.size())});
        return import;
    });
}

}  // namespace niangjia::people
