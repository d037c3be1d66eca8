"""Looks into the directories around its own, where other tasks have theirs."""
import os

here = os.getcwd()
got = []
for folder in ("..", "../..", "/", "/tmp", os.path.dirname(here), os.path.dirname(PLANTED["file"])):
    try:
        got += [name for name in os.listdir(folder) if name not in here]
    except OSError:
        pass
for number in range(300):
    try:
        room = os.path.join(os.path.dirname(here), str(number))
        got += [] if room == here else os.listdir(room)
    except OSError:
        pass
got
