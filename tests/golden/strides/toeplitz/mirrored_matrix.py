# status: failed
# problem: value
# mistake: mirrored-matrix


def toeplitz(values):
    return values.unfold(0, (len(values) + 1) // 2, 1).flip(1)
