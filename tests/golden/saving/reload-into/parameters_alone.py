# status: failed
# problem: value
# mistake: parameters-alone

import torch


def reload_into(model, fresh, x):
    fresh.load_state_dict(dict(model.named_parameters()), strict=False)
    fresh.eval()
    with torch.no_grad():
        return fresh(x)
