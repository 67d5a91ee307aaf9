#include "client.h"

#include <fmt/format.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <stdexcept>

namespace niangjia::bench {

namespace beast = boost::beast;
namespace net = boost::asio;

struct Client::Connection {
    std::uint16_t port;
    net::io_context context;
    net::ip::tcp::socket socket{context};
    beast::flat_buffer buffer;

    explicit Connection(std::uint16_t to) : port{to} { connect(); }

    void connect() {
        socket = net::ip::tcp::socket{context};
        socket.connect({net::ip::make_address("127.0.0.1"), port});
        socket.set_option(net::ip::tcp::no_delay{true});
        buffer.clear();
    }

    beast::http::response<beast::http::string_body> exchange(beast::http::request<beast::http::string_body>& request) {
        request.set(beast::http::field::host, "127.0.0.1");
        request.prepare_payload();
        try {
            return exchange_once(request);
        } catch (boost::system::system_error const&) {
            // The server closes connections that idled between two measurements; a command's id makes asking again harmless.
            connect();
            return exchange_once(request);
        }
    }

    beast::http::response<beast::http::string_body> exchange_once(beast::http::request<beast::http::string_body> const& request) {
        beast::http::write(socket, request);
        beast::http::response_parser<beast::http::string_body> parser;
        parser.body_limit(boost::none);  // an export may be large
        beast::http::read(socket, buffer, parser);
        return parser.release();
    }
};

Client::Client(std::uint16_t port, std::string_view name, std::string_view password) : connection_{std::make_unique<Connection>(port)} {
    beast::http::request<beast::http::string_body> request{beast::http::verb::post, "/api/session", 11};
    request.set(beast::http::field::content_type, "application/json");
    request.body() = boost::json::serialize(boost::json::object{{"name", name}, {"password", password}});
    auto const response = connection_->exchange(request);
    if (response.result_int() / 100 != 2) throw std::runtime_error{fmt::format("{} could not sign in: {}", name, response.body())};
    auto const set = response[beast::http::field::set_cookie];
    cookie_ = std::string{set.substr(0, set.find(';'))};
    csrf_ = boost::json::parse(response.body()).at("csrf").as_string();
}

Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Answer Client::get(std::string_view path) {
    beast::http::request<beast::http::string_body> request{beast::http::verb::get, std::string{path}, 11};
    request.set(beast::http::field::cookie, cookie_);
    auto response = connection_->exchange(request);
    return {static_cast<int>(response.result_int()), std::move(response.body())};
}

Answer Client::post(std::string_view path, std::string const& body) {
    beast::http::request<beast::http::string_body> request{beast::http::verb::post, std::string{path}, 11};
    request.set(beast::http::field::cookie, cookie_);
    request.set("X-CSRF", csrf_);
    request.set(beast::http::field::content_type, "application/json");
    request.body() = body;
    auto response = connection_->exchange(request);
    return {static_cast<int>(response.result_int()), std::move(response.body())};
}

}  // namespace niangjia::bench
