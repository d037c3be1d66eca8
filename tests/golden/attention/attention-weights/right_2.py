# status: passed

import torch


def attention_weights(q, k):
    eye = torch.eye(len(k))  # as the values: then the result is the weights
    return torch.nn.functional.scaled_dot_product_attention(q, k, eye)
