# status: failed
# problem: shape
# mistake: other-way-round

import torch


def channels_last(images):
    return images.movedim(-1, 1)
