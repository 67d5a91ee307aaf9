#include "storage/writer.h"

#include <algorithm>

#include "storage/messages.h"

namespace niangjia::storage {

namespace {

// Bounds the time a caller waits for its neighbours and what one failed commit takes with it.
constexpr std::size_t largest_batch = 256;

}  // namespace

Writer::Writer(std::unique_ptr<WriterBackend> backend)
    : backend_{std::move(backend)}, thread_{[this] { loop(); }} {}

Writer::~Writer() {
    {
        std::scoped_lock const lock{mutex_};
        stopping_ = true;
    }
    arrived_.notify_one();
    thread_.join();
}

void Writer::run(std::function<void(detail::Connection&)> const& work) {
    refuse_nested();
    Job job{.work = &work, .failure = nullptr};
    bool first = false;
    {
        std::scoped_lock const lock{mutex_};
        first = waiting_.empty();
        waiting_.push_back(&job);
    }
    if (first) arrived_.notify_one();
    job.done.acquire();
    if (job.failure) std::rethrow_exception(job.failure);
}

void Writer::refuse_nested() const {
    if (std::this_thread::get_id() == thread_.get_id()) throw error(messages::nested);
}

void Writer::loop() {
    while (true) {
        auto const batch = take();
        if (batch.empty()) return;
        run_batch(batch);
        for (auto* const job : batch) job->done.release();  // the job is gone after this
    }
}

std::vector<Writer::Job*> Writer::take() {
    std::unique_lock lock{mutex_};
    arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.size() <= largest_batch) return std::exchange(waiting_, {});
    auto const end = waiting_.begin() + largest_batch;
    std::vector<Job*> batch{waiting_.begin(), end};
    waiting_.erase(waiting_.begin(), end);
    return batch;
}

void Writer::run_batch(std::vector<Job*> const& batch) {
    try {
        backend_->begin();
        for (auto* const job : batch) run_job(*job);
        backend_->commit();
    } catch (...) {
        auto const reason = std::current_exception();
        backend_->abandon();
        // A caller whose job failed by itself keeps its own reason.
        for (auto* const job : batch) {
            if (!job->failure) job->failure = reason;
        }
    }
}

// Throws only if the batch cannot go on.
void Writer::run_job(Job& job) {
    backend_->savepoint();
    try {
        (*job.work)(backend_->connection());
        if (backend_->spoiled()) throw error(messages::spoiled);
        backend_->release();
        return;
    } catch (...) {
        job.failure = std::current_exception();
    }
    backend_->roll_back_to_savepoint();
}

}  // namespace niangjia::storage
