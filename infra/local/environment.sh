#!/usr/bin/env bash
# environment.sh FOLDER PINS...: make a virtual environment that holds exactly what the files pin.
# PYTHON names the interpreter (default python3).
set -euo pipefail

folder=$1
shift
python=${PYTHON:-python3}

fail() {
  echo "$1" >&2
  exit 1
}

command -v "$python" >/dev/null || fail "$python is missing: Mandat needs Python 3.11 or newer."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "Mandat needs Python 3.11 or newer; $("$python" --version) is too old (PYTHON=... names another)."
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
  fail "This Python cannot make environments: install python3-venv (apt-get install python3-venv)."

echo "Installing $folder ..."
started=$SECONDS
rm -rf "$folder"
"$python" -m venv "$folder"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for pins in "$@"; do
  "$folder/bin/python" -m pip install --disable-pip-version-check --quiet --no-compile --requirement "$pins" >"$log" 2>&1 ||
    fail "Installing $pins failed: $(tail -n 5 "$log")"
done
touch "$folder/ready"
echo "Installing $folder took $((SECONDS - started)) s"
