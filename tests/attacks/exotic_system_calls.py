"""Calls everything powerful that a lesson never needs."""
import ctypes
import platform

libc = ctypes.CDLL(None)
libc.syscall.restype = ctypes.c_long
names = {
    "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "bpf": 321,
    "perf_event_open": 298, "userfaultfd": 323, "keyctl": 250, "add_key": 248,
    "io_uring_setup": 425, "init_module": 175, "finit_module": 313, "kexec_load": 246,
    "reboot": 169, "swapon": 167, "settimeofday": 164, "sethostname": 170, "quotactl": 179,
    "open_by_handle_at": 304, "name_to_handle_at": 303, "fanotify_init": 300, "acct": 163,
    "inotify_init1": 294, "memfd_create": 319, "memfd_secret": 447, "personality": 135,
    "iopl": 172, "ioperm": 173, "kcmp": 312, "process_madvise": 440, "pidfd_getfd": 438,
    "move_mount": 429, "open_tree": 428, "fsopen": 430, "mount_setattr": 442, "vmsplice": 278,
    "splice": 275, "tee": 276, "io_setup": 206, "mq_open": 240, "shmget": 29, "semget": 64,
    "msgget": 68, "lookup_dcookie": 212, "modify_ldt": 154, "mlockall": 151, "ioprio_set": 251,
}
got = []
if platform.machine() == "x86_64":
    page = ctypes.create_string_buffer(4096)
    for name, number in names.items():
        if libc.syscall(number, page, 0, page, 0, 0) >= 0:
            got.append(name)
got
