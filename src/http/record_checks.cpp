// What is asked before a record is proposed: what it would meet, and what its fields may name.
#include <algorithm>
#include <unordered_map>

#include "base/error.h"
#include "funds/funds.h"
#include "http/messages.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message unknown_type{ErrorKind::Invalid, "packs.unknown-type", "没有名为“{}”的记录类型", "There is no record type '{}'"};
constexpr std::int64_t most_fen = 1'000'000'000'000'000;
constexpr int most_choices = 200;

packs::RecordType const& type_of(Call const& call, packs::Library const& library) {
    auto const name = call.text("type");
    auto const* type = library.record_type(name);
    if (type == nullptr) throw error(unknown_type, name).with_pointer("?type");
    return *type;
}

std::optional<records::Party> subject_of(Call const& call, packs::RecordType const& type) {
    if (type.subject && type.subject->who == packs::Who::Organisation) {
        auto const code = call.maybe_code("subject");
        return code ? std::optional{records::Party{packs::Who::Organisation, code->value()}} : std::nullopt;
    }
    auto const person = call.maybe_id("subject");
    return person ? std::optional{records::Party{packs::Who::Person, *person}} : std::nullopt;
}

std::optional<std::int64_t> number_of(Call const& call, std::string_view name, std::int64_t most) {
    auto const number = call.integer(name, 0, most);
    return number == 0 ? std::nullopt : std::optional{number};
}

Route checks_route(Installation& installation) {
    auto const check = S::named("Check", S::object({S::required("kind", S::enum_of({"once-per", "ceiling", "clash"})), S::required("blocks", S::boolean()),
                                                    S::required("text", S::text_pair()), S::required("record", S::nullable(S::text()))}));
    return {.path = "/records/checks",
            .operation = "checkRecord",
            .summary = {"登记前先查：重复、限额、其他救助", "Before a record is proposed: doubles, ceilings, other aid"},
            .tag = "records",
            .access = Access::holders_of(identity::Permission::WriteRecords),
            .query = {{"type", S::text(1, 120), true, {"记录类型", "Record type"}},
                      {"org", S::code(), true, {"登记在哪个组织名下", "Whose record it would be"}},
                      {"subject", S::text(1, 20), false, {"对象：人员编号或组织代码", "Whom it is about: a person's id or an organisation's code"}},
                      {"year", S::integer(1900, 2200), false, {"年度，不填为今年", "Of which year; this one if left out"}},
                      {"amount", S::integer(1, most_fen), false, {"金额（分）", "The amount in fen"}}},
            .answers = {{200, S::object({S::required("problems", S::array(check))})}},
            .handler = [&installation](Call& call) {
                auto const& type = type_of(call, *installation.library);
                auto const org = call.code("org");
                auto const subject = subject_of(call, type);
                auto const year = number_of(call, "year", 2200);
                auto const amount = number_of(call, "amount", most_fen);
                auto const found = installation.database->read(
                    [&](storage::Reader const& reader) { return installation.records.checks(reader, call.context(), type, org, subject, year, amount); });
                JsonWriter json;
                json.open_object().key("problems").open_array();
                for (auto const& one : found) {
                    json.open_object().member("kind", records::name_of(one.kind)).member("blocks", one.blocks).member("text", one.text).key("record");
                    if (one.record) {
                        json.text(records::number_text(*one.record));
                    } else {
                        json.null();
                    }
                    json.close_object();
                }
                json.close_array().close_object();
                return Response::json(std::move(json));
            }};
}

// What is left of those of the choices that keep money or goods; a fund that is closed is no choice any more.
std::unordered_map<records::RecordId, std::int64_t> left_in(storage::Reader const& reader, org::Code org, packs::RecordType const& type,
                                                            std::vector<records::Named>& choices) {
    std::unordered_map<records::RecordId, std::int64_t> left;
    if (type.posts(packs::Deed::Open)) {
        std::unordered_map<records::RecordId, funds::Fund> known;
        for (auto& fund : funds::over(reader, org)) known.emplace(fund.id, std::move(fund));
        std::erase_if(choices, [&](records::Named const& one) { return known.contains(one.id) && known.at(one.id).closed; });
        std::vector<funds::FundId> ids;
        for (auto const& one : choices) {
            auto const fund = known.find(one.id);
            if (fund == known.end() || fund->second.kind != funds::Kind::Money) continue;
            ids.push_back(one.id);
            left[one.id] = 0;
        }
        for (auto const& [fund, balances] : funds::balances(reader, ids)) {
            auto const bank = std::ranges::find(balances, funds::Account::Bank, &funds::Balance::account);
            if (bank != balances.end()) left[fund] = bank->net();
        }
    } else if (type.posts(packs::Deed::TakeIn)) {
        std::vector<funds::PotId> lots;
        for (auto const& one : choices) lots.push_back(one.id);
        left = funds::left_of_lots(reader, lots);
    }
    return left;
}

Route choices_route(Installation& installation) {
    auto const item = S::named("RecordChoice", S::object({S::required("record", S::text()), S::required("title", S::text()), S::required("org", S::code()),
                                                          S::required("orgName", S::text()), S::required("left", S::nullable(S::integer()))}));
    return {.path = "/funds/choices",
            .operation = "listRecordChoices",
            .summary = {"一项里可以选的资金、物资等记录，新的在前", "Funds, goods and other records that a field may name, newest first"},
            .tag = "funds",
            .access = Access::holders_of(identity::Permission::ReadRecords),
            .query = {{"type", S::text(1, 120), true, {"记录类型", "Record type"}},
                      {"org", S::code(), true, {"登记在哪个组织名下", "Whose record it would stand in"}},
                      {"after", S::text(1, 2000), false, {"上一页的 next", "The last page's next"}},
                      {"limit", S::integer(1, most_choices), false, {"每页条数", "How many"}}},
            .answers = {{200, S::list(item)}},
            .handler = [&installation](Call& call) {
                auto const& type = type_of(call, *installation.library);
                auto const org = call.code("org");
                auto const limit = static_cast<int>(call.integer("limit", most_choices, most_choices));
                std::optional<records::After> after;
                if (auto const cursor = views::read_after(call.maybe_text("after"), "ii")) after = records::After{cursor->integer(0), cursor->integer(1)};
                return installation.database->read([&](storage::Reader const& reader) {
                    auto choices = installation.records.choices(reader, call.context(), type, org, after, limit + 1);
                    std::optional<std::string> next;
                    if (choices.size() > static_cast<std::size_t>(limit)) {
                        choices.pop_back();
                        next = write_cursor({std::int64_t{choices.back().opened.number()}, choices.back().id});
                    }
                    auto const left = left_in(reader, org, type, choices);
                    std::vector<org::Code> codes;
                    for (auto const& one : choices) codes.push_back(one.org);
                    auto const names = org::short_names(reader, codes);
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    for (auto const& one : choices) {
                        auto const name = names.find(one.org.value());
                        auto const amount = left.find(one.id);
                        json.open_object().member("record", records::number_text(one.id)).member("title", one.title).member("org", one.org.text());
                        json.member("orgName", name == names.end() ? std::string{} : name->second).key("left");
                        if (amount == left.end()) {
                            json.null();
                        } else {
                            json.number(amount->second);
                        }
                        json.close_object();
                    }
                    json.close_array();
                    views::write_next(json, next);
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

}  // namespace

std::vector<Route> record_check_routes(Installation& installation) { return {checks_route(installation), choices_route(installation)}; }

}  // namespace niangjia::http
