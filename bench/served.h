// The program as `niangjia serve` puts it together, and what its clients ask of it.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>

#include "client.h"
#include "http/routes.h"
#include "http/server.h"
#include "http/site.h"
#include "http/static_files.h"
#include "measure.h"

namespace niangjia::bench {

// Everything between the socket and the file.
struct Served {
    Served(Installation& installation)  // NOLINT
        : router{http::all_routes(installation),
                 {[&](std::string_view token) { return installation.identity.session(token); },
                  [&](identity::Session const& session) { return installation.identity.context(session); }},
                 "bench"},
          site{router, files},
          server{options(), [&](http::Request const& request) { return site.answer(request); },
                 [&](http::Request const& head) { return site.body_limit(head); }} {
        server.start();
    }
    static http::ServerOptions options() {
        http::ServerOptions some;
        some.port = 0;
        return some;
    }

    http::StaticFiles files;
    http::Router router;
    http::Site site;
    http::Server server;
};

inline std::string at(Measured const& one) { return fmt::format("{:.0f}/s, {:.1f} / {:.1f} ms", one.per_second, one.p50_ms, one.p95_ms); }

// What an answer holds; throws std::runtime_error when it is not 200.
inline std::string body_of(std::string const& path, Answer const& answer) {
    if (answer.status != 200) throw std::runtime_error{fmt::format("{} answered {}: {}", path, answer.status, answer.body)};
    return answer.body;
}
inline std::string get(Client& client, std::string const& path) { return body_of(path, client.get(path)); }

}  // namespace niangjia::bench
