"""Queues signals to itself that it never takes: the kernel counts them for the user."""
import os
import signal

ENDING = {"answered", "crashed"}  # another thread of the process may take them
numbers = range(signal.SIGRTMIN, signal.SIGRTMAX + 1)
signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
for round in range(2000):
    for number in numbers:
        try:
            os.kill(os.getpid(), number)
        except OSError:
            break
got = None
got
