#include "http/static_files.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "http/messages.h"

namespace niangjia::http {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 21> media_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
    {".ttf", "font/ttf"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml"},
    {".pdf", "application/pdf"},
    {".wasm", "application/wasm"},
}};

// Element Plus and ECharts set style attributes, hence the one 'unsafe-inline'.
constexpr std::string_view content_policy =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'";

// What browsers are to keep nothing of has none of these and asks for no exception.
constexpr std::string_view strict_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string_view media_type(std::string_view path) {
    auto const dot = path.rfind('.');
    if (dot == std::string_view::npos) return {};
    auto const found =
        std::ranges::find(media_types, path.substr(dot), &decltype(media_types)::value_type::first);
    return found != media_types.end() ? found->second : std::string_view{};
}

std::shared_ptr<std::string const> read_file(fs::path const& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return nullptr;
    return std::make_shared<std::string const>(std::istreambuf_iterator<char>{in},
                                               std::istreambuf_iterator<char>{});
}

std::string tag_of(std::string const& bytes) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), digest.data());
    std::string hex;
    for (std::size_t i = 0; i < 12; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

}  // namespace

StaticFiles StaticFiles::read(fs::path const& folder, Keeping keeping) {
    StaticFiles files;
    files.keeping_ = keeping;
    std::error_code missing;
    for (auto const& entry : fs::recursive_directory_iterator{folder, missing}) {
        auto const& path = entry.path();
        std::string const name = path.lexically_relative(folder).generic_string();
        bool const is_sibling = path.extension() == ".br" || path.extension() == ".gz";
        if (!entry.is_regular_file() || path.filename().string().starts_with('.') || is_sibling) continue;
        File file;
        file.plain = read_file(path);
        if (!file.plain) continue;
        file.brotli = read_file(path.string() + ".br");
        file.gzip = read_file(path.string() + ".gz");
        file.media = media_type(name);
        if (file.media.empty()) file.media = "application/octet-stream";
        file.tag = tag_of(*file.plain);
        file.is_hashed = name.starts_with("assets/");
        files.files_.emplace(name, std::move(file));
    }
    if (!files.files_.contains("index.html")) throw error(messages::no_web, folder.string());
    return files;
}

Response StaticFiles::answer(Request const& request, std::size_t below) const {
    if (request.method != "GET" && request.method != "HEAD") {
        constexpr std::string_view allowed = "GET, HEAD, OPTIONS";
        if (request.method == "OPTIONS") return Response::empty(204).with("Allow", allowed);
        return Response::problem(error(messages::method, request.method, allowed), request)
            .with("Allow", allowed);
    }
    auto const first = request.segments.begin() + static_cast<std::ptrdiff_t>(std::min(below, request.segments.size()));
    std::string const path = fmt::format("{}", fmt::join(first, request.segments.end(), "/"));
    auto found = files_.find(path);
    if (found == files_.end() && !path.starts_with("assets/") && media_type(path).empty()) {
        found = files_.find("index.html");
    }
    if (found == files_.end()) return Response::problem(error(messages::unknown_path, request.path), request);

    File const& file = found->second;
    Response response;
    std::string tag = file.tag;
    if (file.brotli && request.accepts_encoding("br")) {
        response.shared = file.brotli;
        response.headers.add("Content-Encoding", "br");
        tag += "-br";
    } else if (file.gzip && request.accepts_encoding("gzip")) {
        response.shared = file.gzip;
        response.headers.add("Content-Encoding", "gzip");
        tag += "-gz";
    } else {
        response.shared = file.plain;
    }
    response.headers.add("Content-Type", file.media);
    if (file.brotli || file.gzip) response.headers.add("Vary", "Accept-Encoding");
    if (keeping_ == Keeping::Nothing) {
        response.headers.add("Cache-Control", "no-store");
        response.headers.add("Content-Security-Policy", strict_policy);
        response.headers.add("Cross-Origin-Opener-Policy", "same-origin");
        return response;
    }
    response.headers.add("ETag", '"' + tag + '"');
    response.headers.add("Cache-Control",
                         file.is_hashed ? "public, max-age=31536000, immutable" : "no-cache");
    response.headers.add("Content-Security-Policy", content_policy);
    if (matches_tag(request.headers.get("If-None-Match"), '"' + tag + '"')) {
        response.status = 304;
        response.shared.reset();
    }
    return response;
}

}  // namespace niangjia::http
