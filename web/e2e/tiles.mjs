// Tiles of one colour: as a file of the operator's, and from a provider that remembers what it was asked.
import { once } from "node:events";
import { createServer } from "node:http";
import { crc32, deflateSync } from "node:zlib";

/** A PNG of one colour, 256 × 256 pixels. */
export function tile([red, green, blue]) {
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(256 * 3, Buffer.from([red, green, blue]))]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(256, 0);
  head.writeUInt32BE(256, 4);
  head.set([8, 2], 8);
  const body = deflateSync(Buffer.concat(Array(256).fill(line)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", body), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** Every tile of zooms 0 to 12: (4¹³ − 1) / 3. */
const TILES = 22_369_621;
const HEAD = 127;

/** A vector tile (Mapbox Vector Tile 2.1) with one area, all of it, in the layer `blocks`. */
export function areaTile() {
  const field = (number, bytes) => [(number << 3) | 2, ...varint(bytes.length), ...bytes];
  // Move to the corner; lines right, down, left; close. Steps are zigzag: 4096 is 8192, -4096 is 8191.
  const steps = [9, 0, 0, 26, 8192, 0, 0, 8192, 8191, 0, 15].flatMap(varint);
  const area = [0x18, 3, ...field(4, steps)];
  const layer = [0x78, 2, ...field(1, [...Buffer.from("blocks")]), ...field(2, area), 0x28, ...varint(4096)];
  return Buffer.from(field(3, layer));
}

export const PNG = 2;
export const VECTOR = 1;

/** A PMTiles file (version 3) in which one tile is every tile of zooms 0 to 12. */
export function pmtiles(picture, type = PNG) {
  const directory = Buffer.from([1, 0, TILES, picture.length, 1].flatMap(varint));
  const metadata = Buffer.from(type === VECTOR ? '{"vector_layers":[{"id":"blocks"}]}' : "{}");
  const data = HEAD + directory.length + metadata.length;
  const head = Buffer.alloc(HEAD);
  head.write("PMTiles\x03", "latin1");
  const numbers = [HEAD, directory.length, HEAD + directory.length, metadata.length, data, 0, data, picture.length, TILES, 1, 1];
  numbers.forEach((number, index) => head.writeBigUInt64LE(BigInt(number), 8 + index * 8));
  // Clustered, nothing compressed, of what, zooms.
  head.set([1, 1, 1, type, 0, 12], 96);
  [-180, -85, 180, 85].forEach((degrees, index) => head.writeInt32LE(degrees * 1e7, 102 + index * 4));
  head.set([5], 118);
  [69, 34].forEach((degrees, index) => head.writeInt32LE(degrees * 1e7, 119 + index * 4));
  return Buffer.concat([head, directory, metadata, picture]);
}

/** LEB128: seven bits a byte, the lowest first. */
function varint(number) {
  const bytes = [];
  for (; number >= 0x80; number = Math.floor(number / 0x80)) bytes.push((number & 0x7f) | 0x80);
  return [...bytes, number];
}

/** A provider of tiles on this machine; `asked` are the requests it got. */
export async function provider(picture) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers });
    response.writeHead(200, { "content-type": "image/png", "access-control-allow-origin": "*" });
    response.end(picture);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, asked, stop };
}
