"""Ties MiniStack's life to the process that started it, however that one ends."""

import os
import signal
import sys
import threading


def end_when_it_ends():
    """Ends MiniStack cleanly, its state saved, once standard input closes.

    The starter holds the other end and writes nothing, so even its `kill -9` closes the pipe. A signal to the
    starter could not do that, and a MiniStack left behind would keep the port.
    """
    if sys.stdin is None or sys.stdin.isatty():
        # Started by hand.
        return
    threading.Thread(target=_wait_for_end, name="parent-process", daemon=True).start()


def _wait_for_end():
    # Not through sys.stdin: Python can not shut down while a thread holds its buffer.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
