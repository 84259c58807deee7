"""The command `classify`: one module a command, which declares options, calls one function and renders the result."""
