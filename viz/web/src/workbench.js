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

function completeTerms(name, terms, prefixes, isPlace) {
  const labels = new Map(terms.map(({ iri, label }) => [shorten(iri, prefixes), label]));
  Yasqe.forkAutocompleter(name, {
    name,
    bulk: false,
    get: (yasqe, token) => suggest(token.string, terms, prefixes).map(({ short }) => short),
    preProcessToken: (yasqe, token) => token,
    postProcessSuggestion: (yasqe, token, short) => short,
    postprocessHints: (yasqe, hints) =>
      hints.map((hint) => ({ ...hint, displayText: [hint.text, labels.get(hint.text)].filter(Boolean).join("  ") })),
    ...(isPlace && { isValidCompletionPosition: isPlace }),
  });
}

// A predicate may stand here, or a class does: also before its first letter was typed.
function isPredicate(yasqe) {
  const token = yasqe.getCompleteToken();
  return !/^[?$]/.test(token.string) && token.state.possibleCurrent.includes("a");
}

function complete({ prefixes, classes, properties }) {
  const declarations = Object.entries(prefixes).map(([prefix, base]) => `${prefix}: <${base}>`).sort();
  Yasqe.forkAutocompleter("prefixes", { name: "prefixes", get: declarations, persistenceId: null });
  completeTerms("property", properties, prefixes, isPredicate);
  completeTerms("class", classes, prefixes);
}

/* Results. */

function tableOf(prefixes, link) {
  return class extends Yasr.plugins.table {
    helpReference = undefined;

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

function summary(response, milliseconds, query) {
  const failed = response instanceof Error;
  return {
    query,
    ok: !failed,
    milliseconds,
    type: failed ? "" : response.headers.get("content-type") || "",
    text: failed ? response.message : response.content,
  };
}

/**
 * Make a workbench in an element.
 *
 * options: endpoint ("/sparql"); query, the first text; prefixes {prefix: base};
 * classes and properties [{iri, label}]; storage, the name under which the browser keeps the tabs
 * (null: it keeps none); link(iri), the address a cell links to; onResult({query, ok, milliseconds, type, text}).
 */
export function workbench(element, options = {}) {
  const given = { endpoint: "/sparql", prefixes: {}, classes: [], properties: [], storage: "comity", link: (iri) => iri, ...options };
  const endpoint = new URL(given.endpoint, document.baseURI).href;
  complete(given);
  Yasr.registerPlugin("table", tableOf(given.prefixes, given.link));

  const yasgui = new Yasgui(element, {
    autofocus: false,
    persistenceId: given.storage,
    corsProxy: undefined,
    endpointCatalogueOptions: { getData: () => [] },
    // Functions win over what a share link or the browser's storage says.
    requestConfig: { endpoint: () => endpoint, method: () => "POST", headers: () => ({}), args: () => [] },
    yasqe: {
      prefixCcApi: null,
      screenReaderLabel: "SPARQL query",
      extraKeys: { Tab: false, "Shift-Tab": false }, // Tab leaves the editor, as everywhere else
      ...(given.query && { value: given.query }),
    },
    yasr: { prefixes: given.prefixes, pluginOrder: ["table", "response"], defaultPlugin: "table" },
  });

  const heard = new WeakSet();
  yasgui.on("query", (_, tab) => {
    const yasqe = tab.getYasqe();
    if (heard.has(yasqe)) return;
    heard.add(yasqe);
    yasqe.on("queryResponse", (_yasqe, response, milliseconds) =>
      given.onResult?.(summary(response, milliseconds, yasqe.getValue())),
    );
  });

  return {
    yasgui,
    getQuery: () => yasgui.getTab().getQuery(),
    setQuery: (text) => void yasgui.getTab().setQuery(text),
    openQuery: (text, name) => void yasgui.addTab(true, { ...(name && { name }), yasqe: { value: text } }),
    // Resolves when the answer is drawn or the error is shown.
    run: () => yasgui.getTab().query().catch(() => undefined),
  };
}

window.comityWorkbench = workbench;
