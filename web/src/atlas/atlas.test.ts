import assert from "node:assert/strict";
import test from "node:test";
import { ANY, counts, find, idOf, readColumns, type Asked } from "./columns.ts";
import { marksOf, windowOf } from "./cells.ts";
import { marks } from "./clusters.ts";

/** Two rows as the server writes them: Kabul and Herat, the second claimed by nobody. */
function file(): ArrayBuffer {
  const head = JSON.stringify({
    release: 3, rows: 2, project: "AFG",
    provinces: ["Herat", "Kabul"], types: ["shooting"], targets: ["hazara"], places: ["school"],
  });
  const start = Math.ceil((12 + head.length) / 4) * 4;
  const bytes = new ArrayBuffer(start + 2 * 23);
  const view = new DataView(bytes);
  new Uint8Array(bytes).set([67, 65, 73, 82, 78, 80, 67, 1]);
  view.setUint32(8, head.length, true);
  new Uint8Array(bytes).set(new TextEncoder().encode(head), 12);
  new Uint8Array(bytes).fill(32, 12 + head.length, start);
  [34_500_000, 34_350_000, 69_060_000, 62_200_000].forEach((value, at) => view.setInt32(start + at * 4, value, true));
  [19_265, 19_266, 174, 20, 25, 65_535].forEach((value, at) => view.setUint16(start + 16 + at * 2, value, true));
  new Uint8Array(bytes).set([1, 0, 0, 0, 0, 0, 0, 0, 1, 0], start + 28);
  view.setUint32(start + 38, 1);
  view.setUint32(start + 42, 30 ** 6 - 1);
  return bytes;
}

const any: Asked = { from: 0, to: 65_535, province: ANY, type: ANY, target: ANY, place: ANY, claimed: "" };

test("columns are read as they are written", () => {
  const columns = readColumns(file());
  assert.equal(columns.lat[1], 34_350_000);
  assert.equal(columns.killed[1], 65_535);
  assert.equal(idOf(columns, 0), "AFG-222223");
  assert.equal(idOf(columns, 1), "AFG-ZZZZZZ");
  assert.throws(() => readColumns(file().slice(0, -1)), /cut off/);
  assert.throws(() => readColumns(new ArrayBuffer(64)), /not a file/);
});

test("what is asked narrows, and a facet leaves its own choice aside", () => {
  const columns = readColumns(file());
  assert.deepEqual(find(columns, any), [0, 1]);
  assert.deepEqual(find(columns, { ...any, from: 19_266 }), [1]);
  assert.deepEqual(find(columns, { ...any, claimed: "no" }), [1]);
  assert.deepEqual(find(columns, { ...any, province: 1 }), [0]);
  assert.deepEqual(counts(columns, { ...any, province: 1 }, "province"), [1, 1]);
  assert.deepEqual(counts(columns, { ...any, province: 1 }, "target"), [1]);
});

test("points that would lie on each other are one mark, and part when seen closer", () => {
  const points = { lat: [34e6, 34.02e6, 36e6], lon: [69e6, 69.02e6, 62e6], radius: [100, 10, 10] };
  const plane = { lon: 66, lat: 34, x: 60, y: 70, width: 600, height: 500, metre: 70 / 111_000 };
  const name = (row: number) => `row ${row}`;
  const far = marks(points, [0, 1, 2], name, plane, { x: 0, y: 0, width: 600 });
  assert.deepEqual(far.map((mark) => mark.count).sort(), [1, 2]);
  const near = marks(points, [0, 1, 2], name, plane, { x: 470, y: 240, width: 20 });
  assert.deepEqual(near.map((mark) => [mark.count, mark.id]), [[1, "row 0"], [1, "row 1"]]);
  assert.ok(Math.abs((near[0]?.radius ?? 0) - 1_000 * plane.metre) < 1e-9);
});

test("the server is asked for what is seen, and its cells stand where they are", () => {
  const plane = { lon: 66, lat: 34, x: 60, y: 70, width: 600, height: 490, metre: 70 / 111_000 };
  const whole = Object.fromEntries(windowOf(plane, { x: 0, y: 0, width: 600 }));
  assert.deepEqual(whole, { west: "61", south: "30.5", east: "71", north: "37.5", across: "22", down: "18" });
  const half = windowOf(plane, { x: 300, y: 0, width: 300 });
  assert.deepEqual([half.get("west"), half.get("south")], ["66", "34"]);
  const [many, one] = marksOf({ cells: [[34, 66, 12, 500, null], [37.5, 71, 1, 1_110, "AFG-222223"]] }, plane);
  assert.deepEqual([many?.x, many?.y, many?.count], [300, 245, 12]);
  assert.deepEqual([one?.x, one?.y, one?.id], [600, 0, "AFG-222223"]);
  assert.ok(Math.abs((one?.radius ?? 0) - 0.7) < 1e-9);
});
