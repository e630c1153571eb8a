"""Reusable widgets and plot items; none of them changes the state."""
