#!/usr/bin/env bash
# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs ansible-test on a copy of this checkout. It needs a real path .../ansible_collections/boomi/spaces outside of any
# git checkout: in a folder that git ignores it tests nothing and says so only in a warning. The tests, which are no part of
# what is built, are looked at like the rest, and tests/config.yml says which Pythons count. With --here it looks at the folder that it is called in.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
if [ "$1" = --here ]; then
    shift
else
    ansible-galaxy collection install "$checkout" -p "$copy" --force --no-deps >/dev/null
    cd "$copy/ansible_collections/boomi/spaces"
    tar -C "$checkout" --exclude=tests/output --exclude=tests/requirements --exclude=__pycache__ -cf - tests | tar -xf -
fi

# ansible-test keeps its virtual environments below HOME: here that is the checkout's own, so that they are reused.
export HOME="$checkout/.venv/ansible-test"
cache="$HOME/.ansible/test/cache"
mkdir -p "$cache"

# pyenv's shims on PATH answer for Pythons that are not there.
PATH=$(echo "$PATH" | tr : '\n' | grep -v /shims | paste -sd: -)
python=$(python -c 'import sys; print("%d.%d" % sys.version_info[:2])')

# It wants to download get-pip.py for them. The pip that Python brings along is unpacked once here, and each environment is pointed to it: to install and
# compile one in each takes longer than what is to be installed. Nor is anything compiled that is not imported.
export PIP_NO_COMPILE=1
pip="$HOME/pip-$python"
test -e "$pip" || python - "$pip.part" <<'unpack'
import ensurepip, pathlib, sys, sysconfig, zipfile

# Debian has them elsewhere.
wheels = sysconfig.get_config_var("WHEEL_PKG_DIR") or pathlib.Path(ensurepip.__file__).parent / "_bundled"
for wheel in pathlib.Path(wheels).glob("*.whl"):
    zipfile.ZipFile(wheel).extractall(sys.argv[1])
unpack
test -e "$pip" || mv "$pip.part" "$pip"
internal=$(python -c 'import ansible_test._internal as package; print(package.__path__[0])')
sed -n "s/.*pip='\([0-9.]*\)'.*/\1/p" "$internal/python_requirements.py" | while read -r version; do
    cat >"$cache/get_pip_${version//./_}.py" <<point
import pathlib, sys, sysconfig

pathlib.Path(sysconfig.get_path("purelib"), "pip.pth").write_text("$HOME/pip-%d.%d" % sys.version_info[:2])
point
done

log="$copy/log"
ansible-test "$1" --python "$python" "${@:2}" 2>&1 | tee "$log"
if [ "$1" = sanity ]; then
    count=$(grep -c '^Running sanity test' "$log")
    expected=$(ansible-test sanity --list-tests "${@:2}" 2>/dev/null | wc -l)
    if [ "$count" -eq 0 ] || [ "$count" -ne "$expected" ]; then
        echo "only $count of $expected sanity tests ran" >&2
        exit 1
    fi
    echo "$count sanity tests passed"
fi
