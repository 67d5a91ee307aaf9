#include "base/error.h"

namespace niangjia {
namespace {

std::string described(Error const& error) {
    std::string what = error.code() + ": " + error.text().en;
    if (!error.pointer().empty()) what += " (" + error.pointer() + ")";
    if (!error.note().empty()) what += " [" + error.note() + "]";
    return what;
}

}  // namespace

Error::Error(ErrorKind kind, std::string code, Text text, std::string pointer)
    : kind_{kind}, code_{std::move(code)}, text_{std::move(text)}, pointer_{std::move(pointer)} {
    what_ = described(*this);
}

Error Error::invalid(std::vector<Problem> problems) {
    Error error{ErrorKind::Invalid, problems.front().code, problems.front().text, problems.front().pointer};
    error.problems_ = std::move(problems);
    return error;
}

Error&& Error::with_pointer(std::string pointer) && {
    pointer_ = std::move(pointer);
    what_ = described(*this);
    return std::move(*this);
}

Error&& Error::with_note(std::string note) && {
    note_ = std::move(note);
    what_ = described(*this);
    return std::move(*this);
}

}  // namespace niangjia
