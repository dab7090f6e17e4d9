"""Writes MiniStack's state to disk while it runs, so that a crash costs the last seconds and not everything.

Why: MiniStack writes its state when it is stopped, and only then. Killed, it would come back without any incident,
while on AWS no crash takes a record away. What each checkpoint holds is one moment of all services: a fork of the
process writes it, so that no request is delayed and no message is both taken from its queue and not yet recorded.

No longer needed when an item written to DynamoDB is there again after `kill -9` of MiniStack without this file.
"""

import copy
import json
import logging
import os
import shutil
import signal
import threading
import time

from ministack import app
from ministack.core import persistence

from patches.internals import find

SHORTEST_PAUSE_SECONDS = 1
# A checkpoint of a large state takes a core for a while: then they become rarer.
PAUSE_PER_SECOND_OF_WRITING = 10
LONGEST_WRITING_SECONDS = 60
# local/checkpoints.ts reads it.
MARK = "checkpoint.json"


def begin():
    """Makes a checkpoint after requests were served, time and again until MiniStack ends."""
    if not persistence.PERSIST_STATE:
        return
    served = find(app, "app")
    save_all = find(app, "save_all")
    services = find(app, "_build_persistence_save_dict")
    writing = threading.Lock()
    requests = 0

    async def counting(scope, receive, send):
        nonlocal requests
        requests += scope["type"] == "http"
        await served(scope, receive, send)

    def save_when_no_checkpoint_is_under_way(state):
        with writing:
            save_all(state)

    def checkpoint_when_something_happened():
        saved = 0
        pause = SHORTEST_PAUSE_SECONDS
        while True:
            time.sleep(pause)
            if requests == saved:
                continue
            began = time.monotonic()
            with writing:
                saved_now, moment = requests, time.time()
                if _in_a_fork(lambda: _write(save_all, services(), moment)):
                    saved = saved_now
            pause = max(SHORTEST_PAUSE_SECONDS, PAUSE_PER_SECOND_OF_WRITING * (time.monotonic() - began))

    app.app = counting
    app.save_all = save_when_no_checkpoint_is_under_way
    threading.Thread(target=checkpoint_when_something_happened, name="checkpoints", daemon=True).start()


def _in_a_fork(work):
    """Whether `work`, given a copy of this process as it is now, ended well."""
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        return status == 0
    try:
        # After a crash the group of MiniStack is killed, and files of two moments do not fit together.
        os.setsid()
        # Of the copied threads only this one goes on. A lock that another one held is never released: give up then.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(LONGEST_WRITING_SECONDS)
        # The copies of sockets and pipes would keep the port and the Lambda workers alive after a crash.
        os.closerange(3, 65536)
        logging.disable(logging.CRITICAL)
        work()
        os._exit(0)
    finally:
        os._exit(1)


def _write(save_all, services, moment):
    """Writes everything beside the state, then puts it in its place at once."""
    parent = os.getppid()
    # This process has a copy of its own already, and writing in one piece is many times as fast.
    copy.deepcopy = lambda value, memo=None: value
    json.dump = lambda value, file, **options: file.write(json.dumps(value, **options))
    state, draft = persistence.STATE_DIR, os.path.join(persistence.STATE_DIR, "draft")
    shutil.rmtree(draft, ignore_errors=True)
    persistence.STATE_DIR = draft
    save_all(services)
    with open(os.path.join(draft, MARK), "w") as mark:
        json.dump({"moment": moment}, mark)
    written = os.listdir(draft)
    if not set(written).issuperset(name for name in os.listdir(state) if name.endswith(".json")):
        raise RuntimeError("A service could not be written, and files of two moments do not fit together.")
    # Once MiniStack has crashed, the next one may be reading the state.
    if os.getppid() != parent:
        return
    for name in written:
        os.replace(os.path.join(draft, name), os.path.join(state, name))
