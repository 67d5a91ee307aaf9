// A city with a fund, a gift and a grant, over the API.
#pragma once

#include <string>
#include <string_view>

#include "support/api.h"
#include "support/books.h"

namespace niangjia::http {

using namespace testing_support;

inline constexpr std::string_view books_pack = R"(programme: books
name: {zh: 账本, en: Books}
keeper: family
choices:
  money-from:
    donation: {zh: 社会捐赠, en: Donation}
    city:     {zh: 市级资金, en: City}
records:
  fund:
    name: {zh: 资金, en: Fund}
    kind: project
    title: "{name}"
    fields:
      name:    {type: text, name: {zh: 名称, en: Name}, required: true}
      year:    {type: year, name: {zh: 年度, en: Year}}
      planned: {type: money, name: {zh: 预算, en: Planned}}
    workflow:
      create: {name: {zh: 设立, en: Open}, by: [keeper], to: open, posts: {open: money}}
      states:
        open:
          name: {zh: 使用中, en: Open}
          closed: true
          actions:
            plan: {name: {zh: 下达预算, en: Plan}, by: [keeper], needs: [year, planned], posts: {plan: planned, year: year, from: self}}
  gift:
    name: {zh: 捐款, en: Gift}
    kind: project
    title: 一笔捐款
    fields:
      fund:   {type: record, of: books.fund, name: {zh: 资金, en: Fund}, required: true}
      donor:  {type: text, name: {zh: 捐赠人, en: Donor}, required: true, seen-by: personal}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
      source: {type: choice, of: money-from, name: {zh: 来源, en: Source}, required: true}
      said:   {type: text, name: {zh: 心愿, en: Said}}
    workflow:
      create: {name: {zh: 登记, en: Receive}, by: [keeper], to: received, posts: {receive: amount, into: fund, as: gift, source: source, receipt: true}}
      states:
        received:
          name: {zh: 已入账, en: Received}
          closed: true
          actions:
            void: {name: {zh: 冲销, en: Void}, by: [keeper], to: voided, note: required, posts: {reverse: create}}
        voided: {name: {zh: 已冲销, en: Void}, closed: true, void: true}
  grant:
    name: {zh: 助困金, en: Grant}
    kind: aid
    levels: [village]
    subject: person
    title: "{subject}助困金"
    fields:
      fund:   {type: record, of: books.fund, name: {zh: 资金, en: Fund}, required: true}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
    workflow:
      create: {name: {zh: 申报, en: Propose}, by: [village-head], to: proposed}
      states:
        proposed:
          name: {zh: 已申报, en: Proposed}
          actions:
            pay: {name: {zh: 发放, en: Pay}, by: [keeper], to: paid, posts: {pay: amount, from: fund}}
        paid:
          name: {zh: 已发放, en: Paid}
          closed: true
          actions:
            undo: {name: {zh: 冲销, en: Undo}, by: [keeper], to: undone, note: required, posts: {reverse: pay}}
        undone: {name: {zh: 已冲销, en: Undone}, closed: true, void: true}
  shelter:
    name: {zh: 庇护, en: Shelter}
    kind: case
    title: 一次庇护
    sealed: {team: [keeper]}
    fields:
      why: {type: text, name: {zh: 原因, en: Why}}
    workflow:
      create: {name: {zh: 登记, en: Register}, by: [keeper], to: open}
      states:
        open:
          name: {zh: 办理中, en: Open}
          actions:
            end: {name: {zh: 办结, en: End}, by: [keeper], to: over}
        over: {name: {zh: 已办结, en: Over}, closed: true}
)";

class FundsOverTheApi : public OnEveryDatabaseWithApi {
  protected:
    FundsOverTheApi() {
        books_router.check_answers(true);
        on("2015-01-05");
        fund = made(by_keeper(), "books.fund", dongcheng, {{"name", "春蕾资金"}});
        number = records::number_text(fund);
        on("2015-02-03");
        gift = given(1'000'00);
        on("2015-03-04");
        grant = paid(she, 300'00);
    }

    Installation& opened() {
        write_file(folder.path() / "packs" / "women" / "books.yaml", books_pack);
        again_ = std::make_unique<Installation>(folder.path() / "data", folder.path() / "packs", clock);
        return *again_;
    }
    Client at_work(std::string_view role, std::string_view place) {
        auto const name = std::string{role} + "." + std::string{place};
        account(name, role, place);
        Client client{books_site};
        auto const response = client.sign_in(name);
        EXPECT_EQ(response.status, 200) << response.content();
        return client;
    }
    identity::Context by_keeper() { return as("keeper", dongcheng, keeper_account); }

    records::RecordId made(identity::Context const& context, std::string_view type, std::string_view place, json::object fields, std::optional<people::PersonId> subject = {}) {
        records::Creation creation{.command = command(), .type = std::string{type}, .org = code(place), .fields = std::move(fields)};
        if (subject) creation.subject = party(*subject);
        return write([&](storage::Transaction& transaction) { return books.records.create(transaction, context, creation); });
    }
    void acted(identity::Context const& context, records::RecordId id, std::string_view name, json::object fields = {}, std::string_view note = {}) {
        auto const wanted = action(name, std::move(fields), note);
        write([&](storage::Transaction& transaction) { books.records.act(transaction, context, id, books.records.fetch(transaction, system(), id).version, wanted); });
    }
    records::RecordId given(std::int64_t fen, std::string_view source = "donation") {
        return made(by_keeper(), "books.gift", dongcheng, {{"fund", number}, {"donor", "顾北川"}, {"amount", fen}, {"source", source}, {"said", "给爱读书的孩子"}});
    }
    records::RecordId paid(people::PersonId person, std::int64_t fen) {
        auto const id = made(village_head(), "books.grant", meiyuan, {{"fund", number}, {"amount", fen}}, person);
        acted(by_keeper(), id, "pay");
        return id;
    }

    static json::value got(Client const& client, std::string const& target) {
        auto const response = client.get("/api" + target);
        EXPECT_EQ(response.status, 200) << target << " " << response.content();
        return json_of(response);
    }
    std::string of_fund(std::string_view rest = {}) const { return "/funds/" + number + std::string{rest}; }
    static std::string of_record(records::RecordId id, std::string_view rest) { return "/records/" + records::number_text(id) + std::string{rest}; }
    static std::int64_t fen(json::value const& value, std::string_view pointer) { return value.at_pointer(pointer).to_number<std::int64_t>(); }

  private:
    std::unique_ptr<Installation> again_;

  protected:
    Installation& books = opened();
    Router books_router{all_routes(books),
                        {[this](std::string_view token) { return books.identity.session(token); }, [this](identity::Session const& session) { return books.identity.context(session); }},
                        "test"};
    Site books_site{books_router, no_web};
    identity::AccountId const keeper_account = account("zhangkeeper", "keeper", dongcheng);
    people::PersonId const she = person("张小雨");
    records::RecordId fund = 0;
    records::RecordId gift = 0;
    records::RecordId grant = 0;
    std::string number;
};

}  // namespace niangjia::http
