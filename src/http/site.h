// All that one address serves: the API below /api, the portal below /portal, the workbench everywhere else.
#pragma once

#include <cstdint>

#include "http/message.h"
#include "http/router.h"
#include "http/static_files.h"

namespace niangjia::http {

class Site {
  public:
    // All must outlive the site. `portal` may be null: then there is none.
    Site(Router const& router, StaticFiles const& files, StaticFiles const* portal = nullptr)
        : router_{&router}, files_{&files}, portal_{portal} {}

    // Never throws. Adds what every answer carries (security headers), and compresses JSON of over 1 KiB for
    // who accepts gzip. Safe to call from many threads.
    [[nodiscard]] Response answer(Request const& request) const;
    [[nodiscard]] std::uint64_t body_limit(Request const& head) const { return router_->body_limit(head); }

  private:
    Router const* router_;
    StaticFiles const* files_;
    StaticFiles const* portal_;
};

// A gzip stream of `text`, level 1.
[[nodiscard]] std::string gzip(std::string_view text);

}  // namespace niangjia::http
