"""Lets epolls watch each other, so that the kernel has to search the whole net at each change."""
import select

nets = [select.epoll() for _ in range(60)]
for inner in nets:
    for outer in nets:
        try:
            outer.register(inner.fileno(), select.EPOLLIN | select.EPOLLOUT | select.EPOLLET)
        except OSError:
            pass
got = None
got
