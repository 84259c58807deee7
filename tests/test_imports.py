"""Who imports whom: each stage knows the ones before it and never one after it."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import classifier

ROOT = Path(__file__).parent.parent

# In the order in which data flows; those of one rank do not know each other.
STAGES = (
    ("errors",),
    ("records",),
    ("threads",),
    ("labels",),
    ("stance",),
    ("evaluation",),
    ("reports",),
    ("labelling", "bulk"),
    ("cli",),
    ("__main__",),
)
RANK = {stage: rank for rank, stages in enumerate(STAGES) for stage in stages}

# What every stage may use, and which themselves use nothing but errors.
SHARED = ("files", "resampling", "shipped", "version")

ONLY_IN = {
    "click": ("cli",),
    "rich": ("reports", "cli"),
    "jinja2": ("reports", "labelling"),
    "sklearn": ("stance", "evaluation"),
    "scipy": ("stance", "evaluation"),
    "nltk": ("threads.quality",),
    "joblib": ("cli", "evaluation"),
    "lxml": ("threads",),
    "matplotlib": ("reports",),
    "openpyxl": ("labels.exchange.excel",),
    "starlette": ("labelling.page",),
    "uvicorn": ("labelling.page",),
    "multiprocessing": ("bulk.local",),
    "distributed": ("bulk.cluster", "bulk.cluster_worker"),
}


def _imports(tree):
    """Yield (module, name) of each import, in functions too; those for type checkers alone are left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from ((node.module, alias.name) for alias in node.names)
        else:
            yield from _imports(node)


def _modules():
    """Return each module of the project with what it imports: modules of the project, and other packages."""
    paths = sorted((ROOT / "classifier").rglob("*.py"))
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}
    return {
        name: {
            f"{module}.{part}" if f"{module}.{part}" in names else module
            for module, part in _imports(ast.parse(path.read_text("utf-8")))
        }
        for name, path in names.items()
    }


MODULES = _modules()


def _stage(module):
    return module.split(".")[1] if "." in module else "__init__"


def _own(imported):
    return {module for module in imported if module.split(".")[0] == "classifier"}


@pytest.mark.parametrize("stage", RANK)
def test_no_stage_knows_a_later_one(stage):
    """What a stage imports of the project belongs to itself, to earlier stages, or to what all share."""
    for module, imported in MODULES.items():
        if _stage(module) == stage:
            others = {_stage(other) for other in _own(imported)} - {stage, *SHARED}
            assert all(RANK[other] < RANK[stage] for other in others), (module, others)


def test_every_module_has_its_stage():
    """No module stands outside the stages."""
    assert {_stage(module) for module in MODULES} <= {"__init__", *RANK, *SHARED}


@pytest.mark.parametrize("shared", SHARED)
def test_what_all_share_knows_errors_alone(shared):
    """What everyone may import imports nothing of the project but errors."""
    assert _own(MODULES[f"classifier.{shared}"]) <= {"classifier.errors"}


def test_errors_import_nothing_of_the_project():
    """Everything may import the errors, so they import nothing."""
    assert _own(MODULES["classifier.errors"]) == set()


def test_no_cycle():
    """No module imports itself by way of others."""
    order = TopologicalSorter({module: _own(imported) for module, imported in MODULES.items()}).static_order()
    assert set(order) >= set(MODULES)


@pytest.mark.parametrize("library", ONLY_IN)
def test_where_a_library_stands(library):
    """A library is imported only in the stages that it is for."""
    using = {module for module, imported in MODULES.items() if library in {name.split(".")[0] for name in imported}}
    allowed = [f"classifier.{place}" for place in ONLY_IN[library]]
    assert all(any(f"{module}.".startswith(f"{place}.") for place in allowed) for module in using), using


def test_the_package_itself_is_light():
    """Importing the package imports no library; its names are imported when they are asked for."""
    program = "import sys; old = set(sys.modules); import classifier; print(*sorted(set(sys.modules) - old))"
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert {name.split(".")[0] for name in run.stdout.split()} - set(sys.stdlib_module_names) == {"classifier"}


@pytest.mark.parametrize("name", classifier.__all__)
def test_names_of_the_package(name):
    """Every name that the package promises is there."""
    assert getattr(classifier, name) is not None


def test_other_names_of_the_package():
    """A name that the package does not have is the usual error."""
    with pytest.raises(AttributeError, match="module 'classifier' has no attribute 'StanceModle'"):
        classifier.StanceModle  # noqa: B018
