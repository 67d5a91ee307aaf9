// packs/common/portal.yaml: where people ask for help on their phones.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "packs/loader.h"

namespace niangjia::packs {
namespace {

std::vector<Text> read_texts(Item const& list) {
    std::vector<Text> texts;
    for (auto const& element : list.elements()) {
        element.keys({"zh", "en"}, {"zh", "en"});
        texts.push_back(element.text_pair().value_or(Text{}));
    }
    return texts;
}

PortalLimits read_limits(Item const& item) {
    PortalLimits limits;
    std::array<std::pair<std::string_view, int*>, 11> const known{{{"wrong-codes", &limits.wrong_codes},
                                                                   {"first-wait-seconds", &limits.first_wait_seconds},
                                                                   {"longest-wait-minutes", &limits.longest_wait_minutes},
                                                                   {"requests-per-hour", &limits.requests_per_hour},
                                                                   {"requests-of-all-per-hour", &limits.requests_of_all_per_hour},
                                                                   {"steps-per-hour", &limits.steps_per_hour},
                                                                   {"reads-per-hour", &limits.reads_per_hour},
                                                                   {"papers", &limits.papers},
                                                                   {"entries", &limits.entries},
                                                                   {"objections-per-hour", &limits.objections_per_hour},
                                                                   {"open-objections", &limits.open_objections}}};
    item.keys({"wrong-codes", "first-wait-seconds", "longest-wait-minutes", "requests-per-hour", "requests-of-all-per-hour", "steps-per-hour", "reads-per-hour", "papers", "entries",
               "objections-per-hour", "open-objections"},
              {"wrong-codes", "first-wait-seconds", "longest-wait-minutes", "requests-per-hour", "requests-of-all-per-hour", "steps-per-hour", "reads-per-hour", "papers", "entries", "objections-per-hour",
               "open-objections"});
    for (auto const& [key, value] : known) {
        auto const given = item.get(key);
        if (!given) continue;
        *value = static_cast<int>(given->integer().value_or(0));
        if (*value < 1 || *value > 1'000'000) given->problem("这里应是 1 到 1000000 的整数", "A whole number from 1 to 1,000,000 belongs here");
    }
    return limits;
}

// Whether a text may be set on the field.
bool fits(Field const& field, std::string const& text) {
    switch (field.type) {
        case FieldType::Choice: return field.choices != nullptr && field.choices->find(text) != nullptr;
        case FieldType::YesNo: return text == "true" || text == "false";
        case FieldType::Count: return !text.empty() && text.size() < 10 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        case FieldType::Text:
        case FieldType::LongText: return true;
        default: return false;
    }
}

}  // namespace

PortalTopic const* Portal::find(std::string_view topic_key) const {
    auto const found = std::find_if(topics.begin(), topics.end(), [&](PortalTopic const& one) { return one.key == topic_key; });
    return found == topics.end() ? nullptr : &*found;
}

void Loader::read_portal(Item const& item) {
    item.keys({"title", "leave-to", "limits", "organisations"}, {"title", "leave-to", "limits", "organisations"});
    Portal common;
    common.title = item.name_at("title");
    common.leave_to = item.text_at("leave-to");
    if (auto const leave = item.get("leave-to"); leave && !common.leave_to.starts_with("https://")) {
        leave->problem("快速离开的去处应是 https:// 开头的网址", "Where the quick exit leads is an address that begins with https://");
    }
    if (auto const limits = item.get("limits")) common.limits = read_limits(*limits);
    auto const organisations = item.get("organisations");
    if (!organisations) return;
    if (auto const own = organisations->get(organisation_)) library_->portal_ = read_entrance(*own, std::move(common));
}

std::optional<Portal> Loader::read_entrance(Item const& item, Portal portal) {
    item.keys({"type", "set", "topic", "fields", "ask", "topics", "numbers", "reception", "steps", "privacy"},
              {"type", "topic", "fields", "topics", "numbers", "reception", "steps", "privacy"});
    auto const name = item.text_at("type");
    portal.type = library_->record_type(name);
    if (portal.type == nullptr) {
        if (auto const type = item.get("type"); type && !spoilt_types_.contains(name)) {
            type->problem(fmt::format("没有记录类型“{}”", name), fmt::format("There is no record type '{}'", name));
        }
        return std::nullopt;
    }
    if (!portal.type->sealing) {
        item.get("type")->problem(fmt::format("“{}”要写 sealed:，门户来的事情一律封存", name),
                                  fmt::format("'{}' needs sealed: what comes through the portal is always sealed", name));
        return std::nullopt;
    }
    read_portal_fields(item, portal);
    read_portal_topics(item, portal);
    if (auto const numbers = item.get("numbers")) {
        for (auto const& element : numbers->elements()) {
            element.keys({"number", "zh", "en"}, {"number", "zh", "en"});
            portal.numbers.push_back({element.text_at("number"), {element.text_at("zh"), element.text_at("en")}});
        }
    }
    if (auto const reception = item.get("reception")) {
        reception->keys({"phone", "hours"}, {"phone", "hours"});
        portal.reception = {reception->text_at("phone"), reception->name_at("hours")};
    }
    if (auto const steps = item.get("steps")) portal.steps = read_texts(*steps);
    if (auto const privacy = item.get("privacy")) {
        for (auto const& element : privacy->elements()) {
            element.keys({"zh", "en", "lines"}, {"zh", "en", "lines"});
            PortalNotice notice{{element.text_at("zh"), element.text_at("en")}, {}};
            if (auto const lines = element.get("lines")) notice.lines = read_texts(*lines);
            portal.privacy.push_back(std::move(notice));
        }
    }
    return portal;
}

void Loader::read_portal_fields(Item const& item, Portal& portal) {
    auto const& type = *portal.type;
    auto const field_at = [&](Item const& place, std::string const& name, std::initializer_list<FieldType> kinds) -> Field const* {
        auto const* field = type.field(name);
        if (field != nullptr && std::find(kinds.begin(), kinds.end(), field->type) != kinds.end()) return field;
        std::vector<std::string> known;
        for (auto const& one : type.fields) {
            if (std::find(kinds.begin(), kinds.end(), one.type) != kinds.end()) known.push_back(one.name);
        }
        place.problem(fmt::format("“{}”不是“{}”里合用的字段，可用的有：{}", name, type.name, fmt::join(known, "、")),
                      fmt::format("'{}' is no field of '{}' that serves here; these do: {}", name, type.name, fmt::join(known, ", ")));
        return nullptr;
    };
    // What the seal leaves in the clear would tell of her.
    auto const check_hidden = [&](Item const& place, Field const& field) {
        if (!type.stays_clear(field.name)) return;
        place.problem(fmt::format("“{}”因统计或期限不加密，不能存本人填的内容", field.name),
                      fmt::format("'{}' stays in the clear, for counting or a due day: nothing that she writes may go there", field.name));
    };
    if (auto const fields = item.get("fields")) {
        fields->keys({"story", "name", "place", "contact", "hours", "no-call"}, {"story"});
        std::array<std::tuple<std::string_view, std::string*, FieldType>, 6> const known{{{"story", &portal.story, FieldType::LongText},
                                                                                          {"name", &portal.name, FieldType::Text},
                                                                                          {"place", &portal.place, FieldType::Organisation},
                                                                                          {"contact", &portal.contact, FieldType::Text},
                                                                                          {"hours", &portal.hours, FieldType::Text},
                                                                                          {"no-call", &portal.no_call, FieldType::YesNo}}};
        for (auto const& [key, target, kind] : known) {
            auto const given = fields->get(key);
            if (!given) continue;
            *target = given->text();
            if (auto const* field = field_at(*given, *target, {kind})) check_hidden(*given, *field);
        }
    }
    if (auto const set = item.get("set")) {
        for (auto const& [key, value] : set->members()) {
            auto const* field = field_at(key, key.text(), {FieldType::Choice, FieldType::YesNo, FieldType::Count, FieldType::Text});
            if (field == nullptr) continue;
            if (!fits(*field, value.text())) value.problem(fmt::format("“{}”不能填“{}”", key.text(), value.text()), fmt::format("'{}' cannot be '{}'", key.text(), value.text()));
            portal.set.emplace_back(key.text(), value.text());
        }
    }
    if (auto const ask = item.get("ask")) {
        for (auto const& element : ask->elements()) {
            auto const* field = field_at(element, element.text(), {FieldType::Text});
            if (field == nullptr) continue;
            check_hidden(element, *field);
            portal.ask.push_back(field);
        }
    }
}

void Loader::read_portal_topics(Item const& item, Portal& portal) {
    portal.topic = item.text_at("topic");
    auto const* field = portal.type->field(portal.topic);
    if (field == nullptr || field->type != FieldType::Choice || field->choices == nullptr) {
        if (auto const topic = item.get("topic")) {
            topic->problem(fmt::format("topic 要指向选项字段，“{}”不是", portal.topic), fmt::format("topic must name a choice field; '{}' is none", portal.topic));
        }
        return;
    }
    auto const topics = item.get("topics");
    if (!topics) return;
    for (auto const& [key, value] : topics->members()) {
        value.keys({"zh", "en", "value"}, {"zh", "en", "value"});
        PortalTopic topic{key.text(), {value.text_at("zh"), value.text_at("en")}, value.text_at("value")};
        if (auto const given = value.get("value"); given && field->choices->find(topic.value) == nullptr) {
            given->problem(fmt::format("“{}”不是“{}”的选项", topic.value, portal.topic), fmt::format("'{}' is no choice of '{}'", topic.value, portal.topic));
        }
        portal.topics.push_back(std::move(topic));
    }
    if (portal.topics.empty()) topics->problem("至少要有一个话题", "At least one topic is needed");
}

}  // namespace niangjia::packs
