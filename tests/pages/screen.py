"""What every test of a page does: open it through app.py, read it, press."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

PROJECT = Path(__file__).parents[2]


def opened(page, **query):
    """A page, with these choices in its address."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()
    app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def html(app):
    """Every sentence that is set as HTML."""
    return " ".join(element.proto.body for element in app.get("html"))


def said(messages):
    """Messages as one text, without the marks that keep them from being mark-up."""
    return " ".join(message.value.replace("\\", "") for message in messages)


def field(widgets, label):
    """The one widget with this label."""
    (found,) = [widget for widget in widgets if widget.label == label]
    return found


def press(app, label):
    """Press a button."""
    field(app.button, label).click().run()
    assert not app.exception, app.exception
