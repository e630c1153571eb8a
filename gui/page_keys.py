"""The pages' keys, without importing what shows them: for the command line and the settings."""

PAGE_KEYS = ("compare", "bench", "lab", "verdict", "lessons")
