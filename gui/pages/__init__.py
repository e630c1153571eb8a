"""One file per page: workspaces beside the steps."""
