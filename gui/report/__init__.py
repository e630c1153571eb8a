"""The report: one content, shown by the window, painted into pictures, and written as HTML."""
