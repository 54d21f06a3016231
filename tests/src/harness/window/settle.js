// Answers when every animation that has an end has ended and two frames were painted after it.
const done = arguments[arguments.length - 1];
const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
const ended = Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
ended.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
