#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "packs/loader.h"

namespace niangjia::packs {
namespace {

constexpr std::array<std::pair<std::string_view, FieldType>, 12> field_types{{
    {"text", FieldType::Text},
    {"long-text", FieldType::LongText},
    {"count", FieldType::Count},
    {"decimal", FieldType::Decimal},
    {"money", FieldType::Money},
    {"date", FieldType::Date},
    {"year", FieldType::Year},
    {"choice", FieldType::Choice},
    {"yes-no", FieldType::YesNo},
    {"organisation", FieldType::Organisation},
    {"person", FieldType::Person},
    {"record", FieldType::Record},
}};

std::optional<Who> read_who(Item const& item) {
    auto const text = item.text();
    if (text == "person") return Who::Person;
    if (text == "organisation") return Who::Organisation;
    item.problem(fmt::format("“{}”应为 person 或 organisation", text), fmt::format("'{}' should be person or organisation", text));
    return std::nullopt;
}

std::optional<Subject> read_subject(Item const& item) {
    if (item.is_map()) {
        auto const members = item.members();
        if (members.size() == 1 && members[0].second.is_scalar() && members[0].second.text() == "optional") {
            if (auto const who = read_who(members[0].first)) return Subject{*who, false};
            return std::nullopt;
        }
        item.problem("写法是 person、organisation 或 {person: optional}", "Write person, organisation or {person: optional}");
        return std::nullopt;
    }
    if (auto const who = read_who(item)) return Subject{*who, true};
    return std::nullopt;
}

std::optional<std::int64_t> read_limit(Item const& item, std::string_view key, FieldType type) {
    auto const given = item.get(key);
    if (!given) return std::nullopt;
    if (type == FieldType::Money) {
        auto const fen = read_money(given->text());
        if (!fen) given->problem("金额请写成 5000元 或 3万元", "Write an amount as 5000元 or 3万元");
        return fen;
    }
    if (type == FieldType::Decimal) {
        try {
            return std::llround(std::stod(given->text()) * 1000);
        } catch (std::exception const&) {
            given->problem("这里应当是数字", "A number is expected here");
            return std::nullopt;
        }
    }
    return given->integer();
}

// The $words that a shared workflow leaves to the types that use it.
void gather_words(Item const& item, std::set<std::string>& words) {
    if (item.is_map()) {
        for (auto const& [key, value] : item.members()) gather_words(value, words);
    } else if (item.is_list()) {
        for (auto const& element : item.elements()) gather_words(element, words);
    } else if (item.is_scalar() && item.text().size() > 1 && item.text().front() == '$') {
        words.insert(item.text().substr(1));
    }
}

// Gives `values` to the words of the shared workflow. False, and problems, when one is without.
bool give_words(Item const& shared, Item const& workflow, std::optional<Item> const& with, Values& values) {
    std::set<std::string> words;
    gather_words(shared, words);
    if (auto const defaults = shared.get("defaults")) {
        for (auto const& [name, value] : defaults->members()) values.emplace(name.text(), value);
    }
    if (with) {
        for (auto const& [name, value] : with->members()) {
            if (!words.contains(name.text())) {
                name.problem(fmt::format("共享流程“{}”用不到“{}”，它用的有：{}", workflow.text(), name.text(), fmt::join(words, "、")),
                             fmt::format("The shared workflow '{}' does not use '{}'; it uses: {}", workflow.text(), name.text(), fmt::join(words, ", ")));
            }
            // Assigned over the default it would change the shared workflow itself: YAML nodes are references.
            values.erase(name.text());
            values.emplace(name.text(), value);
        }
    }
    bool complete = true;
    for (auto const& word : words) {
        if (values.contains(word)) continue;
        complete = false;
        workflow.problem(fmt::format("共享流程“{0}”需要“{1}”，请在 with: 中给出 {1}", workflow.text(), word),
                         fmt::format("The shared workflow '{0}' needs '{1}': give {1} under with:", workflow.text(), word));
    }
    return complete;
}

// Whose other side a role of persons is: the record's subject's, or that of another role.
void check_sides(Item const& participants, RecordType const& type) {
    auto const is_person = [&](std::string_view side) {
        if (side == subject_side) return type.subject && type.subject->who == Who::Person;
        auto const* role = type.participant(side);
        return role != nullptr && role->who == Who::Person;
    };
    for (auto const& [role, value] : participants.members()) {
        auto const opposes = value.get("opposes");
        if (!opposes) continue;
        if (!is_person(role.text())) opposes->problem("opposes 只用于人员（who: person）", "opposes goes with persons (who: person)");
        if (opposes->text() == role.text() || !is_person(opposes->text())) {
            opposes->problem(fmt::format("“{}”的对方应是人：subject（记录的对象是人员时）或另一个人员角色", role.text()),
                             fmt::format("The other side of '{}' must be a person: subject, where that is one, or another role of persons", role.text()));
        }
    }
}

// What stands in braces in a title is a field, {subject} or {org}.
void check_title(Item const& title, RecordType const& type) {
    auto const text = title.text();
    for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
        auto const close = text.find('}', open);
        if (close == std::string::npos) {
            title.problem("“{”没有配对的“}”", "A { without its }");
            return;
        }
        auto const name = text.substr(open + 1, close - open - 1);
        auto const* field = type.field(name);
        if (field != nullptr && field->whereabouts) {
            title.problem(fmt::format("“{}”说明人在哪里（whereabouts），不能写进标题", name),
                          fmt::format("'{}' tells where somebody is (whereabouts) and cannot stand in the title", name));
        }
        if (name == "subject" || name == "org" || field != nullptr) continue;
        title.problem(fmt::format("标题里的“{}”不是“{}”的字段，也不是 subject 或 org", name, type.name),
                      fmt::format("'{}' in the title is no field of '{}', nor subject or org", name, type.name));
    }
}

}  // namespace

std::string_view name_of(FieldType type) { return field_types[static_cast<std::size_t>(type)].first; }

std::optional<Field> Loader::read_field(Item const& key, Item const& item, std::string const& programme) {
    item.keys({"type", "of", "name", "help", "required", "min", "max", "max-length", "unit", "level", "seen-by", "told", "whereabouts", "computed", "between", "joined"}, {"type"});
    Field field;
    field.name = key.text();
    field.title = item.name_at("name");
    if (item.has("help")) field.help = item.name_at("help");
    auto const type = item.text_at("type");
    auto const found = std::find_if(field_types.begin(), field_types.end(), [&](auto const& entry) { return entry.first == type; });
    if (found == field_types.end()) {
        std::vector<std::string> known;
        for (auto const& [name, value] : field_types) known.emplace_back(name);
        if (auto const given = item.get("type")) {
            given->problem(fmt::format("没有“{}”这种字段，可用的有：{}", type, fmt::join(known, "、")),
                           fmt::format("There is no field type '{}'; known: {}", type, fmt::join(known, ", ")));
        }
        return std::nullopt;
    }
    field.type = found->second;
    field.required = item.truth_at("required");
    field.told = item.truth_at("told");
    field.whereabouts = item.truth_at("whereabouts");
    field.min = read_limit(item, "min", field.type);
    field.max = read_limit(item, "max", field.type);
    field.unit = item.text_at("unit");
    field.max_length = static_cast<std::size_t>(item.integer_at("max-length").value_or(field.type == FieldType::LongText ? 5000 : 200));
    if (field.type == FieldType::Choice) {
        auto const of = item.text_at("of");
        if (!item.has("of")) item.problem("缺少“of”：用哪个选项表？", "'of' is missing: which choices?");
        field.choices = library_->choices(programme + "/" + of);
        if (field.choices == nullptr) field.choices = library_->choices(of);
        if (auto const given = item.get("of"); given && field.choices == nullptr) {
            std::vector<std::string> known;
            for (auto const& [name, list] : library_->choices_) known.push_back(name.starts_with(programme + "/") ? list.name.substr(programme.size() + 1) : name);
            auto const near = nearest(of, known);
            given->problem(fmt::format("没有名为“{}”的选项表{}", of, near.empty() ? "" : "，是否想写“" + near + "”？"),
                           fmt::format("There are no choices named '{}'{}", of, near.empty() ? "" : "; did you mean '" + near + "'?"));
        }
    }
    if (field.type == FieldType::Record) {
        if (auto const of = item.get("of")) {
            field.record_name = of->text();  // bound when all types are known
        } else {
            item.problem("缺少“of”：选哪类记录？", "'of' is missing: records of which type?");
        }
    }
    if (auto const level = item.get("level")) {
        field.level = org::level_named(level->text());
        if (!field.level || field.type != FieldType::Organisation) {
            level->problem("level 只用于 organisation 字段：province city county township village grid unit",
                           "level goes with organisation fields: province city county township village grid unit");
        }
    }
    read_computed(item, field);
    if (auto const seen = item.get("seen-by")) {
        auto const sight = identity::sight_named(seen->text());
        if (sight) {
            field.seen_by = *sight;
        } else {
            seen->problem("seen-by 可写 public internal personal sealed", "seen-by is public, internal, personal or sealed");
        }
    }
    return field;
}

void Loader::read_record_type(Item const& key, Item const& item, Programme& programme) {
    item.keys({"name", "kind", "levels", "subject", "title", "participants", "fields", "once-per", "workflow", "with", "part-of", "receiver", "risk", "sealed",
               "ceilings", "clash"},
              {"kind", "workflow"});
    RecordType type;
    type.key = key.text();
    type.name = programme.name + "." + type.key;
    type.programme = &programme;
    type.title = item.name_at("name");
    type.kind = item.text_at("kind");
    static std::vector<std::string> const kinds{"aid",    "audit", "case",    "content",   "event", "org",
                                                "person", "place", "project", "selection", "report"};
    if (auto const kind = item.get("kind"); kind && std::find(kinds.begin(), kinds.end(), type.kind) == kinds.end()) {
        kind->problem(fmt::format("kind“{}”不认识，可用：{}", type.kind, fmt::join(kinds, "、")),
                      fmt::format("Unknown kind '{}'; known: {}", type.kind, fmt::join(kinds, ", ")));
    }
    if (auto const levels = item.get("levels")) {
        for (auto const& element : levels->elements()) {
            auto const level = org::level_named(element.text());
            if (level) {
                type.levels.push_back(*level);
            } else {
                element.problem(fmt::format("“{}”不是层级", element.text()), fmt::format("'{}' is no level", element.text()));
            }
        }
    }
    if (auto const subject = item.get("subject")) type.subject = read_subject(*subject);
    if (auto const participants = item.get("participants")) {
        for (auto const& [role, value] : participants->members()) {
            value.keys({"name", "who", "opposes"}, {"who"});
            ParticipantRole participant{role.text(), value.name_at("name"), Who::Person, value.text_at("opposes")};
            if (auto const who = value.get("who")) participant.who = read_who(*who).value_or(Who::Person);
            type.participants.push_back(std::move(participant));
        }
        check_sides(*participants, type);
    }
    if (auto const fields = item.get("fields")) {
        for (auto const& [field_key, value] : fields->members()) {
            if (auto field = read_field(field_key, value, programme.name)) type.fields.push_back(std::move(*field));
        }
    }
    if (auto const risk = item.get("risk")) read_risk(*risk, type);
    if (auto const sealed = item.get("sealed")) type.sealing = read_sealing(*sealed, type);
    type.receiver = item.truth_at("receiver");
    if (auto const title = item.get("title")) {
        type.title_template = title->text();
        check_title(*title, type);
    }
    if (auto const once = item.get("once-per")) {
        for (auto const& element : once->elements()) {
            type.once_per.push_back(element.text());
            if (type.once_per.back() != "org") check_fields({type.once_per.back()}, type, element);
        }
    }

    if (auto const ceilings = item.get("ceilings")) read_ceilings(*ceilings, type);
    if (auto const clash = item.get("clash")) read_clash(*clash, type);

    Values values;
    auto workflow = item.get("workflow");
    spoilt_types_.insert(type.name);  // until it has its workflow
    if (!workflow) return;
    if (workflow->is_scalar()) {
        auto const name = workflow->text();
        auto const shared = shared_workflows_.find(name);
        if (shared == shared_workflows_.end()) {
            std::vector<std::string> known;
            for (auto const& [known_name, value] : shared_workflows_) known.push_back(known_name);
            workflow->problem(fmt::format("没有名为“{}”的共享流程，可用的有：{}", name, fmt::join(known, "、")),
                              fmt::format("There is no shared workflow '{}'; known: {}", name, fmt::join(known, ", ")));
            return;
        }
        type.workflow.name = name;
        if (!give_words(shared->second, *workflow, item.get("with"), values)) return;
        workflow.emplace(shared->second.with(&values));
    } else if (auto const with = item.get("with")) {
        with->problem("with: 只用于共享流程", "with: goes with a shared workflow");
    }
    auto const shared_name = type.workflow.name;
    if (auto read = read_workflow(*workflow, type)) {
        type.workflow = std::move(*read);
        type.workflow.name = shared_name;
        spoilt_types_.erase(type.name);
    }
    auto const name = type.name;
    auto const [place, added] = library_->types_.emplace(name, std::move(type));
    if (!added) {
        key.problem(fmt::format("“{}”已有定义", name), fmt::format("'{}' is defined already", name));
        return;
    }
    // Moving the type moved its states; the pointers to the next action are set again where it now lives.
    for (auto& state : place->second.workflow.states) {
        state.next = nullptr;
        for (auto const& action : state.actions) {
            if (action.to && !state.closed) {
                state.next = &action;
                break;
            }
        }
    }
    programme.records.push_back(&place->second);
    pending_types_.push_back({name, item});
}

void Loader::read_programme(Item const& item) {
    item.keys({"programme", "name", "about", "seed", "keeper", "choices", "records", "figures", "report"}, {"programme"});
    Programme fresh;
    fresh.name = item.text_at("programme");
    auto const [place, added] = library_->programmes_.emplace(fresh.name, std::move(fresh));
    if (!added) {
        item.problem(fmt::format("项目“{}”已有定义", place->first), fmt::format("The programme '{}' is defined already", place->first));
        return;
    }
    auto& programme = place->second;
    programme.name = place->first;
    programme.title = item.name_at("name");
    if (item.has("about")) programme.about = item.name_at("about");
    programme.seed = item.texts_at("seed");
    programme.keeper = item.text_at("keeper");
    if (auto const keeper = item.get("keeper")) {
        auto const* departments = library_->choices("department");
        if (keeper->is_scalar() && departments != nullptr && departments->find(programme.keeper) == nullptr) {
            keeper->problem(fmt::format("没有名为“{}”的科室（choices.yaml 的 department）", programme.keeper),
                            fmt::format("There is no department '{}' (choices.yaml: department)", programme.keeper));
        }
    }
    if (auto const choices = item.get("choices")) read_choices(*choices, programme.name + "/");
    if (auto const records = item.get("records")) {
        for (auto const& [key, value] : records->members()) read_record_type(key, value, programme);
    }
    if (auto const figures = item.get("figures")) read_figures(*figures, programme);
    if (auto const report = item.get("report")) {
        for (auto const& element : report->elements()) {
            element.keys({"under", "order", "say"}, {"under", "say"});
            ReportLine line{element.text_at("under"), static_cast<int>(element.integer_at("order").value_or(100)),
                            element.text_at("say"), &programme};
            pending_lines_.push_back({std::move(line), element});
        }
    }
}

}  // namespace niangjia::packs
