#include "base/error.h"
#include "http/people_views.h"

namespace niangjia::http {
namespace {

using S = Schema;
using identity::Permission;
using people_views::text_in;

constexpr Message why_none{ErrorKind::Invalid, "people.no-number", "暂无证件号码的，请选择原因", "Say why there is no number yet"};

people::Person person_in(json::object const& object) {
    people::Person person;
    person.org = org::Code::parse(text_in(object, "org")).value_or(org::Code{});
    person.name = text_in(object, "name");
    person.sex = people::sex_named(text_in(object, "sex")).value_or(people::Sex::Unknown);
    person.birth = Day::parse(text_in(object, "birth"));
    person.phone = text_in(object, "phone");
    if (auto const paper = people_views::maybe_text_in(object, "paper")) {
        person.paper = people::paper_named(*paper).value_or(people::Paper::None);
        if (person.paper == people::Paper::None && text_in(object, "noNumber").empty()) throw Error::invalid({problem(why_none, "/noNumber")});
    }
    person.number = text_in(object, "number");
    person.no_number = text_in(object, "noNumber");
    person.division = text_in(object, "division");
    person.contacts = people_views::contacts_in(object);
    person.address = text_in(object, "address");
    person.codes = people_views::codes_in(object);
    return person;
}

void write_list(JsonWriter& json, people::CodeList const& list) {
    json.open_array();
    for (auto const& code : list.codes) json.open_object().member("value", code.key).member("title", code.title).close_object();
    json.close_array();
}

Schema code_list() { return S::array(S::object({S::required("value", S::text()), S::required("title", S::text_pair())})); }

Route create_route(Installation& installation) {
    auto members = people_views::optional_fields();
    for (auto member : {S::required("command", S::command()), S::required("org", S::code()), S::required("name", S::text(1, 60)),
                        S::required("sex", S::enum_of({"female", "male", "unknown", "unstated"}))}) {
        members.push_back(std::move(member));
    }
    return {.method = "POST",
            .path = "/persons",
            .operation = "createPerson",
            .summary = {"登记人员", "Enter a person"},
            .tag = "people",
            .access = Access::holders_of(Permission::WriteRecords),
            .body = Body::json(S::object(members)),
            .answers = {{201, views::person()}},
            .handler = [&installation](Call& call) {
                auto const wanted = person_in(call.object());
                auto const despite = people_views::despite_in(call.object());
                auto const id = installation.database->write([&](storage::Transaction& transaction) {
                    return views::once(transaction, call, [&] { return installation.people.create(transaction, call.context(), wanted, despite).id; });
                });
                return installation.database->read([&](storage::Reader const& reader) {
                    auto const person = installation.people.find(reader, call.context(), id).value();
                    JsonWriter json;
                    views::write(json, person, people_views::short_name(reader, person.org));
                    return Response::json(std::move(json), 201);
                });
            }};
}

Route list_route(Installation& installation) {
    auto parameters = page_parameters();
    parameters.push_back({"q", S::text(1, 60), true, {"姓名开头的字", "The beginning of a name"}});
    parameters.push_back({"within", S::code(), false, {"只在其范围内找", "Look only within it"}});
    return {.path = "/persons",
            .operation = "listPersons",
            .summary = {"按姓名查找人员", "Find persons by name"},
            .tag = "people",
            .access = Access::holders_of(Permission::ReadRecords),
            .query = parameters,
            .answers = {{200, S::list(views::person())}},
            .handler = [&installation](Call& call) {
                auto const limit = call.limit();
                auto const cursor = call.cursor("i");
                return installation.database->read([&](storage::Reader const& reader) {
                    auto found = installation.people.search(reader, call.context(), call.maybe_code("within").value_or(org::Code{}), call.text("q"),
                                                            cursor ? cursor->integer(0) : 0, limit + 1);
                    bool const more = found.size() > static_cast<std::size_t>(limit);
                    if (more) found.resize(static_cast<std::size_t>(limit));
                    std::vector<org::Code> codes;
                    for (auto const& person : found) codes.push_back(person.org);
                    auto const shorts = org::short_names(reader, codes);
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    for (auto const& person : found) {
                        auto const name = shorts.find(person.org.value());
                        views::write(json, person, name == shorts.end() ? std::string{} : name->second);
                    }
                    json.close_array().key("next");
                    if (more) {
                        json.text(write_cursor({found.back().id}));
                    } else {
                        json.null();
                    }
                    json.close_object();
                    return Response::json(std::move(json));
                });
            }};
}

// By POST: numbers stand in no address and in no log.
Route candidates_route(Installation& installation) {
    return {.method = "POST",
            .path = "/persons/candidates",
            .operation = "listCandidates",
            .summary = {"按证件号、电话或姓名查找已有档案", "Who is known with that number, telephone or name"},
            .tag = "people",
            .access = Access::holders_of(Permission::ReadRecords),
            .body = Body::json(S::object({S::optional("paper", S::text(0, 40)), S::optional("number", S::text(0, 60)), S::optional("phone", S::text(0, 40)),
                                          S::optional("name", S::text(0, 60)), S::optional("birth", S::nullable(S::day())), S::optional("org", S::code()),
                                          S::optional("except", S::id())})),
            .answers = {{200, S::object({S::required("items", S::array(people_views::candidate()))})}},
            .handler = [&installation](Call& call) {
                auto const& object = call.object();
                people::Probe probe;
                probe.number = text_in(object, "number");
                auto const paper = people::paper_named(text_in(object, "paper"));
                probe.paper = paper.value_or(people::likely_paper(probe.number).value_or(people::Paper::IdCard));
                if (auto const phone = text_in(object, "phone"); !phone.empty()) probe.phones.push_back(phone);
                probe.name = text_in(object, "name");
                probe.birth = Day::parse(text_in(object, "birth"));
                probe.org = org::Code::parse(text_in(object, "org")).value_or(org::Code{});
                probe.except = people_views::id_in(object, "except");
                return installation.database->read([&](storage::Reader const& reader) {
                    JsonWriter json;
                    json.open_object().key("items").open_array();
                    for (auto const& candidate : installation.people.known(reader, call.context(), probe)) {
                        people_views::write(json, candidate, candidate.person ? people_views::short_name(reader, candidate.person->org) : std::string{});
                    }
                    json.close_array().close_object();
                    return Response::json(std::move(json));
                });
            }};
}

Route words_route(Installation& installation) {
    auto const field = S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("choices", code_list())});
    return {.path = "/person-fields",
            .operation = "getPersonFields",
            .summary = {"人员档案的代码表", "The code lists of persons' files"},
            .tag = "people",
            .access = Access::signed_in(),
            .answers = {{200, S::object({S::required("fields", S::array(field)), S::required("papers", code_list()),
                                         S::required("noNumberReasons", code_list()), S::required("contactKinds", code_list()),
                                         S::required("kinship", code_list()), S::required("relations", code_list())})}},
            .handler = [&installation](Call&) {
                auto const& rules = installation.people.rules();
                JsonWriter json;
                json.open_object().key("fields").open_array();
                for (auto const& one : rules.fields) {
                    json.open_object().member("name", one.name).member("title", one.title).key("choices");
                    write_list(json, one.list);
                    json.close_object();
                }
                json.close_array().key("papers");
                write_list(json, rules.papers);
                json.key("noNumberReasons");
                write_list(json, rules.no_number_reasons);
                json.key("contactKinds");
                write_list(json, rules.contact_kinds);
                json.key("kinship");
                write_list(json, rules.kinship);
                json.key("relations");
                write_list(json, rules.relations);
                json.close_object();
                return Response::json(std::move(json));
            }};
}

}  // namespace

std::vector<Route> people_routes(Installation& installation) {
    std::vector<Route> routes{create_route(installation), list_route(installation), candidates_route(installation), words_route(installation)};
    for (auto const part : {file_routes, merge_routes, household_routes, import_routes}) {
        for (auto& route : part(installation)) routes.push_back(std::move(route));
    }
    return routes;
}

}  // namespace niangjia::http
