"""An iterator that says that it is one, and gives the same item always."""


class Forever:
    def __init__(self, value):
        self.value = value

    def __iter__(self):
        return self

    def __next__(self):
        return self.value


def count_down(start):
    return Forever(start)
