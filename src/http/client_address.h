// Whose address a request came from, where proxies stand in front of the program.
#pragma once

#include <span>
#include <string>

#include "http/message.h"

namespace niangjia::http {

// The peer's address; when that is one of `proxies`, the last address of X-Forwarded-For that is none of them. A header that anybody
// could have written is not believed.
[[nodiscard]] std::string client_address(Request const& request, std::span<std::string const> proxies);

}  // namespace niangjia::http
