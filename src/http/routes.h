// The routes of the program, one file for each room they speak for. They parse, call one verb of the room, and render;
// the rules are the rooms'.
#pragma once

#include <vector>

#include "http/router.h"
#include "installation/installation.h"

namespace niangjia::http {

// The installation must outlive them.
[[nodiscard]] std::vector<Route> session_routes(Installation& installation);
[[nodiscard]] std::vector<Route> organisation_routes(Installation& installation);
[[nodiscard]] std::vector<Route> programme_routes(Installation& installation);
[[nodiscard]] std::vector<Route> record_routes(Installation& installation);
[[nodiscard]] std::vector<Route> record_check_routes(Installation& installation);
[[nodiscard]] std::vector<Route> receiver_routes(Installation& installation);
[[nodiscard]] std::vector<Route> search_routes(Installation& installation);
[[nodiscard]] std::vector<Route> people_routes(Installation& installation);
[[nodiscard]] std::vector<Route> figure_routes(Installation& installation);
[[nodiscard]] std::vector<Route> analysis_routes(Installation& installation);
[[nodiscard]] std::vector<Route> report_routes(Installation& installation);
[[nodiscard]] std::vector<Route> fund_routes(Installation& installation);
[[nodiscard]] std::vector<Route> account_routes(Installation& installation);
[[nodiscard]] std::vector<Route> seal_routes(Installation& installation);
[[nodiscard]] std::vector<Route> notice_routes(Installation& installation);
[[nodiscard]] std::vector<Route> sealed_case_routes(Installation& installation);
[[nodiscard]] std::vector<Route> journal_routes(Installation& installation);
[[nodiscard]] std::vector<Route> payment_routes(Installation& installation);
[[nodiscard]] std::vector<Route> portal_routes(Installation& installation);
[[nodiscard]] std::vector<Route> public_routes(Installation& installation);

[[nodiscard]] std::vector<Route> all_routes(Installation& installation);

}  // namespace niangjia::http
