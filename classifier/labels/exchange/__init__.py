"""Labels to and from other labelling tools, one module a format."""
