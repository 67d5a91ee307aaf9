#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "base/error.h"
#include "base/json.h"
#include "cli/command.h"

namespace niangjia::cli {
namespace {

int exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::Invalid:
        case ErrorKind::TooLarge: return 2;
        case ErrorKind::NotFound: return 3;
        case ErrorKind::Unauthenticated:
        case ErrorKind::Forbidden:
        case ErrorKind::Refused:
        case ErrorKind::Conflict:
        case ErrorKind::Stale: return 4;
        case ErrorKind::Busy:
        case ErrorKind::Unavailable: return 5;
        case ErrorKind::Broken: return 70;
    }
    return 70;
}

void report(Error const& failure, Common const& common) {
    if (common.json()) {
        JsonWriter json;
        json.open_object().member("code", failure.code()).member("text", failure.text()).member("pointer", failure.pointer());
        json.key("problems").open_array();
        for (auto const& problem : failure.problems()) {
            json.open_object().member("pointer", problem.pointer).member("code", problem.code).member("text", problem.text).close_object();
        }
        json.close_array().close_object();
        fmt::print(stderr, "{}\n", json.str());
        return;
    }
    fmt::print(stderr, "{}\n{}\n", failure.text().zh, failure.text().en);
    if (failure.problems().size() > 1) {
        for (auto const& problem : failure.problems()) fmt::print(stderr, "  {} {}\n", problem.pointer, problem.text.zh);
    }
    if (!failure.note().empty()) fmt::print(stderr, "  [{}] {}\n", failure.code(), failure.note());
}

}  // namespace

void add_common(CLI::App& command, Common& common) {
    command.add_option("--data", common.data, "数据目录 the installation's folder")->capture_default_str();
    command.add_option("--packs", common.packs, "项目包目录 the folder of packs (default: ./packs, else that of the source tree)");
    command.add_option("--format", common.format, "输出格式 text or json")->check(CLI::IsMember({"text", "json", "tap"}))->capture_default_str();
}

Beginning::Beginning(std::filesystem::path data, Settings const& settings) : data_{std::move(data)}, existed_{std::filesystem::exists(data_)} {
    Installation::create(data_, settings);
}

Beginning::~Beginning() {
    if (kept_) return;
    // Only what an installation consists of; a folder that is not empty stays. What cannot be removed is reported by the next try.
    std::error_code ignored;
    for (auto const* name : {"niangjia.json", "niangjia.db", "niangjia.db-wal", "niangjia.db-shm", "attachments", "keys/field-keys", "keys"}) {
        std::filesystem::remove(data_ / name, ignored);
    }
    if (!existed_) std::filesystem::remove(data_, ignored);
}

Progress::~Progress() {
    if (last_ >= 0 && isatty(STDERR_FILENO) != 0) std::fputc('\n', stderr);
}

void Progress::show(std::int64_t done, std::int64_t total) {
    int const percent = total > 0 ? static_cast<int>(done * 100 / total) : 100;
    bool const terminal = isatty(STDERR_FILENO) != 0;
    if (percent == last_ || (!terminal && percent < 100 && percent / 10 == last_ / 10 && last_ >= 0)) return;
    last_ = percent;
    fmt::print(stderr, "{}{} {:3}% ({}/{}){}", terminal ? "\r" : "", title_, percent, done, total, terminal ? "" : "\n");
    std::fflush(stderr);
}

int run(int argc, char const* const* argv) {
    CLI::App app{"娘家 Niangjia：妇联、工会工作平台"};
    app.name("niangjia");
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string{"niangjia 0.1.0"});
    Common common;
    for (auto const add : {add_init, add_serve, add_demo, add_import_divisions, add_pack, add_figures, add_report, add_recount, add_deadlines, add_verify,
                           add_backup, add_scenario, add_search, add_keys}) {
        add(app, common);
    }
    try {
        app.parse(argc, argv);
        return 0;
    } catch (CLI::ParseError const& failure) {
        auto const code = app.exit(failure);
        return code == 0 ? 0 : 2;
    } catch (FoundWrong const&) {
        return 1;
    } catch (Error const& failure) {
        report(failure, common);
        return exit_code(failure.kind());
    } catch (std::exception const& failure) {
        fmt::print(stderr, "程序出错 / internal error: {}\n", failure.what());
        return 70;
    }
}

}  // namespace niangjia::cli
