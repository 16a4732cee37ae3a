// Start, and what tests and other scripts of the page may ask for.
const asked = readAddress();
drawAll();
drawPicture();
if (picture && state.without.length) picture.leave(state.without);
if (asked !== null) choose(asked, true);
byId("network").addEventListener("keydown", pictureKeys);
byId("skip").addEventListener("click", () => {
  state.view = "table";
  drawAll();
  byId("panel").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
});
bySystem.addEventListener("change", () => {
  if (state.look) return;
  drawAll();
  recolour();
});
addEventListener("hashchange", () => {
  const number = readAddress();
  drawAll();
  recolour();
  if (picture) {
    picture.lines(state.lines);
    picture.leave(state.without);
    picture.labels(NODES.id.map((_, n) => shortOf(n)));
  }
  choose(number, true);
});
// Paper takes a picture of what is on the screen.
addEventListener("beforeprint", () => {
  if (!picture) return;
  const image = make("img", { id: "printed", alt: say("network.label", { nodes: numeral(COUNTS.placed) }) });
  image.src = picture.image();
  byId("view-network").append(image);
});
addEventListener("afterprint", () => byId("printed")?.remove());
window.comity = {
  counts: COUNTS,
  spot(id) {
    const place = picture.place(numberOf.get(id)),
      box = byId("network").getBoundingClientRect();
    return { x: box.left + place.x, y: box.top + place.y };
  },
  picture: () => picture,
};
document.documentElement.setAttribute("data-ready", "yes");
