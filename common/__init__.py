"""What several packages share. It depends on none of them."""
