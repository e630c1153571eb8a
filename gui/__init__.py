"""The desktop program: windows and plots over :mod:`core`."""
