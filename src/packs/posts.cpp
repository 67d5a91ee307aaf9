// What steps do in the books: the word `posts`, held against the type's own fields as it is read, and against the types that they name
// when all of them are known.
#include <fmt/format.h>

#include <algorithm>

#include "packs/loader.h"

namespace niangjia::packs {
namespace {

using Slot = PostingSlot;

// A word of a posting: what it names, and where that is kept.
struct Word {
    std::string_view name;
    Slot slot;
    std::string Posting::*target;
    bool must = false;
};

struct Form {
    Deed deed;
    Word value;  // the deed's own word
    std::vector<Word> words;
};

// In the order of Deed.
std::vector<Form> const& forms() {
    using P = Posting;
    static Word const from{"from", Slot::Fund, &P::fund, true};
    static Word const into{"into", Slot::Fund, &P::fund, true};
    static Word const source{"source", Slot::Choice, &P::source};
    static Word const purpose{"for", Slot::Programme, &P::purpose};
    static Word const person{"person", Slot::Person, &P::person};
    static Word const until{"until", Slot::Date, &P::until};
    static Word const below{"below", Slot::YesNo, &P::below};
    static std::vector<Form> const all{
        {Deed::Open, {"open", Slot::Opened, &P::as, true}, {purpose, until, below}},
        {Deed::Allow, {"allow", Slot::Programme, &P::amount, true}, {}},
        {Deed::Receive, {"receive", Slot::Money, &P::amount, true}, {into, {"as", Slot::Income, &P::as, true}, source, purpose, person, until}},
        {Deed::Pay, {"pay", Slot::Money, &P::amount, true}, {from, source}},
        {Deed::Reserve, {"reserve", Slot::Money, &P::amount, true}, {from, source}},
        {Deed::Settle, {"settle", Slot::Money, &P::amount}, {}},  // what was reserved, whatever the field says by then
        {Deed::TakeIn, {"take-in", Slot::Count, &P::amount, true}, {{"unit", Slot::Money, &P::unit, true}, into, source, purpose, person, until}},
        {Deed::HandOut, {"hand-out", Slot::Count, &P::amount, true}, {{"of", Slot::Lot, &P::lot, true}}},
        {Deed::Stocktake, {"stocktake", Slot::Count, &P::amount, true}, {}},
        {Deed::Move, {"move", Slot::Money, &P::amount, true}, {from, {"to", Slot::Fund, &P::to, true}}},
        {Deed::Lend, {"lend", Slot::Money, &P::amount, true}, {{"in", Slot::Book, &P::fund, true}}},
        {Deed::Repay, {"repay", Slot::Money, &P::amount, true}, {}},
        {Deed::FallDue, {"fall-due", Slot::Money, &P::amount, true}, {}},
        {Deed::Guarantee, {"guarantee", Slot::Money, &P::amount, true}, {from}},
        {Deed::Recover, {"recover", Slot::Money, &P::amount, true}, {into}},
        {Deed::WriteOff, {"write-off", Slot::Money, &P::amount, true}, {from}},
        {Deed::Plan, {"plan", Slot::Money, &P::amount, true}, {{"year", Slot::Year, &P::year, true}, purpose, from}},
        {Deed::CloseThrough, {"close-through", Slot::Date, &P::amount, true}, {{"of", Slot::AnyFund, &P::fund, true}}},
        {Deed::Close, {"close", Slot::AnyFund, &P::fund, true}, {}},
        {Deed::Reverse, {"reverse", Slot::Steps, nullptr, true}, {}},
    };
    return all;
}

bool gives_receipts(Deed deed) { return deed == Deed::Receive || deed == Deed::TakeIn; }

// What another step of the record must have posted, for the deed to have anything to go by.
std::optional<Deed> rests_on(Deed deed) {
    switch (deed) {
        case Deed::Settle: return Deed::Reserve;
        case Deed::Stocktake: return Deed::TakeIn;
        case Deed::Repay:
        case Deed::FallDue:
        case Deed::Guarantee: return Deed::Lend;
        case Deed::Recover:
        case Deed::WriteOff: return Deed::Guarantee;
        default: return std::nullopt;
    }
}

// Whether it makes vouchers, which could be reversed.
bool makes_vouchers(Deed deed) {
    switch (deed) {
        case Deed::Open:
        case Deed::Allow:
        case Deed::Plan:
        case Deed::CloseThrough:
        case Deed::Close:
        case Deed::Reverse: return false;
        default: return true;
    }
}

bool is_fund(Slot slot) { return slot == Slot::Fund || slot == Slot::Book || slot == Slot::AnyFund; }

bool fits(Field const& field, Slot slot) {
    switch (slot) {
        case Slot::Money: return field.type == FieldType::Money;
        case Slot::Count: return field.type == FieldType::Count;
        case Slot::Date: return field.type == FieldType::Date;
        case Slot::Year: return field.type == FieldType::Year;
        case Slot::Person: return field.type == FieldType::Person;
        case Slot::Choice: return field.type == FieldType::Choice;
        case Slot::YesNo: return field.type == FieldType::YesNo;
        case Slot::Programme: return field.type == FieldType::Choice && field.choices != nullptr && field.choices->name == programme_choices;
        default: return field.type == FieldType::Record;
    }
}

Text title_of(Slot slot) {
    switch (slot) {
        case Slot::Money: return {"金额字段（money）", "a money field"};
        case Slot::Count: return {"数量字段（count）", "a field of type count"};
        case Slot::Date: return {"日期字段（date）", "a date field"};
        case Slot::Year: return {"年份字段（year）", "a field of type year"};
        case Slot::Person: return {"人员字段（person），或 subject", "a person field, or subject"};
        case Slot::Choice: return {"选项字段（choice）", "a choice field"};
        case Slot::YesNo: return {"是否字段（yes-no）", "a yes-no field"};
        case Slot::Programme: return {"选项目的字段（type: choice，of: programme）", "a choice of programmes (type: choice, of: programme)"};
        case Slot::Lot: return {"选物资批次的字段（type: record）", "a field of type record that names a lot of goods"};
        default: return {"选资金的字段（type: record），或 self", "a field of type record that names a fund, or self"};
    }
}

// One word of a few: money or loans.
void check_literal(Item const& item, std::string const& text, std::vector<std::string> const& known) {
    if (std::ranges::find(known, text) != known.end()) return;
    item.problem(fmt::format("这里可写：{}", fmt::join(known, "、")), fmt::format("One of these belongs here: {}", fmt::join(known, ", ")));
}

bool opens(RecordType const& type, Slot slot) {
    return std::ranges::any_of(type.workflow.create.posts, [&](Posting const& posting) {
        return posting.deed == Deed::Open && (slot == Slot::AnyFund || (posting.as == "loans") == (slot == Slot::Book));
    });
}

template <class Visit>
void each_action(Workflow const& workflow, Visit const& visit) {
    visit(workflow.create);
    for (auto const& state : workflow.states) {
        for (auto const& action : state.actions) visit(action);
    }
}

// The fields that are surely filled where a record stands: on every way there, some step needed them.
std::map<std::string, std::set<std::string>> filled_by_state(Workflow const& workflow, RecordType const& type) {
    std::map<std::string, std::set<std::string>> filled;
    if (!workflow.create.to) return filled;
    auto& first = filled[*workflow.create.to];
    first.insert(workflow.create.needs.begin(), workflow.create.needs.end());
    for (auto const& field : type.fields) {
        if (field.required) first.insert(field.name);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (auto const& state : workflow.states) {
            auto const here = filled.find(state.name);
            if (here == filled.end()) continue;
            for (auto const& action : state.actions) {
                if (!action.to) continue;
                auto next = here->second;
                next.insert(action.needs.begin(), action.needs.end());
                auto const [there, added] = filled.try_emplace(*action.to, next);
                changed = changed || added || std::erase_if(there->second, [&](std::string const& name) { return !next.contains(name); }) > 0;
            }
        }
    }
    return filled;
}

}  // namespace

std::string_view name_of(Deed deed) { return forms()[static_cast<std::size_t>(deed)].value.name; }

bool Posting::counted() const { return makes_vouchers(deed) && deed != Deed::Reserve && deed != Deed::Stocktake && deed != Deed::FallDue; }

bool RecordType::posts(Deed deed) const {
    bool found = false;
    each_action(workflow, [&](Action const& action) {
        found = found || std::ranges::any_of(action.posts, [&](Posting const& posting) { return posting.deed == deed; });
    });
    return found;
}

bool RecordType::posts() const {
    bool found = false;
    each_action(workflow, [&](Action const& action) { found = found || !action.posts.empty(); });
    return found;
}

// One mapping, or a list of them.
void Loader::read_posts(Item const& item, RecordType const& type, Action& action, Action const& create) {
    auto const postings = item.is_map() ? std::vector{item} : item.elements();
    for (auto const& posting : postings) read_posting(posting, type, action, create);
}

void Loader::read_posting(Item const& item, RecordType const& type, Action& action, Action const& create) {
    auto const members = item.members();
    if (members.empty()) {
        if (item.is_map()) item.problem("posts 是空的，先写记什么账，如 {pay: amount, from: fund}", "posts is empty: say first what is posted, as in {pay: amount, from: fund}");
        return;
    }
    auto const& [key, value] = members.front();
    auto const form = std::ranges::find(forms(), std::string_view{key.text()}, [](Form const& one) { return one.value.name; });
    if (form == forms().end()) {
        std::vector<std::string> known;
        for (auto const& one : forms()) known.emplace_back(one.value.name);
        auto const near = nearest(key.text(), known);
        key.problem(near.empty() ? fmt::format("posts 的第一个词说明记什么账，没有“{}”，可用的有：{}", key.text(), fmt::join(known, "、"))
                                 : fmt::format("posts 的第一个词说明记什么账，没有“{}”，是否想写“{}”？", key.text(), near),
                    near.empty() ? fmt::format("The first word of posts says what is posted; there is no '{}'; known: {}", key.text(), fmt::join(known, ", "))
                                 : fmt::format("The first word of posts says what is posted; there is no '{}'; did you mean '{}'?", key.text(), near));
        return;
    }
    Posting posting;
    posting.deed = form->deed;
    if (posting.deed == Deed::Open && &action != &create) key.problem("open 只写在 create 里：资金随记录开立", "open goes with create alone: a fund opens with its record");
    // What is allowed is allowed of the fund that this record is.
    if (posting.deed == Deed::Allow) pending_funds_.push_back({type.name, std::string{posting_self}, Slot::Fund, key.with(nullptr)});
    std::vector<std::string> known{std::string{form->value.name}};
    for (auto const& word : form->words) known.emplace_back(word.name);
    if (gives_receipts(posting.deed)) known.emplace_back("receipt");
    item.known_keys(known);
    if (form->value.slot == Slot::Steps) {
        for (auto const& element : value.elements()) {
            posting.reverses.push_back(element.text());
            pending_steps_.push_back({posting.reverses.back(), true, element});
        }
    } else {
        posting.*(form->value.target) = read_slot(value, type, form->value.slot, form->value.must, action, create);
    }
    for (auto const& word : form->words) {
        if (auto const given = item.get(word.name)) {
            posting.*(word.target) = read_slot(*given, type, word.slot, word.must, action, create);
        } else if (word.must) {
            item.problem(fmt::format("缺少“{}”", word.name), fmt::format("'{}' is missing", word.name));
        }
    }
    if (gives_receipts(posting.deed)) posting.receipt = item.truth_at("receipt");
    if (auto const before = rests_on(posting.deed)) pending_deeds_.push_back({posting.deed, *before, key});
    action.posts.push_back(std::move(posting));
}

std::string Loader::read_slot(Item const& item, RecordType const& type, PostingSlot slot, bool must, Action const& action, Action const& create) {
    auto const text = item.text();
    if (slot == Slot::Opened || slot == Slot::Income) {
        static std::vector<std::string> const opened{"money", "loans"};
        static std::vector<std::string> const incomes{"gift", "allocation", "dues", "interest", "proceeds"};
        check_literal(item, text, slot == Slot::Opened ? opened : incomes);
        return text;
    }
    if (is_fund(slot) && text == posting_self) {
        pending_funds_.push_back({type.name, text, slot, item.with(nullptr)});
        return text;
    }
    if (slot == Slot::Person && text == posting_subject) {
        if (!type.subject || type.subject->who != Who::Person) {
            item.problem(fmt::format("“{}”没有人员对象（subject: person）", type.name), fmt::format("'{}' has no person as its subject (subject: person)", type.name));
        }
        return text;
    }
    auto const* field = type.field(text);
    if (field == nullptr && text != posting_subject) {
        check_fields({text}, type, item);
        return text;
    }
    if (field == nullptr || !fits(*field, slot)) {
        auto const wanted = title_of(slot);
        item.problem(fmt::format("“{}”应是{}", text, wanted.zh), fmt::format("'{}' should be {}", text, wanted.en));
        return text;
    }
    auto const needed = [&](Action const& step) { return std::ranges::find(step.needs, text) != step.needs.end(); };
    if (must && !field->required && !needed(action) && !needed(create)) pending_filled_.push_back({text, state_, item});
    if (is_fund(slot) || slot == Slot::Lot) pending_funds_.push_back({type.name, text, slot, item.with(nullptr)});
    return text;
}

// What postings and `unlike` say of other steps, when all of the workflow is read.
void Loader::check_steps_of_postings(Workflow const& workflow, RecordType const& type) {
    auto const filled = filled_by_state(workflow, type);
    for (auto const& [field, state, item] : pending_filled_) {
        auto const found = filled.find(state);
        if (found != filled.end() && found->second.contains(field)) continue;
        item.problem(fmt::format("“{}”到这一步必须已填：请写 required: true，或列入这一步的 needs", field),
                     fmt::format("'{}' must be filled in by this step: make it required, or list it under needs", field));
    }
    for (auto const& [step, reversed, item] : pending_steps_) {
        bool known = false;
        bool posts = false;
        std::vector<std::string> names;
        each_action(workflow, [&](Action const& action) {
            names.push_back(action.name);
            known = known || action.name == step;
            posts = posts || (action.name == step && std::ranges::any_of(action.posts, [](Posting const& one) { return makes_vouchers(one.deed); }));
        });
        if (!known) {
            auto const near = nearest(step, names);
            item.problem(fmt::format("流程里没有步骤“{}”{}", step, near.empty() ? "" : "，是否想写“" + near + "”？"),
                         fmt::format("The workflow has no action '{}'{}", step, near.empty() ? "" : "; did you mean '" + near + "'?"));
        } else if (reversed && !posts) {
            item.problem(fmt::format("“{}”没有记账，没有可冲销的", step), fmt::format("'{}' posts nothing that could be reversed", step));
        }
    }
    for (auto const& [deed, before, item] : pending_deeds_) {
        bool found = false;
        each_action(workflow, [&](Action const& action) {
            found = found || std::ranges::any_of(action.posts, [&](Posting const& posting) { return posting.deed == before; });
        });
        if (found) continue;
        item.problem(fmt::format("有 {} 的流程要先有 {} 的一步", name_of(deed), name_of(before)),
                     fmt::format("A workflow with {} needs a step with {}", name_of(deed), name_of(before)));
    }
    pending_filled_.clear();
    pending_steps_.clear();
    pending_deeds_.clear();
}

// Whether the records that postings name are funds, books of loans and lots of goods.
void Loader::bind_posts() {
    for (auto const& [name, field, slot, item] : pending_funds_) {
        auto const* type = library_->record_type(name);
        if (type == nullptr) continue;  // what is wrong with it is said already
        auto const* chosen = type->field(field);
        auto const* named = field == posting_self ? type : chosen != nullptr ? chosen->record : nullptr;
        if (named == nullptr) continue;
        if (slot == Slot::Lot) {
            if (named->posts(Deed::TakeIn)) continue;
            item.problem(fmt::format("“{}”不是物资批次：它的流程没有 take-in", named->name), fmt::format("'{}' is no lot of goods: none of its steps posts take-in", named->name));
            continue;
        }
        if (opens(*named, slot)) continue;
        auto const* words = slot == Slot::Book ? "open: loans" : slot == Slot::Fund ? "open: money" : "open: money（loans）";
        auto const* english = slot == Slot::Book ? "open: loans" : slot == Slot::Fund ? "open: money" : "open: money or loans";
        item.problem(fmt::format("“{}”不开立这种账：它的 create 没有 posts: {{{}}}", named->name, words),
                     fmt::format("'{}' opens no such books: its create has no posts: {{{}}}", named->name, english));
    }
}

}  // namespace niangjia::packs
