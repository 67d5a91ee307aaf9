#include "plans.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace niangjia::bench {
namespace {

struct Log {
    std::mutex mutex;
    bool on = false;
    std::vector<Asked> asked;
};

Log& log() {
    static Log one;
    return one;
}

// FTS5 looks into tables of its own by statements of its own; BEGIN and COMMIT have no plan.
bool is_asked_by_the_program(std::string_view text) {
    return (text.starts_with("SELECT") || text.starts_with("WITH")) && !text.contains("'search_index_");
}

int keep(unsigned, void*, void* statement, void*) {
    auto& all = log();
    std::scoped_lock const lock{all.mutex};
    auto* const raw = static_cast<sqlite3_stmt*>(statement);
    auto const* text = sqlite3_sql(raw);
    if (!all.on || text == nullptr || !is_asked_by_the_program(text)) return 0;
    std::unique_ptr<char, void (*)(void*)> const full{sqlite3_expanded_sql(raw), sqlite3_free};
    all.asked.push_back({text, full ? full.get() : text});
    return 0;
}

int begin(sqlite3* database, char const**, void const*) { return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, keep, nullptr); }

// Tables of one row.
constexpr std::array<std::string_view, 2> counters{"contribution_counter", "person_keys"};

bool reads_all(std::string_view step, std::string_view statement, std::string_view before) {
    if (!step.starts_with("SCAN ") || step.contains("VIRTUAL TABLE") || step.contains("CONSTANT ROW") || step.contains("json_each")) return false;
    auto const name = step.substr(5, step.find(' ', 5) - 5);
    // What a subquery gave; the first row in the order of the key.
    if (before.contains(fmt::format("MATERIALIZE {};", name)) || before.contains(fmt::format("CO-ROUTINE {};", name)) || name.starts_with('(')) return false;
    if (statement.find("ORDER BY") != std::string_view::npos && statement.contains("LIMIT 1")) {
        auto const end = statement.substr(statement.rfind("LIMIT 1"));
        if (end.find_first_not_of(" \n", 7) == std::string_view::npos) return false;
    }
    return std::ranges::find(counters, name) == counters.end();
}

}  // namespace

void watch_statements() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(begin)); }

std::vector<Asked> take_statements() {
    auto& all = log();
    std::scoped_lock const lock{all.mutex};
    all.on = true;
    return std::exchange(all.asked, {});
}

Plan plan_of(std::filesystem::path const& file, std::string const& statement) {
    sqlite3* raw = nullptr;
    auto const opened = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> const database{raw, sqlite3_close};
    if (opened != SQLITE_OK) throw std::runtime_error{"cannot open the data"};
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(raw, ("EXPLAIN QUERY PLAN " + statement).c_str(), -1, &prepared, nullptr) != SQLITE_OK) throw std::runtime_error{sqlite3_errmsg(raw)};
    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> const rows{prepared, sqlite3_finalize};
    Plan plan;
    while (sqlite3_step(prepared) == SQLITE_ROW) {
        std::string_view const step{reinterpret_cast<char const*>(sqlite3_column_text(prepared, 3))};
        plan.scans = plan.scans || reads_all(step, statement, plan.steps);
        plan.steps += fmt::format("{}; ", step);
    }
    return plan;
}

}  // namespace niangjia::bench
