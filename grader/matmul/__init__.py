"""The matrix product benchmark behind /bench."""
