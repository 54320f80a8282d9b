// Shared by the components. Text only ever enters the page through textContent or an attribute.
const SVG = "http://www.w3.org/2000/svg";

// Writes only what changed, so that an unchanged element keeps its transitions and is not announced again.
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      if (node.hasAttribute(name)) node.removeAttribute(name);
    } else if (node.getAttribute(name) !== String(value)) {
      node.setAttribute(name, String(value));
    }
  }
  return node;
}

function say(node, text) {
  const wanted = text ?? "";
  if (node.textContent !== wanted) node.textContent = wanted;
  return node;
}

function make(tag, attributes = {}, text = null) {
  const node = set(document.createElement(tag), attributes);
  return text === null ? node : say(node, text);
}

function draw(tag, attributes = {}, text = null) {
  const node = set(document.createElementNS(SVG, tag), attributes);
  return text === null ? node : say(node, text);
}

// Elements of a list by key, made, updated and put in order; an element that stays is never rebuilt.
function keep(parent, known, items, keyOf, build, update) {
  const wanted = new Set(items.map(keyOf));
  for (const [key, node] of known) {
    if (wanted.has(key)) continue;
    node.remove();
    known.delete(key);
  }
  let place = parent.firstChild;
  for (const item of items) {
    const key = keyOf(item);
    if (!known.has(key)) known.set(key, build(item));
    const node = known.get(key);
    update?.(node, item);
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
}

// The app tells a component its colours as custom properties. An outline that is never drawn turns the
// page colour into rgb numbers, whatever notation the theme used.
function followTheme(root) {
  const parts = getComputedStyle(root).outlineColor.match(/[\d.]+/g) ?? ["255", "255", "255"];
  const [red, green, blue] = parts.map(Number);
  root.toggleAttribute("data-dark", 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128);
}

// One object per place on the page lives as long as that place; every run of the app calls update() on it.
function mounting(Component) {
  const mounted = new WeakMap();
  return ({ data, parentElement, setTriggerValue }) => {
    if (!data) return undefined;
    if (!mounted.has(parentElement)) mounted.set(parentElement, new Component(parentElement));
    const component = mounted.get(parentElement);
    component.report = (id) => setTriggerValue("chosen", id);
    followTheme(component.root);
    component.update(data);
    return () => {
      component.destroy();
      mounted.delete(parentElement);
    };
  };
}
