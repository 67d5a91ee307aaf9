#include "http/server.h"

#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <condition_variable>
#include <ctime>
#include <deque>
#include <list>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "http/messages.h"

// GCC 12 does not see that the frames of Asio's coroutines have an operator new of their own too.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace niangjia::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using Milliseconds = std::chrono::milliseconds;
using Parser = beast::http::request_parser<beast::http::string_body>;

// Worker threads with one queue.
class Pool {
  public:
    using Job = std::move_only_function<void()>;

    Pool(int threads, std::size_t capacity) : capacity_{capacity} {
        for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
    }
    Pool(Pool const&) = delete;
    Pool& operator=(Pool const&) = delete;
    ~Pool() { finish(); }

    // Takes a place in the queue for one add(). False: it is full.
    [[nodiscard]] bool reserve() {
        std::lock_guard const lock{mutex_};
        if (reserved_ >= capacity_) return false;
        ++reserved_;
        return true;
    }
    void add(Job job) {
        {
            std::lock_guard const lock{mutex_};
            jobs_.push_back(std::move(job));
        }
        ready_.notify_one();
    }
    // Waits for running jobs. What still waits in the queue is dropped; after a clean stop that is nothing.
    void finish() {
        std::deque<Job> dropped;
        {
            std::lock_guard const lock{mutex_};
            ending_ = true;
            dropped.swap(jobs_);
        }
        ready_.notify_all();
        threads_.clear();
    }

  private:
    void work() {
        for (;;) {
            std::unique_lock lock{mutex_};
            ready_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            Job job = std::move(jobs_.front());
            jobs_.pop_front();
            --reserved_;
            lock.unlock();
            job();
        }
    }

    std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Job> jobs_;
    std::size_t reserved_ = 0;
    bool ending_ = false;
    std::vector<std::jthread> threads_;
};

std::string http_date() {
    thread_local std::time_t last = 0;
    thread_local std::string text;
    std::time_t const now = std::time(nullptr);
    if (now != last) {
        last = now;
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 40> buffer{};
        auto const size = std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        text.assign(buffer.data(), size);
    }
    return text;
}

// Unique among all processes that ever wrote to one log.
std::string next_request_id() {
    static std::uint64_t const start =
        (std::uint64_t{std::random_device{}()} << 32U) | std::random_device{}();
    static std::atomic<std::uint64_t> count{0};
    return fmt::format("{:012x}-{:x}", start & 0xffff'ffff'ffffU, ++count);
}

// A slow line may take longer over more: 64 KiB a second beyond the first MiB.
Milliseconds allowance(Milliseconds base, std::uint64_t bytes) {
    constexpr std::uint64_t first = 1U << 20U;
    if (bytes <= first) return base;
    return base + Milliseconds{static_cast<std::int64_t>((bytes - first) * 1000 / (64U << 10U))};
}

bool has_body(int status) {
    return status != 204 && status != 304 && status >= 200;
}

std::string head_of(Response const& response, bool keep_alive, bool http_1_0) {
    auto const reason = beast::http::obsolete_reason(static_cast<beast::http::status>(response.status));
    std::string head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                                   std::string_view{reason.data(), reason.size()}, http_date());
    for (auto const& [name, value] : response.headers) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
    if (has_body(response.status)) head += fmt::format("Content-Length: {}\r\n", response.content().size());
    if (!keep_alive) {
        head += "Connection: close\r\n";
    } else if (http_1_0) {
        head += "Connection: keep-alive\r\n";
    }
    return head += "\r\n";
}

struct Connection;

// One thread's io_context with all that lives on it. Only that thread touches it, but for `io` itself.
struct Loop {
    std::list<Connection*> connections;  // destroyed last: connections leave it as they go
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    asio::steady_timer deadline{io};
    asio::signal_set signals{io};
    bool closing = false;
    bool cut_off = false;

    void leave(std::list<Connection*>::iterator place) {
        connections.erase(place);
        if (closing && connections.empty()) deadline.cancel();
    }
};

struct Connection {
    Connection(Loop& its_loop, std::atomic<std::size_t>& all, tcp::socket socket)
        : loop{its_loop}, count{all}, stream{std::move(socket)} {
        place = loop.connections.insert(loop.connections.end(), this);
        error_code failure;
        auto const endpoint = stream.socket().remote_endpoint(failure);
        if (!failure) remote = endpoint.address().to_string();
    }
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;
    ~Connection() {
        loop.leave(place);
        --count;
    }

    Loop& loop;
    std::atomic<std::size_t>& count;
    beast::tcp_stream stream;
    beast::flat_buffer buffer;
    std::string remote;
    bool idle = false;
    std::list<Connection*>::iterator place;
};

enum class After { KeepAlive, Close };

}  // namespace

struct Server::Impl {
    Impl(ServerOptions chosen, Service its_service, BodyLimit its_limit)
        : options{std::move(chosen)},
          service{std::move(its_service)},
          body_limit{std::move(its_limit)},
          pool{options.workers, options.queue} {
        for (int i = 0; i < options.loops; ++i) loops.push_back(std::make_unique<Loop>());
        listen();
    }

    void listen();
    void stop();
    void close(Loop& loop);
    void refuse(tcp::socket socket) const;
    Response answer(Request const& request);
    asio::awaitable<void> accept(Loop& loop);
    asio::awaitable<void> converse(Loop& loop, tcp::socket socket);
    asio::awaitable<After> exchange(Connection& connection);
    asio::awaitable<void> on_worker(Request const& request, Response& response);
    asio::awaitable<After> send(Connection& connection, Request const& request, Response const& response,
                                After after, bool http_1_0);
    static asio::awaitable<void> linger(Connection& connection);

    ServerOptions options;
    Service service;
    BodyLimit body_limit;
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> connections{0};
    std::uint16_t port = 0;
    std::vector<std::unique_ptr<Loop>> loops;
    Pool pool;  // after the loops: its threads end before what they report to
    std::vector<std::jthread> threads;
};

void Server::Impl::listen() {
    auto const fail = [&](error_code const& failure) {
        if (failure) throw error(messages::cannot_listen, options.address, options.port, failure.message());
    };
    error_code failure;
    auto const address = asio::ip::make_address(options.address, failure);
    fail(failure);
    port = options.port;
    bool const several = options.loops > 1;
    if (several && port != 0) {
        // With SO_REUSEPORT a second program on this port would share it in silence; this attempt without it
        // fails.
        asio::io_context io;
        tcp::acceptor probe{io};
        tcp::endpoint const endpoint{address, port};
        probe.open(endpoint.protocol(), failure);
        fail(failure);
        probe.set_option(tcp::acceptor::reuse_address{true});
        probe.bind(endpoint, failure);
        fail(failure);
    }
    for (auto const& loop : loops) {
        tcp::endpoint const endpoint{address, port};
        loop->acceptor.open(endpoint.protocol(), failure);
        fail(failure);
        loop->acceptor.set_option(tcp::acceptor::reuse_address{true});
        int const on = 1;
        if (several &&
            ::setsockopt(loop->acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) {
            fail(error_code{errno, boost::system::system_category()});
        }
        loop->acceptor.bind(endpoint, failure);
        fail(failure);
        loop->acceptor.listen(asio::socket_base::max_listen_connections, failure);
        fail(failure);
        port = loop->acceptor.local_endpoint().port();
    }
}

void Server::Impl::stop() {
    if (stopping.exchange(true)) return;
    for (auto const& loop : loops) {
        Loop* const each = loop.get();
        asio::post(each->io, [this, each] { close(*each); });
    }
}

void Server::Impl::close(Loop& loop) {
    loop.closing = true;
    error_code ignored;
    loop.acceptor.close(ignored);
    loop.signals.cancel(ignored);
    for (Connection* const connection : loop.connections) {
        if (connection->idle) connection->stream.cancel();
    }
    if (loop.connections.empty()) return;
    loop.deadline.expires_after(options.stop);
    loop.deadline.async_wait([&loop](error_code const& failure) {
        // The last connection may have left after the timer had fired.
        if (failure || loop.connections.empty()) return;
        loop.cut_off = true;
        loop.io.stop();
    });
}

// One more connection than we hold is told so, without waiting for it.
void Server::Impl::refuse(tcp::socket socket) const {
    Request nobody;
    nobody.id = next_request_id();
    Response const response = Response::problem(error(messages::busy), nobody);
    std::string const text = head_of(response, false, false) + response.body;
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.send(asio::buffer(text), 0, ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> Server::Impl::accept(Loop& loop) {
    asio::steady_timer pause{loop.io};
    while (!loop.closing) {
        error_code failure;
        tcp::socket socket =
            co_await loop.acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failure));
        if (loop.closing) break;
        if (failure) {
            // Out of file descriptors, most likely: running requests will give some back.
            spdlog::warn("accept: {}", failure.message());
            pause.expires_after(Milliseconds{50});
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, failure));
            continue;
        }
        if (connections.fetch_add(1) >= options.connections) {
            --connections;
            refuse(std::move(socket));
            continue;
        }
        asio::co_spawn(loop.io, converse(loop, std::move(socket)), asio::detached);
    }
}

asio::awaitable<void> Server::Impl::converse(Loop& loop, tcp::socket socket) {
    Connection connection{loop, connections, std::move(socket)};
    error_code ignored;
    connection.stream.socket().set_option(tcp::no_delay{true}, ignored);
    try {
        for (;;) {
            if (connection.buffer.size() == 0) {
                if (loop.closing) break;
                connection.buffer.shrink_to_fit();
                connection.idle = true;
                connection.stream.expires_after(options.idle);
                error_code failure;
                std::size_t const size = co_await connection.stream.async_read_some(
                    connection.buffer.prepare(2048), asio::redirect_error(asio::use_awaitable, failure));
                connection.idle = false;
                if (failure) break;
                connection.buffer.commit(size);
            }
            After const after = co_await exchange(connection);
            if (after == After::Close) break;
        }
    } catch (std::exception const& failure) {
        spdlog::error("connection: {}", failure.what());
    }
}

// Reads one request and writes its answer.
asio::awaitable<After> Server::Impl::exchange(Connection& connection) {
    auto& stream = connection.stream;
    error_code failure;
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(options.head_limit));
    parser.body_limit(boost::none);  // set once the route is known
    stream.expires_after(options.head);
    co_await beast::http::async_read_header(stream, connection.buffer, parser,
                                            asio::redirect_error(asio::use_awaitable, failure));

    Request request;
    std::optional<Error> refusal;
    auto const is_protocol = [](error_code const& code) {
        return code.category() == beast::http::make_error_code(beast::http::error::bad_method).category() &&
               code != beast::http::error::end_of_stream && code != beast::http::error::partial_message;
    };
    auto const& head = parser.get();
    bool const http_1_0 = parser.is_header_done() && head.version() == 10;
    if (failure == beast::http::error::header_limit || failure == beast::http::error::buffer_overflow) {
        refusal = error(messages::head_too_large, options.head_limit / 1024);
    } else if (failure && is_protocol(failure)) {
        refusal = error(messages::malformed, failure.message());
    } else if (failure) {
        co_return After::Close;
    }
    if (!refusal) {
        auto const text = [](auto const& view) { return std::string_view{view.data(), view.size()}; };
        try {
            request = Request::of(text(head.method_string()), text(head.target()));
        } catch (Error const& malformed) {
            refusal = malformed;
        }
        for (auto const& field : head) request.headers.add(text(field.name_string()), text(field.value()));
        // Two readings of where a request ends let one smuggle another past a proxy.
        auto const coding = request.headers.find("Transfer-Encoding");
        if (coding &&
            (!equal_ignoring_case(*coding, "chunked") || request.headers.has("Content-Length") || http_1_0)) {
            refusal = error(messages::malformed, "Transfer-Encoding");
        }
        if (!http_1_0 && !request.headers.has("Host")) refusal = error(messages::malformed, "Host");
    }
    request.remote = connection.remote;
    request.id = next_request_id();

    std::uint64_t limit = 0;
    if (!refusal) {
        limit = body_limit(request);
        if (parser.content_length().value_or(0) > limit)
            refusal = error(messages::body_too_large, limit >> 20U);
    }
    if (!refusal && !parser.is_done()) {
        stream.expires_after(
            allowance(options.body, parser.chunked() ? limit : parser.content_length().value_or(0)));
        if (equal_ignoring_case(request.headers.get("Expect"), "100-continue")) {
            static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            co_await asio::async_write(stream, asio::buffer(go_on),
                                       asio::redirect_error(asio::use_awaitable, failure));
            if (failure) co_return After::Close;
        }
        parser.body_limit(limit);
        co_await beast::http::async_read(stream, connection.buffer, parser,
                                         asio::redirect_error(asio::use_awaitable, failure));
        if (failure == beast::http::error::body_limit) {
            refusal = error(messages::body_too_large, limit >> 20U);
        } else if (failure && is_protocol(failure)) {
            refusal = error(messages::malformed, failure.message());
        } else if (failure) {
            co_return After::Close;
        }
    }
    if (refusal) {
        Response const response = Response::problem(*refusal, request);
        spdlog::debug("{} {} -> {} {}", request.id, request.method, response.status, refusal->code());
        co_await send(connection, request, response, After::Close, http_1_0);
        co_await linger(connection);
        co_return After::Close;
    }

    bool const keep_alive = parser.keep_alive();
    request.body = std::move(parser.get().body());
    stream.expires_never();
    Response response;
    bool const has_place = pool.reserve();
    if (has_place) {
        co_await on_worker(request, response);
    } else {
        response = Response::problem(error(messages::busy), request);
    }
    bool const go_on = keep_alive && !connection.loop.closing;
    After const after =
        co_await send(connection, request, response, go_on ? After::KeepAlive : After::Close, http_1_0);
    if (after == After::Close) co_await linger(connection);
    co_return after;
}

Response Server::Impl::answer(Request const& request) {
    auto const began = std::chrono::steady_clock::now();
    Response response;
    try {
        response = service(request);
    } catch (std::exception const& failure) {
        spdlog::error("request {}: {}", request.id, failure.what());
        response = Response::problem(error(messages::broken, request.id), request);
    }
    if (spdlog::should_log(spdlog::level::debug)) {
        auto const took = std::chrono::steady_clock::now() - began;
        // Neither query values nor bodies: they hold names.
        spdlog::debug("{} {} {} {} -> {} {} B {} us", request.id, request.remote, request.method,
                      request.path, response.status, response.content().size(),
                      std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    }
    return response;
}

// Has a worker fill `response` and comes back on the loop. Both live in the caller's frame, which waits.
asio::awaitable<void> Server::Impl::on_worker(Request const& request, Response& response) {
    Request const* const in = &request;
    Response* const out = &response;
    auto initiate = [this, in, out](auto&& handler) {
        auto executor = asio::get_associated_executor(handler);
        // Tells the loop that work is under way, or it would end before the answer comes.
        auto guard = asio::prefer(executor, asio::execution::outstanding_work.tracked);
        pool.add([this, in, out, guard = std::move(guard),
                  own = std::forward<decltype(handler)>(handler)]() mutable {
            *out = answer(*in);
            asio::post(guard, std::move(own));
        });
    };
    co_await asio::async_initiate<decltype(asio::use_awaitable) const, void()>(std::move(initiate),
                                                                               asio::use_awaitable);
}

asio::awaitable<After> Server::Impl::send(Connection& connection, Request const& request,
                                          Response const& response, After after, bool http_1_0) {
    std::string const head = head_of(response, after == After::KeepAlive, http_1_0);
    bool const with_body = has_body(response.status) && request.method != "HEAD";
    std::string_view const body = with_body ? response.content() : std::string_view{};
    std::array<asio::const_buffer, 2> const buffers{asio::buffer(head), asio::buffer(body)};
    connection.stream.expires_after(allowance(options.write, body.size()));
    error_code failure;
    co_await asio::async_write(connection.stream, buffers,
                               asio::redirect_error(asio::use_awaitable, failure));
    co_return failure ? After::Close : after;
}

// Reads what the client still sends, for a while: closing with unread bytes would reset the connection, and
// the client would lose the answer that says why.
asio::awaitable<void> Server::Impl::linger(Connection& connection) {
    constexpr std::size_t most = 32U << 20U;
    error_code failure;
    connection.stream.socket().shutdown(tcp::socket::shutdown_send, failure);
    connection.stream.expires_after(Milliseconds{2'000});
    connection.buffer.clear();
    std::size_t total = 0;
    while (!failure && total < most) {
        total += co_await connection.stream.async_read_some(
            connection.buffer.prepare(16 * 1024), asio::redirect_error(asio::use_awaitable, failure));
    }
}

Server::Server(ServerOptions options, Service service, BodyLimit body_limit)
    : impl_{std::make_unique<Impl>(std::move(options), std::move(service), std::move(body_limit))} {}

Server::~Server() {
    stop();
    wait();
    impl_->pool.finish();
}

std::uint16_t Server::port() const {
    return impl_->port;
}

void Server::start() {
    Impl* const impl = impl_.get();
    if (impl->options.signals) {
        Loop& first = *impl->loops.front();
        first.signals.add(SIGTERM);
        first.signals.add(SIGINT);
        first.signals.async_wait([impl](error_code const& failure, int) {
            if (!failure) impl->stop();
        });
    }
    for (auto const& loop : impl->loops) {
        Loop* const each = loop.get();
        asio::co_spawn(each->io, impl->accept(*each), asio::detached);
        impl->threads.emplace_back([each] { each->io.run(); });
    }
}

Stop Server::wait() {
    impl_->threads.clear();
    bool const cut_off = std::ranges::any_of(impl_->loops, [](auto const& loop) { return loop->cut_off; });
    return cut_off ? Stop::CutOff : Stop::Clean;
}

Stop Server::run() {
    start();
    return wait();
}

void Server::stop() {
    impl_->stop();
}

}  // namespace niangjia::http
