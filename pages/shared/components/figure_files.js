const MARGIN = 24;
const NARROWEST = 420; // px, so that the title and the source have room
const SHARP = 2; // pixels of the picture per pixel of the screen
const HEAD = { size: 18, weight: 600, line: 24, colour: INK };
const FOOT = { size: 12.5, weight: 400, line: 17, colour: MUTED };
const STRONG = { ...FOOT, weight: 600, colour: INK };

function wrapped(text, { size, weight }, width) {
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measured(longer, `${weight} ${size}px ${FONT}`).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

// Lines of text from `top` down; returns where the next may begin.
function lay(root, text, style, top, width) {
  let y = top;
  for (const line of wrapped(text, style, width)) {
    const long = measured(line, `${style.weight} ${style.size}px ${FONT}`).width;
    const place = { x: MARGIN, y: y + style.size, fill: style.colour, "font-size": style.size, "font-weight": style.weight };
    root.append(written(line, { ...place, textLength: long }));
    y += style.line;
  }
  return y;
}

// The figure with its title above it, and below it how to read it, period, source and kind of data.
function composed({ figures, title, alt, notes, source, kind }) {
  const painter = new Painter();
  for (const key of figures) for (const node of document.querySelectorAll(`.st-key-${CSS.escape(key)}`)) painter.paint(node);
  if (!painter.box) return null;
  const { left, top, right, bottom } = painter.box;
  const width = Math.ceil(Math.max(NARROWEST, right - left));
  const root = set(draw("svg"), { role: "img", lang: "nl", "font-family": FONT });
  for (const [name, text] of [["title", title], ["desc", alt]]) root.append(say(draw(name), text));
  const paper = draw("rect");
  root.append(paper);
  let y = lay(root, title, HEAD, MARGIN, width) + 8;
  root.append(set(painter.group, { transform: `translate(${(MARGIN - left).toFixed(2)} ${(y - top).toFixed(2)})` }));
  y += bottom - top + 12;
  for (const note of notes) y = lay(root, note, FOOT, y, width);
  y = lay(root, source, FOOT, y + 2, width);
  y = lay(root, kind, STRONG, y, width);
  const size = { width: width + 2 * MARGIN, height: Math.ceil(y) + MARGIN - 6 };
  set(paper, { ...size, fill: GROUND });
  return set(root, { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
}

// The letters of the page within the file: a picture is made from the file alone.
let letters = null;
async function withLetters(root) {
  letters ??= await fetchLetters();
  const style = draw("style");
  style.textContent = letters;
  root.prepend(style);
  return root;
}

async function fetchLetters() {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule) || !/^["']?Source Sans["']?$/.test(rule.style.fontFamily)) continue;
      if (rule.style.fontStyle === "italic") continue;
      const address = rule.style.getPropertyValue("src").match(/url\(["']?([^"')]+)["']?\)/)?.[1];
      const answer = await fetch(new URL(address, sheet.href ?? document.baseURI));
      const font = answer.ok && (await encoded(await answer.blob()));
      if (font) return `@font-face{font-family:"Source Sans";font-weight:200 900;src:url(${font})}`;
    }
  }
  return "";
}

function encoded(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}

function asText(root) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

async function picture(root) {
  const width = Number(root.getAttribute("width")) * SHARP;
  const height = Number(root.getAttribute("height")) * SHARP;
  set(root, { width, height });
  const address = URL.createObjectURL(new Blob([asText(await withLetters(root))], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = set(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

const MAKERS = {
  png: picture,
  svg: async (root) => new Blob([asText(root)], { type: "image/svg+xml" }),
};

class FigureFiles {
  constructor(parent) {
    this.root = make("div", { class: "root files" });
    this.label = make("span");
    this.buttons = make("span", { class: "buttons" });
    this.problem = make("span", { class: "problem", role: "status" });
    this.root.append(this.label, this.buttons, this.problem);
    parent.append(this.root);
    this.known = new Map();
    this.printed = (event) => this.fitPaper(event.type === "beforeprint");
    for (const moment of ["beforeprint", "afterprint"]) addEventListener(moment, this.printed);
  }

  // A chart is drawn as wide as the screen; on paper it becomes as wide as the sheet.
  fitPaper(onPaper) {
    for (const key of this.data.figures) {
      for (const drawn of document.querySelectorAll(`.st-key-${CSS.escape(key)} .main-svg`)) {
        const [width, height] = ["width", "height"].map((name) => drawn.getAttribute(name));
        set(drawn, { viewBox: onPaper && `0 0 ${width} ${height}` });
        drawn.parentElement.style.setProperty("--vorm", onPaper ? `${width} / ${height}` : "");
        drawn.parentElement.style.setProperty("--breed", onPaper ? `${width}px` : "");
      }
    }
  }

  destroy() {
    for (const moment of ["beforeprint", "afterprint"]) removeEventListener(moment, this.printed);
    this.root.remove();
  }

  update(data) {
    this.data = data;
    say(this.label, data.texts.label);
    const build = (kind) => {
      const button = make("button", { type: "button" }, kind.toUpperCase());
      button.addEventListener("click", () => this.save(kind).catch(() => say(this.problem, this.data.texts.failed)));
      return button;
    };
    const update = (button, kind) => set(button, { "aria-label": `${kind.toUpperCase()}: ${data.title}` });
    keep(this.buttons, this.known, Object.keys(data.names), (kind) => kind, build, update);
  }

  async save(kind) {
    say(this.problem, "");
    const root = composed(this.data);
    const blob = root && (await MAKERS[kind](root));
    if (!blob) return say(this.problem, this.data.texts.failed);
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: this.data.names[kind] }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000); // the browser may still be reading it
  }
}

export default mounting(FigureFiles);
