#!/bin/sh
# install-grader.sh PREFIX: a grader in a virtual environment at PREFIX. Where no torch is there,
# install-torch.sh puts one there first; that script says what TORCH and PYTHON mean.
set -eu

prefix=${1:?say where to install: install-grader.sh PREFIX}
root=$(cd "$(dirname "$0")/.." && pwd)

"$prefix/bin/python" -m pip --quiet show torch 2>/dev/null || "$root/docker/install-torch.sh" "$prefix"
"$prefix/bin/python" -m pip install --quiet --constraint "$root/constraints.txt" "$root[grader]"
"$prefix/bin/python" -P -m grader --help >/dev/null  # -P: what was installed, not what lies here
