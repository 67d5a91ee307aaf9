// What she sees of her request, and what the staff see of the words between them.
#include <algorithm>

#include "org/org.h"
#include "portal/portal.h"

namespace niangjia::portal {
namespace {

Text says(packs::State const& state) {
    if (state.says) return *state.says;
    return state.closed ? Text{"已经办结。", "It is closed."} : Text{"正在办理。", "It is being worked on."};
}

// A value as she reads it. Nothing for an empty one.
std::optional<Text> shown(storage::Reader const& reader, packs::Field const& field, json::value const& value) {
    if (value.is_null()) return std::nullopt;
    if (value.is_bool()) return value.get_bool() ? Text{"是", "Yes"} : Text{"否", "No"};
    if (!value.is_string()) {
        auto const text = to_text(value);
        return Text{text, text};
    }
    std::string const text{value.get_string()};
    if (field.type == packs::FieldType::Choice) {
        auto const* choice = field.choices == nullptr ? nullptr : field.choices->find(text);
        return choice == nullptr ? std::nullopt : std::optional{choice->title};
    }
    if (field.type == packs::FieldType::Organisation) {
        auto const code = org::Code::parse(text);
        auto const place = code ? org::find(reader, *code) : std::nullopt;
        return place ? std::optional{Text{place->short_name, place->short_name}} : std::nullopt;
    }
    return Text{text, text};
}

// What she wrote is what stands in the first entry: the staff may have mended the record since.
json::object first_values(std::vector<records::Entry> const& entries) {
    json::object values;
    for (auto const& [key, pair] : entries.front().changes) values[key] = pair.as_array().at(1);
    return values;
}

// Her topic, whatever finer category the staff have found since; the words of categories are not hers to read.
Text topic_of(packs::Portal const& settings, json::object const& values) {
    auto const* value = values.if_contains(settings.topic);
    auto const* field = settings.type->field(settings.topic);
    if (value != nullptr && value->is_string()) {
        std::string_view const key{value->get_string().data(), value->get_string().size()};
        for (auto const& topic : settings.topics) {
            if (field->choices->within(key, topic.value)) return topic.title;
        }
    }
    return {"您的事情", "Your matter"};
}

bool is_written(records::Entry const& entry) {
    return entry.action == packs::message_step || (entry.account == identity::applicant_account && entry.n > 1 && !entry.note.empty());
}

Letter letter_of(records::Entry const& entry) {
    return {entry.n, entry.at, entry.day, entry.account == identity::applicant_account, entry.account, entry.note};
}

}  // namespace

View Portal::view(storage::Reader const& reader, identity::Context const& her) const {
    auto const& given = settings();
    auto const record = record_of(reader, her);
    auto const entries = records_->timeline(reader, record);
    auto const& type = *record.type;
    auto const values = first_values(entries);
    View view;
    view.org = record.org;
    if (auto const place = org::find(reader, record.org)) view.org_name = place->name;
    view.topic = topic_of(given, values);
    view.opened = record.opened;
    view.state = says(*record.state);
    view.closed = record.state->closed;
    for (auto const& offer : records_->offers(reader, her, record)) {
        if (offer.refusal || offer.action->name == records::applicant_message_action().name) continue;
        bool const within = offer.action->gate == packs::Gate::WithinDue;
        view.offers.push_back({offer.action, within ? record.due : std::nullopt});
        view.next_is_hers = view.next_is_hers || within;
    }
    if (record.due && !view.closed && (view.next_is_hers || !record.state->waits())) view.next = record.due;
    for (auto const& running : records::Records::running(type, entries)) {
        if (running.deadline->says) view.promises.push_back({*running.deadline->says, running.due});
    }
    for (auto const& entry : entries) {
        if (entry.from && *entry.from == entry.to) continue;
        if (auto const* state = type.workflow.find(entry.to)) view.way.push_back({entry.day, says(*state)});
    }
    auto const add = [&](std::vector<Told>& list, packs::Field const* field, json::object const& from) {
        auto const* value = field == nullptr ? nullptr : from.if_contains(field->name);
        if (value == nullptr) return;
        if (auto text = shown(reader, *field, *value)) list.push_back({field->title, std::move(*text)});
    };
    for (auto const& name : {given.name, given.place, given.contact, given.hours, given.no_call}) add(view.own, type.field(name), values);
    for (auto const* field : given.ask) add(view.own, field, values);
    add(view.own, type.field(given.story), values);
    for (auto const& field : type.fields) {
        if (field.told) add(view.told, &field, record.fields);
    }
    for (auto const& entry : entries) {
        if (is_written(entry)) view.messages.push_back(letter_of(entry));
    }
    for (auto const& paper : records_->attachments(reader, record)) {
        if (paper.account == identity::applicant_account) view.papers.push_back({paper.name, paper.size});
    }
    return view;
}

std::vector<Letter> Portal::messages(storage::Reader const& reader, records::Record const& fetched) const {
    std::vector<Letter> messages;
    if (fetched.locked() || !records_->from_portal(reader, fetched.id)) return messages;
    for (auto const& entry : records_->timeline(reader, fetched)) {
        if (is_written(entry)) messages.push_back(letter_of(entry));
    }
    return messages;
}

}  // namespace niangjia::portal
