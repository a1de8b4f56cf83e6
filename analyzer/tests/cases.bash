# What tests of the command line share: sourced with NOSTALL SOURCE_DIR as arguments. Folder of their own: $work; the end is report_cases.

nostall=$(realpath "$1")
source_dir=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME=$work/cache
passed=0 failed=0

# case_of NAME STATUS [PATTERN] -- COMMAND...: the command ends with STATUS and says something that matches PATTERN (grep -E);
# what it says on standard output is in $work/out, what the case before said in $work/last
case_of() {
    local name=$1 status=$2 pattern='' got=0
    shift 2
    if [ "$1" != -- ]; then pattern=$1; shift; fi
    shift
    [ ! -e "$work/out" ] || mv "$work/out" "$work/last"
    "$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
    if [ "$got" != "$status" ]; then
        printf 'FAIL %s: exit status %s, %s was expected\n' "$name" "$got" "$status"
    elif [ -n "$pattern" ] && ! cat "$work/out" "$work/err" | grep -qE -- "$pattern"; then
        printf 'FAIL %s: nothing said that matches %s\n' "$name" "$pattern"
    else
        passed=$((passed + 1))
        return
    fi
    sed 's/^/    /' "$work/out" "$work/err" | head -20
    failed=$((failed + 1))
}

# todo_case_of ...: the same for what does not hold yet; fails once it holds, so that it gets promoted
todo_case_of() {
    local before=$failed said
    said=$work/todo
    case_of "$@" >"$said"
    if [ "$failed" = "$before" ]; then
        printf 'FAIL %s: holds now, make it case_of\n' "$1"
        passed=$((passed - 1))
        failed=$((failed + 1))
    else
        failed=$before
    fi
}

same() { # same NAME FILE FILE
    if cmp -s "$2" "$3"; then
        passed=$((passed + 1))
    else
        printf 'FAIL %s\n' "$1"
        diff -u "$2" "$3" | head -20
        failed=$((failed + 1))
    fi
}

check() { "$nostall" check "$@"; }

report_cases() { # the exit status of the test
    printf '%s passed, %s failed\n' "$passed" "$failed"
    [ "$failed" = 0 ]
}
