# npm packages and the web build; sourced after common.sh. Nothing is fetched or built again while neither the
# sources nor the lock file changed.

# npm_install FOLDER
npm_install() {
    local folder=$1 name hash
    name=npm-$(printf '%s' "$folder" | tr '/' '-')
    hash=$(cat "$folder/package.json" "$folder/package-lock.json" | sha256sum | cut -d' ' -f1)
    if [ -d "$folder/node_modules" ] && unchanged "$name" "$hash"; then return 0; fi
    # A registry that hangs would otherwise hold everything up for ever; the second try mostly finds it awake.
    step "Fetching the npm packages of $folder" timeout 5m npm ci --prefix "$folder" ||
        step "Fetching the npm packages of $folder once more" timeout 5m npm ci --prefix "$folder" || return
    stamp "$name" "$hash"
}

# web_build FOLDER
web_build() {
    local folder=$1 name hash
    if [ ! -e "$folder/package.json" ]; then say "• $folder is not in this tree: skipped"; return 0; fi
    npm_install "$folder" || return
    name=web-$(printf '%s' "$folder" | tr '/' '-')
    hash=$(content_of "$folder" web/shared)
    if [ -e "$folder/dist/index.html" ] && unchanged "$name" "$hash"; then return 0; fi
    step "Building $folder" npm run build --prefix "$folder" || return
    stamp "$name" "$hash"
}
