"""What runs inside the jail: the template process and its single-use children.

Loaded there under the name `inside`, beside `probe`; nothing else of the project is visible. So
this package uses relative imports, the standard library and, once warm, torch. The worker's side
imports `wire`, `reasons`, `landlock` and `scratch` from here too: none of them imports torch.
"""
