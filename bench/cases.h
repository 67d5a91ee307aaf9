// Cases and people at the size of a large city: fills the installation as far as it is not there yet, then times what the pages of
// the casework ask for, beside the same statements bare (SQLite), and prints how each statement is answered.
#pragma once

#include <filesystem>
#include <string>

#include "case_fill.h"

namespace niangjia::bench {

struct CaseOptions {
    std::filesystem::path data, packs;
    CaseSizes sizes;
    double seconds = 5;
    std::string page;  // only pages whose titles hold this
    bool only_fill = false;
};

void cases(CaseOptions const& options);

}  // namespace niangjia::bench
