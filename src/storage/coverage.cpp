#include "storage/coverage.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <set>

namespace niangjia::storage {

namespace {

struct Runs {
    std::mutex mutex;
    std::map<std::pair<Backend, std::string>, bool> written;  // whether the coverage file has it
};

Runs& runs() {
    static Runs instance;
    return instance;
}

}  // namespace

void mark_run(Backend backend, std::string_view name) {
    auto& all = runs();
    std::scoped_lock const lock{all.mutex};
    all.written.try_emplace({backend, std::string{name}}, false);
}

void write_coverage() noexcept {
    try {
        auto const* const file = std::getenv("NIANGJIA_SQL_COVERAGE");
        if (file == nullptr || *file == '\0') return;
        auto& all = runs();
        std::scoped_lock const lock{all.mutex};
        std::string lines;
        for (auto& [run, written] : all.written) {
            if (written) continue;
            lines += (run.first == Backend::Sqlite ? "sqlite " : "postgres ") + run.second + '\n';
            written = true;
        }
        std::ofstream{file, std::ios::app} << lines;
    } catch (std::exception const&) {
        // Coverage is a convenience of the tests; closing a database must not fail for it.
    }
}

std::vector<std::string> statements_run() {
    auto& all = runs();
    std::scoped_lock const lock{all.mutex};
    std::set<std::string> names;
    for (auto const& [run, written] : all.written) names.insert(run.second);
    return {names.begin(), names.end()};
}

}  // namespace niangjia::storage
