#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "packs/loader.h"

namespace niangjia::packs {
namespace {

constexpr std::array<std::pair<std::string_view, Measure>, 7> measures{{
    {"count", Measure::Count},
    {"sum", Measure::Sum},
    {"people", Measure::People},
    {"organisations", Measure::Organisations},
    {"ratio", Measure::Ratio},
    {"total", Measure::Total},
    {"missing", Measure::Missing},
}};

// Names of other programmes are written programme/name; they become programme.name.
std::string full_name(std::string const& name, Programme const& programme) {
    auto const slash = name.find('/');
    if (slash == std::string::npos) return programme.name + "." + name;
    return name.substr(0, slash) + "." + name.substr(slash + 1);
}

std::int64_t scale_of(FieldType type) {
    switch (type) {
        case FieldType::Money: return 100;
        case FieldType::Decimal: return 1000;
        default: return 1;
    }
}

}  // namespace

std::string_view name_of(Measure measure) { return measures[static_cast<std::size_t>(measure)].first; }

void Loader::read_figures(Item const& item, Programme& programme) {
    for (auto const& [key, value] : item.members()) {
        if (!value.is_map()) {
            value.problem("指标应写成 {count: …, when: …, unit: …, name: …}", "Write a figure as {count: …, when: …, unit: …, name: …}");
            continue;
        }
        Figure figure;
        figure.name = programme.name + "." + key.text();
        figure.programme = &programme;
        auto const name = figure.name;
        auto const [place, added] = library_->figures_.emplace(name, std::move(figure));
        if (!added) continue;  // members() has reported the twin
        programme.figures.push_back(&place->second);
        library_->figure_list_.push_back(&place->second);
        pending_figures_.push_back({key, value, &programme, &place->second});
    }
}

Figure const* Loader::figure_named(std::string const& name, Item const& item, Programme const& programme) {
    auto const found = library_->figures_.find(full_name(name, programme));
    if (found != library_->figures_.end()) return &found->second;
    std::vector<std::string> known;
    for (auto const* figure : programme.figures) known.push_back(figure->name.substr(programme.name.size() + 1));
    auto const near = nearest(name, known);
    item.problem(fmt::format("没有指标“{}”{}", name, near.empty() ? "" : "，是否想写“" + near + "”？"),
                 fmt::format("There is no figure '{}'{}", name, near.empty() ? "" : "; did you mean '" + near + "'?"));
    return nullptr;
}

std::optional<Source> Loader::read_source(std::string const& path, Item const& item, Figure const& figure, Programme const& programme) {
    auto const slash = path.find('/');
    auto const dot = path.find('.', slash == std::string::npos ? 0 : slash);
    auto const record = path.substr(0, dot);
    auto const taken = dot == std::string::npos ? std::string{} : path.substr(dot + 1);
    Source source;
    source.type = library_->record_type(full_name(record, programme));
    if (spoilt_types_.contains(full_name(record, programme))) return std::nullopt;
    if (source.type == nullptr) {
        std::vector<std::string> known;
        for (auto const* type : programme.records) known.push_back(type->key);
        item.problem(fmt::format("没有记录类型“{}”，本项目有：{}", record, fmt::join(known, "、")),
                     fmt::format("There is no record type '{}'; this programme has: {}", record, fmt::join(known, ", ")));
        return std::nullopt;
    }
    auto const& type = *source.type;
    auto const wrong = [&](std::string const& zh, std::string const& en) {
        item.problem(fmt::format("“{}”{}", path, zh), fmt::format("'{}' {}", path, en));
        return std::nullopt;
    };
    auto const* field = type.field(taken);
    auto const* participants = type.participant(taken);
    switch (figure.measure) {
        case Measure::Count:
            if (taken.empty()) {
                source.taking = Taking::Record;
            } else if (participants != nullptr) {
                source.taking = Taking::Participants;
                source.field = taken;
            } else {
                return wrong("不能计数：请写记录类型，或记录类型.参与者", "cannot be counted: write a record type, or type.participants");
            }
            break;
        case Measure::Sum:
            if (field == nullptr && taken == posted_amount) {
                if (!type.posts()) return wrong("没有记账的步骤（posts），没有记账金额", "has no step that posts anything");
                source.taking = Taking::Posted;
                break;
            }
            if (field == nullptr || (field->type != FieldType::Count && field->type != FieldType::Money && field->type != FieldType::Decimal)) {
                return wrong("不能求和：请写 记录类型.数量或金额字段", "cannot be summed: write type.field with a count, decimal or money field");
            }
            source.taking = Taking::Field;
            source.field = taken;
            break;
        case Measure::People:
        case Measure::Organisations: {
            auto const who = figure.measure == Measure::People ? Who::Person : Who::Organisation;
            auto const field_type = figure.measure == Measure::People ? FieldType::Person : FieldType::Organisation;
            if (taken == "subject" && type.subject && type.subject->who == who) {
                source.taking = Taking::Subject;
            } else if (taken == "org" && who == Who::Organisation) {
                source.taking = Taking::Org;
            } else if (participants != nullptr && participants->who == who) {
                source.taking = Taking::Participants;
                source.field = taken;
            } else if (field != nullptr && field->type == field_type) {
                source.taking = Taking::Field;
                source.field = taken;
            } else if (who == Who::Person) {
                return wrong("不是人：请写 记录类型.subject、记录类型.参与者 或人员字段", "is no person: write type.subject, type.participants or a person field");
            } else {
                return wrong("不是组织：请写 subject、org、参与者或组织字段", "is no organisation: write subject, org, participants or an organisation field");
            }
            break;
        }
        default: break;
    }
    return source;
}

// What is posted is an amount of a step, and only some steps post one.
void Loader::check_posted(Item const& trigger, Source const& source) const {
    if (source.trigger != Trigger::When && source.trigger != Trigger::Each) {
        trigger.problem("记账金额（posted）只能用 when 或 each", "What was posted goes with when and each alone");
        return;
    }
    auto const& step = source.steps.back();
    auto const posts = [&](Action const& action, std::string_view before) {
        bool const meant = source.entering ? action.to == step && before != step : action.name == step;
        return meant && std::ranges::any_of(action.posts, &Posting::counted);
    };
    auto const& workflow = source.type->workflow;
    bool found = posts(workflow.create, "");
    for (auto const& state : workflow.states) {
        for (auto const& action : state.actions) found = found || posts(action, state.name);
    }
    if (found) return;
    trigger.problem(fmt::format("“{}”这一步没有记下收支，没有金额可计", step), fmt::format("'{}' posts no amount that could be counted", step));
}

void Loader::read_trigger(Item const& item, std::size_t index, std::size_t count, Source& source, Figure& figure) {
    int given = 0;
    for (auto const& [key, trigger] :
         {std::pair{"when", Trigger::When}, {"each", Trigger::Each}, {"while", Trigger::While}, {"kept", Trigger::Kept}, {"late", Trigger::Late}}) {
        auto const value = item.get(key);
        if (!value) continue;
        ++given;
        source.trigger = trigger;
        if (source.taking == Taking::Posted && trigger != Trigger::When && trigger != Trigger::Each) {
            check_posted(*value, source);
            continue;
        }
        auto const steps = value->elements();
        if (trigger == Trigger::Kept || trigger == Trigger::Late) {
            auto const name = value->text();
            source.steps = {name};
            if (name != "due" && source.type->workflow.deadline(name) == nullptr) {
                value->problem(fmt::format("“{}”没有期限“{}”；状态的期限写 due", source.type->name, name),
                               fmt::format("'{}' has no deadline '{}'; a state's own is called due", source.type->name, name));
            }
            continue;
        }
        if (trigger == Trigger::While) {
            figure.stock = true;
            for (auto const& step : steps) {
                source.steps.push_back(step.text());
                if (source.type->workflow.find(step.text()) == nullptr) {
                    step.problem(fmt::format("“{}”没有状态“{}”", source.type->name, step.text()),
                                 fmt::format("'{}' has no state '{}'", source.type->name, step.text()));
                }
            }
            continue;
        }
        if (steps.size() != 1 && steps.size() != count) {
            value->problem(fmt::format("这里要写一个步骤，或与 {} 个来源一一对应", count),
                           fmt::format("Write one step here, or one for each of the {} sources", count));
            return;
        }
        auto const& step = steps.size() == 1 ? steps[0] : steps[index];
        source.steps.push_back(step.text());
        auto const& workflow = source.type->workflow;
        source.entering = !workflow.has_action(step.text());
        if (source.entering && workflow.find(step.text()) == nullptr) {
            std::vector<std::string> known{"create"};
            for (auto const& state : workflow.states) {
                known.push_back(state.name);
                for (auto const& action : state.actions) known.push_back(action.name);
            }
            step.problem(fmt::format("“{}”没有步骤或状态“{}”，可用的有：{}", source.type->name, step.text(), fmt::join(known, "、")),
                         fmt::format("'{}' has no action or state '{}'; known: {}", source.type->name, step.text(), fmt::join(known, ", ")));
        } else if (source.taking == Taking::Posted) {
            check_posted(step, source);
        }
    }
    if (given != 1) {
        item.problem("要写明何时计入：when（首次办理时）、each（每次办理时）、while（处于某些状态期间）、kept 或 late（按期、逾期办到时），选一",
                     "Say when it counts: one of when (first done), each (every time done), while (in those states), kept or late (a deadline met in time, or after it)");
    }
}

void Loader::read_where(Item const& item, Source& source) {
    auto const where = item.get("where");
    if (where) {
        for (auto const& [key, value] : where->members()) {
            auto const* field = source.type->field(key.text());
            if (field == nullptr || (field->type != FieldType::Choice && field->type != FieldType::YesNo)) {
                key.problem(fmt::format("where 只能用选项或是否字段，“{}”不是“{}”的这类字段", key.text(), source.type->name),
                            fmt::format("where takes choice and yes-no fields; '{}' is none of '{}'", key.text(), source.type->name));
                continue;
            }
            std::vector<std::string> values;
            for (auto const& element : value.elements()) {
                values.push_back(element.text());
                bool const known = field->type == FieldType::YesNo ? values.back() == "true" || values.back() == "false"
                                                                   : field->choices != nullptr && field->choices->find(values.back()) != nullptr;
                if (!known) {
                    element.problem(fmt::format("“{}”不是“{}”的选项", values.back(), key.text()),
                                    fmt::format("'{}' is no choice of '{}'", values.back(), key.text()));
                }
            }
            source.where.emplace_back(key.text(), std::move(values));
        }
    }
    if (auto const at = item.get("at")) {
        source.at = at->text();
        auto const* field = source.type->field(source.at);
        if (field == nullptr || field->type != FieldType::Organisation) {
            at->problem(fmt::format("at 要指向组织字段，“{}”不是", source.at), fmt::format("at must name an organisation field; '{}' is none", source.at));
        }
    }
}

Text Loader::define(Figure const& figure) const {
    if (figure.measure == Measure::Ratio && figure.parts.size() == 2) {
        return {fmt::format("{} ÷ {} × 100%", figure.parts[0]->title.zh, figure.parts[1]->title.zh),
                fmt::format("{} ÷ {} × 100%", figure.parts[0]->title.en, figure.parts[1]->title.en)};
    }
    if (figure.measure == Measure::Total) {
        Text text;
        for (auto const* part : figure.parts) {
            text.zh += (text.zh.empty() ? "" : " ＋ ") + part->title.zh;
            text.en += (text.en.empty() ? "" : " + ") + part->title.en;
        }
        return text;
    }
    if (figure.measure == Measure::Missing && figure.parts.size() == 1) {
        return {fmt::format("期内“{}”为零的组织数", figure.parts[0]->title.zh),
                fmt::format("Organisations where '{}' is zero in the period", figure.parts[0]->title.en)};
    }
    Text text;
    for (auto const& source : figure.sources) {
        auto const step = [&](std::string const& name) -> Text {
            if (name == "create") return source.type->workflow.create.title;
            for (auto const& state : source.type->workflow.states) {
                if ((source.trigger == Trigger::While || source.entering) && state.name == name) return state.title;
                for (auto const& action : state.actions) {
                    if (action.name == name) return action.title;
                }
            }
            return {name, name};
        };
        Text steps;
        for (auto const& name : source.steps) {
            auto const title = step(name);
            steps.zh += (steps.zh.empty() ? "" : "、") + title.zh;
            steps.en += (steps.en.empty() ? "" : ", ") + title.en;
        }
        Text what = source.type->title;
        if (source.taking == Taking::Field) {
            auto const* field = source.type->field(source.field);
            what = {what.zh + "的" + field->title.zh, field->title.en + " of " + what.en};
        } else if (source.taking == Taking::Participants) {
            auto const* role = source.type->participant(source.field);
            what = {what.zh + "的" + role->title.zh, role->title.en + " of " + what.en};
        } else if (source.taking == Taking::Posted) {
            what = {what.zh + "的记账金额", "Posted of " + what.en};
        }
        if (source.trigger == Trigger::Kept || source.trigger == Trigger::Late) {
            auto const* deadline = source.type->workflow.deadline(source.steps.front());
            steps = deadline == nullptr ? Text{"办理期限", "due day"} : deadline->title;
            bool const kept = source.trigger == Trigger::Kept;
            text.zh += (text.zh.empty() ? "" : "；") + what.zh + fmt::format(fmt::runtime(kept ? "，“{}”按期办到时计一次" : "，“{}”逾期办到时计一次"), steps.zh);
            text.en += (text.en.empty() ? "" : "; ") + what.en + fmt::format(fmt::runtime(kept ? ", each time '{}' is kept" : ", each time '{}' is met late"), steps.en);
            continue;
        }
        char const* zh_when = source.trigger == Trigger::While ? "处于“{}”" : source.trigger == Trigger::Each ? "每次“{}”" : "“{}”时计一次";
        char const* en_when = source.trigger == Trigger::While ? "while {}" : source.trigger == Trigger::Each ? "each time: {}" : "once, when: {}";
        text.zh += (text.zh.empty() ? "" : "；") + what.zh + "，" + fmt::format(fmt::runtime(zh_when), steps.zh);
        text.en += (text.en.empty() ? "" : "; ") + what.en + ", " + fmt::format(fmt::runtime(en_when), steps.en);
    }
    if (figure.distinct()) {
        text.zh += figure.measure == Measure::People ? "；同一人只计一次" : "；同一组织只计一次";
        text.en += figure.measure == Measure::People ? "; each person once" : "; each organisation once";
    }
    return text;
}

void Loader::bind_figure(Item const& key, Item const& item, Programme const& programme, Figure& figure) {
    item.keys({"count", "sum", "people", "organisations", "ratio", "total", "missing", "of", "when", "each", "while", "kept", "late", "where",
               "at", "split", "unit", "decimals", "name", "definition", "seed"},
              {"unit"});
    figure.title = item.name_at("name");
    figure.unit = item.text_at("unit");
    figure.decimals = static_cast<int>(item.integer_at("decimals").value_or(0));
    figure.seed = item.texts_at("seed");
    int kinds = 0;
    for (auto const& [name, measure] : measures) {
        if (!item.has(name)) continue;
        ++kinds;
        figure.measure = measure;
    }
    if (kinds != 1) {
        key.problem("指标要写明算法：count、sum、people、organisations、ratio、total、missing 之一",
                    "A figure is one of count, sum, people, organisations, ratio, total, missing");
        return;
    }
    auto const given = *item.get(name_of(figure.measure));
    auto const taken = given.elements();
    if (given.is_list() && taken.empty()) given.problem("列表是空的", "The list is empty");
    if (figure.measure == Measure::Ratio || figure.measure == Measure::Total || figure.measure == Measure::Missing) {
        for (auto const& element : taken) {
            if (auto const* part = figure_named(element.text(), element, programme)) figure.parts.push_back(part);
        }
        if (figure.measure == Measure::Ratio && taken.size() != 2) {
            given.problem("ratio 要写两个指标：[分子, 分母]", "ratio takes two figures: [numerator, denominator]");
        }
        if (figure.measure == Measure::Missing) {
            if (taken.size() > 1) given.problem("missing 只能写一个指标", "missing takes one figure");
            auto const level = org::level_named(item.text_at("of"));
            if (!level) item.get("of").value_or(item).problem("missing 要写明层级 of: village", "missing needs a level: of: village");
            figure.level = level.value_or(org::Level::Village);
        }
        return;
    }
    for (std::size_t i = 0; i < taken.size(); ++i) {
        auto source = read_source(taken[i].text(), taken[i], figure, programme);
        if (!source) continue;
        read_trigger(item, i, taken.size(), *source, figure);
        read_where(item, *source);
        if (figure.measure == Measure::Sum) {
            auto const type = source->taking == Taking::Posted ? FieldType::Money : source->type->field(source->field)->type;
            if (!figure.sources.empty() && figure.scale != scale_of(type)) {
                given.problem("求和的各项要同为数量、同为小数或同为金额", "What is summed is all counts, all decimals or all money");
            }
            figure.money = type == FieldType::Money;
            figure.scale = scale_of(type);
        }
        figure.sources.push_back(std::move(*source));
    }
    check_unit(item, figure);
    read_split(item, figure);
}

// Makes a figure of its own for each value of the fields named.
void Loader::read_split(Item const& item, Figure& figure) {
    auto const split = item.get("split");
    if (!split) return;
    for (auto const& element : split->elements()) {
        auto const name = element.text();
        ChoiceList const* choices = nullptr;
        for (auto const& source : figure.sources) {
            auto const* field = source.type->field(name);
            bool const same = field != nullptr && field->type == FieldType::Choice && (choices == nullptr || choices == field->choices);
            if (!same) {
                element.problem(fmt::format("split 要写选项字段，且各来源用同一张选项表，“{}”不是", name),
                                fmt::format("split takes a choice field, the same of every source; '{}' is none", name));
                return;
            }
            choices = field->choices;
        }
        if (choices == nullptr || figure.distinct()) {
            element.problem("split 只用于直接计数或求和的指标", "split goes with figures that count or sum records");
            return;
        }
        Split made{name, {}};
        auto const add = [&](Choice const& choice) {
            Figure part = figure;
            part.name = figure.name + "." + name + "." + choice.key;
            part.title = {figure.title.zh + "：" + choice.title.zh, figure.title.en + ": " + choice.title.en};
            part.seed.clear();
            part.splits.clear();
            part.split_of = &figure;
            part.split_field = name;
            part.split_value = choice.key;
            part.definition = {fmt::format("{}，其中“{}”", figure.title.zh, choice.title.zh), fmt::format("{}, of these '{}'", figure.title.en, choice.title.en)};
            for (auto& source : part.sources) source.where.emplace_back(name, std::vector{choice.key});
            auto const full = part.name;
            auto const [place, added] = library_->figures_.emplace(full, std::move(part));
            if (!added) {
                element.problem(fmt::format("指标“{}”已有定义", full), fmt::format("The figure '{}' is defined already", full));
                return;
            }
            library_->split_list_.push_back(&place->second);
            made.of.emplace(choice.key, &place->second);
        };
        for (auto const& choice : choices->choices) {
            add(choice);
            for (auto const& inner : choice.of) add(inner);
        }
        figure.splits.push_back(std::move(made));
    }
}

void Loader::check_unit(Item const& item, Figure const& figure) const {
    auto const unit = item.get("unit");
    if (!unit || !figure.money || figure.unit == "元") return;
    unit->problem("金额指标的单位写“元”，成文时自动换算为万元", "A money figure has the unit 元; reports turn it into 万元 themselves");
}

}  // namespace niangjia::packs
