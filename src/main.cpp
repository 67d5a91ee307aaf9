#include "cli/command.h"

int main(int argc, char const* const* argv) { return niangjia::cli::run(argc, argv); }
