# status: failed
# problem: value
# mistake: fresh-saved

import io
import torch


def reload_into(model, fresh, x):
    file = io.BytesIO()
    torch.save(fresh.state_dict(), file)
    file.seek(0)
    model.load_state_dict(torch.load(file))
    fresh.train()
    with torch.no_grad():
        return fresh(x)
