"""Words of others in pasted posts -> quotes as spans, with whom and which post they quote."""
