"""Many documents: where they come from, the workers that clean them, and where they go."""
