#include "http/client_address.h"

#include <arpa/inet.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>

namespace niangjia::http {
namespace {

void warn_of_unnamed_proxy() {
    static std::atomic<bool> told{false};
    // Without the address: it may be a woman's own.
    if (!told.exchange(true)) spdlog::warn("X-Forwarded-For came from an address that is not among 'proxies' in niangjia.json and is not believed; if a reverse proxy stands in front, name it there, or all its callers count as one");
}

}  // namespace

std::string plain_address(std::string_view text) {
    constexpr std::string_view around = " \t\"";
    while (!text.empty() && around.contains(text.front())) text.remove_prefix(1);
    while (!text.empty() && around.contains(text.back())) text.remove_suffix(1);
    if (text.starts_with('[')) {
        text = text.substr(1, text.find(']') - 1);
    } else if (text.find(':') == text.rfind(':')) {
        text = text.substr(0, text.find(':'));
    }
    std::string const bare{text.substr(0, text.find('%'))};
    std::array<char, INET6_ADDRSTRLEN> shown{};
    in_addr four{};
    if (inet_pton(AF_INET, bare.c_str(), &four) == 1) return inet_ntop(AF_INET, &four, shown.data(), shown.size());
    in6_addr six{};
    if (inet_pton(AF_INET6, bare.c_str(), &six) != 1) return {};
    if (IN6_IS_ADDR_V4MAPPED(&six)) return inet_ntop(AF_INET, &six.s6_addr[12], shown.data(), shown.size());
    return inet_ntop(AF_INET6, &six, shown.data(), shown.size());
}

std::string client_address(Request const& request, std::span<std::string const> proxies) {
    auto const is_proxy = [&](std::string_view address) {
        return std::any_of(proxies.begin(), proxies.end(), [&](std::string const& one) { return plain_address(one) == address; });
    };
    auto address = plain_address(request.remote);
    if (address.empty()) return request.remote;
    // A proxy may add a header of its own instead of a word to the one that was there: all are one list.
    std::string list;
    for (auto const& [name, value] : request.headers) {
        if (equal_ignoring_case(name, "X-Forwarded-For")) list += (list.empty() ? "" : ",") + value;
    }
    if (!is_proxy(address)) {
        if (!list.empty()) warn_of_unnamed_proxy();
        return address;
    }
    std::string_view rest = list;
    while (!rest.empty()) {
        auto const comma = rest.rfind(',');
        auto const word = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
        if (word.find_first_not_of(" \t") == std::string_view::npos) continue;
        auto const named = plain_address(word);
        // What the proxy wrote is no address ("unknown"): what stands before it is anybody's word.
        if (named.empty()) break;
        address = named;
        if (!is_proxy(named)) break;
    }
    return address;
}

}  // namespace niangjia::http
