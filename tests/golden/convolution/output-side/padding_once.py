# status: failed
# problem: value
# mistake: padding-once


def output_side(side, kernel, stride, padding):
    return (side + padding - kernel) // stride + 1
