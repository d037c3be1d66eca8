# status: failed
# problem: value
# mistake: window-without-label


class WindowDataset:
    def __init__(self, series, width):
        self.series = series
        self.width = width

    def __len__(self):
        return len(self.series) - self.width + 1

    def __getitem__(self, i):
        window = self.series[i : i + self.width]
        return window, self.series[i + self.width]
