// What a scenario says that holds at its end.
#pragma once

#include "demo/stage.h"

namespace niangjia::demo {

// Looks at every part of `then`, of which each is counted; what does not hold is a failure of the outcome.
void check(Stage& stage, packs::Item const& then);

}  // namespace niangjia::demo
