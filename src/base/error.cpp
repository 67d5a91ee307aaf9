#include "base/error.h"

namespace niangjia {

Error::Error(ErrorKind kind, std::string code, Text text, std::string pointer)
    : kind_{kind},
      code_{std::move(code)},
      text_{std::move(text)},
      pointer_{std::move(pointer)},
      what_{code_ + ": " + text_.en + (pointer_.empty() ? "" : " (" + pointer_ + ")")} {}

Error Error::invalid(std::vector<Problem> problems) {
    Error error{ErrorKind::Invalid, problems.front().code, problems.front().text, problems.front().pointer};
    error.problems_ = std::move(problems);
    return error;
}

Error&& Error::with_pointer(std::string pointer) && {
    pointer_ = std::move(pointer);
    return std::move(*this);
}

Error&& Error::with_note(std::string note) && {
    note_ = std::move(note);
    what_ += " [" + note_ + "]";
    return std::move(*this);
}

}  // namespace niangjia
