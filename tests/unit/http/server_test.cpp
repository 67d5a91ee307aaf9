#include "http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>

namespace niangjia::http {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// A plain blocking client that speaks bytes.
class Client {
  public:
    explicit Client(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    Client(Client&& other) noexcept
        : socket_{std::exchange(other.socket_, -1)}, connected_{other.connected_} {}
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;
    ~Client() {
        if (socket_ >= 0) ::close(socket_);
    }

    [[nodiscard]] bool connected() const { return connected_; }

    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // One answer, head and body; empty when the server closed or said nothing for 15 s.
    std::string receive(bool without_body = false) {
        for (;;) {
            auto const end = held_.find("\r\n\r\n");
            if (end != std::string::npos) {
                std::size_t length = 0;
                auto const at = held_.find("Content-Length: ");
                if (!without_body && at < end) {
                    std::from_chars(held_.data() + at + 16, held_.data() + end, length);
                }
                if (held_.size() >= end + 4 + length) {
                    std::string answer = held_.substr(0, end + 4 + length);
                    held_.erase(0, end + 4 + length);
                    return answer;
                }
            }
            if (!more(15s)) return {};
        }
    }

    std::string ask(std::string_view bytes) {
        send(bytes);
        return receive();
    }

    // Whether the server closes the connection within that time.
    bool is_closed_within(std::chrono::milliseconds time) {
        auto const until = Clock::now() + time;
        while (Clock::now() < until) {
            if (!more(std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now())))
                return closed_;
        }
        return closed_;
    }

  private:
    bool more(std::chrono::milliseconds time) {
        pollfd wait{socket_, POLLIN, 0};
        if (::poll(&wait, 1, static_cast<int>(time.count())) <= 0) return false;
        char bytes[65536];
        auto const size = ::recv(socket_, bytes, sizeof bytes, 0);
        if (size <= 0) {
            closed_ = true;
            return false;
        }
        held_.append(bytes, static_cast<std::size_t>(size));
        return true;
    }

    int socket_;
    bool connected_ = false;
    bool closed_ = false;
    std::string held_;
};

std::string get(std::string_view path) {
    return fmt::format("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", path);
}
std::string post(std::string_view path, std::string_view body) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}", path, body.size(),
                       body);
}

// A server whose answers repeat what it was asked; /wait waits until released.
class Serving : public testing::Test {
  protected:
    ~Serving() override { release(); }

    void serve(ServerOptions options = {}) {
        options.port = 0;
        if (options.workers == 96) options.workers = 8;
        server.emplace(
            options,
            [this](Request const& request) {
                if (request.path == "/wait") {
                    ++waiting;
                    std::unique_lock lock{mutex};
                    changed.wait(lock, [this] { return released; });
                }
                return Response::json(request.method + " " + request.path + " " + request.body)
                    .with("X-Id", request.id)
                    .with("X-Remote", request.remote);
            },
            [](Request const& head) { return head.path == "/large" ? 21U << 20U : 1U << 20U; });
        server->start();
    }

    void release() {
        {
            std::lock_guard const lock{mutex};
            released = true;
        }
        changed.notify_all();
    }
    void await_waiting(int count) const {
        while (waiting < count) std::this_thread::sleep_for(1ms);
    }
    [[nodiscard]] Client client() const { return Client{server->port()}; }

    std::mutex mutex;
    std::condition_variable changed;
    bool released = false;
    std::atomic<int> waiting = 0;
    std::optional<Server> server;  // last: it ends before what its handlers use
};

TEST_F(Serving, KeepsAConnectionForManyRequests) {
    serve();
    auto one = client();
    for (int i = 0; i < 50; ++i) {
        auto const answer = one.ask(post("/a", std::to_string(i)));
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n"));
        EXPECT_TRUE(answer.ends_with("\r\n\r\nPOST /a " + std::to_string(i)));
        EXPECT_NE(answer.find("X-Remote: 127.0.0.1\r\n"), std::string::npos);
        EXPECT_EQ(answer.find("Connection:"), std::string::npos);
    }
    auto const last = one.ask("GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_NE(last.find("Connection: close\r\n"), std::string::npos);
    EXPECT_TRUE(one.is_closed_within(5s));
}

TEST_F(Serving, AnswersPipelinedRequestsInTheirOrder) {
    serve({.loops = 2});
    auto one = client();
    std::string all;
    for (int i = 0; i < 30; ++i)
        all += i % 3 == 0 ? post("/p", std::to_string(i)) : get("/" + std::to_string(i));
    one.send(all);
    for (int i = 0; i < 30; ++i) {
        auto const number = std::to_string(i);
        EXPECT_TRUE(one.receive().ends_with(i % 3 == 0 ? "POST /p " + number : "GET /" + number + " "));
    }
}

TEST_F(Serving, ReadsRequestsHoweverTheyAreCut) {
    serve();
    auto one = client();
    std::string const request = post("/cut", "body") +
                                "POST /chunked HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    for (char const c : request) one.send({&c, 1});
    EXPECT_TRUE(one.receive().ends_with("POST /cut body"));
    EXPECT_TRUE(one.receive().ends_with("POST /chunked abcde"));
}

TEST_F(Serving, AnswersHeadWithoutABody) {
    serve();
    auto one = client();
    one.send("HEAD /h HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_NE(one.receive(true).find("Content-Length: 8\r\n"), std::string::npos);
    EXPECT_TRUE(one.ask(get("/next")).ends_with("GET /next "));
}

TEST_F(Serving, KeepsHttp10OpenOnlyWhenAsked) {
    serve();
    auto one = client();
    EXPECT_NE(one.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").find("Connection: keep-alive\r\n"),
              std::string::npos);
    EXPECT_NE(one.ask("GET / HTTP/1.0\r\n\r\n").find("Connection: close\r\n"), std::string::npos);
    EXPECT_TRUE(one.is_closed_within(5s));
}

TEST_F(Serving, RefusesALargeBodyBeforeReadingIt) {
    serve();
    auto one = client();
    auto const answer = one.ask("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 413 "));
    EXPECT_NE(answer.find("http.body-too-large"), std::string::npos);
    EXPECT_NE(answer.find("1 MiB"), std::string::npos);
    EXPECT_NE(answer.find("Connection: close"), std::string::npos);

    auto chunked = client();
    std::string chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
    chunked.send("POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 17; ++i) chunked.send(chunk);
    EXPECT_TRUE(chunked.receive().starts_with("HTTP/1.1 413 "));

    auto exact = client();
    EXPECT_TRUE(exact.ask(post("/small", std::string(1U << 20U, 'x'))).starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(exact.ask(post("/large", std::string(20U << 20U, 'x'))).starts_with("HTTP/1.1 200 "));
}

TEST_F(Serving, TellsTheReasonEvenToWhoGoesOnSending) {
    serve();
    auto one = client();
    one.send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 8388608\r\n\r\n");
    std::string const piece(1U << 20U, 'x');
    for (int i = 0; i < 8; ++i) one.send(piece);
    EXPECT_TRUE(one.receive().starts_with("HTTP/1.1 413 "));
}

TEST_F(Serving, SaysGoOnToWhoAsksFirst) {
    serve();
    auto one = client();
    one.send("POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_EQ(one.receive(), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_TRUE(one.ask("ab").ends_with("POST /e ab"));
    one.send("POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
    EXPECT_TRUE(one.receive().starts_with("HTTP/1.1 413 "));
}

TEST_F(Serving, RefusesMalformedRequestsAndCloses) {
    serve();
    for (auto const* const request : {
             "nonsense\r\n\r\n",
             "GET / HTTP/1.1\r\n\r\n",
             "GET http://elsewhere/ HTTP/1.1\r\nHost: x\r\n\r\n",
             "GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: "
             "x\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
         }) {
        auto one = client();
        auto const answer = one.ask(request);
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 ")) << request << answer;
        EXPECT_TRUE(one.is_closed_within(5s)) << request;
    }
    auto one = client();
    EXPECT_TRUE(one.ask("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(17'000, 'x') + "\r\n\r\n")
                    .starts_with("HTTP/1.1 431 "));
    EXPECT_TRUE(client().ask(get("/still")).ends_with("GET /still "));
}

TEST_F(Serving, ClosesASlowHeadAndASlowBody) {
    serve({.idle = 10s, .head = 300ms, .body = 300ms});
    auto head = client();
    auto body = client();
    body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");
    auto const began = Clock::now();
    std::jthread const dribble{[&] {
        for (int i = 0; i < 20 && head.send("G"); ++i) std::this_thread::sleep_for(50ms);
    }};
    EXPECT_TRUE(body.is_closed_within(5s));
    auto watch = client();
    EXPECT_LT(Clock::now() - began, 4s);
    EXPECT_FALSE(watch.is_closed_within(500ms));  // an idle one has longer
}

TEST_F(Serving, ClosesAConnectionThatIsIdleTooLong) {
    serve({.idle = 200ms});
    auto one = client();
    EXPECT_FALSE(one.ask(get("/a")).empty());
    EXPECT_TRUE(one.is_closed_within(5s));
}

TEST_F(Serving, ServesOthersWhileManyAreIdle) {
    serve();
    std::vector<Client> idle;
    for (int i = 0; i < 400; ++i) {
        idle.push_back(client());
        ASSERT_TRUE(idle.back().connected());
    }
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(client().ask(get("/x")).ends_with("GET /x "));
    for (auto& each : idle) EXPECT_TRUE(each.ask(get("/y")).ends_with("GET /y "));
}

TEST_F(Serving, ServesOthersWhileHandlersWait) {
    serve({.workers = 4});
    std::vector<Client> slow;
    for (int i = 0; i < 3; ++i) {
        slow.push_back(client());
        slow.back().send(get("/wait"));
    }
    await_waiting(3);
    EXPECT_TRUE(client().ask(get("/x")).ends_with("GET /x "));
    release();
    for (auto& each : slow) EXPECT_TRUE(each.receive().ends_with("GET /wait "));
}

TEST_F(Serving, SaysThatItIsBusyWhenTheQueueIsFull) {
    serve({.workers = 1, .queue = 1});
    auto first = client();
    first.send(get("/wait"));
    await_waiting(1);
    std::vector<Client> more;
    int busy = 0;
    for (int i = 0; i < 3; ++i) {
        more.push_back(client());
        more.back().send(get("/wait"));
        if (i == 0) std::this_thread::sleep_for(200ms);
    }
    for (std::size_t i = 1; i < 3; ++i) {
        auto const answer = more[i].receive();
        busy +=
            answer.starts_with("HTTP/1.1 503 ") && answer.find("Retry-After: ") != std::string::npos ? 1 : 0;
    }
    EXPECT_EQ(busy, 2);
    release();
    EXPECT_TRUE(first.receive().starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(more[0].receive().starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(more[1].ask(get("/again")).ends_with("GET /again "));
}

TEST_F(Serving, HoldsNoMoreConnectionsThanItMay) {
    serve({.connections = 2});
    auto one = client();
    auto two = client();
    EXPECT_FALSE(one.ask(get("/")).empty());
    EXPECT_FALSE(two.ask(get("/")).empty());
    EXPECT_TRUE(client().receive().starts_with("HTTP/1.1 503 "));
    { auto const gone = std::move(one); }
    for (int i = 0; i < 100; ++i) {
        if (client().ask(get("/")).starts_with("HTTP/1.1 200 ")) return;
        std::this_thread::sleep_for(10ms);
    }
    FAIL() << "the place was not given back";
}

TEST_F(Serving, FinishesWhatRunsWhenItStops) {
    serve({.loops = 2});
    auto idle = client();
    EXPECT_FALSE(idle.ask(get("/")).empty());
    auto running = client();
    running.send(get("/wait"));
    await_waiting(1);
    server->stop();
    EXPECT_TRUE(idle.is_closed_within(5s));
    std::jthread const later{[this] {
        std::this_thread::sleep_for(200ms);
        release();
    }};
    auto const answer = running.receive();
    EXPECT_TRUE(answer.ends_with("GET /wait "));
    EXPECT_NE(answer.find("Connection: close"), std::string::npos);
    EXPECT_EQ(server->wait(), Stop::Clean);
    EXPECT_FALSE(client().connected());
}

TEST_F(Serving, CutsOffWhatTakesTooLongToStop) {
    serve({.stop = 200ms});
    auto running = client();
    running.send(get("/wait"));
    await_waiting(1);
    server->stop();
    EXPECT_EQ(server->wait(), Stop::CutOff);
    release();
    server.reset();
    EXPECT_TRUE(running.is_closed_within(5s));
}

TEST_F(Serving, StopsOnSigterm) {
    serve({.signals = true});
    EXPECT_FALSE(client().ask(get("/")).empty());
    ::kill(::getpid(), SIGTERM);
    EXPECT_EQ(server->wait(), Stop::Clean);
}

TEST_F(Serving, SurvivesClientsThatLeave) {
    serve();
    for (int i = 0; i < 50; ++i) {
        auto one = client();
        one.send(i % 2 == 0 ? get("/a") : post("/a", "x").substr(0, 30));
    }
    EXPECT_TRUE(client().ask(get("/x")).ends_with("GET /x "));
}

TEST_F(Serving, ServesManyAtOnce) {
    serve({.loops = 2});
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&, t] {
                auto one = client();
                for (int i = 0; i < 200; ++i) {
                    auto const text = fmt::format("{}-{}", t, i);
                    if (!one.ask(post("/m", text)).ends_with("POST /m " + text)) ++wrong;
                }
            });
        }
    }
    EXPECT_EQ(wrong, 0);
}

TEST(Listening, FailsWhenThePortIsTaken) {
    auto const nothing = [](Request const&) { return Response::empty(); };
    auto const limit = [](Request const&) { return std::uint64_t{0}; };
    Server const first{{.port = 0, .workers = 1}, nothing, limit};
    for (int const loops : {1, 2}) {
        try {
            Server const second{{.port = first.port(), .loops = loops, .workers = 1}, nothing, limit};
            FAIL();
        } catch (Error const& failure) {
            EXPECT_EQ(failure.code(), "http.cannot-listen");
        }
    }
}

}  // namespace
}  // namespace niangjia::http
