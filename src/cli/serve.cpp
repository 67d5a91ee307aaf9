#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <charconv>
#include <cstdlib>

#include "base/error.h"
#include "cli/command.h"
#include "demo/demo.h"
#include "http/routes.h"
#include "http/server.h"
#include "http/site.h"
#include "http/static_files.h"

namespace niangjia::cli {
namespace {

constexpr Message bad_address{ErrorKind::Invalid, "cli.bad-address", "监听地址“{}”应写成 127.0.0.1:8312", "Write the address '{}' as 127.0.0.1:8312"};
constexpr Message not_a_demo{ErrorKind::Refused, "cli.not-a-demo", "“{}”不是演示数据，请去掉 --demo", "'{}' is no demo; leave --demo out"};

struct Listen {
    std::string address;
    std::uint16_t port;
};

Listen read_address(std::string const& text) {
    auto const colon = text.rfind(':');
    std::uint16_t port = 0;
    if (colon != std::string::npos) {
        auto const [end, failure] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
        if (failure == std::errc{} && end == text.data() + text.size()) return {text.substr(0, colon), port};
    }
    throw error(bad_address, text);
}

// Every connection is a file; the usual limit of 1,024 is less than the server accepts.
void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0) spdlog::warn("the limit of open files could not be raised");
    }
}

// The accounts that the sign-in page of a demo offers; 404 elsewhere.
http::Route demo_accounts_route(Installation& installation) {
    using S = http::Schema;
    constexpr static Message none{ErrorKind::NotFound, "http.unknown-path", "没有这个地址", "There is nothing here"};
    return {.path = "/demo-accounts",
            .operation = "listDemoAccounts",
            .summary = {"演示账号", "Accounts of the demo"},
            .tag = "session",
            .access = http::Access::anyone(),
            .answers = {{200, S::object({S::required("items", S::array(S::object({S::required("name", S::text()), S::required("password", S::text()),
                                                                                 S::required("title", S::text())})))})}},
            .handler = [&installation](http::Call&) {
                if (!installation.settings.demo) throw error(none);
                JsonWriter json;
                json.open_object().key("items").open_array();
                for (auto const& account : demo::accounts(installation)) {
                    json.open_object().member("name", account.name).member("password", account.password).member("title", account.title).close_object();
                }
                json.close_array().close_object();
                return http::Response::json(std::move(json));
            }};
}

}  // namespace

void add_serve(CLI::App& app, Common& common) {
    struct Options {
        std::string listen = "127.0.0.1:8312";
        std::string web = "web/work/dist";
        std::string portal = "web/portal/dist";
        bool demo = false;
        bool verbose = false;
        int workers = 96;
    };
    auto const options = std::make_shared<Options>();
    auto* command = app.add_subcommand("serve", "启动服务 serve the workbench and the API");
    add_common(*command, common);
    command->add_option("--listen", options->listen, "监听地址")->capture_default_str();
    command->add_option("--web", options->web, "网页目录 the built web; empty: the API alone")->capture_default_str();
    command->add_option("--portal", options->portal, "门户网页目录 the built portal; empty: none")->capture_default_str();
    command->add_flag("--demo", options->demo, "打印演示账号 print the demo's accounts");
    command->add_option("--workers", options->workers, "处理请求的线程数")->check(CLI::Range(4, 1000))->capture_default_str();
    command->add_flag("--verbose", options->verbose, "记录每个请求（不含内容） log each request");
    command->callback([options, &common] {
        if (options->verbose) spdlog::set_level(spdlog::level::debug);
        raise_file_limit();
        auto const listen = read_address(options->listen);
        auto const clock = demo::clock_of(common.data);
        Installation installation{common.data, find_packs(common.packs), *clock};
        if (options->demo && !installation.settings.demo) throw error(not_a_demo, common.data);
        fill_search(installation);
        auto const files = options->web.empty() ? http::StaticFiles{} : http::StaticFiles::read(options->web);
        bool const has_portal = !options->web.empty() && !options->portal.empty() && installation.library->portal() != nullptr;
        auto const portal = has_portal ? http::StaticFiles::read(options->portal, http::StaticFiles::Keeping::Nothing) : http::StaticFiles{};
        auto routes = http::all_routes(installation);
        routes.push_back(demo_accounts_route(installation));
        http::Router const router{std::move(routes),
                                  {[&](std::string_view token) { return installation.identity.session(token); },
                                   [&](identity::Session const& session) { return installation.identity.context(session); }},
                                  "0.1.0"};
        http::Site const site{router, files, has_portal ? &portal : nullptr};
        http::ServerOptions server_options;
        server_options.address = listen.address;
        server_options.port = listen.port;
        server_options.workers = options->workers;
        server_options.signals = true;
        http::Server server{server_options, [&](http::Request const& request) { return site.answer(request); },
                            [&](http::Request const& head) { return site.body_limit(head); }};
        fmt::print("娘家 http://{}:{}/\n", listen.address, server.port());
        if (has_portal) fmt::print("求助门户 portal http://{}:{}/portal/\n", listen.address, server.port());
        if (options->demo) {
            fmt::print("演示账号（密码 {}）：\n", demo::password);
            for (auto const& account : demo::accounts(installation)) fmt::print("  {:<16} {}\n", account.name, account.title);
        }
        std::fflush(stdout);
        (void)server.run();
        fmt::print("已停止\n");
    });
}

}  // namespace niangjia::cli
