# status: failed
# problem: value
# mistake: brackets-missing

def output_side(side, kernel, stride, padding):
    return side + 2 * padding - kernel // stride + 1
