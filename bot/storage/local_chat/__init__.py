"""The local chat's messages, and notifications about them."""
