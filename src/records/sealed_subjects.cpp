#include "records/sealed_subjects.h"

#include <algorithm>
#include <cstring>

#include "records/sealing.h"
#include "vault/vault.h"

namespace niangjia::records {
namespace {

constexpr std::size_t opened_at_once = 500;

// Two subjects with one number are told apart when the record is opened for the answer.
std::uint64_t number_of(vault::Key const& key, Party const& party) {
    std::string secret{key.bytes()};
    auto const about = vault::Key::of_secret(secret + subject_text(party), "sealed subject");
    std::uint64_t number = 0;
    std::memcpy(&number, about.bytes().data(), sizeof number);
    return std::max<std::uint64_t>(number, 1);
}

}  // namespace

std::shared_ptr<SealedSubjects::Known> SealedSubjects::of(identity::AccountId account) {
    std::scoped_lock const lock{guard_};
    auto& known = accounts_[account];
    if (!known) known = std::make_shared<Known>();
    return known;
}

std::vector<RecordId> SealedSubjects::about(identity::Context const& context, std::vector<RecordId> const& own, std::span<Party const> parties,
                                            Open const& open) {
    if (own.empty() || context.keys() == nullptr) return {};
    auto const key = vault::Key::of_secret(context.keys()->secret_half().bytes(), "sealed subjects");
    auto const known = of(context.account());
    std::scoped_lock const lock{known->guard};
    if (known->pair != context.pair()) {
        known->subjects.clear();
        known->pair = context.pair();
    }
    std::vector<RecordId> fresh;
    std::ranges::copy_if(own, std::back_inserter(fresh), [&](RecordId id) { return !known->subjects.contains(id); });
    for (std::size_t from = 0; from < fresh.size(); from += opened_at_once) {
        auto const to = std::min(fresh.size(), from + opened_at_once);
        for (auto const& record : open({fresh.begin() + static_cast<std::ptrdiff_t>(from), fresh.begin() + static_cast<std::ptrdiff_t>(to)})) {
            known->subjects[record.id] = record.subject ? number_of(key, *record.subject) : 0;
        }
    }
    std::vector<std::uint64_t> wanted;
    for (auto const& party : parties) wanted.push_back(number_of(key, party));
    std::vector<RecordId> found;
    for (auto const id : own) {
        auto const subject = known->subjects.find(id);
        if (subject != known->subjects.end() && std::ranges::find(wanted, subject->second) != wanted.end()) found.push_back(id);
    }
    return found;
}

}  // namespace niangjia::records
