"""Publish in a fork for every order on stdin; print its exit code, or minus the number of the signal that ended it.

Orders are lines of JSON: root, delivery (a pickle), now, and how it is to end: kill_at (a step), after (seconds),
file_limit (bytes). A timer's default action ends a process as abruptly as kill -9: no handler runs.
"""

import json
import os
import pickle
import resource
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from analytics.errors import VeiligheidError
from analytics.refresh.publish import publish


def run(order: dict[str, Any]) -> int:
    def step(name: str) -> None:
        if name == order.get("kill_at"):
            os.kill(os.getpid(), signal.SIGKILL)

    delivery = pickle.loads(Path(order["delivery"]).read_bytes())
    if "file_limit" in order:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["file_limit"], order["file_limit"]))
    if "after" in order:
        signal.setitimer(signal.ITIMER_REAL, order["after"])
    now = datetime.fromisoformat(order["now"])
    try:
        publish(delivery, Path(order["root"]), by="toets", reason="toets", now=now, step=step)
    except VeiligheidError as error:
        return error.exit_code
    return 0


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(run(json.loads(line)))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
