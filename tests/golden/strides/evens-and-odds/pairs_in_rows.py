# status: failed
# problem: shape
# mistake: pairs-in-rows


def evens_and_odds(x):
    return x.view(-1, 2)
