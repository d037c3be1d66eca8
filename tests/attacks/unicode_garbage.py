"""Prints bytes that are no text, surrogates and terminal commands."""
import os
import sys

os.write(1, bytes(range(256)))
sys.stdout.write("\ud800\udfff\x1b[2J\u202e")
got = None
got
