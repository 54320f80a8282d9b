"""What a person does on a page and reads from it, in the words that are on the screen."""

import time
from urllib.parse import parse_qsl, urlsplit

from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

READ_TABLE = """table => [...table.querySelectorAll('tr[data-id]')].map(
  row => [row.dataset.id, ...[...row.cells].map(cell => cell.innerText.replace(/\\s+/g, ' ').trim())])"""
READ_AREAS = """paths => Object.fromEntries(paths.map(path => [path.dataset.code,
  [path.classList[1] ?? getComputedStyle(path).fill.match(/#(\\w+)/)[1], path.getAttribute('aria-label')]]))"""
# Every text that is drawn or read aloud, inside components too; icons are letters of a font and hidden from readers.
READ_TEXTS = """() => {
  const found = new Set();
  const drawn = node => node.checkVisibility({visibilityProperty: true}) && node.getClientRects().length > 0;
  const walk = node => {
    if (node.shadowRoot) walk(node.shadowRoot);
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        if (child.data.trim() && drawn(child.parentElement ?? child.getRootNode().host)) found.add(child.data.trim());
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        if (child.matches('script, style, noscript, [data-testid=stIconMaterial]')) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription']) {
          if (child.getAttribute(name) && drawn(child)) found.add(child.getAttribute(name).trim());
        }
        walk(child);
      }
    }
  };
  walk(document.documentElement);
  return [...found];
}"""
READ_FOCUS = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  if (!node || node === document.body) return null;
  const rect = node.getBoundingClientRect();
  return {
    name: (node.getAttribute('aria-label') || node.innerText || '').trim(),
    role: node.getAttribute('role') || node.tagName.toLowerCase(),
    code: node.dataset.code ?? node.closest('tr')?.dataset.id ?? null,
    sort: node.dataset.sort ?? null,
    group: node.closest('[role=radiogroup]')?.getAttribute('aria-label') ?? null,
    key: [...document.querySelectorAll('[class*=st-key-]')].filter(n => n.contains(document.activeElement))
      .map(n => n.className.match(/st-key-([\\w-]+)/)[1]).pop() ?? null,
    inView: rect.bottom > 0 && rect.top < innerHeight,
  };
}"""


class Screen:
    """One tab. Whatever is asked of the app has been answered when a method returns."""

    def __init__(self, page, settled, witness):
        self.page = page
        self.settled = settled
        self.witness = witness

    def open(self, address=""):
        return self.ask(lambda: self.page.goto(f"/{address}"))

    def ask(self, action):
        """Do something that asks the app for something, and wait for the answer. What a click sends is sometimes seen
        only after two drawn frames: without counting, a busy machine reads the screen of before."""
        asked = self.witness.asked
        action()
        self.settled(self.page, asked)
        return self

    def settle(self):
        self.settled(self.page)
        return self

    def wait(self, expression):
        """Until this JavaScript is true. (wait_for_function is stopped by the content policy.)"""
        until = time.monotonic() + 60
        while not self.page.evaluate(expression):
            assert time.monotonic() < until, expression
            self.page.evaluate("new Promise(done => requestAnimationFrame(done))")
        return self

    # What it says

    @property
    def path(self):
        return urlsplit(self.page.url).path.strip("/")

    @property
    def choices(self):
        return dict(parse_qsl(urlsplit(self.page.url).query))

    @property
    def question(self):
        return self.page.locator("h1").inner_text()

    @property
    def answer(self):
        return self.page.locator(".antwoord").first.inner_text()

    @property
    def source(self):
        return self.page.locator(".bron").inner_text()

    def chosen(self, label):
        """What a menu or a row of buttons stands at; None when it is not there."""
        menu = self.page.get_by_role("combobox", name=label, exact=True)
        if menu.count():
            return menu.input_value()
        button = self.buttons(label).locator("[aria-checked=true]")
        return button.inner_text() if button.count() else None

    def facts(self):
        """The lines about the chosen area beside the map; empty when none is chosen."""
        return self.page.locator(".st-key-gekozen .stHtml p").all_inner_texts()

    def table(self, key):
        """[[id, text, text, ...], ...] of a table, its footer included."""
        table = self.page.locator(f".st-key-{key} table")
        table.wait_for(state="attached")  # it may be folded away
        return table.evaluate(READ_TABLE)

    def head(self, key, column):
        """The heading of a column of a table, by the id of the column."""
        return self.page.locator(f".st-key-{key} thead th").filter(has=self.page.locator(f"[data-sort='{column}']"))

    def area(self, key, code):
        return self.page.locator(f".st-key-{key} path.area[data-code={code}]")

    def areas(self, key):
        """{code: [class, what it says]} of a map; 'klein', 'onderdrukt' and 'ontbreekt' are classes too."""
        paths = self.page.locator(f".st-key-{key} path.area")
        paths.first.wait_for()
        return paths.evaluate_all(READ_AREAS)

    def classes(self, key):
        """The ranges in the legend of a map, low to high."""
        self.page.locator(f".st-key-{key} path.area").first.wait_for()
        return self.page.locator(f".st-key-{key} .scale li > span:last-child").all_inner_texts()

    def texts(self):
        return self.page.evaluate(READ_TEXTS)

    def view(self):
        """Everything a shared link must reopen."""
        tables = self.page.locator("[data-testid=stElementContainer]:has(table)").evaluate_all(
            "nodes => nodes.map(node => node.className.match(/st-key-([\\w-]+)/)[1])"
        )
        controls = (
            *("Onderwerp", "Periode", "Niveau", "Tonen als", "Gebied", "Kaart", "Vorm"),
            *("Grenzen", "Beleving", "Gewenste marge"),
        )
        return {
            "path": self.path,
            "choices": self.choices,
            "question": self.question,
            "answer": self.page.locator(".antwoord").all_inner_texts(),
            "source": self.source,
            "controls": {label: self.chosen(label) for label in controls},
            "facts": self.facts(),
            "tables": {key: self.table(key) for key in tables},
        }

    def problems(self):
        """What axe finds against the guidelines, in short."""
        found = Axe().run(self.page, options={"runOnly": WCAG}).response["violations"]
        return [f"{rule['id']}: {[node['html'][:150] for node in rule['nodes'][:3]]}" for rule in found]

    # What a person does

    def menu(self, label):
        return self.page.get_by_role("combobox", name=label, exact=True)

    def buttons(self, label):
        return self.page.get_by_role("radiogroup", name=label, exact=True)

    def pick(self, label, text):
        """Choose in a menu of a form, which asks nothing until the form is sent."""
        self.menu(label).fill(text)
        self.page.get_by_role("listbox", name=label).get_by_role("option", name=text, exact=True).click()
        return self

    def select(self, label, text):
        return self.ask(lambda: self.pick(label, text))

    def switch(self, label, text):
        if self.chosen(label) == text:
            return self.settle()
        return self.ask(self.buttons(label).get_by_role("radio", name=text, exact=True).click)

    def click(self, locator):
        return self.ask(locator.click)

    def follow(self, text):
        """A link in the page itself."""
        return self.click(self.page.get_by_test_id("stMain").get_by_role("link", name=text, exact=True))

    def go_to(self, title):
        """A page in the list of pages."""
        return self.click(self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True))

    def back(self):
        return self.ask(self.page.go_back)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def enter(self, *keys):
        """Press keys of which the last asks the app for something."""
        return self.ask(lambda: self.press(*keys))

    def focus(self):
        """What has the keyboard focus: name, role, code of its area or row, ...; None for nothing."""
        return self.page.evaluate(READ_FOCUS)

    def tab_to(self, wanted, most=80):
        """Press Tab until what has the focus satisfies `wanted`."""
        passed = []
        for _press in range(most):
            self.page.keyboard.press("Tab")
            found = self.focus()
            if found and wanted(found):
                return found
            passed.append(found and found["name"])
        raise AssertionError(f"not reached with Tab; passed {passed}")

    def download(self, text):
        """The bytes behind a download button, and the name of the file."""
        with self.page.expect_download() as started:
            self.page.get_by_role("button", name=text).click()
        file = started.value
        return file.path().read_bytes(), file.suggested_filename
