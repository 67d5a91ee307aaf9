// The office (office.h) behind its API: an installation over the test's database with the roles that the
// product ships, the router that the program serves, each answer held against its description, and people who
// sign in to it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/routes.h"
#include "http/site.h"
#include "support/office.h"

namespace niangjia::testing_support {

inline constexpr std::string_view api_password = "春风又绿江南岸2015";

inline json::value json_of(http::Response const& response) {
    return parse_json(response.content());
}
inline std::string text_at(json::value const& value, std::string_view pointer) {
    auto const& text = value.at_pointer(pointer).as_string();
    return {text.data(), text.size()};
}
inline std::string problem_code(http::Response const& response) {
    if (response.headers.get("Content-Type") != "application/problem+json") return {};
    return text_at(json_of(response), "/code");
}

// As it stands in a query.
inline std::string encoded(std::string_view text) {
    std::string out;
    for (char const c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}

// One browser: what it sends, it sends with its cookie and its token against forgery.
class Client {
  public:
    explicit Client(http::Site const& site) : site_{&site} {}

    [[nodiscard]] http::Request request(std::string_view method, std::string_view target,
                                        std::string body = {}) const {
        auto made = http::Request::of(method, target);
        made.id = "r-1";
        if (!token.empty()) {
            made.headers.set("Cookie", std::string{http::session_cookie_name} + "=" + token);
        }
        if (!csrf.empty()) made.headers.set("X-CSRF", csrf);
        if (!body.empty()) made.headers.set("Content-Type", "application/json");
        made.body = std::move(body);
        return made;
    }
    [[nodiscard]] http::Response send(http::Request const& request) const { return site_->answer(request); }
    [[nodiscard]] http::Response send(std::string_view method, std::string_view target,
                                      json::value const& body = nullptr) const {
        return send(request(method, target, body.is_null() ? std::string{} : to_text(body)));
    }
    [[nodiscard]] http::Response get(std::string_view target) const { return send("GET", target); }
    [[nodiscard]] http::Response post(std::string_view target, json::value const& body) const {
        return send("POST", target, body);
    }
    // At a version: the number of an ETag.
    [[nodiscard]] http::Response change(std::string_view method, std::string_view target,
                                        std::int64_t version, json::value const& body) const {
        auto made = request(method, target, to_text(body));
        made.headers.set("If-Match", "\"" + std::to_string(version) + "\"");
        return send(made);
    }
    [[nodiscard]] http::Response upload(std::string_view target, std::string_view media,
                                        std::string bytes) const {
        auto made = request("POST", target);
        made.headers.set("Content-Type", media);
        made.body = std::move(bytes);
        return send(made);
    }

    // Remembers the session when the name and the password are right.
    http::Response sign_in(std::string_view name, std::string_view password = api_password) {
        auto response = post("/api/session", json::object{{"name", name}, {"password", password}});
        if (response.status != 200) return response;
        auto const cookie = response.headers.get("Set-Cookie");
        auto const begin = cookie.find('=') + 1;
        token = cookie.substr(begin, cookie.find(';') - begin);
        csrf = text_at(json_of(response), "/csrf");
        return response;
    }

    std::string token;
    std::string csrf;

  private:
    http::Site const* site_;
};

class OnEveryDatabaseWithApi : public OnEveryDatabaseWithOffice {
  protected:
    OnEveryDatabaseWithApi() { router.check_answers(true); }

    // What tells whether anything was changed.
    struct Traces {
        std::size_t journal = 0;
        std::int64_t records = 0;
        std::int64_t people = 0;
        std::int64_t accounts = 0;
        bool operator==(Traces const&) const = default;
    };
    Traces traces() {
        return {journal().size(), rows_of("records"), rows_of("persons"), rows_of("accounts")};
    }

    // An account that holds the role there and has chosen its password.
    identity::AccountId account(std::string_view name, std::string_view role, std::string_view place,
                                bool must_change = false) {
        static auto const hash = identity::Identity::hash_password(api_password);
        return write([&](storage::Transaction& transaction) {
            return office.identity
                .create_account(transaction, system(),
                                {.name = std::string{name},
                                 .title = std::string{name} + "同志",
                                 .password = std::string{api_password},
                                 .grants = {{std::string{role}, std::string{place}}},
                                 .must_change_password = must_change},
                                hash)
                .id;
        });
    }
    Client nobody() const { return Client{site}; }
    Client signed_in(std::string_view name) const {
        Client client{site};
        auto const response = client.sign_in(name);
        EXPECT_EQ(response.status, 200) << response.content();
        return client;
    }
    Client signed_in(std::string_view role, std::string_view place) {
        auto const name = std::string{role} + "." + std::string{place};
        account(name, role, place);
        return signed_in(name);
    }

    Installation& office_of(std::string const& address) {
        Settings settings;
        settings.database = address;
        Installation::create(folder.path() / "data", settings);
        std::filesystem::copy(test_packs(), folder.path() / "packs",
                              std::filesystem::copy_options::recursive);
        std::filesystem::copy_file(
            std::filesystem::path{NIANGJIA_SOURCE_DIR} / "packs" / "common" / "roles.yaml",
            folder.path() / "packs" / "common" / "roles.yaml",
            std::filesystem::copy_options::overwrite_existing);
        auto const portal = std::filesystem::path{NIANGJIA_SOURCE_DIR} / "tests" / "support" / "portal";
        std::filesystem::copy_file(portal / "wishes.yaml", folder.path() / "packs" / "women" / "wishes.yaml");
        std::filesystem::copy_file(portal.parent_path() / "sights" / "sights.yaml", folder.path() / "packs" / "women" / "sights.yaml");
        std::filesystem::copy_file(portal / "portal.yaml", folder.path() / "packs" / "common" / "portal.yaml");
        installation_ =
            std::make_unique<Installation>(folder.path() / "data", folder.path() / "packs", clock);
        return *installation_;
    }

  private:
    std::unique_ptr<Installation> installation_;

  protected:
    Installation& office = office_of(database().address());
    http::Router router{
        http::all_routes(office),
        {[this](std::string_view token) { return office.identity.session(token); },
         [this](identity::Session const& session) { return office.identity.context(session); }},
        "test"};
    http::StaticFiles no_web;
    http::Site site{router, no_web};
};

}  // namespace niangjia::testing_support
