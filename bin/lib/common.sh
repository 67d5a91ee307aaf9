# What every script needs; sourced, never run. Sets the root folder, a locale-free environment and step().
export LC_ALL=C.UTF-8
export DEBIAN_FRONTEND=noninteractive
export npm_config_update_notifier=false npm_config_audit=false npm_config_fund=false npm_config_loglevel=error

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
logs=$root/build/logs
stamps=$root/build/stamps
mkdir -p "$logs" "$stamps"

# A newer Node.js that bin/install brought because the system's is too old for the web build.
node_home=$root/build/tools/node/bin
if [ -x "$node_home/node" ]; then PATH=$node_home:$PATH; fi

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

seconds_since() { awk -v start="$1" -v now="$(date +%s.%N)" 'BEGIN { printf "%.1f s", now - start }'; }

# step TITLE COMMAND…  Runs the command with its output in a log; shows the log's end when it fails.
# The caller's `set -e` does not reach into the command, so a function given here checks its own steps.
step() {
    local title=$1 start log status=0
    shift
    start=$(date +%s.%N)
    log=$logs/$(printf '%s' "$title" | tr -c 'A-Za-z0-9' '-' | tr -s '-').log
    printf '• %s … ' "$title"
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" -eq 0 ]; then
        say "$(seconds_since "$start")"
    else
        say "failed after $(seconds_since "$start") (exit $status)"
        tail -n 60 "$log" | sed 's/^/    /' >&2
        say "  The whole output is in ${log#"$root"/}" >&2
    fi
    return "$status"
}

# as_root COMMAND…  Directly as root, otherwise through sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo --preserve-env=DEBIAN_FRONTEND "$@"
    else die "This needs root: run it as root or install sudo. ($*)"
    fi
}

# content_of PATH…  One hash over names and contents of all files below the paths, without what is made from them.
content_of() {
    local existing=() path
    for path in "$@"; do if [ -e "$path" ]; then existing+=("$path"); fi; done
    if [ ${#existing[@]} -eq 0 ]; then echo none; return; fi
    find "${existing[@]}" \( -name node_modules -o -name dist -o -name coverage \) -prune -o -type f -print0 |
        sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# unchanged NAME HASH  Whether the stamp NAME says HASH already.
unchanged() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() { printf '%s' "$2" >"$stamps/$1"; }
