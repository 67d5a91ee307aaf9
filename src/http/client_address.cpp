#include "http/client_address.h"

#include <algorithm>

namespace niangjia::http {

std::string client_address(Request const& request, std::span<std::string const> proxies) {
    auto const is_proxy = [&](std::string_view address) { return std::find(proxies.begin(), proxies.end(), address) != proxies.end(); };
    std::string address = request.remote;
    if (!is_proxy(address)) return address;
    // A proxy may add a header of its own instead of a word to the one that was there: all are one list.
    std::string list;
    for (auto const& [name, value] : request.headers) {
        if (equal_ignoring_case(name, "X-Forwarded-For")) list += (list.empty() ? "" : ",") + value;
    }
    std::string_view rest = list;
    while (!rest.empty()) {
        auto const comma = rest.rfind(',');
        auto word = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
        while (word.starts_with(' ')) word.remove_prefix(1);
        while (word.ends_with(' ')) word.remove_suffix(1);
        if (word.empty()) continue;
        address = word;
        if (!is_proxy(word)) break;
    }
    return address;
}

}  // namespace niangjia::http
