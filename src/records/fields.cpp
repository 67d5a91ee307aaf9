#include "records/fields.h"

#include <charconv>
#include <cmath>

#include "base/day.h"
#include "org/org.h"
#include "people/people.h"
#include "records/records.h"
#include "records/sql.h"

namespace niangjia::records {
namespace {

constexpr Message unknown_field{ErrorKind::Invalid, "records.unknown-field", "没有字段“{}”", "There is no field '{}'"};
constexpr Message wrong_type{ErrorKind::Invalid, "records.wrong-type", "“{}”应填{}", "'{}' takes {}"};
constexpr Message too_long{ErrorKind::Invalid, "records.too-long", "“{}”最多 {} 个字，现有 {} 个字，请删减",
                           "'{}' holds at most {} characters and has {}; shorten it"};
constexpr Message too_small{ErrorKind::Invalid, "records.too-small", "“{}”不能小于 {}", "'{}' must be at least {}"};
constexpr Message too_big{ErrorKind::Invalid, "records.too-big", "“{}”不能大于 {}", "'{}' must be at most {}"};
constexpr Message no_such_day{ErrorKind::Invalid, "records.no-such-day", "“{}”的日期“{}”不存在，请写成 2015-03-08 的形式",
                              "'{}': there is no day '{}'; write it as 2015-03-08"};
constexpr Message no_such_choice{ErrorKind::Invalid, "records.no-such-choice", "“{}”没有选项“{}”，请从列表中选择",
                                 "'{}' has no choice '{}'; pick one of the list"};
constexpr Message no_such_organisation{ErrorKind::Invalid, "records.no-such-organisation", "“{}”：没有代码为“{}”的组织，请从组织树中选择",
                                       "'{}': there is no organisation '{}'; pick one of the tree"};
constexpr Message wrong_level{ErrorKind::Invalid, "records.wrong-level", "“{}”要选{}一级的组织", "'{}' takes an organisation of the level {}"};
constexpr Message no_such_person{ErrorKind::Invalid, "records.no-such-person", "“{}”：查无此人，或不在您的工作范围内",
                                 "'{}': there is no such person within your reach"};
constexpr Message no_such_record{ErrorKind::Invalid, "records.no-such-record",
                                 "“{}”：没有可用的这一条（{}）：要是本组织、上级组织或您工作范围内未作废的，请从列表中选择",
                                 "'{}': there is no such record ({}) to name: it stands with this organisation, above it or within your reach, and is not void; pick one of the list"};
constexpr Message control_characters{ErrorKind::Invalid, "records.control-characters", "“{}”里有不可见的控制字符，请删去后重填",
                                     "'{}' holds control characters; remove them"};

constexpr std::string_view level_names_zh[] = {"全国", "省", "市", "县（区）", "乡镇（街道）", "村（社区）", "网格", "单位"};

std::string_view title(packs::Field const& field) { return field.title.zh; }

std::string limit_text(packs::Field const& field, std::int64_t limit) {
    if (field.type == packs::FieldType::Money) return fmt::format("{:.2f} 元", static_cast<double>(limit) / 100);
    if (field.type == packs::FieldType::Decimal) return fmt::format("{}", static_cast<double>(limit) / 1000);
    return fmt::format("{}", limit);
}

// Reads one value; adds a problem and gives null when it is wrong.
class ValueReader {
  public:
    ValueReader(storage::Reader const& reader, identity::Context const& context, org::Code org, packs::Field const& field, std::vector<Problem>& problems)
        : reader_{reader}, context_{context}, org_{org}, field_{field}, problems_{problems} {}

    json::value read(json::value const& given) {
        if (given.is_null()) return nullptr;
        switch (field_.type) {
            case packs::FieldType::Text:
            case packs::FieldType::LongText: return read_text(given);
            case packs::FieldType::Count:
            case packs::FieldType::Year: return read_integer(given, "一个整数", "a whole number");
            case packs::FieldType::Money: return read_integer(given, "金额（以分为单位的整数）", "an amount in whole fen");
            case packs::FieldType::Decimal: return read_decimal(given);
            case packs::FieldType::Date: return read_day(given);
            case packs::FieldType::Choice: return read_choice(given);
            case packs::FieldType::YesNo:
                if (given.is_bool()) return given;
                return wrong("是或否（true/false）", "yes or no (true/false)");
            case packs::FieldType::Organisation: return read_organisation(given);
            case packs::FieldType::Person: return read_person(given);
            case packs::FieldType::Record: return read_record(given);
        }
        return nullptr;
    }

  private:
    template <class... A>
    json::value fail(Message const& message, A const&... arguments) {
        problems_.push_back(problem(message, "/fields/" + field_.name, arguments...));
        return nullptr;
    }
    json::value wrong(std::string_view zh, std::string_view en) {
        auto said = problem(wrong_type, "/fields/" + field_.name, title(field_), zh);
        said.text.en = fmt::format(fmt::runtime(wrong_type.en), field_.title.en, en);
        problems_.push_back(std::move(said));
        return nullptr;
    }

    json::value read_text(json::value const& given) {
        auto const* text = given.if_string();
        if (text == nullptr) return wrong("文字", "a text");
        auto const first = text->find_first_not_of(" \t\r\n");
        if (first == json::string::npos) return nullptr;
        auto const trimmed = text->subview(first, text->find_last_not_of(" \t\r\n") - first + 1);
        for (char const c : trimmed) {
            if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') return fail(control_characters, title(field_));
        }
        auto const length = characters({trimmed.data(), trimmed.size()});
        if (length > field_.max_length) return fail(too_long, title(field_), field_.max_length, length);
        return json::string{trimmed};
    }

    json::value in_limits(std::int64_t value, json::value kept) {
        if (field_.min && value < *field_.min) return fail(too_small, title(field_), limit_text(field_, *field_.min));
        if (field_.max && value > *field_.max) return fail(too_big, title(field_), limit_text(field_, *field_.max));
        if (!field_.min && value < 0) return fail(too_small, title(field_), 0);
        return kept;
    }

    json::value read_integer(json::value const& given, std::string_view zh, std::string_view en) {
        std::int64_t value = 0;
        if (auto const* whole = given.if_int64()) {
            value = *whole;
        } else {
            return wrong(zh, en);
        }
        if (field_.type == packs::FieldType::Year && (value < 1900 || value > 2200)) return wrong("年份（如 2015）", "a year such as 2015");
        // Sums of very many of them must still fit.
        constexpr std::int64_t most = 1'000'000'000'000'000;
        if (value > most) return fail(too_big, title(field_), most);
        return in_limits(value, value);
    }

    json::value read_decimal(json::value const& given) {
        if (!given.is_number()) return wrong("一个数", "a number");
        double const value = given.to_number<double>();
        if (!std::isfinite(value) || std::abs(value) > 1e12) return wrong("一个数", "a number");
        double const rounded = std::round(value * 1000) / 1000;
        return in_limits(std::llround(value * 1000), rounded);
    }

    json::value read_day(json::value const& given) {
        auto const* text = given.if_string();
        if (text == nullptr) return wrong("日期（如 2015-03-08）", "a day such as 2015-03-08");
        auto const day = Day::parse({text->data(), text->size()});
        if (!day || day->year() < 1900 || day->year() > 2200) return fail(no_such_day, title(field_), std::string_view{text->data(), text->size()});
        return json::string{day->iso()};
    }

    json::value read_choice(json::value const& given) {
        auto const* text = given.if_string();
        if (text == nullptr) return wrong("列表中的一项", "one of the list");
        std::string_view const key{text->data(), text->size()};
        if (field_.choices->find(key) == nullptr) return fail(no_such_choice, title(field_), key);
        return given;
    }

    json::value read_organisation(json::value const& given) {
        auto const* text = given.if_string();
        if (text == nullptr) return wrong("组织代码", "an organisation's code");
        std::string_view const code_text{text->data(), text->size()};
        auto const code = org::Code::parse(code_text);
        if (!code || !org::exists(reader_, *code)) return fail(no_such_organisation, title(field_), code_text);
        if (field_.level && code->level() != *field_.level) {
            return fail(wrong_level, title(field_), level_names_zh[static_cast<std::size_t>(*field_.level)]);
        }
        return json::string{code->text()};
    }

    json::value read_person(json::value const& given) {
        auto const* text = given.if_string();
        std::int64_t id = 0;
        if (text == nullptr) return wrong("人员", "a person");
        auto const [end, failure] = std::from_chars(text->data(), text->data() + text->size(), id);
        if (failure != std::errc{} || end != text->data() + text->size() || !people::reachable(reader_, context_, id)) {
            return fail(no_such_person, title(field_));
        }
        return given;
    }

    // Where money is, it often lies above whoever asks for it: what is looked at here is not for her to read, only to name.
    json::value read_record(json::value const& given) {
        auto const* text = given.if_string();
        if (text == nullptr) return wrong("记录编号（如 321300-00000012）", "a record's number such as 321300-00000012");
        std::string_view const number{text->data(), text->size()};
        auto const id = parse_number(number);
        if (!id || !may_name(*id)) return fail(no_such_record, title(field_), number);
        return json::string{number_text(*id)};
    }

    [[nodiscard]] bool may_name(RecordId id) const {
        auto rows = reader_.query(sql::find_named_record, id);
        if (!rows.next() || rows.text(0) != field_.record->name) return false;
        org::Code const place{rows.integer(1)};
        auto const* state = field_.record->workflow.find(rows.text(2));
        if (state == nullptr || state->voids) return false;
        return place.holds(org_) || context_.reaches(identity::Permission::ReadRecords, place);
    }

    storage::Reader const& reader_;
    identity::Context const& context_;
    org::Code org_;
    packs::Field const& field_;
    std::vector<Problem>& problems_;
};

}  // namespace

json::object read_fields(storage::Reader const& reader, identity::Context const& context, packs::RecordType const& type, org::Code org,
                         json::object const& given, std::vector<Problem>& problems) {
    json::object result;
    for (auto const& [key, value] : given) {
        std::string_view const name{key.data(), key.size()};
        auto const* field = type.field(name);
        if (field == nullptr) {
            problems.push_back(problem(unknown_field, "/fields/" + std::string{name}, name));
            continue;
        }
        result[key] = ValueReader{reader, context, org, *field, problems}.read(value);
    }
    return result;
}

bool has_value(packs::RecordType const& type, json::object const& fields, std::string const& name, std::string const& wanted) {
    auto const* value = fields.if_contains(name);
    auto const* field = type.field(name);
    if (field->type == packs::FieldType::YesNo) return (value != nullptr && value->is_bool() && value->as_bool()) == (wanted == "true");
    return value != nullptr && value->is_string() && field->choices->within({value->get_string().data(), value->get_string().size()}, wanted);
}

std::optional<Day> until_day(packs::Due const& due, json::object const& fields) {
    if (due.until.empty() || !is_filled(fields, due.until)) return std::nullopt;
    auto const& text = fields.at(due.until).get_string();
    return Day::parse({text.data(), text.size()});
}

bool is_filled(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value != nullptr && !value->is_null();
}

std::string shown(packs::Field const& field, json::value const& value) {
    if (value.is_null()) return {};
    switch (field.type) {
        case packs::FieldType::Choice: {
            auto const* choice = field.choices->find({value.get_string().data(), value.get_string().size()});
            return choice == nullptr ? std::string{value.get_string()} : choice->title.zh;
        }
        case packs::FieldType::Money: return fmt::format("{:.2f}元", static_cast<double>(value.to_number<std::int64_t>()) / 100);
        case packs::FieldType::YesNo: return value.get_bool() ? "是" : "否";
        case packs::FieldType::Count: return fmt::format("{}{}", value.to_number<std::int64_t>(), field.unit);
        case packs::FieldType::Year: return fmt::format("{}", value.to_number<std::int64_t>());
        case packs::FieldType::Decimal: return fmt::format("{}{}", value.to_number<double>(), field.unit);
        default: return std::string{value.get_string()};
    }
}

std::string make_title(packs::RecordType const& type, json::object const& fields, std::string_view org_name) {
    if (type.title_template.empty()) return type.subject ? type.title.zh + " {subject}" : type.title.zh;
    std::string title;
    std::string_view rest = type.title_template;
    while (!rest.empty()) {
        auto const open = rest.find('{');
        title += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        auto const close = rest.find('}', open);
        if (close == std::string_view::npos) break;
        auto const name = rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
        if (name == "subject") {
            title += "{subject}";
        } else if (name == "org") {
            title += org_name;
        } else if (auto const* field = type.field(name); field != nullptr && is_filled(fields, name)) {
            title += shown(*field, fields.at(name));
        }
    }
    return title.empty() ? type.title.zh : title;
}

}  // namespace niangjia::records
