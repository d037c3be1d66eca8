# status: failed
# problem: value
# mistake: only-refilled


def tiles(image, size):
    height, width = image.shape
    return image.reshape(height // size, width // size, size, size)
