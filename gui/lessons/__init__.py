"""Lessons beside the window: the list's contents, the player, and the recorder."""
