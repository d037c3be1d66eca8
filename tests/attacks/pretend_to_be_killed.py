"""Ends itself by every possible signal, to be taken for another ending."""
import signal

ENDING = {"crashed", "out-of-memory"}
signal.raise_signal(signal.SIGSEGV)
