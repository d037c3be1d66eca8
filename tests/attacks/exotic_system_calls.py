"""Makes powerful system calls that no lesson needs."""
import ctypes
import platform

libc = ctypes.CDLL(None)
libc.syscall.restype = ctypes.c_long
names = {  # on x86-64, and on arm64
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "keyctl": (250, 219), "add_key": (248, 217), "io_uring_setup": (425, 425),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104),
    "reboot": (169, 142), "swapon": (167, 224), "settimeofday": (164, 170),
    "sethostname": (170, 161), "quotactl": (179, 60), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264), "fanotify_init": (300, 262), "acct": (163, 89),
    "inotify_init1": (294, 26), "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "personality": (135, 92), "iopl": (172, None), "ioperm": (173, None), "kcmp": (312, 272),
    "process_madvise": (440, 440), "pidfd_getfd": (438, 438), "move_mount": (429, 429),
    "open_tree": (428, 428), "fsopen": (430, 430), "mount_setattr": (442, 442),
    "vmsplice": (278, 75), "splice": (275, 76), "tee": (276, 77), "io_setup": (206, 0),
    "mq_open": (240, 180), "shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186),
    "lookup_dcookie": (212, 18), "modify_ldt": (154, None), "mlockall": (151, 230),
    "ioprio_set": (251, 30),
}
got = []
page = ctypes.create_string_buffer(4096)
for name, numbers in names.items():
    number = numbers[platform.machine() != "x86_64"]
    if number is not None and libc.syscall(number, page, 0, page, 0, 0) >= 0:
        got.append(name)
got
