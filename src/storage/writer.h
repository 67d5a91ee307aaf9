// The one writer of a database: gathers waiting jobs into one durable commit, each in a savepoint of its own.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

#include "storage/storage.h"

namespace niangjia::storage {

// What a backend gives the writer. Each call throws Error when it fails; then the whole batch is given up.
class WriterBackend {
  public:
    virtual ~WriterBackend() = default;
    virtual void begin() = 0;
    virtual void savepoint() = 0;
    // Throws Error (Conflict) if the job left a constraint unsatisfied.
    virtual void release() = 0;
    virtual void roll_back_to_savepoint() = 0;
    // Returns when the batch is on disk.
    virtual void commit() = 0;
    // Undoes the batch, however broken the connection is.
    virtual void abandon() noexcept = 0;
    // Valid from begin() to commit() or abandon().
    [[nodiscard]] virtual detail::Connection& connection() = 0;
    // Whether a statement of this savepoint has failed, even if the job has swallowed the error.
    [[nodiscard]] virtual bool spoiled() const = 0;
};

class Writer {
  public:
    explicit Writer(std::unique_ptr<WriterBackend> backend);
    // Finishes what was handed in.
    ~Writer();
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    // Returns when what `job` did is durable; throws what it threw, or why it could not be made durable.
    void run(std::function<void(detail::Connection&)> const& job);

    // Throws Error (Broken) when called by a job: it would wait for itself.
    void refuse_nested() const;

  private:
    struct Job {
        std::function<void(detail::Connection&)> const* work;
        std::exception_ptr failure;
        std::binary_semaphore done{0};
    };

    void loop();
    std::vector<Job*> take();
    void run_batch(std::vector<Job*> const& batch);
    void run_job(Job& job);

    std::unique_ptr<WriterBackend> backend_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Job*> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace niangjia::storage
