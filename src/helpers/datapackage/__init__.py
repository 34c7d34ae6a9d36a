"""The data package on disk: read, checked, put in canonical order, described."""
