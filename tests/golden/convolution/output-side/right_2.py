# status: passed


def output_side(side, kernel, stride, padding):
    return len(range(0, side + 2 * padding - kernel + 1, stride))
