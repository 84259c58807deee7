"""What measures speed and quality, beside peers where there are any; not tests."""
