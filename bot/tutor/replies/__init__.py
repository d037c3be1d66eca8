"""What the tutor replies with: blocks, buttons and actions, independent of any platform."""
