"""Starts MiniStack with the gaps closed that Muster would otherwise not notice before AWS.

Beside the patches it makes checkpoints of the state and ends with the process that started it. Everything else is
MiniStack as released; its settings come from the environment (local/ministack.ts).
"""

import importlib
import sys

import parent_process

PATCHES = (
    "batch_rights",
    "callback_timeout",
    "secure_transport",
    "sns_email",
    "sns_sms",
    "sns_subject",
    "stream_records",
)


def main():
    try:
        from ministack import app
    except ImportError as error:
        sys.exit(f"MiniStack cannot be loaded ({error}). Delete .venv and run npm start again.")
    for name in PATCHES:
        importlib.import_module(f"patches.{name}").apply()
    importlib.import_module("checkpoints").begin()
    parent_process.end_when_it_ends()
    app.main()


if __name__ == "__main__":
    main()
