# status: failed
# problem: value
# mistake: two-halves


def evens_and_odds(x):
    return x.view(2, -1)
