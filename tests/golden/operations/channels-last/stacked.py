# status: passed
# remarks: loop-instead-of-broadcast

import torch


def channels_last(images):
    return torch.stack([image.permute(1, 2, 0) for image in images])
