// Draws the session's timeline: the seven over time, below them who was there when.
import { EMOTIONS, palette } from "./emotions.js";
import { clock, t } from "./i18n.js";
import { fit, stack } from "./chart.js";

const AXIS = 22;
const LANE = 7;
const LANE_GAP = 3;
const MOST_LANES = 6;

/** What was seen holds so long at most. */
export const GAP_MS = 5000;

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((seconds) => seconds * 1000);

/** Draws a view {from, to} of data as the server gave it; cursor is a time or null. */
export function drawTimeline(canvas, view, data, cursor) {
  const place = fit(canvas);
  if (!place) {
    return;
  }
  const colours = palette();
  const style = getComputedStyle(canvas);
  const ink = style.getPropertyValue("--ink");
  const x = (ms) => ((ms - view.from) / (view.to - view.from)) * place.width;
  const lanes = lanesOf(data?.tracks ?? [], view);
  const laneHeight = lanes.length > 0 ? lanes.length * (LANE + LANE_GAP) + 4 : 0;
  const height = place.height - AXIS - laneHeight;
  const { context } = place;
  grid(place, view, x, height, style);
  if (data) {
    runs(data.buckets, x, (points) => stack(context, points, 0, height, colours));
    drawLanes(context, lanes, x, height + 5, colours);
  }
  if (cursor !== null && cursor >= view.from && cursor <= view.to) {
    context.fillStyle = ink;
    context.fillRect(Math.round(x(cursor)) - 1, 0, 2, height + laneHeight);
  }
}

// Pieces without a gap between them. Where a bucket has no frame, nothing is known; where it has one without a face,
// nobody was there.
function runs(buckets, x, draw) {
  let points = [];
  let last = -Infinity;
  for (const bucket of buckets) {
    if (bucket && !bucket.scores) {
      last = -Infinity;
    } else if (bucket) {
      if (bucket.from_ms - last > GAP_MS) {
        draw(points);
        points = [];
      }
      points.push({ x: x(bucket.from_ms), scores: EMOTIONS.map((emotion) => bucket.scores[emotion] ?? 0) });
      last = bucket.from_ms;
    }
  }
  draw(points);
}

// Tracks that do not meet share a lane; what does not fit is left out.
function lanesOf(tracks, view) {
  const lanes = [];
  const seen = tracks.filter((track) => track.last_ms >= view.from && track.first_ms <= view.to);
  for (const track of [...seen].sort((a, b) => a.first_ms - b.first_ms)) {
    const lane = lanes.find((one) => one[one.length - 1].last_ms < track.first_ms);
    if (lane) {
      lane.push(track);
    } else if (lanes.length < MOST_LANES) {
      lanes.push([track]);
    }
  }
  return lanes;
}

function drawLanes(context, lanes, x, top, colours) {
  lanes.forEach((lane, row) => {
    for (const track of lane) {
      const left = x(track.first_ms);
      const width = Math.max(3, x(track.last_ms) - left - 1);
      context.beginPath();
      context.roundRect(left, top + row * (LANE + LANE_GAP), width, LANE, Math.min(LANE, width) / 2);
      context.fillStyle = colours[track.emotion] ?? "#888888";
      context.fill();
    }
  });
}

function grid(place, view, x, height, style) {
  const { context, width } = place;
  const step = STEPS.find((one) => (one / (view.to - view.from)) * width >= 76) ?? STEPS[STEPS.length - 1];
  context.fillStyle = style.getPropertyValue("--wash");
  context.fillRect(0, 0, width, height);
  context.font = `12px ${style.fontFamily}`;
  context.textBaseline = "alphabetic";
  for (let ms = Math.ceil(view.from / step) * step; ms <= view.to; ms += step) {
    const at = Math.round(x(ms));
    context.fillStyle = style.getPropertyValue("--rule");
    context.fillRect(at, 0, 1, place.height - AXIS + 4);
    const text = clock(ms);
    const length = context.measureText(text).width;
    context.fillStyle = style.getPropertyValue("--muted");
    context.fillText(text, Math.max(0, Math.min(width - length, at - length / 2)), place.height - 5);
  }
  if (view.to <= view.from) {
    context.fillText(t("timeline.empty"), 8, height / 2);
  }
}
