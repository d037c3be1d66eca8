"""Images as PNG bytes. Drawing one takes a tenth of a second: call it in a thread."""
