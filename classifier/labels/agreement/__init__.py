"""How far coders agree: coefficients with their intervals, by label, coder against self, and where they differ."""
