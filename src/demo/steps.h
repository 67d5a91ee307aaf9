// The steps of a scenario, each a deed of a real account through the rooms' own verbs.
#pragma once

#include "demo/stage.h"

namespace niangjia::demo {

// Everybody whom the steps name has an account from the start, so that what is sealed is sealed for all of its team. A step that
// should be refused must change nothing.
void act_out(Stage& stage, packs::Item const& steps);

}  // namespace niangjia::demo
