"""What a trained model is, apart from what it can do: its numbers and facts, and the folder that holds them."""
