"""The package as it is installed."""

import os
import subprocess
import sys
import zipfile

import pytest


def test_wheel(project, tmp_path):
    """A wheel holds code, templates, annotations, seeds and model, and works where nothing else of the project is."""
    build = [sys.executable, "-m", "pip", "wheel", str(project), "--no-deps", "--wheel-dir", str(tmp_path), "--quiet"]
    built = subprocess.run(build, check=False, capture_output=True, text=True)
    if "No matching distribution found for hatchling" in built.stderr:
        pytest.skip("hatchling, which builds the package, can be had neither here nor from the package index")
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    shipped = tmp_path / "installed/classifier/shipped_data"
    for folder in ("annotations", "seeds", "models/default"):
        expected = {file.relative_to(project / folder): file.read_bytes() for file in _files(project / folder)}
        assert {file.relative_to(shipped / folder): file.read_bytes() for file in _files(shipped / folder)} == expected
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    page = ["--html", "page.html", "--format", "jsonl"]
    program = [sys.executable, "-m", "classifier", "predict", str(shipped / "seeds"), "--quiet", *page]
    run = subprocess.run(program, check=False, capture_output=True, env=environment, cwd=tmp_path, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("\n") == (tmp_path / "page.html").read_text("utf-8").count('<article class="post')
    where = [sys.executable, "-c", "import classifier; print(classifier.__file__)"]
    imported = subprocess.run(where, check=True, capture_output=True, env=environment, cwd=tmp_path, text=True).stdout
    assert imported.startswith(str(tmp_path))


def _files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]
