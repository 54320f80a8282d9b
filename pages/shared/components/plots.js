// What is drawn inside a cell: an interval or a trend.
function percent(value, { min, max }) {
  return max > min ? (100 * Math.max(0, Math.min(1, (value - min) / (max - min)))).toFixed(2) : "50.00";
}

const known = (value) => value !== null && value !== undefined;

// A dot with its bar, and a thin line where the mark of the axis is. A value beyond the axis points outwards.
function interval(cell, axis) {
  const plot = draw("svg", { class: "plot", "aria-hidden": "true" });
  if (known(axis.mark)) plot.append(line("mark", percent(axis.mark, axis), percent(axis.mark, axis), 0, 20));
  if (known(cell.low) && known(cell.high)) {
    plot.append(line("bar", percent(cell.low, axis), percent(cell.high, axis), 10, 10));
  }
  if (!known(cell.value)) return plot;
  const outside = cell.value < axis.min || cell.value > axis.max;
  plot.append(outside ? beyond(cell.value > axis.max) : dot(percent(cell.value, axis), 10, 3.25));
  return plot;
}

function line(kind, from, to, top, bottom) {
  return draw("line", { class: kind, x1: `${from}%`, x2: `${to}%`, y1: top, y2: bottom });
}

function dot(x, y, r, kind = "") {
  return draw("circle", { class: `point ${kind}`, cx: `${x}%`, cy: y, r });
}

function beyond(high) {
  const place = draw("svg", { x: high ? "100%" : "0%", class: "beyond", overflow: "visible" });
  place.append(draw("path", { class: "point", d: high ? "M-6 6l5 4l-5 4z" : "M6 6l-5 4l5 4z" }));
  return place;
}

// A line through the known points, broken where one is missing; the last `provisional` steps are dashed.
function spark(cell) {
  const plot = draw("svg", { class: "plot", "aria-hidden": "true" });
  const points = cell.points ?? [];
  const values = points.filter(known);
  if (!values.length) return plot;
  const axis = { min: cell.low ?? Math.min(0, ...values), max: cell.high ?? Math.max(...values) };
  const firm = points.length - (cell.provisional ?? 0);
  const step = 100 / Math.max(1, points.length - 1);
  const height = (value) => (17 - 0.14 * percent(value, axis)).toFixed(2);
  const trace = (from, to) => {
    let path = "";
    for (let i = Math.max(0, from); i < to; i += 1) {
      if (known(points[i])) path += `${path && known(points[i - 1]) && i > from ? "L" : "M"}${(i * step).toFixed(2)} ${height(points[i])}`;
    }
    return path;
  };
  const lines = draw("svg", { viewBox: "0 0 100 20", preserveAspectRatio: "none", width: "100%", height: 20 });
  lines.append(draw("path", { class: "trend", d: trace(0, firm) }));
  lines.append(draw("path", { class: "trend early", d: trace(firm - 1, points.length) }));
  const last = points.findLastIndex(known);
  const end = dot((last * step).toFixed(2), height(points[last]), 2.5, last >= firm ? "hollow" : "");
  plot.append(lines, end);
  return plot;
}
