# status: failed
# problem: value
# mistake: still-in-training

import io
import torch


def reload_into(model, fresh, x):
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    file.seek(0)
    fresh.load_state_dict(torch.load(file))
    with torch.no_grad():
        return fresh(x)
