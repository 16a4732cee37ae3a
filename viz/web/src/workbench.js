// The query workbench: YASGUI that asks one endpoint of its own origin and nobody else.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./workbench.css";

const { Yasqe, Yasr } = Yasgui;
const MOST_SUGGESTIONS = 100;

/* Completion. The completers of YASQE are one set for the page, so a page holds one workbench. */

function shorten(iri, prefixes) {
  let best = "";
  for (const [prefix, base] of Object.entries(prefixes)) {
    const local = iri.slice(base.length);
    if (iri.startsWith(base) && base.length > (prefixes[best] || "").length && !/[/#]/.test(local)) best = prefix;
  }
  return best ? `${best}:${iri.slice(prefixes[best].length)}` : `<${iri}>`;
}

// Terms whose short form, IRI or label holds what was typed; those that begin with it come first.
function suggest(typed, terms, prefixes) {
  const text = typed.replace(/^<|>$/g, "").trim().toLowerCase();
  const found = [];
  for (const { iri, label } of terms) {
    const short = shorten(iri, prefixes);
    const places = [short, iri, short.slice(short.indexOf(":") + 1), label || ""].map((s) => s.toLowerCase().indexOf(text));
    if (places.some((place) => place >= 0)) found.push({ short, label, first: places.includes(0) ? 0 : 1 });
  }
  found.sort((a, b) => a.first - b.first || a.short.localeCompare(b.short));
  return found.slice(0, MOST_SUGGESTIONS);
}

// What was typed up to the cursor. The tokens of YASQE do not serve: it reads "act" as "a" and "ct".
function typedAt(yasqe) {
  const { line, ch } = yasqe.getDoc().getCursor();
  const string = /(<[^<>\s]*|[\p{L}\p{N}_:.-]*)$/u.exec(yasqe.getDoc().getLine(line).slice(0, ch))[0];
  return { string, line, start: ch - string.length, end: ch };
}

// What SPARQL allows where the word at the cursor begins: a property, a class, or null.
function expectedAt(yasqe) {
  const { line, start } = typedAt(yasqe);
  if (/[?$\p{L}\p{N}_]/u.test(yasqe.getDoc().getLine(line).charAt(start - 1))) return null; // inside a variable
  const { possibleNext = [], lastProperty } = yasqe.getPreviousNonWsToken(line, { start }).state;
  if (possibleNext.includes("a")) return "property";
  return ["a", "rdf:type", "rdfs:domain", "rdfs:range"].includes(lastProperty) ? "class" : null;
}

function completeTerms(name, terms, prefixes) {
  const labels = new Map(terms.map(({ iri, label }) => [shorten(iri, prefixes), label]));
  Yasqe.forkAutocompleter(name, {
    name,
    bulk: false,
    isValidCompletionPosition: (yasqe) => expectedAt(yasqe) === name,
    preProcessToken: (yasqe) => {
      const { string, start, end } = typedAt(yasqe);
      return { string, from: { ch: start }, to: { ch: end } };
    },
    get: (yasqe, token) => suggest(token.string, terms, prefixes).map(({ short }) => short),
    postProcessSuggestion: (yasqe, token, short) => short,
    postprocessHints: (yasqe, hints) =>
      hints.map((hint) => ({ ...hint, displayText: [hint.text, labels.get(hint.text)].filter(Boolean).join("  ") })),
  });
}

function complete({ prefixes, classes, properties }) {
  const declarations = Object.entries(prefixes).map(([prefix, base]) => `${prefix}: <${base}>`).sort();
  Yasqe.forkAutocompleter("prefixes", { name: "prefixes", get: declarations, persistenceId: null });
  completeTerms("property", properties, prefixes);
  completeTerms("class", classes, prefixes);
}

// The editor marks a prefix that is not declared, so known ones are.
function declare(text, prefixes) {
  const bare = text.replace(/<[^<>\s]*>|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|#.*/g, " ");
  const names = new Set([...bare.matchAll(/(?<![\w:?$.-])([\w-]+):/g)].map((match) => match[1]));
  for (const [, name] of bare.matchAll(/prefix\s+([\w-]+):/gi)) names.delete(name);
  const lines = [...names].filter((name) => prefixes[name]).map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`);
  return lines.sort().join("") + text;
}

/* Results. */

function tableOf(prefixes, link) {
  return class extends Yasr.plugins.table {
    helpReference = undefined;
    persistentConfig = { compact: true }; // values without their types; one box brings the types back

    getColumns() {
      const [number, ...others] = super.getColumns();
      return number ? [{ ...number, title: "#" }, ...others] : [];
    }

    drawControls() {
      super.drawControls();
      this.tableSizeField.setAttribute("aria-label", "Rows on a page");
    }

    getUriLinkFromBinding({ value }) {
      const short = shorten(value, prefixes);
      const address = link(value);
      const element = document.createElement(/^(https?:|\/)/.test(address) ? "a" : "span");
      element.className = "iri";
      element.textContent = short.replace(/^<|>$/g, "");
      if (element.href !== undefined) element.href = address;
      return element.outerHTML;
    }
  };
}

// A view of our own beside the table: {label, fits(json), draw(element, json)}.
function viewOf({ label, fits, draw }) {
  return class {
    priority = 5;
    label = label;
    constructor(yasr) { this.yasr = yasr; }
    json() {
      const { results } = this.yasr;
      return { head: { vars: results.getVariables() }, results: { bindings: results.getBindings() || [] } };
    }
    canHandleResults() {
      const { results } = this.yasr;
      return Boolean(results && results.getVariables().length && results.getBindings()?.length) && fits(this.json());
    }
    draw() { draw(this.yasr.resultsEl, this.json()); }
    getIcon() { return document.createElement("span"); }
  };
}

function summary(response, milliseconds, query) {
  const failed = response instanceof Error;
  return {
    query,
    ok: !failed,
    milliseconds,
    type: failed ? "" : response.headers.get("content-type") || "",
    text: failed ? response.message : response.content,
    warnings: failed ? [] : JSON.parse(response.headers.get("comity-warning") || "[]"),
  };
}

// YASGUI's share links carry an endpoint and headers; ours carry the query alone.
function share(yasgui) {
  const address = new URL(document.URL);
  address.hash = "";
  address.search = new URLSearchParams({ query: yasgui.getTab().getQuery() });
  return address.href;
}

// Give screen readers what YASGUI leaves out.
function nameParts(yasgui) {
  const root = yasgui.rootEl;
  root.querySelector(".tabsList").removeAttribute("role"); // it holds a button, which a list of tabs may not
  const tabs = document.createElement("div");
  tabs.setAttribute("role", "tablist");
  tabs.setAttribute("aria-label", "Queries");
  root.prepend(tabs);
  const own = () => {
    const ids = [...root.querySelectorAll("[role=tab]")].map(({ id }) => id);
    tabs.setAttribute("aria-owns", ids.join(" "));
  };
  own();
  for (const event of ["tabAdd", "tabClose"]) yasgui.on(event, () => queueMicrotask(own));
  root.addEventListener("focusin", ({ target }) => {
    if (target.matches(".yasqe_sharePopup input")) target.setAttribute("aria-label", "Address of this query");
  });
}

/**
 * Make a workbench in an element.
 *
 * options: endpoint ("/sparql"); query, the text of a new tab; prefixes {prefix: base};
 * classes and properties [{iri, label}]; storage, the name under which the browser keeps the tabs
 * (null: it keeps none); link(iri), the address a cell links to;
 * views {name: {label, fits(json), draw(element, json)}}; onResult({query, ok, milliseconds, type, text, warnings}).
 */
export function workbench(element, options = {}) {
  const given = { endpoint: "/sparql", prefixes: {}, classes: [], properties: [], storage: "comity", views: {}, link: (iri) => iri, ...options };
  const endpoint = new URL(given.endpoint, document.baseURI).href;
  complete(given);
  Yasr.registerPlugin("table", tableOf(given.prefixes, given.link));
  for (const [name, view] of Object.entries(given.views)) Yasr.registerPlugin(name, viewOf(view));
  Yasgui.Tab.prototype.getShareableLink = () => share(yasgui);

  const yasgui = new Yasgui(element, {
    autofocus: false,
    populateFromUrl: false,
    persistenceId: given.storage,
    endpointCatalogueOptions: { getData: () => [] },
    requestConfig: { endpoint: () => endpoint }, // a function wins over what the browser's storage says
    yasqe: {
      screenReaderLabel: "SPARQL query",
      extraKeys: { Tab: false, "Shift-Tab": false }, // Tab leaves the editor, as everywhere else
      ...(given.query && { value: declare(given.query, given.prefixes) }),
    },
    yasr: { prefixes: given.prefixes },
  });
  nameParts(yasgui);

  const heard = new WeakSet();
  yasgui.on("query", (_, tab) => {
    const yasqe = tab.getYasqe();
    if (heard.has(yasqe)) return;
    heard.add(yasqe);
    // A long query scrolls in its box: by keys too.
    yasqe.getScrollerElement().tabIndex = 0;
    yasqe.on("queryResponse", (_yasqe, response, milliseconds) =>
      given.onResult?.(summary(response, milliseconds, yasqe.getValue())),
    );
  });

  const made = {
    yasgui,
    getQuery: () => yasgui.getTab().getQuery(),
    setQuery: (text) => void yasgui.getTab().setQuery(declare(text, given.prefixes)),
    // Show a query in the tab that holds it, else in a new one.
    openQuery(text, name) {
      const value = declare(text, given.prefixes);
      const open = Object.values(yasgui._tabs).find((tab) => tab.getPersistedJson().yasqe.value === value);
      if (open) yasgui.selectTabId(open.getId());
      else yasgui.addTab(true, { ...(name && { name: yasgui.createTabName(name) }), yasqe: { value } });
    },
    // Resolves when there is an answer or an error to see.
    run: () => yasgui.getTab().query().catch(() => undefined),
  };
  const asked = new URLSearchParams(location.search).get("query");
  if (asked) made.openQuery(asked);
  return made;
}

window.comityWorkbench = workbench;
