// Ceilings and clashes of a type, and steps that are not for the same hands: asked before a proposal and held at every step.
#include "records/limits.h"

#include <algorithm>
#include <ranges>

#include "base/chinese.h"
#include "org/org.h"
#include "people/people.h"
#include "records/fields.h"
#include "records/rules.h"
#include "records/sealing.h"
#include "records/sql.h"
#include "records/steps.h"

namespace niangjia::records {
namespace {

constexpr Message subject_ceiling{ErrorKind::Refused, "records.ceiling", "“{0}”：同一对象 {1} 年最多 {2}，已有 {3}，请减少或改到以后年度办理",
                                  "'{0}': the same person or organisation may have at most {2} in {1}; {3} stand already. Ask for less, or in a later year"};
constexpr Message shared_ceiling{ErrorKind::Refused, "records.ceiling", "“{0}”：同一对象 {1} 年最多 {2}，连同其他单位办理的已经超过，请减少、改到以后年度办理，或向上级核实",
                                 "'{0}': the same person or organisation may have at most {2} in {1}, which is passed with what others have entered. Ask for less, in a later year, or above you"};
constexpr Message place_ceiling{ErrorKind::Refused, "records.ceiling", "“{0}”：{4} {1} 年最多 {2}，已有 {3}，请减少、作废不再办理的，或改到以后年度办理",
                                "'{0}': {4} may have at most {2} in {1}; {3} stand already. Ask for less, void what goes no further, or wait for a later year"};
constexpr Message clashes{ErrorKind::Refused, "records.clash", "该对象 {0} 年已有“{1}”的“{2}”{3}，按规定不能再办理“{4}”，请先核实",
                          "In {0} there is a '{2}' of '{1}'{3} for the same person or organisation, which excludes '{4}'; look into it first"};
constexpr Message other_aid{ErrorKind::Refused, "records.other-aid", "该对象 {0} 年已有“{1}”的“{2}”{3}，请核实是否重复救助",
                            "In {0} there is a '{2}' of '{1}'{3} for the same person or organisation already; make sure that it is not the same help twice"};
// Of a record beyond her reach it is not told whose it is, what it is and for how much.
constexpr Message clashes_elsewhere{ErrorKind::Refused, "records.clash", "该对象 {0} 年已有其他单位办理的救助，按规定不能再办理“{1}”，请向上级核实",
                                    "In {0} somebody else has entered help for the same person or organisation, which excludes '{1}'; ask above you"};
constexpr Message aid_elsewhere{ErrorKind::Refused, "records.other-aid", "该对象 {0} 年已有其他单位办理的救助，请向上级核实是否重复救助",
                                "In {0} somebody else has entered help for the same person or organisation; ask above you whether it is the same help twice"};
constexpr Message once_known{ErrorKind::Conflict, "records.once-per", "同一对象在同一期内只能有一条“{}”，已有一条{}，请在那一条上继续办理",
                             "There can be only one '{}' of these; one{} stands already, go on with that one"};
constexpr Message unlike{ErrorKind::Refused, "records.unlike", "“{}”是您办理的，“{}”要由另一人办理，请交给同事",
                         "'{}' was done by you, so '{}' is for somebody else; hand it to a colleague"};
constexpr Message papers_missing{ErrorKind::Refused, "records.papers-missing", "办理“{}”前要先附上材料，请上传后再办", "'{}' needs a paper: attach it first"};
constexpr Message unknown_subject{ErrorKind::Invalid, "records.unknown-subject", "查无此对象，或不在您的工作范围内，请重新选择",
                                  "There is no such person or organisation within your reach; choose again"};

// As much of another record as counting takes.
struct Standing {
    RecordId id = 0;
    packs::RecordType const* type = nullptr;
    packs::State const* state = nullptr;
    Day opened;
    json::object fields;
};

std::vector<Standing> standings_of(Records const& records, storage::Reader const& reader, Party const& subject) {
    std::vector<Standing> found;
    auto rows = reader.query(subject.who == packs::Who::Person ? sql::list_records_of_subject : sql::list_records_of_organisation, subject.id);
    while (rows.next()) {
        auto const* type = records.library().record_type(rows.text(1));
        auto const* state = type == nullptr ? nullptr : type->workflow.find(rows.text(2));
        if (state == nullptr || state->voids) continue;
        found.push_back({rows.integer(0), type, state, Day{static_cast<std::int32_t>(rows.integer(3))}, stored_object(rows.text(4))});
    }
    return found;
}

std::optional<std::int64_t> number_in(json::object const& fields, std::string const& name) {
    if (name.empty() || !is_filled(fields, name)) return std::nullopt;
    return fields.at(name).to_number<std::int64_t>();
}

// The fields by which a type counts years.
std::vector<std::string> year_fields(packs::RecordType const& type) {
    std::vector<std::string> names;
    auto const add = [&](std::string const& name) {
        auto const* field = type.field(name);
        if (field != nullptr && field->type == packs::FieldType::Year && std::ranges::find(names, name) == names.end()) names.push_back(name);
    };
    for (auto const& ceiling : type.ceilings) add(ceiling.year);
    for (auto const& name : type.once_per) add(name);
    return names;
}

std::int64_t year_of(std::string const& field, json::object const& fields, Day opened) { return number_in(fields, field).value_or(opened.year()); }

// The year that a record is of, whichever of its type's fields says so.
std::int64_t year_of(packs::RecordType const& type, json::object const& fields, Day opened) {
    for (auto const& name : year_fields(type)) {
        if (auto const year = number_in(fields, name)) return *year;
    }
    return opened.year();
}

// What a record takes up of a ceiling.
std::int64_t share(packs::Ceiling const& ceiling, json::object const& fields) {
    return ceiling.sum.empty() ? 1 : number_in(fields, ceiling.sum).value_or(0);
}

std::string amount_text(packs::Ceiling const& ceiling, std::int64_t amount) {
    return ceiling.sum.empty() ? fmt::format("{} 件", amount) : yuan(amount) + " 元";
}

// What the other records of the type in that place and year take up. Counting stops when the ceiling is passed.
std::int64_t taken_by_place(storage::Reader const& reader, Record const& record, packs::Ceiling const& ceiling, org::Code place, std::int64_t year) {
    storage::Query query{"records/list_of_place", "SELECT r.opened, r.fields FROM record_lists l JOIN record_types t ON t.id = l.type JOIN records r ON r.id = l.record"};
    query.where("l.place = ?", place.value()).where("t.name = ?", record.type->name);
    if (ceiling.year.empty()) {
        auto const number = static_cast<int>(year);
        query.where("l.opened BETWEEN ? AND ?", Day::of(number, 1, 1).value().number(), Day::of(number, 12, 31).value().number());
    }
    query.where("l.record <> ?", record.id);
    for (auto const& state : record.type->workflow.states) {
        if (state.voids) query.where("r.state <> ?", state.name);
    }
    if (ceiling.year.empty() && ceiling.sum.empty()) query.then("LIMIT ?", ceiling.at_most + 1);
    auto rows = reader.query(query);
    std::int64_t taken = 0;
    while (rows.next()) {
        auto const fields = ceiling.year.empty() && ceiling.sum.empty() ? json::object{} : stored_object(rows.text(1));
        if (year_of(ceiling.year, fields, Day{static_cast<std::int32_t>(rows.integer(0))}) == year) taken += share(ceiling, fields);
        if (ceiling.sum.empty() && taken > ceiling.at_most) break;
    }
    return taken;
}

std::string numbered(std::optional<std::int64_t> record) { return record ? " " + number_text(*record) : std::string{}; }

std::string_view title_of_step(packs::RecordType const& type, std::string const& step) {
    if (step == "create") return type.workflow.create.title.zh;
    for (auto const& state : type.workflow.states) {
        auto const found = std::ranges::find(state.actions, step, &packs::Action::name);
        if (found != state.actions.end()) return found->title.zh;
    }
    return step;
}

class Limits {
  public:
    Limits(Records const& records, storage::Reader const& reader, identity::Context const& context, Record const& record, packs::State const* from,
           json::object const& changes)
        : records_{records}, reader_{reader}, context_{context}, record_{record}, type_{*record.type}, counted_{from != nullptr && !from->voids} {
        was_ = record.fields;
        for (auto const& [key, pair] : changes) {
            auto const& before = pair.get_array().at(0);
            if (before.is_null()) {
                was_.erase(key);
            } else {
                was_[key] = before;
            }
        }
    }

    std::vector<Check> run() {
        if (record_.state->voids) return {};
        for (auto const& ceiling : type_.ceilings) hold(ceiling);
        if (type_.clash) look_for(*type_.clash);
        return std::move(found_);
    }

  private:
    // What else the subject has. Asked for only where a step takes up more: most take up nothing.
    std::vector<Standing> const& others() {
        if (!others_) {
            others_.emplace();
            // Of one that is sealed nothing in the clear says whom it is about.
            if (record_.subject && !record_.seal) *others_ = standings_of(records_, reader_, *record_.subject);
            std::erase_if(*others_, [&](Standing const& other) { return other.id == record_.id; });
        }
        return *others_;
    }

    void hold(packs::Ceiling const& ceiling) {
        auto const place = ceiling.at ? record_.org.at(*ceiling.at) : std::nullopt;
        bool const speaks = ceiling.at ? place.has_value() : record_.subject && !record_.seal;
        auto const year = year_of(ceiling.year, record_.fields, record_.opened);
        auto const wanted = share(ceiling, record_.fields);
        bool const more = !counted_ || year_of(ceiling.year, was_, record_.opened) != year || share(ceiling, was_) < wanted;
        if (!speaks || wanted == 0 || !more) return;
        std::int64_t taken = 0;
        std::vector<RecordId> counted;
        if (place) {
            taken = taken_by_place(reader_, record_, ceiling, *place, year);
        } else {
            for (auto const& other : others()) {
                if (other.type != &type_ || year_of(ceiling.year, other.fields, other.opened) != year) continue;
                taken += share(ceiling, other.fields);
                counted.push_back(other.id);
            }
        }
        if (taken + wanted <= ceiling.at_most) return;
        if (!place && records_.fetch_many(reader_, context_, counted).size() < counted.size()) {
            found_.push_back({Check::Kind::Ceiling, true, error(shared_ceiling, type_.title.zh, year, amount_text(ceiling, ceiling.at_most)).text()});
            return;
        }
        std::string name;
        if (place) {
            auto const names = org::short_names(reader_, std::vector{*place});
            auto const found = names.find(place->value());
            name = found == names.end() ? place->text() : found->second;
        }
        found_.push_back({Check::Kind::Ceiling, true,
                          error(place ? place_ceiling : subject_ceiling, type_.title.zh, year, amount_text(ceiling, ceiling.at_most), amount_text(ceiling, taken), name).text()});
    }

    // Everything of kind aid but the type itself, which has once-per and ceilings for that; or the types that are named.
    [[nodiscard]] bool is_meant(packs::Clash const& clash, packs::RecordType const& other) const {
        if (clash.names.empty()) return other.kind == "aid" && &other != &type_;
        return std::ranges::find(clash.with, &other) != clash.with.end();
    }

    void look_for(packs::Clash const& clash) {
        auto const year = year_of(type_, record_.fields, record_.opened);
        if (counted_ && year_of(type_, was_, record_.opened) == year) return;
        std::vector<Standing const*> meant;
        for (auto const& other : others()) {
            if (is_meant(clash, *other.type) && year_of(*other.type, other.fields, other.opened) == year) meant.push_back(&other);
        }
        std::vector<RecordId> ids;
        for (auto const* other : meant) ids.push_back(other->id);
        auto const reached = records_.fetch_many(reader_, context_, ids);
        for (auto const* other : meant) {
            if (!reached.contains(other->id)) {
                found_.push_back({Check::Kind::Clash, clash.blocks, error(clash.blocks ? clashes_elsewhere : aid_elsewhere, year, type_.title.zh).text(), std::nullopt});
                continue;
            }
            auto const said = error(clash.blocks ? clashes : other_aid, year, other->type->programme->title.zh, other->type->title.zh, numbered(other->id), type_.title.zh);
            found_.push_back({Check::Kind::Clash, clash.blocks, said.text(), other->id});
        }
    }

    Records const& records_;
    storage::Reader const& reader_;
    identity::Context const& context_;
    Record const& record_;
    packs::RecordType const& type_;
    bool counted_;       // before the step
    json::object was_;   // its fields before the step
    std::optional<std::vector<Standing>> others_;
    std::vector<Check> found_;
};

}  // namespace

std::string_view name_of(Check::Kind kind) {
    switch (kind) {
        case Check::Kind::OncePer: return "once-per";
        case Check::Kind::Ceiling: return "ceiling";
        case Check::Kind::Clash: return "clash";
    }
    return {};
}

std::vector<Check> limits_of(Records const& records, storage::Reader const& reader, identity::Context const& context, Record const& record,
                             packs::State const* from, json::object const& changes) {
    if (record.type->ceilings.empty() && !record.type->clash) return {};
    return Limits{records, reader, context, record, from, changes}.run();
}

void check_limits(Records const& records, storage::Reader const& reader, identity::Context const& context, Record const& record,
                  packs::State const* from, json::object const& changes) {
    for (auto& check : limits_of(records, reader, context, record, from, changes)) {
        if (!check.blocks) continue;
        auto const& message = check.kind == Check::Kind::Ceiling ? subject_ceiling : clashes;
        throw Error{message.kind, std::string{message.code}, std::move(check.text)};
    }
}

std::optional<Error> hindrance(storage::Reader const& reader, identity::Context const& context, Record const& record, packs::Action const& action,
                               std::vector<Entry> const& entries) {
    for (auto const& step : action.unlike) {
        // Whoever corrected what was proposed proposed it as well.
        auto const is_meant = [&](Entry const& entry) { return entry.action == step || (step == "create" && entry.action == correct_action().name); };
        // The program itself has no hands of its own; on behalf of an account it has that account's.
        bool const hers = context.account() != 0 && std::ranges::any_of(entries, [&](Entry const& entry) { return is_meant(entry) && entry.account == context.account(); });
        if (hers) return error(unlike, title_of_step(*record.type, step), action.title.zh);
    }
    if (action.papers) {
        auto rows = reader.query(sql::find_paper, record.id);
        if (!rows.next()) return error(papers_missing, action.title.zh);
    }
    return std::nullopt;
}

std::vector<Check> Records::checks(storage::Reader const& reader, identity::Context const& context, packs::RecordType const& type, org::Code org,
                                   std::optional<Party> const& subject, std::optional<std::int64_t> year, std::optional<std::int64_t> amount) const {
    context.require(writing(type), org);
    if (subject) {
        bool const known = type.subject && type.subject->who == subject->who &&
                           (subject->who == packs::Who::Person ? people::reachable(reader, context, subject->id)
                                                                  : org::exists(reader, org::Code{subject->id}) && context.reaches(identity::Permission::ReadRecords, org::Code{subject->id}));
        if (!known) throw error(unknown_subject).with_pointer("?subject");
    }
    Record record;
    record.type = &type;
    record.org = org;
    record.sender = org;
    record.state = &type.workflow.state(*type.workflow.create.to);
    record.subject = subject;
    record.opened = context.today();
    if (year) {
        for (auto const& name : year_fields(type)) record.fields[name] = *year;
    }
    if (amount) {
        for (auto const& ceiling : type.ceilings) {
            if (!ceiling.sum.empty()) record.fields[ceiling.sum] = *amount;
        }
    }
    if (wants_seal(type, record.fields)) record.seal = record.id;
    std::vector<Check> found;
    if (auto const key = once_key(record)) {
        auto rows = reader.query(sql::find_once, *key);
        if (rows.next()) {
            auto const id = rows.integer(0);
            auto const reached = fetch_many(reader, context, {id}).contains(id) ? std::optional{id} : std::nullopt;
            found.push_back({Check::Kind::OncePer, true, error(once_known, type.title.zh, numbered(reached)).text(), reached});
        }
    }
    for (auto& check : limits_of(*this, reader, context, record, nullptr, {})) found.push_back(std::move(check));
    return found;
}

}  // namespace niangjia::records
