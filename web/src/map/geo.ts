// The base map's data: fetched from our own server, once, and shared by every map on the page.
import type { Feature, FeatureCollection, Geometry, MultiLineString, Point, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

import { type LonLat, isInRing, ringCentre } from "../geometry/sphere.ts";

export interface Named {
  name: string;
}

export interface PlaceProperties extends Named {
  province: string;
  /** 1 is drawn first and from farthest away. */
  rank: number;
  capital: boolean;
}

export interface BaseMap {
  countries: FeatureCollection<Geometry, Named>;
  borders: MultiLineString;
  provinces: FeatureCollection<Geometry, Named>;
  provinceBorder: MultiLineString;
  places: FeatureCollection<Point, PlaceProperties>;
}

type World = Topology<{ countries: GeometryCollection<Named> }>;

/** The country whose provinces we draw; its line comes with them and not from the world's. */
const DETAILED = "Afghanistan";

async function load<T>(name: string): Promise<T> {
  const response = await fetch(new URL(ASSETS[name] ?? name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return (await response.json()) as T;
}

let loaded: Promise<BaseMap> | null = null;

export function baseMap(): Promise<BaseMap> {
  loaded ??= loadAll();
  return loaded;
}

async function loadAll(): Promise<BaseMap> {
  const [world, provinces, provinceBorder, places] = await Promise.all([
    load<World>("world.json"),
    load<BaseMap["provinces"]>("afghanistan-provinces.json"),
    load<MultiLineString>("afghanistan-border.json"),
    load<BaseMap["places"]>("afghanistan-places.json"),
  ]);
  const isElsewhere = (one: { properties?: Named }) => one.properties?.name !== DETAILED;
  return {
    countries: feature(world, world.objects.countries) as BaseMap["countries"],
    borders: mesh(world, world.objects.countries, (a, b) => {
      const pair = [a, b] as { properties?: Named }[];
      return a !== b && pair.every(isElsewhere);
    }),
    provinces,
    provinceBorder,
    places,
  };
}

/** The outer rings of a shape. */
export function outerRings(shape: Geometry): Position[][] {
  if (shape.type === "Polygon") return shape.coordinates.slice(0, 1);
  if (shape.type === "MultiPolygon") return shape.coordinates.flatMap((part) => part.slice(0, 1));
  return [];
}

/** Where to hang a shape's name: the middle of its largest part. Its area is in square degrees. */
export function labelSpot(one: Feature): { at: LonLat; area: number } | null {
  const spots = outerRings(one.geometry).map(ringCentre);
  return spots.reduce<{ at: LonLat; area: number } | null>(
    (best, spot) => (best === null || spot.area > best.area ? spot : best),
    null,
  );
}

/** The shape that a point lies in. */
export function shapeAt(point: LonLat, shapes: FeatureCollection<Geometry, Named>): string | null {
  const found = shapes.features.find((one) => outerRings(one.geometry).some((ring) => isInRing(point, ring)));
  return found?.properties.name ?? null;
}
