// Clips whose every frame carries its number in ten black and white bars: with a rate that holds,
// with one that varies as phones write it, cut without decoding, and beginning late.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const QUIET = ["-hide_banner", "-loglevel", "error", "-y"];
const BARS = "nullsrc=s=320x180:r=30:d=8,format=gray,geq=lum='if(lt(Y,120),255*mod(floor(N/pow(2,floor(X/32))),2),128)',format=yuv420p";
const UNEVEN = "settb=1/90000,setpts=N*3000+1500*mod(N*N\\,2)+500*mod(floor(N/7)\\,3)*mod(N\\,2)+40000*floor(N/50)";
const H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "3", "-g", "60", "-fps_mode", "passthrough", "-enc_time_base", "-1"];

/** Makes the clips; gives `[{ name, path, first }]`, `first` being the number on the first frame shown, and `remove`. */
export async function makeNumbered() {
  const directory = await mkdtemp(join(tmpdir(), "cairn-e2e-numbered-"));
  const path = (name) => join(directory, name);
  const tone = ["-f", "lavfi", "-i", "sine=frequency=330:duration=8", "-c:a", "aac"];
  await run("ffmpeg", [...QUIET, "-f", "lavfi", "-i", BARS, ...tone, ...H264, path("even.mp4")]);
  await run("ffmpeg", [...QUIET, "-f", "lavfi", "-i", `${BARS},${UNEVEN}`, ...H264, path("uneven.mp4")]);
  await run("ffmpeg", [...QUIET, "-ss", "1.37", "-i", path("even.mp4"), "-an", "-c", "copy", path("cut.mp4")]);
  await run("ffmpeg", [...QUIET, "-i", path("uneven.mp4"), "-c", "copy", "-output_ts_offset", "5.3", path("late.mkv")]);
  const clips = [
    { name: "even rate", path: path("even.mp4"), first: 0 },
    { name: "uneven rate", path: path("uneven.mp4"), first: 0 },
    { name: "cut by an edit list", path: path("cut.mp4"), first: 42 },
    { name: "late start", path: path("late.mkv"), first: 0 },
  ];
  return { clips, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** Numbers below a limit, spread without order. */
export function scattered(count, below) {
  return Array.from({ length: count }, (_, n) => ((n + 1) * 7_919) % below);
}

/**
 * For the browser: puts `window.readNumber(element)` there, which reads the number off a video or a
 * picture as it is on screen, and `window.painted()`, which waits until what was shown is painted.
 */
export function readsNumbers() {
  window.painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  window.readNumber = (element) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 180];
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(element, 0, 0, 320, 180);
    let number = 0;
    for (let bit = 0; bit < 10; bit += 1) {
      if (context.getImageData(32 * bit + 16, 60, 1, 1).data[0] > 127) number |= 1 << bit;
    }
    return number;
  };
}
