# status: failed
# problem: value
# mistake: outer-layers-only

def count_learned(model):
    total = 0
    for layer in model.children():
        for p in layer.parameters():
            if p.requires_grad:
                total += p.numel()
    return total
