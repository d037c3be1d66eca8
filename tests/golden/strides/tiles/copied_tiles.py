# status: failed
# problem: alias
# mistake: copied-tiles


def tiles(image, size):
    return image.unfold(0, size, size).unfold(1, size, size).contiguous()
