// The portal's routes, for whoever asks for help. No cookie and no session: her query code travels in the header X-Query-Code, which no
// other site's page can send and which stands in no address, history or log.
#include "base/error.h"
#include "http/client_address.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message no_code{ErrorKind::NotFound, "portal.no-such-code", "没有找到，请核对查询码后再试", "Nothing was found; check the code and try again"};
constexpr Message bad_name{ErrorKind::Invalid, "portal.paper-name", "请求头 X-Paper-Name 应是文件名（百分号编码的 UTF-8）", "The header X-Paper-Name is the file's name, as percent-encoded UTF-8"};

struct Door {
    Installation* installation;
    portal::Guard guard;

    Door(Installation& one, packs::PortalLimits const& limits) : installation{&one}, guard{limits, one.clock} {}
};
using DoorPtr = std::shared_ptr<Door>;

std::string string_in(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value == nullptr || !value->is_string() ? std::string{} : std::string{value->get_string()};
}

Schema told_schema() { return S::named("PortalWords", S::object({S::required("title", S::text_pair()), S::required("text", S::object({S::required("zh", S::text(0, 10'000)), S::required("en", S::text(0, 10'000))}))})); }

Schema view_schema() {
    auto const turn = S::object({S::required("day", S::day()), S::required("says", S::text_pair())});
    auto const message = S::object({S::required("n", S::integer()), S::required("at", S::moment()), S::required("hers", S::boolean()), S::required("text", S::text(0, 10'000))});
    auto const offer = S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("noteRequired", S::boolean()), S::required("confirm", S::boolean()),
                                  S::required("fields", S::array(views::field())), S::required("until", S::nullable(S::day()))});
    return S::named("PortalRequest", S::object({S::required("place", S::text()), S::required("topic", S::text_pair()), S::required("opened", S::day()), S::required("today", S::day()),
                                                S::required("state", S::text_pair()), S::required("closed", S::boolean()), S::required("next", S::nullable(S::day())),
                                                S::required("nextIsHers", S::boolean()), S::required("promises", S::array(turn)), S::required("way", S::array(turn)),
                                                S::required("own", S::array(told_schema())), S::required("told", S::array(told_schema())),
                                                S::required("messages", S::array(message)),
                                                S::required("papers", S::array(S::object({S::required("name", S::text()), S::required("size", S::integer())}))),
                                                S::required("offers", S::array(offer))}));
}

void write_words(JsonWriter& json, std::string_view key, std::vector<portal::Told> const& list) {
    json.key(key).open_array();
    for (auto const& one : list) json.open_object().member("title", one.title).member("text", one.text).close_object();
    json.close_array();
}

Response view_answer(JsonWriter json, portal::View const& view, packs::RecordType const& type, Day today, int status) {
    json.open_object().member("place", view.org_name).member("topic", view.topic).member("opened", view.opened.iso()).member("today", today.iso());
    json.member("state", view.state).member("closed", view.closed);
    views::member(json, "next", view.next);
    json.member("nextIsHers", view.next_is_hers).key("promises").open_array();
    for (auto const& promise : view.promises) json.open_object().member("day", promise.day.iso()).member("says", promise.says).close_object();
    json.close_array().key("way").open_array();
    for (auto const& turn : view.way) json.open_object().member("day", turn.day.iso()).member("says", turn.says).close_object();
    json.close_array();
    write_words(json, "own", view.own);
    write_words(json, "told", view.told);
    json.key("messages").open_array();
    for (auto const& message : view.messages) {
        json.open_object().member("n", message.n).member("at", iso_time(message.at)).member("hers", message.hers).member("text", message.text).close_object();
    }
    json.close_array().key("papers").open_array();
    for (auto const& paper : view.papers) json.open_object().member("name", paper.name).member("size", paper.size).close_object();
    json.close_array().key("offers").open_array();
    for (auto const& offer : view.offers) {
        auto const& action = *offer.action;
        json.open_object().member("name", action.name).member("title", action.title).member("noteRequired", action.note_required).member("confirm", action.confirm);
        json.key("fields").open_array();
        for (auto const& field : type.fields) {
            if (action.takes_field(field.name)) views::write(json, field);
        }
        json.close_array();
        views::member(json, "until", offer.until);
        json.close_object();
    }
    json.close_array().close_object();
    return Response::json(std::move(json), status);
}

// Her whose code stands in the header. Error (NotFound) that is the same for every code that finds nothing, (Busy) for who tries many.
identity::Context her_of(Door& door, Call& call) {
    auto& installation = *door.installation;
    (void)installation.portal.settings();
    auto const code = call.request().headers.get("X-Query-Code");
    // Without a code nothing is guessed: any page of the web can have her browser send that, and must not shut her out by it.
    if (code.find_first_not_of(" \t") == std::string_view::npos) throw error(no_code);
    auto const address = client_address(call.request(), installation.settings.proxies);
    door.guard.before_code(address);
    auto const her = installation.database->read([&](storage::Reader const& reader) { return installation.portal.who(reader, code); });
    if (!her) throw error(no_code);
    door.guard.right(address);
    return *her;
}

Response own_answer(Installation& installation, identity::Context const& her, int status) {
    return installation.database->read([&](storage::Reader const& reader) {
        return view_answer({}, installation.portal.view(reader, her), *installation.portal.settings().type, her.today(), status);
    });
}

Route base(std::string method, std::string path, std::string operation, Text summary) {
    return views::open_route("portal", std::move(method), std::move(path), std::move(operation), std::move(summary));
}

Route setup_route(DoorPtr const& door) {
    auto const number = S::object({S::required("number", S::text()), S::required("title", S::text_pair())});
    auto const notice = S::object({S::required("title", S::text_pair()), S::required("lines", S::array(S::text_pair()))});
    auto const topic = S::object({S::required("key", S::text()), S::required("title", S::text_pair())});
    auto route = base("GET", "/portal", "getPortal", {"网上求助的设置：话题、电话、说明", "What the portal shows: topics, numbers, how it goes on, privacy"});
    route.answers = {{200, S::named("PortalSetup", S::object({S::required("title", S::text_pair()), S::required("leaveTo", S::text()), S::required("topics", S::array(topic)),
                                                              S::required("ask", S::array(views::field())), S::required("asks", S::array(S::enum_of({"name", "place", "contact", "hours", "noCall"}))),
                                                              S::required("numbers", S::array(number)), S::required("phone", S::text()), S::required("hours", S::text_pair()),
                                                              S::required("steps", S::array(S::text_pair())), S::required("privacy", S::array(notice)), S::required("papers", S::integer()),
                                                              S::required("paperSize", S::integer())}))}};
    route.handler = [door](Call&) {
        auto const& given = door->installation->portal.settings();
        JsonWriter json;
        json.open_object().member("title", given.title).member("leaveTo", given.leave_to).key("topics").open_array();
        for (auto const& one : given.topics) json.open_object().member("key", one.key).member("title", one.title).close_object();
        json.close_array().key("ask").open_array();
        for (auto const* field : given.ask) views::write(json, *field);
        json.close_array().key("asks").open_array();
        for (auto const& [name, field] : {std::pair{"name", &given.name}, {"place", &given.place}, {"contact", &given.contact}, {"hours", &given.hours}, {"noCall", &given.no_call}}) {
            if (!field->empty()) json.text(name);
        }
        json.close_array().key("numbers").open_array();
        for (auto const& one : given.numbers) json.open_object().member("number", one.number).member("title", one.title).close_object();
        json.close_array().member("phone", given.reception.phone).member("hours", given.reception.hours).key("steps").open_array();
        for (auto const& step : given.steps) json.text(step);
        json.close_array().key("privacy").open_array();
        for (auto const& one : given.privacy) {
            json.open_object().member("title", one.title).key("lines").open_array();
            for (auto const& line : one.lines) json.text(line);
            json.close_array().close_object();
        }
        json.close_array().member("papers", given.limits.papers).member("paperSize", records::largest_attachment).close_object();
        return Response::json(std::move(json));
    };
    return route;
}

Route places_route(DoorPtr const& door) {
    auto const place = S::object({S::required("code", S::code()), S::required("name", S::text()), S::required("level", views::level()), S::required("takes", S::boolean())});
    auto route = base("GET", "/portal/places", "listPortalPlaces", {"可选的地方", "Places to choose from: those below one, or the topmost"});
    route.query = {{"parent", S::code(), false, {"上一级的代码", "The code of the place above"}}};
    route.answers = {{200, S::object({S::required("items", S::array(place))})}};
    route.handler = [door](Call& call) {
        auto& installation = *door->installation;
        return installation.database->read([&](storage::Reader const& reader) {
            JsonWriter json;
            json.open_object().key("items").open_array();
            for (auto const& one : installation.portal.places(reader, call.maybe_code("parent"))) {
                json.open_object().member("code", one.code.text()).member("name", one.name).member("level", org::name_of(one.code.level())).member("takes", one.takes).close_object();
            }
            json.close_array().close_object();
            return Response::json(std::move(json));
        });
    };
    return route;
}

Route reception_route(DoorPtr const& door) {
    auto route = base("GET", "/portal/places/{code}", "getPortalPlace", {"接待处的地址、电话和时间", "Where and when one can come or call, of the county that answers for a place"});
    route.answers = {{200, S::object({S::required("code", S::code()), S::required("name", S::text()), S::required("takes", S::boolean()), S::required("address", S::text()),
                                      S::required("phone", S::text()), S::required("hours", S::text_pair())})}};
    route.handler = [door](Call& call) {
        auto& installation = *door->installation;
        return installation.database->read([&](storage::Reader const& reader) {
            auto const place = installation.portal.reception(reader, call.code("code"));
            auto const& usual = installation.portal.settings().reception;
            auto const own = installation.settings.receptions.find(place.code.text());
            auto const said = own == installation.settings.receptions.end() ? Settings::Reception{} : own->second;
            JsonWriter json;
            json.open_object().member("code", place.code.text()).member("name", place.name).member("takes", place.takes).member("address", said.address);
            json.member("phone", said.phone.empty() ? usual.phone : said.phone).member("hours", said.hours.empty() ? usual.hours : Text{said.hours, said.hours}).close_object();
            return Response::json(std::move(json));
        });
    };
    return route;
}

Route code_route(DoorPtr const& door) {
    auto route = base("POST", "/portal/codes", "makePortalCode", {"生成查询码", "A fresh query code, for the request that is about to be sent; nothing is kept"});
    route.answers = {{200, S::object({S::required("code", S::text()), S::required("shown", S::text()), S::required("ticket", S::text())})}};
    route.handler = [door](Call&) {
        auto const fresh = door->installation->portal.new_code();
        JsonWriter json;
        json.open_object().member("code", fresh.code).member("shown", portal::grouped(fresh.code)).member("ticket", fresh.ticket).close_object();
        return Response::json(std::move(json));
    };
    return route;
}

Route ask_route(DoorPtr const& door) {
    auto route = base("POST", "/portal/requests", "askThroughPortal", {"提交求助", "Ask for help"});
    route.body = Body::json(S::named("PortalWish", S::object({S::required("command", S::command()), S::required("code", S::text(1, 60)), S::required("ticket", S::text(1, 100)),
                                                              S::required("place", S::code()), S::required("topic", S::text(0, 60)), S::required("story", S::text(0, 10'000)),
                                                              S::optional("name", S::text(0, 500)), S::optional("contact", S::text(0, 500)), S::optional("hours", S::text(0, 500)),
                                                              S::optional("noCall", S::boolean()), S::optional("more", S::map_of(S::text(0, 500)))})));
    route.answers = {{201, view_schema()}};
    route.handler = [door](Call& call) {
        auto& installation = *door->installation;
        (void)installation.portal.settings();
        auto const& object = call.object();
        portal::Wish wish;
        wish.command = string_in(object, "command");
        wish.code = string_in(object, "code");
        wish.ticket = string_in(object, "ticket");
        wish.place = org::Code::parse(string_in(object, "place")).value_or(org::Code{});
        wish.topic = string_in(object, "topic");
        wish.story = string_in(object, "story");
        wish.name = string_in(object, "name");
        wish.contact = string_in(object, "contact");
        wish.hours = string_in(object, "hours");
        if (auto const* no_call = object.if_contains("noCall")) wish.no_call = no_call->as_bool();
        if (auto const* more = object.if_contains("more")) wish.more = more->as_object();
        auto const who = [&](storage::Reader const& reader) { return installation.portal.who(reader, wish.code); };
        auto const known = installation.database->read([&](storage::Reader const& reader) {
            installation.portal.check(reader, wish);
            return who(reader);
        });
        // What is sent once more, since its answer was lost, is no other request.
        auto const address = client_address(call.request(), installation.settings.proxies);
        if (known) {
            door->guard.before_step(known->own_record().value_or(0));
        } else {
            door->guard.before_request(address);
        }
        installation.database->write([&](storage::Transaction& transaction) { (void)installation.portal.ask(transaction, wish); });
        if (!known) door->guard.made_request(address);
        auto const her = installation.database->read(who);
        if (!her) throw error(no_code);
        return own_answer(installation, *her, 201);
    };
    return route;
}

Route follow_route(DoorPtr const& door) {
    auto route = base("GET", "/portal/request", "followPortalRequest", {"查看自己的求助", "Follow one's request; its code stands in X-Query-Code"});
    route.answers = {{200, view_schema()}};
    route.handler = [door](Call& call) {
        auto const her = her_of(*door, call);
        door->guard.before_reading(her.own_record().value_or(0));
        return own_answer(*door->installation, her, 200);
    };
    return route;
}

// A change of her request, and then what she sees of it.
template <class F>
Response changed(Door& door, Call& call, F&& change) {
    auto const her = her_of(door, call);
    door.guard.before_step(her.own_record().value_or(0));
    door.installation->database->write([&](storage::Transaction& transaction) { change(transaction, her); });
    return own_answer(*door.installation, her, 200);
}

Route message_route(DoorPtr const& door) {
    auto route = base("POST", "/portal/request/messages", "writeThroughPortal", {"给工作人员留言", "Write to the staff"});
    route.body = Body::json(S::object({S::required("command", S::command()), S::required("text", S::text(1, 10'000))}));
    route.answers = {{200, view_schema()}};
    route.handler = [door](Call& call) {
        return changed(*door, call, [&](storage::Transaction& transaction, identity::Context const& her) {
            door->installation->portal.say(transaction, her, string_in(call.object(), "command"), string_in(call.object(), "text"));
        });
    };
    return route;
}

Route step_route(DoorPtr const& door) {
    auto route = base("POST", "/portal/request/steps", "stepThroughPortal", {"评价、申请复查、撤回", "Take a step that the pack gives her: rate, ask for a review, withdraw"});
    route.body = Body::json(S::object({S::required("command", S::command()), S::required("step", S::text(1, 60)), S::optional("note", S::text(0, 10'000)), S::optional("fields", S::map_of(S::any()))}));
    route.answers = {{200, view_schema()}};
    route.handler = [door](Call& call) {
        auto const& object = call.object();
        records::Act step{.command = string_in(object, "command"), .action = string_in(object, "step"), .note = string_in(object, "note")};
        if (auto const* fields = object.if_contains("fields")) step.fields = fields->as_object();
        return changed(*door, call, [&](storage::Transaction& transaction, identity::Context const& her) { door->installation->portal.take_step(transaction, her, step); });
    };
    return route;
}

Route paper_route(DoorPtr const& door) {
    auto route = base("POST", "/portal/request/papers", "addPaperThroughPortal",
                      {"附上照片或材料", "Add a photo or paper: its bytes, its name in X-Paper-Name (percent-encoded), a command id in X-Command"});
    route.body = Body::raw({"*/*"});
    route.answers = {{200, view_schema()}};
    route.handler = [door](Call& call) {
        auto& installation = *door->installation;
        auto const her = her_of(*door, call);
        door->guard.before_step(her.own_record().value_or(0));
        // Decoded as a segment of a path is: to UTF-8 without control characters, or not at all.
        std::string name;
        try {
            auto const target = Request::of("GET", "/" + std::string{call.request().headers.get("X-Paper-Name")});
            if (target.segments.size() == 1) name = target.segments.front();
        } catch (Error const& failure) {
            if (failure.kind() != ErrorKind::Invalid) throw;
        }
        if (name.empty()) throw error(bad_name);
        std::string const command{call.request().headers.get("X-Command")};
        auto const before = installation.database->read([&](storage::Reader const& reader) {
            return installation.records.attached(reader, her, her.own_record().value_or(0), command, name, call.request().body);
        });
        if (!before) {
            auto const file = installation.database->read([&](storage::Reader const& reader) { return installation.portal.store_paper(reader, her, name, call.request().body); });
            installation.records.keep_file(*installation.database, file, [&](storage::Transaction& transaction) { installation.portal.add_paper(transaction, her, command, name, file); });
        }
        return own_answer(installation, her, 200);
    };
    return route;
}

// --- For the workbench

Schema messages_schema() {
    auto const message = S::object({S::required("n", S::integer()), S::required("at", S::moment()), S::required("from", S::enum_of({"applicant", "staff"})), S::required("by", S::text()),
                                    S::required("text", S::text(0, 10'000))});
    return S::named("Messages", S::object({S::required("fromPortal", S::boolean()), S::required("items", S::array(message))}));
}

Response messages_answer(Installation& installation, identity::Context const& context, records::RecordId id, int status) {
    std::optional<records::Record> record;
    auto response = installation.database->read([&](storage::Reader const& reader) {
        record = installation.records.fetch(reader, context, id);
        auto const messages = installation.portal.messages(reader, *record);
        std::vector<identity::AccountId> accounts;
        for (auto const& message : messages) accounts.push_back(message.account);
        std::unordered_map<identity::AccountId, std::string> titles{{identity::applicant_account, "本人（网上）"}};
        for (auto& [account, title] : identity::Identity::titles(reader, accounts)) titles.emplace(account, std::move(title));
        JsonWriter json;
        json.open_object().member("fromPortal", installation.records.from_portal(reader, id)).key("items").open_array();
        for (auto const& message : messages) {
            json.open_object().member("n", message.n).member("at", iso_time(message.at)).member("from", message.hers ? "applicant" : "staff");
            json.member("by", titles[message.account]).member("text", message.text).close_object();
        }
        json.close_array().close_object();
        return Response::json(std::move(json), status);
    });
    installation.database->write([&](storage::Transaction& transaction) { installation.records.note_reading(transaction, context, *record, "records.read-sealed"); });
    return response;
}

Route read_messages_route(Installation& installation) {
    return {.path = "/records/{id}/messages",
            .operation = "listMessages",
            .summary = {"与网上求助人的留言", "What was written between the staff and her who asked through the portal"},
            .tag = "records",
            .access = Access::holders_of(identity::Permission::ReadRecords),
            .answers = {{200, messages_schema()}},
            .handler = [&installation](Call& call) { return messages_answer(installation, call.context(), call.id("id"), 200); }};
}

Route write_message_route(Installation& installation) {
    return {.method = "POST",
            .path = "/records/{id}/messages",
            .operation = "writeMessage",
            .summary = {"给网上求助人留言", "Write to her who asked through the portal"},
            .tag = "records",
            .access = Access::holders_of(identity::Permission::WriteRecords),
            .body = Body::json(S::object({S::required("command", S::command()), S::required("text", S::text(1, 10'000))})),
            .answers = {{201, messages_schema()}},
            .handler = [&installation](Call& call) {
                auto const id = call.id("id");
                auto const& context = call.context();
                // A message stands beside what others did meanwhile, so it needs no version from the caller.
                installation.database->write([&](storage::Transaction& transaction) {
                    auto const record = installation.records.fetch(transaction, context, id);
                    installation.records.act(transaction, context, id, record.version,
                                             {.command = string_in(call.object(), "command"), .action = records::message_action().name, .note = string_in(call.object(), "text")});
                });
                return messages_answer(installation, context, id, 201);
            }};
}

}  // namespace

std::vector<Route> portal_routes(Installation& installation) {
    auto const* given = installation.library->portal();
    auto const door = std::make_shared<Door>(installation, given == nullptr ? packs::PortalLimits{} : given->limits);
    return {setup_route(door), places_route(door), reception_route(door), code_route(door), ask_route(door), follow_route(door), message_route(door), step_route(door),
            paper_route(door), read_messages_route(installation), write_message_route(installation)};
}

}  // namespace niangjia::http
