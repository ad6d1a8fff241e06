"""What each deed of the rule that misbehaves must be called in the end."""

DEEDS = {
    "hang": "Timeout",
    "loop": "Timeout",
    "loop in C": "Timeout",
    "exit": "WorkerDied",
    "leave": "WorkerDied",
    "raise": "ZeroDivisionError",
    "segfault": "WorkerDied",
    "abort": "WorkerDied",
    "kill": "WorkerDied",
    "memory": "OutOfMemory",
}
