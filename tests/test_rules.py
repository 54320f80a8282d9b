"""Rules of the project that no linter knows. Each says in its message what to do instead."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
import yaml

PROJECT = Path(__file__).parents[1]
INDICATORS = {path.stem for path in (PROJECT / "analytics/definitions/indicatoren").glob("*.toml")}
MUNICIPALITIES = [
    municipality["naam"]
    for municipality in tomllib.loads((PROJECT / "analytics/definitions/gemeenten.toml").read_text("utf-8")).values()
]
ANALYTICS = sorted((PROJECT / "analytics").rglob("*.py"))
SCREEN = [*sorted((PROJECT / "pages").rglob("*.py")), PROJECT / "app.py", PROJECT / "asgi.py"]
PAGES = sorted((PROJECT / "pages").glob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes(path) if isinstance(node, ast.Call))


def at(path: Path, node: ast.AST) -> str:
    return f"{name_of(path)}:{node.lineno}"


def test_there_is_something_to_check():
    assert len(INDICATORS) > 30
    assert len(ANALYTICS) > 20
    assert PAGES


def test_no_indicator_in_code():
    """An indicator is one file: what it needs from the code is asked for by a field, not by its name."""
    found = [
        f"{at(path, node)} {node.value!r}"
        for path in (*ANALYTICS, *SCREEN)
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in INDICATORS
    ]
    assert found == []


def test_no_municipality_in_code():
    """What is about one municipality is declared in analytics/definitions: an example in a message is the exception."""
    named = re.compile("|".join([r"^(GM|WK|BU)\d{4}", *(rf"\b{re.escape(name)}\b" for name in MUNICIPALITIES)]))
    found = [
        f"{at(path, node)} {node.value[:60]!r}"
        for path in (*ANALYTICS, *SCREEN)
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and named.search(node.value)
        if not _is_docstring(path, node)
    ]
    assert found == []


def _is_docstring(path: Path, text: ast.Constant) -> bool:
    statements = (node for node in nodes(path) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    return any((node.value.lineno, node.value.col_offset) == (text.lineno, text.col_offset) for node in statements)


def test_caching_in_one_place():
    found = [
        at(path, node)
        for path in (*ANALYTICS, *SCREEN)
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr.startswith("cache_") and "pages/shared/" not in name_of(path)
        if isinstance(node.value, ast.Name) and node.value.id == "st"
    ]
    assert found == [], "cache in pages/shared/"


def test_caches_are_bounded_and_end():
    """A cache without a bound grows until the server stops. A snapshot never changes: its id in the key is an end."""
    found = [problem for path in SCREEN for problem in _unbounded(path)]
    assert found == []


def _unbounded(path: Path) -> Iterator[str]:
    for function in nodes(path):
        if not isinstance(function, ast.FunctionDef):
            continue
        for decorator in function.decorator_list:
            if "cache_data" not in ast.unparse(decorator):
                continue
            options = {option.arg for option in getattr(decorator, "keywords", ())}
            arguments = {argument.arg for argument in (*function.args.posonlyargs, *function.args.args)}
            if "max_entries" not in options:
                yield f"{at(path, function)} has no max_entries"
            if "ttl" not in options and not arguments & {"snapshot", "selection", "selections"}:
                yield f"{at(path, function)} has neither a ttl nor a snapshot in its key"


def test_analytics_knows_no_screen():
    found = [at(path, node) for path in ANALYTICS for node in nodes(path) if _imports(node) & {"streamlit", "pages"}]
    assert found == []


def _imports(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    return {node.module.split(".")[0]} if isinstance(node, ast.ImportFrom) and node.module else set()


def test_one_place_asks_the_database():
    """Everything else goes through Database.run: a shared connection hands out other threads' rows.

    What the team writes down has a database of its own, with a session per question; engine.py sets how SQLite behaves
    and a migration makes what no library call makes.
    """
    found = [
        at(path, call)
        for path in (*ANALYTICS, *SCREEN)
        if name_of(path) not in ("analytics/database.py", "analytics/store/engine.py")
        if not name_of(path).startswith("analytics/store/migrations/versions/")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"execute", "executemany", "executescript"}
    ]
    found += [
        at(path, node)
        for path in (*ANALYTICS, *SCREEN)
        if name_of(path) != "analytics/database.py"
        for node in nodes(path)
        if "duckdb" in _imports(node)
    ]
    assert found == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pages_stay_thin(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 130, "move what is not screen to analytics"


@pytest.mark.parametrize("path", sorted((PROJECT / "analytics/sql").rglob("*.sql")), ids=name_of)
def test_sql_is_one_readable_statement_with_a_header(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("--"), "begin with a comment: question, parameters, grain"
    assert all(sqlglot.parse(text, read="duckdb"))


# -- screen text ------------------------------------------------------------------------------------------------------

TEXT_CALLS = {
    *("title", "header", "subheader", "caption", "markdown", "write", "text", "info", "warning", "error", "success"),
    *(
        "button",
        "download_button",
        "link_button",
        "page_link",
        "checkbox",
        "toggle",
        "radio",
        "selectbox",
        "multiselect",
    ),
    *("slider", "select_slider", "segmented_control", "pills", "text_input", "number_input", "date_input", "expander"),
    *("popover", "tabs", "metric", "spinner", "toast", "status", "form_submit_button", "set_page_config", "Page"),
}
TEXT_OPTIONS = {"label", "body", "help", "placeholder", "page_title", "title", "alt", "text", "caption"}
POSITIONAL_PATHS = {"Page", "page_link"}  # their first argument is a file


def test_screen_text_goes_through_gettext():
    """Wrap it: _("..."), with values through .format."""
    found = [
        f"{at(path, text)} {ast.unparse(text)}" for path in SCREEN for call in calls(path) for text in _bare_text(call)
    ]
    assert found == []


def _bare_text(call: ast.Call) -> Iterator[ast.expr]:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in TEXT_CALLS:
        return
    if ast.unparse(call.func.value) == "log":  # for administrators, in English like the code
        return
    shown = [option.value for option in call.keywords if option.arg in TEXT_OPTIONS]
    if call.func.attr not in POSITIONAL_PATHS:
        shown += call.args[:1]
    for value in shown:
        parts = value.values if isinstance(value, ast.JoinedStr) else [value]
        if any(isinstance(part, ast.Constant) and re.search(r"[^\W\d_]", str(part.value)) for part in parts):
            yield value


def test_texts_can_be_found_for_the_catalogue():
    """Inside an f-string Python 3.11 hides a text from the catalogue: use _("... {x}").format(x=x)."""
    found = [
        at(path, call)
        for path in (*ANALYTICS, *SCREEN)
        for text in nodes(path)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"_", "ngettext"}
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "bare"),
    [
        ("st.title('Kaart')", 1),
        ("st.title(_('Kaart'))", 0),
        ("column.caption(f'{n} rijen')", 1),
        ("st.caption(f'{n} – {m}')", 0),
        ("st.selectbox(_('Jaar'), years, help='kies')", 1),
        ("st.Page('pages/kaart.py', title=_('Kaart'))", 0),
        ("log.error('error %s', number)", 0),
    ],
)
def test_bare_text_is_recognised(code, bare):
    assert sum(len(list(_bare_text(call))) for call in ast.walk(ast.parse(code)) if isinstance(call, ast.Call)) == bare


# -- the repository ---------------------------------------------------------------------------------------------------

# Written apart, so that this file does not hold what it looks for.
MACHINE = "|".join(
    (
        "(^|[^[:alnum:]./_])/(work|root|opt|home/[[:alnum:]]+|Users/[[:alnum:]]+)/[[:alnum:].]",
        "[A-Z]:[\\]Users[\\]",
        "py" + "pi[.]org",
        "python" + "hosted",
        "npm" + "js[.](org|com)",
    )
)


def test_nothing_of_one_machine_or_one_registry():
    search = ["git", "grep", "-n", "-I", "-E", MACHINE]
    result = subprocess.run(search, cwd=PROJECT, capture_output=True, text=True, check=False)
    if result.returncode not in (0, 1):
        pytest.skip("not a git checkout")
    assert result.stdout.splitlines() == []


def test_every_command_in_the_documentation_exists():
    targets = set(re.findall(r"^([a-z0-9-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    documents = [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]
    found = [
        f"{name_of(path)}: make {name}"
        for path in documents
        for name in re.findall(r"(?:^|`|\n    )make ([a-z0-9-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if name not in targets
    ]
    assert found == []


def test_links_in_the_documentation_lead_somewhere():
    found = []
    for path in [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                found.append(f"{name_of(path)} -> {target}")
    assert found == []


def test_every_document_is_in_the_index():
    index = (PROJECT / "docs/index.md").read_text(encoding="utf-8")
    documents = [path.relative_to(PROJECT / "docs").as_posix() for path in (PROJECT / "docs").rglob("*.md")]
    assert [name for name in documents if name != "index.md" and f"({name})" not in index] == []


def test_publiccode():
    described = yaml.safe_load((PROJECT / "publiccode.yml").read_text(encoding="utf-8"))
    required = {
        *("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"),
        *("description", "legal", "maintenance", "localisation"),
    }
    assert required <= described.keys()
    assert described["legal"]["license"] == "EUPL-1.2"
    assert described["localisation"]["localisationReady"] is True
    for language in ("nl", "en"):
        text = described["description"][language]
        assert 150 <= len(text["longDescription"]) <= 10000
        assert len(text["shortDescription"]) <= 150
        assert text["features"]


def test_licence_is_the_whole_eupl():
    text = (PROJECT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert "Appendix" in text
