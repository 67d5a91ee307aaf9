#include "records/computed.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "base/day.h"
#include "records/fields.h"
#include "records/rules.h"
#include "records/sql.h"

namespace niangjia::records {
namespace {

constexpr Message by_hand{ErrorKind::Invalid, "records.computed-field", "“{}”由程序按办法算出，不用填写", "'{}' is reckoned by the rules; leave it out"};
constexpr Message nothing_due{ErrorKind::Invalid, "records.nothing-due", "“{}”按办法算出为 {:.2f} 元，没有可发放的；请核对费用、起付线和已核定的金额",
                              "By the rules '{}' comes to {:.2f} yuan, which is nothing to pay; look at the cost, the deductible and what was granted before"};
constexpr Message outside{ErrorKind::Invalid, "records.outside", "“{}”应在 {} 至 {} 之间，请核对", "'{}' must lie between {} and {}"};
constexpr Message not_joined{ErrorKind::Invalid, "records.not-joined", "对象不在所选“{}”之内，或还没有生效、已经退出；请核对，需要的先登记",
                             "She is not in the '{}' chosen, or not yet or no longer; look again, and enrol her first where that is missing"};

constexpr std::int64_t whole = 100 * 1000;  // 100 %, in thousandths

std::string_view text_of(json::value const& value) {
    auto const& text = value.get_string();
    return {text.data(), text.size()};
}

class Reckoner {
  public:
    Reckoner(storage::Reader const& reader, packs::RecordType const& type, RecordId record, std::optional<Party> const& subject,
             json::object const& before, json::object& given, std::vector<Problem>& problems)
        : reader_{reader}, type_{type}, record_{record}, subject_{subject}, before_{before}, given_{given}, problems_{problems} {}

    void fill_in(packs::Field const& field, packs::Action const* action) {
        auto const has = [&](std::vector<std::string> const& names) { return std::find(names.begin(), names.end(), field.name) != names.end(); };
        bool const there = is_filled(before_, field.name);
        bool const asked = action != nullptr && (has(action->takes) || (!there && has(action->needs)));
        bool const given_by_hand = given_.if_contains(field.name) != nullptr;
        auto const by_hand_value = given_by_hand ? given_.at(field.name) : json::value{};
        given_.erase(field.name);
        if (asked || (there && rests_on_given(field))) fill(field);
        // Whoever says the same says nothing wrong.
        auto const* now = filled(field.name);
        if (given_by_hand && (now == nullptr || *now != by_hand_value)) problems_.push_back(problem(by_hand, "/fields/" + field.name, field.title.zh));
    }

    void day(packs::Field const& field) {
        auto const& [first, last] = *field.between;
        if (!given_.if_contains(field.name) && !given_.if_contains(first.record) && !given_.if_contains(last.record)) return;
        auto const* value = filled(field.name);
        auto const from = through(first);
        auto const to = through(last);
        if (value == nullptr || !from || !to) return;
        // Days as they are kept sort as texts.
        if (text_of(*value) >= text_of(*from) && text_of(*value) <= text_of(*to)) return;
        problems_.push_back(problem(outside, "/fields/" + field.name, field.title.zh, text_of(*from), text_of(*to)));
    }

    void part(packs::Field const& field) {
        if (!given_.if_contains(field.name) || !subject_ || subject_->who != packs::Who::Person) return;
        auto const* value = filled(field.name);
        if (value == nullptr) return;
        auto const& joined = *field.joined;
        if (joined.role == packs::posting_subject ? is_hers(*value, joined) : takes_part(field, *value)) return;
        problems_.push_back(problem(not_joined, "/fields/" + field.name, field.title.zh));
    }

  private:
    void fill(packs::Field const& field) {
        std::optional<json::value> value;
        if (field.copied) {
            value = through(*field.copied);
        } else if (auto const due = reckoned(field)) {
            if (*due < std::max<std::int64_t>(field.min.value_or(1), 1)) {
                problems_.push_back(problem(nothing_due, "/fields/" + field.name, field.title.zh, static_cast<double>(*due) / 100));
                return;
            }
            value = *due;
        }
        // What stays as it is is not said to change.
        auto const* old = before_.if_contains(field.name);
        if (value && (old == nullptr || *old != *value)) given_[field.name] = *value;
    }

    bool rests_on_given(packs::Field const& field) const {
        auto const gives = [&](std::string const& name) { return given_.if_contains(name) != nullptr; };
        if (field.copied) return gives(field.copied->record);
        auto const& reckoning = *field.computed;
        return gives(reckoning.of) || gives(reckoning.percent.record) || (reckoning.less && gives(reckoning.less->record)) ||
               (reckoning.at_most && gives(reckoning.at_most->record));
    }

    bool takes_part(packs::Field const& field, json::value const& named) const {
        auto const& joined = *field.joined;
        auto rows = reader_.query(sql::list_fields_of_participant, subject_->id, joined.role, joined.type->name);
        while (rows.next()) {
            if (std::find(joined.states.begin(), joined.states.end(), rows.string(0)) == joined.states.end()) continue;
            auto const fields = stored_object(rows.text(1));
            if (is_filled(fields, field.name) && fields.at(field.name) == named) return true;
        }
        return false;
    }

    // Whether the record named is about her.
    bool is_hers(json::value const& named, packs::Joined const& joined) const {
        auto const id = parse_number(text_of(named));
        auto rows = reader_.query(sql::fields_of_record, id.value_or(0));
        return rows.next() && rows.maybe_integer(1) == subject_->id && std::find(joined.states.begin(), joined.states.end(), rows.string(2)) != joined.states.end();
    }

    // As it will be after the step.
    json::value const* filled(std::string const& name) const {
        auto const* value = given_.if_contains(name) ? given_.if_contains(name) : before_.if_contains(name);
        return value == nullptr || value->is_null() ? nullptr : value;
    }

    std::optional<json::value> through(packs::Through const& path) const {
        auto const* number = filled(path.record);
        auto const id = number == nullptr ? std::nullopt : parse_number(text_of(*number));
        if (!id) return std::nullopt;
        auto rows = reader_.query(sql::fields_of_record, *id);
        if (!rows.next()) return std::nullopt;
        auto const fields = stored_object(rows.text(0));
        if (!is_filled(fields, path.field)) return std::nullopt;
        return fields.at(path.field);
    }

    std::optional<std::int64_t> reckoned(packs::Field const& field) const {
        auto const& reckoning = *field.computed;
        auto const* of = filled(reckoning.of);
        auto const percent = through(reckoning.percent);
        if (of == nullptr || !percent) return std::nullopt;
        auto base = of->to_number<std::int64_t>();
        if (reckoning.less) {
            auto const less = through(*reckoning.less);
            if (!less) return std::nullopt;
            base = std::max<std::int64_t>(base - less->to_number<std::int64_t>(), 0);
        }
        // What is less than a fen is cut off. Divided first: the product of the greatest amount would not fit.
        auto const rate = std::clamp<std::int64_t>(std::llround(percent->to_number<double>() * 1000), 0, whole);
        auto due = base / whole * rate + base % whole * rate / whole;
        if (reckoning.at_most) {
            auto const ceiling = through(*reckoning.at_most);
            if (!ceiling) return std::nullopt;
            due = std::min(due, ceiling->to_number<std::int64_t>() - others(field, reckoning.at_most->record));
        }
        return std::max<std::int64_t>(due, 0);
    }

    // What her other records have that name the same one and are not void.
    std::int64_t others(packs::Field const& field, std::string const& naming) const {
        if (!subject_ || subject_->who != packs::Who::Person) return 0;
        auto const& same = *filled(naming);
        std::int64_t sum = 0;
        auto rows = reader_.query(sql::list_fields_of_subject, subject_->id, type_.name);
        while (rows.next()) {
            auto const* state = type_.workflow.find(rows.text(1));
            if (rows.integer(0) == record_ || (state != nullptr && state->voids)) continue;
            auto const fields = stored_object(rows.text(2));
            if (is_filled(fields, naming) && fields.at(naming) == same && is_filled(fields, field.name)) sum += fields.at(field.name).to_number<std::int64_t>();
        }
        return sum;
    }

    storage::Reader const& reader_;
    packs::RecordType const& type_;
    RecordId record_;
    std::optional<Party> const& subject_;
    json::object const& before_;
    json::object& given_;
    std::vector<Problem>& problems_;
};

}  // namespace

void reckon(storage::Reader const& reader, packs::RecordType const& type, packs::Action const* action, RecordId record,
            std::optional<Party> const& subject, json::object const& before, json::object& given, std::vector<Problem>& problems) {
    Reckoner reckoner{reader, type, record, subject, before, given, problems};
    for (auto const& field : type.fields) {
        if (field.between) reckoner.day(field);
        if (field.joined) reckoner.part(field);
    }
    for (auto const& field : type.fields) {
        if (field.filled_in()) reckoner.fill_in(field, action);
    }
}

}  // namespace niangjia::records
