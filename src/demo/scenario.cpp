#include "demo/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "audit/audit.h"
#include "base/error.h"
#include "demo/values.h"
#include "installation/installation.h"
#include "notify/notify.h"
#include "org/org.h"
#include "packs/item.h"
#include "people/people.h"

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

// The word of tests/scenarios/README.md for a refusal; empty for one that has none.
std::string word_for(std::string_view code, ErrorKind kind) {
    static std::map<std::string_view, std::string_view> const words{{"records.no-such-action", "not-possible"},
                                                                    {"records.must-wait", "too-early"},
                                                                    {"records.past-due", "too-late"},
                                                                    {"records.missing", "missing"},
                                                                    {"records.missing-subject", "missing"},
                                                                    {"records.missing-note", "note-missing"},
                                                                    {"records.too-small", "out-of-range"},
                                                                    {"records.too-big", "out-of-range"},
                                                                    {"records.too-long", "out-of-range"},
                                                                    {"records.once-per", "once-per"},
                                                                    {"records.done-once", "only-once"},
                                                                    {"identity.own-seal-request", "own-request"},
                                                                    {"people.reason", "note-missing"},
                                                                    {"records.needs-yes", "needs-yes"},
                                                                    {"records.open-parts", "open-parts"},
                                                                    {"records.part-wanted", "part-wanted"},
                                                                    {"records.needs-parent", "needs-parent"},
                                                                    {"records.wrong-level-of-organisation", "wrong-level"}};
    auto const found = words.find(code);
    if (found != words.end()) return std::string{found->second};
    if (kind == ErrorKind::NotFound) return "not-found";
    if (kind == ErrorKind::Forbidden) return "not-allowed";
    return {};
}

std::vector<std::string> words_of(Error const& failure) {
    std::vector<std::string> words;
    for (auto const& problem : failure.problems()) words.push_back(word_for(problem.code, failure.kind()));
    if (words.empty()) words.push_back(word_for(failure.code(), failure.kind()));
    return words;
}

std::vector<std::string> texts_of(Item const& item) {
    std::vector<std::string> texts;
    for (auto const& element : item.elements()) texts.push_back(element.text());
    return texts;
}

std::string said(Error const& failure) {
    auto text = fmt::format("{} {}", failure.code(), failure.text().zh);
    if (failure.problems().size() > 1) {
        for (auto const& problem : failure.problems()) text += fmt::format("; {} {}", problem.pointer, problem.text.zh);
    }
    return text;
}

using Partners = std::map<std::string, org::Code, std::less<>>;

// A code, or the name of a partner.
std::optional<org::Code> read_place(std::string_view text, Partners const& partners) {
    if (auto const found = partners.find(text); found != partners.end()) return found->second;
    return org::Code::parse(text);
}

// "ROLE of CODE", or of a partner
struct Who {
    std::string role;
    org::Code org;
};

std::optional<Who> read_who(Item const& item, Partners const& partners) {
    auto const text = item.text();
    auto const of = text.find(" of ");
    auto const code = of == std::string::npos ? std::nullopt : read_place(std::string_view{text}.substr(of + 4), partners);
    if (!code) {
        item.problem("应写成 角色 of 代码", "Write ROLE of CODE");
        return std::nullopt;
    }
    return Who{text.substr(0, of), *code};
}

class Runner {
  public:
    Runner(Installation& installation, SetClock& clock, std::string programme, Outcome& outcome)
        : installation_{installation}, clock_{clock}, programme_{std::move(programme)}, outcome_{outcome} {}

    void meet(Item const& item) {
        if (!item.has("as")) return;
        if (auto const who = read_who(*item.get("as"), partners_)) (void)context_of(item, *who);
    }

    void step(Item const& item) {
        item.keys({"on", "as", "do", "at", "subject", "with", "participants", "note", "refused"}, {"on", "as", "do"});
        ++outcome_.steps;
        auto const day = item.has("on") ? read_day(*item.get("on")) : std::nullopt;
        auto const who = item.has("as") ? read_who(*item.get("as"), partners_) : std::nullopt;
        if (!day || !who) return;
        if (*day < clock_.today()) item.problem("步骤没有按日期排列", "The steps are not in the order of their days");
        // Steps of one day follow each other.
        clock_.set(*day == clock_.today() ? clock_.now() + 60'000 : moment_of(*day));
        auto const context = context_of(item, *who);
        if (!context) return;

        std::istringstream words{item.text_at("do")};
        std::string action, first, second, of, whole;
        words >> action >> first >> second >> of >> whole;
        if (action == "merge") {
            merge(item, *context, first, of);
        } else if (action == "ask-seal") {
            ask_seal(item, *context, first);
        } else if (action == "approve-seal") {
            approve_seal(item, *context, first);
        } else if (action == "create") {
            create(item, *context, *who, first, second, whole);
        } else {
            act(item, *context, action, first);
        }
    }

    void check_state(Item const& name, Item const& expected) {
        ++outcome_.checks;
        auto const id = records_.find(name.text());
        if (id == records_.end()) {
            fail(name, fmt::format("{} 的状态", name.text()), expected.text(), "没有这条记录 / no such record");
            return;
        }
        auto const state = present(id->second).state->name;
        if (state != expected.text()) fail(name, fmt::format("{} 的状态", name.text()), expected.text(), state);
    }

    // {partner: {at: CODE, name: TEXT}}
    void add_partners(Item const& item) {
        for (auto const& [name, value] : item.members()) {
            value.keys({"at", "name"}, {"at", "name"});
            auto const at = org::Code::parse(value.text_at("at"));
            if (!at) {
                value.problem("at 不是区划代码", "at is no code of a place");
                continue;
            }
            auto const unit = installation_.database->write([&](storage::Transaction& transaction) { return org::add_unit(transaction, system(), *at, value.text_at("name")); });
            partners_.emplace(name.text(), unit.code);
        }
    }

    // Who together may open what is sealed.
    void name_officers(Item const& item) {
        std::vector<identity::AccountId> officers;
        for (auto const& one : item.elements()) {
            auto const who = read_who(one, partners_);
            auto const context = who ? context_of(one, *who) : std::nullopt;
            if (context) officers.push_back(context->account());
        }
        installation_.database->write([&](storage::Transaction& transaction) { (void)installation_.recovery.name_officers(transaction, system(), officers); });
    }

    // {NAME: [WHO]}: who can read the record's story; nobody else of those who appear in the scenario can.
    void check_readers(Item const& name, Item const& expected) {
        ++outcome_.checks;
        auto const id = records_.find(name.text());
        if (id == records_.end()) {
            fail(name, name.text(), "a record", "没有这条记录 / no such record");
            return;
        }
        std::set<std::string> wanted;
        for (auto const& one : texts_of(expected)) wanted.insert(one);
        std::set<std::string> actual;
        for (auto const& [key, actor] : accounts_) {
            auto const context = installation_.identity.context_with(actor.account, actor.pair, actor.keys);
            try {
                auto const record = installation_.database->read([&](storage::Reader const& reader) { return installation_.records.fetch(reader, context, id->second); });
                if (!record.locked()) actual.insert(actor.name);
            } catch (Error const& failure) {
                if (failure.kind() != ErrorKind::NotFound) throw;
            }
        }
        if (actual != wanted) fail(name, fmt::format("{} 打得开的人", name.text()), fmt::format("{}", fmt::join(wanted, "; ")), fmt::format("{}", fmt::join(actual, "; ")));
    }

    // {WHO: NUMBER}: how many notices she has not seen.
    void check_notices(Item const& who, Item const& expected) {
        ++outcome_.checks;
        auto const read = read_who(who, partners_);
        auto const context = read ? context_of(who, *read) : std::nullopt;
        if (!context) return;
        auto const count = installation_.database->read([&](storage::Reader const& reader) { return notify::count_unseen(reader, *context); });
        if (std::to_string(count) != expected.text()) fail(who, who.text() + " 的通知", expected.text(), std::to_string(count));
    }

    void check_fields(Item const& name, Item const& expected) {
        auto const id = records_.find(name.text());
        for (auto const& [field, value] : expected.members()) {
            ++outcome_.checks;
            auto const what = fmt::format("{} 的 {}", name.text(), field.text());
            if (id == records_.end()) {
                fail(name, what, value.text(), "没有这条记录 / no such record");
                continue;
            }
            auto const record = present(id->second);
            auto const* found = record.fields.if_contains(field.text());
            auto const actual = found == nullptr ? std::string{"none"} : found->is_string() ? std::string{found->get_string()} : to_text(*found);
            if (actual != value.text()) fail(field, what, value.text(), actual);
        }
    }

    // {NAME: {DEADLINE: DAY or none}}; "due" is the state's own.
    void check_deadlines(Item const& name, Item const& expected) {
        auto const id = records_.find(name.text());
        for (auto const& [deadline, value] : expected.members()) {
            ++outcome_.checks;
            auto const what = fmt::format("{} 的期限 {}", name.text(), deadline.text());
            if (id == records_.end()) {
                fail(name, what, value.text(), "没有这条记录 / no such record");
                continue;
            }
            auto const record = present(id->second);
            std::string actual = "none";
            if (deadline.text() == "due") {
                if (record.due) actual = record.due->iso();
            } else {
                auto const timeline = installation_.database->read([&](storage::Reader const& reader) { return installation_.records.timeline(reader, record); });
                for (auto const& one : records::Records::running(*record.type, timeline)) {
                    if (one.deadline->name == deadline.text()) actual = one.due.iso();
                }
            }
            if (actual != value.text()) fail(deadline, what, value.text(), actual);
        }
    }

    // What lies with somebody on a day: [{on: DAY, as: WHO, has: [NAME or NAME/DEADLINE]}]
    void check_todos(Item const& item) {
        item.keys({"on", "as", "has"}, {"on", "as", "has"});
        ++outcome_.checks;
        auto const day = item.has("on") ? read_day(*item.get("on")) : std::nullopt;
        auto const who = item.has("as") ? read_who(*item.get("as"), partners_) : std::nullopt;
        if (!day || !who) return;
        clock_.set(moment_of(*day));
        auto const context = context_of(item, *who);
        if (!context) return;
        std::set<std::string> has;
        for (auto const& todo : installation_.database->read([&](storage::Reader const& reader) { return installation_.records.todos(reader, *context, {}, 1000); })) {
            for (auto const& [name, id] : records_) {
                if (id == todo.record.id) has.insert(todo.deadline == nullptr ? name : name + "/" + todo.deadline->name);
            }
        }
        std::set<std::string> wanted;
        for (auto const& one : item.texts_at("has")) wanted.insert(one);
        if (has != wanted) fail(item, fmt::format("{} {} 的待办", day->iso(), item.text_at("as")), fmt::format("{}", fmt::join(wanted, " ")), fmt::format("{}", fmt::join(has, " ")));
    }

    void check_figures(Item const& item) {
        item.keys({"org", "year", "values"}, {"org", "year", "values"});
        auto const org = org::Code::parse(item.text_at("org"));
        auto const year = item.integer_at("year");
        auto const values = item.get("values");
        if (!org || !year || !values) return;
        auto const period = Period::of_year(static_cast<int>(*year));
        for (auto const& [key, value] : values->members()) {
            ++outcome_.checks;
            auto const what = fmt::format("{} {} {}", org->text(), *year, key.text());
            auto const* figure = installation_.library->figure(full_name(key.text()));
            if (figure == nullptr) {
                fail(key, what, value.text(), "没有这个指标 / no such figure");
                continue;
            }
            auto const number = installation_.database->read([&](storage::Reader const& reader) {
                return figures::Figures::number(*figure, installation_.figures.value(reader, system(), *figure, *org, period));
            });
            auto const actual = number ? fmt::format("{}", *number) : std::string{"none"};
            if (value.text() == "none" || !number) {
                if (actual != value.text()) fail(key, what, value.text(), actual);
                continue;
            }
            std::istringstream text{value.text()};
            double expected = 0;
            if (!(text >> expected) || std::abs(expected - *number) > 1e-6) fail(key, what, value.text(), actual);
        }
    }

  private:
    identity::Context system() const { return identity::Context::system(clock_); }

    std::string name_of_place(org::Code org) const {
        for (auto const& [name, code] : partners_) {
            if (code == org) return name;
        }
        return org.text();
    }

    void fail(Item const& item, std::string what, std::string expected, std::string actual) {
        outcome_.failures.push_back({item.line(), std::move(what), std::move(expected), std::move(actual)});
    }

    // What has no programme in front belongs to the scenario's.
    std::string full_name(std::string name) const {
        if (auto own = programme_ + "." + name; installation_.library->figure(own) != nullptr || installation_.library->record_type(own) != nullptr) return own;
        std::replace(name.begin(), name.end(), '/', '.');
        return name.find('.') == std::string::npos ? programme_ + "." + name : name;
    }

    std::optional<identity::Context> context_of(Item const& item, Who const& who) {
        auto const name = fmt::format("{}-{}", who.role, who.org.text());
        auto found = accounts_.find(name);
        if (found == accounts_.end()) {
            try {
                auto const keys = vault::KeyPair::make();
                auto const [account, pair] = installation_.database->write([&](storage::Transaction& transaction) {
                    auto made = installation_.identity.create_account(transaction, system(), {name, name, "", {{who.role, who.org.text()}}, false}, "-");
                    auto const number = identity::Identity::set_public_half(transaction, made.id, keys.public_half(), clock_.now());
                    return std::pair{made, number};
                });
                found = accounts_.emplace(name, Actor{account, pair, keys, fmt::format("{} of {}", who.role, name_of_place(who.org))}).first;
            } catch (Error const& failure) {
                fail(item, item.text_at("as"), "an account", said(failure));
                return std::nullopt;
            }
        }
        auto const& [account, pair, keys, ignored] = found->second;
        return installation_.identity.context_with(account, pair, keys);
    }

    people::PersonId person(std::string const& name, org::Code org) {
        auto found = people_.find(name);
        if (found == people_.end()) {
            people::Person wanted;
            wanted.org = org;
            wanted.name = name;
            auto const made = installation_.database->write([&](storage::Transaction& transaction) { return installation_.people.create(transaction, system(), wanted, people::Despite::all()); });
            found = people_.emplace(name, made.id).first;
        }
        return found->second;
    }

    json::object fields(Item const& item, packs::RecordType const& type, org::Code org) {
        json::object fields;
        auto const with = item.get("with");
        if (!with) return fields;
        for (auto const& [key, value] : with->members()) {
            auto const* field = type.field(key.text());
            if (field == nullptr) {
                fields[key.text()] = value.text();
            } else if (field->type == packs::FieldType::Person) {
                fields[key.text()] = std::to_string(person(value.text(), org));
            } else if (auto const read = read_value(value, *field)) {
                fields[key.text()] = *read;
            }
        }
        return fields;
    }

    records::Party party(packs::Who who, Item const& item, org::Code org) {
        if (who == packs::Who::Person) return {who, person(item.text(), org)};
        return {who, read_place(item.text(), partners_).value_or(org::Code{}).value()};
    }

    std::vector<records::NewParticipant> participants(Item const& item, packs::RecordType const& type, org::Code org) {
        std::vector<records::NewParticipant> result;
        auto const given = item.get("participants");
        if (!given) return result;
        for (auto const& [role, names] : given->members()) {
            auto const* declared = type.participant(role.text());
            auto const who = declared == nullptr ? packs::Who::Person : declared->who;
            for (auto const& name : names.elements()) result.push_back({role.text(), party(who, name, org)});
        }
        return result;
    }

    std::string command() { return fmt::format("scenario-{:06}", ++commands_); }

    records::Record present(records::RecordId id) const {
        return installation_.database->read([&](storage::Reader const& reader) { return installation_.records.fetch(reader, system(), id); });
    }

    void create(Item const& item, identity::Context const& context, Who const& who, std::string const& type_name, std::string const& name,
                std::string const& whole) {
        auto const* type = installation_.library->record_type(full_name(type_name));
        if (type == nullptr || name.empty()) {
            item.problem(fmt::format("没有记录类型“{}”，或没有给记录起名", type_name), fmt::format("There is no record type '{}', or the record has no name", type_name));
            return;
        }
        auto const parent = records_.find(whole);
        if (!whole.empty() && parent == records_.end()) {
            item.problem(fmt::format("没有名为“{}”的记录", whole), fmt::format("There is no record named '{}'", whole));
            return;
        }
        auto const home = whole.empty() ? who.org : present(parent->second).org;
        auto const at = item.has("at") ? read_place(item.text_at("at"), partners_) : home;
        if (!at) {
            item.problem("at 不是区划代码", "at is no code of a place");
            return;
        }
        records::Creation creation{command(), type->name, *at, std::nullopt, std::nullopt, fields(item, *type, *at), participants(item, *type, *at),
                                   item.text_at("note"), whole.empty() ? std::nullopt : std::optional{parent->second}};
        if (auto const subject = item.get("subject")) {
            creation.subject = party(type->subject ? type->subject->who : packs::Who::Person, *subject, *at);
        }
        attempt(item, std::nullopt, [&](storage::Transaction& transaction) {
            auto const id = installation_.records.create(transaction, context, creation);
            records_[name] = id;
        });
    }

    void act(Item const& item, identity::Context const& context, std::string const& action, std::string const& name) {
        auto const id = records_.find(name);
        if (id == records_.end()) {
            fail(item, item.text_at("do"), "a record", fmt::format("没有名为“{}”的记录 / no record of that name", name));
            return;
        }
        auto const record = present(id->second);
        records::Act const act{command(), action, std::nullopt, item.text_at("note"), fields(item, *record.type, record.org),
                               participants(item, *record.type, record.org), std::nullopt, ""};
        attempt(item, id->second, [&](storage::Transaction& transaction) {
            installation_.records.act(transaction, context, id->second, record.version, act);
        });
    }

    // merge A into B: two files of one person become one.
    void merge(Item const& item, identity::Context const& context, std::string const& from, std::string const& into) {
        auto const one = people_.find(from);
        auto const other = people_.find(into);
        if (one == people_.end() || other == people_.end()) {
            item.problem("合并写成 merge 甲 into 乙，两人都要先出现过", "Write merge A into B; both must have been named before");
            return;
        }
        attempt(item, std::nullopt, [&](storage::Transaction& transaction) {
            (void)installation_.records.merge_persons(transaction, context, installation_.people, one->second, other->second, item.text_at("note"));
        });
    }

    void ask_seal(Item const& item, identity::Context const& context, std::string const& name) {
        auto const id = records_.at(name);
        attempt(item, std::nullopt, [&](storage::Transaction& transaction) {
            auto const record = installation_.records.fetch(transaction, context, id);
            auto const recovery = installation_.records.recovery_of(transaction, record);
            auto const asked = installation_.recovery.request(transaction, context, {id, record.org, recovery.value_or(0), item.text_at("note")});
            seals_[name] = asked.id;
        });
    }

    void approve_seal(Item const& item, identity::Context const& context, std::string const& name) {
        attempt(item, std::nullopt, [&](storage::Transaction& transaction) {
            (void)installation_.recovery.approve(transaction, context, seals_.at(name),
                                                 [&](storage::Transaction& inner, identity::SealRequest const& request, vault::KeyPair const& recovered) {
                                                     installation_.records.lend(inner, context, request.record, request.recovery, recovered, request.requester,
                                                                                request.access_until.value(), request.reason);
                                                 });
        });
    }

    // The journal's newest entry and the record's version: neither may move when a step is refused.
    std::pair<std::int64_t, std::int64_t> mark(std::optional<records::RecordId> id) const {
        auto const newest = installation_.database->read(
            [&](storage::Reader const& reader) { return audit::list(reader, 0, org::Code{}.last().value(), std::nullopt, 1); });
        return {newest.empty() ? 0 : newest.front().seq, id ? present(*id).version : 0};
    }

    template <class F>
    void attempt(Item const& item, std::optional<records::RecordId> id, F const& job) {
        auto const refused = item.text_at("refused");
        auto const what = fmt::format("{} {}", item.text_at("on"), item.text_at("do"));
        auto const before = mark(id);
        try {
            installation_.database->write(job);
        } catch (Error const& failure) {
            auto const words = words_of(failure);
            if (refused.empty() || std::find(words.begin(), words.end(), refused) == words.end()) {
                auto const word = words.front().empty() ? "" : words.front() + ": ";
                fail(item, what, refused.empty() ? "done" : refused, word + said(failure));
            } else if (mark(id) != before) {
                fail(item, what, "nothing changed", "a refused step has changed something");
            }
            return;
        }
        if (!refused.empty()) fail(item, what, refused, "done");
    }

    Installation& installation_;
    SetClock& clock_;
    std::string programme_;
    Outcome& outcome_;
    struct Actor {
        identity::Account account;
        identity::PairId pair;
        vault::KeyPair keys;
        std::string name;  // as the scenario has it
    };

    std::map<std::string, Actor> accounts_;
    std::map<std::string, people::PersonId> people_;
    std::map<std::string, records::RecordId> records_;
    std::map<std::string, identity::SealRequestId> seals_;
    Partners partners_;
    int commands_ = 0;
};

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

    Runner runner{installation, clock, item.text_at("programme"), outcome};
    if (auto const partners = item.get("partners")) runner.add_partners(*partners);
    if (auto const officers = item.get("officers")) runner.name_officers(*officers);
    // Everybody is there from the start, so that what is sealed is sealed for all of its team.
    for (auto const& step : steps->elements()) runner.meet(step);
    for (auto const& step : steps->elements()) runner.step(step);
    then->keys({"states", "fields", "deadlines", "figures", "todos", "readers", "notices"});
    if (auto const readers = then->get("readers")) {
        for (auto const& [name, who] : readers->members()) runner.check_readers(name, who);
    }
    if (auto const notices = then->get("notices")) {
        for (auto const& [who, count] : notices->members()) runner.check_notices(who, count);
    }
    if (auto const fields = then->get("fields")) {
        for (auto const& [name, values] : fields->members()) runner.check_fields(name, values);
    }
    if (auto const deadlines = then->get("deadlines")) {
        for (auto const& [name, values] : deadlines->members()) runner.check_deadlines(name, values);
    }
    if (auto const states = then->get("states")) {
        for (auto const& [name, state] : states->members()) runner.check_state(name, state);
    }
    if (auto const figures = then->get("figures")) {
        for (auto const& one : figures->elements()) runner.check_figures(one);
    }
    if (auto const todos = then->get("todos")) {
        for (auto const& one : todos->elements()) runner.check_todos(one);
    }
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
