"""The benchmark of matrix products, which the chat's /bench shows."""
