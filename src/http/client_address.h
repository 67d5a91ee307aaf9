// Whose address a request came from, where proxies stand in front of the program.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "http/message.h"

namespace niangjia::http {

// An address as everything that compares addresses has it: without port, brackets and zone, IPv6 in its short form, an IPv4 address
// that travelled as IPv6 (::ffff:192.0.2.1) as IPv4. Empty for what is no address.
[[nodiscard]] std::string plain_address(std::string_view text);

// The peer's address; when that is one of `proxies`, the last address of X-Forwarded-For that is none of them. A header that anybody
// could have written is not believed: where one comes from no proxy, the log says so once, for whoever forgot to name hers.
[[nodiscard]] std::string client_address(Request const& request, std::span<std::string const> proxies);

}  // namespace niangjia::http
