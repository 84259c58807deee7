"""How well a file was cut into posts, against posts that people marked."""
