# status: failed
# problem: value
# mistake: along-the-other-diagonal


def toeplitz(values):
    return values.unfold(0, (len(values) + 1) // 2, 1)
