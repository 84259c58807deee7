"""The page of a thread's posts with their predicted stances."""
