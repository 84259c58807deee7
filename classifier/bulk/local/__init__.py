"""Pieces done in several processes of this machine: `process` is one of them, `processes` all."""
