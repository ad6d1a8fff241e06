"""One module a rule; `cleaner.judge` finds them by walking this package."""
