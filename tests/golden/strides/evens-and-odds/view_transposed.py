# status: passed


def evens_and_odds(x):
    return x.view(-1, 2).transpose(0, 1)
