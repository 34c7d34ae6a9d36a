"""Arithmetic: frames in, frames and findings out. Nothing is drawn or read from disk here."""
