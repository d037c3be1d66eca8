"""Replaces stdout by a stream whose flush never ends."""
import sys

ENDING = {"timeout"}


class Endless:
    def write(self, text):
        return len(text)

    def flush(self):
        while True:
            pass


sys.stdout = sys.stderr = Endless()
