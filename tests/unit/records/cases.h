// An office with a pack of cases beside the usual ones: sealed by category, with deadlines beside the state's, parts, a risk form
// and a referral to a partner. Its people have key pairs.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "support/office.h"

namespace niangjia::testing_support {

inline constexpr std::string_view cases_pack = R"(programme: cases
name: {zh: 个案, en: Cases}
keeper: rights
choices:
  topic:
    home: {zh: 家事, en: Home}
    harm: {zh: 伤害, en: Harm, of: {blow: {zh: 殴打, en: Blow}, threat: {zh: 威胁, en: Threat}}}
    land: {zh: 土地, en: Land}
records:
  case:
    name: {zh: 个案, en: Case}
    kind: case
    subject: {person: optional}
    title: "{topic} {place}"
    risk: safety
    sealed: {when: {topic: harm}, team: [village-head, keeper at county]}
    participants:
      other: {name: {zh: 对方, en: Other side}, who: person, opposes: subject}
      unit:  {name: {zh: 单位, en: Unit}, who: organisation}
    fields:
      topic: {type: choice, of: topic, name: {zh: 事由, en: Topic}, required: true}
      place: {type: text, name: {zh: 地点, en: Place}}
      story: {type: long-text, name: {zh: 经过, en: Story}}
      minor: {type: yes-no, name: {zh: 涉及孩子, en: A child}}
      lives: {type: text, name: {zh: 住处, en: Lives at}, whereabouts: true}
      sure:  {type: yes-no, name: {zh: 本人同意, en: She agrees}}
      day:   {type: date, name: {zh: 约定日期, en: Agreed day}}
    workflow:
      create: {name: {zh: 登记, en: Register}, by: [village-head, keeper], to: open}
      deadlines:
        tell:
          name: {zh: 告知, en: Tell}
          due: {days: 5}
          from: [create]
          until: [accept]
          by: [keeper]
          escalate: {after: {days: 1}, to: [keeper at county]}
        visit:
          name: {zh: 走访, en: Visit}
          per: risk-level
          lengths: {red: {days: 1}, blue: {days: 10}}
          again: true
          from: [assess]
          until: [visit]
          by: [village-head]
      states:
        open:
          name: {zh: 待受理, en: Open}
          due: {days: 5}
          actions:
            accept: {name: {zh: 受理, en: Accept}, by: [village-head, keeper], to: running, takes: [day, place, lives]}
            assess: {name: {zh: 评估, en: Assess}, by: [village-head, keeper], assesses: true}
            visit:  {name: {zh: 走访, en: Visit}, by: [village-head, keeper], takes: [place]}
        running:
          name: {zh: 办理中, en: Running}
          due: {until: day}
          actions:
            joined: {name: {zh: 对方到场, en: He came}, by: [village-head, keeper], adds: [other]}
            close:  {name: {zh: 办结, en: Close}, by: [village-head, keeper], to: closed, needs-yes: [sure], wants: {report: {minor: true}}}
            drop:   {name: {zh: 不再办理, en: Drop}, by: [village-head, keeper], to: closed, leaves-parts-open: true}
            longer: {name: {zh: 延长走访, en: Longer}, by: [keeper], extend: {days: 7, deadline: visit}}
            visit:  {name: {zh: 走访, en: Visit}, by: [village-head, keeper], takes: [place]}
            assess: {name: {zh: 评估, en: Assess}, by: [village-head, keeper], assesses: true}
            void:   {name: {zh: 作废, en: Void}, by: [keeper], to: gone}
        closed:
          name: {zh: 已办结, en: Closed}
          closed: true
        gone:
          name: {zh: 已作废, en: Void}
          closed: true
          void: true
  report:
    name: {zh: 报告, en: Report}
    kind: case
    part-of: [case]
    fields:
      what: {type: long-text, name: {zh: 内容, en: What}, required: true}
      bed:  {type: text, name: {zh: 床位, en: Bed}, whereabouts: true}
    workflow:
      create: {name: {zh: 报告, en: Report}, by: [village-head, keeper], to: sent}
      states:
        sent:
          name: {zh: 已报, en: Sent}
          actions:
            end: {name: {zh: 办结, en: End}, by: [village-head, keeper], to: ended}
        ended:
          name: {zh: 已办结, en: Ended}
          closed: true
  referral:
    name: {zh: 转介, en: Referral}
    kind: case
    part-of: [case]
    receiver: true
    fields:
      extract: {type: long-text, name: {zh: 摘要, en: Extract}, required: true}
      answer:  {type: long-text, name: {zh: 答复, en: Answer}}
    workflow:
      create: {name: {zh: 转出, en: Send}, by: [village-head, keeper], to: sent}
      states:
        sent:
          name: {zh: 待签收, en: Sent}
          due: {days: 2}
          actions:
            reply: {name: {zh: 答复, en: Reply}, by: [partner], to: answered, needs: [answer]}
        answered:
          name: {zh: 已答复, en: Answered}
          due: {days: 2}
          actions:
            confirm: {name: {zh: 确认, en: Confirm}, by: [village-head, keeper], to: confirmed}
        confirmed:
          name: {zh: 已确认, en: Confirmed}
          closed: true
figures:
  all:     {count: case, when: create, split: [topic], unit: 件, name: {zh: 个案, en: Cases}}
  people:  {people: case.subject, when: create, unit: 人, name: {zh: 求助者, en: People}}
  others:  {people: case.other, when: create, unit: 人, name: {zh: 对方, en: Others}}
  told:    {count: case, kept: tell, unit: 件, name: {zh: 按期告知, en: Told in time}}
  late:    {count: case, late: tell, unit: 件, name: {zh: 逾期告知, en: Told late}}
  visited: {count: case, kept: visit, unit: 次, name: {zh: 按期走访, en: Visited in time}}
  in-time: {count: case, kept: due, unit: 件, name: {zh: 按期办结, en: Closed in time}}
)";

inline constexpr std::string_view safety_form = R"(forms:
  safety:
    name: {zh: 评估, en: Assessment}
    items:
      weapon:  {zh: 凶器, en: Weapon, red: true}
      injured: {zh: 受伤, en: Injured, points: 4}
      alone:   {zh: 无人可投靠, en: Alone, points: 1}
    levels:
      red:  {zh: 红, en: Red, points: 5}
      blue: {zh: 蓝, en: Blue, points: 0}
)";

// The tests' packs with that one beside them.
inline std::filesystem::path cases_folder() {
    static auto const folder = [] {
        auto made = std::make_unique<PackFolder>();
        write_file(made->path() / "women" / "cases.yaml", cases_pack);
        write_file(made->path() / "common" / "risk.yaml", safety_form);
        return made;
    }();
    return folder->path();
}

inline identity::Roles const& cases_roles() {
    static auto const roles = identity::Roles::read((cases_folder() / "common" / "roles.yaml").string());
    return roles;
}

inline packs::Library const& cases_library() {
    static auto const library = [] {
        auto loaded = packs::Library::load(cases_folder(), "women", cases_roles());
        if (loaded.library == nullptr) {
            auto const& first = loaded.problems.at(0);
            throw std::runtime_error{first.file + ":" + std::to_string(first.line) + " " + first.text.en};
        }
        return loaded.library;
    }();
    return *library;
}

class OnEveryDatabaseWithCases : public OfficeDatabase {
  protected:
    using RecordId = records::RecordId;

    void on(std::string_view text) { clock.set(moment_of(day(text))); }

    // Somebody with a key pair of her own, signed in.
    identity::Context worker(std::string_view role, std::string_view place, std::string_view name) {
        auto const found = workers_.find(name);
        if (found != workers_.end()) return found->second;
        auto const keys = vault::KeyPair::make();
        auto context = write([&](storage::Transaction& transaction) {
            auto const account = identity_.create_account(
                transaction, system(), {std::string{name}, std::string{name}, "", {{std::string{role}, code(place).text()}}, false}, "-");
            auto const pair = identity::Identity::set_public_half(transaction, account.id, keys.public_half(), clock.now());
            return identity_.context_with(account, pair, keys);
        });
        return workers_.emplace(std::string{name}, std::move(context)).first->second;
    }
    identity::Context village_head() { return worker("village-head", meiyuan, "village"); }
    identity::Context keeper() { return worker("keeper", dongcheng, "keeper"); }
    identity::Context other_village() { return worker("village-head", daqiao, "other-village"); }
    identity::Context chair() { return worker("township-chair", shiqiao, "chair"); }
    identity::Context head(std::string_view name) { return worker("head", dongcheng, name); }

    org::Code unit(std::string_view name) {
        return write([&](storage::Transaction& transaction) { return org::add_unit(transaction, system(), code(dongcheng), name).code; });
    }
    people::PersonId person(std::string_view name) {
        return write([&](storage::Transaction& transaction) { return people.create(transaction, system(), {.org = code(meiyuan), .name = std::string{name}}, people::Despite::all()).id; });
    }

    std::string command() { return "command-" + std::to_string(++commands_); }

    records::Creation harm(std::string_view story, std::optional<people::PersonId> subject = {}) {
        records::Creation creation{command(), "cases.case", code(meiyuan)};
        creation.fields = {{"topic", "blow"}, {"story", story}, {"place", "家里三楼"}};
        if (subject) creation.subject = records::Party{packs::Who::Person, *subject};
        return creation;
    }
    records::Creation home() {
        records::Creation creation{command(), "cases.case", code(meiyuan)};
        creation.fields = {{"topic", "home"}, {"story", "口角"}};
        return creation;
    }
    RecordId create(identity::Context const& context, records::Creation const& creation) {
        return write([&](storage::Transaction& transaction) { return records.create(transaction, context, creation); });
    }
    RecordId part(identity::Context const& context, std::string_view type, RecordId whole, json::object fields, org::Code org = code(meiyuan)) {
        records::Creation creation{command(), std::string{type}, org};
        creation.fields = std::move(fields);
        creation.parent = whole;
        return create(context, creation);
    }
    void act(identity::Context const& context, RecordId id, std::string_view action, json::object fields = {}, std::string_view note = {}) {
        auto const version = read([&](storage::Reader const& reader) { return records.fetch(reader, system(), id).version; });
        write([&](storage::Transaction& transaction) {
            records.act(transaction, context, id, version,
                        {.command = command(), .action = std::string{action}, .note = std::string{note}, .fields = std::move(fields)});
        });
    }
    records::Record fetch(identity::Context const& context, RecordId id) {
        return read([&](storage::Reader const& reader) { return records.fetch(reader, context, id); });
    }
    std::vector<records::Entry> timeline(identity::Context const& context, RecordId id) {
        return read([&](storage::Reader const& reader) { return records.timeline(reader, records.fetch(reader, context, id)); });
    }
    std::map<std::string, std::string> deadlines(RecordId id) {
        std::map<std::string, std::string> found;
        auto const record = fetch(system(), id);
        for (auto const& one : records::Records::running(*record.type, timeline(system(), id))) found[one.deadline->name] = one.due.iso();
        return found;
    }
    std::vector<RecordId> listed(identity::Context const& context, records::Filter const& filter = {}) {
        std::vector<RecordId> ids;
        for (auto const& record : read([&](storage::Reader const& reader) { return records.list(reader, context, filter, {}, 100); })) ids.push_back(record.id);
        return ids;
    }
    std::vector<std::string> todos(identity::Context const& context) {
        std::vector<std::string> found;
        for (auto const& todo : read([&](storage::Reader const& reader) { return records.todos(reader, context, {}, 100); })) {
            found.push_back(todo.deadline == nullptr ? "due" : todo.deadline->name);
        }
        return found;
    }
    std::int64_t amount(std::string_view figure) {
        return read([&](storage::Reader const& reader) {
            return figures.value(reader, system(), *library.figure(figure), code(linjiang), Period::of_year(2015)).amount;
        });
    }
    figures::Figures::Recount recount() {
        return read([&](storage::Reader const& reader) {
            return figures.recount(reader, [&](auto const& visit) { records.each(reader, visit); }, 1'000);
        });
    }

    packs::Library const& library = cases_library();
    figures::Figures figures{db(), library};
    people::People people{people::open_keys(db(), key_file(folder.path() / "data", {})), key_file(folder.path() / "data", {}), person_rules(library)};
    records::Records records{db(), library, figures, people, folder.path() / "attachments"};

  private:
    identity::Identity identity_{db(), cases_roles(), clock};
    std::map<std::string, identity::Context, std::less<>> workers_;
    int commands_ = 0;
};

}  // namespace niangjia::testing_support
