"""Answers with a repr of hundreds of megabytes."""
ENDING = {"answered"}


class Loud:
    def __repr__(self):
        return "\x00" * (200 << 20)


Loud()
