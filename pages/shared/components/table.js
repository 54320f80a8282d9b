const DRAWN = ["interval", "spark"];
const RIGHT = ["number", ...DRAWN];
const TONES = ["attention", "muted", "certain", "uncertain"];
const SIGNS = { voorlopig: "v", klein: "k", ontbreekt: "–" };
const MARKED = ["voorlopig", "klein"]; // a value is shown, with a sign behind it
const STATUSES = ["voorlopig", "klein", "onderdrukt", "ontbreekt"];
const collator = new Intl.Collator("nl", { numeric: true, sensitivity: "base" });

// Only addresses inside this application become a link.
function within(href) {
  try {
    const target = new URL(href, document.baseURI);
    return target.origin === location.origin && /^https?:$/.test(target.protocol);
  } catch {
    return false;
  }
}

class DataTable {
  constructor(parent) {
    this.root = make("div", { class: "root" });
    this.scroller = make("div", { class: "scroller" });
    this.table = make("table");
    this.caption = make("caption", { class: "hidden" });
    this.head = make("thead");
    this.foot = make("tfoot");
    this.notes = make("ul", { class: "notes" });
    this.table.append(this.caption, this.head, this.foot);
    this.scroller.append(this.table);
    this.root.append(this.scroller, this.notes);
    parent.append(this.root);
    this.rows = new Map();
    this.bodies = new Map();
    this.feet = new Map();
    this.table.addEventListener("click", (event) => this.click(event));
    this.table.addEventListener("keydown", (event) => this.press(event));
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.scroller);
    this.observer.observe(this.table);
  }

  destroy() {
    this.observer.disconnect();
    this.root.remove();
  }

  update(data) {
    this.data = data;
    this.selected = data.selected ?? null;
    const asked = JSON.stringify(data.sort ?? null);
    if (asked !== this.asked) this.order = data.sort ?? null; // a person's own order survives new values
    this.asked = asked;
    say(this.caption, [data.label, data.selectable ? data.texts.help : ""].filter(Boolean).join(" "));
    this.buildHead();
    for (const row of data.rows) this.updateRow(this.rows, row);
    this.buildFoot();
    this.arrange();
    this.explain();
    this.fit();
  }

  buildHead() {
    const { columns, axes } = this.data;
    const shown = JSON.stringify([columns, axes]);
    if (shown !== this.headShown) {
      const focused = this.active()?.dataset.sort;
      const row = make("tr");
      row.append(...columns.map((column) => this.headCell(column)));
      this.head.replaceChildren(row);
      if (focused) this.head.querySelector(`[data-sort="${CSS.escape(focused)}"]`)?.focus();
    }
    this.headShown = shown;
    columns.forEach(({ id }, place) => {
      const sorted = this.order?.column === id;
      const direction = this.order?.descending ? "descending" : "ascending";
      set(this.head.rows[0].cells[place], { "aria-sort": sorted ? direction : null });
    });
  }

  headCell(column) {
    const cell = make("th", { scope: "col", class: this.classes(column) });
    if (column.width) cell.style.width = typeof column.width === "number" ? `${column.width}px` : column.width;
    if (this.data.fixed) cell.append(make("span", { class: "title", title: column.help }, column.title));
    else cell.append(make("button", { class: "sort", type: "button", "data-sort": column.id, title: column.help }, column.title));
    if (column.unit) cell.append(make("span", { class: "unit" }, column.unit));
    const axis = this.data.axes?.[column.id];
    if (axis?.mark_text && known(axis.mark)) cell.append(this.axisLabel(axis));
    return cell;
  }

  axisLabel(axis) {
    const place = Number(percent(axis.mark, axis));
    const text = make("span", {}, axis.mark_text);
    // near an edge the text starts or ends at its line instead of standing across it
    text.style.left = `${place}%`;
    text.style.transform = `translateX(${place < 25 ? -4 : place > 75 ? -96 : -50}%)`;
    const label = make("span", { class: "axis" });
    label.append(text);
    return label;
  }

  classes({ kind, narrow, show_text }, cell = {}) {
    const tone = TONES.includes(cell.class) ? cell.class : "";
    const status = STATUSES.includes(cell.status) ? cell.status : "";
    return [kind, narrow === false && "drop", show_text === false && "bare", tone, status].filter(Boolean).join(" ");
  }

  updateRow(store, row) {
    const { columns, axes, selectable } = this.data;
    if (!store.has(row.id)) store.set(row.id, { tr: make("tr", { "data-id": row.id }), shown: [] });
    const { tr, shown } = store.get(row.id);
    const chosen = row.id === this.selected && store === this.rows;
    const tones = [row.emphasis && "emphasis", selectable && "selectable", chosen && "chosen"];
    set(tr, { class: tones.filter(Boolean).join(" ") || null });
    while (tr.cells.length > columns.length) tr.lastChild.remove();
    columns.forEach((column, place) => {
      const cell = row.cells[column.id] ?? { status: "ontbreekt" };
      const state = JSON.stringify([column, cell, axes?.[column.id], selectable]);
      if (shown[place] !== state) this.fillCell(tr, place, column, cell, store === this.rows);
      shown[place] = state;
    });
    const button = tr.querySelector(".row");
    if (button) set(button, { "aria-pressed": chosen ? "true" : "false" });
  }

  fillCell(tr, place, column, cell, inBody) {
    const wanted = place === 0 ? "TH" : "TD";
    const focused = tr.cells[place]?.contains(this.active());
    const node = place === 0 ? make("th", { scope: "row" }) : make("td");
    set(node, { class: this.classes(column, cell), title: this.data.texts.statuses[cell.status] ?? cell.title });
    node.append(...this.content(column, cell, place === 0 && inBody));
    if (tr.cells[place]?.tagName === wanted) tr.replaceChild(node, tr.cells[place]);
    else tr.append(node);
    if (focused) node.querySelector("button, a")?.focus();
  }

  content(column, cell, isHead) {
    const text = cell.text || SIGNS[cell.status] || this.data.texts.statuses[cell.status] || "";
    const parts = [this.words(text, cell, isHead)];
    const reason = this.data.texts.statuses[cell.status];
    const inWords = reason && !/\d/.test(text) && text !== SIGNS[cell.status]; // the text is the reason already
    if (MARKED.includes(cell.status) && !inWords) {
      parts.push(make("sup", { "aria-hidden": "true" }, SIGNS[cell.status]));
    }
    if (reason && !inWords) parts.push(make("span", { class: "hidden" }, ` ${reason}`));
    if (column.show_text === false) set(parts[0], { class: "hidden" });
    if (column.kind === "interval" && !inWords) parts.push(interval(cell, this.axis(column)));
    if (column.kind === "spark") parts.push(spark(cell));
    return parts;
  }

  axis({ id }) {
    return this.data.axes?.[id] ?? { min: 0, max: 1 };
  }

  words(text, cell, isHead) {
    if (isHead && this.data.selectable) return make("button", { class: "row", type: "button", tabindex: -1 }, text);
    if (cell.href && within(cell.href)) return make("a", { href: cell.href, target: "_self" }, text);
    return make("span", {}, text);
  }

  buildFoot() {
    const rows = this.data.footer ?? [];
    for (const row of rows) this.updateRow(this.feet, row);
    this.place(this.feet, rows, this.foot);
  }

  sorted(rows) {
    const column = this.data.columns.find(({ id }) => id === this.order?.column);
    if (!column) return rows;
    const turn = this.order.descending ? -1 : 1;
    const value = (row) => {
      const { sort, text } = row.cells[column.id] ?? {};
      return sort === undefined && !RIGHT.includes(column.kind) ? text : sort;
    };
    const compare = (one, other) => {
      const [a, b] = [value(one), value(other)];
      if (!known(a) || !known(b)) return known(b) - known(a); // empty last in both directions
      return turn * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b));
    };
    return [...rows].sort(compare);
  }

  // Rows in their order, within their group; groups in the order the app gave them.
  arrange() {
    const focused = this.active();
    const groups = [...new Set(this.data.rows.map((row) => row.group || null))];
    const rows = this.sorted(this.data.rows);
    for (const [group, body] of this.bodies) {
      if (groups.includes(group)) continue;
      body.remove();
      this.bodies.delete(group);
    }
    for (const group of groups) {
      if (!this.bodies.has(group)) this.bodies.set(group, this.buildBody(group));
      const body = this.bodies.get(group);
      if (this.table.lastChild !== this.foot || body.nextSibling !== this.foot) this.table.insertBefore(body, this.foot);
      this.place(this.rows, rows.filter((row) => (row.group || null) === group), body);
    }
    const wanted = new Set(this.data.rows.map((row) => row.id));
    for (const [id, { tr }] of this.rows) {
      if (wanted.has(id)) continue;
      tr.remove();
      this.rows.delete(id);
    }
    if (focused && focused !== this.active()) focused.focus({ preventScroll: true });
    this.holdTabStop();
  }

  place(store, rows, section) {
    let next = section.querySelector("tr[data-id]");
    for (const { id } of rows) {
      const { tr } = store.get(id);
      if (tr === next) next = next.nextSibling;
      else section.insertBefore(tr, next);
    }
    while (section === this.foot && next) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
  }

  buildBody(group) {
    const body = make("tbody");
    if (group === null) return body;
    const row = make("tr", { class: "group" });
    row.append(make("th", { scope: "rowgroup", colspan: this.data.columns.length }, group));
    body.append(row);
    return body;
  }

  active() {
    return this.root.getRootNode().activeElement;
  }

  // One tab stop for all rows: the one that had the focus last, else the chosen one, else the first.
  holdTabStop() {
    const buttons = [...this.table.querySelectorAll("tbody .row")];
    const idOf = (button) => button.closest("tr").dataset.id;
    const stop =
      buttons.find((button) => button === this.active()) ??
      buttons.find((button) => idOf(button) === (this.focusable ?? this.selected)) ??
      buttons[0];
    for (const button of buttons) set(button, { tabindex: button === stop ? 0 : -1 });
  }

  click(event) {
    const sort = event.target.closest("[data-sort]");
    if (sort) return this.sortBy(sort.dataset.sort);
    const row = event.target.closest("tbody tr[data-id]");
    if (!row || !this.data.selectable || event.target.closest("a")) return;
    if (event.detail && String(getSelection())) return; // someone is selecting text with the mouse
    this.choose(row.dataset.id);
  }

  sortBy(id) {
    const column = this.data.columns.find((item) => item.id === id);
    const same = this.order?.column === id;
    this.order = { column: id, descending: same ? !this.order.descending : RIGHT.includes(column.kind) };
    this.buildHead();
    this.arrange();
  }

  choose(id) {
    this.selected = id; // shown at once; the answer of the app has the last word
    for (const row of this.data.rows) this.updateRow(this.rows, row);
    this.focusable = id;
    this.holdTabStop();
    this.report(id);
  }

  press(event) {
    const button = event.target.closest(".row");
    if (!button) return;
    const buttons = [...this.table.querySelectorAll("tbody .row")];
    const at = buttons.indexOf(button);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = buttons[to];
    if (!next) return;
    this.focusable = next.closest("tr").dataset.id;
    next.focus();
    this.holdTabStop();
  }

  explain() {
    const { rows, footer, columns, texts } = this.data;
    const cells = [...rows, ...(footer ?? [])].flatMap((row) => columns.map(({ id }) => row.cells[id]));
    const notes = STATUSES.map((status) => [status, this.signOf(cells, status)]).filter(([, sign]) => sign);
    this.notes.replaceChildren(
      ...notes.map(([status, sign]) => {
        const note = make("li");
        note.append(make("b", {}, sign), ` ${texts.statuses[status]}`);
        return note;
      }),
    );
    this.notes.hidden = !notes.length;
  }

  // What stands for a status in this table; nothing when it does not occur or explains itself.
  signOf(cells, status) {
    const found = cells.filter((cell) => cell?.status === status).map((cell) => cell.text || SIGNS[status]);
    const sign = found.find((text) => /\d/.test(text) || text === SIGNS[status]);
    return sign && (status === "onderdrukt" ? sign : SIGNS[status]);
  }

  // Its own scroll bar only when it is needed; otherwise the head sticks to the page.
  fit() {
    const { label, max_height: height } = this.data ?? {};
    this.scroller.style.maxHeight = height ? `${height}px` : "";
    const scrolls = Boolean(height) || this.table.offsetWidth > this.scroller.clientWidth + 1;
    this.scroller.classList.toggle("scrolls", scrolls);
    const region = { role: "region", tabindex: 0, "aria-label": label };
    set(this.scroller, scrolls ? region : { role: null, tabindex: null, "aria-label": null });
    const covered = scrolls ? 0 : (document.querySelector('[data-testid="stHeader"]')?.offsetHeight ?? 0);
    this.root.style.setProperty("--covered", `${covered}px`);
  }
}

export default mounting(DataTable);
