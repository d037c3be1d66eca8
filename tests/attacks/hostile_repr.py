"""Answers with a value whose repr is endless."""
ENDING = {"out-of-memory", "timeout"}


class Endless:
    def __repr__(self):
        text = "x"
        while True:
            text += text


Endless()
