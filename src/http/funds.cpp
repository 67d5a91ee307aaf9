// The routes of funds: what is in the books, statements, sheets, and what a record has in the books.
#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>

#include "base/error.h"
#include "http/funds_views.h"
#include "http/routes.h"
#include "reports/xlsx.h"

namespace niangjia::http {
namespace {

using S = Schema;
using identity::Permission;
using Titles = std::shared_ptr<reports::BookTitles const>;

constexpr Message unknown_fund{ErrorKind::NotFound, "funds.unknown", "没有这笔资金，或不在您的工作范围内", "There is no such fund within your reach"};
constexpr std::int64_t largest_seed = (std::int64_t{1} << 53) - 1;  // a browser keeps all its digits
constexpr std::int64_t most_drawn = 200;

std::vector<Parameter> span_parameters() {
    return {{"from", S::day(), true, {"起始日（收支表须为月初）", "From that day; of a statement a month's first"}},
            {"to", S::day(), true, {"截止日（收支表须为月末）", "To that day; of a statement a month's last"}}};
}

std::vector<Parameter> draw_parameters() {
    return {{"year", S::integer(1990, 2200), true, {"年份", "The year"}},
            {"size", S::integer(1, most_drawn), true, {"抽取张数", "How many are drawn"}},
            {"seed", S::integer(0, largest_seed), true, {"抽样种子：同样的账簿和种子，抽到的凭证相同", "The same seed draws the same of the same books"}}};
}

Period span_of(Call const& call) { return {call.day("from"), call.day("to")}; }

struct Draw {
    std::int64_t year = 0;
    int size = 0;
    std::uint64_t seed = 0;
};

Draw draw_of(Call const& call) {
    Draw draw{call.integer("year", 0, 2200), static_cast<int>(call.integer("size", 1, most_drawn)), 0};
    auto const text = call.text("seed");
    (void)std::from_chars(text.data(), text.data() + text.size(), draw.seed);
    return draw;
}

// Whether the caller works below the fund, so that it may pay for her people.
bool is_over(funds::Fund const& fund, identity::Context const& context) {
    auto const reach = context.reach(Permission::ReadRecords);
    return std::ranges::any_of(reach, [&](org::Code top) { return fund.org.holds(top); });
}

void write_next(JsonWriter& json, bool more, std::vector<CursorPart> const& parts) {
    json.key("next");
    if (more) {
        json.text(write_cursor(parts));
    } else {
        json.null();
    }
}

// Drops what was fetched beyond the page, to know whether there is more.
template <class T>
bool cut(std::vector<T>& found, int limit) {
    bool const more = found.size() > static_cast<std::size_t>(limit);
    if (more) found.resize(static_cast<std::size_t>(limit));
    return more;
}

Route list_route(Installation& installation, Titles const& titles) {
    auto parameters = fund_views::page_parameters();
    parameters.push_back({"org", S::code(), false, {"在哪个组织范围内", "Within which organisation"}});
    return {.path = "/funds",
            .operation = "listFunds",
            .summary = {"资金，按编号", "Funds, by number"},
            .tag = "funds",
            .access = Access::holders_of(Permission::ReadRecords),
            .query = parameters,
            .answers = {{200, S::list(fund_views::fund())}},
            .handler = [&installation, titles](Call& call) {
                auto const limit = call.limit();
                auto const cursor = fund_views::after(call, "i");
                auto const& context = call.context();
                auto places = context.reach(Permission::ReadRecords);
                if (auto const org = call.maybe_code("org")) {
                    context.require(Permission::ReadRecords, *org);
                    places = {*org};
                }
                return installation.database->read([&](storage::Reader const& reader) {
                    std::vector<funds::Fund> found;
                    for (auto const place : places) {
                        for (auto& fund : funds::list(reader, place, cursor ? std::optional{cursor->integer(0)} : std::nullopt, limit + 1)) found.push_back(std::move(fund));
                    }
                    std::ranges::sort(found, {}, &funds::Fund::id);
                    bool const more = cut(found, limit);
                    fund_views::Funds const views{reader, context, installation, *titles, found};
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    for (auto const& fund : found) views.write(json, fund);
                    json.close_array();
                    write_next(json, more, {found.empty() ? std::int64_t{0} : found.back().id});
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route fund_route(Installation& installation, Titles const& titles) {
    return {.path = "/funds/{record}",
            .operation = "getFund",
            .summary = {"一笔资金的余额和预算；也可查看上级为本单位支出的资金", "A fund with its balances and plans; one of a place above as well, since it may pay for those below"},
            .tag = "funds",
            .access = Access::holders_of(Permission::ReadRecords),
            .answers = {{200, fund_views::fund_in_full()}},
            .handler = [&installation, titles](Call& call) {
                auto const id = fund_views::number(call, "record");
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const& context = call.context();
                    auto const fund = funds::find(reader, id);
                    if (!fund || (!context.reaches(Permission::ReadRecords, fund->org) && !is_over(*fund, context))) throw error(unknown_fund);
                    fund_views::Funds const views{reader, context, installation, *titles, std::span{&*fund, 1}};
                    JsonWriter json;
                    json.open_object();
                    views.write_members(json, *fund);
                    fund_views::write_more(json, *titles, funds::plans(reader, id), funds::balances(reader, id));
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route statement_route(Installation& installation, Titles const& titles) {
    return {.path = "/funds/{record}/statement",
            .operation = "getFundStatement",
            .summary = {"收支表：期初、收入、支出、期末，按整月", "What was there, what came in, what it was used for, what is there: of whole months"},
            .tag = "funds",
            .access = Access::holders_of(Permission::ReadRecords),
            .query = span_parameters(),
            .answers = {{200, fund_views::statement()}},
            .handler = [&installation, titles](Call& call) {
                auto const id = fund_views::number(call, "record");
                auto const span = span_of(call);
                return installation.database->read([&](storage::Reader const& reader) {
                    (void)reports::reached_fund(reader, call.context(), id, Permission::ReadRecords);
                    JsonWriter json;
                    fund_views::write(json, *titles, funds::statement(reader, id, span.from, span.to));
                    return Response::json(std::move(json));
                });
            }};
}

Route vouchers_route(Installation& installation, Titles const& titles) {
    auto parameters = fund_views::page_parameters();
    parameters.push_back({"year", S::integer(1990, 2200), false, {"年份", "The year"}});
    return {.path = "/funds/{record}/vouchers",
            .operation = "listVouchers",
            .summary = {"一笔资金的凭证，新的在前", "A fund's vouchers, newest first"},
            .tag = "funds",
            .access = Access::holders_of(Permission::ReadRecords),
            .query = parameters,
            .answers = {{200, S::list(fund_views::voucher())}},
            .handler = [&installation, titles](Call& call) {
                auto const id = fund_views::number(call, "record");
                auto const limit = call.limit();
                auto const cursor = fund_views::after(call, "ii");
                auto const year = call.maybe_text("year") ? std::optional{call.integer("year", 0, 2200)} : std::nullopt;
                return installation.database->read([&](storage::Reader const& reader) {
                    (void)reports::reached_fund(reader, call.context(), id, Permission::ReadRecords);
                    auto const after = cursor ? std::optional{funds::AfterVoucher{cursor->integer(0), cursor->integer(1)}} : std::nullopt;
                    auto found = funds::vouchers(reader, id, year, after, limit + 1);
                    bool const more = cut(found, limit);
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    fund_views::write(json, reader, call.context(), installation, *titles, found);
                    json.close_array();
                    write_next(json, more, more ? std::vector<CursorPart>{found.back().year, found.back().n} : std::vector<CursorPart>{});
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route pots_route(Installation& installation, Titles const& titles) {
    return {.path = "/funds/{record}/pots",
            .operation = "listPots",
            .summary = {"收到的每笔款物还剩多少，新的在前", "What is left of each sum or lot that came in, newest first"},
            .tag = "funds",
            .access = Access::holders_of(Permission::ReadRecords),
            .query = fund_views::page_parameters(),
            .answers = {{200, S::list(fund_views::pot())}},
            .handler = [&installation, titles](Call& call) {
                auto const id = fund_views::number(call, "record");
                auto const limit = call.limit();
                auto const cursor = fund_views::after(call, "i");
                return installation.database->read([&](storage::Reader const& reader) {
                    (void)reports::reached_fund(reader, call.context(), id, Permission::ReadRecords);
                    auto found = funds::pots(reader, id, cursor ? std::optional{cursor->integer(0)} : std::nullopt, limit + 1);
                    bool const more = cut(found, limit);
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    fund_views::write(json, reader, call.context(), installation, *titles, found);
                    json.close_array();
                    write_next(json, more, {found.empty() ? std::int64_t{0} : found.back().id});
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route sample_route(Installation& installation, Titles const& titles) {
    return {.path = "/funds/{record}/sample",
            .operation = "drawVouchers",
            .summary = {"按种子抽取支出凭证", "Vouchers that spent, drawn by a seed"},
            .tag = "funds",
            .access = Access::holders_of(Permission::ReadRecords),
            .query = draw_parameters(),
            .answers = {{200, S::object({S::required("items", S::array(fund_views::voucher()))})}},
            .handler = [&installation, titles](Call& call) {
                auto const id = fund_views::number(call, "record");
                auto const [year, size, seed] = draw_of(call);
                return installation.database->read([&](storage::Reader const& reader) {
                    (void)reports::reached_fund(reader, call.context(), id, Permission::ReadRecords);
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    fund_views::write(json, reader, call.context(), installation, *titles, funds::sample(reader, id, year, size, seed));
                    json.close_array().close_object();
                    return Response::json(std::move(json));
                });
            }};
}

// A sheet: who takes one away stands in the journal.
struct Sheet {
    std::string name;  // of the path: "statement"
    std::string operation;
    Text summary;
    std::string title;  // of the file
    std::vector<Parameter> query;
};

using Drawer = std::function<std::string(storage::Reader const&, Call&, funds::FundId)>;
using Words = std::function<std::string(Call const&)>;

Route sheet_route(Installation& installation, Sheet const& sheet, Drawer draw, Words words) {
    return {.path = "/funds/{record}/" + sheet.name + ".xlsx",
            .operation = sheet.operation,
            .summary = sheet.summary,
            .tag = "funds",
            .access = Access::holders_of(Permission::Export),
            .query = sheet.query,
            .answers = {{200, {}, std::string{reports::xlsx_media}}},
            .handler = [&installation, name = sheet.name, title = sheet.title, draw = std::move(draw), words = std::move(words)](Call& call) {
                auto const id = fund_views::number(call, "record");
                org::Code org;
                auto bytes = installation.database->read([&](storage::Reader const& reader) {
                    org = reports::reached_fund(reader, call.context(), id, Permission::Export).org;
                    return draw(reader, call, id);
                });
                reports::note_export(*installation.database, call.context(), org, fmt::format("fund-{}:{}/{}", name, records::number_text(id), words(call)));
                return Response::file(title + ".xlsx", std::string{reports::xlsx_media}, std::move(bytes));
            }};
}

// Who reads of a sealed record leaves a trace.
void note_reading(Installation& installation, identity::Context const& context, records::Record const& record) {
    if (!record.seal || record.locked()) return;
    installation.database->write([&](storage::Transaction& transaction) { installation.records.note_reading(transaction, context, record, "records.read-sealed"); });
}

using RecordAnswer = std::function<Response(storage::Reader const&, identity::Context const&, records::RecordId)>;

Route of_record_route(Installation& installation, Route route, RecordAnswer answer) {
    route.tag = "funds";
    route.access = Access::holders_of(Permission::ReadRecords);
    route.handler = [&installation, answer = std::move(answer)](Call& call) {
        auto const id = fund_views::number(call, "number");
        std::optional<records::Record> record;
        auto response = installation.database->read([&](storage::Reader const& reader) {
            record = installation.records.fetch(reader, call.context(), id);
            return answer(reader, call.context(), record->id);
        });
        note_reading(installation, call.context(), *record);
        return response;
    };
    return route;
}

std::string span_in_words(Call const& call) { return call.text("from") + "/" + call.text("to"); }
std::string draw_in_words(Call const& call) { return call.text("year") + "/" + call.text("size") + "/" + call.text("seed"); }

}  // namespace

std::vector<Route> fund_routes(Installation& installation) {
    auto const titles = std::make_shared<reports::BookTitles const>(*installation.library);
    std::vector<Route> routes{list_route(installation, titles), fund_route(installation, titles),  statement_route(installation, titles),
                              vouchers_route(installation, titles), pots_route(installation, titles), sample_route(installation, titles)};
    auto const over_span = [&](auto draw) {
        return [&installation, titles, draw](storage::Reader const& reader, Call& call, funds::FundId fund) {
            return draw(reader, call.context(), installation.records, *titles, fund, span_of(call));
        };
    };
    routes.push_back(sheet_route(installation, {"statement", "exportFundStatement", {"收支表（xlsx）", "The statement as xlsx"}, "收支表", span_parameters()},
                                 over_span(reports::fund_statement), span_in_words));
    routes.push_back(sheet_route(installation, {"beneficiaries", "exportBeneficiaries", {"发放台账（xlsx）：一笔一行", "Who was paid, as xlsx: a row for each payment"}, "发放台账", span_parameters()},
                                 over_span(reports::beneficiaries_ledger), span_in_words));
    routes.push_back(sheet_route(installation, {"gifts", "exportGifts", {"捐赠明细和答谢（xlsx）", "Gifts, what became of them, and thanks, as xlsx"}, "捐赠明细", span_parameters()},
                                 over_span(reports::gifts_ledger), span_in_words));
    routes.push_back(sheet_route(
        installation, {"sample", "exportSample", {"抽查凭证（xlsx）", "The vouchers drawn, as xlsx"}, "抽查凭证", draw_parameters()},
        [&installation, titles](storage::Reader const& reader, Call& call, funds::FundId fund) {
            auto const [year, size, seed] = draw_of(call);
            return reports::audit_sample(reader, call.context(), installation.records, *titles, fund, year, size, seed);
        },
        draw_in_words));
    routes.push_back(of_record_route(installation,
                                     {.path = "/records/{number}/books",
                                      .operation = "getBooks",
                                      .summary = {"这条记录记过的账和开过的收据", "What the record posted, and the receipts given for it"},
                                      .answers = {{200, fund_views::books()}}},
                                     [&installation, titles](storage::Reader const& reader, identity::Context const& context, records::RecordId id) {
                                         return fund_views::books_answer(reader, context, installation, *titles, id);
                                     }));
    routes.push_back(of_record_route(installation,
                                     {.path = "/records/{number}/receipt",
                                      .operation = "getReceipt",
                                      .summary = {"收据（打印用）", "The receipt, for print"},
                                      .answers = {{200, fund_views::receipt()}}},
                                     [&installation](storage::Reader const& reader, identity::Context const& context, records::RecordId id) {
                                         return fund_views::receipt_answer(reader, context, installation, id);
                                     }));
    return routes;
}

}  // namespace niangjia::http
