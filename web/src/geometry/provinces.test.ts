import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import type { FeatureCollection, Geometry, Point } from "geojson";

import { type Named, type PlaceProperties, shapeAt } from "../map/geo.ts";
import type { LonLat } from "./sphere.ts";

const read = <T>(name: string) => JSON.parse(readFileSync(`geo/${name}.geojson`, "utf8")) as T;
const provinces = read<FeatureCollection<Geometry, Named>>("afghanistan-provinces");
const places = read<FeatureCollection<Point, PlaceProperties>>("afghanistan-places");

test("there are 34 provinces, each named once", () => {
  const names = provinces.features.map((one) => one.properties.name);
  assert.equal(names.length, 34);
  assert.equal(new Set(names).size, 34);
});

/** The crossing stands on the border itself, and the coarse line runs a little inside of it. */
const ON_THE_LINE = "Torkham";

test("every town lies in the province it names", () => {
  for (const place of places.features.filter((one) => one.properties.name !== ON_THE_LINE)) {
    const found = shapeAt(place.geometry.coordinates as LonLat, provinces);
    assert.equal(found, place.properties.province, place.properties.name);
  }
});

test("the two that the source misnames are right", () => {
  assert.equal(shapeAt([66.1302, 33.7211], provinces), "Daykundi");
  assert.equal(shapeAt([69.5153, 35.3129], provinces), "Panjshir");
  assert.equal(shapeAt([65.8733, 32.6271], provinces), "Uruzgan");
  assert.equal(shapeAt([69.1717, 35.0131], provinces), "Parwan");
});

test("every province has its capital, and abroad is no province", () => {
  const capitals = places.features.filter((place) => place.properties.capital);
  assert.equal(new Set(capitals.map((place) => place.properties.province)).size, 34);
  assert.equal(shapeAt([71.58, 34.01], provinces), null, "Peshawar");
  assert.equal(shapeAt([59.6, 36.3], provinces), null, "Mashhad");
});
