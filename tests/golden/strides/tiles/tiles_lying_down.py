# status: failed
# problem: value
# mistake: tiles-lying-down


def tiles(image, size):
    return image.unfold(1, size, size).unfold(0, size, size)
