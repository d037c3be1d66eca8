#!/bin/sh
# install-bot.sh PREFIX: the bot, without torch, in a virtual environment of its own at PREFIX.
# Run from anywhere; PYTHON names the interpreter (python3).
set -eu

prefix=${1:?say where to install: install-bot.sh PREFIX}
here=$(cd "$(dirname "$0")" && pwd)

"${PYTHON:-python3}" -m venv "$prefix"
"$here/install-tensei.sh" "$prefix" bot
"$prefix/bin/python" -P -m bot --version  # -P: what was installed, not what lies here
