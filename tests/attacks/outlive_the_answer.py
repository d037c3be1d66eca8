"""Leaves a thread running, handlers and hooks behind, after the answer is given."""
import atexit
import os
import signal
import threading
import time


def stay():
    while True:
        try:
            os.write(1, b"")
            time.sleep(0.01)
        except BaseException:
            pass


for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
atexit.register(stay)
threading.Thread(target=stay).start()
got = None
got
