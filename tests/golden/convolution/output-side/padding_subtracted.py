# status: failed
# problem: value
# mistake: padding-subtracted

def output_side(side, kernel, stride, padding):
    return (side - 2 * padding - kernel) // stride + 1
