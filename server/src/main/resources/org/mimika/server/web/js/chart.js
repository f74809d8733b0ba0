// Stacked areas on canvases, for the small courses and for the timeline.
import { EMOTIONS, STACK } from "./emotions.js";
import { SPAN_MS } from "./course.js";

const BREAK_MS = 4000;
const ORDER = STACK.map((emotion) => EMOTIONS.indexOf(emotion));

/** Fits a canvas to its place on the page and clears it; null where it has none. Units are CSS pixels. */
export function fit(canvas) {
  const ratio = Math.min(2, devicePixelRatio || 1);
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (width === 0 || height === 0) {
    return null;
  }
  const columns = Math.round(width * ratio);
  const rows = Math.round(height * ratio);
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

/**
 * Fills the seven one upon the other.
 *
 * @param points x and seven scores in label order, from left to right
 */
export function stack(context, points, top, height, colours) {
  if (points.length === 0) {
    return;
  }
  const drawn = points.length > 1 ? points : [points[0], { ...points[0], x: points[0].x + 1.5 }];
  const floor = drawn.map(() => 0);
  const sums = drawn.map((point) => point.scores.reduce((sum, score) => sum + score, 0) || 1);
  for (const index of ORDER) {
    context.beginPath();
    drawn.forEach((point, i) => context.lineTo(point.x, top + height * (1 - floor[i])));
    for (let i = drawn.length - 1; i >= 0; i--) {
      floor[i] += drawn[i].scores[index] / sums[i];
      context.lineTo(drawn[i].x, top + height * (1 - floor[i]));
    }
    context.closePath();
    context.fillStyle = colours[EMOTIONS[index]];
    context.fill();
  }
}

/** Draws a course of the last seconds, now at the right edge. Where nothing came for a while there is a gap. */
export function drawCourse(canvas, course, now, colours) {
  const place = fit(canvas);
  if (!place) {
    return;
  }
  let points = [];
  let last = -Infinity;
  course.forEach(now, (time, scoreOf) => {
    if (time - last > BREAK_MS) {
      stack(place.context, points, 0, place.height, colours);
      points = [];
    }
    last = time;
    points.push({ x: place.width * (1 - (now - time) / SPAN_MS), scores: EMOTIONS.map((_, i) => scoreOf(i)) });
  });
  stack(place.context, points, 0, place.height, colours);
}
