// A question counts as networks do: who only paid did not take part, and programmes, groups and states without a named
// body are left out unless everyone is asked for. And its answer says what is stated: each row, or each number in part.

const PART = "prov:qualifiedAssociation",
  AGENT = "prov:agent";
// The ways from an activity to an actor, back, and from an actor to those who were there with it.
const WAYS = [
  [`(${PART}/${AGENT})`, (activity, actor, part) => [[activity, part(), actor]]],
  [`(^${AGENT}/^${PART})`, (actor, activity, part) => [[activity, part(), actor]]],
  [`(^${AGENT}/^${PART}/${PART}/${AGENT})`, (one, other, part) => {
    const first = part(), activity = first.replace("part", "shared");
    return [[activity, first, one], [activity, part(), other]];
  }],
];
const NOT_PAID = (part) => `FILTER(NOT EXISTS { ${part} prov:hadRole role:funder. })`;
const LEFT_OUT = ["dct:type actor-kind:programme", "dct:type actor-kind:country", "comity:collective true"];

/** Write a query that was chosen so that it counts as networks do; *prefixes* are {prefix: base}. */
export function counting(sparql, prefixes, everyone = false) {
  let text = spelledOut(sparql), parts = 0;
  const sure = [];
  for (const [way, split] of WAYS)
    text = rewrite(text, way, (from, to, top) => {
      const part = () => `?part_${++parts}`;
      return split(from, to, part).map(([activity, each, actor]) => {
        if (top) sure.push(each);
        return `${activity} ${PART} ${each}. ${each} ${AGENT} ${actor}. ${NOT_PAID(each)}`;
      }).concat(way === WAYS[2][0] ? [`FILTER(${from} != ${to})`] : []).join("\n  ");
    });
  text = rewrite(text, "rdf:type", (subject, type, top) => {
    const said = `${subject} rdf:type ${type}.`, has = (property) => text.includes(`${subject} ${property}`);
    if (type === "comity:Participation") {
      if (top) sure.push(subject);
      return has("prov:hadRole ") ? said : `${said}\n  ${NOT_PAID(subject)}`;
    }
    // Who asks for groups, or for a kind, means them.
    if (type !== "comity:Actor" || everyone || has("comity:collective ") || has("(dct:type/")) return said;
    return [said, ...LEFT_OUT.map((what) => `FILTER(NOT EXISTS { ${subject} ${what}. })`)].join("\n  ");
  });
  return declared(sure.length ? withGrounds(text, sure) : text, prefixes);
}

// Write each statement with its own subject and one object.
function spelledOut(sparql) {
  let subject = "";
  return sparql.split("\n").flatMap((line) => {
    const found = /^\s*(.*\S)\s*([;.])$/.exec(line);
    if (!found || /^(FILTER|VALUES|BIND|PREFIX)/.test(found[1])) return [line];
    const [, said, end] = found, whole = subject ? `${subject} ${said}` : said;
    subject = end === ";" ? whole.split(" ")[0] : "";
    const [, about, objects] = /^(\S+ \S+) (.*)$/.exec(whole) ?? [];
    return about ? objects.split(/,\s+(?=[?<\w])/).map((object) => `  ${about} ${object}.`) : [line];
  }).join("\n");
}

// Replace each statement of one property; `top` tells whether it holds for every row of the answer.
function rewrite(text, property, write) {
  const pattern = new RegExp(`(\\?\\w+|<[^>]*>|[\\w-]+:[\\w-]*) ${property.replace(/[()^/]/g, "\\$&")} (\\?\\w+|<[^>]*>|[\\w-]+:[\\w-]*)\\.`, "g");
  return text.replace(pattern, (_, from, to, at) => {
    const before = text.slice(0, at);
    return write(from, to, before.split("{").length - before.split("}").length === 1);
  });
}

// Say of each row whether all that it rests on is stated, or of each number how much of it.
function withGrounds(text, parts) {
  const end = text.search(/\n}\s*(?![\s\S]*\n})/), head = text.slice(0, end), tail = text.slice(end);
  const grounds = parts.map((part) => `${part} comity:ground ${part}_ground.`).join("\n  ");
  const stated = parts.map((part) => `${part}_ground = ground:stated`).join(" && ");
  const counts = [...head.matchAll(/\(COUNT\(DISTINCT (\?\w+)\) AS (\?\w+)\)/g)];
  if (/GROUP BY/.test(tail)) {
    if (!counts.length) return text;
    const binds = counts.map(([, what]) => `BIND(IF(${stated}, ${what}, 1 / 0) AS ${what}_stated)`); // an error binds nothing
    const shown = head.replace(/\(COUNT\(DISTINCT (\?\w+)\) AS (\?\w+)\)/g, "$& (COUNT(DISTINCT $1_stated) AS $2_stated)");
    return `${shown}\n  ${grounds}\n  ${binds.join("\n  ")}${tail}`;
  }
  const chosen = /SELECT (?:DISTINCT )?((?:\?\w+ ?)+)WHERE/.exec(head);
  if (!chosen) return text;
  const shown = head.replace(chosen[1], `${chosen[1]}(IF(MAX(?sure) = 1, "stated", "inferred") AS ?Ground) `);
  return `${shown}\n  ${grounds}\n  BIND(IF(${stated}, 1, 0) AS ?sure)${tail.replace(/^\n}/, `\n}\nGROUP BY ${chosen[1].trim()}`)}`;
}

// Declare the prefixes that are used and not yet declared.
function declared(text, prefixes) {
  const missing = Object.entries(prefixes).filter(([name]) => new RegExp(`[\\s(]${name}:`).test(text) && !text.includes(`PREFIX ${name}:`));
  return missing.map(([name, base]) => `PREFIX ${name}: <${base}>\n`).join("") + text;
}
