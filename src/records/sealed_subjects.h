// Inside the room: which of her own sealed records are about somebody, without opening all of them for each question.
//
// Whom a sealed record is about stands in its box alone. A member's records are opened once in the life of the process; from then on
// they are found by numbers made of the subject with a key that only her key pair gives, so that what is kept in memory tells nobody
// else anything. Threads: may be shared.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "records/records.h"

namespace niangjia::records {

class SealedSubjects {
  public:
    using Open = std::function<std::vector<Record>(std::vector<RecordId> const&)>;

    // Those of `own`, the caller's sealed records, that are about one of `parties`. `open` gives those of some records that she can
    // open, opened; it is asked for the ones that were never opened before.
    [[nodiscard]] std::vector<RecordId> about(identity::Context const& context, std::vector<RecordId> const& own, std::span<Party const> parties,
                                              Open const& open);

  private:
    struct Known {
        std::mutex guard;
        identity::PairId pair = 0;
        std::unordered_map<RecordId, std::uint64_t> subjects;  // 0: about nobody
    };
    std::shared_ptr<Known> of(identity::AccountId account);

    std::mutex guard_;
    std::unordered_map<identity::AccountId, std::shared_ptr<Known>> accounts_;
};

}  // namespace niangjia::records
