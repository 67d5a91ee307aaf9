#include "http/static_files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "http/site.h"
#include "support/gunzip.h"
#include "unit/http/world.h"

namespace niangjia::http {
namespace {

using test::request;
namespace fs = std::filesystem;

class Web : public testing::Test {
  protected:
    Web() {
        fs::create_directories(folder / "assets");
        write("index.html", "<!doctype html>");
        write("favicon.ico", "icon");
        write("assets/index-1a2b.js", "plain");
        write("assets/index-1a2b.js.br", "brotli");
        write("assets/index-1a2b.js.gz", "gzip");
        write(".hidden.txt", "secret");
    }
    ~Web() override { fs::remove_all(folder); }

    void write(std::string const& name, std::string const& text) const {
        std::ofstream{folder / name} << text;
    }

    fs::path folder = fs::temp_directory_path() / ("niangjia-web-" + std::to_string(::getpid()));
};

TEST_F(Web, ServesThePageForEveryRouteOfItsOwn) {
    auto const files = StaticFiles::read(folder);
    for (auto const* const target :
         {"/", "/index.html", "/records/7", "/figures/spring-bud.paid", "/..%2F..%2Fetc%2Fpasswd"}) {
        auto const answer = files.answer(request("GET", target));
        EXPECT_EQ(answer.status, 200) << target;
        EXPECT_EQ(answer.content(), "<!doctype html>") << target;
        EXPECT_EQ(answer.headers.get("Cache-Control"), "no-cache");
        EXPECT_EQ(answer.headers.get("Content-Type"), "text/html; charset=utf-8");
        EXPECT_NE(answer.headers.get("Content-Security-Policy").find("frame-ancestors 'none'"),
                  std::string::npos);
    }
}

TEST_F(Web, ThatNobodyShouldFindIsKeptByNoBrowser) {
    auto const portal = StaticFiles::read(folder, StaticFiles::Keeping::Nothing);
    for (auto const* const target : {"/portal", "/portal/", "/portal/assets/index-1a2b.js", "/portal/anything"}) {
        auto asked = request("GET", target);
        asked.headers.set("Accept-Encoding", "br");
        auto const answer = portal.answer(asked, 1);
        EXPECT_EQ(answer.status, 200) << target;
        EXPECT_EQ(answer.headers.get("Cache-Control"), "no-store") << target;
        EXPECT_FALSE(answer.headers.has("ETag")) << target;
        EXPECT_FALSE(answer.headers.get("Content-Security-Policy").contains("unsafe-inline"));
        EXPECT_TRUE(answer.headers.get("Content-Security-Policy").contains("form-action 'none'"));
    }
    EXPECT_EQ(portal.answer(request("GET", "/portal/assets/index-1a2b.js"), 1).content(), "plain");
    EXPECT_EQ(portal.answer(request("GET", "/portal/assets/gone.js"), 1).status, 404);
}

TEST_F(Web, StandsBesideThePortalAtOneAddress) {
    auto const work = StaticFiles::read(folder);
    write("index.html", "portal");
    auto const portal = StaticFiles::read(folder, StaticFiles::Keeping::Nothing);
    Router const router{{}, test::gate(), "test"};
    Site const both{router, work, &portal};
    EXPECT_EQ(both.answer(request("GET", "/portal/")).content(), "portal");
    EXPECT_EQ(both.answer(request("GET", "/portal/")).headers.get("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(both.answer(request("GET", "/records/7")).content(), "<!doctype html>");
    EXPECT_EQ(Site(router, work).answer(request("GET", "/portal/")).content(), "<!doctype html>");
}

TEST_F(Web, DoesNotTakeAMissingFileForAPage) {
    auto const files = StaticFiles::read(folder);
    for (auto const* const target : {"/assets/old-9z.js", "/logo.png", "/.hidden.txt"}) {
        EXPECT_EQ(files.answer(request("GET", target)).status, 404) << target;
    }
    EXPECT_EQ(files.answer(request("POST", "/")).status, 405);
    EXPECT_EQ(StaticFiles{}.answer(request("GET", "/")).status, 404);
}

TEST_F(Web, ChoosesTheEncodingAndLetsHashedFilesBeKept) {
    auto const files = StaticFiles::read(folder);
    auto get = request("GET", "/assets/index-1a2b.js");
    EXPECT_EQ(files.answer(get).content(), "plain");
    get.headers.set("Accept-Encoding", "gzip");
    EXPECT_EQ(files.answer(get).content(), "gzip");
    get.headers.set("Accept-Encoding", "gzip, br");
    auto const answer = files.answer(get);
    EXPECT_EQ(answer.content(), "brotli");
    EXPECT_EQ(answer.headers.get("Content-Encoding"), "br");
    EXPECT_EQ(answer.headers.get("Vary"), "Accept-Encoding");
    EXPECT_EQ(answer.headers.get("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(answer.headers.get("Content-Type"), "text/javascript; charset=utf-8");
    get.headers.set("If-None-Match", answer.headers.get("ETag"));
    EXPECT_EQ(files.answer(get).status, 304);
}

TEST_F(Web, MustBeBuilt) {
    EXPECT_THROW(static_cast<void>(StaticFiles::read(folder / "assets")), Error);
}

TEST_F(Web, StandsBesideTheApiAndLongJsonIsCompressed) {
    std::string const text = "[\"" + std::string(5000, 'x') + "\"]";
    std::vector<Route> routes;
    routes.push_back(
        {.path = "/long", .operation = "long", .access = Access::anyone(), .handler = [&](Call&) {
             return Response::json(text);
         }});
    Router const router{std::move(routes), test::gate(), "0"};
    auto const files = StaticFiles::read(folder);
    Site const site{router, files};
    EXPECT_EQ(site.answer(request("GET", "/apiary")).content(), "<!doctype html>");
    EXPECT_EQ(site.answer(request("GET", "/api/none")).status, 404);
    auto get = request("GET", "/api/long");
    EXPECT_EQ(site.answer(get).content(), text);
    get.headers.set("Accept-Encoding", "gzip");
    for (int i = 0; i < 2; ++i) {
        auto const answer = site.answer(get);
        EXPECT_EQ(answer.headers.get("Content-Encoding"), "gzip");
        EXPECT_LT(answer.content().size(), 200U);
        EXPECT_EQ(testing_support::gunzip(answer.content()), text);
        EXPECT_EQ(answer.headers.get("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(answer.headers.get("X-Request-Id"), "r-1");
    }
}

}  // namespace
}  // namespace niangjia::http
