# status: passed


def by_frequency(x):
    values, counts = x.unique(return_counts=True)
    return values[(-counts).sort(stable=True).indices]
