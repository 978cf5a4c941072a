//! Everything that anybody can fetch: each door that is open to anyone, with everything that could
//! stand in its address, and whatever those pages lead to.

use std::collections::BTreeSet;

use cairn_domain::Digest;
use cairn_testkit::Browser;
use cairn_web::{Door, ROUTES};

use super::world::World;

/// What came back from an address.
pub(super) struct Fetched {
    pub(super) path: String,
    /// Whether there is anything.
    pub(super) is_there: bool,
    /// The last part of the address.
    pub(super) name: String,
    pub(super) body: Vec<u8>,
    /// Its headers, one a line.
    pub(super) head: Vec<u8>,
}

/// Doors whose answer is made of the program alone, the same on every instance.
const OF_THE_PROGRAM: [&str; 2] = ["/assets/{*path}", "/geo/{*path}"];
/// The part of the map that everything is in, as finely as it is had.
const SEEN: &str = "west=60&south=29&east=75&north=39&across=64&down=64";
/// Embedded charts.
const CHARTS: [&str; 3] = ["months", "grid", "map"];
/// Tables of the analysis, public and not; its page leads to the others.
const ANALYSIS: [&str; 3] = ["grid.csv", "pairs.csv", "waiting.csv"];
/// Where addresses of what is published begin.
const PUBLIC: [&str; 9] = [
    "/incidents",
    "/analysis",
    "/data/",
    "/media/",
    "/releases/",
    "/latest",
    "/claims",
    "/embed",
    "/ledger",
];

/// Fetches it all, in the order of addresses.
pub(super) async fn everything_public(world: &World) -> Vec<Fetched> {
    let mut reader = world.story.browser();
    let mut waiting: BTreeSet<String> = BTreeSet::new();
    for route in ROUTES {
        if route.door == Door::Anyone && route.method == "GET" {
            waiting.extend(addresses(world, route.path).await);
        }
    }
    let (mut seen, mut fetched) = (BTreeSet::new(), Vec::new());
    while let Some(path) = waiting.pop_first() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let one = fetch(&mut reader, &path).await;
        let links = links(&one.body).into_iter();
        waiting.extend(links.filter(|link| !seen.contains(link)));
        fetched.push(one);
    }
    fetched.sort_by(|one, two| one.path.cmp(&two.path));
    fetched
}

async fn fetch(reader: &mut Browser, path: &str) -> Fetched {
    let answer = reader.get(path).await;
    assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
    let plain = path.split('?').next().unwrap_or_default();
    let name = plain.rsplit('/').next().unwrap_or_default().to_owned();
    let mut head = Vec::new();
    for (header, value) in &answer.headers {
        // New at every answer, and about no one.
        if matches!(
            header.as_str(),
            "content-security-policy" | "set-cookie" | "date"
        ) {
            continue;
        }
        head.extend([header.as_str().as_bytes(), b": ", value.as_bytes(), b"\n"].concat());
    }
    Fetched {
        path: path.to_owned(),
        is_there: answer.status != 404,
        name,
        body: without_nonces(answer.body),
        head,
    }
}

/// A page without the number that allows its own script, which is new at every answer.
fn without_nonces(body: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(body.clone()) else {
        return body;
    };
    let mut parts = text.split("nonce=\"");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('"').map_or(part, |(_, rest)| rest));
    }
    plain.into_bytes()
}

/// Everything that could stand in the address of a door. A parameter nobody knows is a new door:
/// say here what may stand there, so that it is searched.
async fn addresses(world: &World, path: &str) -> Vec<String> {
    if OF_THE_PROGRAM.contains(&path) {
        return Vec::new();
    }
    if path == "/data/cells.json" {
        return vec![format!("{path}?{SEEN}")];
    }
    let mut made = vec![path.to_owned()];
    while let Some(name) = made.first().and_then(|path| parameter(path)) {
        let known = values(world, path, &name).await;
        let whole = format!("{{{name}}}");
        let each = |path: &String| -> Vec<String> {
            known
                .iter()
                .map(|value| path.replace(&whole, value))
                .collect()
        };
        made = made.iter().flat_map(each).collect();
    }
    made
}

fn parameter(path: &str) -> Option<String> {
    let (_, rest) = path.split_once('{')?;
    Some(rest.split_once('}')?.0.to_owned())
}

async fn values(world: &World, path: &str, name: &str) -> Vec<String> {
    match (path, name) {
        ("/releases/{version}" | "/releases/{version}/{name}", "version") => {
            ["1", "2", "latest"].map(str::to_owned).to_vec()
        }
        ("/releases/{version}/{name}" | "/latest/{name}", "name") => world.release_files().await,
        ("/embed/chart/{name}", "name") => CHARTS.map(str::to_owned).to_vec(),
        (_, "table") => ANALYSIS.map(str::to_owned).to_vec(),
        (_, "id") => world.ids().await,
        (_, "code") => ["AFG", "OTH"].map(str::to_owned).to_vec(),
        (_, "sha256") => world
            .digests()
            .await
            .iter()
            .map(Digest::to_string)
            .collect(),
        ("/ledger/tile/{*path}", _) => {
            let below = [
                "0/000",
                "0/000.p/1",
                "0/000.p/64",
                "entries/000",
                "entries/000.p/64",
            ];
            below.map(str::to_owned).to_vec()
        }
        (_, "secret") => vec!["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned()],
        other => panic!("what may stand in {other:?}? say so, so that it is searched"),
    }
}

/// Addresses of this site in a page or a file of data.
fn links(body: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(body);
    let mut found = Vec::new();
    for piece in text.split(['"', '\'', '<', '>', '(', ')', ' ', '\n']) {
        let piece = piece.replace("&#38;", "&").replace("&amp;", "&");
        let piece = piece.split('#').next().unwrap_or_default().to_owned();
        let is_ours = PUBLIC.iter().any(|start| piece.starts_with(start));
        // Filters on filters have no end, and find records that are read already.
        let is_plain = piece.matches('=').count() <= 1 || piece.contains("run.json");
        if is_ours && is_plain && piece.is_ascii() && !piece.contains(['{', '\\']) {
            found.push(piece);
        }
    }
    found
}
