// All that one address serves: the API below /api, the web everywhere else.
#pragma once

#include <cstdint>

#include "http/message.h"
#include "http/router.h"
#include "http/static_files.h"

namespace niangjia::http {

class Site {
  public:
    // Both must outlive the site.
    Site(Router const& router, StaticFiles const& files) : router_{&router}, files_{&files} {}

    // Never throws. Adds what every answer carries (security headers), and compresses JSON of over 1 KiB for
    // who accepts gzip. Safe to call from many threads.
    [[nodiscard]] Response answer(Request const& request) const;
    [[nodiscard]] std::uint64_t body_limit(Request const& head) const { return router_->body_limit(head); }

  private:
    Router const* router_;
    StaticFiles const* files_;
};

// A gzip stream of `text`, level 1.
[[nodiscard]] std::string gzip(std::string_view text);

}  // namespace niangjia::http
