# The parts of bin/test. has_PART says whether this tree has it; test_PART runs it and reports its counts.
# A part that returns non-zero before it reported anything counts as one failure.

# Two halves side by side: every test has a folder and a schema of its own.
gtest_program() {  # gtest_program PART PRESET
    local part=$1 preset=$2
    local halves=("$logs/$part-0.json" "$logs/$part-1.json") status=0
    rm -f "${halves[@]}"
    step "Running the tests of $preset on SQLite and PostgreSQL" in_halves "$preset" "${halves[@]}" || status=$?
    report_gtest "$part" "$status" "${halves[@]}"
}

in_halves() {  # in_halves PRESET JSON JSON
    local preset=$1 half pids=() status=0
    shift
    for half in 0 1; do
        GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$half timeout 20m "build/$preset/niangjia_tests" --gtest_brief=1 \
            --gtest_output="json:${*:half+1:1}" &
        pids+=($!)
    done
    for half in 0 1; do wait "${pids[half]}" || status=$?; done
    return "$status"
}

has_unit() { [ -d tests/unit ]; }
test_unit() {
    step "Building the unit tests" native release niangjia_tests || return
    step "Compiling every header alone" native release check-headers || return
    step "Starting a PostgreSQL of our own" start_postgres || return
    export NIANGJIA_SQL_COVERAGE=$logs/sql-run.txt
    rm -f "$NIANGJIA_SQL_COVERAGE"
    gtest_program unit release
    unset NIANGJIA_SQL_COVERAGE
    if step "Looking whether every statement ran on both databases" every_statement_ran "$logs/sql-run.txt"; then
        report sql 1 0 0
    else
        report sql 0 1 0
    fi
}

has_scenarios() { compgen -G 'tests/scenarios/*.yaml' >/dev/null; }
test_scenarios() {
    local status=0
    step "Building the program" native release niangjia || return
    step "Playing the scenarios" timeout 20m build/release/niangjia scenario tests/scenarios/*.yaml || status=$?
    report_output scenarios "$logs/Playing-the-scenarios.log" "$status"
}

# Every file of the folder is a test of its own that gets the built program in NIANGJIA and a folder to write to.
executables() {
    local folder=$1 part=$2 file status
    for file in "$folder"/*.py; do
        status=0
        step "Running $file" env NIANGJIA="$root/build/release/niangjia" TMPDIR="$scratch" \
            timeout 10m python3 "$file" || status=$?
        report_output "$part" "$logs/Running-$(printf '%s' "$file" | tr -c 'A-Za-z0-9' '-' | tr -s '-').log" "$status"
    done
}

has_demo() { compgen -G 'tests/demo/*.py' >/dev/null; }
test_demo() {
    step "Building the program" native release niangjia || return
    npm_install divisions || return
    executables tests/demo demo
}

has_faults() { compgen -G 'tests/faults/*.py' >/dev/null; }
test_faults() {
    step "Building the program" native release niangjia || return
    npm_install divisions || return
    step "Starting a PostgreSQL of our own" start_postgres || return
    executables tests/faults faults
}

has_web() { [ -e web/work/package.json ]; }
test_web() {
    local app result status
    for app in work portal; do
        result=$logs/web-$app.json status=0
        npm_install "web/$app" || return
        rm -f "$result"
        step "Running the tests of web/$app" timeout 10m npm test --prefix "web/$app" -- \
            --reporter=default --reporter=json --outputFile.json="$result" || status=$?
        report_vitest "web-$app" "$result" "$status"
        web_build "web/$app" || report "web-$app-build" 0 1 0
    done
}

has_e2e() { compgen -G 'tests/e2e/*.test.mjs' >/dev/null; }
test_e2e() {
    local port status=0
    step "Building the program" native release niangjia || return
    npm_install divisions || return
    web_build web/work || return
    web_build web/portal || return
    npm_install tests/e2e || return
    step "Making the demonstration city" make_demo "$scratch/e2e" || return
    cp -r "$scratch/e2e" "$scratch/e2e-unserved" || return
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
        console.log(s.address().port); s.close(); })') || return
    build/release/niangjia serve --demo --data "$scratch/e2e" --web web/work/dist --listen "127.0.0.1:$port" \
        >"$logs/e2e-server.log" 2>&1 </dev/null &
    server=$!
    step "Waiting for the server" wait_for "http://127.0.0.1:$port/api/health" || return
    step "Walking through the pages in Chromium" env NIANGJIA_URL="http://127.0.0.1:$port" \
        NIANGJIA="$root/build/release/niangjia" NIANGJIA_DEMO="$scratch/e2e-unserved" TMPDIR="$scratch" \
        timeout 20m node --test --test-concurrency=1 --test-reporter=tap tests/e2e/*.test.mjs || status=$?
    stop_server
    report_output e2e "$logs/Walking-through-the-pages-in-Chromium.log" "$status"
}

has_sanitizers() { has_unit; }
test_sanitizers() {
    step "Building the unit tests with address and undefined-behaviour sanitizers" native debug niangjia_tests || return
    step "Starting a PostgreSQL of our own" start_postgres || return
    export UBSAN_OPTIONS=print_stacktrace=1
    gtest_program sanitizers debug
}
