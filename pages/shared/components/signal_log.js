const TONES = ["attention", "muted", "certain", "uncertain"];
const HEIGHT = 44; // px of a small chart

// What is usual as a band, what was counted as a line, the last count as a dot: outside the band in another colour.
function course({ points, low, high, outside }) {
  const plot = draw("svg", { class: "course", "aria-hidden": "true" });
  const values = [...points, ...low, ...high].filter(known);
  if (!values.length) return plot;
  const axis = { min: Math.min(...values), max: Math.max(...values) };
  const step = 100 / Math.max(1, points.length - 1);
  const height = (value) => Number((HEIGHT - 4 - ((HEIGHT - 8) / 100) * percent(value, axis)).toFixed(2));
  const at = (i, value) => `${(i * step).toFixed(2)} ${height(value)}`;
  const lines = draw("svg", { viewBox: `0 0 100 ${HEIGHT}`, preserveAspectRatio: "none", width: "100%", height: HEIGHT });
  for (const [from, to] of stretches(low.map((value, i) => known(value) && known(high[i])))) {
    const up = range(from, to).map((i) => at(i, high[i]));
    const down = range(from, to).reverse().map((i) => at(i, low[i]));
    lines.append(draw("path", { class: "usual", d: `M${[...up, ...down].join("L")}z` }));
  }
  for (const [from, to] of stretches(points.map(known))) {
    lines.append(draw("path", { class: "trend", d: `M${range(from, to).map((i) => at(i, points[i])).join("L")}` }));
  }
  const last = points.length - 1;
  plot.append(lines);
  if (known(points[last])) plot.append(dot(100, height(points[last]), 3.5, outside ? "outside" : ""));
  return plot;
}

// [from, to] of each unbroken stretch of true.
function stretches(flags) {
  const found = [];
  flags.forEach((flag, i) => {
    if (flag && flags[i - 1]) found.at(-1)[1] = i;
    else if (flag) found.push([i, i]);
  });
  return found;
}

const range = (from, to) => Array.from({ length: to - from + 1 }, (_value, i) => from + i);

class SignalLog {
  constructor(parent) {
    this.root = make("div", { class: "root" });
    this.list = make("ol");
    this.root.append(this.list);
    parent.append(this.root);
    this.entries = new Map();
    this.shown = new Map();
    this.list.addEventListener("click", (event) => this.click(event));
  }

  destroy() {
    this.root.remove();
  }

  update(data) {
    this.selected = data.selected ?? null;
    set(this.list, { "aria-label": data.label });
    keep(this.list, this.entries, data.entries, ({ id }) => id, ({ id }) => this.build(id), (node, entry) => this.fill(node, entry));
    for (const id of this.shown.keys()) if (!this.entries.has(id)) this.shown.delete(id);
  }

  build(id) {
    const entry = make("li", { "data-id": id });
    entry.append(make("div", { class: "plot" }), make("div", { class: "words" }));
    entry.lastChild.append(make("button", { type: "button" }), make("p", { class: "figure" }), make("p", { class: "notes" }));
    entry.append(make("p", { class: "mark" }));
    return entry;
  }

  fill(node, entry) {
    const chosen = entry.id === this.selected;
    set(node, { class: chosen ? "chosen" : null });
    set(node.querySelector("button"), { "aria-pressed": chosen ? "true" : "false" });
    const state = JSON.stringify(entry);
    if (this.shown.get(entry.id) === state) return;
    this.shown.set(entry.id, state);
    node.querySelector(".plot").replaceChildren(course(entry));
    node.querySelector("button").replaceChildren(make("strong", {}, entry.place), ` · ${entry.what}`);
    say(node.querySelector(".figure"), entry.figure);
    say(node.querySelector(".notes"), entry.notes);
    const mark = node.querySelector(".mark");
    set(mark, { class: ["mark", TONES.includes(entry.tone) ? entry.tone : ""].filter(Boolean).join(" ") });
    say(mark, entry.mark);
  }

  click(event) {
    const id = event.target.closest("li[data-id]")?.dataset.id;
    if (!id || (event.detail && String(getSelection()))) return; // someone is selecting text with the mouse
    this.selected = id; // shown at once; the answer of the app has the last word
    for (const [other, node] of this.entries) {
      set(node, { class: other === id ? "chosen" : null });
      set(node.querySelector("button"), { "aria-pressed": other === id ? "true" : "false" });
    }
    this.report(id);
  }
}

export default mounting(SignalLog);
