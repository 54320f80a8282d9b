const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Shapes are fetched once per address and stay; a change of values draws no request.
const requests = new Map();
const loaded = new Map();

async function loadShapes(url) {
  if (!requests.has(url)) requests.set(url, fetchShapes(url));
  try {
    loaded.set(url, await requests.get(url));
  } catch (error) {
    requests.delete(url); // the next run of the app tries again
    throw error;
  }
}

async function fetchShapes(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

class Choropleth {
  constructor(parent) {
    this.root = make("div", { class: "root", role: "figure" });
    this.frame = make("div", { class: "frame" });
    this.tip = make("div", { class: "tip", "aria-hidden": "true", hidden: "" });
    this.tip.append(make("strong"), make("span"));
    this.legend = make("div", { class: "legend" });
    this.help = make("p", { class: "hidden", id: "help" });
    this.problem = make("p", { class: "note", hidden: "" });
    // not on the list in the drawing: a listener for the focus would make the list a tab stop of its own
    this.frame.addEventListener("focusin", (event) => this.focus(event.target.dataset.code));
    this.frame.addEventListener("focusout", () => this.leave());
    this.frame.append(this.tip);
    this.root.append(this.help, this.problem, this.frame, this.legend);
    parent.append(this.root);
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.frame);
    this.shown = null;
    this.focusable = null;
  }

  destroy() {
    this.observer.disconnect();
    this.root.remove();
  }

  update(data) {
    this.data = data;
    this.selected = data.selected ?? null;
    set(this.root, { "aria-label": data.label });
    say(this.help, data.texts.help);
    if (!this.svg && data.aspect) this.reserve(data.aspect);
    if (loaded.has(data.shapes_url)) this.render();
    else loadShapes(data.shapes_url).then(() => this.render(), () => this.fail());
  }

  // The space is there before the shapes are, and a tall city still fits on the screen.
  reserve(aspect) {
    this.frame.style.aspectRatio = String(aspect);
    this.frame.style.maxWidth = `max(300px, calc(82vh * ${aspect}))`;
  }

  fail() {
    say(this.problem, this.data.texts.failed);
    this.problem.hidden = false;
  }

  render() {
    const shapes = loaded.get(this.data.shapes_url);
    if (!shapes) return; // an answer to an older question
    this.problem.hidden = true;
    const wanted = `${this.data.level} ${this.data.shapes_url}`;
    if (this.shown !== wanted) this.build(shapes);
    this.shown = wanted;
    this.fill();
    this.highlight();
    this.explain();
    this.fit();
  }

  // Once per set of shapes and level; afterwards only classes and texts change.
  build(shapes) {
    const [, , width, height] = shapes.viewBox;
    this.hideTip();
    this.svg?.remove();
    this.width = width;
    this.reserve(width / height);
    this.svg = draw("svg", { class: "map", viewBox: shapes.viewBox.join(" ") });
    this.shapes = this.data.level === "wijk" ? shapes.wijken : shapes.buurten;
    this.byCode = new Map(this.shapes.map((shape) => [shape.code, shape]));
    this.svg.append(this.defs(), this.areas(), this.lines(shapes), this.names(shapes));
    this.frame.prepend(this.svg);
  }

  defs() {
    const defs = draw("defs");
    this.patterns = PATTERNED.map((name) => pattern(name, name));
    defs.append(...this.patterns, ...PATTERNED.map((name) => pattern(name, `key-${name}`)));
    return defs;
  }

  areas() {
    const group = draw("g", { role: "listbox", "aria-describedby": "help" });
    this.list = group;
    this.paths = new Map();
    for (const { code, d } of this.shapes) {
      const path = draw("path", { class: "area", d, role: "option", tabindex: -1, "data-code": code });
      this.paths.set(code, path);
      group.append(path);
    }
    const code = (event) => event.target.dataset.code;
    group.addEventListener("click", (event) => this.choose(code(event)));
    group.addEventListener("pointermove", (event) => this.point(code(event), event));
    group.addEventListener("pointerleave", () => this.leave());
    group.addEventListener("keydown", (event) => this.press(code(event), event));
    return group;
  }

  lines(shapes) {
    const group = draw("g", { "aria-hidden": "true" });
    group.append(...shapes.wijken.map(({ d }) => draw("path", { class: "line wijk", d })));
    group.append(draw("path", { class: "line city", d: shapes.gemeente.d }));
    this.marks = draw("g");
    this.over = {};
    for (const name of ["hover", "halo", "chosen", "ring", "gap"]) {
      this.over[name] = draw("path", { class: `line ${name}` });
    }
    group.append(this.marks, ...Object.values(this.over));
    return group;
  }

  names(shapes) {
    const group = draw("g", { "aria-hidden": "true" });
    this.labels = shapes.wijken.map((wijk) => {
      const naam = wijk.naam.replace(/^Wijk \d+ /, ""); // Statistics Netherlands numbers its wijken
      const text = draw("text", { class: "label", x: wijk.x, y: wijk.y, dy: "0.35em" }, naam);
      return { text, code: wijk.code };
    });
    this.name = draw("text", { class: "label name" });
    group.append(...this.labels.map((label) => label.text), this.name);
    return group;
  }

  facts(code) {
    const { areas, texts } = this.data;
    const shape = this.byCode.get(code);
    const area = areas[code] ?? { class: "ontbreekt", detail: texts.missing };
    const unsaid = area.provisional && !area.detail.includes(texts.provisional);
    const detail = unsaid ? `${area.detail} · ${texts.provisional}` : area.detail;
    return { class: area.class, provisional: area.provisional, name: area.name ?? shape.naam, detail };
  }

  fill() {
    set(this.list, { "aria-label": this.data.texts[this.data.level] });
    for (const [code, path] of this.paths) {
      const { class: id, name, detail } = this.facts(code);
      const patterned = PATTERNED.includes(id);
      set(path, {
        class: patterned ? "area" : `area ${id}`,
        style: patterned ? `fill:url(#${id})` : null,
        "aria-label": `${name}: ${detail.replaceAll(" · ", ", ")}`,
      });
    }
    this.markProvisional();
    if (this.tipFor) this.showTip(this.tipFor);
  }

  // A mark on every area says nothing: when all are provisional the legend says so once.
  markProvisional() {
    const codes = [...this.paths.keys()].filter((code) => this.facts(code).provisional);
    this.provisional = { some: codes.length > 0, all: codes.length === this.paths.size };
    const marked = this.provisional.all ? [] : codes.map((code) => this.byCode.get(code));
    this.marks.replaceChildren(...marked.map(({ x, y }) => draw("circle", { class: "mark", cx: x, cy: y })));
  }

  highlight() {
    for (const [code, path] of this.paths) {
      set(path, { "aria-selected": code === this.selected ? "true" : "false" });
    }
    const shape = this.byCode.get(this.selected);
    set(this.over.halo, { d: shape?.d ?? null });
    set(this.over.chosen, { d: shape?.d ?? null });
    set(this.name, { x: shape?.x ?? 0, y: shape?.y ?? 0, dy: "-0.4em" });
    say(this.name, shape ? this.facts(shape.code).name : "");
    this.holdTabStop(shape?.code);
  }

  // One tab stop: the area that had the focus last, else the chosen one, else the first.
  holdTabStop(preferred) {
    const active = this.svg.getRootNode().activeElement?.dataset?.code;
    const kept = [active, preferred, this.focusable].find((code) => this.paths.has(code));
    this.focusable = kept ?? this.shapes[0]?.code;
    for (const [code, path] of this.paths) set(path, { tabindex: code === this.focusable ? 0 : -1 });
  }

  explain() {
    const used = new Set([...this.paths.keys()].map((code) => this.facts(code).class));
    this.legend.replaceChildren(...legend(this.data, used, this.provisional));
  }

  // Text, marks and hatching keep their size on the screen whatever the width of the map.
  fit() {
    const pixels = this.frame.clientWidth;
    if (!this.svg || !pixels) return;
    const unit = this.width / pixels;
    this.svg.style.setProperty("--unit", unit.toFixed(3));
    for (const node of this.patterns) set(node, { patternTransform: `scale(${unit.toFixed(3)})` });
    for (const node of this.marks.children) set(node, { r: (3 * unit).toFixed(2) });
    this.thinOut();
  }

  // A label that does not fit in its wijk, or would cover another, is left out.
  thinOut() {
    const taken = this.name.textContent ? [this.name.getBBox()] : [];
    const edges = [...this.svg.querySelectorAll(".wijk")];
    this.labels.forEach(({ text }, place) => {
      const box = text.getBBox();
      const fits = box.width < edges[place].getBBox().width * 1.1;
      const free = taken.every((other) => apart(box, other));
      set(text, { visibility: fits && free ? null : "hidden" });
      if (fits && free) taken.push(box);
    });
  }

  point(code, event) {
    if (!code) return this.leave();
    set(this.over.hover, { d: this.byCode.get(code).d });
    const frame = this.frame.getBoundingClientRect();
    this.showTip({ code, x: event.clientX - frame.left, top: event.clientY - frame.top, bottom: event.clientY - frame.top });
  }

  focus(code) {
    if (!code) return;
    const path = this.paths.get(code);
    this.focusable = code;
    this.holdTabStop(code);
    if (!path.matches(":focus-visible")) return;
    const { d } = this.byCode.get(code);
    set(this.over.ring, { d });
    set(this.over.gap, { d });
    const [frame, box] = [this.frame.getBoundingClientRect(), path.getBoundingClientRect()];
    this.showTip({
      code,
      x: (box.left + box.right) / 2 - frame.left,
      top: box.top - frame.top,
      bottom: box.bottom - frame.top,
    });
  }

  leave() {
    for (const name of ["hover", "ring", "gap"]) set(this.over[name], { d: null });
    this.hideTip();
  }

  showTip(at) {
    const { name, detail } = this.facts(at.code);
    this.tipFor = at;
    this.tip.hidden = false;
    say(this.tip.firstChild, name);
    say(this.tip.lastChild, detail);
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const within = (value, most) => Math.max(0, Math.min(value, most));
    const left = within(at.x - width / 2, this.frame.clientWidth - width);
    const above = at.top - height - 10;
    const top = within(above >= 0 ? above : at.bottom + 14, this.frame.clientHeight - height);
    this.tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hideTip() {
    this.tip.hidden = true;
    this.tipFor = null;
  }

  press(code, event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = this.next(code, event.key);
    if (event.key === "Enter" || event.key === " ") this.choose(code);
    else if (event.key === "Escape") this.paths.get(code).blur();
    else if (next) this.paths.get(next).focus();
    else if (!(event.key in ARROWS)) return;
    event.preventDefault();
  }

  next(code, key) {
    if (key in ARROWS) return this.neighbour(code, ARROWS[key]);
    if (key === "Home") return this.shapes[0].code;
    if (key === "End") return this.shapes.at(-1).code;
    return key.length === 1 && key !== " " ? this.startingWith(code, key) : undefined;
  }

  // The nearest area on that side; sideways distance weighs double, and what lies mostly aside is not that side.
  neighbour(code, [right, down]) {
    const from = this.byCode.get(code);
    let best = { score: Infinity };
    for (const { code: other, x, y } of this.shapes) {
      const along = (x - from.x) * right + (y - from.y) * down;
      const aside = Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right);
      const score = along + 2 * aside;
      if (along > 0 && aside <= 2 * along && score < best.score) best = { score, code: other };
    }
    return best.code;
  }

  startingWith(code, letter) {
    const codes = [...this.paths.keys()];
    const from = codes.indexOf(code) + 1;
    const round = [...codes.slice(from), ...codes.slice(0, from)];
    const begins = (other) => this.facts(other).name.toLowerCase().startsWith(letter.toLowerCase());
    return round.find(begins);
  }

  choose(code) {
    if (!code) return;
    this.selected = code; // shown at once; the answer of the app has the last word
    this.highlight();
    this.thinOut();
    this.report(code);
  }
}

function apart(one, other) {
  return (
    one.x + one.width < other.x ||
    other.x + other.width < one.x ||
    one.y + one.height < other.y ||
    other.y + other.height < one.y
  );
}

export default mounting(Choropleth);
