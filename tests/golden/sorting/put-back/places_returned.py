# status: failed
# problem: value
# mistake: places-returned

import torch
def put_back(values, order):
    return order.argsort()
