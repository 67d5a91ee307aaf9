#include "storage/messages.h"
#include "storage/open.h"

namespace niangjia::storage {

std::unique_ptr<Database> open_postgres(std::string const&) {
    throw error(messages::unavailable);
}

}  // namespace niangjia::storage
