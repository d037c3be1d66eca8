"""Pictures as PNG bytes. Drawing takes a tenth of a second: call it in a thread."""
