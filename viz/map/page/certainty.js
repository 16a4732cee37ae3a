// How sure a number is, told alike in every view: all that was counted is pale, what is stated of it dark within.
// Lines are as wide as the root of the numbers; a line without a dark core is dashed: all of it is inferred.
const WIDEST = 7,
  PALE = 0.3,
  SOLID = 0.9,
  DASH = [5, 3];
// Where even the heaviest tie is of fewer activities than this, it is no wide line.
const MANY = 8;
const lineWidth = (weight, heaviest, widest = WIDEST) =>
  weight > 0 ? Math.max(0.8, widest * Math.sqrt(weight / Math.max(heaviest, MANY))) : 0;

// A piece of such a line, for cells and legends.
function lineMark(width, height, { band, core }, colour, attributes) {
  const line = (wide, opacity, dash) =>
    drawn("line", {
      x1: 0,
      x2: width,
      y1: height / 2,
      y2: height / 2,
      stroke: colour,
      "stroke-width": wide.toFixed(2),
      "stroke-opacity": opacity,
      "stroke-dasharray": dash ? dash.join(" ") : null,
    });
  return drawn("g", attributes || {}, line(band, PALE, core ? null : DASH), core ? line(core, SOLID) : null);
}
const inSvg = (width, height, kind, ...content) =>
  drawn(
    "svg",
    { viewBox: "0 0 " + width + " " + height, width, height, class: kind, "aria-hidden": "true" },
    ...content,
  );

// A bar beside a number: its dark part is what is stated.
function barMark(all, stated, most, width = 64) {
  const length = (value) => ((width - 1) * value) / Math.max(most, 1e-9);
  return inSvg(
    width,
    9,
    "two-parts",
    drawn("rect", { class: "all", x: 0.5, y: 0.5, height: 8, width: length(all).toFixed(1) }),
    stated ? drawn("rect", { class: "stated", x: 0.5, y: 0.5, height: 8, width: length(stated).toFixed(1) }) : null,
  );
}

function groundsOf({ activities, stated }) {
  if (activities === 1) return say(stated ? "ground.stated" : "ground.inferred");
  if (stated >= activities) return say("all-stated");
  return stated
    ? say("some-stated", { stated: numeral(stated), inferred: numeral(activities - stated) })
    : say("all-inferred");
}
// "36 activities: 4 stated, 32 inferred"
const countSure = (activities, stated, word = "activity") =>
  count(activities, word) + (activities ? ": " + groundsOf({ activities, stated }) : "");

// "75 others: 20 of them by something stated"
const tiedWords = (all, stated) =>
  count(all, "other") + (all ? ": " + say("of-them-stated", { stated: numeral(stated) }) : "");
// The same with its bar, for a list.
const numbersOf = (activities, stated, most, before = "") =>
  make("span", { class: "numbers" }, barMark(activities, stated, most), " " + before + countSure(activities, stated));

// A colour mixed with the ground, so that what lies beneath does not show through.
function paler(colour, look, share = PALE) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)),
    ground = parts(look.ground);
  return (
    "#" +
    parts(colour)
      .map((one, n) =>
        Math.round(one * share + ground[n] * (1 - share))
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")
  );
}
