# status: passed
# remarks: loop-instead-of-broadcast

import torch


def attention_weights(q, k):
    rows = [torch.stack([(a * b).sum() for b in k]) / q.size(1) ** 0.5 for a in q]
    return torch.stack([row.softmax(0) for row in rows])
