"""What every page shares: skeleton, style, colours, shapes, charts, and how a page becomes a file."""
