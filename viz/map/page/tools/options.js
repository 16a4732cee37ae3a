// The options of the network view.
import { moved } from "../model/look.js";
import { change, state } from "../model/now.js";
import { ALLOWED } from "../model/state.js";
import { say } from "../model/words.js";
import { button, byId, make, put } from "../parts/dom.js";
import { folded, isNarrow } from "../parts/folding.js";
import { drawPicture, fit } from "../picture/picture.js";
import { fading, shownNow } from "../picture/view.js";

export function drawOptions() {
  const held = document.activeElement && document.activeElement.id,
    box = byId("options");
  box.hidden = state.view !== "network";
  const choose_ = (/** @type {string} */ name, /** @type {any} */ values, /** @type {string} */ prefix) => {
    const select = make(
      "select",
      { id: "o-" + name },
      values.map((/** @type {number} */ value) =>
        make("option", { value }, say(prefix === "size" ? "size-short." + value : prefix + "." + value)),
      ),
    );
    select.value = state[name];
    select.addEventListener("change", () => change({ [name]: select.value }));
    return make("label", {}, make("span", {}, say("option." + name)), select);
  };
  put(
    box,
    folded("choices", !isNarrow(), say("option.all"), [
      choose_("layout", ALLOWED.layout, "layout"),
      choose_("size", ALLOWED.size, "size"),
      choose_("colour", ALLOWED.colour, "colour"),
      choose_("lines", ALLOWED.lines, "lines"),
    ]),
    button(say("whole"), fit, { id: "whole" }),
    state.ego ? button(say("ego.off"), () => change({ ego: "" }), { id: "ego-off" }) : null,
    state.path ? button(say("path.off"), () => change({ path: "" }), { id: "path-off" }) : null,
    moved.size
      ? button(
          say("put-back"),
          () => {
            moved.clear();
            drawPicture(shownNow, fading);
            drawOptions();
          },
          { id: "put-back" },
        )
      : null,
  );
  if (held && held.startsWith("o-") && byId(held)) byId(held).focus();
}
