// The words Streamlit writes itself, in the language of the pages: it offers no setting for them. And one correction:
// its list of pages has sections where a list may only have items, so that to a screen reader it is no list.
(() => {
  const words = WORDS;
  const patterns = PATTERNS.map(([pattern, text]) => [new RegExp(pattern), text]);
  const names = ["aria-label", "placeholder", "title"];
  const noList = "[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li";

  function ours(text) {
    const bare = text.trim();
    if (!bare) return text;
    if (Object.hasOwn(words, bare)) return words[bare];
    const found = patterns.find(([pattern]) => pattern.test(bare));
    return found ? bare.replace(...found) : text;
  }

  function label(element) {
    for (const name of names) {
      const text = element.getAttribute(name);
      const wanted = text && ours(text);
      if (wanted !== text) element.setAttribute(name, wanted);
    }
  }

  function write(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const wanted = ours(node.data);
      if (wanted !== node.data) node.data = wanted;
    } else if (node.nodeType === Node.ELEMENT_NODE && !["SCRIPT", "STYLE"].includes(node.tagName)) {
      label(node);
      if (node.matches(noList)) node.setAttribute("role", "none");
      node.childNodes.forEach(write);
    }
  }

  function changed({ type, target, addedNodes }) {
    if (type === "attributes") label(target);
    else if (type === "characterData") write(target);
    else addedNodes.forEach(write);
  }

  new MutationObserver((records) => records.forEach(changed)).observe(document.documentElement, {
    attributeFilter: names,
    characterData: true,
    childList: true,
    subtree: true,
  });
})();
