"""The embedded stage: the whole system of template.yaml on this machine, for `make run` and tests.

Run with `infra` on PYTHONPATH, one command a module: `python -m local.run`, `local.stop`,
`local.chromium`. Nothing here is deployed, and nothing that is deployed knows of it.
"""
