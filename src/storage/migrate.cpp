#include "storage/migrate.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/clock.h"
#include "storage/messages.h"
#include "storage/sql_text.h"

namespace niangjia::storage {

namespace {

constexpr Sql list_migrations{"storage/list_migrations", "SELECT name FROM schema_migrations ORDER BY name"};
constexpr Sql insert_migration{"storage/insert_migration",
                               "INSERT INTO schema_migrations (name, applied_at) VALUES ($1, $2)"};

}  // namespace

void apply_migrations(detail::Connection& connection, std::span<Migration const> migrations) {
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)");
    std::set<std::string> applied;
    for (Rows rows{connection.query(list_migrations, {})}; rows.next();) applied.insert(rows.string(0));
    for (auto const& name : applied) {
        if (std::ranges::find(migrations, name, &Migration::name) == migrations.end()) {
            throw error(messages::newer, name);
        }
    }
    auto const now = iso_time(SystemClock{}.now());
    for (auto const& migration : migrations) {
        if (applied.contains(std::string{migration.name})) continue;
        connection.execute(resolve_dialect(migration.text, connection.backend()));
        std::array<Value, 2> const values{migration.name, std::string_view{now}};
        connection.execute(insert_migration, values);
    }
}

}  // namespace niangjia::storage
