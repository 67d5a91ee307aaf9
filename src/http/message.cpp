#include "http/message.h"

#include <algorithm>
#include <array>
#include <boost/url/grammar/ci_string.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

#include "http/messages.h"

namespace niangjia::http {
namespace {

struct KindRow {
    ErrorKind kind;
    int status;
    std::string_view name;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array kinds{
    KindRow{ErrorKind::Invalid, 422, "invalid", "填写有误", "Invalid input"},
    KindRow{ErrorKind::Unauthenticated, 401, "unauthenticated", "需要登录", "Sign-in needed"},
    KindRow{ErrorKind::Forbidden, 403, "forbidden", "没有权限", "Not permitted"},
    KindRow{ErrorKind::NotFound, 404, "not-found", "没有找到", "Not found"},
    KindRow{ErrorKind::Refused, 409, "refused", "不能这样做", "Refused"},
    KindRow{ErrorKind::Conflict, 409, "conflict", "与已有内容冲突", "Conflict"},
    KindRow{ErrorKind::Stale, 412, "stale", "内容已被他人修改", "Changed meanwhile"},
    KindRow{ErrorKind::TooLarge, 413, "too-large", "内容过大", "Too large"},
    KindRow{ErrorKind::Busy, 503, "busy", "系统繁忙", "Busy"},
    KindRow{ErrorKind::Unavailable, 503, "unavailable", "暂时无法使用", "Unavailable"},
    KindRow{ErrorKind::Broken, 500, "broken", "系统出错", "Broken"},
};

struct CodeRow {
    std::string_view code;
    int status;
};

// What HTTP knows more exactly than the kind tells.
constexpr std::array codes{
    CodeRow{"json.syntax", 400},
    CodeRow{"json.duplicate-key", 400},
    CodeRow{"http.malformed", 400},
    CodeRow{"http.if-match-malformed", 400},
    CodeRow{"http.method-not-allowed", 405},
    CodeRow{"http.media-type", 415},
    CodeRow{"http.if-match-required", 428},
    CodeRow{"http.head-too-large", 431},
    CodeRow{"identity.locked", 429},
    CodeRow{"portal.wait", 429},
};

KindRow const& row(ErrorKind kind) {
    return *std::ranges::find_if(kinds, [&](KindRow const& each) { return each.kind == kind; });
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trimmed(std::string_view text) {
    auto const from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// Calls `visit(item, quality)` for each member of a list such as "zh-CN, en;q=0.5".
template <class F>
void each_weighted(std::string_view list, F&& visit) {
    while (!list.empty()) {
        auto const comma = std::min(list.find(','), list.size());
        std::string_view item = trimmed(list.substr(0, comma));
        list.remove_prefix(std::min(comma + 1, list.size()));
        double quality = 1;
        if (auto const semicolon = item.find(';'); semicolon != std::string_view::npos) {
            std::string_view const weight = trimmed(item.substr(semicolon + 1));
            if (weight.starts_with("q=") || weight.starts_with("Q=")) {
                quality = 0;
                std::from_chars(weight.data() + 2, weight.data() + weight.size(), quality);
            }
            item = trimmed(item.substr(0, semicolon));
        }
        if (!item.empty()) visit(item, quality);
    }
}

void write_problem(JsonWriter& out, Problem const& problem, Language language) {
    out.open_object().member("pointer", problem.pointer).member("code", problem.code);
    out.member("detail", language == Language::En ? problem.text.en : problem.text.zh);
    out.member("text", problem.text).close_object();
}

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (char const c : text) {
        bool const plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           c == '-' || c == '_' || c == '.';
        if (plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (auto const& [key, value] : all_) {
        if (equal_ignoring_case(key, name)) return value;
    }
    return std::nullopt;
}

void Headers::add(std::string_view name, std::string_view value) {
    std::string clean{value};
    std::ranges::replace_if(
        clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    all_.emplace_back(name, std::move(clean));
}

void Headers::set(std::string_view name, std::string_view value) {
    std::erase_if(all_, [&](auto const& each) { return equal_ignoring_case(each.first, name); });
    add(name, value);
}

Request Request::of(std::string_view method, std::string_view target) {
    auto const url = boost::urls::parse_origin_form({target.data(), target.size()});
    if (!url) throw error(messages::malformed, "target");
    Request request;
    request.method = method;
    request.path = std::string{target.substr(0, target.find('?'))};
    for (auto const& segment : url->segments()) request.segments.emplace_back(segment.data(), segment.size());
    // A path of "/" alone has one empty segment; it is the root, which has none.
    if (request.segments.size() == 1 && request.segments.front().empty()) request.segments.clear();
    for (auto const& parameter : url->params()) request.query.emplace_back(parameter.key, parameter.value);
    bool fine = std::ranges::all_of(request.segments, is_utf8_without_nul);
    for (auto const& [name, value] : request.query) {
        fine = fine && is_utf8_without_nul(name) && is_utf8_without_nul(value);
    }
    if (!fine) throw error(messages::malformed, "UTF-8");
    return request;
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
    for (auto const& [key, value] : query) {
        if (key == name) return value;
    }
    return std::nullopt;
}

Language Request::language() const {
    if (auto const wish = parameter("lang")) return *wish == "en" ? Language::En : Language::Zh;
    double zh = 0;
    double en = 0;
    each_weighted(headers.get("Accept-Language"), [&](std::string_view item, double quality) {
        std::string_view const main = item.substr(0, item.find('-'));
        if (equal_ignoring_case(main, "zh") || main == "*") zh = std::max(zh, quality);
        if (equal_ignoring_case(main, "en")) en = std::max(en, quality);
    });
    return en > zh ? Language::En : Language::Zh;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    for (auto const& [key, value] : headers) {
        if (!equal_ignoring_case(key, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            auto const end = std::min(rest.find(';'), rest.size());
            std::string_view const pair = trimmed(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            auto const equals = pair.find('=');
            if (equals != std::string_view::npos && pair.substr(0, equals) == name)
                return pair.substr(equals + 1);
        }
    }
    return std::nullopt;
}

bool Request::accepts_encoding(std::string_view coding) const {
    std::optional<double> own;
    std::optional<double> any;
    each_weighted(headers.get("Accept-Encoding"), [&](std::string_view item, double quality) {
        if (equal_ignoring_case(item, coding)) own = quality;
        if (item == "*") any = quality;
    });
    return own.value_or(any.value_or(0)) > 0;
}

Response Response::json(std::string text, int status) {
    Response response;
    response.status = status;
    response.headers.add("Content-Type", "application/json");
    response.body = std::move(text);
    return response;
}

Response Response::empty(int status) {
    Response response;
    response.status = status;
    return response;
}

Response Response::file(std::string name, std::string media, std::string bytes) {
    Response response;
    response.headers.add("Content-Type", media);
    response.headers.add("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(name));
    // A stored file is never a page of this site, even if a browser opens it in place.
    response.headers.add("Content-Security-Policy", "sandbox; default-src 'none'");
    response.body = std::move(bytes);
    return response;
}

Response Response::problem(Error const& error, Request const& request) {
    KindRow const& kind = row(error.kind());
    Language const language = request.language();
    bool const english = language == Language::En;
    int const status = status_of(error.kind(), error.code());
    JsonWriter out;
    out.open_object().member("type", type_of(error.kind()));
    out.key("title").text(english ? kind.en : kind.zh);
    out.member("status", status).member("code", error.code());
    out.member("detail", english ? error.text().en : error.text().zh).member("text", error.text());
    if (!error.pointer().empty()) out.member("pointer", error.pointer());
    if (!error.problems().empty()) {
        out.key("problems").open_array();
        for (Problem const& problem : error.problems()) write_problem(out, problem, language);
        out.close_array();
    }
    out.member("request", request.id).close_object();
    Response response = json(std::move(out), status);
    response.headers.set("Content-Type", "application/problem+json");
    response.headers.set("Content-Language", english ? "en" : "zh-CN");
    if (status == 503) response.headers.set("Retry-After", "2");
    return response;
}

Response&& Response::with(std::string_view name, std::string_view value) && {
    headers.set(name, value);
    return std::move(*this);
}

Response&& Response::with_version(std::int64_t version) && {
    headers.set("ETag", fmt::format("\"{}\"", version));
    return std::move(*this);
}

int status_of(ErrorKind kind, std::string_view code) {
    auto const own = std::ranges::find_if(codes, [&](CodeRow const& each) { return each.code == code; });
    return own != codes.end() ? own->status : row(kind).status;
}

std::string type_of(ErrorKind kind) {
    return "urn:problem-type:niangjia:" + std::string{row(kind).name};
}

bool is_utf8_without_nul(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        auto const lead = static_cast<unsigned char>(text[i]);
        std::size_t const length = lead < 0x80   ? 1
                                   : lead < 0xc2 ? 0
                                   : lead < 0xe0 ? 2
                                   : lead < 0xf0 ? 3
                                   : lead < 0xf5 ? 4
                                                 : 0;
        if (lead == 0 || length == 0 || i + length > text.size()) return false;
        std::uint32_t point = length == 1 ? lead : lead & (0x7fU >> length);
        for (std::size_t k = 1; k < length; ++k) {
            auto const next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xc0U) != 0x80U) return false;
            point = point << 6U | (next & 0x3fU);
        }
        bool const overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
        if (overlong || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return false;
        i += length;
    }
    return true;
}

std::string base64url(std::string_view bytes) {
    std::string out;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (char const c : bytes) {
        held = held << 8U | static_cast<unsigned char>(c);
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            out += alphabet[held >> bits & 0x3fU];
        }
    }
    if (bits > 0) out += alphabet[held << (6 - bits) & 0x3fU];
    return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string out;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (char const c : text) {
        auto const digit = alphabet.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        held = held << 6U | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>(held >> bits & 0xffU);
        }
    }
    return out;
}

bool matches_tag(std::string_view if_none_match, std::string_view tag) {
    auto const strong = [](std::string_view each) {
        if (each.starts_with("W/")) each.remove_prefix(2);
        return each;
    };
    while (!if_none_match.empty()) {
        auto const comma = std::min(if_none_match.find(','), if_none_match.size());
        std::string_view const item = trimmed(if_none_match.substr(0, comma));
        if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
        if (item == "*" || (!item.empty() && strong(item) == strong(tag))) return true;
    }
    return false;
}

}  // namespace niangjia::http
