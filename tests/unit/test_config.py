"""The server's options are what we say they are, and Streamlit knows every one of them."""

import tomllib
from pathlib import Path

import pytest
from streamlit import config

from analytics.figures.theme import DARK, LIGHT

PROJECT = Path(__file__).parents[2]
FILE = PROJECT / ".streamlit" / "config.toml"


def _flat(table: dict, prefix: str = "") -> dict:
    flat = {}
    for key, value in table.items():
        name = f"{prefix}.{key}" if prefix else key
        flat |= _flat(value, name) if isinstance(value, dict) else {name: value}
    return flat


WRITTEN = _flat(tomllib.loads(FILE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def effective():
    """Options as Streamlit itself reads them from our file, started in the project folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(PROJECT)
        patch.setattr(config, "_main_script_path", str(PROJECT / "asgi.py"))
        yield config.get_config_options(force_reparse=True)
    config.get_config_options(force_reparse=True)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("server.address", "127.0.0.1"),
        ("server.allowedHosts", ["localhost", "127.0.0.1"]),
        ("server.enableCORS", True),
        ("server.enableXsrfProtection", True),
        ("server.enableAgentApi", False),
        ("server.fileWatcherType", "none"),
        ("server.scriptHealthCheckEnabled", False),
        ("server.trustedUserHeaders", {}),
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
        ("client.toolbarMode", "viewer"),
        ("browser.gatherUsageStats", False),
        ("runner.postScriptGC", False),
        ("global.developmentMode", False),
    ],
)
def test_option_in_effect(effective, option, value):
    found = effective[option].value
    assert found == value or (value == {} and not found), option


@pytest.mark.parametrize("option", sorted(WRITTEN))
def test_every_line_of_the_file_is_an_option_that_takes_effect(effective, option):
    assert option in effective, "unknown to this version of Streamlit"
    assert effective[option].value == WRITTEN[option]


@pytest.mark.parametrize(("section", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_screen_and_figures_share_their_colours(section, theme):
    assert WRITTEN[f"theme.{section}.primaryColor"] == theme.accent
    assert WRITTEN[f"theme.{section}.backgroundColor"] == theme.paper
    assert WRITTEN[f"theme.{section}.secondaryBackgroundColor"] == theme.wash
    assert WRITTEN[f"theme.{section}.textColor"] == theme.ink
    assert WRITTEN[f"theme.{section}.borderColor"] == theme.rule


def test_no_font_or_theme_from_outside():
    assert not [name for name, value in WRITTEN.items() if "://" in str(value)]
    assert not [name for name in WRITTEN if name.endswith(("font", "fontFaces", "headingFont", "codeFont", "base"))]


def test_static_files_need_no_login_so_there_is_only_the_map_style():
    assert {path.suffix for path in (PROJECT / "static").rglob("*") if path.is_file()} <= {".json", ".md"}
