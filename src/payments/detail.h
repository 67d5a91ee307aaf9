// Shared inside the payments room.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/chinese.h"
#include "base/error.h"
#include "base/json.h"
#include "payments/payments.h"

namespace niangjia::payments {

// Steps and fields of a batch, as packs/shared/funds.yaml has them.
inline constexpr std::string_view send_step = "send";
inline constexpr std::string_view finish_step = "finish";
inline constexpr std::string_view fund_field = "fund";
inline constexpr std::string_view programme_field = "about";

// So many items in one transaction: others wait no longer than it takes.
inline constexpr std::size_t items_at_once = 200;
inline constexpr std::size_t records_at_once = 500;

inline constexpr Message not_yours{ErrorKind::Forbidden, "payments.not-yours", "付款批次由资金经办人办理，您的角色不能办理这一步", "Batches are not your role's to deal with"};
inline constexpr Message batch_over{ErrorKind::Refused, "payments.batch-over", "这一批现为“{}”，不能再办理", "The batch is '{}' now; nothing more is done with it"};
inline constexpr Message no_fund{ErrorKind::Refused, "payments.no-fund", "请先填写这一批用哪笔资金支付", "Say first from which fund the batch is paid"};
inline constexpr Message not_way_out{ErrorKind::Refused, "payments.not-payable", "记录现为“{}”，不能付款", "The record is '{}' now and cannot be paid"};

// The record that a field names; nothing when it is empty.
[[nodiscard]] std::optional<RecordId> record_in(json::object const& fields, std::string_view name);
[[nodiscard]] std::string text_in(json::object const& fields, std::string_view name);
[[nodiscard]] std::optional<std::int64_t> integer_in(json::object const& fields, std::string_view name);
// The fund of a batch. Error (Refused, payments.no-fund) without one.
[[nodiscard]] RecordId fund_of(records::Record const& batch);

// What a batch is gathered for.
struct Aim {
    RecordId fund = 0;
    std::string about;

    bool operator==(Aim const&) const = default;
};
[[nodiscard]] Aim aim_of(records::Record const& batch);
// For what it was gathered; nothing when it never was.
[[nodiscard]] std::optional<Aim> gathered_for(storage::Reader const& reader, RecordId batch);

// The id of the command that takes a step: of the batch, or of an item of it.
[[nodiscard]] std::string command_of(RecordId batch, std::string_view step);
[[nodiscard]] std::string command_of(RecordId batch, std::int64_t n, std::string_view step);

// 1234.56, as yuan() writes it: digits with at most two decimals, or nothing.
[[nodiscard]] std::optional<Fen> read_yuan(std::string_view text);

// Whether the failure is the item's own, and no reason to stop: the others are not concerned.
[[nodiscard]] bool is_of_item(Error const& failure);

// A write that waits longer for its turn than others: two programs that work through one SQLite file hold it in transactions of many
// items, and a turn that did not come has changed nothing.
template <class F>
void write_in_turn(storage::Database& database, F const& job) {
    constexpr int most_turns = 12;
    for (int turn = 1;; ++turn) {
        try {
            database.write(job);
            return;
        } catch (Error const& failure) {
            if (failure.kind() != ErrorKind::Busy || turn == most_turns) throw;
        }
    }
}

// Runs `job(items, at)` for all of the items, and where it fails for all others: a job that fails has changed nothing, and `at` tells
// at which item it was (nothing: at none). `fail(item, error)` hears of those whose failure is their own; any other ends it.
using ItemJob = std::function<void(std::span<Item const>, std::optional<std::size_t>&)>;
using ItemFailed = std::function<void(Item const&, Error const&)>;
void run_items(std::span<Item const> items, ItemJob const& job, ItemFailed const& fail);

// A batch is at work while one lives.
class Payments::Mark {
  public:
    Mark(Payments const& payments, RecordId batch) : payments_{payments}, batch_{batch} {
        std::lock_guard const lock{payments_.mutex_};
        ++payments_.running_[batch_];
    }
    ~Mark() {
        std::lock_guard const lock{payments_.mutex_};
        if (--payments_.running_[batch_] == 0) payments_.running_.erase(batch_);
    }
    Mark(Mark const&) = delete;
    Mark& operator=(Mark const&) = delete;

  private:
    Payments const& payments_;
    RecordId batch_;
};

// --- The files. Their layout is docs/operators/bank-files.md.

// Empty texts are left so: the bank asks.
struct BankLine {
    std::int64_t n = 0;
    RecordId record = 0;
    std::string payee, paper_end, bank, account, purpose;
    Fen amount = 0;
};
[[nodiscard]] std::string write_bank_file(RecordId batch, std::vector<BankLine> const& lines);

// What the bank's answer says, before it is held against the batch.
struct AnswerLine {
    std::optional<RecordId> record;
    std::optional<Fen> amount;
    std::optional<ItemState> state;  // Arrived or Bounced
    std::string reason;
    TextPlace record_place, amount_place, state_place;
};
struct AnswerFile {
    bool whole = false;  // it has its heads, so that the rest means something
    std::string batch;
    std::optional<std::int64_t> count;
    std::optional<Fen> sum;
    TextPlace batch_place, count_place, sum_place;
    std::vector<AnswerLine> lines;
    std::vector<FileProblem> problems;  // of the file itself
};
[[nodiscard]] AnswerFile read_answer_file(std::string_view text);

template <class... A>
void add_problem(std::vector<FileProblem>& problems, TextPlace place, Message const& message, A const&... arguments) {
    problems.push_back({place, error(message, arguments...).text()});
}

}  // namespace niangjia::payments
