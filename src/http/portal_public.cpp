// What everybody may see without a session and without a code: the public board, and what each fund received and was used for. And what
// a donor sees of her gift, with the number and the code of her receipt.
#include "base/error.h"
#include "http/client_address.h"
#include "http/messages.h"
#include "http/routes.h"
#include "http/views.h"
#include "portal/board.h"
#include "portal/funds.h"

namespace niangjia::http {
namespace {

using S = Schema;

struct Window {
    Installation* installation;
    portal::Guard guard;
    portal::Board board;
    portal::PublicFunds funds;

    Window(Installation& one, packs::PortalLimits const& limits)
        : installation{&one}, guard{limits, one.clock}, board{*one.library, one.records, one.clock}, funds{*one.library, one.records, one.people, one.clock} {}

    // What somebody might try again and again is taken only where the limits say how often.
    void require_limits() const { (void)installation->portal.settings(); }
};
using WindowPtr = std::shared_ptr<Window>;

constexpr int most_items = 100;

Route base(std::string method, std::string path, std::string operation, Text summary) {
    return views::open_route("public", std::move(method), std::move(path), std::move(operation), std::move(summary));
}

std::vector<Parameter> list_parameters() {
    return {{"place", S::code(), false, {"哪个地方", "Which place"}},
            {"after", S::text(1, 2000), false, {"上一页的 next", "The last page's next"}},
            {"limit", S::integer(1, most_items), false, {"每页条数", "How many"}}};
}

int limit_of(Call const& call) { return static_cast<int>(call.integer("limit", 20, most_items)); }

std::optional<std::string> text_in(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value == nullptr ? std::nullopt : std::optional{std::string{value->as_string()}};
}

void write_maybe(JsonWriter& json, std::string_view name, std::optional<std::int64_t> number) {
    json.key(name);
    if (number) {
        json.number(*number);
    } else {
        json.null();
    }
}

// --- Funds

std::vector<Schema::Member> fund_members() {
    return {S::required("fund", S::text()),    S::required("name", S::text()),        S::required("orgName", S::text()), S::required("purpose", S::text(0, 10'000)),
            S::required("received", S::integer()), S::required("used", S::integer()), S::required("left", S::integer())};
}

void write_members(JsonWriter& json, portal::PublicFund const& fund) {
    json.member("fund", records::number_text(fund.id)).member("name", fund.name).member("orgName", fund.org_name).member("purpose", fund.purpose);
    json.member("received", fund.received).member("used", fund.used).member("left", fund.left);
}

Route funds_route(WindowPtr const& window) {
    auto route = base("GET", "/portal/funds", "listPublicFunds", {"公开的资金：收入、使用和结余", "Each fund's income, use and rest: of a place, those above and those below it"});
    route.query = list_parameters();
    route.answers = {{200, S::list(S::named("PublicFund", S::object(fund_members())))}};
    route.handler = [window](Call& call) {
        std::optional<portal::PublicFunds::After> after;
        if (auto const cursor = views::read_after(call.maybe_text("after"), "ii")) after = portal::PublicFunds::After{cursor->integer(0) != 0, cursor->integer(1)};
        auto const place = call.maybe_code("place");
        return window->installation->database->read([&](storage::Reader const& reader) {
            auto const page = window->funds.list(reader, place, after, limit_of(call));
            JsonWriter json;
            json.open_object().key("items").open_array();
            for (auto const& fund : page.items) {
                json.open_object();
                write_members(json, fund);
                json.close_object();
            }
            json.close_array();
            views::write_next(json, page.next ? std::optional{write_cursor({std::int64_t{page.next->below ? 1 : 0}, page.next->id})} : std::nullopt);
            json.close_object();
            return Response::json(std::move(json));
        });
    };
    return route;
}

Route fund_route(WindowPtr const& window) {
    auto members = fund_members();
    members.push_back(S::required("year", S::integer()));
    members.push_back(S::required("income", S::array(S::object({S::required("title", S::text_pair()), S::required("amount", S::integer())}))));
    members.push_back(S::required("uses", S::array(S::object({S::required("title", S::text_pair()), S::required("amount", S::integer()), S::required("people", S::nullable(S::integer()))}))));
    auto route = base("GET", "/portal/funds/{number}", "getPublicFund",
                      {"一项资金一年的收入和使用", "A fund's income and use in a year; how many people were helped is left out where they are few"});
    route.query = {{"year", S::integer(1990, 2100), false, {"哪一年，不写是今年", "Which year; this one when left out"}}};
    route.answers = {{200, S::named("PublicFundYear", S::object(std::move(members)))}};
    route.handler = [window](Call& call) {
        auto const id = records::parse_number(call.text("number")).value_or(0);
        auto const year = call.integer("year", window->installation->clock.today().year(), 2100);
        return window->installation->database->read([&](storage::Reader const& reader) {
            auto const told = window->funds.year(reader, id, year);
            JsonWriter json;
            json.open_object();
            write_members(json, told.fund);
            json.member("year", told.year).key("income").open_array();
            for (auto const& line : told.income) json.open_object().member("title", line.title).member("amount", line.amount).close_object();
            json.close_array().key("uses").open_array();
            for (auto const& line : told.uses) {
                json.open_object().member("title", line.title).member("amount", line.amount);
                write_maybe(json, "people", line.people);
                json.close_object();
            }
            json.close_array().close_object();
            return Response::json(std::move(json));
        });
    };
    return route;
}

Route gift_route(WindowPtr const& window) {
    auto const use = S::object({S::required("month", S::text()), S::required("programme", S::text_pair()), S::required("place", S::text()), S::required("amount", S::integer()),
                                S::required("masked", S::nullable(S::text()))});
    auto route = base("POST", "/portal/gifts", "followGift", {"凭收据查捐赠的去向", "What became of a gift, for whoever has its receipt's number and code"});
    route.body = Body::json(S::named("GiftQuestion", S::object({S::required("number", S::text(1, 100)), S::required("code", S::text(1, 100)), S::optional("after", S::text(1, 2000))})));
    route.answers = {{200, S::named("PublicGift", S::object({S::required("donor", S::text(0, 10'000)), S::required("day", S::day()), S::required("amount", S::integer()),
                                                             S::required("void", S::boolean()), S::required("fund", S::text()), S::required("fundName", S::text()),
                                                             S::required("orgName", S::text()), S::required("used", S::nullable(S::integer())), S::required("left", S::nullable(S::integer())),
                                                             S::required("uses", S::array(use)), S::required("next", S::nullable(S::text()))}))}};
    route.handler = [window](Call& call) {
        window->require_limits();
        auto& installation = *window->installation;
        auto const& object = call.object();
        std::optional<std::int64_t> after;
        if (auto const cursor = views::read_after(text_in(object, "after"), "i", "/after")) after = cursor->integer(0);
        auto const address = client_address(call.request(), installation.settings.proxies);
        window->guard.before_code(address);
        auto const gift = installation.database->read([&](storage::Reader const& reader) {
            return window->funds.gift(reader, text_in(object, "number").value_or(""), text_in(object, "code").value_or(""), after);
        });
        window->guard.right(address);
        JsonWriter json;
        json.open_object().member("donor", gift.donor).member("day", gift.day.iso()).member("amount", gift.amount).member("void", gift.given_back);
        json.member("fund", records::number_text(gift.fund)).member("fundName", gift.fund_name).member("orgName", gift.org_name);
        write_maybe(json, "used", gift.used);
        write_maybe(json, "left", gift.left);
        json.key("uses").open_array();
        for (auto const& one : gift.uses) {
            json.open_object().member("month", one.month.iso().substr(0, 7)).member("programme", one.programme).member("place", one.place).member("amount", one.amount).key("masked");
            if (one.masked) {
                json.text(std::string_view{*one.masked});
            } else {
                json.null();
            }
            json.close_object();
        }
        json.close_array();
        views::write_next(json, gift.next ? std::optional{write_cursor({*gift.next})} : std::nullopt);
        json.close_object();
        return Response::json(std::move(json));
    };
    return route;
}

// --- The board

Route notices_route(WindowPtr const& window) {
    auto const shown = S::object({S::required("title", S::text_pair()), S::required("value", S::object({S::required("zh", S::text(0, 10'000)), S::required("en", S::text(0, 10'000))}))});
    auto route = base("GET", "/portal/notices", "listPublicNotices", {"公示：姓名已遮盖", "The public board, with masked names: of a place and all below it"});
    route.query = list_parameters();
    route.answers = {{200, S::list(S::named("PublicNotice", S::object({S::required("notice", S::text()), S::required("title", S::text_pair()), S::required("orgName", S::text()),
                                                                       S::required("name", S::text()), S::required("shows", S::array(shown)), S::required("until", S::nullable(S::day()))})))}};
    route.handler = [window](Call& call) {
        std::optional<records::AfterNotice> after;
        if (auto const cursor = views::read_after(call.maybe_text("after"), "it")) after = records::AfterNotice{cursor->integer(0), cursor->text(1)};
        auto const place = call.maybe_code("place");
        return window->installation->database->read([&](storage::Reader const& reader) {
            auto const page = window->board.list(reader, place, after, limit_of(call));
            JsonWriter json;
            json.open_object().key("items").open_array();
            for (auto const& notice : page.items) {
                json.open_object().member("notice", notice.id).member("title", notice.title).member("orgName", notice.org_name).member("name", notice.name);
                json.key("shows").open_array();
                for (auto const& [title, value] : notice.shows) json.open_object().member("title", title).member("value", value).close_object();
                json.close_array();
                views::member(json, "until", notice.until);
                json.close_object();
            }
            json.close_array();
            views::write_next(json, page.next ? std::optional{write_cursor({page.next->ends, page.next->id})} : std::nullopt);
            json.close_object();
            return Response::json(std::move(json));
        });
    };
    return route;
}

Route objection_route(WindowPtr const& window) {
    auto route = base("POST", "/portal/notices/{notice}/objections", "objectToNotice",
                      {"对公示提出异议", "Object to a public notice; name and contact may be left out. What waits for the notice's end waits for the answer"});
    route.body = Body::json(S::named("Objection", S::object({S::optional("command", S::command()), S::required("text", S::text(1, 10'000)), S::optional("name", S::text(0, 500)),
                                                             S::optional("contact", S::text(0, 500))})));
    route.answers = {{204}};
    route.handler = [window](Call& call) {
        window->require_limits();
        auto& installation = *window->installation;
        auto const& object = call.object();
        auto const notice = call.text("notice");
        installation.database->read([&](storage::Reader const& reader) { (void)window->board.record_of(reader, notice); });
        auto const address = client_address(call.request(), installation.settings.proxies);
        window->guard.before_objection(address);
        portal::Objection const objection{.command = text_in(object, "command").value_or(vault::random_text(20)),
                                          .text = text_in(object, "text").value_or(""),
                                          .name = text_in(object, "name").value_or(""),
                                          .contact = text_in(object, "contact").value_or("")};
        installation.database->write([&](storage::Transaction& transaction) { (void)window->board.object(transaction, notice, objection); });
        window->guard.made_objection(address);
        return Response::empty();
    };
    return route;
}

}  // namespace

std::vector<Route> public_routes(Installation& installation) {
    auto const* given = installation.library->portal();
    auto const window = std::make_shared<Window>(installation, given == nullptr ? packs::PortalLimits{} : given->limits);
    return {funds_route(window), fund_route(window), gift_route(window), notices_route(window), objection_route(window)};
}

}  // namespace niangjia::http
