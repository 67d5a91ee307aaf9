#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "packs/loader.h"

namespace niangjia::packs {

Choice const* ChoiceList::find(std::string_view key) const {
    for (auto const& choice : choices) {
        if (choice.key == key) return &choice;
        for (auto const& inner : choice.of) {
            if (inner.key == key) return &inner;
        }
    }
    return nullptr;
}

Choice const* ChoiceList::parent_of(std::string_view key) const {
    for (auto const& choice : choices) {
        if (std::any_of(choice.of.begin(), choice.of.end(), [&](Choice const& inner) { return inner.key == key; })) return &choice;
    }
    return nullptr;
}

bool ChoiceList::within(std::string_view key, std::string_view parent) const {
    if (key == parent) return true;
    for (auto const& choice : choices) {
        if (choice.key != parent) continue;
        return std::any_of(choice.of.begin(), choice.of.end(), [&](Choice const& inner) { return inner.key == key; });
    }
    return false;
}

std::optional<Day> Due::from(Day start, std::optional<Day> until_day, WorkingCalendar const& calendar) const {
    if (!until.empty()) return until_day;
    Day day = months > 0 ? start.plus_months(months) : start;
    day = day + days;
    if (working_days > 0) return calendar.after_working_days(day, working_days);
    // A period that ends on a legal rest day ends on the next day after it (民法典 Art. 203).
    return calendar.next_working(day);
}

bool Due::counts_working_days() const { return until.empty(); }

bool Action::takes_field(std::string_view field) const {
    return std::find(needs.begin(), needs.end(), field) != needs.end() || std::find(takes.begin(), takes.end(), field) != takes.end();
}

State const* Workflow::find(std::string_view state_name) const {
    for (auto const& state : states) {
        if (state.name == state_name) return &state;
    }
    return nullptr;
}

State const& Workflow::state(std::string_view state_name) const {
    auto const* found = find(state_name);
    if (found == nullptr) {
        throw Error{ErrorKind::Broken, "packs.unknown-state", {"记录处于流程中不存在的状态", "The record is in a state its workflow does not have"}}
            .with_note(std::string{state_name});
    }
    return *found;
}

bool Workflow::has_action(std::string_view action_name) const {
    if (action_name == "create" || action_name == message_step || action_name == applicant_message_step) return true;
    return std::any_of(states.begin(), states.end(), [&](State const& state) {
        return std::any_of(state.actions.begin(), state.actions.end(), [&](Action const& action) { return action.name == action_name; });
    });
}

Field const* RecordType::field(std::string_view field_name) const {
    auto const found = std::find_if(fields.begin(), fields.end(), [&](Field const& field) { return field.name == field_name; });
    return found == fields.end() ? nullptr : &*found;
}

ParticipantRole const* RecordType::participant(std::string_view role) const {
    auto const found = std::find_if(participants.begin(), participants.end(), [&](auto const& participant) { return participant.name == role; });
    return found == participants.end() ? nullptr : &*found;
}

bool RecordType::has_sides() const {
    return std::any_of(participants.begin(), participants.end(), [](ParticipantRole const& one) { return !one.opposes.empty(); });
}

bool RecordType::is_side(std::string_view role) const {
    return std::any_of(participants.begin(), participants.end(), [&](ParticipantRole const& one) {
        return !one.opposes.empty() && (one.name == role || one.opposes == role);
    });
}

bool RecordType::tells_whereabouts() const {
    return std::any_of(fields.begin(), fields.end(), [](Field const& one) { return one.whereabouts; });
}

namespace {

template <class Map>
auto const* found_in(Map const& map, std::string_view name) {
    auto const found = map.find(name);
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

Programme const* Library::programme(std::string_view name) const { return found_in(programmes_, name); }
RecordType const* Library::record_type(std::string_view name) const { return found_in(types_, name); }
Figure const* Library::figure(std::string_view name) const { return found_in(figures_, name); }
ReportTemplate const* Library::report(std::string_view name) const { return found_in(reports_, name); }
ChoiceList const* Library::choices(std::string_view name) const { return found_in(choices_, name); }

std::vector<Figure const*> const& Library::fed_by(RecordType const& type) const {
    static std::vector<Figure const*> const none;
    auto const* figures = found_in(fed_by_, type.name);
    return figures == nullptr ? none : *figures;
}

std::vector<ReportTemplate const*> Library::reports() const {
    std::vector<ReportTemplate const*> result;
    for (auto const& [name, report] : reports_) result.push_back(&report);
    return result;
}

Loader::Loader(std::filesystem::path folder, std::string organisation, identity::Roles const& roles)
    : folder_{std::move(folder)}, organisation_{std::move(organisation)}, roles_{roles}, library_{std::make_shared<Library>()} {}

Library::Loaded Loader::load() {
    auto const files_in = [](std::filesystem::path const& folder) {
        std::vector<std::filesystem::path> files;
        if (std::filesystem::is_directory(folder)) {
            for (auto const& entry : std::filesystem::directory_iterator{folder}) {
                if (entry.path().extension() == ".yaml") files.push_back(entry.path());
            }
        }
        std::sort(files.begin(), files.end());
        return files;
    };
    library_->organisation_ = organisation_;
    library_->choices_.emplace(programme_choices, ChoiceList{std::string{programme_choices}, {}});
    library_->calendar_ = WorkingCalendar::read(folder_ / "common" / "calendar.yaml");
    if (auto const item = Item::file(folder_ / "common" / "choices.yaml", problems_)) {
        item->keys({"choices"}, {"choices"});
        if (auto const choices = item->get("choices")) read_choices(*choices, "");
    }
    if (auto const item = Item::file(folder_ / "common" / "persons.yaml", problems_)) read_persons(*item);
    if (auto const item = Item::file(folder_ / "common" / "clocks.yaml", problems_)) {
        if (auto const clocks = item->get("clocks")) read_clocks(*clocks);
    }
    if (auto const forms = folder_ / "common" / "risk.yaml"; std::filesystem::exists(forms)) {
        if (auto const item = Item::file(forms, problems_)) {
            item->keys({"forms"}, {"forms"});
            if (auto const given = item->get("forms")) read_forms(*given);
        }
    }
    if (auto const item = Item::file(folder_ / "common" / "workflows.yaml", problems_)) {
        item->keys({"workflows"}, {"workflows"});
        if (auto const workflows = item->get("workflows")) {
            for (auto const& [key, value] : workflows->members()) shared_workflows_.emplace(key.text(), value);
        }
    }
    auto const packs = files_in(folder_ / organisation_);
    if (packs.empty()) {
        problems_.push_back({folder_ / organisation_, 0, 0, {"文件夹里没有项目文件（*.yaml）", "The folder holds no programme (*.yaml)"}});
    }
    std::vector<Item> programmes;
    for (auto const& folder : {folder_ / "shared", folder_ / organisation_}) {
        for (auto const& file : files_in(folder)) {
            if (auto const item = Item::file(file, problems_)) programmes.push_back(*item);
        }
    }
    // A field may offer every programme of the installation, also those that are read after it.
    auto& names = library_->choices_.find(programme_choices)->second.choices;
    for (auto const& item : programmes) {
        auto const name = item.get("name");
        if (item.is_map() && item.has("programme")) names.push_back({item.text_at("programme"), name && name->is_map() ? Text{name->text_at("zh"), name->text_at("en")} : Text{}, {}});
    }
    for (auto const& item : programmes) read_programme(item);
    bind_types();
    bind_posts();
    bind_computed();
    for (auto const& pending : pending_figures_) bind_figure(pending.key, pending.item, *pending.programme, *pending.figure);
    for (auto const& file : files_in(folder_ / organisation_ / "reports")) {
        if (auto const item = Item::file(file, problems_)) read_report(*item);
    }
    add_lines();
    bind();
    bind_clear_fields();
    if (auto const portal = folder_ / "common" / "portal.yaml"; std::filesystem::exists(portal)) {
        if (auto const item = Item::file(portal, problems_)) read_portal(*item);
    }
    std::sort(problems_.begin(), problems_.end(), [](auto const& a, auto const& b) {
        return std::tie(a.file, a.line, a.column, a.text.zh) < std::tie(b.file, b.line, b.column, b.text.zh);
    });
    // A shared workflow is read once for each type that uses it: its own mistakes are said once.
    problems_.erase(std::unique(problems_.begin(), problems_.end(),
                                [](auto const& a, auto const& b) {
                                    return std::tie(a.file, a.line, a.column, a.text.zh) == std::tie(b.file, b.line, b.column, b.text.zh);
                                }),
                    problems_.end());
    if (!problems_.empty()) return {nullptr, std::move(problems_)};
    return {std::move(library_), {}};
}

void Loader::bind() {
    for (auto const& [name, programme] : library_->programmes_) library_->programme_list_.push_back(&programme);
    // What a figure made of others is follows from its parts, so those are bound before it.
    std::vector<Pending const*> ordered;
    for (auto const& pending : pending_figures_) ordered.push_back(&pending);
    std::stable_partition(ordered.begin(), ordered.end(), [](auto const* pending) {
        auto const& parts = pending->figure->parts;
        return std::all_of(parts.begin(), parts.end(), [](auto const* part) { return part->parts.empty(); });
    });
    for (auto const* pending : ordered) {
        bind_parts(pending->item, *pending->figure);
    }
    for (auto const& pending : pending_figures_) {
        auto& figure = *pending.figure;
        for (auto const& source : figure.sources) {
            auto& list = library_->fed_by_[source.type->name];
            if (std::find(list.begin(), list.end(), &figure) == list.end()) list.push_back(&figure);
        }
        figure.definition = pending.item.has("definition") ? pending.item.name_at("definition") : define(figure);
    }
}

void Loader::bind_parts(Item const& item, Figure& figure) const {
    if (figure.parts.empty()) return;
    auto const given = *item.get(name_of(figure.measure));
    for (auto const* part : figure.parts) {
        bool const plain = std::all_of(part->parts.begin(), part->parts.end(), [](auto const* inner) { return inner->parts.empty(); });
        if (part == &figure || !plain) {
            given.problem("由指标算出的指标最多套一层", "A figure made of figures may be made of others only one level deep");
        } else if (figure.measure == Measure::Missing && !part->parts.empty()) {
            given.problem("missing 的指标必须是直接计数的", "missing takes a figure that is counted itself");
        } else if (part->measure == Measure::Ratio || part->measure == Measure::Missing) {
            given.problem(fmt::format("“{}”是比率或空白数，不能再参与计算", part->name),
                          fmt::format("'{}' is a ratio or counts what is missing: nothing can be made of it", part->name));
        }
        figure.stock = figure.stock || part->stock;
        if (figure.measure != Measure::Total) continue;
        if (part->scale != figure.parts.front()->scale) {
            given.problem("合计的各项要同为数量、同为小数或同为金额", "The parts of a total are all counts, all decimals or all money");
        }
        figure.money = part->money;
        figure.scale = part->scale;
    }
    check_unit(item, figure);
}

Library::Loaded Library::load(std::filesystem::path const& folder, std::string const& organisation, identity::Roles const& roles) {
    return Loader{folder, organisation, roles}.load();
}

}  // namespace niangjia::packs
