// The public dataset at a million incidents beside Datasette on the same rows: what each answer costs
// the server in CPU time, downloads of everything, and answers per second.
//
//   node scripts/public-at-scale.mjs [DIRECTORY]
//
// DIRECTORY holds `incidents.csv`, with the columns that `cairn-bench table` writes, and, if it was made
// already, the same rows as `incidents.sqlite` with the table's indexes and full text. Without one, a
// table of a million invented rows is made under target/. ROWS=100000 makes a smaller one.
// Each question to Cairn has a word more that means nothing, because what was asked before is kept; what is
// kept is measured apart.
// Wants python3, sqlite3 and wrk; Datasette is put into target/datasette. Ends with an error if a target is missed.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const DATASETTE = '0.65.5'
const ROWS = Number(process.env.ROWS ?? 1_000_000)
const TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK']))
const [CAIRN, PEER] = ['http://127.0.0.1:8912', 'http://127.0.0.1:8911']
const directory = process.argv[2] ?? `target/public-at-scale/${ROWS}`
const table = `${directory}/incidents.csv`
const peerTable = `${directory}/incidents.sqlite`

// What is asked of both: label, Cairn's address, Datasette's, most CPU milliseconds, times.
const list = '/incidents/incidents.json?date__gte=2022-03-01&date__lte=2022-03-31&adm1_pcode=AF01&_sort_desc=date&_size=100&_shape=objects'
const facets = ['adm1_name', 'target_type', 'event_type', 'location_type'].map((name) => `_facet=${name}`).join('&')
const month = 'province=Kabul&from=2022-03-01&to=2022-03-31'
const ASKED = [
  ['list of 100 by date and province', `/data/incidents.json?${month}&limit=100`, `${list}&_nosuggest=1`, 2, 200],
  ['four facets, whole table', '/data/incidents.json?facets=yes&limit=1', `/incidents/incidents.json?${facets}&_size=1&_nosuggest=1`, 30, 40],
  ['four facets, province and month', `/data/incidents.json?facets=yes&limit=1&${month}`, `/incidents/incidents.json?${facets}&_size=1&adm1_pcode=AF01&date__gte=2022-03-01&date__lte=2022-03-31&_nosuggest=1`, 30, 40],
  ['four facets, province and days', '/data/incidents.json?facets=yes&limit=1&province=Kabul&from=2022-03-05&to=2022-04-05', `/incidents/incidents.json?${facets}&_size=1&adm1_pcode=AF01&date__gte=2022-03-05&date__lte=2022-04-05&_nosuggest=1`, 30, 40],
  ['month × target', '/data/months.json?by=target', '/incidents.json?sql=select+substr(date,1,7)+m,target_type,count(*)+n+from+incidents+group+by+1,2', 5, 100],
  ['common words in full text', '/data/incidents.json?q=mosque+hazara&limit=50', '/incidents/incidents.json?_search=mosque+hazara&_size=50&_nosuggest=1', 30, 40],
  ['words that every record has', '/data/incidents.json?q=people+killed&limit=50', '/incidents/incidents.json?_search=people+killed&_size=50&_nosuggest=1', Infinity, 20],
  ['page of the list, HTML', `/incidents?${month}`, `/incidents/incidents?date__gte=2022-03-01&date__lte=2022-03-31&adm1_pcode=AF01&_sort_desc=date&_size=100&_nosuggest=1`, Infinity, 60],
]
// Downloads of everything: address, fewest rows a CPU second, most memory in MiB.
const DOWNLOADS = [
  ['/data/incidents.csv', 150_000, 64],
  ['/data/incidents.geojson', 100_000, Infinity],
  ['/data/incidents.parquet', 80_000, 300],
]

const run = (program, ...told) => execFileSync(program, told, { stdio: ['ignore', 'inherit', 'inherit'] })
const status = (pid, name) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(`${name}:\\s+(\\d+)`)[1]) / 1024

function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

function makeTables() {
  if (!existsSync(table)) run('target/release/cairn-bench', 'table', '--rows', String(ROWS), '--directory', directory)
  if (existsSync(peerTable)) return
  console.error('the same rows for Datasette …')
  const columns = readFileSync(table, { encoding: 'utf8' }).slice(0, 4096).split('\n', 1)[0].trim().split(',')
  const numbers = /^(lat|lon|loc_precision_m|fatalities|injured|source_count)/
  const typed = columns.map((name) => `${name} ${numbers.test(name) ? 'NUMERIC' : 'TEXT'}${name === 'id' ? ' PRIMARY KEY' : ''}`)
  execFileSync('sqlite3', [peerTable], {
    input: `CREATE TABLE incidents(${typed.join(',')});
.import --csv --skip 1 ${table} incidents
CREATE INDEX ix_date ON incidents(date); CREATE INDEX ix_adm1_date ON incidents(adm1_pcode, date);
CREATE INDEX ix_target ON incidents(target_type); CREATE INDEX ix_event ON incidents(event_type);
CREATE VIRTUAL TABLE incidents_fts USING fts5(title, summary, place_name, content="incidents");
INSERT INTO incidents_fts(rowid, title, summary, place_name) SELECT rowid, title, summary, place_name FROM incidents;
ANALYZE;`,
  })
}

function installPeer() {
  if (existsSync('target/datasette/bin/datasette')) return
  run('python3', '-m', 'venv', 'target/datasette')
  run('target/datasette/bin/pip', 'install', '--quiet', `datasette==${DATASETTE}`)
}

async function started(program, told, address) {
  const child = spawn(program, told, { stdio: ['ignore', 'ignore', 'inherit'] })
  process.on('exit', () => child.kill())
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`)
    if (await fetch(address).then((answer) => answer.ok, () => false)) return child.pid
    await new Promise((done) => setTimeout(done, 200))
  }
}

async function stopped(pid) {
  process.kill(pid)
  while (existsSync(`/proc/${pid}`)) await new Promise((done) => setTimeout(done, 200))
}

/** Asks once over a kept connection; the bytes are counted and dropped. */
function ask(agent, address, onData = () => {}) {
  return new Promise((done, fail) => {
    const request = http.get(address, { agent, headers: { 'accept-encoding': 'identity' } }, (answer) => {
      let bytes = 0
      answer.on('data', (part) => { bytes += part.length; onData(part) })
      answer.on('end', () => (answer.statusCode === 200 && answer.complete ? done(bytes) : fail(new Error(`${address}: ${answer.statusCode}`))))
      answer.on('error', fail)
    })
    request.on('error', fail)
  })
}

/** What a question costs; `asked` gives the address of each time it is put. */
async function cost(pid, asked, times) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  await ask(agent, asked('first'))
  const [before, took] = [cpuMs(pid), []]
  for (let time = 0; time < times; time++) {
    const began = performance.now()
    await ask(agent, asked(time))
    took.push(performance.now() - began)
  }
  agent.destroy()
  return { cpu: (cpuMs(pid) - before) / times, median: took.sort((a, b) => a - b)[times >> 1] }
}

/** Memory is all that is resident, the program and what is mapped among it. */
async function download(pid, address) {
  const before = cpuMs(pid)
  let [lines, peak] = [0, 0]
  const watch = () => { peak = Math.max(peak, status(pid, 'VmRSS')) }
  const watching = setInterval(watch, 50)
  const bytes = await ask(undefined, address, (part) => { for (const byte of part) if (byte === 10) lines++ })
  clearInterval(watching)
  watch()
  return { bytes, lines, cpu: cpuMs(pid) - before, peak }
}

function answersPerSecond(address) {
  const told = execFileSync('wrk', ['-t1', '-c8', '-d10s', '-H', 'Accept-Encoding: identity', address], { encoding: 'utf8' })
  if (/Non-2xx/.test(told)) throw new Error(told)
  return Number(told.match(/Requests\/sec:\s+([\d.]+)/)[1])
}

let missed = 0
const verdict = (held) => { if (!held) missed++; return held ? 'met' : 'MISSED' }

run('cargo', 'build', '--release', '-p', 'cairn-bench')
mkdirSync(directory, { recursive: true })
makeTables()
installPeer()
const served = ['target/release/cairn-bench', ['public', '--table', table, '--directory', `${directory}/cairn`, '--listen', '127.0.0.1:8912'], `${CAIRN}/readyz`]
// What publishing leaves in memory is not what serving needs.
if (!existsSync(`${directory}/cairn/stocked`)) await stopped(await started(...served))
let cairn = await started(...served)
const peer = await started('target/datasette/bin/datasette', ['serve', '-i', peerTable, '-p', '8911', '--setting', 'sql_time_limit_ms', '120000', '--setting', 'facet_time_limit_ms', '120000', '--setting', 'max_csv_mb', '0'], `${PEER}/-/versions.json`)
const found = (await (await fetch(`${CAIRN}/data/incidents.json?limit=1`)).json()).found
console.log(`${found.toLocaleString('en')} published incidents, load ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]}\n`)

console.log('| asked | Cairn, CPU ms | p50 ms | Datasette, CPU ms | p50 ms | target CPU ms | |\n| --- | --- | --- | --- | --- | --- | --- |')
for (const [label, ours, theirs, most, times] of ASKED) {
  const anew = (time) => `${CAIRN}${ours}&n=${time}`
  const [a, b] = [await cost(cairn, anew, times), await cost(peer, () => PEER + theirs, Math.min(times, 5))]
  console.log(`| ${label} | ${a.cpu.toFixed(2)} | ${a.median.toFixed(1)} | ${b.cpu.toFixed(1)} | ${b.median.toFixed(1)} | ${most === Infinity ? '' : most} | ${most === Infinity ? '' : verdict(a.cpu <= most)} |`)
}
const again = await cost(cairn, () => CAIRN + ASKED[0][1], 1000)
console.log(`| list of 100, asked again | ${again.cpu.toFixed(2)} | ${again.median.toFixed(1)} | | | | |`)
// What the questions above have mapped is not what a download needs.
await stopped(cairn)
cairn = await started(...served)
console.log('\n| everything as | MB | rows a CPU second | target | MiB resident | target | |\n| --- | --- | --- | --- | --- | --- | --- |')
for (const [path, fewest, most] of DOWNLOADS) {
  try {
    const got = await download(cairn, CAIRN + path)
    const speed = found / (got.cpu / 1000)
    console.log(`| ${path} | ${(got.bytes / 1e6).toFixed(0)} | ${Math.round(speed).toLocaleString('en')} | ${fewest.toLocaleString('en')} | ${got.peak.toFixed(0)} | ${most === Infinity ? '' : most} | ${verdict(speed >= fewest && got.peak <= most && (path.endsWith('parquet') || got.lines >= found))} |`)
  } catch (error) {
    console.log(`| ${path} | ${error.message} | | | | | ${verdict(false)} |`)
  }
}
const [ours, theirs] = [answersPerSecond(CAIRN + ASKED[0][1]), answersPerSecond(PEER + ASKED[0][2])]
console.log(`\nlist, answers a second (wrk, 8 connections): Cairn ${ours.toFixed(0)}, Datasette ${theirs.toFixed(1)}, ${(ours / theirs).toFixed(0)} times (target 20) ${verdict(ours >= 20 * theirs)}`)
process.exit(missed > 0 ? 1 : 0)
