# status: failed
# problem: value
# mistake: windows-side-by-side


class WindowDataset:
    def __init__(self, series, width):
        self.series = series
        self.width = width

    def __len__(self):
        return (len(self.series) - 1) // self.width

    def __getitem__(self, i):
        start = i * self.width
        window = self.series[start : start + self.width]
        return window, self.series[start + self.width]
