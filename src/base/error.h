// The one error type. What ends a request or a command is thrown as an Error and caught only at its edge
// (the HTTP request, the command line, one savepoint of the writer); what a caller must look at is a value.
#pragma once

#include <fmt/format.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace niangjia {

enum class ErrorKind {
    Invalid,          // the input is wrong: the pointer says which field
    Unauthenticated,  // nobody is signed in, or not as who is needed
    Forbidden,        // signed in, but the role may not do this at all
    NotFound,         // it is not there, or not within the caller's scope: the two look the same
    Refused,          // a rule of the work says no
    Conflict,         // it collides with something that exists
    Stale,            // somebody changed it meanwhile
    TooLarge,
    Busy,         // try again later
    Unavailable,  // a part the program needs does not answer
    Broken,       // the program or its data are at fault
};

// One entry of a room's catalogue of messages. `code` is stable for ever; the texts are fmt templates.
struct Message {
    ErrorKind kind;
    std::string_view code;
    std::string_view zh;
    std::string_view en;
};

// One thing wrong with an input. `pointer` is an RFC 6901 JSON pointer into it.
struct Problem {
    std::string pointer;
    std::string code;
    Text text;
};

class Error : public std::exception {
  public:
    Error(ErrorKind kind, std::string code, Text text, std::string pointer = {});

    // Several problems of one input, reported together. Throws nothing if `problems` is not empty.
    [[nodiscard]] static Error invalid(std::vector<Problem> problems);

    [[nodiscard]] ErrorKind kind() const { return kind_; }
    [[nodiscard]] std::string const& code() const { return code_; }
    [[nodiscard]] Text const& text() const { return text_; }
    [[nodiscard]] std::string const& pointer() const { return pointer_; }
    [[nodiscard]] std::vector<Problem> const& problems() const { return problems_; }
    // For the log alone, never shown.
    [[nodiscard]] std::string const& note() const { return note_; }
    [[nodiscard]] char const* what() const noexcept override { return what_.c_str(); }

    Error&& with_pointer(std::string pointer) &&;
    Error&& with_note(std::string note) &&;

  private:
    ErrorKind kind_;
    std::string code_;
    Text text_;
    std::string pointer_;
    std::string note_;
    std::vector<Problem> problems_;
    std::string what_;
};

// Fills a message's templates: throw error(messages::past_due, day.iso());
template <class... A>
[[nodiscard]] Error error(Message const& message, A const&... arguments) {
    return Error{message.kind, std::string{message.code},
                 Text{fmt::format(fmt::runtime(message.zh), arguments...),
                      fmt::format(fmt::runtime(message.en), arguments...)}};
}

template <class... A>
[[nodiscard]] Problem problem(Message const& message, std::string pointer, A const&... arguments) {
    return Problem{std::move(pointer), std::string{message.code},
                   Text{fmt::format(fmt::runtime(message.zh), arguments...),
                        fmt::format(fmt::runtime(message.en), arguments...)}};
}

}  // namespace niangjia
