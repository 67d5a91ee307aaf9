// The payments room pays many grants together: it gathers them into a batch, sends them, writes the bank's file and reads its answer.
//
// A batch is a record of type funds.batch with its own workflow; here are its items. Which records can be paid so, and by which of their
// steps, is read off the packs: a step that reserves money sends, in the state it leads to the step that settles says that the money has
// arrived, and the step that reverses the first says that it came back.
//
// Guarantees:
//  - An item is paid exactly once, however often send() or result() is run, interrupted, or run by several threads and programs at a
//    time: its row is claimed in the transaction that takes the record's step.
//  - A record is in one live batch at most (a constraint of the database).
//  - A record that changed since it was gathered is not paid: it fails alone, and is dropped from the batch with the reason.
//  - What changes a batch's list is an entry in its timeline, with the list's count, sum and digest, and makes its version another: who
//    approves, approves the list that she saw. A batch whose fund or programme was corrected since is not sent.
//  - From when it is sent until the bank has answered, a record takes no step but by its batch (records/holds.h). What the bank is told of
//    it is kept with the item as it stood when it was sent: corrections, merges and new names come too late for the file.
//  - The bank's answer is taken whole or not at all. Each problem is told with its line and column. What was taken is carried out once,
//    and goes on where it was interrupted.
//  - Every step is the caller's own, by Records::act: her rights, the record's timeline, its figures and postings.
// No money moves here: the boundary is the file. Its layout is docs/operators/bank-files.md.
// Threads: a Payments may be shared.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/csv.h"
#include "base/text.h"
#include "funds/funds.h"
#include "packs/packs.h"
#include "people/people.h"
#include "records/records.h"
#include "storage/storage.h"

namespace niangjia::payments {

using records::RecordId;
using funds::Fen;

inline constexpr std::string_view batch_type = "funds.batch";
// More are left for the next batch.
inline constexpr std::int64_t most_items = 20'000;

enum class ItemState : std::int64_t {
    Gathered = 0,
    Sent = 1,     // its money is reserved and its line is in the bank's file
    Arrived = 2,
    Bounced = 3,  // the bank gave it back; the record may go into another batch
    Dropped = 4,  // not paid with this batch: removed by hand, or the record had changed
};
[[nodiscard]] std::string_view name_of(ItemState state);  // "gathered"

struct Item {
    std::int64_t n = 0;  // within the batch, from 1; numbers of items that were dropped are not given again
    RecordId record = 0;
    Fen amount = 0;
    ItemState state = ItemState::Gathered;
    Text reason;               // why it was dropped or came back
    std::int64_t version = 0;  // of the record when it was gathered
    std::int64_t entry = 0;    // of its timeline, by which it was sent
    std::optional<ItemState> answer;  // what the bank said, carried out or not
};

struct Batch {
    records::Record record;
    std::int64_t gathered = 0, sent = 0, arrived = 0, bounced = 0, dropped = 0;
    Fen sum = 0;           // of all that were not dropped
    bool running = false;  // this program sends it or carries out its answer just now
};

struct LeftOut {
    Text text;
    std::int64_t count = 0;
};
struct Gathered {
    std::int64_t taken = 0;  // in the batch now
    std::vector<LeftOut> left_out;
};

struct Failure {
    RecordId record = 0;
    Text text;
};
struct Sent {
    std::int64_t sent = 0;    // with this batch, by this call or an earlier one
    std::int64_t failed = 0;  // dropped from it
    std::vector<Failure> failures;  // the first most_told of them
};

struct FileProblem {
    TextPlace place;
    Text text;
};
struct Answered {
    std::int64_t arrived = 0, bounced = 0;
    std::vector<FileProblem> problems;  // the first most_told; not empty: nothing was taken
    std::vector<Failure> failures;      // whose step failed though the answer was taken: they stay sent, and the call can be repeated
};
inline constexpr std::size_t most_told = 500;

// Hears (done, total) after each transaction. What it throws ends the call between two of them.
using Told = std::function<void(std::int64_t, std::int64_t)>;

// How records of a type are paid with a batch.
struct Way {
    packs::RecordType const* type = nullptr;
    packs::State const* from = nullptr;    // offers `send`
    packs::Action const* send = nullptr;
    std::string amount;                    // fields of the record
    std::string fund;
    packs::State const* paying = nullptr;  // offers `arrive` and `bounce`
    packs::Action const* arrive = nullptr;
    packs::Action const* bounce = nullptr;
};

struct BankLine;

class Payments {
  public:
    // Everything given must outlive this.
    Payments(storage::Database& database, packs::Library const& library, records::Records const& records, people::People const& people);

    // --- Writing. Each opens its own transactions. Error (NotFound) unless the batch is within reach and is one, (Forbidden) for who
    // --- may neither create batches there nor take the batch's step.

    // Takes in every record that may be sent now, of the batch's programme (any, if it names none), at the batch's organisation and
    // below it, where the fund reaches, whose fund is empty or the batch's. A repeat takes in what has come since; what was removed by
    // hand stays out; what was gathered for another fund or programme goes. What the caller may not send herself, since she took an
    // earlier step that must be another's, is left out. Error (Refused, payments.not-drafted) once it was approved, (Conflict,
    // payments.gathered-meanwhile) when the batch was corrected or gathered at the same time.
    Gathered gather(identity::Context const& context, RecordId batch) const;
    // Takes an item out before it is sent. Again is once. Error (Refused, payments.sent-already).
    void remove(identity::Context const& context, RecordId batch, std::int64_t n) const;
    // Sends what is gathered, in transactions of some hundred items; the batch takes its step `send` with the first. Again goes on where
    // it stopped, and answers alike. An item whose own rules refuse is dropped. What concerns all of them ends the call with its
    // Error, and what was not sent yet stays gathered: the fund has too little (payments.short, funds.…), or the step is not the
    // caller's (Forbidden, or Refused, records.unlike). Error (Refused, payments.not-approved), (Refused, payments.changed) when the batch
    // says another fund or programme than that for which it was gathered.
    Sent send(identity::Context const& context, RecordId batch, Told const& told = {}) const;
    // The bank's file of all that was sent and has no answer, in UTF-8 with a byte order mark: the same whenever it is written. A deed
    // in the journal. Error (Refused, payments.not-sent) before everything is sent, (Refused, payments.nothing-with-bank) after the
    // answer; (Forbidden) for who sees no personal data or may not export.
    [[nodiscard]] std::string bank_file(identity::Context const& context, RecordId batch) const;
    // The bank's answer. `check`: looks only. When it has no problem each item takes its step, and the batch its step `finish` when none is
    // left. Again with the same answer goes on where it stopped. Error as send(), and (Refused, payments.not-sent).
    Answered result(identity::Context const& context, RecordId batch, std::string_view text, bool check, Told const& told = {}) const;

    // --- Reading, within the caller's reach.
    [[nodiscard]] Batch find(storage::Reader const& reader, identity::Context const& context, RecordId batch) const;
    // By number, after `after`. Of a batch that find() found.
    [[nodiscard]] std::vector<Item> items(storage::Reader const& reader, RecordId batch, std::int64_t after, int limit) const;

    // How records of that type are paid; empty when they cannot be.
    [[nodiscard]] std::vector<Way> const& ways(packs::RecordType const& type) const;

  private:
    enum class Stage { Drafting, ToSend, Out, Over };
    class Mark;
    struct Candidates;
    struct Plan;

    [[nodiscard]] static Stage stage_of(records::Record const& batch);
    [[nodiscard]] records::Record fetch(storage::Reader const& reader, identity::Context const& context, RecordId id) const;
    // Who may put batches together there.
    void require_keeper(identity::Context const& context, records::Record const& batch) const;
    // Who may take that step of the batch now. Error (Forbidden), or the refusal that the step has.
    void require_step(storage::Reader const& reader, identity::Context const& context, records::Record const& batch, std::string_view step) const;
    [[nodiscard]] std::vector<Item> items_in(storage::Reader const& reader, RecordId batch, ItemState first, ItemState last) const;
    // The way by which the record can be sent, or answered for, in its present state; null when it cannot.
    [[nodiscard]] Way const* way_out(records::Record const& record) const;
    [[nodiscard]] Way const* way_back(records::Record const& record) const;
    // `anew`: what the batch has gathered counts for nothing.
    [[nodiscard]] Candidates candidates(storage::Reader const& reader, identity::Context const& context, records::Record const& batch, bool anew) const;
    // Puts the list as it is now into the timeline of the batch.
    void note_list(storage::Transaction& transaction, identity::Context const& context, records::Record const& batch, std::string_view what) const;
    // What the bank is told of each, as it stands now; those out of reach are missing.
    [[nodiscard]] std::unordered_map<RecordId, BankLine> bank_lines(storage::Reader const& reader, identity::Context const& context, std::span<Item const> items) const;
    void send_item(storage::Transaction& transaction, identity::Context const& context, records::Record const& batch, Item const& item, BankLine const& line) const;
    void answer_item(storage::Transaction& transaction, identity::Context const& context, records::Record const& batch, Item const& item) const;
    [[nodiscard]] Plan read_answer(storage::Reader const& reader, identity::Context const& context, records::Record const& batch, std::string_view text) const;
    void take_answer(identity::Context const& context, RecordId batch, Plan const& plan, std::string_view text) const;
    void finish(identity::Context const& context, RecordId batch) const;

    storage::Database* database_;
    packs::Library const* library_;
    records::Records const* records_;
    people::People const* people_;
    std::map<packs::RecordType const*, std::vector<Way>> ways_;
    mutable std::mutex mutex_;
    mutable std::map<RecordId, int> running_;
};

[[nodiscard]] std::span<storage::Migration const> migrations();

}  // namespace niangjia::payments
