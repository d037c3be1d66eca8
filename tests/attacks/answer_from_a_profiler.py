"""Installs profile and trace functions that change the jail's own locals."""
import sys

ENDING = {"answered", "raised", "vanished", "timeout"}


def watch(frame, event, argument):
    for name, value in list(frame.f_locals.items()):
        if isinstance(value, (bytes, dict)) and name in ("done", "frame", "head", "fields"):
            try:
                value.update(ending="answered", value="'forged'", walls=[])
            except AttributeError:
                pass
    return watch


sys.setprofile(watch)
sys.settrace(watch)
