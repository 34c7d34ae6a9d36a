"""The summary: the answer, key figures, judgements and first exhibits, recalled from the chapters that were run.

Nothing is computed here: what a chapter stated with its parameters is what the first pages say. What changed since an
earlier edition comes from that edition's manifest.
"""

from helpers.chapters.summary.recall import Summary

__all__ = ["Summary"]
