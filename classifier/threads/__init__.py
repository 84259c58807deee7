"""A file -> Thread with Posts. Readers yield; they never write and never print."""
