"""Import every module of the installed package, with no extra there to help."""

import importlib
import importlib.resources
import pkgutil
import sys

import baclofen_cds

names = [
    module.name
    for module in pkgutil.walk_packages(baclofen_cds.__path__, "baclofen_cds.")
    if not module.name.endswith("__main__")
]
for name in names:
    importlib.import_module(name)
extras = {"typer", "rich", "numpy", "hypothesis"} & set(sys.modules)
assert not extras, f"imported without being asked for: {extras}"
root = importlib.resources.files(baclofen_cds)
for needed in ("py.typed", "words/en.toml", "knowledge/policy", "knowledge/profiles", "schema"):
    assert root.joinpath(needed).is_file() or root.joinpath(needed).is_dir(), needed
profile = baclofen_cds.get_profile("us-spasticity")
assert all(result.passed for result in baclofen_cds.verify(profile))
print(f"{len(names)} modules imported")
