"""The tying bench: one file per view, each from computed figures to what is shown."""
