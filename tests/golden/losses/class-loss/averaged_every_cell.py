# status: failed
# problem: value
# mistake: averaged-every-cell

import torch
import torch.nn.functional as F
def class_loss(scores, labels):
    onehot = F.one_hot(labels, scores.shape[1])
    return -(onehot * F.log_softmax(scores, dim=1)).mean()
