"""Attention computed and explained: NumPy and the standard library only, never Qt."""
