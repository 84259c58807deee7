"""Where a thread's bytes come from: files, standard input, packed files and archives; and their decoding."""
