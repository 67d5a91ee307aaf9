#include "http/people_views.h"

#include <charconv>

namespace niangjia::http::people_views {
namespace {

using S = Schema;

}  // namespace

Schema contact() {
    return S::object({S::required("kind", S::text(1, 40)), S::required("number", S::text(1, 40)), S::optional("doNotCall", S::boolean()),
                      S::optional("safeHours", S::text(0, 200)), S::optional("safeWay", S::text(0, 200))});
}

Schema detail() {
    auto const contact = S::named("Contact", S::object({S::required("kind", S::text()), S::required("number", S::text()), S::required("doNotCall", S::boolean()),
                                                        S::required("safeHours", S::text()), S::required("safeWay", S::text())}));
    return S::named("PersonDetail",
                    S::object({S::required("id", S::id()), S::required("name", S::text()), S::required("sex", S::enum_of({"female", "male", "unknown", "unstated"})),
                               S::required("birth", S::nullable(S::day())), S::required("phone", S::text()), S::required("org", S::code()),
                               S::required("orgShort", S::text()), S::required("masked", S::boolean()), S::required("paper", S::text()),
                               S::required("number", S::text()), S::required("noNumber", S::text()), S::required("division", S::text()),
                               S::required("contacts", S::array(contact)), S::required("address", S::text()), S::required("codes", S::map_of(S::text())),
                               S::required("erased", S::boolean()), S::required("version", S::integer())}));
}

Schema candidate() {
    return S::named("Candidate", S::object({S::required("person", S::nullable(views::person())), S::required("byNumber", S::boolean()),
                                            S::required("byPhone", S::boolean()), S::required("byName", S::boolean())}));
}

Schema change() {
    return S::named("PersonChange", S::object({S::required("n", S::integer()), S::required("at", S::moment()), S::required("by", S::text()),
                                               S::required("field", S::text()), S::required("before", S::text()), S::required("after", S::text()),
                                               S::required("reason", S::text())}));
}

std::vector<Schema::Member> optional_fields() {
    return {S::optional("birth", S::nullable(S::day())),
            S::optional("phone", S::nullable(S::text(0, 40))),
            S::optional("paper", S::enum_of({"id-card", "id-card-15", "residence-permit", "foreign-residence", "passport", "none"})),
            S::optional("number", S::text(0, 60)),
            S::optional("noNumber", S::text(0, 40)),
            S::optional("division", S::text(0, 6)),
            S::optional("contacts", S::array(contact(), 20)),
            S::optional("address", S::text(0, 400)),
            S::optional("codes", S::map_of(S::text(0, 40))),
            S::optional("despite", S::array(S::text(1, 20), 50))};
}

void write(JsonWriter& json, people::Person const& person, std::string_view org_short) {
    json.open_object().key("id").id(person.id).member("name", person.name).member("sex", people::name_of(person.sex));
    views::member(json, "birth", person.birth);
    json.member("phone", person.phone).member("org", person.org.text()).member("orgShort", org_short).member("masked", person.masked);
    json.member("paper", people::name_of(person.paper)).member("number", person.number).member("noNumber", person.no_number);
    json.member("division", person.division).key("contacts").open_array();
    for (auto const& contact : person.contacts) {
        json.open_object().member("kind", contact.kind).member("number", contact.number).member("doNotCall", contact.do_not_call);
        json.member("safeHours", contact.safe_hours).member("safeWay", contact.safe_way).close_object();
    }
    json.close_array().member("address", person.address).key("codes").open_object();
    for (auto const& [field, code] : person.codes) json.member(field, code);
    json.close_object().member("erased", person.erased).member("version", person.version).close_object();
}

void write(JsonWriter& json, people::Candidate const& candidate, std::string_view org_short) {
    json.open_object().key("person");
    if (candidate.person) {
        views::write(json, *candidate.person, org_short);
    } else {
        json.null();
    }
    json.member("byNumber", candidate.by_number).member("byPhone", candidate.by_phone).member("byName", candidate.by_name).close_object();
}

std::optional<std::string> maybe_text_in(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string{value->get_string()};
}

std::string text_in(json::object const& object, std::string_view name) { return maybe_text_in(object, name).value_or(std::string{}); }

std::int64_t id_in(json::object const& object, std::string_view name) {
    auto const text = text_in(object, name);
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    return id;
}

std::vector<people::Contact> contacts_in(json::object const& object) {
    std::vector<people::Contact> contacts;
    auto const* list = object.if_contains("contacts");
    if (list == nullptr) return contacts;
    for (auto const& element : list->as_array()) {
        auto const& one = element.as_object();
        auto const* not_to = one.if_contains("doNotCall");
        contacts.push_back({text_in(one, "kind"), text_in(one, "number"), not_to != nullptr && not_to->as_bool(), text_in(one, "safeHours"), text_in(one, "safeWay")});
    }
    return contacts;
}

people::Codes codes_in(json::object const& object) {
    people::Codes codes;
    if (auto const* given = object.if_contains("codes")) {
        for (auto const& [field, code] : given->as_object()) codes.emplace(field, code.as_string());
    }
    return codes;
}

people::Despite despite_in(json::object const& object) {
    people::Despite despite;
    auto const* list = object.if_contains("despite");
    if (list == nullptr) return despite;
    for (auto const& element : list->as_array()) {
        std::string const text{element.as_string()};
        std::int64_t id = 0;
        std::from_chars(text.data(), text.data() + text.size(), id);
        if (text == "elsewhere") despite.elsewhere = true;
        if (id != 0) despite.ids.push_back(id);
    }
    return despite;
}

std::string short_name(storage::Reader const& reader, org::Code code) {
    auto const shorts = org::short_names(reader, std::vector{code});
    auto const found = shorts.find(code.value());
    return found == shorts.end() ? std::string{} : found->second;
}

Response answer(Installation& installation, Call& call, people::PersonId id, int status) {
    return installation.database->read([&](storage::Reader const& reader) {
        auto const person = installation.people.find(reader, call.context(), id);
        if (!person) throw Error{ErrorKind::NotFound, "people.unknown", {"没有这个人，或不在您的工作范围内", "There is no such person within your reach"}};
        JsonWriter json;
        write(json, *person, short_name(reader, person->org));
        return Response::json(std::move(json), status).with_version(person->version);
    });
}

}  // namespace niangjia::http::people_views
