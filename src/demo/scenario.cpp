#include "demo/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "base/error.h"
#include "demo/checks.h"
#include "demo/stage.h"
#include "demo/steps.h"
#include "org/org.h"

namespace niangjia::demo {
namespace {

using packs::Item;

// The folder of one run.
class Workplace {
  public:
    Workplace() {
        std::random_device random;
        path_ = std::filesystem::temp_directory_path() / fmt::format("niangjia-scenario-{:08x}{:08x}", random(), random());
        std::filesystem::create_directories(path_);
    }
    ~Workplace() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Workplace(Workplace const&) = delete;
    Workplace& operator=(Workplace const&) = delete;
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

std::string content_of(std::filesystem::path const& file) {
    std::ifstream in{file};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// Every code of 12 digits that the text names, and those above them.
std::set<org::Code> codes_in(std::string_view text) {
    constexpr std::string_view digits = "0123456789";
    std::set<org::Code> codes;
    for (auto from = text.find_first_of(digits); from != std::string_view::npos; from = text.find_first_of(digits, from)) {
        auto const to = std::min(text.find_first_not_of(digits, from), text.size());
        if (to - from == 12) {
            if (auto const code = org::Code::parse(text.substr(from, 12))) {
                for (auto const above : code->upwards()) codes.insert(above);
            }
        }
        from = to;
    }
    return codes;
}

// Division files with a place of an invented name for each code.
void write_divisions(std::filesystem::path const& folder, std::set<org::Code> const& codes) {
    struct Kind {
        org::Level level;
        std::size_t digits;
        std::string_view file, parent, suffix;
    };
    constexpr std::array<Kind, 5> kinds{{{org::Level::Province, 2, "provinces.csv", "", "省"},
                                         {org::Level::City, 4, "cities.csv", "provinceCode", "市"},
                                         {org::Level::County, 6, "areas.csv", "cityCode", "县"},
                                         {org::Level::Township, 9, "streets.csv", "areaCode", "镇"},
                                         {org::Level::Village, 12, "villages.csv", "streetCode", "村民委员会"}}};
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        auto const& kind = kinds[i];
        std::ofstream out{folder / kind.file};
        out << "code,name" << (kind.parent.empty() ? "" : ",") << kind.parent << '\n';
        for (auto const code : codes) {
            if (code.level() != kind.level) continue;
            auto const digits = code.text().substr(0, kind.digits);
            out << digits << ",第" << digits << kind.suffix;
            if (i > 0) out << ',' << digits.substr(0, kinds[i - 1].digits);
            out << '\n';
        }
    }
}

// {partner: {at: CODE, name: TEXT}}
void add_partners(Stage& stage, Item const& item) {
    for (auto const& [name, value] : item.members()) {
        value.keys({"at", "name"}, {"at", "name"});
        auto const at = org::Code::parse(value.text_at("at"));
        if (!at) {
            value.problem("at 不是区划代码", "at is no code of a place");
            continue;
        }
        auto const unit = stage.installation.database->write([&](storage::Transaction& transaction) { return org::add_unit(transaction, stage.system(), *at, value.text_at("name")); });
        stage.partners.emplace(name.text(), unit.code);
    }
}

// Who together may open what is sealed.
void name_officers(Stage& stage, Item const& item) {
    std::vector<identity::AccountId> officers;
    for (auto const& one : item.elements()) {
        auto const who = stage.who(one);
        auto const context = who ? stage.context_of(one, *who) : std::nullopt;
        if (context) officers.push_back(context->account());
    }
    stage.installation.database->write([&](storage::Transaction& transaction) { (void)stage.installation.recovery.name_officers(transaction, stage.system(), officers); });
}

void run(Item const& item, std::string const& text, std::filesystem::path const& packs, std::vector<packs::Diagnostic>& problems, Outcome& outcome) {
    item.keys({"scenario", "organisation", "programme", "seed", "partners", "officers", "steps", "then"}, {"scenario", "programme", "steps", "then"});
    outcome.title = item.text_at("scenario");
    auto const steps = item.get("steps");
    auto const then = item.get("then");
    auto const codes = codes_in(text);
    if (!steps || !then || codes.empty()) return;

    Workplace const workplace;
    write_divisions(workplace.path() / "divisions", codes);
    Settings settings;
    if (item.has("organisation")) settings.organisation = item.text_at("organisation");
    Installation::create(workplace.path() / "data", settings);
    SetClock clock{moment_of(Day::of(2000, 1, 3).value())};
    Installation installation{workplace.path() / "data", packs, clock};
    auto const imported = org::import_divisions(*installation.database, identity::Context::system(clock), (workplace.path() / "divisions").string(),
                                                *codes.begin(), "妇女联合会", {});
    for (auto const& problem : imported.problems) problems.push_back({problem.file, problem.line, problem.column, problem.text});

    Stage stage{installation, clock, item.text_at("programme"), outcome};
    if (auto const partners = item.get("partners")) add_partners(stage, *partners);
    if (auto const officers = item.get("officers")) name_officers(stage, *officers);
    act_out(stage, *steps);
    check(stage, *then);
}

}  // namespace

Outcome run_scenario(std::filesystem::path const& file, std::filesystem::path const& packs) {
    Outcome outcome;
    outcome.file = file.string();
    std::vector<packs::Diagnostic> problems;
    try {
        if (auto const item = Item::file(file.string(), problems)) run(*item, content_of(file), packs, problems, outcome);
    } catch (Error const& failure) {
        outcome.failures.push_back({0, "scenario", "to run", said(failure)});
    }
    for (auto const& problem : problems) {
        outcome.failures.push_back({problem.line, "file", "sound", fmt::format("{} / {}", problem.text.zh, problem.text.en)});
    }
    return outcome;
}

}  // namespace niangjia::demo
