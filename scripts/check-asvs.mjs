// Holds docs/security/asvs.md to what it says: every line of levels 1 and 2 stands there once with its
// level, every test and file that it names exists, every *held* names a test, and the figures add up.
//
//   --write   puts the figures right instead of complaining about them
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, "docs/security/asvs.md");
const STATES = ["held", "documented", "no test", "in part", "not held"];
const NOT_OURS = "does not apply";

const failures = [];
const check = (holds, complaint) => holds || failures.push(complaint);

/** `1-3` as 1, 2, 3. */
function counted(range) {
  const [first, last = first] = range.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Number of each line of the standard → its level. */
function standard() {
  const levels = new Map();
  const lines = readFileSync(join(root, "scripts/asvs.txt"), "utf8").split("\n");
  for (const line of lines.filter((one) => one !== "" && !one.startsWith("#"))) {
    const [section, rest] = line.split(":");
    rest.split("/").forEach((range, at) => {
      if (range.trim() === "") return;
      for (const number of counted(range.trim())) levels.set(`${section}.${number}`, at + 1);
    });
  }
  return levels;
}

/** The numbers in the first cell of a row: `6.6.1 – 6.6.3`, `7.6.1, 7.6.2`, or one. */
function numbersIn(cell) {
  return cell.split(",").flatMap((part) => {
    const [first, last = first] = part.split("–").map((one) => one.trim());
    const section = first.slice(0, first.lastIndexOf("."));
    const end = (number) => number.slice(number.lastIndexOf(".") + 1);
    check(last.startsWith(`${section}.`), `${cell}: a range lies within one section`);
    return counted(`${end(first)}-${end(last)}`).map((number) => `${section}.${number}`);
  });
}

function readPage(text) {
  const chapters = new Map();
  let chapter = 0;
  for (const line of text.split("\n")) {
    const heading = line.match(/^## (\d+)\. /);
    if (heading) chapter = Number(heading[1]);
    if (!/^\| \d/.test(line)) continue;
    const cells = line.split("|").slice(1, -1).map((cell) => cell.trim());
    check(cells.length === 5, `${line.slice(0, 40)}… has ${cells.length} cells`);
    const [numbers, level, what, by, state] = cells;
    const row = { numbers: numbersIn(numbers), level: Number(level), what, by, state };
    for (const number of row.numbers) check(number.startsWith(`${chapter}.`), `${number} stands in chapter ${chapter}`);
    chapters.set(chapter, [...(chapters.get(chapter) ?? []), row]);
  }
  return chapters;
}

/** Whether a file defines a test of that name: a Rust function with its attribute, or a name in quotes. */
function isTest(text, name) {
  if (text.includes(`test("${name}"`) || text.includes("test(`" + name)) return true;
  const lines = text.split("\n");
  const at = lines.findIndex((line) => new RegExp(`fn ${name}\\(`).test(line));
  if (at < 0) return false;
  const above = lines.slice(Math.max(0, at - 6), at);
  // A test program of its own lists its tests by name.
  return above.some((line) => /#\[(tokio::)?test/.test(line)) || text.includes(`"${name}",`);
}

/** Everything between backticks that is a path of the repository, with the test behind `::`. */
function namedIn(cell) {
  const code = [...cell.matchAll(/`([^`]+)`/g)].map((found) => found[1]);
  return code.filter((one) => /^(crates|web|docs|scripts|migrations)\//.test(one)).map((one) => one.split("::"));
}

function checkRow(row) {
  const name = row.numbers.join(", ");
  check([...STATES, NOT_OURS].includes(row.state), `${name}: “${row.state}” is no state`);
  check(row.what !== "", `${name} says nothing`);
  let tests = 0;
  for (const [path, test] of [...namedIn(row.what), ...namedIn(row.by)]) {
    if (!existsSync(join(root, path))) {
      failures.push(`${name} names ${path}, which is not there`);
    } else if (test) {
      const is = isTest(readFileSync(join(root, path), "utf8"), test);
      check(is, `${name} names ${path}::${test}, which is no test there`);
      tests += is ? 1 : 0;
    }
  }
  check(row.state !== "held" || tests > 0, `${name} is held by no test`);
  const documents = namedIn(row.by).length > 0 || row.by.includes("this line");
  check(row.state !== "documented" || documents, `${name} is documented nowhere`);
}

function checkNumbers(rows) {
  const levels = standard();
  const seen = new Set();
  for (const row of rows) {
    for (const number of row.numbers) {
      check(levels.has(number), `${number} is no line of levels 1 and 2`);
      check(levels.get(number) === row.level, `${number} is of level ${levels.get(number)}`);
      check(!seen.has(number), `${number} stands twice`);
      seen.add(number);
    }
  }
  for (const number of levels.keys()) check(seen.has(number), `${number} is missing`);
  return levels.size;
}

function figures(rows) {
  const lines = rows.flatMap((row) => row.numbers.map(() => row.state));
  const of = Object.fromEntries(STATES.map((state) => [state, lines.filter((one) => one === state).length]));
  return { of, apply: lines.filter((state) => state !== NOT_OURS).length };
}

function sentence({ of, apply }) {
  const counts = `${of.held} held, ${of.documented} documented, ${of["no test"]} without a test, ${of["in part"]} in part, ${of["not held"]} not held.`;
  return apply === 0 ? "No line applies." : `Of ${apply} lines that apply: ${counts}`;
}

function summary({ of, apply }, all) {
  const share = (count) => `${((100 * count) / apply).toFixed(1)} %`;
  const both = of.held + of.documented;
  return [
    `Of ${all} lines, ${apply} apply: **${of.held} are held by a test (${share(of.held)})**, ${of.documented} are documented,`,
    `${of["no test"]} are so without a test, ${of["in part"]} in part, ${of["not held"]} not held. Held or documented: ${both} (${share(both)}).`,
  ].join("\n");
}

const text = readFileSync(page, "utf8");
const chapters = readPage(text);
const rows = [...chapters.values()].flat();
rows.forEach(checkRow);
const all = checkNumbers(rows);
const whole = summary(figures(rows), all);

/** The page with every figure as it should be. */
let right = text.replace(/^Of \d+ lines, [^]*?\.$(?=\n\n)/m, whole);
for (const [chapter, its] of chapters) {
  const place = new RegExp(`(^## ${chapter}\\. [^\\n]*\\n\\n)[^\\n]*`, "m");
  right = right.replace(place, (_, heading) => heading + sentence(figures(its)));
}
if (process.argv.includes("--write")) writeFileSync(page, right);
else if (right !== text) failures.push("the figures are not those of the lines: node scripts/check-asvs.mjs --write");
check(right.includes(whole), "there is no sentence with the figures of the whole");

if (failures.length > 0) {
  failures.forEach((failure) => console.error(`asvs.md: ${failure}`));
  process.exit(1);
}
console.log(`asvs.md: ${rows.length} rows, ${all} lines. ${whole.replace("\n", " ").replaceAll("**", "")}`);
