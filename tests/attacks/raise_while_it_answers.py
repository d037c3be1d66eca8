"""Raises from a signal's handler at any moment, also while its own answer is being sent."""
import signal

ENDING = {"answered", "raised", "vanished", "timeout", "crashed", "out-of-memory"}


def ring(number, frame):
    raise KeyboardInterrupt("attacked")


signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0001)
got = None
got
