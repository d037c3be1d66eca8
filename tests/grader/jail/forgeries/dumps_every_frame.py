"""Prints the frames of the code that calls it, and crashes with another dump of them."""

import ctypes
import faulthandler
import traceback

faulthandler.enable()


def row_means(x):
    traceback.print_stack()
    faulthandler.dump_traceback(all_threads=True)
    ctypes.string_at(0)
    return x.sum(dim=1)
