# The demonstration city; sourced after common.sh.

# make_demo FOLDER  Once: made beside it first, so that an interrupted run leaves no half a city behind.
make_demo() {
    local folder=$1 making
    if [ -n "$(ls -A "$folder" 2>/dev/null)" ]; then return 0; fi
    making=$folder.making
    rm -rf "$making"
    build/release/niangjia demo --data "$making" || { rm -rf "$making"; return 1; }
    if [ -d "$folder" ]; then rmdir "$folder"; fi
    mv "$making" "$folder"
}

# wait_for URL  Until it answers, for at most 30 seconds.
wait_for() {
    local _
    for _ in $(seq 300); do
        if curl -fsS -o "$logs/wait.log" "$1" 2>/dev/null; then return 0; fi
        sleep 0.1
    done
    return 1
}
