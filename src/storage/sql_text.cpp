#include "storage/sql_text.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace niangjia::storage {

namespace {

// Length of the quoted text or comment that starts at `at`; 0 if none does.
std::size_t opaque_length(std::string_view text, std::size_t at) {
    auto const until = [&](std::string_view end, std::size_t from) {
        auto const found = text.find(end, from);
        return (found == std::string_view::npos ? text.size() : found + end.size()) - at;
    };
    auto const rest = text.substr(at);
    if (rest.starts_with('\'')) return until("'", at + 1);  // a doubled quote simply opens the next text
    if (rest.starts_with('"')) return until("\"", at + 1);
    if (rest.starts_with("--")) return until("\n", at + 2);
    if (rest.starts_with("/*")) return until("*/", at + 2);
    return 0;
}

template <class F>
std::string rewrite(std::string_view text, char marker, F&& write_marker) {
    std::string out;
    out.reserve(text.size() + 16);
    for (std::size_t at = 0; at < text.size();) {
        if (auto const length = opaque_length(text, at); length != 0) {
            out += text.substr(at, length);
            at += length;
        } else {
            if (text[at] == marker) {
                write_marker(out, text.substr(at + 1));
            } else {
                out += text[at];
            }
            ++at;
        }
    }
    return out;
}

}  // namespace

std::string number_parameters(std::string_view text, int& count) {
    return rewrite(text, '?',
                   [&](std::string& out, std::string_view) { out += '$' + std::to_string(++count); });
}

std::string sqlite_parameters(std::string_view text) {
    return rewrite(text, '$', [](std::string& out, std::string_view rest) {
        auto const digit = !rest.empty() && std::isdigit(static_cast<unsigned char>(rest.front())) != 0;
        out += digit ? '?' : '$';
    });
}

std::size_t highest_parameter(std::string_view text) {
    std::size_t highest = 0;
    rewrite(text, '$', [&](std::string&, std::string_view rest) {
        std::size_t number = 0;
        std::from_chars(rest.data(), rest.data() + rest.size(), number);
        highest = std::max(highest, number);
    });
    return highest;
}

std::string resolve_dialect(std::string_view text, Backend backend) {
    constexpr std::string_view sqlite = "/*sqlite:";
    constexpr std::string_view postgres = "/*postgres:";
    std::string out;
    while (true) {
        auto const start = std::min(text.find(sqlite), text.find(postgres));
        if (start == std::string_view::npos) return out += text;
        out += text.substr(0, start);
        text.remove_prefix(start);
        auto const found = text.starts_with(sqlite) ? Backend::Sqlite : Backend::Postgres;
        text.remove_prefix(found == Backend::Sqlite ? sqlite.size() : postgres.size());
        auto const end = text.find("*/");
        if (found == backend) out += text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    }
}

}  // namespace niangjia::storage
