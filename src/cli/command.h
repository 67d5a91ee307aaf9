// The command line: one file for each subcommand, none of which holds a rule of the work.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "installation/installation.h"

namespace niangjia::cli {

// What every subcommand takes.
struct Common {
    std::string data = "./data";
    std::string packs;
    std::string format = "text";

    [[nodiscard]] bool json() const { return format == "json"; }
};

// Adds --data, --packs and --format to a subcommand.
void add_common(CLI::App& command, Common& common);

// Progress of something long, on standard error: a line that is redrawn on a terminal, every tenth otherwise.
class Progress {
  public:
    explicit Progress(std::string title) : title_{std::move(title)} {}
    ~Progress();
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;
    void show(std::int64_t done, std::int64_t total);

  private:
    std::string title_;
    int last_ = -1;
};

// A data folder in the making: a command that fails leaves no half an installation in it. Declare it before the Installation.
class Beginning {
  public:
    // Error as Installation::create.
    Beginning(std::filesystem::path data, Settings const& settings);
    // Removes what was made, unless it is to be kept.
    ~Beginning();
    Beginning(Beginning const&) = delete;
    Beginning& operator=(Beginning const&) = delete;
    void keep() { kept_ = true; }

  private:
    std::filesystem::path data_;
    bool existed_;
    bool kept_ = false;
};

// Fills the full-text index if it is not whole, as after an upgrade or an interrupted `search rebuild`.
void fill_search(Installation& installation);

// Each adds its subcommand to `app`. A command that fails throws Error; run() turns it into text and an exit code.
void add_init(CLI::App& app, Common& common);
void add_serve(CLI::App& app, Common& common);
void add_demo(CLI::App& app, Common& common);
void add_import_divisions(CLI::App& app, Common& common);
void add_pack(CLI::App& app, Common& common);
void add_figures(CLI::App& app, Common& common);
void add_report(CLI::App& app, Common& common);
void add_search(CLI::App& app, Common& common);
void add_deadlines(CLI::App& app, Common& common);
void add_recount(CLI::App& app, Common& common);
void add_verify(CLI::App& app, Common& common);
void add_backup(CLI::App& app, Common& common);
void add_scenario(CLI::App& app, Common& common);
void add_keys(CLI::App& app, Common& common);

// Exit codes: 0 done; 1 something was found wrong (recount, verify, pack check, scenario); 2 wrong usage or input; 3 not
// found; 4 refused or conflicting; 5 unavailable, try again; 70 the program or its data are at fault.
int run(int argc, char const* const* argv);

// Thrown by a command that did its work and found something wrong: exit code 1, nothing more is said.
struct FoundWrong {};

}  // namespace niangjia::cli
