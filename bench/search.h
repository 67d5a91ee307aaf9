// Times the full-text search by itself, over documents like those of many petitions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace niangjia::bench {

// Puts `documents` texts of about a hundred characters into an empty database at `address`, four to a write and eight writers
// at once, and asks for rare and common words within a village, a county and the city: as the city's chair, as its
// administrator, who sees no stories, and as a village's chair.
void search(std::string const& address, std::filesystem::path const& packs, std::int64_t documents, double seconds);

}  // namespace niangjia::bench
