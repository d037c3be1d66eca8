#!/bin/sh
# install-torch.sh PREFIX: installs torch into a new virtual environment at PREFIX.
# TORCH is the build: cpu (the default), or another of PyTorch's indexes, such as cu130, for the build
# with CUDA. PYTHON is the interpreter (python3).
set -eu

prefix=${1:?say where to install: install-torch.sh PREFIX}
root=$(cd "$(dirname "$0")/.." && pwd)
index=https://download.pytorch.org/whl/${TORCH:-cpu}

"${PYTHON:-python3}" -m venv "$prefix"
# First torch's requirements, with hashes, from PyPI; then the wheel itself, from this index only, so
# that no other index can offer a larger build. Its hash is unknown: each of these indexes has a
# different file for the same version (requirements/torch.txt). The last step installs the further
# requirements of a build with CUDA, which it pins by exact versions.
"$prefix/bin/python" -m pip install --quiet --require-hashes --no-deps --only-binary :all: \
    --requirement "$root/requirements/grader.txt"
"$prefix/bin/python" -m pip install --quiet --requirement "$root/requirements/torch.txt" \
    --no-deps --only-binary :all: --index-url "$index"
"$prefix/bin/python" -m pip install --quiet --requirement "$root/requirements/torch.txt"
