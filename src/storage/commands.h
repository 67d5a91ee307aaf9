// Commands: a client gives each write an id of its own making, and a repeat (a retry, a phone that was offline)
// finds the answer to the first and has no second effect.
//
// `bound` is what stands for the request, as identity::Context::bound() makes it: the database keeps a digest of it, so that it must
// be nothing that could be guessed. A request in the clear is none: short words, a rating, a name are found by trying.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "storage/storage.h"

namespace niangjia::storage {

// What the command with that id answered, when it has been carried out. Error (Conflict, command.reused) when the id was
// used for something else: by another account or for another request. Error (Invalid) for an id that is not 8 to 64
// letters, digits, - or _.
[[nodiscard]] std::optional<std::int64_t> answered(Reader const& reader, std::int64_t account, std::string_view command,
                                                   std::string_view bound);
// Notes the answer, in the transaction that carries the command out.
void answer(Transaction& transaction, std::int64_t account, std::string_view command, std::string_view bound, std::int64_t answer);

}  // namespace niangjia::storage
