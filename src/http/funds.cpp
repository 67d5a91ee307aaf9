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

// Who reads of sealed records leaves a trace for each, before she is told anything.
void note_reading(Installation& installation, identity::Context const& context, reports::Opened const& opened) {
    if (opened.empty()) return;
    installation.database->write([&](storage::Transaction& transaction) {
        for (auto const& record : opened) installation.records.note_reading(transaction, context, record, "records.read-sealed");
    });
}

// What is read of one fund that the caller reaches: written as JSON, and which sealed records were opened for that.
using FundAnswer = std::function<reports::Opened(JsonWriter&, storage::Reader const&, Call&, funds::FundId)>;

Route of_fund_route(Installation& installation, Route route, FundAnswer answer) {
    route.tag = "funds";
    route.access = Access::holders_of(Permission::ReadRecords);
    route.handler = [&installation, answer = std::move(answer)](Call& call) {
        auto const id = fund_views::number(call, "record");
        JsonWriter json;
        auto const opened = installation.database->read([&](storage::Reader const& reader) {
            (void)reports::reached_fund(reader, call.context(), id, Permission::ReadRecords);
            return answer(json, reader, call, id);
        });
        note_reading(installation, call.context(), opened);
        return Response::json(std::move(json));
    };
    return route;
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
                    JsonWriter json;
                    auto const write = [&](std::span<funds::Fund const> page) {
                        fund_views::Funds const views{reader, context, installation, *titles, page};
                        for (auto const& fund : page) views.write(json, fund);
                    };
                    views::write_page(json, found, limit, write, [](funds::Fund const& last) { return std::vector<CursorPart>{last.id}; });
                    return Response::json(std::move(json));
                });
            }};
}

Route fund_route(Installation& installation, Titles const& titles) {
    return {.path = "/funds/{record}",
            .operation = "getFund",
            .summary = {"一笔资金的余额和预算；上级为本单位支出的资金，可看余额和预算",
                        "A fund with its balances and plans; of one of a place above, which may pay for those below, what everybody may know of it and its plans"},
            .tag = "funds",
            .access = Access::holders_of(Permission::ReadRecords),
            .answers = {{200, fund_views::fund_in_full()}},
            .handler = [&installation, titles](Call& call) {
                auto const id = fund_views::number(call, "record");
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const& context = call.context();
                    auto const fund = funds::find(reader, id);
                    bool const reached = fund && context.reaches(Permission::ReadRecords, fund->org);
                    // What women owe a bank, or the fund, is nobody's business below.
                    if (!reached && !(fund && fund->kind == funds::Kind::Money && is_over(*fund, context))) throw error(unknown_fund);
                    fund_views::Funds const views{reader, context, installation, *titles, std::span{&*fund, 1}};
                    JsonWriter json;
                    json.open_object();
                    views.write_members(json, *fund, reached);
                    fund_views::write_more(json, *titles, funds::plans(reader, id), reached ? funds::balances(reader, id) : std::vector<funds::Balance>{});
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route statement_route(Installation& installation, Titles const& titles) {
    return of_fund_route(installation,
                         {.path = "/funds/{record}/statement",
                          .operation = "getFundStatement",
                          .summary = {"收支表：期初、收入、支出、期末，按整月", "What was there, what came in, what it was used for, what is there: of whole months"},
                          .query = span_parameters(),
                          .answers = {{200, fund_views::statement()}}},
                         [titles](JsonWriter& json, storage::Reader const& reader, Call& call, funds::FundId fund) {
                             auto const span = span_of(call);
                             fund_views::write(json, *titles, funds::statement(reader, fund, span.from, span.to));
                             return reports::Opened{};
                         });
}

Route vouchers_route(Installation& installation, Titles const& titles) {
    auto parameters = fund_views::page_parameters();
    parameters.push_back({"year", S::integer(1990, 2200), false, {"年份", "The year"}});
    return of_fund_route(installation,
                         {.path = "/funds/{record}/vouchers",
                          .operation = "listVouchers",
                          .summary = {"一笔资金的凭证，新的在前", "A fund's vouchers, newest first"},
                          .query = parameters,
                          .answers = {{200, S::list(fund_views::voucher())}}},
                         [&installation, titles](JsonWriter& json, storage::Reader const& reader, Call& call, funds::FundId fund) {
                             auto const limit = call.limit();
                             auto const cursor = fund_views::after(call, "ii");
                             auto const year = call.maybe_text("year") ? std::optional{call.integer("year", 0, 2200)} : std::nullopt;
                             auto const after = cursor ? std::optional{funds::AfterVoucher{cursor->integer(0), cursor->integer(1)}} : std::nullopt;
                             auto found = funds::vouchers(reader, fund, year, after, limit + 1);
                             reports::Opened opened;
                             auto const write = [&](std::span<funds::Voucher const> page) { opened = fund_views::write(json, reader, call.context(), installation, *titles, page); };
                             views::write_page(json, found, limit, write, [](funds::Voucher const& last) { return std::vector<CursorPart>{last.year, last.n}; });
                             return opened;
                         });
}

Route pots_route(Installation& installation, Titles const& titles) {
    return of_fund_route(installation,
                         {.path = "/funds/{record}/pots",
                          .operation = "listPots",
                          .summary = {"收到的每笔款物还剩多少，新的在前", "What is left of each sum or lot that came in, newest first"},
                          .query = fund_views::page_parameters(),
                          .answers = {{200, S::list(fund_views::pot())}}},
                         [&installation, titles](JsonWriter& json, storage::Reader const& reader, Call& call, funds::FundId fund) {
                             auto const limit = call.limit();
                             auto const cursor = fund_views::after(call, "i");
                             auto found = funds::pots(reader, fund, cursor ? std::optional{cursor->integer(0)} : std::nullopt, limit + 1);
                             reports::Opened opened;
                             auto const write = [&](std::span<funds::Pot const> page) { opened = fund_views::write(json, reader, call.context(), installation, *titles, page); };
                             views::write_page(json, found, limit, write, [](funds::Pot const& last) { return std::vector<CursorPart>{last.id}; });
                             return opened;
                         });
}

Route sample_route(Installation& installation, Titles const& titles) {
    return of_fund_route(installation,
                         {.path = "/funds/{record}/sample",
                          .operation = "drawVouchers",
                          .summary = {"按种子抽取支出凭证", "Vouchers that spent, drawn by a seed"},
                          .query = draw_parameters(),
                          .answers = {{200, S::object({S::required("items", S::array(fund_views::voucher()))})}}},
                         [&installation, titles](JsonWriter& json, storage::Reader const& reader, Call& call, funds::FundId fund) {
                             auto const [year, size, seed] = draw_of(call);
                             json.open_object().key("items").open_array();
                             auto opened = fund_views::write(json, reader, call.context(), installation, *titles, funds::sample(reader, fund, year, size, seed));
                             json.close_array().close_object();
                             return opened;
                         });
}

// A sheet: who takes one away stands in the journal.
struct Sheet {
    std::string name;  // of the path: "statement"
    std::string operation;
    Text summary;
    std::string title;  // of the file
    std::vector<Parameter> query;
};

using Drawer = std::function<reports::FundSheet(storage::Reader const&, Call&, funds::FundId)>;
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
                auto drawn = installation.database->read([&](storage::Reader const& reader) {
                    org = reports::reached_fund(reader, call.context(), id, Permission::Export).org;
                    return draw(reader, call, id);
                });
                note_reading(installation, call.context(), drawn.opened);
                reports::note_export(*installation.database, call.context(), org, fmt::format("fund-{}:{}/{}", name, records::number_text(id), words(call)));
                return Response::file(title + ".xlsx", std::string{reports::xlsx_media}, std::move(drawn.bytes));
            }};
}

using RecordAnswer = std::function<Response(storage::Reader const&, Call&, records::RecordId)>;

Route of_record_route(Installation& installation, Route route, RecordAnswer answer) {
    route.tag = "funds";
    route.access = Access::holders_of(Permission::ReadRecords);
    route.handler = [&installation, answer = std::move(answer)](Call& call) {
        auto const id = fund_views::number(call, "number");
        std::optional<records::Record> record;
        auto response = installation.database->read([&](storage::Reader const& reader) {
            record = installation.records.fetch(reader, call.context(), id);
            return answer(reader, call, record->id);
        });
        if (record->seal && !record->locked()) note_reading(installation, call.context(), reports::Opened{*record});
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
                                     [&installation, titles](storage::Reader const& reader, Call& call, records::RecordId id) {
                                         return fund_views::books_answer(reader, call.context(), installation, *titles, id);
                                     }));
    routes.push_back(of_record_route(installation,
                                     {.path = "/records/{number}/receipt",
                                      .operation = "getReceipt",
                                      .summary = {"收据（打印用）；开过几张的，写明哪一张，不写为最近有效的一张", "A receipt, for print: where several were given that of the number, or the last that stands"},
                                      .query = {{"receipt", S::text(1, 60), false, {"收据编号", "The receipt's number"}}},
                                      .answers = {{200, fund_views::receipt()}}},
                                     [&installation](storage::Reader const& reader, Call& call, records::RecordId id) {
                                         return fund_views::receipt_answer(reader, call.context(), installation, id, call.maybe_text("receipt"));
                                     }));
    return routes;
}

}  // namespace niangjia::http
