"""Commands of `cleaner` that stand by themselves; `cleaner.cli` gathers them."""
