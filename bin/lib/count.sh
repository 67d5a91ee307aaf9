# Reading what each runner says it ran. Every function ends in report(), so that one line and one sum serve all.
passed=0 failed=0 skipped=0

# report PART PASSED FAILED SKIPPED
report() {
    printf '%s: %d passed, %d failed' "$1" "$2" "$3"
    if [ "$4" -gt 0 ]; then printf ', %d skipped' "$4"; fi
    printf '\n'
    passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
}

# report_gtest PART STATUS JSON…  A program that died has written no file: that is one failure.
report_gtest() {
    local part=$1 status=$2 file p=0 f=0 s=0 tests failures disabled skips
    shift 2
    for file in "$@"; do
        if [ ! -s "$file" ]; then f=$((f + 1)); continue; fi
        tests=$(grep -m1 -o '"tests": [0-9]*' "$file" | grep -o '[0-9]*')
        failures=$(grep -m1 -o '"failures": [0-9]*' "$file" | grep -o '[0-9]*')
        disabled=$(grep -m1 -o '"disabled": [0-9]*' "$file" | grep -o '[0-9]*')
        skips=$(grep -c '"result": "SKIPPED"' "$file" || true)
        p=$((p + tests - failures - disabled - skips)) f=$((f + failures)) s=$((s + disabled + skips))
    done
    # They may say no failure and still end badly: a leak, a crash in a destructor.
    if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
    report "$part" "$p" "$f" "$s"
}

# report_vitest PART JSON STATUS
report_vitest() {
    local part=$1 file=$2 status=$3 counts
    if [ ! -s "$file" ]; then report "$part" 0 1 0; return; fi
    counts=$(node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        console.log(r.numPassedTests, r.numFailedTests, r.numPendingTests + r.numTodoTests)' "$file") || counts='0 1 0'
    read -r p f s <<<"$counts"
    if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
    report "$part" "$p" "$f" "$s"
}

# report_output PART LOG STATUS  Understands a closing line 'N passed, N failed', node's TAP summary and plain
# TAP; what says none of these counts as one test by its exit code (77: skipped).
report_output() {
    local part=$1 log=$2 status=$3 line p=0 f=0 s=0
    line=$(grep -E '^([A-Za-z0-9_-]+: )?[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$log" | tail -n 1 || true)
    if [ -n "$line" ]; then
        p=$(grep -oE '[0-9]+ passed' <<<"$line" | grep -oE '[0-9]+')
        f=$(grep -oE '[0-9]+ failed' <<<"$line" | grep -oE '[0-9]+')
        s=$(grep -oE '[0-9]+ skipped' <<<"$line" | grep -oE '[0-9]+' || echo 0)
    elif grep -qE '^# pass [0-9]+$' "$log"; then
        p=$(grep -E '^# pass [0-9]+$' "$log" | tail -n 1 | grep -oE '[0-9]+')
        f=$(grep -E '^# (fail|cancelled) [0-9]+$' "$log" | awk '{ n += $3 } END { print n + 0 }')
        s=$(grep -E '^# (skipped|todo) [0-9]+$' "$log" | awk '{ n += $3 } END { print n + 0 }')
    elif grep -qE '^(not )?ok\b' "$log"; then
        s=$(grep -ciE '^ok\b.*# skip' "$log" || true)
        p=$(($(grep -cE '^ok\b' "$log" || true) - s))
        f=$(grep -cE '^not ok\b' "$log" || true)
    elif [ "$status" -eq 0 ]; then p=1
    elif [ "$status" -eq 77 ]; then s=1 status=0
    else f=1
    fi
    if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
    report "$part" "$p" "$f" "$s"
}
