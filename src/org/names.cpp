// What people call a place, and the federation there, from its name in the statistical divisions.
#include <algorithm>
#include <array>

#include "org/org.h"

namespace niangjia::org {
namespace {

bool cut(std::string_view& text, std::string_view ending) {
    // A name that is nothing but the ending stays as it is.
    if (!text.ends_with(ending) || text.size() == ending.size()) return false;
    text.remove_suffix(ending.size());
    return true;
}

bool ends_with_any(std::string_view text, auto const& endings) {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return text.ends_with(ending); });
}

// Places that are called by this word alone: 草村, 怀仑社区, 巴彦塔拉嘎查, 红旗农场.
constexpr std::array<std::string_view, 7> stand_alone{"村", "社区", "嘎查", "农场", "林场", "牧场", "分场"};
// 第一街委员会, 巴彦塔拉嘎查委员会.
constexpr std::array<std::string_view, 4> with_committee{"街", "嘎查", "村", "社区"};

std::string village_name(std::string_view division) {
    std::string_view place = division;
    // Statistics invent a "virtual community" or "quarter" where a zone or farm has no villages.
    if (cut(place, "虚拟社区") || cut(place, "虚拟生活区")) return std::string{place};
    if (cut(place, "居民委员会") || cut(place, "居委会")) {
        return std::string{place} + (place.ends_with("社区") ? "" : "社区");
    }
    if (cut(place, "村民委员会") || cut(place, "村委会")) {
        return std::string{place} + (ends_with_any(place, stand_alone) ? "" : "村");
    }
    if (cut(place, "委员会") && ends_with_any(place, with_committee)) return std::string{place};
    return std::string{division};
}

std::string township_name(std::string_view division) {
    std::string_view place = division;
    if (cut(place, "办事处") && place.ends_with("街道")) return std::string{place};
    return std::string{division};
}

}  // namespace

std::string derived_short_name(Level level, std::string_view division) {
    if (level == Level::Village) return village_name(division);
    if (level == Level::Township) return township_name(division);
    return std::string{division};
}

std::string derived_name(Level level, std::string_view division, std::string_view suffix) {
    return derived_short_name(level, division).append(suffix);
}

}  // namespace niangjia::org
