// A machine that can die: an instance in a directory, or on a file system of its own whose power can
// be cut. Everything a strike takes away is what the real event would take away.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { begin, cairn } from "../e2e/server.mjs";
import { spread } from "./tally.mjs";

export const run = promisify(execFile);
/** EXT4_IOC_SHUTDOWN without flushing the journal: what was not synced is gone. */
const CUT = 'open(my $d, "<", $ARGV[0]) or die $!; my $flag = pack("L", 2); ioctl($d, 0x8004587D, $flag) or die $!';

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** The demo project, made once a run and copied for everybody who needs it; CAIRN_DEMO_DIR names one. */
let made = process.env.CAIRN_DEMO_DIR;
async function demo() {
  if (made) return made;
  made = await mkdtemp(join(tmpdir(), "cairn-demo-"));
  process.on("exit", () => execFile("rm", ["-r", made]));
  await cairn(["demo", "--data-dir", made]);
  return made;
}

/** A photo that the machine can read. */
export async function photo() {
  const words = ["-loglevel", "error", "-f", "lavfi", "-i", "testsrc=size=320x240", "-frames:v", "1", "-f", "mjpeg", "-"];
  const { stdout } = await run("ffmpeg", words, { encoding: "buffer" });
  return stdout;
}

/** Whether this process may mount. */
export const isRoot = process.getuid() === 0;

export class Machine {
  readyMs = [];

  constructor(root, image) {
    this.root = root;
    this.image = image;
    this.disk = image ? join(root, "disk") : root;
    this.directory = join(this.disk, "data");
  }

  /** On the usual disk, with the demo project unless told otherwise. */
  static async usual({ empty = false } = {}) {
    const machine = new Machine(await mkdtemp(join(tmpdir(), "cairn-faults-")));
    if (!empty) await cp(await demo(), machine.directory, { recursive: true });
    return machine;
  }

  /** On an ext4 of its own, whose power can be cut. */
  static async onItsOwnDisk(sizeMb = 3_000) {
    const root = await mkdtemp(join(tmpdir(), "cairn-power-"));
    const machine = new Machine(root, join(root, "image"));
    await run("truncate", ["-s", `${sizeMb}M`, machine.image]);
    await run("mkfs.ext4", ["-q", machine.image]);
    await mkdir(machine.disk);
    await machine.mount();
    await cp(await demo(), machine.directory, { recursive: true });
    await run("sync", ["-f", machine.disk]);
    return machine;
  }

  mount() {
    // The kernel's own writing back is put off, so that only what the program syncs is safe.
    return run("mount", ["-o", "loop,commit=300", this.image, this.disk]);
  }

  async start(options = {}) {
    this.port ??= await freePort();
    const began = performance.now();
    this.server = await begin(this.directory, `127.0.0.1:${this.port}`, options);
    this.readyMs.push(performance.now() - began);
    this.url = this.server.url;
    return this.url;
  }

  async stop() {
    const { code, said } = await this.server.end("SIGTERM");
    assert.equal(code, 0, `the server ended with ${code}: ${said}`);
  }

  kill() {
    return this.server.end("SIGKILL");
  }

  /** The power goes, then it comes back and the journal of the file system is replayed. */
  async cut() {
    // Without power nothing computes either: no answer may leave after the cut.
    process.kill(this.server.pid, "SIGSTOP");
    await run("perl", ["-e", CUT, this.disk]);
    await this.server.end("SIGKILL");
    await this.unmount();
    await this.mount();
  }

  async unmount() {
    // Children of the dead server may hold it for a moment.
    for (let tries = 0; ; tries += 1) {
      try {
        return await run("umount", [this.disk]);
      } catch (error) {
        if (tries > 50) throw error;
        await new Promise((later) => setTimeout(later, 50));
      }
    }
  }

  async remove() {
    await this.server?.end("SIGKILL").catch(() => {});
    if (this.image) await this.unmount();
    await rm(this.root, { recursive: true, force: true });
  }

  /** Median and worst time from start to ready. */
  ready() {
    return spread(this.readyMs);
  }
}
