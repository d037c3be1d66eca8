# status: passed

import copy
import torch


def reload_into(model, fresh, x):
    fresh.load_state_dict(copy.deepcopy(model.state_dict()))
    with torch.inference_mode():
        return fresh.train(False)(x)
