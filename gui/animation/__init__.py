"""The steps one after another as a moving picture or as numbered ones."""
