# status: passed

import io
import torch


def reload_into(model, fresh, x):
    file = io.BytesIO()
    torch.save({"model": model.state_dict()}, file)
    again = io.BytesIO(file.getvalue())
    state = torch.load(again, map_location="cpu", weights_only=True)["model"]
    fresh.load_state_dict(state)
    return fresh.eval()(x).detach()
