// The file of columns that `/data/columns.bin` is; see docs/guide/data.md.

/** What is asked of the columns: the position of a value in the head's list, and days since 1970. */
export interface Asked {
  from: number;
  to: number;
  province: number;
  type: number;
  target: number;
  place: number;
  claimed: "" | "yes" | "no";
}

export interface Columns {
  rows: number;
  project: string;
  provinces: string[];
  types: string[];
  targets: string[];
  places: string[];
  /** Millionths of a degree; the least number where no place is published. */
  lat: Int32Array;
  lon: Int32Array;
  day: Uint16Array;
  /** Tens of metres. */
  radius: Uint16Array;
  killed: Uint16Array;
  province: Uint8Array;
  type: Uint8Array;
  target: Uint8Array;
  place: Uint8Array;
  claimed: Uint8Array;
  short: Uint8Array;
}

const MAGIC = [67, 65, 73, 82, 78, 80, 67, 1];
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
export const NOWHERE = -2147483648;
/** Stands for "any" where a position is asked for. */
export const ANY = -1;

/** Reads the file; throws if it is another one, or cut off. */
export function readColumns(file: ArrayBuffer): Columns {
  const bytes = new Uint8Array(file);
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) throw new Error("not a file of columns");
  const headBytes = new DataView(file).getUint32(8, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + headBytes))) as {
    rows: number;
    project: string;
    provinces: string[];
    types: string[];
    targets: string[];
    places: string[];
  };
  const { rows } = head;
  let at = Math.ceil((12 + headBytes) / 4) * 4;
  if (file.byteLength < at + rows * 23) throw new Error("the file of columns is cut off");
  const take = (width: number) => {
    const from = at;
    at += rows * width;
    return from;
  };
  return {
    ...head,
    lat: new Int32Array(file, take(4), rows),
    lon: new Int32Array(file, take(4), rows),
    day: new Uint16Array(file, take(2), rows),
    radius: new Uint16Array(file, take(2), rows),
    killed: new Uint16Array(file, take(2), rows),
    province: new Uint8Array(file, take(1), rows),
    type: new Uint8Array(file, take(1), rows),
    target: new Uint8Array(file, take(1), rows),
    place: new Uint8Array(file, take(1), rows),
    claimed: new Uint8Array(file, take(1), rows),
    short: new Uint8Array(file, take(4), rows * 4),
  };
}

/** The id of a row as it stands in addresses: `AFG-7K3QXM`. */
export function idOf(columns: Columns, row: number): string {
  const four = columns.short.subarray(row * 4, row * 4 + 4);
  let number = four.reduce((all, byte) => all * 256 + byte, 0);
  let text = "";
  for (let letter = 0; letter < 6; letter += 1) {
    text = (LETTERS[number % 30] ?? "2") + text;
    number = Math.floor(number / 30);
  }
  return `${columns.project}-${text}`;
}

/** Rows that are found, newest first as in the file. */
export function find(columns: Columns, asked: Asked): number[] {
  const found: number[] = [];
  for (let row = 0; row < columns.rows; row += 1) {
    if (holds(columns, asked, row)) found.push(row);
  }
  return found;
}

type Thing = "province" | "type" | "target" | "place";
const THINGS: Thing[] = ["province", "type", "target", "place"];

function holds(columns: Columns, asked: Asked, row: number, aside?: Thing): boolean {
  const day = columns.day[row] ?? 0;
  if (day < asked.from || day > asked.to) return false;
  if (asked.claimed && (columns.claimed[row] === 1) !== (asked.claimed === "yes")) return false;
  return THINGS.every(
    (thing) => thing === aside || asked[thing] === ANY || columns[thing][row] === asked[thing],
  );
}

/** How many each value would find, whatever is chosen of the same thing. */
export function counts(columns: Columns, asked: Asked, thing: Thing): number[] {
  const names = { province: "provinces", type: "types", target: "targets", place: "places" } as const;
  const counted = new Array<number>(columns[names[thing]].length).fill(0);
  for (let row = 0; row < columns.rows; row += 1) {
    const value = columns[thing][row] ?? 0;
    if (holds(columns, asked, row, thing)) counted[value] = (counted[value] ?? 0) + 1;
  }
  return counted;
}
