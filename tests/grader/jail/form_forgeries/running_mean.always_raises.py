"""Raises what one case asks for, in every case."""


class RunningMean:
    count = 0

    def __init__(self, start=0.0):
        pass

    def update(self, x):
        raise ValueError

    def mean(self):
        raise ValueError
