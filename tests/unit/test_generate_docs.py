"""The generated documentation: complete, always the same bytes, and a check that names what is stale."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from babel.messages.pofile import read_po

from analytics import contract, indicators

PROJECT = Path(__file__).parents[2]
SCRIPT = PROJECT / "docs" / "generate.py"


@pytest.fixture(scope="module")
def generate():
    before = list(sys.path)
    spec = importlib.util.spec_from_file_location("generate_docs", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


@pytest.fixture
def elsewhere(generate, monkeypatch, tmp_path):
    """The generator, writing two small files into an empty folder."""
    monkeypatch.setattr(generate, "PROJECT", tmp_path)
    monkeypatch.setattr(generate, "OUTPUTS", {"docs/a.md": lambda: "é\n", "docs/b.md": lambda: "b\n"})
    return generate


def test_write_then_check(elsewhere, tmp_path, capsys):
    assert elsewhere.main(["--check"]) == 1
    assert not list(tmp_path.iterdir())  # a check writes nothing
    assert elsewhere.main([]) == 0
    assert (tmp_path / "docs/a.md").read_bytes() == "é\n".encode()
    capsys.readouterr()
    assert elsewhere.main(["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_check_names_the_stale_file_and_the_remedy(elsewhere, tmp_path, capsys):
    elsewhere.main([])
    (tmp_path / "docs/b.md").write_text("old\n", "utf-8")
    assert elsewhere.main(["--check"]) == 1
    assert capsys.readouterr().err == "Niet actueel: docs/b.md. Draai: make docs\n"
    assert (tmp_path / "docs/b.md").read_text("utf-8") == "old\n"


def test_texts_do_not_depend_on_terminal_language_place_or_zone(generate, tmp_path):
    expected = "".join(make() for make in generate.OUTPUTS.values())
    code = (
        f"import importlib.util as u, sys; s = u.spec_from_file_location('g', {str(SCRIPT)!r});"
        "g = u.module_from_spec(s); s.loader.exec_module(g);"
        "sys.stdout.buffer.write(''.join(f() for f in g.OUTPUTS.values()).encode())"
    )
    odd = {"COLUMNS": "40", "LC_ALL": "C", "TERM": "dumb", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "5"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **odd}, cwd=tmp_path, capture_output=True, check=False
    )
    assert done.stdout.decode("utf-8") == expected, done.stderr.decode()


# --- command line ---------------------------------------------------------------------------------------------


def test_every_command_and_option_is_documented(generate):
    text = generate.command_line()
    names = [name for name, _help in generate.helps(generate.app)]
    assert {"python -m analytics", "python -m analytics verify", "python -m analytics refresh files"} <= set(names)
    assert all(f"## {name}\n" in text for name in names)
    assert all(f"| {code} |" in text for code in (0, 2, 3, 4, 75))


def test_a_new_command_appears_by_itself(generate):
    program = typer.Typer(rich_markup_mode=None)
    program.command("tellen", help="Tel iets.")(lambda: None)
    program.command("meten", help="Meet iets.")(lambda: None)
    found = dict(generate.helps(program))
    assert list(found) == ["python -m analytics", "python -m analytics tellen", "python -m analytics meten"]
    assert "Meet iets." in found["python -m analytics meten"]


def test_an_exit_code_without_description_is_refused(generate, monkeypatch):
    monkeypatch.setattr(generate, "EXIT_CODES", {0: "Gelukt.", 1: "Niet."})
    with pytest.raises(SystemExit, match="75"):
        generate.command_line()


# --- indicators and data contract -----------------------------------------------------------------------------


def test_every_indicator_has_a_line_and_a_chapter(generate):
    text = generate.indicator_list()
    for indicator in indicators.load_all().values():
        assert f"| [`{indicator.id}`](#{indicator.id}) | {indicator.titel} |" in text
        assert f"\n## {indicator.id}\n" in text


def test_every_column_of_the_contract_is_explained(generate):
    text = generate.data_contract()
    for name, schema in contract.TABLES.items():
        chapter = text.split(f"## {name}.parquet\n")[1].split("\n## ")[0]
        assert [line.split("`")[1] for line in chapter.splitlines() if line.startswith("| `")] == schema.names
    assert all(f"| `{name}` |" in text for name in contract.Manifest.model_fields)


def test_a_column_without_explanation_is_refused(generate, monkeypatch):
    monkeypatch.setitem(contract.TABLES, "straten", contract.TABLES["straten"].append(contract.pa.field("x", "int8")))
    with pytest.raises(SystemExit, match=r"disagree on straten\.parquet: x"):
        generate.data_contract()


def test_table_cells_cannot_break_the_table(generate):
    assert generate._table(("a",), [("x|y\nz",)]) == "| a |\n| --- |\n| x\\|y z |\n"


# --- screen texts ---------------------------------------------------------------------------------------------


def test_catalogue_is_valid_sorted_and_without_clock_or_line_numbers(generate, tmp_path):
    text = generate.messages()
    assert "Date" not in text
    assert "\n#: " not in text
    path = tmp_path / "veiligheid.pot"
    path.write_text(text, "utf-8")
    with path.open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    assert "Toelichting" in ids
    firsts = [entry if isinstance(entry, str) else entry[0] for entry in ids]
    assert firsts == sorted(firsts)
    assert len(set(firsts)) == len(firsts)


def test_plural_and_wrapped_texts_are_found(generate, monkeypatch, tmp_path):
    source = tmp_path / "pages" / "x.py"
    source.parent.mkdir()
    source.write_text('ngettext("{n} buurt", "{n} buurten", n)\n_(\n    "een zin in "\n    "twee delen"\n)\n', "utf-8")
    monkeypatch.setattr(generate, "PROJECT", tmp_path)
    text = generate.messages()
    assert 'msgid "{n} buurt"\nmsgid_plural "{n} buurten"\n' in text
    assert 'msgid "een zin in twee delen"\n' in text


@pytest.mark.parametrize("call", ['_(f"{n} buurten")', "_(text)", '_("a" + b)', 'ngettext("a", f"{b}", n)', "_()"])
def test_a_text_that_is_put_together_first_is_refused(generate, monkeypatch, tmp_path, call):
    (tmp_path / "app.py").write_text(f"x = 1\n{call}\n", "utf-8")
    monkeypatch.setattr(generate, "PROJECT", tmp_path)
    with pytest.raises(SystemExit, match=r"app\.py:2: .*literal"):
        generate.messages()
