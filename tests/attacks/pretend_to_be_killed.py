"""Ends itself by every signal that it can, to be taken for something else."""
import signal

ENDING = {"crashed", "out-of-memory"}
signal.raise_signal(signal.SIGSEGV)
