"""What CONTRIBUTING promises: a rule, a language, a format is so many files, and nothing else.

Each is tried in a copy of the tree, with the very files that the docs show.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: A path in backticks, then, after the end of its sentence, a fenced block: that file's text.
SHOWN = re.compile(
    r"`([\w/.]+/[\w.]+)`(?:[^`\n]|\n(?!\n))*\n\n(`{3,4})\w+\n(.*?)^\2$", re.DOTALL | re.MULTILINE
)
LANGUAGE = [
    f"Comparteix l'article {word}" for word in "u dos tres quatre cinc sis set vuit nou deu".split()
]
KEPT = "El port va estar tancat {word} dies, i cap barca no en va sortir fins diumenge."


@pytest.fixture
def tree(tmp_path):
    for name in ("cleaner", "fixtures", "tests"):
        skipped = shutil.ignore_patterns("__pycache__", "pages", "integrations", "hostile")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skipped)
    return tmp_path


def run(tree, *arguments, stdin=None):
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, check=False, text=True, input=stdin
    )


def shown(page):
    return {
        path: text for path, _, text in SHOWN.findall((ROOT / "docs" / page).read_text("utf-8"))
    }


def test_a_rule_is_two_files_and_its_phrases(tree):
    files = shown("howto-rule.md")
    assert len(files) == 3
    for path, text in files.items():
        with (tree / path).open("a", encoding="utf-8") as file:
            file.write(("\n" if path.endswith(".toml") else "") + text)
    tried = run(tree, "pytest", "-q", "tests/test_rules.py", "-k", "weather or phrases")
    assert tried.returncode == 0, tried.stdout
    told = run(tree, "cleaner", "rules", "weather-box").stdout
    assert "What it keeps: sentences about the weather" in told
    without = tree / "fixtures" / "rules" / "weather_box.md"
    without.write_text(without.read_text("utf-8").replace("- Weather:", "  Weather:"), "utf-8")
    assert run(tree, "pytest", "-q", "tests/test_rules.py", "-k", "weather").returncode == 1


def test_a_language_is_one_file(tree):
    [(path, text)] = [item for item in shown("howto-language.md").items() if "ca.toml" in item[0]]
    phrases = "".join(f'  "{phrase}",\n' for phrase in LANGUAGE)
    text = text.replace("whole = [", f"whole = [\n{phrases}")
    (tree / path).write_text(text, "utf-8")
    gone = "".join(f"- {phrase}\n" for phrase in LANGUAGE)
    kept = "".join(f"  {KEPT.format(word=word)}\n" for word in LANGUAGE)
    page = f"# Catalan\n\n```diff\n{gone}{kept}```\n"
    (tree / "fixtures" / "languages" / "ca.md").write_text(page, "utf-8")
    tried = run(tree, "pytest", "-q", "tests/test_rules.py", "-k", "language")
    assert tried.returncode == 0, tried.stdout


def test_a_format_is_one_file(tree):
    source = '"""Upper case."""\n\n\ndef render(article):\n    return article.text.upper()\n'
    (tree / "cleaner" / "emit" / "loud.py").write_text(source, "utf-8")
    told = run(tree, "cleaner", "clean", "-", "--format", "loud", stdin="The council met.\n")
    assert told.stdout.startswith("THE COUNCIL MET."), told.stderr
