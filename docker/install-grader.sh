#!/bin/sh
# install-grader.sh PREFIX: a grader in a virtual environment at PREFIX. Where no torch is there,
# install-torch.sh puts one there first; that script says what TORCH and PYTHON mean.
set -eu

prefix=${1:?say where to install: install-grader.sh PREFIX}
here=$(cd "$(dirname "$0")" && pwd)

"$prefix/bin/python" -m pip --quiet show torch >/dev/null 2>&1 || "$here/install-torch.sh" "$prefix"
"$here/install-tensei.sh" "$prefix" grader
"$prefix/bin/python" -P -m grader --help >/dev/null  # -P: what was installed, not what lies here
