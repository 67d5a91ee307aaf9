#include "base/error.h"
#include "http/routes.h"
#include "http/views.h"

namespace niangjia::http {
namespace {

using S = Schema;

constexpr Message unknown_programme{ErrorKind::NotFound, "packs.unknown-programme", "没有名为“{}”的项目", "There is no programme '{}'"};
constexpr Message unknown_type{ErrorKind::NotFound, "packs.unknown-type", "没有名为“{}”的记录类型", "There is no record type '{}'"};

Schema record_type_schema() {
    auto const participant = S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("who", views::who())});
    auto const state = S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("closed", S::boolean()),
                                  S::required("void", S::boolean())});
    auto const question = S::object({S::required("field", S::text()), S::required("points", S::integer()), S::required("red", S::boolean())});
    auto const level = S::object({S::required("value", S::text()), S::required("title", S::text_pair()), S::required("points", S::integer())});
    auto const risk = S::named("RiskForm", S::object({S::required("title", S::text_pair()), S::required("items", S::array(question)),
                                                      S::required("levels", S::array(level))}));
    return S::named("RecordType",
                    S::object({S::required("name", S::text()), S::required("programme", S::text()), S::required("programmeTitle", S::text_pair()),
                               S::required("title", S::text_pair()), S::required("kind", S::text()), S::required("levels", S::array(views::level())),
                               S::required("subject", S::nullable(S::object({S::required("who", views::who()), S::required("required", S::boolean())}))),
                               S::required("participants", S::array(participant)), S::required("fields", S::array(views::field())),
                               S::required("create", views::action()), S::required("mayCreate", S::boolean()), S::required("states", S::array(state)),
                               S::required("actions", S::array(views::action())), S::required("part", S::boolean()),
                               S::required("risk", S::nullable(risk))}));
}

std::vector<Schema::Member> programme_members() {
    return {S::required("name", S::text()), S::required("title", S::text_pair()), S::required("about", S::nullable(S::text_pair())),
            S::required("keeper", S::nullable(S::text_pair())), S::required("seed", S::array(S::text())),
            S::required("records", S::array(S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("kind", S::text()),
                                                      S::required("mayCreate", S::boolean())}))),
            S::required("figures", S::array(S::text()))};
}

std::string_view who_name(packs::Who who) { return who == packs::Who::Person ? "person" : "organisation"; }

// Whether one of the caller's roles may create such records somewhere. A part is opened from the record it belongs to.
bool may_create(identity::Context const& context, packs::RecordType const& type) {
    if (!type.part_of.empty()) return false;
    for (auto const& grant : context.grants()) {
        if (!grant.role->has(type.kind == packs::audit_kind ? identity::Permission::WriteFindings : identity::Permission::WriteRecords)) continue;
        for (auto const& actor : type.workflow.create.by) {
            if (actor.role == grant.role->name) return true;
        }
    }
    return context.is_system();
}

void write_risk(JsonWriter& json, packs::RiskForm const* form) {
    if (form == nullptr) {
        json.null();
        return;
    }
    json.open_object().member("title", form->title).key("items").open_array();
    for (auto const& item : form->items) json.open_object().member("field", item.name).member("points", std::int64_t{item.points}).member("red", item.red).close_object();
    json.close_array().key("levels").open_array();
    for (auto const& level : form->levels) {
        json.open_object().member("value", level.name).member("title", form->choices.find(level.name)->title).member("points", std::int64_t{level.points}).close_object();
    }
    json.close_array().close_object();
}

void write_type(JsonWriter& json, identity::Context const& context, packs::RecordType const& type) {
    json.open_object().member("name", type.name).member("programme", type.programme->name).member("programmeTitle", type.programme->title);
    json.member("title", type.title).member("kind", type.kind).key("levels").open_array();
    for (auto const level : type.levels) json.text(org::name_of(level));
    json.close_array().key("subject");
    if (type.subject) {
        json.open_object().member("who", who_name(type.subject->who)).member("required", type.subject->required).close_object();
    } else {
        json.null();
    }
    json.key("participants").open_array();
    for (auto const& participant : type.participants) {
        json.open_object().member("name", participant.name).member("title", participant.title).member("who", who_name(participant.who)).close_object();
    }
    json.close_array().key("fields").open_array();
    for (auto const& field : type.fields) views::write(json, field);
    json.close_array().key("create");
    views::write(json, type.workflow.create);
    json.member("mayCreate", may_create(context, type)).key("states").open_array();
    for (auto const& state : type.workflow.states) {
        json.open_object().member("name", state.name).member("title", state.title).member("closed", state.closed).member("void", state.voids).close_object();
    }
    json.close_array().key("actions").open_array();
    for (auto const& state : type.workflow.states) {
        for (auto const& action : state.actions) views::write(json, action);
    }
    json.close_array().member("part", !type.part_of.empty()).key("risk");
    write_risk(json, type.risk);
    json.close_object();
}

void write_programme_members(JsonWriter& json, identity::Context const& context, Installation const& installation, packs::Programme const& programme) {
    json.member("name", programme.name).member("title", programme.title).key("about");
    if (programme.about) {
        json.text(*programme.about);
    } else {
        json.null();
    }
    auto const* departments = installation.library->choices("department");
    auto const* keeper = departments == nullptr ? nullptr : departments->find(programme.keeper);
    json.key("keeper");
    if (keeper != nullptr) {
        json.text(keeper->title);
    } else {
        json.null();
    }
    json.key("seed").open_array();
    for (auto const& seed : programme.seed) json.text(seed);
    json.close_array().key("records").open_array();
    for (auto const* type : programme.records) {
        json.open_object().member("name", type->name).member("title", type->title).member("kind", type->kind);
        json.member("mayCreate", may_create(context, *type)).close_object();
    }
    json.close_array().key("figures").open_array();
    for (auto const* figure : programme.figures) json.text(figure->name);
    json.close_array();
}

}  // namespace

std::vector<Route> programme_routes(Installation& installation) {
    std::vector<Route> routes;
    routes.push_back({.path = "/programmes",
                      .operation = "listProgrammes",
                      .summary = {"项目列表", "Programmes"},
                      .tag = "programmes",
                      .answers = {{200, S::object({S::required("items", S::array(S::named("Programme", S::object(programme_members()))))})}},
                      .handler = [&installation](Call& call) {
                          JsonWriter json;
                          json.open_object().key("items").open_array();
                          for (auto const* programme : installation.library->programmes()) {
                              json.open_object();
                              write_programme_members(json, call.context(), installation, *programme);
                              json.close_object();
                          }
                          json.close_array().close_object();
                          return Response::json(std::move(json));
                      }});
    auto full = programme_members();
    full.push_back(S::required("types", S::array(record_type_schema())));
    routes.push_back({.path = "/programmes/{name}",
                      .operation = "getProgramme",
                      .summary = {"一个项目及其记录类型", "A programme and its record types"},
                      .tag = "programmes",
                      .answers = {{200, S::named("ProgrammeWithTypes", S::object(full))}},
                      .handler = [&installation](Call& call) {
                          auto const* programme = installation.library->programme(call.text("name"));
                          if (programme == nullptr) throw error(unknown_programme, call.text("name"));
                          JsonWriter json;
                          json.open_object();
                          write_programme_members(json, call.context(), installation, *programme);
                          json.key("types").open_array();
                          for (auto const* type : programme->records) write_type(json, call.context(), *type);
                          json.close_array().close_object();
                          return Response::json(std::move(json));
                      }});
    routes.push_back({.path = "/record-types/{name}",
                      .operation = "getRecordType",
                      .summary = {"一种记录：字段与流程", "A record type: fields and workflow"},
                      .tag = "programmes",
                      .answers = {{200, record_type_schema()}},
                      .handler = [&installation](Call& call) {
                          auto const* type = installation.library->record_type(call.text("name"));
                          if (type == nullptr) throw error(unknown_type, call.text("name"));
                          JsonWriter json;
                          write_type(json, call.context(), *type);
                          return Response::json(std::move(json));
                      }});
    return routes;
}

}  // namespace niangjia::http
