"""Closes its channel to the worker and goes on."""
import os
import time

ENDING = {"vanished"}
os.closerange(0, 100)
while True:
    time.sleep(1)
