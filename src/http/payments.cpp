// The routes of payment batches: what they hold, gathering, sending, the bank's file and its answer.
#include <charconv>

#include "base/error.h"
#include "http/funds_views.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;
using identity::Permission;

constexpr Message unknown_item{ErrorKind::NotFound, "payments.unknown-item", "这一批里没有这一笔", "There is no such item in the batch"};

// Twenty thousand lines are 2 MB.
constexpr std::uint64_t answer_limit = 8U << 20U;

Schema item_state() { return S::enum_of({"gathered", "sent", "arrived", "bounced", "dropped"}); }

Schema batch_schema() {
    auto const counts = S::object({S::required("gathered", S::integer()), S::required("sent", S::integer()), S::required("arrived", S::integer()),
                                   S::required("bounced", S::integer()), S::required("dropped", S::integer())});
    return S::named("Batch", S::object({S::required("counts", counts), S::required("sum", S::integer()), S::required("state", S::text()), S::required("running", S::boolean())}));
}

Schema item_schema() {
    return S::named("BatchItem", S::object({S::required("n", S::integer(1)), S::required("record", S::text()), S::required("title", S::text()),
                                            S::required("amount", S::integer()), S::required("state", item_state()), S::required("reason", S::text())}));
}

Schema failures_schema() { return S::array(S::object({S::required("record", S::text()), S::required("text", S::text_pair())})); }

// Nothing needs one: a repeat does nothing twice. Clients that give every write a command may give it here as well.
Body maybe_command() { return Body::json(S::object({S::optional("command", S::command())})); }

void write_failures(JsonWriter& json, std::string_view name, std::vector<payments::Failure> const& failures) {
    json.key(name).open_array();
    for (auto const& failure : failures) json.open_object().member("record", records::number_text(failure.record)).member("text", failure.text).close_object();
    json.close_array();
}

// The path ends in a number that is none: there is no such item either.
std::int64_t item_number(Call const& call) {
    auto const text = call.text("n");
    std::int64_t n = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (failure != std::errc{} || end != text.data() + text.size()) throw error(unknown_item);
    return n;
}

Response items_answer(storage::Reader const& reader, Call& call, Installation const& installation, payments::Batch const& batch) {
    auto const limit = call.limit();
    auto const after = fund_views::after(call, "i");
    auto items = installation.payments.items(reader, batch.record.id, after ? after->integer(0) : 0, limit + 1);
    JsonWriter json;
    auto const write = [&](std::span<payments::Item const> page) {
        std::vector<records::RecordId> ids;
        for (auto const& item : page) ids.push_back(item.record);
        auto const found = installation.records.fetch_many(reader, call.context(), ids);
        std::vector<records::Record> records;
        for (auto const& [id, record] : found) records.push_back(record);
        views::Items const names{reader, call.context(), records};
        for (auto const& item : page) {
            auto const record = found.find(item.record);
            // Out of reach now: its number is all there is to say.
            auto const title = record == found.end() ? records::number_text(item.record) : records::titled(record->second, names.subject_name(record->second));
            json.open_object().member("n", item.n).member("record", records::number_text(item.record)).member("title", title).member("amount", item.amount);
            json.member("state", payments::name_of(item.state)).member("reason", call.language() == Language::En ? item.reason.en : item.reason.zh).close_object();
        }
    };
    views::write_page(json, items, limit, write, [](payments::Item const& last) { return std::vector<CursorPart>{last.n}; });
    return Response::json(std::move(json));
}

Route route(std::string method, std::string path, std::string operation, Text summary, Permission permission, Body body, Answer answer, Handler handler) {
    return {.method = std::move(method),
            .path = std::move(path),
            .operation = std::move(operation),
            .summary = std::move(summary),
            .tag = "payments",
            .access = Access::holders_of(permission),
            .body = std::move(body),
            .answers = {std::move(answer)},
            .handler = std::move(handler)};
}

}  // namespace

std::vector<Route> payment_routes(Installation& installation) {
    std::vector<Route> routes;
    auto const& payments = installation.payments;
    routes.push_back(route("GET", "/batches/{record}", "getBatch", {"付款批次的进度", "How far a batch of payments is"}, Permission::ReadRecords, {}, {200, batch_schema()},
                           [&installation, &payments](Call& call) {
        return installation.database->read([&](storage::Reader const& reader) {
            auto const batch = payments.find(reader, call.context(), fund_views::number(call, "record"));
            JsonWriter json;
            json.open_object().key("counts").open_object().member("gathered", batch.gathered).member("sent", batch.sent).member("arrived", batch.arrived);
            json.member("bounced", batch.bounced).member("dropped", batch.dropped).close_object();
            json.member("sum", batch.sum).member("state", batch.record.state->name).member("running", batch.running).close_object();
            return Response::json(std::move(json));
        });
    }));
    auto items = route("GET", "/batches/{record}/items", "listBatchItems", {"批次里的各笔", "The items of a batch"}, Permission::ReadRecords, {}, {200, S::list(item_schema())},
                       [&installation, &payments](Call& call) {
        return installation.database->read([&](storage::Reader const& reader) {
            return items_answer(reader, call, installation, payments.find(reader, call.context(), fund_views::number(call, "record")));
        });
    });
    items.query = fund_views::page_parameters();
    routes.push_back(std::move(items));
    auto const left_out = S::object({S::required("text", S::text_pair()), S::required("count", S::integer())});
    routes.push_back(route("POST", "/batches/{record}/gathering", "gatherBatch", {"收集现在可以支付的记录", "Take in every record that may be paid now"}, Permission::WriteRecords,
                           maybe_command(), {200, S::object({S::required("taken", S::integer()), S::required("leftOut", S::array(left_out))})}, [&payments](Call& call) {
        auto const gathered = payments.gather(call.context(), fund_views::number(call, "record"));
        JsonWriter json;
        json.open_object().member("taken", gathered.taken).key("leftOut").open_array();
        for (auto const& one : gathered.left_out) json.open_object().member("text", one.text).member("count", one.count).close_object();
        json.close_array().close_object();
        return Response::json(std::move(json));
    }));
    routes.push_back(route("DELETE", "/batches/{record}/items/{n}", "removeBatchItem", {"从批次里移出一笔", "Take an item out of a batch"}, Permission::WriteRecords, {}, {204},
                           [&payments](Call& call) {
        payments.remove(call.context(), fund_views::number(call, "record"), item_number(call));
        return Response::empty();
    }));
    routes.push_back(route("POST", "/batches/{record}/sending", "sendBatch", {"送出一批付款；重复不会重付", "Send a batch; again pays nobody twice"}, Permission::WriteRecords,
                           maybe_command(), {200, S::object({S::required("sent", S::integer()), S::required("failed", failures_schema())})}, [&payments](Call& call) {
        auto const sent = payments.send(call.context(), fund_views::number(call, "record"));
        JsonWriter json;
        json.open_object().member("sent", sent.sent);
        write_failures(json, "failed", sent.failures);
        json.close_object();
        return Response::json(std::move(json));
    }));
    routes.push_back(route("GET", "/batches/{record}/bank.csv", "getBatchFile", {"给银行的文件", "The bank's file"}, Permission::Export, {}, {200, {}, "text/csv"},
                           [&payments](Call& call) {
        auto const id = fund_views::number(call, "record");
        return Response::file(fmt::format("付款批次 {}.csv", records::number_text(id)), "text/csv", payments.bank_file(call.context(), id));
    }));
    auto const file_problem = S::object({S::required("line", S::integer(1)), S::required("column", S::integer(1)), S::required("text", S::text_pair())});
    auto answer = route("POST", "/batches/{record}/result", "answerBatch", {"登记银行回单（全部或都不）", "Take the bank's answer, whole or not at all"}, Permission::WriteRecords,
                        Body::raw({"*/*"}, answer_limit),
                        {200, S::object({S::required("arrived", S::integer()), S::required("bounced", S::integer()), S::required("problems", S::array(file_problem)),
                                         S::required("failed", failures_schema())})},
                        [&payments](Call& call) {
        auto const check = call.maybe_boolean("check").value_or(false);
        auto const answered = payments.result(call.context(), fund_views::number(call, "record"), call.request().body, check);
        JsonWriter json;
        json.open_object().member("arrived", answered.arrived).member("bounced", answered.bounced).key("problems").open_array();
        for (auto const& problem : answered.problems) {
            json.open_object().member("line", problem.place.line).member("column", problem.place.column).member("text", problem.text).close_object();
        }
        json.close_array();
        write_failures(json, "failed", answered.failures);
        json.close_object();
        return Response::json(std::move(json));
    });
    answer.query = {{"check", S::boolean(), false, {"true 只核对，不登记", "true: look only"}}};
    routes.push_back(std::move(answer));
    return routes;
}

}  // namespace niangjia::http
