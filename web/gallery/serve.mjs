// Serves the gallery with the built assets under a policy stricter than the product's.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";

const web = new URL("../", import.meta.url);
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };
const POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'";

/** Publicly known places, to have something to draw. */
const POINTS = [
  ["Kabul", 34.5587, 69.2217, 1000], ["Kabul", 34.5336, 69.1925, 1000], ["Kabul", 34.4947, 69.1, 2000], ["Kabul", 34.52, 69.17, 5000],
  ["Kunduz", 36.735, 68.86, 1000], ["Kandahar", 31.6158, 65.717, 1000], ["Mazar-i-Sharif", 36.709, 67.1109, 1000], ["Mazar-i-Sharif", 36.709, 67.1109, 1000],
  ["Herat", 34.3482, 62.1997, 5000], ["Jalalabad", 34.4265, 70.4515, 20000], ["Asadabad", 34.8731, 71.1469, 40000],
];

const points = () => ({
  type: "FeatureCollection",
  features: POINTS.map(([name, lat, lon, precision_m], i) => ({
    type: "Feature",
    properties: { href: `/gallery/public.html#attack-${i}`, title: `Attack in ${name}`, detail: `${i + 3} May 2022`, precision_m },
    geometry: { type: "Point", coordinates: [lon, lat] },
  })),
});
const list = () =>
  POINTS.map(([name], i) => `<li id="attack-${i}"><h3><a href="#">Attack in ${name}</a></h3><p class="incidents__meta"><span>${i + 3} May 2022</span><span>${name}</span><span>Suicide bombing</span><span>3 pieces of evidence</span></p></li>`).join("");
const bars = () =>
  [3, 5, 2, 4, 1, 0, 2, 6, 7, 3, 2, 4, 5, 6, 3, 1, 2, 4, 3, 2, 4, 1]
    .map((count, i) => {
      const month = new Date(Date.UTC(2021, 7 + i, 1)).toISOString().slice(0, 7);
      return `<rect class="bar" data-month="${month}" x="${i * 36 + 3}" width="30" y="${96 - count * 12}" height="${Math.max(count * 12, 0.01)}"><title>${month}: ${count}</title></rect>`;
    })
    .join("");

const STEPS = [["Small and grey", "scene-grey.svg"], ["In colour", "scene.svg"]];

/** What the product answers when somebody takes a step of looking. */
async function look(request) {
  let sent = "";
  for await (const chunk of request) sent += chunk;
  const taken = Number(new URLSearchParams(sent).get("steps") ?? 0);
  const steps = STEPS.map(([label, file], i) => ({ label, src: i < taken ? `/gallery/${file}` : "", kind: "image", muted: true }));
  return JSON.stringify({ steps, taken });
}

async function body(path) {
  if (path === "/gallery/points.json") return JSON.stringify(points());
  const isOurs = /^\/(gallery|dist)\/|^\/(assets|geo)\//.test(path) && !path.includes("..");
  if (!isOurs) throw new Error("not ours");
  const bytes = await readFile(new URL(`.${/^\/(assets|geo)\//.test(path) ? `/dist${path}` : path}`, web));
  if (!path.endsWith(".html")) return bytes;
  const manifest = JSON.parse(await readFile(new URL("dist/manifest.json", web), "utf8"));
  const made = { points: JSON.stringify(points()), list: list(), bars: bars() };
  return bytes.toString().replace(/\{\{([\w.-]+)\}\}/g, (_, name) => made[name] ?? `/${manifest[name]}`);
}

/** Starts on a free port; resolves with the address and a way to stop. */
export function serve(port = 0) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://gallery").pathname;
    try {
      const content = request.method === "POST" ? await look(request) : await body(path);
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "content-security-policy": POLICY });
      response.end(content);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not in the gallery");
    }
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve({ url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() }));
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  console.log((await serve(Number(process.argv[2] ?? 8090))).url);
}
