# status: passed


def output_side(side, kernel, stride, padding):
    last = padding + side + padding - kernel
    return int(last / stride) + 1
