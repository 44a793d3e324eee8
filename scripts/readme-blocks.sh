#!/usr/bin/env bash
# Runs every command of README.md, in order: whoever pastes them gets what the text says.
#
#   scripts/readme-blocks.sh [--list] [FILE]
#   scripts/readme-blocks.sh --tables FILE…      the commands in the tables of samples, each in the package itself
#
# A block fenced with ```sh is one script. Of a block fenced with ```console the lines that begin with `$ ` are run, the
# others are what they print. A block fenced with ```sh no-run is for other systems, and left out here.
#
# Everything runs in one scratch folder that has links to what the package holds, so that data folders begin empty and go
# away afterwards; only `make` and `swift` run in the package itself. Commands that the caller has just run, one a line in
# RAN_BEFORE, are not run again.
set -euo pipefail

package=$(cd "$(dirname "$0")/.." && pwd)

if [ "${1-}" = "--tables" ]; then
    shift
    failed=0
    count=0
    while IFS= read -r line; do
        count=$((count + 1))
        echo "--- $line"
        (cd "$package" && bash -c "$line" < /dev/null) || { echo "error: It ended with exit code $?." >&2; failed=1; }
    done < <(sed -n 's/^| .*| `\(swift run [^`]*\)` |$/\1/p' "$@")
    [ "$count" -gt 0 ] || { echo "error: There is no command in $*." >&2; exit 1; }
    echo "--- $count commands"
    exit "$failed"
fi

list_only=false
if [ "${1-}" = "--list" ]; then
    list_only=true
    shift
fi
readme=${1-$package/README.md}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/blocks" "$work/scratch"

# One file a block, named by the line on which it begins.
awk -v folder="$work/blocks" '
    !inside && /^```(sh|console)[ \t]*$/ {
        inside = 1
        kind = ($0 ~ /console/) ? "console" : "sh"
        file = sprintf("%s/%05d", folder, NR + 1)
        printf "" > file
        next
    }
    !inside && /^```/ { inside = 1; file = ""; next }
    inside && /^```[ \t]*$/ { if (file != "") { close(file) }; inside = 0; file = ""; next }
    inside && file != "" {
        if (kind == "sh") { print > file }
        else if ($0 ~ /^\$ /) { print substr($0, 3) > file }
    }
    END { if (inside) { print "error: A fenced block does not end." > "/dev/stderr"; exit 1 } }
' "$readme"

for entry in "$package"/* "$package"/.build; do
    case "$(basename "$entry")" in
        *.xcodeproj) ;;
        *) ln -s "$entry" "$work/scratch/" ;;
    esac
done

# In front of every block.
cat > "$work/preamble" << 'PREAMBLE'
set -eu
ran_before() {
    printf '%s\n' "${RAN_BEFORE-}" | grep -Fqx -- "$*"
}
make() {
    if ran_before make "$@"; then
        echo "(ran before: make $*)"
    else
        (cd "$PACKAGE" && command make "$@")
    fi
}
swift() {
    (cd "$PACKAGE" && command swift "$@")
}
PREAMBLE

# Each block has a shell of its own, so what an earlier one put into the path is there from the start.
export PACKAGE="$package"
export PATH="$package/.build/debug:$PATH"
count=0
failed=0
for block in "$work"/blocks/*; do
    [ -s "$block" ] || continue
    line=$((10#$(basename "$block")))
    count=$((count + 1))
    echo "--- $(basename "$readme"):$line"
    sed 's/^/    /' "$block"
    if $list_only; then continue; fi
    status=0
    # From a file, so that a command which reads its input does not read the rest of the block.
    cat "$work/preamble" "$block" > "$work/script"
    (cd "$work/scratch" && bash "$work/script" < /dev/null) || status=$?
    if [ "$status" -ne 0 ]; then
        echo "error: The block at line $line of $(basename "$readme") ended with exit code $status." >&2
        failed=$((failed + 1))
    fi
done

if [ "$count" -eq 0 ]; then
    echo "error: There is no command in $readme." >&2
    exit 1
fi
echo "--- $count blocks, $failed failed"
[ "$failed" -eq 0 ]
