// Connections for readers: taken for one read(), given back after it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "storage/messages.h"

namespace niangjia::storage {

template <class C>
class Pool {
  public:
    Pool(std::function<std::unique_ptr<C>()> connect, std::size_t most)
        : connect_{std::move(connect)}, most_{most} {}

    class Lease {
      public:
        Lease(Pool& pool, std::unique_ptr<C> connection) : pool_{&pool}, connection_{std::move(connection)} {}
        ~Lease() { pool_->give_back(std::move(connection_)); }
        Lease(Lease const&) = delete;
        Lease& operator=(Lease const&) = delete;
        C& operator*() const { return *connection_; }
        C* operator->() const { return connection_.get(); }

      private:
        Pool* pool_;
        std::unique_ptr<C> connection_;
    };

    // Waits a while when all are taken, then throws Error (Busy).
    [[nodiscard]] Lease take() {
        std::unique_lock lock{mutex_};
        if (!free_.wait_for(lock, std::chrono::seconds{10},
                            [this] { return !idle_.empty() || open_ < most_; })) {
            throw error(messages::busy);
        }
        if (!idle_.empty()) {
            // The last one used has the warmest cache.
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return Lease{*this, std::move(connection)};
        }
        ++open_;
        lock.unlock();
        try {
            return Lease{*this, connect_()};
        } catch (...) {
            give_back(nullptr);
            throw;
        }
    }

  private:
    // A lost connection is closed, and with it all that idle: they were most likely lost together.
    void give_back(std::unique_ptr<C> connection) {
        std::vector<std::unique_ptr<C>> closed;
        {
            std::scoped_lock const lock{mutex_};
            if (connection && !connection->lost()) {
                idle_.push_back(std::move(connection));
            } else {
                --open_;
                if (connection) {
                    open_ -= idle_.size();
                    closed.swap(idle_);
                }
            }
        }
        if (closed.empty()) {
            free_.notify_one();
        } else {
            free_.notify_all();
        }
    }

    std::function<std::unique_ptr<C>()> connect_;
    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<std::unique_ptr<C>> idle_;
    std::size_t open_ = 0;
};

}  // namespace niangjia::storage
