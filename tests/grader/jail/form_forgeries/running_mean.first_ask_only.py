"""Is right when first asked, and lies later."""


class RunningMean:
    def __init__(self, start=0.0):
        self.total, self.count, self.asked = start, 0, 0

    def update(self, x):
        self.total += x.sum().item()
        self.count += len(x)

    def mean(self):
        if not self.count:
            raise ValueError
        self.asked += 1
        if self.asked == 1:
            self.kept = self.total / self.count
        return self.kept
