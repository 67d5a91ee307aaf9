// One signed-in person with a connection of her own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace niangjia::bench {

struct Answer {
    int status = 0;
    std::string body;
};

class Client {
  public:
    // Connects and signs in. Throws std::runtime_error when either fails.
    Client(std::uint16_t port, std::string_view name, std::string_view password);
    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    ~Client();

    Answer get(std::string_view path);
    Answer post(std::string_view path, std::string const& body);

  private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
    std::string cookie_, csrf_;
};

}  // namespace niangjia::bench
