# Every SQL statement of the program, and whether the tests have run it on both databases. Sourced after common.sh.

# The statements' names, room/name: the files in sql/, and those that are written or put together in the code.
# What src/storage/sqlite.cpp itself says to SQLite is not said to PostgreSQL.
statements_of() {  # statements_of sqlite|postgres
    local file room name rooms own=()
    rooms=$(printf '%s\n' src/*/ | cut -d/ -f2 | paste -sd'|')
    if [ "$1" = postgres ]; then own=(--exclude=sqlite.cpp); fi
    {
        for file in src/*/sql/*.sql; do
            room=${file#src/}
            name=$(basename "$file" .sql)
            name=${name%.sqlite}
            printf '%s/%s\n' "${room%%/*}" "${name%.postgres}"
        done
        grep -rhoE "\"($rooms)/[a-z_]+\"" src --include='*.cpp' --include='*.h' "${own[@]}" | tr -d '"'
    } | sort -u
}

# every_statement_ran FILE  FILE is what storage wrote to NIANGJIA_SQL_COVERAGE: 'sqlite room/name' a line.
# Names the statements that did not run.
every_statement_ran() {
    local database missing status=0
    if [ ! -s "$1" ]; then echo "No statement ran at all: $1 is empty"; return 1; fi
    for database in sqlite postgres; do
        missing=$(comm -23 <(statements_of "$database") <(sed -n "s/^$database //p" "$1" | sort -u))
        if [ -z "$missing" ]; then continue; fi
        status=1
        sed "s/^/Never run on $database: /" <<<"$missing"
    done
    return "$status"
}
