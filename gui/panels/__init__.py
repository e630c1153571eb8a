"""One file per step panel."""
