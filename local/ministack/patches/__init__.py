"""One gap of the pinned MiniStack a file. Each says why it is closed, and how to see that it no longer is one."""
