#include "demo/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "demo/values.h"
#include "packs/item.h"

namespace niangjia::demo {
namespace {

using packs::Item;

std::vector<std::string> texts(Item const& item) {
    std::vector<std::string> result;
    for (auto const& element : item.elements()) result.push_back(element.text());
    return result;
}

class Reader {
  public:
    Reader(Plan& plan, std::vector<packs::Diagnostic>& problems) : plan_{plan}, problems_{problems} {}

    void read_names(std::filesystem::path const& file) {
        auto const item = Item::file(file.string(), problems_);
        if (!item) return;
        item->keys({"people", "lists"}, {"people", "lists"});
        if (auto const people = item->get("people")) {
            people->keys({"surnames", "female", "male"}, {"surnames", "female", "male"});
            plan_.names.surnames = people->texts_at("surnames");
            plan_.names.female = people->texts_at("female");
            plan_.names.male = people->texts_at("male");
        }
        if (auto const lists = item->get("lists")) {
            for (auto const& [key, value] : lists->members()) plan_.names.lists[key.text()] = texts(value);
        }
        auto const& names = plan_.names;
        if (names.surnames.empty() || names.female.empty() || names.male.empty()) {
            item->problem("姓名用字不能为空", "The characters of names must not be empty");
        }
        if (!names.lists.contains("notes")) item->problem("缺少 lists.notes", "lists.notes is missing");
    }

    void read(Item const& item) {
        item.keys({"plan", "name", "city", "from", "today", "weights", "make"}, {"plan", "name", "city", "from", "today", "make"});
        plan_.name = item.text_at("plan");
        plan_.title = item.name_at("name");
        if (auto const city = item.get("city")) plan_.city = code(*city);
        plan_.from = day_at(item, "from");
        plan_.today = day_at(item, "today");
        if (auto const weights = item.get("weights")) {
            for (auto const& [key, value] : weights->members()) plan_.weights[code(key)] = value.integer().value_or(1);
        }
        auto const make = item.get("make");
        if (!make) return;
        for (auto const& stanza : make->elements()) read_stanza(stanza);
    }

  private:
    org::Code code(Item const& item) {
        auto const text = item.text();
        auto const found = org::Code::parse(text);
        if (!found) item.problem(fmt::format("“{}”不是区划代码", text), fmt::format("'{}' is no code of a place", text));
        return found.value_or(org::Code{});
    }

    Day day_at(Item const& item, std::string_view key) {
        auto const day = item.get(key);
        return day ? read_day(*day).value_or(Day{}) : Day{};
    }

    // [A, B] of whole numbers.
    std::pair<std::int64_t, std::int64_t> range(Item const& item) {
        auto const elements = item.elements();
        if (elements.size() != 2) {
            item.problem("这里应当写 [最小, 最大]", "Write [least, most] here");
            return {0, 0};
        }
        auto const low = elements[0].integer().value_or(0);
        auto const high = elements[1].integer().value_or(0);
        if (low > high || low < 0) item.problem("最小值大于最大值", "The first is larger than the second");
        return {low, std::max(low, high)};
    }

    std::pair<Day, Day> days(Item const& item) {
        auto const elements = item.elements();
        if (elements.size() != 2) {
            item.problem("这里应当写 [起始日期, 截止日期]", "Write [first day, last day] here");
            return {};
        }
        auto const from = read_day(elements[0]).value_or(Day{});
        auto const to = read_day(elements[1]).value_or(from);
        if (from > to) item.problem("起始日期晚于截止日期", "The first day is later than the last");
        if (to > plan_.today) item.problem("截止日期晚于 today", "The last day is later than today");
        return {from, to};
    }

    std::int64_t positive(Item const& item, std::string_view key) {
        auto const given = item.get(key);
        if (!given) return 0;
        auto const number = given->integer().value_or(0);
        if (number < 0) given->problem("不能是负数", "It must not be negative");
        return std::max<std::int64_t>(number, 0);
    }

    void read_stanza(Item const& item) {
        item.keys({"make", "as", "count", "where", "part-of", "between", "subject", "fields", "participants", "life", "stop-at"},
                  {"make", "count", "between", "life"});
        auto const type_name = item.text_at("make");
        Stanza stanza;
        stanza.type = plan_.library->record_type(type_name);
        stanza.name = item.text_at("as", type_name);
        if (auto const mark = item.get("make"); mark && stanza.type == nullptr) {
            mark->problem(fmt::format("没有名为“{}”的记录类型", type_name), fmt::format("There is no record type '{}'", type_name));
        }
        if (!names_.insert(stanza.name).second) {
            item.problem(fmt::format("“{}”出现两次，请用 as: 另起名", stanza.name), fmt::format("'{}' stands here twice; name it with as:", stanza.name));
        }
        if (stanza.type == nullptr) return;
        type_ = stanza.type;
        stanza.line = item.line();
        count_ = stanza.count = positive(item, "count");
        if (auto const where = item.get("where")) stanza.where = read_where(*where);
        if (auto const whole = item.get("part-of")) stanza.part_of = read_whole(*whole);
        if (item.has("where") != stanza.part_of.empty()) item.problem("请写 where 或 part-of 之一", "Write either where or part-of");
        if (auto const between = item.get("between")) std::tie(stanza.from, stanza.to) = days(*between);
        if (auto const subject = item.get("subject")) read_subject(*subject, stanza);
        if (auto const fields = item.get("fields")) stanza.fields = read_fields(*fields, true);
        if (auto const joinings = item.get("participants")) {
            for (auto const& [key, value] : joinings->members()) stanza.joinings.push_back(read_joining(key, value));
        }
        if (auto const life = item.get("life")) stanza.life = read_life(*life);
        if (auto const unfinished = item.get("stop-at")) {
            for (auto const& one : unfinished->elements()) stanza.unfinished.push_back(read_unfinished(one, stanza));
        }
        plan_.stanzas.push_back(std::move(stanza));
    }

    Where read_where(Item const& item) {
        Where where;
        auto const level = [&](Item const& named) {
            auto const found = org::level_named(named.text());
            if (!found || *found < org::Level::City || *found > org::Level::Village) {
                named.problem("应为 city、county、township 或 village", "This must be city, county, township or village");
            }
            where.level = found.value_or(org::Level::Village);
        };
        if (item.is_scalar()) {
            level(item);
            return where;
        }
        item.keys({"level", "distinct", "of"}, {"level"});
        if (auto const named = item.get("level")) level(*named);
        if (item.has("distinct")) {
            where.distinct = positive(item, "distinct");
            if (*where.distinct > count_ || *where.distinct == 0) item.problem("distinct 应在 1 和 count 之间", "distinct lies between 1 and count");
        }
        if (auto const within = item.get("of")) {
            for (auto const& one : within->elements()) where.within.push_back(code(one));
        }
        return where;
    }

    std::string read_whole(Item const& item) {
        auto const name = item.text();
        auto const stanza = std::ranges::find(plan_.stanzas, name, &Stanza::name);
        if (stanza == plan_.stanzas.end() || !type_->is_part_of(*stanza->type)) {
            item.problem(fmt::format("前面没有名为“{}”、可以带这种记录的一段", name), fmt::format("No stanza '{}' before makes records that have such parts", name));
        }
        return name;
    }

    NewPeople read_people(Item const& item) {
        item.keys({"sex", "ages"}, {"sex", "ages"});
        NewPeople people;
        auto const sex = item.text_at("sex");
        if (sex == "male") people.sex = Sexes::Male;
        if (sex == "any") people.sex = Sexes::Any;
        if (sex != "male" && sex != "any" && sex != "female") {
            item.problem("sex 应为 female、male 或 any", "sex is female, male or any");
        }
        if (auto const ages = item.get("ages")) {
            auto const [low, high] = range(*ages);
            people.youngest = static_cast<int>(low);
            people.oldest = static_cast<int>(std::min<std::int64_t>(high, 100));
        }
        return people;
    }

    void read_subject(Item const& item, Stanza& stanza) {
        item.keys({"new-person", "again"}, {"new-person"});
        if (auto const person = item.get("new-person")) stanza.subject = read_people(*person);
        auto const again = item.get("again");
        if (!again) return;
        again->keys({"from", "count"}, {"from", "count"});
        stanza.again_from = again->text_at("from");
        stanza.again = positive(*again, "count");
        if (stanza.again > count_) again->problem("count 大于本段的 count", "count is larger than that of the stanza");
        if (stanza.again_from == stanza.name || !names_.contains(stanza.again_from)) {
            again->problem(fmt::format("前面没有名为“{}”的一段", stanza.again_from), fmt::format("No stanza '{}' stands before", stanza.again_from));
        }
    }

    std::vector<std::string> const* list(Item const& item) {
        auto const name = item.text();
        auto const found = plan_.names.lists.find(name);
        if (found != plan_.names.lists.end() && !found->second.empty()) return &found->second;
        std::vector<std::string> known;
        for (auto const& [key, value] : plan_.names.lists) known.push_back(key);
        auto const near = packs::nearest(name, known);
        item.problem(fmt::format("names.yaml 里没有名单“{}”{}", name, near.empty() ? "" : "，是否想写“" + near + "”？"),
                     fmt::format("names.yaml has no list '{}'{}", name, near.empty() ? "" : "; did you mean '" + near + "'?"));
        return nullptr;
    }

    std::vector<Rule> read_fields(Item const& item, bool whole) {
        std::vector<Rule> rules;
        for (auto const& [key, value] : item.members()) {
            auto const* field = type_->field(key.text());
            if (field == nullptr) {
                std::vector<std::string> known;
                for (auto const& one : type_->fields) known.push_back(one.name);
                auto const near = packs::nearest(key.text(), known);
                key.problem(fmt::format("{} 没有字段“{}”{}", type_->name, key.text(), near.empty() ? "" : "，是否想写“" + near + "”？"),
                            fmt::format("{} has no field '{}'{}", type_->name, key.text(), near.empty() ? "" : "; did you mean '" + near + "'?"));
                continue;
            }
            rules.push_back(read_rule(value, *field, whole));
        }
        for (auto const& rule : rules) {
            if (rule.kind != Rule::Kind::SameAs) continue;
            if (std::none_of(rules.begin(), rules.end(), [&](Rule const& one) { return one.field->name == rule.other; })) {
                item.problem(fmt::format("same-as：没有字段“{}”", rule.other), fmt::format("same-as: there is no field '{}'", rule.other));
            }
        }
        return rules;
    }

    // `whole`: for the `count` records together, so that sums and shares must come out.
    Rule read_rule(Item const& item, packs::Field const& field, bool whole) {
        Rule rule;
        rule.field = &field;
        if (!item.is_map()) {
            rule.values.push_back(read_checked(item, field));
            return rule;
        }
        auto const limits = [&](Item const& low, Item const& high) {
            rule.low = read_amount(low, field).value_or(0);
            rule.high = read_amount(high, field).value_or(rule.low);
            rule.step = field.type == packs::FieldType::Money ? 100 : field.type == packs::FieldType::Decimal ? 1000 : 1;
            if (auto const step = item.get("step")) rule.step = std::max<std::int64_t>(read_amount(*step, field).value_or(1), 1);
            if (!is_amount(field)) item.problem("这个字段不是数", "This field is no number");
            rule.low = (rule.low + rule.step - 1) / rule.step;
            rule.high = rule.high / rule.step;
            if (rule.low > rule.high) item.problem("最小值大于最大值", "The least is larger than the most");
        };
        if (auto const sum = item.get("share-of")) {
            item.keys({"share-of", "min", "max", "step"}, {"min", "max"});
            rule.kind = Rule::Kind::ShareOf;
            rule.sum = read_amount(*sum, field).value_or(0);
            auto const low = item.get("min");
            auto const high = item.get("max");
            if (low && high) limits(*low, *high);
            bool const even = rule.sum % rule.step == 0;
            rule.sum /= rule.step;
            if (whole && (!even || rule.low * count_ > rule.sum || rule.high * count_ < rule.sum)) {
                sum->problem(fmt::format("{} 条记录凑不出这个总数，请调整 min、max 或 step", count_),
                             fmt::format("{} records cannot add up to this; change min, max or step", count_));
            }
        } else if (auto const between = item.get("between")) {
            item.keys({"between", "step"});
            rule.kind = Rule::Kind::Between;
            auto const elements = between->elements();
            if (elements.size() == 2) {
                limits(elements[0], elements[1]);
            } else {
                between->problem("这里应当写 [最小, 最大]", "Write [least, most] here");
            }
        } else if (auto const of = item.get("one-of")) {
            item.keys({"one-of"});
            rule.kind = Rule::Kind::OneOf;
            for (auto const& one : of->elements()) rule.values.push_back(read_checked(one, field));
            if (rule.values.empty()) of->problem("列表是空的", "The list is empty");
        } else if (auto const shares = item.get("shares")) {
            item.keys({"shares"});
            rule.kind = Rule::Kind::Shares;
            for (auto const& [key, value] : shares->members()) {
                rule.values.push_back(read_checked(key, field));
                rule.counts.push_back(value.integer().value_or(0));
                rule.sum += rule.counts.back();
            }
            if (whole && rule.sum != count_) {
                shares->problem(fmt::format("各份之和是 {}，应为 count {}", rule.sum, count_), fmt::format("The shares add up to {}; count is {}", rule.sum, count_));
            }
        } else if (auto const named = item.get("from-list")) {
            item.keys({"from-list", "each"});
            bool const once = item.text_at("each") == "once";
            rule.kind = once ? Rule::Kind::InOrder : Rule::Kind::OneOf;
            if (item.has("each") && !once) item.problem("each 只能是 once", "each can only be once");
            if (auto const* entries = list(*named)) {
                for (auto const& entry : *entries) rule.values.emplace_back(entry);
                if (once && whole && static_cast<std::int64_t>(entries->size()) < count_) {
                    named->problem(fmt::format("名单只有 {} 项，要 {} 项", entries->size(), count_),
                                   fmt::format("The list has {} entries; {} are needed", entries->size(), count_));
                }
            }
        } else if (auto const turns = item.get("in-turn")) {
            item.keys({"in-turn"});
            rule.kind = Rule::Kind::InTurn;
            for (auto const& one : turns->elements()) rule.values.push_back(read_checked(one, field));
            if (rule.values.empty()) turns->problem("列表是空的", "The list is empty");
        } else if (auto const first = item.get("numbers-from")) {
            item.keys({"numbers-from"});
            rule.kind = Rule::Kind::NumbersFrom;
            rule.low = first->integer().value_or(1);
        } else if (auto const working = item.get("working-days-on")) {
            item.keys({"working-days-on"});
            rule.kind = Rule::Kind::WorkingDaysOn;
            std::tie(rule.low, rule.high) = range(*working);
        } else if (auto const made = item.get("record")) {
            item.keys({"record"});
            rule.kind = Rule::Kind::Record;
            rule.other = made->text();
            auto const stanza = std::ranges::find(plan_.stanzas, rule.other, &Stanza::name);
            if (field.type != packs::FieldType::Record) item.problem("这个字段不是记录", "This field takes no record");
            if (stanza == plan_.stanzas.end() || stanza->type != field.record) {
                made->problem(fmt::format("前面没有造这种记录的“{}”", rule.other), fmt::format("No stanza '{}' before makes such records", rule.other));
            }
        } else if (item.has("same-as")) {
            item.keys({"same-as"});
            rule.kind = Rule::Kind::SameAs;
            rule.other = item.text_at("same-as");
        } else if (item.truth_at("person-name")) {
            item.keys({"person-name"});
            rule.kind = Rule::Kind::PersonName;
        } else {
            item.keys({"share-of", "between", "one-of", "shares", "from-list", "numbers-from", "working-days-on", "same-as", "person-name", "record", "in-turn"});
            if (item.members().empty()) item.problem("规则是空的", "The rule is empty");
        }
        return rule;
    }

    json::value read_checked(Item const& item, packs::Field const& field) {
        auto const value = read_value(item, field);
        if (value && field.type == packs::FieldType::Choice && field.choices->find(item.text()) == nullptr) {
            item.problem(fmt::format("“{}”没有选项“{}”", field.name, item.text()), fmt::format("'{}' has no choice '{}'", field.name, item.text()));
        }
        return value.value_or(json::value{});
    }

    Joining read_joining(Item const& key, Item const& item) {
        item.keys({"total", "distinct", "min", "max", "by", "people", "from"}, {"total"});
        Joining joining;
        joining.role = key.text();
        if (type_->participant(joining.role) == nullptr) {
            key.problem(fmt::format("{} 没有参与者“{}”", type_->name, joining.role), fmt::format("{} has no participants '{}'", type_->name, joining.role));
        }
        joining.total = positive(item, "total");
        joining.distinct = item.has("distinct") ? positive(item, "distinct") : joining.total;
        joining.low = item.integer_at("min");
        joining.high = item.integer_at("max");
        joining.by = item.text_at("by");
        joining.from = item.text_at("from");
        if (auto const people = item.get("people")) joining.people = read_people(*people);
        if (joining.from.empty() && !item.has("people")) item.problem("缺少 people 或 from", "people or from is missing");
        if (joining.distinct > joining.total) item.problem("distinct 大于 total", "distinct is larger than total");
        if (joining.low.value_or(0) * count_ > joining.total || joining.high.value_or(joining.total) * count_ < joining.total) {
            item.problem("total 与 min、max 不合", "total does not fit min and max");
        }
        check_action(item, joining.by);
        return joining;
    }

    void check_action(Item const& item, std::string const& action) {
        if (action.empty() || type_->workflow.has_action(action)) return;
        item.problem(fmt::format("{} 没有动作“{}”", type_->name, action), fmt::format("{} has no action '{}'", type_->name, action));
    }

    std::vector<PlanStep> read_life(Item const& item) {
        std::vector<PlanStep> life;
        for (auto const& one : item.elements()) {
            one.keys({"do", "after", "on", "times", "for", "note", "as"}, {"do"});
            PlanStep step;
            step.action = one.text_at("do");
            check_action(one, step.action);
            step.on = one.text_at("on");
            if (auto const after = one.get("after")) {
                auto const [low, high] = range(*after);
                step.after_low = static_cast<int>(low);
                step.after_high = static_cast<int>(high);
            }
            if (one.has("after") != step.on.empty()) one.problem("请写 after 或 on 之一", "Write either after or on");
            step.day = Day::parse(step.on);
            auto const* day = step.on.empty() ? nullptr : type_->field(step.on);
            if (!step.on.empty() && !step.day && (day == nullptr || day->type != packs::FieldType::Date)) {
                one.problem(fmt::format("on：没有日期字段“{}”", step.on), fmt::format("on: there is no date field '{}'", step.on));
            }
            if (one.has("times")) step.times = static_cast<int>(positive(one, "times"));
            if (one.has("for")) {
                step.only = positive(one, "for");
                if (*step.only > count_) one.problem("for 大于 count", "for is larger than count");
            }
            if (auto const note = one.get("note")) step.notes = read_notes(*note);
            step.role = one.text_at("as");
            life.push_back(std::move(step));
        }
        return life;
    }

    std::vector<std::string> read_notes(Item const& item) {
        if (item.is_scalar()) return {item.text()};
        item.keys({"from-list"}, {"from-list"});
        auto const named = item.get("from-list");
        auto const* entries = named ? list(*named) : nullptr;
        return entries == nullptr ? std::vector<std::string>{} : *entries;
    }

    Unfinished read_unfinished(Item const& item, Stanza const& stanza) {
        item.keys({"state", "count", "between", "life", "fields"}, {"count", "between"});
        Unfinished unfinished;
        unfinished.state = item.text_at("state");
        unfinished.count = positive(item, "count");
        if (auto const between = item.get("between")) std::tie(unfinished.from, unfinished.to) = days(*between);
        if (auto const life = item.get("life")) unfinished.life = read_life(*life);
        if (unfinished.state.empty() != item.has("life")) item.problem("请写 state 或 life 之一", "Write either state or life");
        if (!unfinished.state.empty() && type_->workflow.find(unfinished.state) == nullptr) {
            item.problem(fmt::format("{} 没有状态“{}”", type_->name, unfinished.state), fmt::format("{} has no state '{}'", type_->name, unfinished.state));
        }
        unfinished.fields = stanza.fields;
        if (auto const fields = item.get("fields")) {
            for (auto& rule : read_fields(*fields, false)) {
                auto const same = std::find_if(unfinished.fields.begin(), unfinished.fields.end(), [&](Rule const& one) { return one.field == rule.field; });
                if (same == unfinished.fields.end()) {
                    unfinished.fields.push_back(std::move(rule));
                } else {
                    *same = std::move(rule);
                }
            }
        }
        return unfinished;
    }

    Plan& plan_;
    std::vector<packs::Diagnostic>& problems_;
    std::set<std::string> names_;
    packs::RecordType const* type_ = nullptr;  // of the stanza being read
    std::int64_t count_ = 0;
};

}  // namespace

std::optional<Plan> Plan::read(std::filesystem::path const& file, std::shared_ptr<packs::Library const> library,
                               std::vector<packs::Diagnostic>& problems) {
    auto const before = problems.size();
    Plan plan;
    plan.file = file.string();
    plan.library = std::move(library);
    Reader reader{plan, problems};
    reader.read_names(file.parent_path() / "names.yaml");
    if (auto const item = packs::Item::file(file.string(), problems)) reader.read(*item);
    if (problems.size() != before) return std::nullopt;
    return plan;
}

}  // namespace niangjia::demo
