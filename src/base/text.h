// A text for people, in the two languages of the interface. Chinese is the source language.
#pragma once

#include <string>

namespace niangjia {

struct Text {
    std::string zh;
    std::string en;

    bool operator==(Text const&) const = default;
};

}  // namespace niangjia
