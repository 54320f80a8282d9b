// The classes of the map, and the legend that names them.
// k: low to high; d: better, no clear change, worse.
const SCALE = ["k0", "k1", "k2", "k3", "k4", "d0", "d2", "d4"];
const SPECIAL = ["klein", "onderdrukt", "ontbreekt"];

// Lines, a lattice and dots on a ground that is none of the classes; worse has stripes, because better and worse
// look alike in black and white.
const PATTERNS = {
  klein: [6, ["ground", "M0 0h6v6h-6z"], ["thread", "M-1.5 1.5l3 -3M0 6l6 -6M4.5 7.5l3 -3"]],
  onderdrukt: [6, ["ground", "M0 0h6v6h-6z"], ["thread", "M0 6l6 -6M0 0l6 6"]],
  ontbreekt: [6, ["bare", "M0 0h6v6h-6z"], ["dot", "M2 2h1.6v1.6h-1.6z"]],
  d4: [6, ["d4", "M0 0h6v6h-6z"], ["stripe", "M-1.5 4.5l3 3M0 0l6 6M4.5 -1.5l3 3"]],
};
const PATTERNED = Object.keys(PATTERNS);

function pattern(name, id) {
  const [size, ...strokes] = PATTERNS[name];
  const node = draw("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" });
  node.append(...strokes.map(([kind, d]) => draw("path", { class: kind, d })));
  return node;
}

function swatch(id) {
  const node = draw("svg", { viewBox: "0 0 24 14", preserveAspectRatio: "none", "aria-hidden": "true" });
  if (id === "voorlopig") {
    node.append(draw("circle", { class: "mark", cx: 12, cy: 7, r: 3.5 }));
    return node;
  }
  const fill = PATTERNED.includes(id) ? { fill: `url(#key-${id})` } : { class: id };
  node.append(draw("rect", { ...fill, width: 24, height: 14 }));
  if (SPECIAL.includes(id)) node.append(draw("rect", { class: "edge", x: 0.5, y: 0.5, width: 23, height: 13 }));
  return node;
}

function here(text) {
  const node = make("span", { class: "here" });
  node.append(make("span", { "aria-hidden": "true" }, "▾ "), make("span", {}, text));
  return node;
}

// `used`: the classes that occur; `provisional`: whether some or all areas are.
function legend({ classes, mark, unit, texts }, used, provisional) {
  const scale = make("ul", { class: "scale" });
  for (const { id, text } of classes.filter((item) => SCALE.includes(item.id))) {
    const item = make("li");
    if (mark?.class === id) item.append(here(mark.text));
    item.append(swatch(id), make("span", {}, text));
    scale.append(item);
  }
  const items = classes.filter((item) => SPECIAL.includes(item.id) && used.has(item.id));
  if (provisional.all) items.push({ id: null, text: texts.all_provisional });
  else if (provisional.some) items.push({ id: "voorlopig", text: texts.provisional });
  const special = make("ul", { class: "special" });
  for (const { id, text } of items) {
    const item = make("li");
    item.append(...(id ? [swatch(id)] : []), make("span", {}, text));
    special.append(item);
  }
  return [scale, make("p", { class: "unit" }, unit), special].filter((node) => node.hasChildNodes());
}
