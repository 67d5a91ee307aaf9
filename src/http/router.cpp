#include "http/router.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "http/messages.h"

namespace niangjia::http {
namespace {

bool is_parameter(std::string_view segment) {
    return segment.starts_with('{');
}
std::string_view parameter_name(std::string_view segment) {
    return segment.substr(1, segment.size() - 2);
}

std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        auto const slash = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, slash));
        path.remove_prefix(slash);
    }
    return segments;
}

// What a parameter of a path must look like, by its name.
Schema path_schema(std::string_view name) {
    if (name == "id") return Schema::id();
    if (name == "code") return Schema::code();
    return Schema::text(1, 200);
}

bool has_parameters_fitting(std::map<std::string, std::string> const& path) {
    return std::ranges::all_of(path, [](auto const& each) {
        return path_schema(each.first).validate(json::value(json::string(each.second))).empty();
    });
}

std::string media_of(Request const& request) {
    std::string_view media = request.headers.get("Content-Type");
    media = media.substr(0, media.find(';'));
    while (media.ends_with(' ')) media.remove_suffix(1);
    std::string lower{media};
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

bool changes_nothing(std::string_view method) {
    return method == "GET" || method == "HEAD";
}

std::string joined(std::vector<std::string> const& values) {
    return fmt::format("{}", fmt::join(values, ", "));
}

Error wrong_parameter(std::string_view name, Schema const& schema, std::string_view text) {
    auto problems = schema.validate(schema.from_text(text), "?" + std::string{name});
    return Error::invalid(std::move(problems));
}

Schema problem_schema() {
    auto const item = Schema::named(
        "FieldProblem",
        Schema::object({Schema::required("pointer", Schema::text()), Schema::required("code", Schema::text()),
                        Schema::required("detail", Schema::text()),
                        Schema::required("text", Schema::text_pair())}));
    return Schema::named(
        "Problem",
        Schema::object(
            {Schema::required("type", Schema::text()), Schema::required("title", Schema::text()),
             Schema::required("status", Schema::integer(400, 599)), Schema::required("code", Schema::text()),
             Schema::required("detail", Schema::text()), Schema::required("text", Schema::text_pair()),
             Schema::optional("pointer", Schema::text()), Schema::optional("problems", Schema::array(item)),
             Schema::required("request", Schema::text())}));
}

std::string_view phrase(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No content";
        default:
            return "Answer";
    }
}

}  // namespace

std::string session_cookie(std::string_view token, bool secure) {
    std::string cookie = fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", session_cookie_name, token);
    if (token.empty()) cookie += "; Max-Age=0";
    if (secure) cookie += "; Secure";
    return cookie;
}

std::string Access::name() const {
    if (permission_ && other_) return fmt::format("{} or {}", identity::name_of(*permission_), identity::name_of(*other_));
    if (permission_) return std::string{identity::name_of(*permission_)};
    return needs_session_ ? "signed-in" : "anyone";
}

Body Body::json(Schema schema, std::uint64_t limit) {
    Body body;
    body.schema_ = std::move(schema);
    body.limit_ = limit;
    return body;
}

Body Body::raw(std::vector<std::string> media, std::uint64_t limit) {
    Body body;
    body.media_ = std::move(media);
    body.limit_ = limit;
    return body;
}

std::string write_cursor(std::vector<CursorPart> const& parts) {
    json::array all;
    for (CursorPart const& part : parts) {
        std::visit([&](auto const& value) { all.emplace_back(value); }, part);
    }
    return base64url(to_text(all));
}

std::optional<Cursor> read_cursor(std::string_view text, std::string_view shape) {
    auto const bytes = from_base64url(text);
    if (!bytes) return std::nullopt;
    json::value value;
    try {
        value = parse_json(*bytes);
    } catch (Error const&) {
        return std::nullopt;
    }
    if (!value.is_array() || value.get_array().size() != shape.size()) return std::nullopt;
    std::vector<CursorPart> parts;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        auto const& each = value.get_array()[i];
        if (shape[i] == 'i' && each.is_int64()) {
            parts.emplace_back(each.get_int64());
        } else if (shape[i] == 't' && each.is_string()) {
            parts.emplace_back(std::string{each.get_string()});
        } else {
            return std::nullopt;
        }
    }
    return Cursor{std::move(parts)};
}

std::vector<Parameter> page_parameters() {
    return {{.name = "cursor", .schema = Schema::text(1, 2000)},
            {.name = "limit", .schema = Schema::integer(1, 200)}};
}

std::string_view Call::token() const {
    return request_->cookie(session_cookie_name).value_or("");
}

identity::Session const* Call::maybe_session() {
    if (!asked_) {
        asked_ = true;
        if (!token().empty()) session_ = gate_->authenticate(token());
    }
    return session_ ? &*session_ : nullptr;
}

identity::Session const& Call::session() {
    auto const* const session = maybe_session();
    if (session == nullptr) throw error(messages::signed_out);
    return *session;
}

identity::Context const& Call::context() {
    if (!context_) context_ = gate_->context(session());
    return *context_;
}

std::optional<std::string_view> Call::find(std::string_view name) const {
    if (auto const found = path_.find(std::string{name}); found != path_.end()) return found->second;
    return request_->parameter(name);
}

std::string_view Call::require(std::string_view name) const {
    auto const found = find(name);
    if (!found) throw error(messages::parameter_missing, name).with_pointer("?" + std::string{name});
    return *found;
}

std::string Call::text(std::string_view name) const {
    return std::string{require(name)};
}

org::Code Call::code(std::string_view name) const {
    static_cast<void>(require(name));
    return *maybe_code(name);
}

Day Call::day(std::string_view name) const {
    static_cast<void>(require(name));
    return *maybe_day(name);
}

std::int64_t Call::id(std::string_view name) const {
    static_cast<void>(require(name));
    return *maybe_id(name);
}

std::optional<std::string> Call::maybe_text(std::string_view name) const {
    auto const found = find(name);
    return found ? std::optional{std::string{*found}} : std::nullopt;
}

std::optional<org::Code> Call::maybe_code(std::string_view name) const {
    auto const found = find(name);
    if (!found) return std::nullopt;
    auto const code = org::Code::parse(*found);
    if (!code) throw wrong_parameter(name, Schema::code(), *found);
    return code;
}

std::optional<Day> Call::maybe_day(std::string_view name) const {
    auto const found = find(name);
    if (!found) return std::nullopt;
    auto const day = Day::parse(*found);
    if (!day) throw wrong_parameter(name, Schema::day(), *found);
    return day;
}

std::optional<std::int64_t> Call::maybe_id(std::string_view name) const {
    auto const found = find(name);
    if (!found) return std::nullopt;
    auto problems = Schema::id().validate(Schema::id().from_text(*found), "?" + std::string{name});
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    std::int64_t id = 0;
    std::from_chars(found->data(), found->data() + found->size(), id);
    return id;
}

std::optional<bool> Call::maybe_boolean(std::string_view name) const {
    auto const found = find(name);
    if (!found) return std::nullopt;
    if (*found != "true" && *found != "false") throw wrong_parameter(name, Schema::boolean(), *found);
    return *found == "true";
}

std::int64_t Call::integer(std::string_view name, std::int64_t otherwise, std::int64_t max) const {
    auto const found = find(name);
    if (!found) return otherwise;
    auto const schema = Schema::integer(1, max);
    auto const value = schema.from_text(*found);
    auto problems = schema.validate(value, "?" + std::string{name});
    if (!problems.empty()) throw Error::invalid(std::move(problems));
    return value.as_int64();
}

std::vector<std::string> Call::texts(std::string_view name) const {
    std::vector<std::string> all;
    std::string_view rest = find(name).value_or("");
    while (!rest.empty()) {
        auto const comma = std::min(rest.find(','), rest.size());
        if (comma > 0) all.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return all;
}

std::optional<Cursor> Call::cursor(std::string_view shape) const {
    auto const found = find("cursor");
    if (!found) return std::nullopt;
    auto cursor = read_cursor(*found, shape);
    if (!cursor) throw error(messages::cursor).with_pointer("?cursor");
    return cursor;
}

std::int64_t Call::version() const {
    auto const header = request_->headers.find("If-Match");
    if (!header) throw error(messages::if_match_required);
    std::string_view tag = *header;
    if (tag.starts_with("W/")) tag.remove_prefix(2);  // proxies that compress weaken it
    std::int64_t version = 0;
    bool fine = tag.size() >= 3 && tag.front() == '"' && tag.back() == '"';
    if (fine) {
        auto const [end, failure] = std::from_chars(tag.data() + 1, tag.data() + tag.size() - 1, version);
        fine = failure == std::errc{} && end == tag.data() + tag.size() - 1;
    }
    if (!fine) throw error(messages::if_match_malformed);
    return version;
}

Router::Router(std::vector<Route> routes, Gate gate, std::string version)
    : routes_{std::move(routes)}, gate_{std::move(gate)}, version_{std::move(version)} {
    routes_.push_back({.path = "/openapi.json",
                       .operation = "getOpenapi",
                       .summary = {"接口说明（OpenAPI 3.1）", "This API, described in OpenAPI 3.1"},
                       .tag = "system",
                       .access = Access::anyone(),
                       .answers = {{.schema = Schema::any()}},
                       .handler = [this](Call&) { return Response::json(document_); }});
    std::set<std::string> shapes;
    std::set<std::string> operations;
    for (Route const& route : routes_) {
        auto segments = split_path(route.path);
        std::string shape = route.method;
        for (auto const& segment : segments) shape += is_parameter(segment) ? "/{}" : "/" + segment;
        if (!shapes.insert(shape).second) throw error(messages::bad_routes, shape);
        if (!operations.insert(route.operation).second) throw error(messages::bad_routes, route.operation);
        if (!route.handler) throw error(messages::bad_routes, route.operation + " (handler)");
        by_size_[segments.size()].push_back(templates_.size());
        templates_.push_back(std::move(segments));
    }
    // Literals come before parameters, so that /figures/values is not taken for a figure of that name.
    for (auto& [size, indices] : by_size_) {
        std::ranges::stable_sort(indices, {}, [&](std::size_t i) {
            std::vector<bool> parameters;
            for (auto const& segment : templates_[i]) parameters.push_back(is_parameter(segment));
            return parameters;
        });
    }
    document_ = to_text(openapi());
}

Router::Found Router::find(Request const& request) const {
    Found found;
    if (request.segments.empty() || request.segments.front() != "api") return found;
    auto const candidates = by_size_.find(request.segments.size() - 1);
    if (candidates == by_size_.end()) return found;
    std::string_view const method = request.method == "HEAD" ? "GET" : std::string_view{request.method};
    std::optional<std::vector<std::string>> shape;
    for (std::size_t const index : candidates->second) {
        auto const& pattern = templates_[index];
        std::map<std::string, std::string> path;
        bool fits = true;
        for (std::size_t i = 0; fits && i < pattern.size(); ++i) {
            std::string const& segment = request.segments[i + 1];
            if (is_parameter(pattern[i])) {
                path.emplace(parameter_name(pattern[i]), segment);
            } else {
                fits = pattern[i] == segment;
            }
        }
        if (!fits || !has_parameters_fitting(path)) continue;
        if (routes_[index].method == method) {
            found.route = &routes_[index];
            found.path = std::move(path);
            return found;
        }
        found.allowed.push_back(routes_[index].method);
        if (routes_[index].method == "GET") found.allowed.emplace_back("HEAD");
    }
    if (!found.allowed.empty()) found.allowed.emplace_back("OPTIONS");
    return found;
}

std::uint64_t Router::body_limit(Request const& head) const {
    auto const found = find(head);
    return found.route != nullptr ? found.route->body.limit() : usual_body_limit;
}

Response Router::answer(Request const& request) const {
    auto const failed = [&](Error const& failure) {
        if (failure.kind() == ErrorKind::Broken) spdlog::error("request {}: {}", request.id, failure.what());
        return Response::problem(failure, request);
    };
    Response response;
    try {
        response = run(request);
    } catch (Error const& failure) {
        response = failed(failure);
    } catch (std::exception const& failure) {
        response = failed(error(messages::broken, request.id).with_note(failure.what()));
    } catch (...) {
        response = failed(error(messages::broken, request.id).with_note("not an exception"));
    }
    // Answers hold people's data: no shared computer keeps them, unless a handler says otherwise.
    if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
    if (response.status == 200 && changes_nothing(request.method)) {
        auto const tag = response.headers.find("ETag");
        auto const known = request.headers.find("If-None-Match");
        if (tag && known && matches_tag(*known, *tag)) {
            response.status = 304;
            response.body.clear();
            response.shared.reset();
        }
    }
    return response;
}

Response Router::run(Request const& request) const {
    Found found = find(request);
    if (found.route == nullptr && request.method == "OPTIONS" && !found.allowed.empty()) {
        return Response::empty(204).with("Allow", joined(found.allowed));
    }
    if (found.route == nullptr && !found.allowed.empty()) {
        std::string const allowed = joined(found.allowed);
        return Response::problem(error(messages::method, request.method, allowed), request)
            .with("Allow", allowed);
    }
    if (found.route == nullptr) throw error(messages::unknown_path, request.path);
    Call call{request, *found.route, gate_, std::move(found.path)};
    check_gate(call);
    check_query(call);
    read_body(call);
    Response response = found.route->handler(call);
    if (check_answers_) compare_answer(*found.route, response);
    return response;
}

void Router::check_gate(Call& call) const {
    Access const& access = call.route().access;
    if (!access.needs_session()) return;
    identity::Session const& session = call.session();
    if (!changes_nothing(call.request().method) &&
        (session.csrf.empty() ||
         !equal_in_constant_time(call.request().headers.get("X-CSRF"), session.csrf))) {
        throw error(messages::csrf);
    }
    if (session.account.must_change_password && !access.is_before_password_change()) {
        throw error(messages::password_change);
    }
    if (auto const permission = access.permission()) {
        bool const held = std::ranges::any_of(session.account.grants, [&](identity::Grant const& grant) {
            auto const other = access.other_permission();
            return grant.role->has(*permission) || (other && grant.role->has(*other));
        });
        if (!held) throw error(messages::not_permitted);
    }
}

void Router::check_query(Call const& call) {
    std::vector<Problem> problems;
    std::set<std::string_view> seen;
    for (auto const& [name, value] : call.request().query) {
        std::string const pointer = "?" + name;
        if (!seen.insert(name).second) {
            problems.push_back(problem(messages::parameter_twice, pointer, name));
            continue;
        }
        if (name == "lang") continue;
        auto const known = std::ranges::find(call.route().query, name, &Parameter::name);
        if (known == call.route().query.end()) {
            problems.push_back(problem(messages::unknown_parameter, pointer, name));
            continue;
        }
        auto const more = known->schema.validate(known->schema.from_text(value), pointer);
        problems.insert(problems.end(), more.begin(), more.end());
    }
    for (Parameter const& parameter : call.route().query) {
        if (parameter.required && !seen.contains(parameter.name)) {
            problems.push_back(problem(messages::parameter_missing, "?" + parameter.name, parameter.name));
        }
    }
    if (!problems.empty()) throw Error::invalid(std::move(problems));
}

void Router::read_body(Call& call) {
    Body const& body = call.route().body;
    std::string const media = media_of(call.request());
    if (body.is_raw()) {
        auto const& taken = body.media();
        if (std::ranges::find(taken, "*/*") == taken.end() && std::ranges::find(taken, media) == taken.end()) {
            throw error(messages::media_type, media, joined(taken));
        }
    }
    if (!body.is_json()) return;
    if (media != "application/json") throw error(messages::media_type, media, "application/json");
    call.body_ = parse_json(call.request().body);
    auto problems = body.schema().validate(call.body_);
    if (!problems.empty()) throw Error::invalid(std::move(problems));
}

void Router::compare_answer(Route const& route, Response const& response) const {
    auto const known = std::ranges::find(route.answers, response.status, &Answer::status);
    std::vector<Problem> differences;
    if (known == route.answers.end()) {
        differences.push_back(
            {"",
             "http.answer-differs",
             {fmt::format("状态 {}", response.status), fmt::format("status {}", response.status)}});
    } else if (known->schema) {
        differences = known->schema->validate(parse_json(response.content()));
    }
    if (differences.empty()) return;
    std::string note;
    for (Problem const& each : differences) note += fmt::format("{} {}; ", each.pointer, each.text.en);
    auto const said = error(messages::answer_differs, route.operation);
    throw Error{said.kind(), said.code(), {said.text().zh + "：" + note, said.text().en + ": " + note}};
}

json::value Router::openapi() const {
    std::map<std::string, json::value> components;
    std::vector<std::string> refs;
    auto const described = [&](Schema const& schema) {
        schema.collect(components);
        schema.collect_refs(refs);
        return schema.to_json();
    };
    json::value const problem_ref = described(problem_schema());
    json::object paths;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        Route const& route = routes_[i];
        json::object operation;
        operation["operationId"] = route.operation;
        operation["summary"] = route.summary.zh;
        operation["description"] = fmt::format("{}\n\nWho may: {}", route.summary.en, route.access.name());
        operation["x-who-may"] = route.access.name();
        operation["tags"] = json::array({json::string(route.tag)});

        json::array parameters;
        for (auto const& segment : templates_[i]) {
            if (!is_parameter(segment)) continue;
            std::string const name{parameter_name(segment)};
            parameters.push_back(json::object{{"name", name},
                                              {"in", "path"},
                                              {"required", true},
                                              {"schema", described(path_schema(name))}});
        }
        for (Parameter const& parameter : route.query) {
            json::object out{{"name", parameter.name},
                             {"in", "query"},
                             {"required", parameter.required},
                             {"schema", described(parameter.schema)}};
            if (!parameter.about.zh.empty())
                out["description"] = parameter.about.zh + " / " + parameter.about.en;
            if (parameter.schema.is_array()) out["explode"] = false;
            parameters.push_back(std::move(out));
        }
        if (route.versioned) {
            parameters.push_back(
                json::object{{"name", "If-Match"},
                             {"in", "header"},
                             {"required", true},
                             {"schema", json::object{{"type", "string"}, {"examples", {"\"7\""}}}}});
        }
        if (!parameters.empty()) operation["parameters"] = std::move(parameters);

        json::object const bytes{{"type", "string"}, {"format", "binary"}};
        if (route.body.is_json()) {
            json::object content;
            content["application/json"] = json::object{{"schema", described(route.body.schema())}};
            operation["requestBody"] = json::object{{"required", true}, {"content", std::move(content)}};
        } else if (route.body.is_raw()) {
            json::object content;
            for (auto const& media : route.body.media()) content[media] = json::object{{"schema", bytes}};
            operation["requestBody"] = json::object{{"required", true}, {"content", std::move(content)}};
        }

        json::object responses;
        for (Answer const& answer : route.answers) {
            json::object out{{"description", std::string{phrase(answer.status)}}};
            if (answer.schema || !answer.media.empty()) {
                json::object content;
                std::string const media = answer.media.empty() ? "application/json" : answer.media;
                content[media] =
                    json::object{{"schema", answer.schema ? described(*answer.schema) : json::value(bytes)}};
                out["content"] = std::move(content);
            }
            responses[std::to_string(answer.status)] = std::move(out);
        }
        responses["default"] = json::object{{"$ref", "#/components/responses/Problem"}};
        operation["responses"] = std::move(responses);

        json::array security;
        if (route.access.needs_session()) {
            json::object both{{"session", json::array{}}};
            if (!changes_nothing(route.method)) both["csrf"] = json::array{};
            security.push_back(std::move(both));
        }
        operation["security"] = std::move(security);

        std::string method = route.method;
        std::ranges::transform(method, method.begin(),
                               [](char c) { return static_cast<char>(c - 'A' + 'a'); });
        auto& path = paths[route.path];
        if (!path.is_object()) path = json::object{};
        path.get_object()[method] = std::move(operation);
    }
    for (auto const& name : refs) {
        if (!components.contains(name)) throw error(messages::bad_routes, "component " + name);
    }
    json::object schemas;
    for (auto const& [name, schema] : components) schemas[name] = schema;
    json::object problem_content;
    problem_content["application/problem+json"] = json::object{{"schema", problem_ref}};
    json::object problem_response{{"description", "Problem (RFC 9457)"},
                                  {"content", std::move(problem_content)}};
    json::object security_schemes;
    security_schemes["session"] =
        json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", std::string{session_cookie_name}}};
    security_schemes["csrf"] = json::object{{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF"}};

    json::object document;
    document["openapi"] = "3.1.0";
    document["info"] = json::object{{"title", "Niangjia 娘家"}, {"version", version_}};
    json::array servers;
    servers.push_back(json::object{{"url", "/api"}});
    document["servers"] = std::move(servers);
    document["paths"] = std::move(paths);
    json::object out_components;
    out_components["schemas"] = std::move(schemas);
    out_components["responses"] = json::object{{"Problem", std::move(problem_response)}};
    out_components["securitySchemes"] = std::move(security_schemes);
    document["components"] = std::move(out_components);
    return document;
}

}  // namespace niangjia::http
