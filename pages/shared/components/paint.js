// What stands on the screen, drawn again as SVG of its own: no style sheet, no variables, in the colours of paper.
const FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", Arial, sans-serif';
const LEFT_OUT =
  ".hoverlayer, .draglayer, .zoomlayer, .modebar-container, .tip, .files, [hidden], [data-testid=stElementToolbar], " +
  "[class*=-ctrl-], " +
  "script, style, title, desc, caption, foreignObject";
const KEPT = ("id d x y x1 x2 y1 y2 cx cy r rx ry dx dy width height viewBox preserveAspectRatio transform points " +
  "patternUnits patternTransform clipPathUnits").split(" ");
// What a child takes from its parent is written where it changes; the rest where it is not what it is by itself.
const HANDED_DOWN = {
  "fill": "rgb(0, 0, 0)",
  "fill-opacity": "1",
  "fill-rule": "nonzero",
  "stroke": "none",
  "stroke-width": "1px",
  "stroke-opacity": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "font-size": "",
  "font-style": "normal",
  "font-weight": "400",
  "text-anchor": "start",
  "paint-order": "normal",
};
const OWN = { "opacity": "1", "clip-path": "none", "vector-effect": "none" };

// [colour on paper, opacity] of a colour as the browser computed it.
function onPaper(colour) {
  const parts = colour.match(/^rgba?\(([^)]*)\)$/)?.[1].split(/[\s,/]+/).map(Number);
  if (!parts) return [colour, 1];
  const hex = `#${parts.slice(0, 3).map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
  return [PAPER[hex] ?? hex, parts[3] ?? 1];
}

function inside(reference) {
  return reference.replace(/url\(["']?[^"')#]*(#[^"')]*)["']?\)/g, "url($1)");
}


// Collects drawn things with the place they had on the screen.
class Painter {
  constructor() {
    this.group = draw("g");
    this.box = null;
  }

  paint(node) {
    if (node.nodeType === Node.TEXT_NODE) this.text(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT)) return;
    const style = getComputedStyle(node);
    const seen = node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!seen && style.display !== "contents") return; // such an element has no box, its children have
    if (style.clipPath.startsWith("inset(50%")) return; // words for screen readers
    const rect = node.getBoundingClientRect();
    if (node.localName === "svg") return this.place(this.copy(node, HANDED_DOWN), rect);
    if (node.localName === "img") return this.picture(node, rect);
    if (node.localName === "canvas") return this.pixels(node, rect);
    this.ground(style, rect);
    for (const child of (node.shadowRoot ?? node).childNodes) this.paint(child);
  }

  grow({ left, top, right, bottom }) {
    const old = this.box ?? { left, top, right, bottom };
    this.box = {
      left: Math.min(old.left, left),
      top: Math.min(old.top, top),
      right: Math.max(old.right, right),
      bottom: Math.max(old.bottom, bottom),
    };
  }

  place(svg, rect) {
    if (!svg || !rect.width || !rect.height) return;
    this.grow(rect);
    this.group.append(set(svg, { x: rect.left, y: rect.top, width: rect.width, height: rect.height }));
  }

  // A drawing within an address of its own is drawn along: its words stay words.
  picture(node, rect) {
    const [kind, ...rest] = node.src.split(",");
    if (!kind.startsWith("data:image/svg+xml")) return;
    const text = kind.endsWith("base64") ? unpacked(rest.join(",")) : decodeURIComponent(rest.join(","));
    const recoloured = text.replace(/#[0-9a-f]{6}\b/gi, (hex) => PAPER[hex.toLowerCase()] ?? hex);
    const drawn = new DOMParser().parseFromString(recoloured, "image/svg+xml").documentElement;
    if (drawn.localName === "svg") this.place(document.importNode(drawn, true), rect);
  }

  // A map of pixels, on the ground its colours are for; one that is not drawn yet is nothing.
  pixels(node, rect) {
    const copied = set(document.createElement("canvas"), { width: node.width, height: node.height });
    const pen = copied.getContext("2d");
    pen.drawImage(node, 0, 0);
    const points = pen.getImageData(0, 0, node.width, node.height).data;
    if (!points.some((value, i) => i % 4 === 3 && value)) return;
    this.grow(rect);
    const { left: x, top: y, width, height } = rect;
    const fill = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
    this.group.append(set(draw("rect"), { x, y, width, height, fill }));
    this.group.append(set(draw("image"), { x, y, width, height, href: copied.toDataURL("image/png") }));
  }

  ground(style, rect) {
    const { left: x, top: y, width, height, bottom } = rect;
    const [fill, opacity] = onPaper(style.backgroundColor);
    if (opacity > 0 && width && height) {
      this.grow(rect);
      this.group.append(set(draw("rect"), { x, y, width, height, fill, "fill-opacity": opacity < 1 && opacity }));
    }
    for (const [side, at] of [["Top", y], ["Bottom", bottom]]) {
      const thick = parseFloat(style[`border${side}Width`]);
      const [stroke, seen] = onPaper(style[`border${side}Color`]);
      if (!thick || !seen || style[`border${side}Style`] === "none") continue;
      this.group.append(set(draw("line"), { x1: x, x2: x + width, y1: at, y2: at, stroke, "stroke-width": thick }));
    }
  }

  // The words of a text, a line at a time, where the browser broke it.
  text(node) {
    const style = getComputedStyle(node.parentElement ?? node.getRootNode().host);
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    for (const { words, rect } of linesOf(node)) {
      this.grow(rect);
      const metrics = measured(words, font);
      const rise = metrics.fontBoundingBoxAscent / (metrics.fontBoundingBoxAscent + metrics.fontBoundingBoxDescent);
      const [fill] = onPaper(style.color);
      const heavy = Number(style.fontWeight) > 400 && style.fontWeight;
      this.group.append(
        written(words, { x: rect.left, y: rect.top + rise * rect.height, fill, "font-size": style.fontSize, "font-weight": heavy, textLength: rect.right - rect.left }),
      );
    }
  }

  // An element of a drawing with all that the style sheets said of it. `above`: what its parent hands down.
  copy(node, above) {
    if (node.matches(LEFT_OUT)) return null;
    const style = getComputedStyle(node);
    if (style.display === "none") return null;
    if (style.visibility === "hidden" && !node.children.length) return null;
    if (node.localName === "path" && !node.getAttribute("d")) return null;
    const made = draw(node.localName);
    for (const name of KEPT) if (node.hasAttribute(name)) made.setAttribute(name, node.getAttribute(name));
    const said = this.dress(made, node, style, above);
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) made.append(child.data);
      else if (child.nodeType === Node.ELEMENT_NODE) made.append(...[this.copy(child, said)].filter(Boolean));
    }
    if (node.localName === "text") this.hold(made, node, style);
    return made;
  }

  dress(made, node, style, above) {
    const said = {};
    for (const name of Object.keys(HANDED_DOWN)) {
      said[name] = style.getPropertyValue(name);
      if (said[name] !== above[name]) this.write(made, name, said[name]);
    }
    const even = node.getScreenCTM?.();
    if (style.vectorEffect === "non-scaling-stroke" && even && Math.abs(even.a - even.d) < 1e-6) {
      made.setAttribute("stroke-width", (parseFloat(style.strokeWidth) / even.a).toFixed(3));
      said["stroke-width"] = null; // written anew by every child
    } else if (style.vectorEffect !== "none") made.setAttribute("vector-effect", style.vectorEffect);
    if (style.opacity !== "1") made.setAttribute("opacity", style.opacity);
    if (style.clipPath !== "none") made.setAttribute("clip-path", inside(style.clipPath));
    if (node.localName === "svg") made.setAttribute("overflow", style.overflowX === "visible" ? "visible" : "hidden");
    return said;
  }

  write(made, name, value) {
    if (name !== "fill" && name !== "stroke") return made.setAttribute(name, value);
    const [colour, opacity] = onPaper(inside(value));
    made.setAttribute(name, colour);
    if (opacity < 1) made.setAttribute(`${name}-opacity`, opacity);
  }

  // A text as wide as it was, also where this font is not there.
  hold(made, node, style) {
    if (!node.textContent.trim()) return;
    if (style.whiteSpace.startsWith("pre")) made.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
    const lines = [...node.children].filter((child) => child.hasAttribute("dy") && child.classList.contains("line"));
    if (!lines.length) set(made, { textLength: node.getComputedTextLength().toFixed(2), lengthAdjust: "spacingAndGlyphs" });
  }
}

function unpacked(base64) {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
}

function measured(words, font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  return pen.measureText(words);
}

function written(words, { textLength, ...attributes }) {
  const text = set(draw("text"), attributes);
  if (textLength) set(text, { textLength: textLength.toFixed(2), lengthAdjust: "spacingAndGlyphs" });
  text.textContent = words;
  return text;
}

function linesOf(node) {
  const lines = [];
  const range = document.createRange();
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const { left, top, right, bottom, width } = range.getBoundingClientRect();
    if (!width) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.rect.top - top) < 2) {
      line.words += ` ${word}`;
      line.rect.right = right;
    } else lines.push({ words: word, rect: { left, top, right, bottom, height: bottom - top } });
  }
  return lines;
}
