# status: failed
# problem: type
# mistake: object-returned
# en: You return the object itself, a `SGD`, and the exercise asks for what it makes or holds. What do you call on it, or read from it, to get that?
# ja: `SGD` というオブジェクトそのものが返っています。求められているのは、それが作る値や持っている値です。何を呼び出すか、何を読めば、その値になりますか？

import torch
import torch.nn.functional as F


def one_update(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = F.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item(), optimizer
