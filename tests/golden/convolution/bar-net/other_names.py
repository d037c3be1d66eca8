# status: failed
# problem: value
# mistake: other-names
# en: Everything is right but the names. Compare each with the exercise, letter by letter. (The name of a layer or a parameter is that of its attribute: `self.name = …`.)
# ja: 名前のほかは、すべて合っています。演習の文と、一文字ずつ比べてみましょう。（層やパラメータの名前は、`self.name = …` の属性の名前で決まります。）

import torch
from torch import nn


class BarNet(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(1, channels, kernel_size=3, padding=1)
        self.fc = nn.Linear(channels * 4 * 4, classes)

    def forward(self, x):
        x = torch.relu(self.conv1(x))
        x = nn.functional.max_pool2d(x, 2)
        return self.fc(x.flatten(start_dim=1))
