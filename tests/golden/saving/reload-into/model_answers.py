# status: failed
# problem: value
# mistake: model-answers


def reload_into(model, fresh, x):
    return model.eval()(x).detach()
