"""Sends an answer from a thread while its function is still running, and then crashes."""

import ctypes
import sys
import threading
import time

import torch

probe, framing = sys.modules["probe"], sys.modules["inside.framing"]
frame = sys._getframe()
while "frame" not in frame.f_locals or not hasattr(frame.f_locals["frame"], "blobs"):
    frame = frame.f_back
question = frame.f_locals["frame"].blobs[1]


def send():
    answer = probe.answer(lambda x: torch.full((len(x),), 0.5), question)
    framing.write_all(3, framing.pack({"ending": "answered"}, (answer,)))


def row_means(x):
    threading.Thread(target=send).start()
    time.sleep(0.5)
    ctypes.string_at(0)
