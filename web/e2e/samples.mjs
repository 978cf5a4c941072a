// Evidence files made on the spot: two pictures (one with what a phone writes into it), a smaller
// copy of the first, and a short clip. No real footage, and nothing to commit.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const QUIET = ["-hide_banner", "-loglevel", "error", "-y", "-fflags", "+bitexact", "-flags:v", "+bitexact"];

/** Where the phone of the sample believes that it was: near, but not at, the point the test records. */
export const PHONE = { make: "Cairn Test Phone", taken: "2022:09:30 07:29:11" };

/** Makes all samples; gives their paths and `remove`. */
export async function makeSamples() {
  const directory = await mkdtemp(join(tmpdir(), "cairn-e2e-files-"));
  const path = (name) => join(directory, name);
  const files = {
    street: path("IMG_20220930_0729.jpg"),
    gate: path("gate.jpg"),
    copy: path("forwarded.jpg"),
    clip: path("clip.mp4"),
    lone: path("lone.jpg"),
  };
  await picture("mandelbrot=size=1280x960:start_scale=0.4:end_scale=0.1", files.street);
  await picture("testsrc=size=960x720", files.gate);
  await picture("cellauto=size=800x600:rule=110:seed=3:scroll=0", files.lone);
  await run("ffmpeg", [...QUIET, "-i", files.street, "-vf", "scale=640:-1", "-q:v", "9", files.copy]);
  await writeFile(files.street, withExif(await readFile(files.street)));
  const clip = ["-f", "lavfi", "-i", "testsrc2=size=480x270:rate=15:duration=3", "-f", "lavfi", "-i", "sine=frequency=330:duration=3"];
  await run("ffmpeg", [...QUIET, ...clip, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", files.clip]);
  return { ...files, remove: () => rm(directory, { recursive: true, force: true }) };
}

async function picture(source, to) {
  await run("ffmpeg", [...QUIET, "-f", "lavfi", "-i", source, "-frames:v", "1", "-q:v", "3", to]);
}

/** The JPEG with an Exif segment behind its first marker, as a phone writes it. */
function withExif(jpeg) {
  const tiff = exif();
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

const ASCII = 2;
const LONG = 4;

/** Big-endian TIFF: make and a pointer to the Exif directory with the time it was taken. */
function exif() {
  const make = Buffer.from(`${PHONE.make}\0`, "latin1");
  const taken = Buffer.from(`${PHONE.taken}\0`, "latin1");
  const header = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8]);
  const size = (entries) => 2 + entries * 12 + 4;
  const makeAt = header.length + size(2);
  const exifAt = makeAt + make.length + (make.length % 2);
  const takenAt = exifAt + size(1);
  const first = fieldList([[0x010f, ASCII, make.length, makeAt], [0x8769, LONG, 1, exifAt]]);
  const second = fieldList([[0x9003, ASCII, taken.length, takenAt]]);
  const padding = Buffer.alloc(make.length % 2);
  return Buffer.concat([header, first, make, padding, second, taken]);
}

function fieldList(entries) {
  const list = Buffer.alloc(2 + entries.length * 12 + 4);
  list.writeUInt16BE(entries.length, 0);
  entries.forEach(([tag, type, count, value], index) => {
    const at = 2 + index * 12;
    list.writeUInt16BE(tag, at);
    list.writeUInt16BE(type, at + 2);
    list.writeUInt32BE(count, at + 4);
    list.writeUInt32BE(value, at + 8);
  });
  return list;
}
