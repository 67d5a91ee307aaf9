// Lists of people from .xlsx and CSV files.
#include <charconv>

#include "http/people_views.h"
#include "people/imports.h"

namespace niangjia::http {
namespace {

using S = Schema;
using identity::Permission;
using people_views::text_in;

Schema import_schema() {
    return S::named("PersonImport",
                    S::object({S::required("id", S::id()), S::required("name", S::text()), S::required("at", S::moment()),
                               S::required("state", S::enum_of({"uploaded", "committed", "undone", "expired"})), S::required("rows", S::integer()),
                               S::required("added", S::integer()), S::required("org", S::code()),
                               S::required("progress", S::nullable(S::object({S::required("done", S::integer()), S::required("total", S::integer())})))}));
}

Schema preview_schema() {
    auto const problem = S::object({S::required("row", S::integer()), S::required("column", S::integer()), S::required("field", S::text()),
                                    S::required("code", S::text()), S::required("text", S::text_pair())});
    auto const twin = S::object({S::required("row", S::integer()), S::required("ofRow", S::nullable(S::integer())), S::required("person", S::nullable(S::id())),
                                 S::required("elsewhere", S::boolean()), S::required("byNumber", S::boolean()), S::required("byPhone", S::boolean()),
                                 S::required("byName", S::boolean())});
    return S::named("ImportPreview", S::object({S::required("rows", S::integer()), S::required("good", S::integer()), S::required("skipped", S::integer()),
                                                S::required("problemCount", S::integer()), S::required("doubleCount", S::integer()),
                                                S::required("problems", S::array(problem)), S::required("doubles", S::array(twin))}));
}

Body wish_body() {
    return Body::json(S::object({S::required("org", S::code()), S::required("mapping", S::map_of(S::text(0, 60))),
                                 S::optional("doubles", S::enum_of({"refuse", "skip", "add"}))}));
}

people::ImportWish wish_in(json::object const& object) {
    people::ImportWish wish;
    wish.org = org::Code::parse(text_in(object, "org")).value_or(org::Code{});
    for (auto const& [key, field] : object.at("mapping").as_object()) {
        // A column that is no number is one that cannot be.
        std::size_t column = people::most_columns;
        std::from_chars(key.data(), key.data() + key.size(), column);
        std::string const name{field.as_string()};
        if (!name.empty()) wish.mapping[column] = name;
    }
    auto const doubles = text_in(object, "doubles");
    wish.doubles = doubles == "skip" ? people::Doubles::Skip : doubles == "add" ? people::Doubles::Add : people::Doubles::Refuse;
    return wish;
}

Response import_answer(Installation const& installation, people::Import const& import, int status = 200) {
    JsonWriter json;
    json.open_object().key("id").id(import.id).member("name", import.name).member("at", iso_time(import.at)).member("state", people::name_of(import.state));
    json.member("rows", import.rows).member("added", import.added).member("org", import.org.text()).key("progress");
    if (auto const progress = installation.imports.progress(import.id)) {
        json.open_object().member("done", progress->done).member("total", progress->total).close_object();
    } else {
        json.null();
    }
    json.close_object();
    return Response::json(std::move(json), status);
}

Response preview_answer(people::Preview const& preview) {
    JsonWriter json;
    json.open_object().member("rows", preview.rows).member("good", preview.good).member("skipped", preview.skipped);
    json.member("problemCount", preview.problem_count).member("doubleCount", preview.double_count).key("problems").open_array();
    for (auto const& problem : preview.problems) {
        json.open_object().member("row", problem.row).member("column", problem.column).member("field", problem.field).member("code", problem.code);
        json.member("text", problem.text).close_object();
    }
    json.close_array().key("doubles").open_array();
    for (auto const& twin : preview.doubles) {
        json.open_object().member("row", twin.row).key("ofRow");
        twin.of_row == 0 ? json.null() : json.number(std::int64_t{twin.of_row});
        json.key("person");
        twin.person ? json.id(*twin.person) : json.null();
        json.member("elsewhere", twin.of_row == 0 && !twin.person).member("byNumber", twin.by_number).member("byPhone", twin.by_phone);
        json.member("byName", twin.by_name).close_object();
    }
    json.close_array().close_object();
    return Response::json(std::move(json));
}

Route route(std::string method, std::string path, std::string operation, Text summary, Body body, Answer answer, Handler handler) {
    return {.method = std::move(method),
            .path = std::move(path),
            .operation = std::move(operation),
            .summary = std::move(summary),
            .tag = "people",
            .access = Access::holders_of(Permission::WriteRecords),
            .body = std::move(body),
            .answers = {std::move(answer)},
            .handler = std::move(handler)};
}

}  // namespace

std::vector<Route> import_routes(Installation& installation) {
    std::vector<Route> routes;
    auto upload = route("POST", "/person-imports", "uploadPersons", {"上传人员名单", "Upload a list of people"}, Body::raw({"*/*"}), {201, import_schema()},
                        [&installation](Call& call) {
        return import_answer(installation, installation.imports.upload(call.context(), call.code("org"), call.text("name"), call.request().body), 201);
    });
    upload.query = {{"org", S::code(), true, {"登记在哪个组织", "For which organisation"}}, {"name", S::text(1, 200), true, {"文件名", "The file's name"}}};
    routes.push_back(std::move(upload));
    routes.push_back(route("GET", "/person-imports/{id}", "getPersonImport", {"一次导入及其进度", "An import and how far it is"}, {}, {200, import_schema()},
                           [&installation](Call& call) { return import_answer(installation, installation.imports.find(call.context(), call.id("id"))); }));
    auto const column = S::object({S::required("title", S::text(0, 40'000)), S::required("guess", S::text()), S::required("sample", S::array(S::text(0, 40'000)))});
    auto const field = S::object({S::required("name", S::text()), S::required("title", S::text_pair()), S::required("required", S::boolean())});
    routes.push_back(route("GET", "/person-imports/{id}/columns", "getImportColumns", {"名单的列和可对应的项目", "A list's columns and the fields they may be"}, {},
                           {200, S::object({S::required("columns", S::array(column)), S::required("fields", S::array(field))})}, [&installation](Call& call) {
        JsonWriter json;
        json.open_object().key("columns").open_array();
        for (auto const& one : installation.imports.columns(call.context(), call.id("id"))) {
            json.open_object().member("title", one.title).member("guess", one.guess).key("sample").open_array();
            for (auto const& cell : one.sample) json.text(cell);
            json.close_array().close_object();
        }
        json.close_array().key("fields").open_array();
        for (auto const& one : installation.imports.fields()) {
            json.open_object().member("name", one.name).member("title", one.title).member("required", one.required).close_object();
        }
        json.close_array().close_object();
        return Response::json(std::move(json));
    }));
    routes.push_back(route("POST", "/person-imports/{id}/preview", "previewImport", {"预览导入：问题和重复", "Preview an import: problems and doubles"}, wish_body(),
                           {200, preview_schema()}, [&installation](Call& call) {
        return preview_answer(installation.imports.preview(call.context(), call.id("id"), wish_in(call.object())));
    }));
    routes.push_back(route("POST", "/person-imports/{id}/commit", "commitImport", {"导入（全部或都不）", "Bring a list in, whole or not at all"}, wish_body(),
                           {200, import_schema()}, [&installation](Call& call) {
        return import_answer(installation, installation.imports.commit(call.context(), call.id("id"), wish_in(call.object())));
    }));
    routes.push_back(route("POST", "/person-imports/{id}/undo", "undoImport", {"撤销导入", "Take an import back"}, Body::json(S::object({})),
                           {200, import_schema()}, [&installation](Call& call) {
        auto const mentioned = [&](storage::Reader const& reader, std::span<people::PersonId const> persons) {
            return installation.records.mentioned(reader, persons);
        };
        return import_answer(installation, installation.imports.undo(call.context(), call.id("id"), mentioned));
    }));
    return routes;
}

}  // namespace niangjia::http
