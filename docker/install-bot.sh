#!/bin/sh
# install-bot.sh PREFIX: installs the bot, without torch, into a new virtual environment at PREFIX.
# Works in any directory; PYTHON is the interpreter (python3).
set -eu

prefix=${1:?say where to install: install-bot.sh PREFIX}
here=$(cd "$(dirname "$0")" && pwd)

"${PYTHON:-python3}" -m venv "$prefix"
"$here/install-tensei.sh" "$prefix" bot
"$prefix/bin/python" -P -m bot --version  # -P: the installed package, not the source
