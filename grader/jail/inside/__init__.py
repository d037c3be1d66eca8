"""Runs inside the jail: the fork server and its single-use children.

It is loaded there under the name `inside`, next to `probe`; nothing else of the project is visible.
So this package uses relative imports, the standard library and, once warm, torch. The worker
imports modules of it too (`framing`, `denial_reasons`, `landlock`, `scratch` and others), and none
of these imports torch.
"""
