// The HTTP server: loops that speak HTTP/1.1 and worker threads that answer. A loop never runs a handler, so
// a handler may wait (for a group commit); a connection that waits costs no thread.
//
// Threads: each loop owns its connections, nothing of them is shared. The service runs on many workers at
// once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "http/message.h"

namespace niangjia::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any free one, see Server::port()
    int loops = 1;
    int workers = 96;          // threads that may wait for the database at once
    std::size_t queue = 2048;  // complete requests that wait for a worker; one more is answered 503
    std::size_t connections = 4000;
    std::size_t head_limit = 16 * 1024;
    std::chrono::milliseconds idle{60'000};
    std::chrono::milliseconds head{10'000};
    std::chrono::milliseconds body{30'000};   // and a second more for each 64 KiB over 1 MiB
    std::chrono::milliseconds write{30'000};  // the same
    std::chrono::milliseconds stop{10'000};   // for running requests to finish
    bool signals = false;                     // stop on SIGTERM and SIGINT
};

// Must not throw; it is called on many threads at once.
using Service = std::function<Response(Request const&)>;
// The largest body of that request, asked when only its head is there.
using BodyLimit = std::function<std::uint64_t(Request const& head)>;

enum class Stop {
    Clean,   // every running request was answered
    CutOff,  // some took longer than they may and were cut off; the destructor waits for their handlers
};

class Server {
  public:
    // Listens from here on, answers once it runs. Throws Error (Unavailable, http.cannot-listen).
    Server(ServerOptions options, Service service, BodyLimit body_limit);
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;
    // Stops, if need be, and waits for every handler.
    ~Server();

    [[nodiscard]] std::uint16_t port() const;
    // Starts the threads and returns.
    void start();
    // Waits until the server has stopped.
    Stop wait();
    // start() and wait().
    Stop run();
    // Stops accepting, closes idle connections, lets running requests finish. Returns at once; from any
    // thread.
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace niangjia::http
