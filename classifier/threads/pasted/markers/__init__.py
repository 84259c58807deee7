"""Pasted text whose posts stand between marker lines -> posts with what the markers say of them."""
