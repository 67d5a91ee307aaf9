// A request and its answer, as the routes see them. No type of the server library appears here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace niangjia::http {

enum class Language { Zh, En };

[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

// Names compare without regard to case; the order of addition is kept.
class Headers {
  public:
    // The first of that name; nothing when there is none.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] std::string_view get(std::string_view name) const { return find(name).value_or(""); }
    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }
    // Control characters in a value become spaces, so that no value can add a header of its own.
    void add(std::string_view name, std::string_view value);
    // Replaces all of that name.
    void set(std::string_view name, std::string_view value);

    [[nodiscard]] auto begin() const { return all_.begin(); }
    [[nodiscard]] auto end() const { return all_.end(); }

  private:
    std::vector<std::pair<std::string, std::string>> all_;
};

struct Request {
    std::string method;
    std::string path;                   // as sent, without the query; for the log
    std::vector<std::string> segments;  // decoded: /api/records/7 is {"api", "records", "7"}
    std::vector<std::pair<std::string, std::string>> query;  // decoded, in the order sent
    Headers headers;
    std::string body;
    std::string remote;
    std::string id;  // names this request in problems and in the log

    // Splits and decodes an origin-form target. Throws Error (Invalid, http.malformed) when it is not one, or
    // does not decode to UTF-8 without NUL.
    [[nodiscard]] static Request of(std::string_view method, std::string_view target);

    // The first of that name.
    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
    // ?lang, else Accept-Language, else Chinese.
    [[nodiscard]] Language language() const;
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
    // Whether Accept-Encoding names that coding with a weight above nought.
    [[nodiscard]] bool accepts_encoding(std::string_view coding) const;
};

struct Response {
    int status = 200;
    Headers headers;
    std::string body;
    std::shared_ptr<std::string const> shared;  // instead of body: bytes that many answers share

    [[nodiscard]] std::string_view content() const { return shared ? std::string_view{*shared} : body; }

    [[nodiscard]] static Response json(std::string text, int status = 200);
    [[nodiscard]] static Response json(char const* text, int status = 200) {
        return json(std::string{text}, status);
    }
    [[nodiscard]] static Response json(JsonWriter writer, int status = 200) {
        return json(std::move(writer).str(), status);
    }
    [[nodiscard]] static Response json(json::value const& value, int status = 200) {
        return json(to_text(value), status);
    }
    [[nodiscard]] static Response empty(int status = 204);
    // A download under that name, which may be Chinese.
    [[nodiscard]] static Response file(std::string name, std::string media, std::string bytes);
    // RFC 9457, with the detail in the request's language.
    [[nodiscard]] static Response problem(Error const& error, Request const& request);

    Response&& with(std::string_view name, std::string_view value) &&;
    // ETag: "7"
    Response&& with_version(std::int64_t version) &&;
};

// The one place where kinds of errors become statuses; a few codes have one of their own (400, 405, 415, 428,
// 429 …).
[[nodiscard]] int status_of(ErrorKind kind, std::string_view code);
// urn:problem-type:niangjia:stale
[[nodiscard]] std::string type_of(ErrorKind kind);

[[nodiscard]] bool is_utf8_without_nul(std::string_view text);
[[nodiscard]] std::string base64url(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

// If-None-Match against an entity tag (weak comparison).
[[nodiscard]] bool matches_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace niangjia::http
