"""The cleaner behind HTTP: one document or a batch of lines; needs the extra `serve`."""
