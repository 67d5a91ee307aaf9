#include "installation/installation.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "audit/audit.h"
#include "base/error.h"
#include "base/json.h"
#include "funds/funds.h"
#include "notify/notify.h"
#include "org/org.h"
#include "people/people.h"
#include "search/search.h"
#include "storage/ids.h"

namespace niangjia {
namespace {

constexpr Message missing{ErrorKind::Unavailable, "installation.missing", "“{}”里还没有数据：请先运行 niangjia init 或 niangjia demo",
                          "There is no installation in '{}': run niangjia init or niangjia demo first"};
constexpr Message exists{ErrorKind::Conflict, "installation.exists", "“{}”里已有数据，请换一个目录或先移走它",
                         "'{}' holds an installation already; choose another folder or move it away"};
constexpr Message unreadable{ErrorKind::Broken, "installation.settings", "设置文件“{0}”有误：{1}，请改正", "The settings '{0}' are wrong: {2}; mend them"};
constexpr Message unwritable{ErrorKind::Unavailable, "installation.unwritable", "写不进“{}”，请检查目录权限和磁盘空间",
                             "'{}' cannot be written; check the folder's rights and the disk"};
constexpr Message unsound{ErrorKind::Invalid, "packs.unsound", "项目包有 {} 处问题，运行 niangjia pack check 查看：{}",
                          "The packs have {} problems; run niangjia pack check to see them: {}"};
constexpr Message no_packs{ErrorKind::Unavailable, "packs.missing", "找不到项目包目录，请用 --packs 指明", "The folder of packs is not found; name it with --packs"};

std::filesystem::path settings_file(std::filesystem::path const& data) { return data / "niangjia.json"; }

class SettingsReader {
  public:
    SettingsReader(std::string file, std::string_view text) : file_{std::move(file)} {
        try {
            root_ = parse_json(text);
        } catch (Error const& failure) {
            refuse(failure.text());
        }
        if (!root_.is_object()) refuse({"应为一个 JSON 对象", "a JSON object is expected"});
        for (auto const& member : root_.get_object()) {
            if (std::find(known.begin(), known.end(), std::string_view{member.key()}) == known.end()) {
                refuse({fmt::format("不认识“{}”", std::string_view{member.key()}), fmt::format("'{}' is unknown", std::string_view{member.key()})});
            }
        }
    }

    [[nodiscard]] Settings read() const {
        Settings settings;
        settings.organisation = text("organisation");
        settings.database = text("database");
        auto const& demo = member("demo");
        if (!demo.is_bool()) refuse({"“demo”应为 true 或 false", "'demo' must be true or false"});
        settings.demo = demo.get_bool();
        if (root_.get_object().contains("today")) {
            settings.today = Day::parse(text("today"));
            if (!settings.today) refuse({"“today”不是日期（如 2015-12-31）", "'today' is no day such as 2015-12-31"});
        }
        if (root_.get_object().contains("keys")) settings.keys = text("keys");
        if (root_.get_object().contains("proxies")) settings.proxies = proxies();
        if (root_.get_object().contains("receptions")) settings.receptions = receptions();
        return settings;
    }

  private:
    constexpr static std::array<std::string_view, 7> known{"organisation", "database", "demo", "today", "keys", "proxies", "receptions"};

    [[noreturn]] void refuse(Text const& why) const { throw error(unreadable, file_, why.zh, why.en); }

    [[nodiscard]] json::value const& member(std::string_view name) const {
        auto const* value = root_.get_object().if_contains(name);
        if (value == nullptr) refuse({fmt::format("缺少“{}”", name), fmt::format("'{}' is missing", name)});
        return *value;
    }
    [[nodiscard]] std::vector<std::string> proxies() const {
        std::vector<std::string> addresses;
        auto const* list = member("proxies").if_array();
        for (auto const& one : list == nullptr ? json::array{nullptr} : *list) {
            if (!one.is_string()) refuse({"“proxies”应为地址的列表", "'proxies' must be a list of addresses"});
            addresses.emplace_back(one.get_string());
        }
        return addresses;
    }
    [[nodiscard]] std::map<std::string, Settings::Reception, std::less<>> receptions() const {
        std::map<std::string, Settings::Reception, std::less<>> places;
        auto const wrong = [&] [[noreturn]] {
            refuse({"“receptions”应为 {地区代码: {address, phone, hours}}", "'receptions' must be {code: {address, phone, hours}}"});
        };
        auto const* all = member("receptions").if_object();
        if (all == nullptr) wrong();
        for (auto const& [code, value] : *all) {
            auto const place = org::Code::parse({code.data(), code.size()});
            auto const* given = value.if_object();
            if (!place || given == nullptr) wrong();
            auto& reception = places[place->text()];
            for (auto const& [key, text] : *given) {
                auto* target = key == "address" ? &reception.address : key == "phone" ? &reception.phone : key == "hours" ? &reception.hours : nullptr;
                if (target == nullptr || !text.is_string()) wrong();
                *target = std::string{text.get_string()};
            }
        }
        return places;
    }
    [[nodiscard]] std::string text(std::string_view name) const {
        auto const* value = member(name).if_string();
        if (value == nullptr) refuse({fmt::format("“{}”应为文字", name), fmt::format("'{}' must be a text", name)});
        return std::string{*value};
    }

    std::string file_;
    json::value root_;
};

std::string address(std::filesystem::path const& data, Settings const& settings) {
    return settings.database.empty() ? "sqlite:" + (data / "niangjia.db").string() : settings.database;
}

std::unique_ptr<storage::Database> open(std::filesystem::path const& data, Settings const& settings) {
    auto database = storage::Database::open(address(data, settings));
    database->migrate(all_migrations());
    return database;
}

std::shared_ptr<packs::Library const> load(std::filesystem::path const& folder, Settings const& settings, identity::Roles const& roles) {
    auto loaded = packs::Library::load(folder, settings.organisation, roles);
    if (!loaded.problems.empty()) {
        auto const& first = loaded.problems.front();
        throw error(unsound, loaded.problems.size(), fmt::format("{}:{}:{} {}", first.file, first.line, first.column, first.text.zh));
    }
    return loaded.library;
}

}  // namespace

Settings Settings::read(std::filesystem::path const& data) {
    std::ifstream in{settings_file(data)};
    if (!in) throw error(missing, data.string());
    std::ostringstream text;
    text << in.rdbuf();
    return SettingsReader{settings_file(data).string(), text.str()}.read();
}

void Settings::write(std::filesystem::path const& data) const {
    std::ofstream out{settings_file(data)};
    JsonWriter json;
    json.open_object().member("organisation", organisation).member("database", database).member("demo", demo);
    if (today) json.member("today", today->iso());
    if (!keys.empty()) json.member("keys", keys);
    if (!proxies.empty()) {
        json.key("proxies").open_array();
        for (auto const& address : proxies) json.text(address);
        json.close_array();
    }
    if (!receptions.empty()) {
        json.key("receptions").open_object();
        for (auto const& [code, place] : receptions) {
            json.key(code).open_object().member("address", place.address).member("phone", place.phone).member("hours", place.hours).close_object();
        }
        json.close_object();
    }
    json.close_object();
    out << json.str() << '\n';
    if (!out.flush()) throw error(unwritable, data.string());
}

void Installation::create(std::filesystem::path const& data, Settings const& settings) {
    if (std::filesystem::exists(settings_file(data))) throw error(exists, data.string());
    std::error_code failure;
    std::filesystem::create_directories(data / "attachments", failure);
    if (failure) throw error(unwritable, data.string());
    settings.write(data);
}

Installation::Installation(std::filesystem::path data_folder, std::filesystem::path const& packs_folder, Clock const& the_clock)
    : data{std::move(data_folder)},
      packs{packs_folder},
      settings{Settings::read(data)},
      clock{the_clock},
      database{open(data, settings)},
      roles{identity::Roles::read((packs / "common" / "roles.yaml").string())},
      library{load(packs, settings, roles)},
      people{people::open_keys(*database, key_file(data, settings)), key_file(data, settings), person_rules(*library)},
      imports{*database, people},
      figures{*database, *library},
      records{*database, *library, figures, people, data / "attachments"},
      payments{*database, *library, records, people},
      reports{*library, figures},
      identity{*database, roles, clock},
      recovery{roles, identity::SealRules::read((packs / "common" / "seals.yaml").string())},
      portal{*library, records, clock} {
    people.encrypt_plain(*database);
    records.seal_old_links(*database);
    records.fill_notices(*database, identity::Context::system(clock));
}

std::filesystem::path key_file(std::filesystem::path const& data, Settings const& settings) {
    return settings.keys.empty() ? data / "keys" / "field-keys" : std::filesystem::path{settings.keys};
}

people::Rules person_rules(packs::Library const& library) {
    auto const list = [](packs::ChoiceList const& choices) {
        people::CodeList codes;
        for (auto const& choice : choices.choices) codes.codes.push_back({choice.key, choice.title});
        return codes;
    };
    auto const named = [&](std::string_view name) { return list(*library.choices(name)); };
    auto const& given = library.persons();
    people::Rules rules;
    for (auto const& field : given.fields) rules.fields.push_back({field.name, field.title, list(*field.choices), field.headings});
    rules.papers = named("identity-paper");
    rules.no_number_reasons = named("no-number-reason");
    rules.contact_kinds = named("contact-kind");
    rules.kinship = named("kinship");
    rules.relations = named("relation-kind");
    rules.retention_years = given.retention_years;
    rules.identity_shown = {given.identity_shown.first, given.identity_shown.last};
    rules.telephone_shown = {given.telephone_shown.first, given.telephone_shown.last};
    rules.import_rows = given.import_rows;
    return rules;
}

std::vector<storage::Migration> all_migrations() {
    std::vector<storage::Migration> all;
    for (auto const& room : {storage::migrations(), audit::migrations(), identity::migrations(), org::migrations(), people::migrations(),
                             search::migrations(), figures::migrations(), notify::migrations(), funds::migrations(), records::migrations(), payments::migrations(), portal::migrations(), reports::migrations()}) {
        all.insert(all.end(), room.begin(), room.end());
    }
    return all;
}

std::filesystem::path find_packs(std::string const& given) {
    std::vector<std::filesystem::path> places;
    if (!given.empty()) {
        places.emplace_back(given);
    } else {
        places.emplace_back("packs");
        std::error_code failure;
        auto const program = std::filesystem::read_symlink("/proc/self/exe", failure);
        if (!failure) places.push_back(program.parent_path().parent_path().parent_path() / "packs");
    }
    for (auto const& place : places) {
        if (std::filesystem::exists(place / "common" / "roles.yaml")) return place;
    }
    throw error(no_packs);
}

}  // namespace niangjia
