#!/bin/sh
# install-torch.sh PREFIX: torch in a virtual environment at PREFIX, for install-grader.sh.
# TORCH says which build: cpu (the default), or the name of another of PyTorch's indexes, such as
# cu130, for the build with CUDA. PYTHON names the interpreter (python3).
set -eu

prefix=${1:?say where to install: install-torch.sh PREFIX}
root=$(cd "$(dirname "$0")/.." && pwd)
index=https://download.pytorch.org/whl/${TORCH:-cpu}

"${PYTHON:-python3}" -m venv "$prefix"
# What torch needs comes first and with hashes, from PyPI; then the wheel itself, from this index
# alone, so that no other index can offer a larger build. Its hash is not known here: each of these
# indexes has a file of its own under the same version (requirements/torch.txt). A build with CUDA
# asks for more, by exact versions, in the last step.
"$prefix/bin/python" -m pip install --quiet --require-hashes --no-deps --only-binary :all: \
    --requirement "$root/requirements/grader.txt"
"$prefix/bin/python" -m pip install --quiet --requirement "$root/requirements/torch.txt" \
    --no-deps --only-binary :all: --index-url "$index"
"$prefix/bin/python" -m pip install --quiet --requirement "$root/requirements/torch.txt"
