// The keys of persons' fields: what an older schema kept plain, and changing the key.
#include <limits>

#include "base/error.h"
#include "people/detail.h"
#include "people/sql.h"

namespace niangjia::people {
namespace {

constexpr Message no_file{ErrorKind::Refused, "people.no-key-file", "密钥不在文件里，不能更换", "The keys are in no file and cannot be changed"};
constexpr Message left_over{ErrorKind::Conflict, "people.keys-left-over", "还有 {} 处未用新密钥加密，请再运行一次 niangjia keys rotate",
                            "{} texts are not encrypted with the new key yet; run niangjia keys rotate again"};

constexpr Message keys_missing{ErrorKind::Unavailable, "people.keys-missing",
                               "数据已用第 {} 号密钥加密，但密钥文件“{}”不在或不全：请从保管处恢复（没有它，证件号和电话无法解开）",
                               "The data are encrypted with key {}, which the key file '{}' does not hold: restore it from where it is kept; "
                               "identity and telephone numbers do not open without it"};

constexpr int batch = 500;

struct OldText {
    std::int64_t id, n;
    std::string one, two;
};

}  // namespace

vault::FieldKeys open_keys(storage::Database& database, std::filesystem::path const& file) {
    auto const newest = database.read([](storage::Reader const& reader) {
        auto rows = reader.query(sql::newest_key);
        return rows.next() ? rows.integer(0) : 0;
    });
    if (newest > 0 && !std::filesystem::exists(file)) throw error(keys_missing, newest, file.string());
    if (file.has_parent_path() && !std::filesystem::exists(file.parent_path())) {
        std::filesystem::create_directories(file.parent_path());
        std::filesystem::permissions(file.parent_path(), std::filesystem::perms::owner_all);
    }
    auto keys = vault::FieldKeys::open(file);
    if (newest > keys.newest()) throw error(keys_missing, newest, file.string());
    if (newest == 0) {
        database.write([&](storage::Transaction& transaction) { transaction.execute(sql::set_newest_key, keys.newest()); });
    }
    return keys;
}

std::shared_ptr<vault::FieldKeys const> People::keys(storage::Reader const& reader) const {
    std::int64_t newest = 0;
    {
        auto rows = reader.query(sql::newest_key);
        if (rows.next()) newest = rows.integer(0);
    }
    std::lock_guard const lock{mutex_};
    if (newest > keys_->newest() && !key_file_.empty()) keys_ = std::make_shared<vault::FieldKeys const>(vault::FieldKeys::open(key_file_));
    return keys_;
}

void People::encrypt_plain(storage::Database& database) const {
    for (bool more = true; more;) {
        more = database.read([](storage::Reader const& reader) { return reader.query(sql::list_plain, 1).next(); });
        if (!more) return;
        database.write([&](storage::Transaction& transaction) {
            auto const keys = this->keys(transaction);
            std::vector<Person> persons;
            {
                auto rows = transaction.query(sql::list_plain, batch);
                while (rows.next()) persons.push_back({.id = rows.integer(0), .phone = rows.string(1)});
            }
            for (auto& person : persons) {
                person.contacts.push_back({.number = person.phone});
                transaction.execute(sql::encrypt_phone, person.id, encrypted(person, *keys).contacts);
                add_blinds(transaction, person, *keys);
            }
        });
    }
}

std::int64_t People::rotate(storage::Database& database, std::function<void(std::int64_t, std::int64_t)> const& progress) {
    if (key_file_.empty()) throw error(no_file);
    auto fresh = vault::FieldKeys::open(key_file_);
    // Two keys in the file: an earlier run was broken off, and goes on.
    if (fresh.count() == 1) fresh.add(key_file_);
    auto const use = [&](vault::FieldKeys const& keys) {
        std::lock_guard const lock{mutex_};
        keys_ = std::make_shared<vault::FieldKeys const>(keys);
    };
    use(fresh);
    database.write([&](storage::Transaction& transaction) {
        transaction.execute(sql::set_newest_key, fresh.newest());
        // Uploads that have not come in are not worth encrypting anew.
        transaction.execute(sql::expire_imports, std::numeric_limits<Moment>::max());
    });

    auto const total = database.read([](storage::Reader const& reader) {
        auto rows = reader.query(sql::count_persons);
        return rows.next() ? rows.integer(0) : 0;
    });
    std::int64_t done = 0;
    for (PersonId last = 0;;) {
        auto const read = database.write([&](storage::Transaction& transaction) {
            std::vector<Person> stale;
            std::int64_t count = 0;
            {
                auto rows = transaction.query(sql::list_persons_after, last, batch);
                for (; rows.next(); ++count) {
                    last = rows.integer(0);
                    if (fresh.is_current(rows.text(7)) && fresh.is_current(rows.text(9)) && fresh.is_current(rows.text(10))) continue;
                    stale.push_back(read_row(rows, fresh));
                }
            }
            for (auto const& person : stale) {
                auto const kept = encrypted(person, fresh);
                transaction.execute(sql::encrypt_anew, person.id, kept.number, kept.contacts, kept.address);
                transaction.execute(sql::drop_blinds, person.id);
                add_blinds(transaction, person, fresh);
            }
            return count;
        });
        done += read;
        progress(std::min(done, total), total);
        if (read < batch) break;
    }
    // Tables of few rows: at one go each.
    auto const anew = [&](storage::Sql const& list, auto const& change) {
        for (;;) {
            auto const changed = database.write([&](storage::Transaction& transaction) {
                std::vector<OldText> texts;
                {
                    auto rows = transaction.query(list, fmt::format("{}:%", fresh.newest()), batch);
                    while (rows.next()) texts.push_back({rows.integer(0), rows.integer(1), rows.string(2), rows.string(3)});
                }
                for (auto const& text : texts) change(transaction, text);
                return texts.size();
            });
            if (changed < batch) return;
        }
    };
    auto const again = [&](std::string const& kept, std::string const& where) { return fresh.encrypt(fresh.decrypt(kept, where), where); };
    anew(sql::list_history_anew, [&](storage::Transaction& transaction, OldText const& old) {
        auto const side = [&](std::string_view name) { return about(old.id, fmt::format("history/{}/{}", old.n, name)); };
        transaction.execute(sql::encrypt_history, old.id, old.n, again(old.one, side("before")), again(old.two, side("after")));
    });
    anew(sql::list_households_anew, [&](storage::Transaction& transaction, OldText const& old) {
        transaction.execute(sql::encrypt_household, old.id, again(old.one, about_household(old.id)));
    });
    anew(sql::list_sides_anew, [&](storage::Transaction& transaction, OldText const& old) {
        auto const kept = kept_side(read_side(old.one, old.id, fresh), fresh);
        transaction.execute(sql::drop_side, old.id);
        transaction.execute(sql::add_side, kept.pair, kept.other, kept.who);
    });
    auto const left = database.read([&](storage::Reader const& reader) {
        auto rows = reader.query(sql::count_old_texts, fmt::format("{}:%", fresh.newest()));
        return rows.next() ? rows.integer(0) : 0;
    });
    if (left > 0) throw error(left_over, left);
    if (fresh.count() > 1) fresh.drop_old(key_file_);
    use(fresh);
    return total;
}

}  // namespace niangjia::people
