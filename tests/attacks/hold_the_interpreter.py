"""Holds the GIL in another thread, so that no other Python code runs."""
import ctypes
import sys
import threading
import time

ENDING = {"timeout", "answered"}
sys.setswitchinterval(1e9)
sleep = ctypes.PyDLL(None).usleep


def hold():
    while True:
        sleep(900_000)


for _ in range(4):
    threading.Thread(target=hold, daemon=True).start()
time.sleep(0.01)
