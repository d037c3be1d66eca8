# status: failed
# problem: value
# mistake: nothing-loaded

import io
import torch


def reload_into(model, fresh, x):
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    fresh.eval()
    with torch.no_grad():
        return fresh(x)
