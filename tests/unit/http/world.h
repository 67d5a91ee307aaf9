// What the tests of the HTTP room share: a router with a few routes, accounts to call it with, requests by
// hand.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/router.h"

namespace niangjia::http::test {

inline identity::Session session_of(std::vector<identity::Permission> permissions, bool must_change = false) {
    static std::vector<std::unique_ptr<identity::Role const>> roles;
    static std::mutex guard;
    std::lock_guard const lock{guard};
    roles.push_back(std::make_unique<identity::Role const>(
        identity::Role{"village-head", {"村妇联主席", "Village head"}, {}, {}, std::move(permissions)}));
    identity::Session session;
    session.account.id = 7;
    session.account.name = "wangfang";
    session.account.must_change_password = must_change;
    session.account.grants.push_back({roles.back().get(), org::Code{321302001001000000}});
    session.csrf = "the-csrf-token";
    return session;
}

// Tokens "reader", "writer", "newcomer" (must change the password) and nobody else.
inline Gate gate() {
    return {[](std::string_view token) -> std::optional<identity::Session> {
                using enum identity::Permission;
                if (token == "reader") return session_of({ReadRecords});
                if (token == "writer") return session_of({ReadRecords, WriteRecords});
                if (token == "newcomer") return session_of({ReadRecords}, true);
                return std::nullopt;
            },
            {}};
}

inline Request request(std::string_view method, std::string_view target, std::string_view token = {},
                       std::string body = {}) {
    Request made = Request::of(method, target);
    made.id = "r-1";
    if (!token.empty()) made.headers.set("Cookie", "a=b; niangjia_session=" + std::string{token});
    if (!body.empty()) made.headers.set("Content-Type", "application/json");
    if (method != "GET") made.headers.set("X-CSRF", "the-csrf-token");
    made.body = std::move(body);
    return made;
}

inline json::value body_of(Response const& response) {
    return parse_json(response.content());
}
inline std::string code_of(Response const& response) {
    return std::string{body_of(response).at("code").as_string()};
}

}  // namespace niangjia::http::test
