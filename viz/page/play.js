// Play: step through years or phases, and see ties appear, stay and fade.
let playBy = "years";

function stepsOf(by) {
  if (by === "phases")
    return PHASES.map((phase) => ({
      label: say("phase-n", { phase }),
      patch: { phase: [phase], since: "", until: "" },
    }));
  const found = [];
  for (let year = QUARTERS[0] / 4; year <= Math.floor(QUARTERS[1] / 4); year += 1) {
    const patch = { since: year + "-01-01", until: year + "-12-31" };
    if (computeShown({ ...state, ...patch }).edges.length) found.push({ label: String(year), patch });
  }
  return found;
}

function togglePlay() {
  if (stopPlay) {
    stopPlay();
    return;
  }
  const first = state,
    steps = stepsOf(playBy);
  let at = 0,
    last = null,
    timer = 0;
  const finish = () => {
    clearInterval(timer);
    stopPlay = null;
    fading = null;
  };
  // Stopped on the way, the step stays and undo leads back; played to the end, all is as it was.
  stopPlay = () => {
    finish();
    past.push(first);
    future = [];
    show(state, true);
  };
  const tick = () => {
    if (at >= steps.length) {
      finish();
      show(first, true);
      return;
    }
    fading = last;
    change({ ...steps[at].patch, pick: "", compare: "" }, { step: false });
    last = shownNow;
    announce(steps[at].label + ": " + count(shownNow.edges.length, "tie"));
    at += 1;
  };
  timer = setInterval(tick, matchMedia("(prefers-reduced-motion: reduce)").matches ? 4000 : 1800);
  tick();
}
