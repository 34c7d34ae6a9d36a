"""Drawing: frames in, exhibits out. Nothing is computed here."""
