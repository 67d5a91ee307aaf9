# Building the C++ side; sourced after common.sh.

# native PRESET TARGET…  Configures once and builds with ninja's progress on the screen (or in a log under bin/test).
native() {
    local preset=$1 tests=OFF
    shift
    # One build folder serves bin/build and bin/test: tests are configured as soon as GoogleTest is there, and
    # compiled only when their target is asked for.
    if [ -e /usr/include/gtest/gtest.h ]; then tests=ON; fi
    if ! { [ -e "build/$preset/build.ninja" ] && grep -q "^NIANGJIA_TESTS:BOOL=$tests$" "build/$preset/CMakeCache.txt"; }; then
        say "• Configuring $preset"
        cmake --preset "$preset" -DNIANGJIA_TESTS="$tests" >"$logs/configure-$preset.log" 2>&1 || {
            tail -n 40 "$logs/configure-$preset.log" >&2
            return 1
        }
    fi
    NINJA_STATUS='[%f/%t, %e s] ' ninja -C "build/$preset" ${JOBS:+-j "$JOBS"} "$@"
}

# Whether the present tree defines that target (parts of the program may not exist in every branch).
has_target() { ninja -C "build/$1" -t query "$2" >/dev/null 2>&1; }
