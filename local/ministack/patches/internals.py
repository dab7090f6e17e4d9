"""Finds what a patch replaces, and says so plainly where another MiniStack no longer has it."""

import sys
from importlib.metadata import version


def find(module, name):
    """The attribute `name` of a MiniStack module. Ends the process with one sentence when it is missing."""
    try:
        return getattr(module, name)
    except AttributeError:
        sys.exit(
            f"MiniStack {version('ministack')} has no {module.__name__}.{name}, on which local/ministack/patches "
            "builds. Install the version that local/ministack/requirements.txt names (delete .venv and run "
            "npm start), or revise the patch."
        )
