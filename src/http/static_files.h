// The built web, held in memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.h"

namespace niangjia::http {

class StaticFiles {
  public:
    // How browsers keep what is served: as usual, or nothing of it at all (a page whose visit nobody should find).
    enum class Keeping { Usual, Nothing };
    // Serves nothing: every path is 404.
    StaticFiles() = default;
    // Reads the whole folder, with the .br and .gz siblings made when the web was built. Throws Error
    // (Unavailable, http.no-web) when it holds no index.html.
    [[nodiscard]] static StaticFiles read(std::filesystem::path const& folder, Keeping keeping = Keeping::Usual);

    // A file; for any other path that is not a file's, index.html (the web has its own routes). 404 for what
    // is missing below /assets or ends like a file. Only GET and HEAD. `below`: how many segments of the path lead to the folder.
    [[nodiscard]] Response answer(Request const& request, std::size_t below = 0) const;

  private:
    using Bytes = std::shared_ptr<std::string const>;
    struct File {
        Bytes plain;
        Bytes brotli;
        Bytes gzip;
        std::string_view media;
        std::string tag;  // without quotes
        bool is_hashed = false;
    };

    Keeping keeping_ = Keeping::Usual;
    std::map<std::string, File, std::less<>> files_;  // by path below the folder: "assets/index-1a2b.js"
};

}  // namespace niangjia::http
