"""Readable for everybody on every screen: nothing axe finds, nothing that sticks out, Dutch words and numbers."""

import re

from analytics.figures.theme import DARK, LIGHT, rgb

SCREENS = [("light", 1280), ("dark", 1280), ("dark", 390), ("light", 390)]
EACH_WAY = SCREENS[0:4:2]  # both widths and both colours, once each; the exhaustive run has all four combinations
TALL = 5000  # the whole page: of what has to be scrolled to, axe does not see the colours
PAPER = {"light": LIGHT.paper, "dark": DARK.paper}

# Words of English interfaces that are no Dutch words. 'High Impact Crimes' is what the policy calls them.
ENGLISH = re.compile(
    r"\b(the|and|with|your|you|select|selected|choose|options?|available|results|loading|running|please|close|dismiss"
    r"|skip|sidebar|fullscreen|view|print|theme|system|light|dark|required|clear|error|show|hide|more|settings|toggle"
    r"|map|main|pages|expand|collapse|search|record|screen|made|copy|page|help|value|higher|lower|attribution)\b",
    re.IGNORECASE,
)
DECIMAL_POINT = re.compile(r"(?<![\d.])\d+\.\d{1,2}(?![\d.])")
# What has a point and is no number: a licence, the code of a theme, the place in a document.
NO_NUMBER = re.compile(r"CC BY 4\.0|^(Thema: )?[1-5]\.[1-5] |\([1-5]\.[1-5]\)|aanleiding en 1\.2")


def english(texts):
    return [text for text in texts if ENGLISH.search(text.replace("Leefbaarheid", ""))]


def wrong_numbers(texts):
    return [text for text in texts if DECIMAL_POINT.search(NO_NUMBER.sub("", text))]


def show(screen, scheme, width):
    """The same page on another screen, its colours and columns in place."""
    screen.page.emulate_media(color_scheme=scheme)
    screen.page.set_viewport_size({"width": width, "height": TALL})
    paper = "rgb({}, {}, {})".format(*rgb(PAPER[scheme]))
    screen.wait(f"getComputedStyle(document.querySelector('.stApp')).backgroundColor === '{paper}'").settle()


def check(screen, screens):
    """The page at rest, on each of these screens."""
    assert screen.page.locator("[data-testid=stException]").count() == 0
    for scheme, width in screens:
        show(screen, scheme, width)
        assert screen.problems() == [], f"{scheme}, {width} wide"
        wide = screen.page.evaluate(
            "[document.documentElement, document.querySelector('[data-testid=stMain]')].map(n => n.scrollWidth)"
        )
        assert max(wide) <= width, f"{scheme}, {width} wide: scrolls sideways"
        texts = screen.texts()
        assert english(texts) == []
        assert wrong_numbers(texts) == []
