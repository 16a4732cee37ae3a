// Play: step through years or phases, and see ties appear, stay and fade.
import { FEWEST } from "../model/comparison.js";
import { PHASES } from "../model/facts.js";
import { change, show, state, stepFrom } from "../model/now.js";
import { QUARTERS } from "../model/quarters.js";
import { computeShown } from "../model/shown.js";
import { count, say } from "../model/words.js";
import { announce } from "../parts/dom.js";
import { setFading, shownNow } from "../picture/view.js";

export let playBy = "years";
/** @param {string} by */
export const setPlayBy = (by) => {
  playBy = by;
};
// Ends what is being played; null while nothing is.
/** @type {(() => void) | null} */
export let stopPlay = null;

/**
 * The steps from the first on in which there are many activities; all that show something where none has many.
 * @param {string} by
 */
function stepsOf(by) {
  /** @type {Step[]} */
  const stops = [];
  const add = (/** @type {string} */ label, /** @type {Partial<State>} */ patch) => {
    const { edges, activities } = computeShown({ ...state, ...patch });
    if (edges.length) stops.push({ label, patch, activities: activities.size });
  };
  if (by === "phases")
    PHASES.forEach((phase) => add(say("phase-n", { phase }), { phase: [phase], since: "", until: "" }));
  else
    for (let year = QUARTERS[0] / 4; year <= Math.floor(QUARTERS[1] / 4); year += 1)
      add(String(year), { since: year + "-01-01", until: year + "-12-31" });
  const first = stops.findIndex((step) => step.activities >= FEWEST);
  return stops.slice(Math.max(0, first));
}

export function togglePlay() {
  if (stopPlay) {
    stopPlay();
    return;
  }
  const first = state,
    steps = stepsOf(playBy);
  let at = 0,
    last = /** @type {Shown | null} */ (null),
    timer = /** @type {ReturnType<typeof setInterval> | undefined} */ (undefined);
  const finish = () => {
    clearInterval(timer);
    stopPlay = null;
    setFading(null);
  };
  // Stopped on the way, the step stays and undo leads back; played to the end, all is as it was.
  stopPlay = () => {
    finish();
    stepFrom(first);
  };
  const tick = () => {
    if (at >= steps.length) {
      finish();
      show(first, true);
      return;
    }
    setFading(last);
    change({ ...steps[at].patch, pick: "", compare: "" }, { step: false });
    last = shownNow;
    announce(steps[at].label + ": " + count(shownNow.edges.length, "tie"));
    at += 1;
  };
  timer = setInterval(tick, matchMedia("(prefers-reduced-motion: reduce)").matches ? 4000 : 1800);
  tick();
}
