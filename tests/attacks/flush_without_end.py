"""Puts a stream in the place of stdout that is never done with its last words."""
import sys

ENDING = {"timeout"}


class Endless:
    def write(self, text):
        return len(text)

    def flush(self):
        while True:
            pass


sys.stdout = sys.stderr = Endless()
