#!/bin/sh
# install-grader.sh PREFIX: installs a grader into a virtual environment at PREFIX. If it has no torch,
# install-torch.sh installs one first; see there for TORCH and PYTHON.
set -eu

prefix=${1:?say where to install: install-grader.sh PREFIX}
here=$(cd "$(dirname "$0")" && pwd)

"$prefix/bin/python" -m pip --quiet show torch >/dev/null 2>&1 || "$here/install-torch.sh" "$prefix"
"$here/install-tensei.sh" "$prefix" grader
"$prefix/bin/python" -P -m grader --help >/dev/null  # -P: the installed package, not the source
