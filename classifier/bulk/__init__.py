"""Many files, many cores, many machines: files in pieces, pieces to bytes, bytes to files that are whole or not there.

`pieces` cuts a file (`sections` finds its lines, `place` says where they stand), `work` makes bytes of a piece, `local`
and `cluster` do that elsewhere, `run` keeps the order, `output_files` says where each file's posts go, `resume` what is
there already.
"""
