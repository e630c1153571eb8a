"""Lessons: read from folders, checked, and judged on the live state; nothing here knows Qt."""
