"""Hooks into everything that Python audits, for good, and refuses it all."""
import sys

ENDING = {"answered", "raised", "vanished", "timeout", "crashed"}


def refuse(event, arguments):
    raise SystemExit(event)


sys.addaudithook(refuse)
