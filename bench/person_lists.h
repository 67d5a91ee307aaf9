// Invented people in lists, as an office brings them in.
#pragma once

#include <string>
#include <vector>

#include "installation/installation.h"

namespace niangjia::bench {

// Of the person who stands at place `i` of all lists.
[[nodiscard]] std::string number_of(int i);
[[nodiscard]] std::string phone_of(int i);

// Brings in the persons from place `present` up to `count`, spread over the villages: each list uploaded, looked over, committed,
// and what each took printed.
void import_persons(Installation const& installation, org::Code city, std::vector<org::Code> const& villages, int count, int present = 0);

}  // namespace niangjia::bench
