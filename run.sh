#!/usr/bin/env bash
# Set everything up on this machine, then open the window:
#
#   bash run.sh                          open the window
#   bash run.sh --variant k_eq_v         ... with these options
#   bash run.sh export --out pictures    write pictures, without a display
#   bash run.sh test [pytest options]    run the tests
#
# Everything goes into .venv beside this file; only system libraries that Debian or Ubuntu lacks
# are installed with apt-get. The second time it starts at once, and needs no network.
# QKV_TORCH=1 adds PyTorch to the tests, QKV_PYTHON names the Python to use.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
venv="$here/.venv"
python="$venv/bin/python"

# A shared library, and the Debian package that brings it.
qt_libraries=(
    libglib-2.0.so.0:libglib2.0-0
    libGL.so.1:libgl1
    libEGL.so.1:libegl1
    libxkbcommon.so.0:libxkbcommon0
    libfontconfig.so.1:libfontconfig1
    libdbus-1.so.3:libdbus-1-3
    libxkbcommon-x11.so.0:libxkbcommon-x11-0
    libxcb-cursor.so.0:libxcb-cursor0
    libxcb-icccm.so.4:libxcb-icccm4
    libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-shape.so.0:libxcb-shape0
)
# Programs that look at exported files in the tests, and their packages.
test_tools=(
    pdftoppm:poppler-utils
    rsvg-convert:librsvg2-bin
)

say() { printf '%s\n' "$*" >&2; }
fail() { say "run.sh: $*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

suitable_python() {
    "$1" - <<'PYTHON' >/dev/null 2>&1
import sys
assert (3, 10) <= sys.version_info[:2] < (3, 15)
PYTHON
}

find_python() {
    local name
    for name in ${QKV_PYTHON:+"$QKV_PYTHON"} python3 python3.13 python3.12 python3.11 python3.10 \
        python3.14 python; do
        if have "$name" && suitable_python "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# ldconfig stands outside an ordinary user's PATH on Debian.
library_list() {
    if have ldconfig; then ldconfig -p; elif [ -x /sbin/ldconfig ]; then /sbin/ldconfig -p; fi
}

has_chinese_font() {
    if have fc-list; then
        [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
    else
        dpkg -s fonts-noto-cjk >/dev/null 2>&1
    fi
}

# Print the Debian packages that this machine needs and lacks.
missing_packages() {
    local found entry base
    if base=$(find_python); then
        "$base" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
            "$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    else
        printf '%s\n' python3 python3-venv
    fi
    found=$(library_list)
    for entry in "${qt_libraries[@]}"; do
        case "$found" in
            *"${entry%%:*} "*) ;;
            *) printf '%s\n' "${entry##*:}" ;;
        esac
    done
    has_chinese_font || printf '%s\n' fonts-noto-cjk
}

missing_test_packages() {
    local entry
    for entry in "${test_tools[@]}"; do
        have "${entry%%:*}" || printf '%s\n' "${entry##*:}"
    done
}

install_packages() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        have sudo || return 1
        as_root=(sudo)
    fi
    say "Installing system packages: $*"
    "${as_root[@]}" apt-get update -qq </dev/null >/dev/null &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
}

# Install the packages that a function lists, or say what is missing.
set_up_system() {
    [ "$(uname -s)" = Linux ] || return 0
    local missing
    mapfile -t missing < <("$1")
    [ ${#missing[@]} -gt 0 ] || return 0
    if have apt-get && install_packages "${missing[@]}"; then
        return 0
    fi
    say "These are missing, by their Debian names: ${missing[*]}"
    say "Please install them with this system's package manager:"
    say "    sudo apt-get install ${missing[*]}"
    say "Going on without them."
}

set_up_venv() {
    if [ -x "$python" ] && suitable_python "$python"; then
        "$python" -c 'import pip' 2>/dev/null || "$python" -m ensurepip >/dev/null
        return
    fi
    local base
    base=$(find_python) || fail "no Python from 3.10 to 3.14 was found; install one, or name it with QKV_PYTHON"
    say "Making $venv with $base"
    rm -rf -- "$venv"
    "$base" -m venv "$venv" || fail "$base could not make a virtual environment in $venv"
}

# Let pip install what pyproject.toml asks for, with an extra ("" for none). It works on a copy, for
# it would leave its building traces beside the sources.
install_dependencies() {
    local extra=$1 copy status=0
    copy=$(mktemp -d)
    cp -- "$here/pyproject.toml" "$here/README.md" "$copy"
    PIP_USER=0 "$python" -m pip install --quiet --disable-pip-version-check \
        "$copy${extra:+[$extra]}" >&2 || status=1
    rm -rf -- "$copy"
    return $status
}

# Install the dependencies once for each pyproject.toml.
set_up_dependencies() {
    local extra=$1 stamp state
    stamp="$venv/.installed${extra:+-$extra}"
    state=$(cksum <"$here/pyproject.toml")
    if [ -f "$stamp" ] && [ "$(<"$stamp")" = "$state" ]; then return 0; fi
    say "Installing what the program needs${extra:+ ($extra)}; the first time this takes a minute"
    if install_dependencies "$extra"; then
        printf '%s\n' "$state" >"$stamp"
    elif [ -f "$stamp" ]; then
        say "That failed; going on with what an earlier run installed"
    else
        return 1
    fi
}

set_up() {
    # The system is looked at the first time only: it costs time at every start.
    if [ ! -f "$venv/.installed" ]; then set_up_system missing_packages; fi
    set_up_venv
    set_up_dependencies "" || fail "the dependencies could not be installed; is there a network?"
}

if [ "${1:-}" = test ]; then
    shift
    set_up
    if [ ! -f "$venv/.installed-test" ]; then set_up_system missing_test_packages; fi
    set_up_dependencies test || fail "the test tools could not be installed; is there a network?"
    if [ "${QKV_TORCH:-0}" = 1 ]; then
        set_up_dependencies torch || say "PyTorch could not be installed: the tests against it are skipped"
    fi
    cd -- "$here"
    exec "$python" -m pytest -n auto "$@"
fi
set_up
exec "$python" "$here/main.py" "$@"
