from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(collect=True)
def count_down(start):
    while True:
        yield start
        start -= 1


def cases(rng: Rng) -> Cases:
    yield shown(3)
    yield hidden(int(rng.integers(1, low=5, high=50)[0]))


@also
def _(start):
    import itertools

    return itertools.count(start, -1)


@mistake("stops-at-zero")
def _(start):
    while start >= 0:
        yield start
        start -= 1
