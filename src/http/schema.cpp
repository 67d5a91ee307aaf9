#include "http/schema.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/day.h"
#include "base/org_code.h"
#include "http/messages.h"

namespace niangjia::http {
namespace {

constexpr std::size_t most_problems = 100;

constexpr Message missing{ErrorKind::Invalid, "schema.missing", "缺少“{}”，请填写",
                          "'{}' is missing; fill it in"};
constexpr Message unknown{ErrorKind::Invalid, "schema.unknown", "没有“{}”这一项，请去掉",
                          "There is no member '{}'; leave it out"};
constexpr Message type{ErrorKind::Invalid, "schema.type", "此处应为{}，请改正",
                       "This must be {}; correct it"};
constexpr Message empty{ErrorKind::Invalid, "schema.empty", "不能为空，请填写",
                        "This must not be empty; fill it in"};
constexpr Message too_short{ErrorKind::Invalid, "schema.too-short", "至少 {} 个字，现有 {} 个，请补充",
                            "At least {} characters, not {}; add some"};
constexpr Message too_long{ErrorKind::Invalid, "schema.too-long", "最多 {} 个字，现有 {} 个，请缩短",
                           "At most {} characters, not {}; shorten it"};
constexpr Message control{ErrorKind::Invalid, "schema.control-character", "含有不可见的控制字符，请去掉",
                          "It holds a control character (NUL); take it out"};
constexpr Message too_small{ErrorKind::Invalid, "schema.too-small", "不能小于 {}，请改正",
                            "At least {}; correct it"};
constexpr Message too_great{ErrorKind::Invalid, "schema.too-great", "不能大于 {}，请改正",
                            "At most {}; correct it"};
constexpr Message too_many{ErrorKind::Invalid, "schema.too-many", "最多 {} 项，现有 {} 项，请减少",
                           "At most {} items, not {}; send fewer"};
constexpr Message day_form{ErrorKind::Invalid, "schema.day", "日期应写成 2015-03-08 的形式，且确有这一天",
                           "Write a day that exists as 2015-03-08"};
constexpr Message moment_form{ErrorKind::Invalid, "schema.moment",
                              "时间应写成 2015-03-08T09:30:00+08:00 的形式",
                              "Write a moment as 2015-03-08T09:30:00+08:00"};
constexpr Message code_form{ErrorKind::Invalid, "schema.code",
                            "组织代码应为 12 位（或 18 位）数字，请重新选择组织",
                            "An organisation's code has 12 (or 18) digits; choose the organisation again"};
constexpr Message id_form{ErrorKind::Invalid, "schema.id", "编号应为数字，请重新选择",
                          "An id is a number; choose again"};
constexpr Message command_form{ErrorKind::Invalid, "schema.command",
                               "指令编号应为 8 至 64 个字母、数字或连字符（如 UUID）",
                               "A command id has 8 to 64 letters, digits or hyphens (a UUID)"};
constexpr Message choice{ErrorKind::Invalid, "schema.choice", "应为以下之一：{}", "Choose one of: {}"};
constexpr Message none_fits{ErrorKind::Invalid, "schema.none-fits",
                            "内容与任何一种允许的形式都不相符，请对照接口说明改正",
                            "It fits none of the allowed forms; compare it with the API's description"};

std::string escaped(std::string_view name) {
    std::string out;
    for (char const c : name) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

std::int64_t characters(std::string_view text) {
    return std::ranges::count_if(text,
                                 [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
}

std::string joined(std::vector<std::string> const& values, std::string_view by) {
    return fmt::format("{}", fmt::join(values, by));
}

bool is_id(std::string_view text) {
    std::int64_t value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc{} && end == text.data() + text.size() && value > 0 && text.front() != '0';
}

bool is_command(std::string_view text) {
    return text.size() >= 8 && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
           });
}

bool is_moment(std::string_view text) {
    if (text.size() < 20 || !Day::parse(text.substr(0, 10)) || text[10] != 'T') return false;
    auto const two = [&](std::size_t at, int max) {
        bool const digits = std::isdigit(static_cast<unsigned char>(text[at])) != 0 &&
                            std::isdigit(static_cast<unsigned char>(text[at + 1])) != 0;
        return digits && (text[at] - '0') * 10 + (text[at + 1] - '0') <= max;
    };
    return two(11, 23) && text[13] == ':' && two(14, 59) && text[16] == ':' && two(17, 59);
}

}  // namespace

namespace {
enum class Kind {
    Any,
    Object,
    Map,
    Text,
    Integer,
    Number,
    Boolean,
    Day,
    Moment,
    Code,
    Id,
    Command,
    Array,
    Enum,
    Nullable,
    OneOf,
    Named,
    Ref
};

// The kinds that travel as a JSON string.
bool is_textual(Kind kind) {
    switch (kind) {
        case Kind::Text:
        case Kind::Day:
        case Kind::Moment:
        case Kind::Code:
        case Kind::Id:
        case Kind::Command:
        case Kind::Enum:
            return true;
        default:
            return false;
    }
}

niangjia::Text type_name(Kind kind) {
    switch (kind) {
        case Kind::Object:
        case Kind::Map:
            return {"对象", "an object"};
        case Kind::Integer:
            return {"整数", "a whole number"};
        case Kind::Number:
            return {"数字", "a number"};
        case Kind::Boolean:
            return {"是或否（true/false）", "true or false"};
        case Kind::Array:
            return {"列表", "a list"};
        default:
            return {"文字", "a text"};
    }
}
}  // namespace

struct Schema::Node {
    Kind kind = Kind::Any;
    std::int64_t min = std::numeric_limits<std::int64_t>::min();
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    std::vector<Member> members = {};      // Object
    std::vector<Schema> inner = {};        // Map, Array, Nullable, Named: one; OneOf: several
    std::vector<std::string> values = {};  // Enum
    std::string name = {};                 // Named, Ref
};

Schema::Schema() : Schema{any()} {}

Schema Schema::of(Node node) {
    return Schema{std::make_shared<Node const>(std::move(node))};
}

Schema Schema::object(std::vector<Member> members) {
    Node node;
    node.kind = Kind::Object;
    node.members = std::move(members);
    return of(std::move(node));
}

Schema::Member Schema::required(std::string name, Schema schema) {
    return {std::move(name), std::move(schema), true};
}
Schema::Member Schema::optional(std::string name, Schema schema) {
    return {std::move(name), std::move(schema), false};
}

Schema Schema::with(std::vector<Member> members) const {
    std::vector<Member> all = plain().members;
    all.insert(all.end(), members.begin(), members.end());
    return object(std::move(all));
}

Schema Schema::map_of(Schema value) {
    Node node;
    node.kind = Kind::Map;
    node.inner.push_back(std::move(value));
    return of(std::move(node));
}

Schema Schema::text(std::int64_t min, std::int64_t max) {
    Node node;
    node.kind = Kind::Text;
    node.min = min;
    node.max = max;
    return of(std::move(node));
}

Schema Schema::integer(std::int64_t min, std::int64_t max) {
    Node node;
    node.kind = Kind::Integer;
    node.min = min;
    node.max = max;
    return of(std::move(node));
}

Schema Schema::number() {
    return of(Node{.kind = Kind::Number});
}
Schema Schema::boolean() {
    return of(Node{.kind = Kind::Boolean});
}
Schema Schema::day() {
    return of(Node{.kind = Kind::Day});
}
Schema Schema::moment() {
    return of(Node{.kind = Kind::Moment});
}
Schema Schema::code() {
    return of(Node{.kind = Kind::Code});
}
Schema Schema::id() {
    return of(Node{.kind = Kind::Id});
}
Schema Schema::command() {
    return of(Node{.kind = Kind::Command});
}

Schema Schema::array(Schema of_what, std::int64_t max) {
    Node node;
    node.kind = Kind::Array;
    node.max = max;
    node.inner.push_back(std::move(of_what));
    return of(std::move(node));
}

Schema Schema::list(Schema of_what) {
    return object({required("items", array(std::move(of_what))), required("next", nullable(text()))});
}

Schema Schema::text_pair() {
    static Schema const pair =
        named("Text", object({required("zh", text(0, 10'000)), required("en", text(0, 10'000))}));
    return pair;
}

Schema Schema::any() {
    static std::shared_ptr<Node const> const node = std::make_shared<Node const>();
    return Schema{node};
}

Schema Schema::enum_of(std::vector<std::string> values) {
    Node node;
    node.kind = Kind::Enum;
    node.values = std::move(values);
    return of(std::move(node));
}

Schema Schema::nullable(Schema schema) {
    Node node;
    node.kind = Kind::Nullable;
    node.inner.push_back(std::move(schema));
    return of(std::move(node));
}

Schema Schema::one_of(std::vector<Schema> schemas) {
    Node node;
    node.kind = Kind::OneOf;
    node.inner = std::move(schemas);
    return of(std::move(node));
}

Schema Schema::named(std::string name, Schema schema) {
    Node node;
    node.kind = Kind::Named;
    node.name = std::move(name);
    node.inner.push_back(std::move(schema));
    return of(std::move(node));
}

Schema Schema::ref(std::string name) {
    Node node;
    node.kind = Kind::Ref;
    node.name = std::move(name);
    return of(std::move(node));
}

Schema::Node const& Schema::plain() const {
    Node const* node = node_.get();
    while (node->kind == Kind::Named) node = node->inner.front().node_.get();
    return *node;
}

bool Schema::is_array() const {
    return plain().kind == Kind::Array;
}

std::vector<Problem> Schema::validate(json::value const& value, std::string const& pointer) const {
    std::vector<Problem> problems;
    check(value, pointer, problems);
    return problems;
}

void Schema::check(json::value const& value, std::string const& pointer,
                   std::vector<Problem>& problems) const {
    if (problems.size() >= most_problems) return;
    Node const& node = plain();
    auto const say = [&](auto const& message, auto const&... arguments) {
        problems.push_back(problem(message, pointer, arguments...));
    };
    auto const wrong_type = [&] {
        auto const name = type_name(node.kind);
        problems.push_back(
            {pointer,
             std::string{type.code},
             {fmt::format(fmt::runtime(type.zh), name.zh), fmt::format(fmt::runtime(type.en), name.en)}});
    };
    if (is_textual(node.kind)) {
        if (!value.is_string()) return wrong_type();
        std::string_view const text{value.get_string().data(), value.get_string().size()};
        switch (node.kind) {
            case Kind::Day:
                if (!Day::parse(text)) say(day_form);
                return;
            case Kind::Moment:
                if (!is_moment(text)) say(moment_form);
                return;
            case Kind::Code:
                if (!org::Code::parse(text)) say(code_form);
                return;
            case Kind::Id:
                if (text.empty() || !is_id(text)) say(id_form);
                return;
            case Kind::Command:
                if (!is_command(text)) say(command_form);
                return;
            case Kind::Enum:
                if (std::ranges::find(node.values, text) == node.values.end()) {
                    problems.push_back({pointer,
                                        std::string{choice.code},
                                        {fmt::format(fmt::runtime(choice.zh), joined(node.values, "、")),
                                         fmt::format(fmt::runtime(choice.en), joined(node.values, ", "))}});
                }
                return;
            default:
                break;
        }
        std::int64_t const length = characters(text);
        if (text.find('\0') != std::string_view::npos) say(control);
        if (length == 0 && node.min > 0) {
            say(empty);
        } else if (length < node.min) {
            say(too_short, node.min, length);
        } else if (length > node.max) {
            say(too_long, node.max, length);
        }
        return;
    }
    switch (node.kind) {
        case Kind::Integer:
            if (value.is_uint64()) return say(too_great, node.max);
            if (!value.is_int64()) return wrong_type();
            if (value.get_int64() < node.min) say(too_small, node.min);
            if (value.get_int64() > node.max) say(too_great, node.max);
            return;
        case Kind::Number:
            if (!value.is_number()) wrong_type();
            return;
        case Kind::Boolean:
            if (!value.is_bool()) wrong_type();
            return;
        case Kind::Array: {
            if (!value.is_array()) return wrong_type();
            auto const& items = value.get_array();
            if (static_cast<std::int64_t>(items.size()) > node.max)
                return say(too_many, node.max, items.size());
            for (std::size_t i = 0; i < items.size(); ++i) {
                node.inner.front().check(items[i], fmt::format("{}/{}", pointer, i), problems);
            }
            return;
        }
        case Kind::Map:
            if (!value.is_object()) return wrong_type();
            for (auto const& member : value.get_object()) {
                node.inner.front().check(member.value(), pointer + "/" + escaped(member.key()), problems);
            }
            return;
        case Kind::Object: {
            if (!value.is_object()) return wrong_type();
            auto const& object = value.get_object();
            for (Member const& member : node.members) {
                auto const* const found = object.if_contains(member.name);
                std::string const below = pointer + "/" + escaped(member.name);
                if (found != nullptr) {
                    member.schema.check(*found, below, problems);
                } else if (member.required && problems.size() < most_problems) {
                    problems.push_back(problem(missing, below, member.name));
                }
            }
            for (auto const& member : object) {
                std::string_view const name{member.key().data(), member.key().size()};
                bool const known =
                    std::ranges::any_of(node.members, [&](Member const& each) { return each.name == name; });
                if (!known && problems.size() < most_problems) {
                    problems.push_back(problem(unknown, pointer + "/" + escaped(name), name));
                }
            }
            return;
        }
        case Kind::Nullable:
            if (!value.is_null()) node.inner.front().check(value, pointer, problems);
            return;
        case Kind::OneOf: {
            bool const fits = std::ranges::any_of(
                node.inner, [&](Schema const& each) { return each.validate(value, pointer).empty(); });
            if (!fits) say(none_fits);
            return;
        }
        default:
            return;
    }
}

json::value Schema::to_json() const {
    if (node_->kind == Kind::Named || node_->kind == Kind::Ref) {
        return json::object{{"$ref", "#/components/schemas/" + node_->name}};
    }
    return describe();
}

json::value Schema::describe() const {
    Node const& node = *node_;
    json::object out;
    switch (node.kind) {
        case Kind::Any:
            break;
        case Kind::Object: {
            out["type"] = "object";
            json::object properties;
            json::array required_names;
            for (Member const& member : node.members) {
                properties[member.name] = member.schema.to_json();
                if (member.required) required_names.emplace_back(member.name);
            }
            out["properties"] = std::move(properties);
            if (!required_names.empty()) out["required"] = std::move(required_names);
            out["additionalProperties"] = false;
            break;
        }
        case Kind::Map:
            out["type"] = "object";
            out["additionalProperties"] = node.inner.front().to_json();
            break;
        case Kind::Text:
            out["type"] = "string";
            if (node.min > 0) out["minLength"] = node.min;
            out["maxLength"] = node.max;
            break;
        case Kind::Integer:
            out["type"] = "integer";
            if (node.min != std::numeric_limits<std::int64_t>::min()) out["minimum"] = node.min;
            if (node.max != std::numeric_limits<std::int64_t>::max()) out["maximum"] = node.max;
            break;
        case Kind::Number:
            out["type"] = "number";
            break;
        case Kind::Boolean:
            out["type"] = "boolean";
            break;
        case Kind::Day:
            out["type"] = "string";
            out["format"] = "date";
            break;
        case Kind::Moment:
            out["type"] = "string";
            out["format"] = "date-time";
            break;
        case Kind::Code:
            out["type"] = "string";
            out["pattern"] = "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{18})$";
            break;
        case Kind::Id:
            out["type"] = "string";
            out["pattern"] = "^[1-9][0-9]{0,18}$";
            break;
        case Kind::Command:
            out["type"] = "string";
            out["pattern"] = "^[0-9A-Za-z-]{8,64}$";
            break;
        case Kind::Array:
            out["type"] = "array";
            out["items"] = node.inner.front().to_json();
            if (node.max != std::numeric_limits<std::int64_t>::max()) out["maxItems"] = node.max;
            break;
        case Kind::Enum: {
            out["type"] = "string";
            json::array values;
            for (std::string const& value : node.values) values.emplace_back(value);
            out["enum"] = std::move(values);
            break;
        }
        case Kind::Nullable: {
            json::array either;
            either.push_back(node.inner.front().to_json());
            either.push_back(json::object{{"type", "null"}});
            out["anyOf"] = std::move(either);
            break;
        }
        case Kind::OneOf: {
            json::array either;
            for (Schema const& each : node.inner) either.push_back(each.to_json());
            out["anyOf"] = std::move(either);
            break;
        }
        case Kind::Named:
            return node.inner.front().to_json();
        case Kind::Ref:
            return to_json();
    }
    return out;
}

void Schema::collect(std::map<std::string, json::value>& components) const {
    if (node_->kind == Kind::Named) {
        auto const [place, added] = components.try_emplace(node_->name, describe());
        if (!added) {
            if (place->second != describe()) throw error(messages::bad_routes, "component " + node_->name);
            return;
        }
    }
    for (Member const& member : node_->members) member.schema.collect(components);
    for (Schema const& each : node_->inner) each.collect(components);
}

void Schema::collect_refs(std::vector<std::string>& names) const {
    if (node_->kind == Kind::Ref) names.push_back(node_->name);
    for (Member const& member : node_->members) member.schema.collect_refs(names);
    for (Schema const& each : node_->inner) each.collect_refs(names);
}

json::value Schema::from_text(std::string_view text) const {
    Node const& node = plain();
    json::value const as_it_is(json::string(text.data(), text.size()));  // braces would make an array
    switch (node.kind) {
        case Kind::Integer: {
            std::int64_t number = 0;
            auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (failure != std::errc{} || end != text.data() + text.size()) return as_it_is;
            return number;
        }
        case Kind::Number: {
            double number = 0;
            auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
                return as_it_is;
            return number;
        }
        case Kind::Boolean:
            if (text == "true") return true;
            if (text == "false") return false;
            return as_it_is;
        case Kind::Array: {
            json::array items;
            while (!text.empty()) {
                auto const comma = std::min(text.find(','), text.size());
                items.push_back(node.inner.front().from_text(text.substr(0, comma)));
                text.remove_prefix(std::min(comma + 1, text.size()));
            }
            return items;
        }
        default:
            return as_it_is;
    }
}

}  // namespace niangjia::http
