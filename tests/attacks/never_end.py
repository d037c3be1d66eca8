"""Catches every exception and signal that could end it, and continues."""
import signal
import time

ENDING = {"timeout"}
for number in range(1, 65):
    try:
        signal.signal(number, lambda *_: None)
    except (OSError, ValueError):
        pass
while True:
    try:
        time.sleep(60)
    except BaseException:
        pass
