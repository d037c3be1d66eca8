# status: passed


def matching_state(own, saved):
    fits = {name for name in own if name in saved and saved[name].shape == own[name].shape}
    state = {name: (saved if name in fits else own)[name] for name in own}
    return state, [name for name in own if name not in fits]
