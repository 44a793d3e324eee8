#!/usr/bin/env bash
# Finds what the build and the tests need from the system, and installs what is missing where that is allowed.
#
#   scripts/deps.sh [swift] [sqlite] [gd] [python] [strace]
#
# Packages are installed when this runs as root or `sudo -n` works (apt), or with Homebrew. Otherwise it prints the one
# line to paste and stops with exit code 1. Where everything is there, it says nothing and needs no network.
set -euo pipefail

swift_needed="6.2"

# --- What there is -----------------------------------------------------------------------------------------------------

# A C compiler: the Swift toolchain brings one, which need not be in the path.
find_compiler() {
    local candidate toolchain
    for candidate in clang cc gcc; do
        if command -v "$candidate" > /dev/null; then
            echo "$candidate"
            return
        fi
    done
    toolchain=$(command -v swift || true)
    if [ -n "$toolchain" ] && [ -x "$(dirname "$(readlink -f "$toolchain")")/clang" ]; then
        echo "$(dirname "$(readlink -f "$toolchain")")/clang"
    fi
}

# Where Homebrew keeps headers and libraries, which compilers do not look by themselves.
homebrew_flags() {
    local prefix
    if [ "$(uname)" = Darwin ] && command -v brew > /dev/null; then
        prefix=$(brew --prefix)
        echo "-I$prefix/include -L$prefix/lib"
    fi
}

# Whether a header can be included and its library be linked: has_library PKG_CONFIG_NAME HEADER LIBRARY.
has_library() {
    local compiler scratch
    if command -v pkg-config > /dev/null && pkg-config --exists "$1" 2> /dev/null; then
        return 0
    fi
    compiler=$(find_compiler)
    [ -n "$compiler" ] || return 1
    scratch=$(mktemp -d)
    printf '#include <stdio.h>\n#include <%s>\nint main(void) { return 0; }\n' "$2" > "$scratch/probe.c"
    # shellcheck disable=SC2046
    if "$compiler" $(homebrew_flags) "$scratch/probe.c" -l"$3" -o "$scratch/probe" > "$scratch/log" 2>&1; then
        rm -rf "$scratch"
        return 0
    fi
    rm -rf "$scratch"
    return 1
}

has() {
    case "$1" in
        sqlite) has_library sqlite3 sqlite3.h sqlite3 ;;
        gd) has_library gdlib gd.h gd ;;
        python) python3 -c 'import ensurepip, venv' > /dev/null 2>&1 ;;
        # Other systems have nothing like it.
        strace) [ "$(uname)" != Linux ] || command -v strace > /dev/null ;;
    esac
}

what_is() {
    case "$1" in
        sqlite) echo "SQLite (sqlite3.h, libsqlite3): the store of every data folder" ;;
        gd) echo "libgd (gd.h, libgd): the pictures of the sample application" ;;
        python) echo "Python 3 with venv: the tests compare thumbnails with an independent program" ;;
        strace) echo "strace: the tests see in the system calls that what is acknowledged is on the disk" ;;
    esac
}

# The package of each kind of system.
package_of() {
    case "$1:$2" in
        apt:sqlite) echo libsqlite3-dev ;;
        apt:gd) echo libgd-dev ;;
        apt:python) echo python3-venv ;;
        apt:strace | dnf:strace) echo strace ;;
        brew:sqlite) echo sqlite ;;
        brew:gd) echo gd ;;
        brew:python) echo python ;;
        dnf:sqlite) echo sqlite-devel ;;
        dnf:gd) echo gd-devel ;;
        dnf:python) echo python3 ;;
    esac
}

check_swift() {
    local version
    if ! command -v swift > /dev/null; then
        echo "error: There is no Swift compiler in the path. Install Swift $swift_needed or later:" >&2
        echo "    https://www.swift.org/install" >&2
        exit 1
    fi
    version=$(swift --version 2> /dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
    if [ -n "$version" ] && [ "$(printf '%s\n%s\n' "$swift_needed" "$version" | sort -t . -k 1,1n -k 2,2n | head -n 1)" != "$swift_needed" ]; then
        echo "error: Swift $version is too old: this package needs $swift_needed or later." >&2
        echo "    https://www.swift.org/install" >&2
        exit 1
    fi
}

# --- What to do about it -----------------------------------------------------------------------------------------------

manager() {
    if command -v apt-get > /dev/null; then
        echo apt
    elif command -v brew > /dev/null; then
        echo brew
    elif command -v dnf > /dev/null; then
        echo dnf
    fi
}

line_to_paste() {
    case "$1" in
        apt) echo "sudo apt-get update && sudo apt-get install -y ${*:2}" ;;
        brew) echo "brew install ${*:2}" ;;
        dnf) echo "sudo dnf install -y ${*:2}" ;;
    esac
}

# How a command becomes root's: nothing, `sudo -n`, or not at all.
become_root() {
    if [ "$(id -u)" = 0 ]; then
        echo "env"
    elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
        echo "sudo -n env"
    else
        return 1
    fi
}

install_with_apt() {
    local root package
    root=$(become_root) || return 1
    echo "Installing $*"
    for package in "$@"; do
        # The lists of packages may be missing, as in a fresh container.
        if ! apt-cache show "$package" > /dev/null 2>&1; then
            $root apt-get update || return 1
            break
        fi
    done
    $root DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" && return 0
    # The lists may be older than the packages that the servers still have.
    $root apt-get update && $root DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

install_packages() {
    local kind=$1
    shift
    case "$kind" in
        apt) install_with_apt "$@" ;;
        brew) echo "Installing $*" && brew install "$@" ;;
        *) return 1 ;;
    esac
}

# Stops, and says what to paste.
give_up() {
    local kind=$1 need
    shift
    {
        echo "error: Something that the system has to provide is missing:"
        for need in "$@"; do echo "    $(what_is "$need")"; done
        if [ -n "$kind" ]; then
            echo "Paste this line, then run make again:"
            echo
            # shellcheck disable=SC2046
            echo "    $(line_to_paste "$kind" $(for need in "$@"; do package_of "$kind" "$need"; done))"
            echo
        else
            echo "Install it with your system's package manager, then run make again."
        fi
    } >&2
    exit 1
}

missing=()
for need in "$@"; do
    case "$need" in
        swift) check_swift ;;
        sqlite | gd | python | strace) has "$need" || missing+=("$need") ;;
        *)
            echo "usage: scripts/deps.sh [swift] [sqlite] [gd] [python] [strace]" >&2
            exit 64
            ;;
    esac
done
[ ${#missing[@]} -gt 0 ] || exit 0

kind=$(manager)
packages=()
for need in "${missing[@]}"; do
    package=$(package_of "$kind" "$need")
    [ -z "$package" ] || packages+=("$package")
done
if [ ${#packages[@]} -gt 0 ]; then
    install_packages "$kind" "${packages[@]}" || give_up "$kind" "${missing[@]}"
fi

still_missing=()
for need in "${missing[@]}"; do
    has "$need" || still_missing+=("$need")
done
[ ${#still_missing[@]} -eq 0 ] || give_up "$kind" "${still_missing[@]}"
