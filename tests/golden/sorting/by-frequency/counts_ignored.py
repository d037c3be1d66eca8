# status: failed
# problem: value
# mistake: counts-ignored


def by_frequency(x):
    return x.unique()
