#include "demo/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "audit/audit.h"
#include "demo/values.h"

namespace niangjia::demo {
namespace {

using packs::Item;

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
                                                                    {"records.computed-field", "filled-in"},
                                                                    {"records.nothing-due", "nothing-due"},
                                                                    {"records.outside", "outside"},
                                                                    {"records.not-joined", "not-joined"},
                                                                    {"records.open-parts", "open-parts"},
                                                                    {"records.part-wanted", "part-wanted"},
                                                                    {"records.not-noticed", "not-noticed"},
                                                                    {"records.objections-open", "objected"},
                                                                    {"records.objected", "objected"},
                                                                    {"records.field-not-here", "not-here"},
                                                                    {"records.held", "held"},
                                                                    {"records.through-batch", "through-batch"},
                                                                    {"records.needs-parent", "needs-parent"},
                                                                    {"records.wrong-level-of-organisation", "wrong-level"},
                                                                    {"records.ceiling", "ceiling"},
                                                                    {"records.clash", "clash"},
                                                                    {"records.unlike", "four-eyes"},
                                                                    {"records.papers-missing", "papers-missing"},
                                                                    {"records.posted-not-reversed", "posted"},
                                                                    {"records.posted-field", "posted"},
                                                                    {"records.approved-amount", "posted"},
                                                                    {"records.still-owed", "still-owed"},
                                                                    {"records.still-in-store", "still-in-store"},
                                                                    {"funds.short", "short"},
                                                                    {"funds.few-pieces", "short"},
                                                                    {"funds.not-yours", "not-yours"},
                                                                    {"funds.out-of-order", "out-of-order"},
                                                                    {"funds.nothing-to-reverse", "nothing-to-reverse"},
                                                                    {"funds.not-for", "not-for"},
                                                                    {"funds.for-anything", "for-anything"},
                                                                    {"funds.not-for-person", "not-for-person"},
                                                                    {"funds.wider-purpose", "not-for"},
                                                                    {"funds.period-closed", "period-closed"},
                                                                    {"funds.closed", "fund-closed"},
                                                                    {"funds.lapsed", "lapsed"},
                                                                    {"funds.over-plan", "over-plan"},
                                                                    {"funds.over-owed", "over-owed"},
                                                                    {"funds.used-already", "used-already"},
                                                                    {"funds.not-empty", "not-empty"},
                                                                    {"funds.not-positive", "out-of-range"},
                                                                    {"funds.plan-below-used", "out-of-range"},
                                                                    {"funds.not-month-end", "out-of-range"},
                                                                    {"funds.period-backwards", "out-of-range"},
                                                                    {"funds.period-ahead", "out-of-range"}};
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

class Steps {
  public:
    explicit Steps(Stage& stage) : stage_{stage} {}

    void meet(Item const& item) {
        if (!item.has("as")) return;
        if (auto const who = stage_.who(*item.get("as"))) (void)stage_.context_of(item, *who);
    }

    void step(Item const& item) {
        item.keys({"on", "as", "do", "at", "dated", "subject", "with", "participants", "note", "refused"}, {"on", "as", "do"});
        ++stage_.outcome.steps;
        auto const day = item.has("on") ? read_day(*item.get("on")) : std::nullopt;
        auto const who = item.has("as") ? stage_.who(*item.get("as")) : std::nullopt;
        if (!day || !who) return;
        if (*day < stage_.clock.today()) item.problem("步骤没有按日期排列", "The steps are not in the order of their days");
        // Steps of one day follow each other.
        stage_.clock.set(*day == stage_.clock.today() ? stage_.clock.now() + 60'000 : moment_of(*day));
        auto const context = stage_.context_of(item, *who);
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
        } else if (action == "attach") {
            attach(item, *context, first);
        } else if (action == "create") {
            create(item, *context, *who, first, second, whole);
        } else {
            act(item, *context, action, first);
        }
    }

  private:
    json::object fields(Item const& item, packs::RecordType const& type, org::Code org) {
        json::object fields;
        auto const with = item.get("with");
        if (!with) return fields;
        for (auto const& [key, value] : with->members()) {
            auto const* field = type.field(key.text());
            if (field == nullptr) {
                fields[key.text()] = value.text();
            } else if (field->type == packs::FieldType::Person) {
                fields[key.text()] = std::to_string(stage_.person(value.text(), org));
            } else if (auto const named = stage_.records.find(value.text()); field->type == packs::FieldType::Record && named != stage_.records.end()) {
                fields[key.text()] = records::number_text(named->second);
            } else if (auto const read = read_value(value, *field)) {
                fields[key.text()] = *read;
            }
        }
        return fields;
    }

    records::Party party(packs::Who who, Item const& item, org::Code org) {
        if (who == packs::Who::Person) return {who, stage_.person(item.text(), org)};
        return {who, stage_.place(item.text()).value_or(org::Code{}).value()};
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

    // The day that the step is entered under, when it is not the day on which it is done.
    static std::optional<Day> dated(Item const& item) { return item.has("dated") ? read_day(*item.get("dated")) : std::nullopt; }

    std::string command() { return fmt::format("scenario-{:06}", ++stage_.commands); }

    void create(Item const& item, identity::Context const& context, Who const& who, std::string const& type_name, std::string const& name,
                std::string const& whole) {
        auto const* type = stage_.installation.library->record_type(stage_.full_name(type_name));
        if (type == nullptr || name.empty()) {
            item.problem(fmt::format("没有记录类型“{}”，或没有给记录起名", type_name), fmt::format("There is no record type '{}', or the record has no name", type_name));
            return;
        }
        auto const parent = stage_.records.find(whole);
        if (!whole.empty() && parent == stage_.records.end()) {
            item.problem(fmt::format("没有名为“{}”的记录", whole), fmt::format("There is no record named '{}'", whole));
            return;
        }
        auto const home = whole.empty() ? who.org : stage_.present(parent->second).org;
        auto const at = item.has("at") ? stage_.place(item.text_at("at")) : home;
        if (!at) {
            item.problem("at 不是区划代码", "at is no code of a place");
            return;
        }
        records::Creation creation{command(), type->name, *at, std::nullopt, std::nullopt, fields(item, *type, *at), participants(item, *type, *at),
                                   item.text_at("note"), whole.empty() ? std::nullopt : std::optional{parent->second}};
        if (auto const subject = item.get("subject")) {
            creation.subject = party(type->subject ? type->subject->who : packs::Who::Person, *subject, *at);
        }
        creation.day = dated(item);
        attempt(item, std::nullopt, [&](storage::Transaction& transaction) {
            auto const id = stage_.installation.records.create(transaction, context, creation);
            stage_.records[name] = id;
        });
    }

    void act(Item const& item, identity::Context const& context, std::string const& action, std::string const& name) {
        auto const id = stage_.records.find(name);
        if (id == stage_.records.end()) {
            stage_.fail(item, item.text_at("do"), "a record", fmt::format("没有名为“{}”的记录 / no record of that name", name));
            return;
        }
        auto const record = stage_.present(id->second);
        records::Act const act{command(), action, dated(item), item.text_at("note"), fields(item, *record.type, record.org),
                               participants(item, *record.type, record.org), std::nullopt, ""};
        attempt(item, id->second, [&](storage::Transaction& transaction) {
            stage_.installation.records.act(transaction, context, id->second, record.version, act);
        });
    }

    // attach NAME: a paper of no matter what content.
    void attach(Item const& item, identity::Context const& context, std::string const& name) {
        auto const id = stage_.records.find(name);
        if (id == stage_.records.end()) {
            stage_.fail(item, item.text_at("do"), "a record", fmt::format("没有名为“{}”的记录 / no record of that name", name));
            return;
        }
        auto const& records = stage_.installation.records;
        auto const file = stage_.installation.database->read(
            [&](storage::Reader const& reader) { return records.store_file(reader, records.fetch(reader, stage_.system(), id->second), "证明.txt", "证明材料"); });
        attempt(item, id->second, [&](storage::Transaction& transaction) { (void)records.attach(transaction, context, id->second, command(), "证明.txt", file); });
    }

    // merge A into B: two files of one person become one.
    void merge(Item const& item, identity::Context const& context, std::string const& from, std::string const& into) {
        auto const one = stage_.people.find(from);
        auto const other = stage_.people.find(into);
        if (one == stage_.people.end() || other == stage_.people.end()) {
            item.problem("合并写成 merge 甲 into 乙，两人都要先出现过", "Write merge A into B; both must have been named before");
            return;
        }
        attempt(item, std::nullopt, [&](storage::Transaction& transaction) {
            (void)stage_.installation.records.merge_persons(transaction, context, stage_.installation.people, one->second, other->second, item.text_at("note"));
        });
    }

    void ask_seal(Item const& item, identity::Context const& context, std::string const& name) {
        auto const id = stage_.records.at(name);
        attempt(item, std::nullopt, [&](storage::Transaction& transaction) {
            auto const record = stage_.installation.records.fetch(transaction, context, id);
            auto const recovery = stage_.installation.records.recovery_of(transaction, record);
            auto const asked = stage_.installation.recovery.request(transaction, context, {id, record.org, recovery.value_or(0), item.text_at("note")});
            stage_.seals[name] = asked.id;
        });
    }

    void approve_seal(Item const& item, identity::Context const& context, std::string const& name) {
        attempt(item, std::nullopt, [&](storage::Transaction& transaction) {
            (void)stage_.installation.recovery.approve(transaction, context, stage_.seals.at(name),
                                                 [&](storage::Transaction& inner, identity::SealRequest const& request, vault::KeyPair const& recovered) {
                                                     stage_.installation.records.lend(inner, context, request.record, request.recovery, recovered, request.requester,
                                                                                request.access_until.value(), request.reason);
                                                 });
        });
    }

    // The journal's newest entry and the record's version: neither may move when a step is refused.
    std::pair<std::int64_t, std::int64_t> mark(std::optional<records::RecordId> id) const {
        auto const newest = stage_.installation.database->read(
            [&](storage::Reader const& reader) { return audit::list(reader, 0, org::Code{}.last().value(), std::nullopt, 1); });
        return {newest.empty() ? 0 : newest.front().seq, id ? stage_.present(*id).version : 0};
    }

    template <class F>
    void attempt(Item const& item, std::optional<records::RecordId> id, F const& job) {
        auto const refused = item.text_at("refused");
        auto const what = fmt::format("{} {}", item.text_at("on"), item.text_at("do"));
        auto const before = mark(id);
        try {
            stage_.installation.database->write(job);
        } catch (Error const& failure) {
            auto const words = words_of(failure);
            if (refused.empty() || std::find(words.begin(), words.end(), refused) == words.end()) {
                auto const word = words.front().empty() ? "" : words.front() + ": ";
                stage_.fail(item, what, refused.empty() ? "done" : refused, word + said(failure));
            } else if (mark(id) != before) {
                stage_.fail(item, what, "nothing changed", "a refused step has changed something");
            }
            return;
        }
        if (!refused.empty()) stage_.fail(item, what, refused, "done");
    }

    Stage& stage_;
};

}  // namespace

void act_out(Stage& stage, Item const& steps) {
    Steps acting{stage};
    for (auto const& step : steps.elements()) acting.meet(step);
    for (auto const& step : steps.elements()) acting.step(step);
}

}  // namespace niangjia::demo
