// The invented city (rooms.h) with a fund, gifts and grants that are put up for public notice before they are paid, objections as the
// product ships them, and a portal.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "installation/installation.h"
#include "portal/board.h"
#include "portal/funds.h"
#include "support/office.h"

namespace niangjia::testing_support {

inline constexpr std::string_view board_funds = R"(programme: funds
name: {zh: 资金, en: Funds}
keeper: family
choices:
  from:
    firm: {zh: 企业, en: Firms}
    people: {zh: 个人, en: People}
records:
  fund:
    name: {zh: 资金, en: Fund}
    kind: project
    title: "{name}"
    fields:
      name:    {type: text, name: {zh: 名称, en: Name}, required: true}
      purpose: {type: text, name: {zh: 用途, en: Purpose}}
    workflow:
      create: {name: {zh: 设立, en: Open}, by: [keeper], to: open, posts: {open: money}}
      states:
        open:
          name: {zh: 使用中, en: Open}
          actions:
            drop: {name: {zh: 作废, en: Void}, by: [keeper], to: gone}
        gone: {name: {zh: 已作废, en: Void}, closed: true, void: true}
  gift:
    name: {zh: 捐赠, en: Gift}
    kind: project
    title: "{donor}"
    fields:
      donor:  {type: text, name: {zh: 捐赠人, en: Donor}}
      fund:   {type: record, of: funds.fund, name: {zh: 资金, en: Fund}, required: true}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
      source: {type: choice, of: from, name: {zh: 来源, en: Source}}
      pupil:  {type: person, name: {zh: 受助人, en: For whom}, seen-by: personal}
    workflow:
      create: {name: {zh: 登记, en: Register}, by: [keeper], to: received, posts: {receive: amount, into: fund, as: gift, source: source, person: pupil, receipt: true}}
      states:
        received:
          name: {zh: 已入账, en: Received}
          actions:
            void: {name: {zh: 冲销, en: Void}, by: [keeper], to: voided, posts: {reverse: create}}
        voided: {name: {zh: 已冲销, en: Void}, closed: true, void: true}
  fee:
    name: {zh: 会费, en: Dues}
    kind: project
    title: "{donor}"
    fields:
      donor:  {type: text, name: {zh: 会员, en: Member}}
      fund:   {type: record, of: funds.fund, name: {zh: 资金, en: Fund}, required: true}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
    workflow:
      create: {name: {zh: 登记, en: Register}, by: [keeper], to: paid, posts: {receive: amount, into: fund, as: dues, receipt: true}}
      states:
        paid:
          name: {zh: 已缴纳, en: Paid}
          actions:
            again: {name: {zh: 再缴, en: Pay again}, by: [keeper], posts: {receive: amount, into: fund, as: dues, receipt: true}}
            end:   {name: {zh: 办结, en: End}, by: [keeper], to: ended}
        ended: {name: {zh: 已办结, en: Ended}, closed: true}
)";

inline constexpr std::string_view board_help = R"(programme: help
name: {zh: 助学, en: Help}
keeper: family
choices:
  sort:
    school: {zh: 学费, en: Fees}
    hurt:   {zh: 家事, en: At home}
records:
  grant:
    name: {zh: 助学金, en: Grant}
    kind: aid
    levels: [village, township]
    subject: person
    title: "{year}年助学金"
    sealed: {when: {sort: [hurt]}, team: [keeper at county]}
    fields:
      year:   {type: year, name: {zh: 年度, en: Year}, required: true}
      sort:   {type: choice, of: sort, name: {zh: 用于, en: For}}
      amount: {type: money, name: {zh: 金额, en: Amount}}
      rice:   {type: decimal, name: {zh: 大米, en: Rice}, unit: 公斤, min: 0.5, max: 100}
      giver:  {type: organisation, name: {zh: 资助单位, en: Given by}}
      fund:   {type: record, of: funds.fund, name: {zh: 资金, en: Fund}}
      story:  {type: text, name: {zh: 家庭情况, en: Story}, seen-by: personal}
    workflow:
      create: {name: {zh: 申报, en: Propose}, by: [village-head, township-chair], to: proposed}
      states:
        proposed:
          name: {zh: 已申报, en: Proposed}
          actions:
            show: {name: {zh: 公示, en: Show}, by: [township-chair], to: shown, needs: [amount], takes: [sort, rice, giver, fund]}
        shown:
          name: {zh: 公示中, en: Shown}
          due: {working-days: 5}
          notice: {shows: [amount, sort, rice, giver, fund]}
          actions:
            pay:    {name: {zh: 发放, en: Pay}, by: [keeper at county], to: paid, after: due, needs: [fund, amount], posts: {pay: amount, from: fund}}
            longer: {name: {zh: 延长公示, en: Longer}, by: [keeper at county], extend: {days: 10}}
            back:   {name: {zh: 退回, en: Back}, by: [keeper at county], to: proposed}
            drop:   {name: {zh: 作废, en: Void}, by: [keeper at county], to: gone}
        paid:
          name: {zh: 已发放, en: Paid}
          actions:
            reclaim: {name: {zh: 追回, en: Reclaim}, by: [keeper at county], to: gone, posts: {reverse: pay}}
            close:   {name: {zh: 办结, en: Close}, by: [keeper at county], to: closed}
        closed: {name: {zh: 已办结, en: Closed}, closed: true}
        gone:   {name: {zh: 已作废, en: Void}, closed: true, void: true}
)";

class OnEveryDatabaseWithBoard : public OfficeDatabase {
  private:
    std::unique_ptr<Installation> installation_;
    std::map<std::string, identity::Context, std::less<>> workers_;
    int commands_ = 0;

  protected:
    using RecordId = records::RecordId;

    OnEveryDatabaseWithBoard() : office{office_of()} {}

    Installation& office_of() {
        Settings settings;
        settings.database = database().address();
        Installation::create(folder.path() / "data", settings);
        auto const source = std::filesystem::path{NIANGJIA_SOURCE_DIR};
        auto const packs = folder.path() / "packs";
        std::filesystem::copy(test_packs(), packs, std::filesystem::copy_options::recursive);
        std::filesystem::create_directories(packs / "shared");
        std::filesystem::copy_file(source / "packs" / "shared" / "objections.yaml", packs / "shared" / "objections.yaml");
        std::filesystem::copy_file(source / "tests" / "support" / "portal" / "wishes.yaml", packs / "women" / "wishes.yaml");
        std::filesystem::copy_file(source / "tests" / "support" / "portal" / "portal.yaml", packs / "common" / "portal.yaml");
        write_file(packs / "women" / "funds.yaml", board_funds);
        write_file(packs / "women" / "help.yaml", board_help);
        installation_ = std::make_unique<Installation>(folder.path() / "data", packs, clock);
        return *installation_;
    }

    void on(std::string_view text) { clock.set(moment_of(day(text))); }
    // Somebody with a key pair of her own.
    identity::Context worker(std::string_view role, std::string_view place) {
        auto const name = std::string{role} + "." + std::string{place};
        auto const found = workers_.find(name);
        if (found != workers_.end()) return found->second;
        auto const keys = vault::KeyPair::make();
        auto context = write([&](storage::Transaction& transaction) {
            auto const account = office.identity.create_account(transaction, system(), {name, name, "", {{std::string{role}, code(place).text()}}, false}, "-");
            auto const pair = identity::Identity::set_public_half(transaction, account.id, keys.public_half(), clock.now());
            return office.identity.context_with(account, pair, keys);
        });
        return workers_.emplace(name, std::move(context)).first->second;
    }
    identity::Context village_head(std::string_view place = meiyuan) { return worker("village-head", place); }
    identity::Context chair() { return worker("township-chair", shiqiao); }
    identity::Context keeper(std::string_view place = dongcheng) { return worker("keeper", place); }

    std::string command() { return "board-test-" + std::to_string(++commands_); }

    people::PersonId person(std::string_view name, std::string_view place = meiyuan) {
        return write([&](storage::Transaction& transaction) {
            return office.people.create(transaction, system(), {.org = code(place), .name = std::string{name}}, people::Despite::all()).id;
        });
    }
    RecordId create(identity::Context const& context, std::string_view type, std::string_view place, json::object fields, std::optional<people::PersonId> subject = {},
                    std::optional<RecordId> parent = {}) {
        records::Creation creation{command(), std::string{type}, code(place)};
        if (subject) creation.subject = records::Party{packs::Who::Person, *subject};
        creation.fields = std::move(fields);
        creation.parent = parent;
        return write([&](storage::Transaction& transaction) { return office.records.create(transaction, context, creation); });
    }
    void act(identity::Context const& context, RecordId id, std::string_view action, json::object fields = {}, std::string_view note = "有原因") {
        write([&](storage::Transaction& transaction) {
            auto const version = office.records.fetch(transaction, system(), id).version;
            office.records.act(transaction, context, id, version, {.command = command(), .action = std::string{action}, .note = std::string{note}, .fields = std::move(fields)});
        });
    }
    records::Record fetch(RecordId id) {
        return read([&](storage::Reader const& reader) { return office.records.fetch(reader, system(), id); });
    }

    RecordId fund(std::string_view name = "春风资金", std::string_view place = dongcheng) {
        return create(keeper(place), "funds.fund", place, {{"name", name}, {"purpose", "资助困难学生"}});
    }
    RecordId gift(RecordId into, std::int64_t fen, json::object fields = {}) {
        if (!fields.contains("donor")) fields["donor"] = "好心公司";
        if (!fields.contains("source")) fields["source"] = "firm";
        fields["fund"] = records::number_text(into);
        fields["amount"] = fen;
        return create(keeper(), "funds.gift", dongcheng, std::move(fields));
    }
    // A grant that is up for notice until the fifth working day after today.
    RecordId shown(people::PersonId whom, std::int64_t fen = 500'00, json::object fields = {}, std::string_view place = meiyuan) {
        auto const id = create(village_head(place), "help.grant", place, {{"year", 2015}, {"story", "父亲重病"}}, whom);
        fields["amount"] = fen;
        act(chair(), id, "show", std::move(fields));
        return id;
    }
    // One that is paid out of the fund, on the first day on which it may be.
    RecordId paid(people::PersonId whom, RecordId from, std::int64_t fen, std::string_view place = meiyuan) {
        auto const id = shown(whom, fen, {{"fund", records::number_text(from)}}, place);
        clock.set(moment_of(*fetch(id).due + 1));
        act(keeper(), id, "pay");
        return id;
    }

    Installation& office;
};

}  // namespace niangjia::testing_support
