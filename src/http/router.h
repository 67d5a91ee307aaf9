// Routes are data: who may, what comes in, what goes out. The router finds the route, opens the gate, checks
// the input and only then runs the handler; the OpenAPI document is written from the same data.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/day.h"
#include "base/org_code.h"
#include "http/message.h"
#include "http/schema.h"
#include "identity/identity.h"

namespace niangjia::http {

inline constexpr std::string_view session_cookie_name = "niangjia_session";
inline constexpr std::uint64_t usual_body_limit = 1U << 20U;
inline constexpr std::uint64_t upload_body_limit = 21U << 20U;

// The Set-Cookie value that starts a session; `secure` behind TLS. An empty token ends it.
[[nodiscard]] std::string session_cookie(std::string_view token, bool secure);

// Who may call a route.
class Access {
  public:
    [[nodiscard]] static Access anyone() { return Access{false, std::nullopt}; }
    [[nodiscard]] static Access signed_in() { return Access{true, std::nullopt}; }
    // Signed in, with that permission somewhere. Where it reaches is the room's question, through the
    // Context.
    [[nodiscard]] static Access holders_of(identity::Permission permission) {
        return Access{true, permission};
    }
    // With the other permission instead as well.
    [[nodiscard]] Access or_of(identity::Permission permission) const {
        Access access = *this;
        access.other_ = permission;
        return access;
    }
    // Also while the account must still change its password: the routes of the session.
    [[nodiscard]] Access before_password_change() const {
        Access access = *this;
        access.before_change_ = true;
        return access;
    }

    [[nodiscard]] bool needs_session() const { return needs_session_; }
    [[nodiscard]] std::optional<identity::Permission> permission() const { return permission_; }
    [[nodiscard]] std::optional<identity::Permission> other_permission() const { return other_; }
    [[nodiscard]] bool is_before_password_change() const { return before_change_; }
    // "anyone", "signed-in" or the permission's name: "write-records or write-findings".
    [[nodiscard]] std::string name() const;

  private:
    Access(bool needs_session, std::optional<identity::Permission> permission)
        : needs_session_{needs_session}, permission_{permission} {}

    bool needs_session_;
    std::optional<identity::Permission> permission_;
    std::optional<identity::Permission> other_;
    bool before_change_ = false;
};

struct Parameter {
    std::string name;
    Schema schema;
    bool required = false;
    Text about = {};
};

class Body {
  public:
    Body() = default;  // none
    [[nodiscard]] static Body json(Schema schema, std::uint64_t limit = usual_body_limit);
    // Bytes as they are, of one of these media types; "*/*" takes any.
    [[nodiscard]] static Body raw(std::vector<std::string> media, std::uint64_t limit = upload_body_limit);

    [[nodiscard]] bool is_json() const { return schema_.has_value(); }
    [[nodiscard]] bool is_raw() const { return !media_.empty(); }
    [[nodiscard]] Schema const& schema() const { return *schema_; }
    [[nodiscard]] std::vector<std::string> const& media() const { return media_; }
    [[nodiscard]] std::uint64_t limit() const { return limit_; }

  private:
    std::optional<Schema> schema_;
    std::vector<std::string> media_;
    std::uint64_t limit_ = usual_body_limit;
};

// One answer of a route: a JSON answer has a schema, a file a media type, a 204 neither.
struct Answer {
    int status = 200;
    std::optional<Schema> schema = {};
    std::string media = {};
};

class Call;
using Handler = std::function<Response(Call&)>;

struct Route {
    std::string method = "GET";
    std::string path = {};  // below /api: "/records/{id}"; {id} and {code} must read as such, else it is 404
    std::string operation = {};  // unique: "getRecord"
    Text summary = {};
    std::string tag = {};
    Access access = Access::signed_in();
    std::vector<Parameter> query = {};
    Body body = {};
    std::vector<Answer> answers = {};
    bool versioned = false;  // wants If-Match: the handler asks Call::version()
    Handler handler = {};
};

using CursorPart = std::variant<std::int64_t, std::string>;

// Where a list goes on: opaque to the caller.
class Cursor {
  public:
    explicit Cursor(std::vector<CursorPart> parts) : parts_{std::move(parts)} {}
    [[nodiscard]] std::int64_t integer(std::size_t i) const { return std::get<std::int64_t>(parts_.at(i)); }
    [[nodiscard]] std::string const& text(std::size_t i) const { return std::get<std::string>(parts_.at(i)); }

  private:
    std::vector<CursorPart> parts_;
};

[[nodiscard]] std::string write_cursor(std::vector<CursorPart> const& parts);
// `shape`: a letter a part, i for an integer and t for a text. Nothing when it is no such cursor.
[[nodiscard]] std::optional<Cursor> read_cursor(std::string_view text, std::string_view shape);

using Authenticator = std::function<std::optional<identity::Session>(std::string_view token)>;
using ContextMaker = std::function<identity::Context(identity::Session const&)>;

// What the router needs of identity.
struct Gate {
    Authenticator authenticate;
    ContextMaker context;
};

// One request on its way through its route. By the time the handler sees it, the caller was let in, and
// parameters and body fit their schemas.
class Call {
  public:
    Call(Request const& request, Route const& route, Gate const& gate,
         std::map<std::string, std::string> path)
        : request_{&request}, route_{&route}, gate_{&gate}, path_{std::move(path)} {}

    [[nodiscard]] Request const& request() const { return *request_; }
    [[nodiscard]] Route const& route() const { return *route_; }
    [[nodiscard]] Language language() const { return request_->language(); }
    // The session's token from the cookie; empty when there is none.
    [[nodiscard]] std::string_view token() const;
    // The session, if the caller has one; asked once.
    [[nodiscard]] identity::Session const* maybe_session();
    // Error (Unauthenticated, identity.signed-out) without one; never on a route for the signed-in.
    [[nodiscard]] identity::Session const& session();
    [[nodiscard]] identity::Context const& context();

    // The JSON body, parsed and valid. Null on routes without one.
    [[nodiscard]] json::value const& body() const { return body_; }
    // The member of the body as an object; the body must be one by its schema.
    [[nodiscard]] json::object const& object() const { return body_.as_object(); }

    // Parameters of the path or the query, by name; the path's come first. The plain forms throw Error
    // (Invalid, pointer "?name") when the parameter is missing or malformed, the maybe_ forms only when it is
    // malformed.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] org::Code code(std::string_view name) const;
    [[nodiscard]] Day day(std::string_view name) const;
    [[nodiscard]] std::int64_t id(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> maybe_text(std::string_view name) const;
    [[nodiscard]] std::optional<org::Code> maybe_code(std::string_view name) const;
    [[nodiscard]] std::optional<Day> maybe_day(std::string_view name) const;
    [[nodiscard]] std::optional<std::int64_t> maybe_id(std::string_view name) const;
    [[nodiscard]] std::optional<bool> maybe_boolean(std::string_view name) const;
    // From 1 to max; `otherwise` when missing.
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t otherwise, std::int64_t max) const;
    // ?limit, 50 unless said, at most 200.
    [[nodiscard]] int limit() const { return static_cast<int>(integer("limit", 50, 200)); }
    // ?figures=a,b
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    // ?cursor; nothing on the first page. Error (Invalid, http.cursor) when it is not of that shape.
    [[nodiscard]] std::optional<Cursor> cursor(std::string_view shape) const;
    // If-Match. Error http.if-match-required (428) when absent, http.if-match-malformed (400) when it is no
    // version.
    [[nodiscard]] std::int64_t version() const;

  private:
    friend class Router;

    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] std::string_view require(std::string_view name) const;

    Request const* request_;
    Route const* route_;
    Gate const* gate_;
    std::map<std::string, std::string> path_;
    json::value body_;
    bool asked_ = false;
    std::optional<identity::Session> session_;
    std::optional<identity::Context> context_;
};

// The ?cursor and ?limit of every list.
[[nodiscard]] std::vector<Parameter> page_parameters();

class Router {
  public:
    // Throws Error (Broken, http.bad-routes) for two routes of one method and path, an operation named twice,
    // or a ref() to a component that nobody names. Adds GET /openapi.json.
    Router(std::vector<Route> routes, Gate gate, std::string version);
    Router(Router const&) = delete;
    Router& operator=(Router const&) = delete;

    // Never throws: what goes wrong becomes a problem. Safe to call from many threads.
    [[nodiscard]] Response answer(Request const& request) const;
    // How large the body of that request may be; only its method and segments are looked at.
    [[nodiscard]] std::uint64_t body_limit(Request const& head) const;
    // OpenAPI 3.1.
    [[nodiscard]] json::value openapi() const;
    [[nodiscard]] std::vector<Route> const& routes() const { return routes_; }

    // For tests: a JSON answer that differs from the route's description is turned into 500
    // http.answer-differs, with the differences in the log and in "problems".
    void check_answers(bool check) { check_answers_ = check; }

  private:
    struct Found {
        Route const* route = nullptr;
        std::map<std::string, std::string> path;
        std::vector<std::string> allowed;  // methods of that path, when the method was another
    };

    [[nodiscard]] Found find(Request const& request) const;
    [[nodiscard]] Response run(Request const& request) const;
    void check_gate(Call& call) const;
    static void check_query(Call const& call);
    static void read_body(Call& call);
    void compare_answer(Route const& route, Response const& response) const;

    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> templates_;          // the segments of each route's path
    std::map<std::size_t, std::vector<std::size_t>> by_size_;  // routes by number of segments, literals first
    Gate gate_;
    std::string version_;
    std::string document_;
    bool check_answers_ = false;
};

}  // namespace niangjia::http
