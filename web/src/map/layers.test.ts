import assert from "node:assert/strict";
import { test } from "node:test";

import { type LayerChoice, creditWords, isTurnedOn, readChoices } from "./layer.ts";

const far: LayerChoice = {
  id: "far",
  label: "From above",
  isFile: false,
  address: "https://tiles.example/{z}/{x}/{y}",
  attribution: "Somebody",
  maxZoom: 19,
  tileSize: 256,
  imageryDate: "May 2021",
  asks: "tiles.example",
};

test("a layer that asks somebody is off until it was turned on", () => {
  assert.equal(isTurnedOn(far, ""), false);
  assert.equal(isTurnedOn(far, "farther other"), false);
  assert.equal(isTurnedOn(far, "other far"), true);
  assert.equal(isTurnedOn({ ...far, asks: "" }, ""), true);
});

test("whose pictures and of when stands under the map", () => {
  const said = (layer: LayerChoice | null, boundaries = "") => creditWords("Base.", boundaries, layer, "Imagery: {date}", "Date not known");
  assert.equal(said(null), "Base.");
  assert.equal(said(null, "A survey"), "Base. · A survey");
  assert.equal(said(far), "Base. · Somebody · Imagery: May 2021");
  assert.equal(said({ ...far, imageryDate: "" }), "Base. · Somebody · Date not known");
});

test("a page without layers has none", () => {
  assert.deepEqual(readChoices(undefined), []);
  assert.deepEqual(readChoices(JSON.stringify([far])), [far]);
});
