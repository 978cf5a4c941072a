//! What is kept, what is logged and whom the program talks to: as written, and no more.

use std::collections::BTreeSet;

use crate::page::{all_code, inventory, quoted, row, rows, section};
use crate::repository;

/// Every table has a level of care, and every table of the inventory exists.
#[test]
fn every_table_has_its_level_of_care() {
    let page = inventory();
    let care = section(&page, "Data and the care it needs");
    let levels: BTreeSet<String> = [
        "Secret",
        "Sealed",
        "Team",
        "One's own",
        "Published",
        "Of the machine",
    ]
    .map(String::from)
    .into();
    let mut written = BTreeSet::new();
    for level in &levels {
        let found: Vec<_> = rows(care)
            .into_iter()
            .filter(|row| row[0] == format!("{level}: tables"))
            .collect();
        assert_eq!(found.len(), 1, "{level} has one row of tables");
        for table in quoted(&found[0][1]) {
            assert!(written.insert(table.to_owned()), "{table} stands twice");
        }
    }
    let list = repository::read("crates/storage/src/entity/mod.rs");
    let there: BTreeSet<_> = list
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "))
        .map(|name| name.trim_end_matches(';').to_owned())
        .collect();
    let missing: Vec<_> = there.difference(&written).collect();
    let gone: Vec<_> = written.difference(&there).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "no level: {missing:?}; no table: {gone:?}"
    );
}

/// What every level says of itself: who, at rest, how long, logged.
#[test]
fn every_level_of_care_says_what_it_asks_for() {
    let page = inventory();
    let care = section(&page, "Data and the care it needs");
    for level in [
        "Secret",
        "Sealed",
        "Originals",
        "Team",
        "One's own",
        "Of strangers' whereabouts",
        "Published",
    ] {
        let said = row(care, level);
        let cells = said.split(" | ").filter(|cell| !cell.is_empty()).count();
        assert!(cells >= 4, "{level}: {said}");
    }
}

/// The last sentence of each call that writes a line at the level of the server.
fn messages(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for level in ["error", "warn", "info"] {
        for (at, call) in text.match_indices(&format!("tracing::{level}!(")) {
            let rest = &text[at + call.len()..];
            let call = &rest[..end_of_call(rest)];
            let last = call
                .rsplit('"')
                .nth(1)
                .unwrap_or_else(|| panic!("no words in {call}"));
            found.push(last.to_owned());
        }
    }
    found
}

/// Where the parenthesis closes that was open at the beginning; our sentences hold pairs of them alone.
fn end_of_call(text: &str) -> usize {
    let mut open = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at;
        }
    }
    text.len()
}

#[test]
fn every_line_of_the_log_is_in_the_inventory_and_every_one_there_is_written() {
    let page = inventory();
    let logs = section(&page, "Logs");
    let lines: BTreeSet<String> = rows(logs)
        .into_iter()
        .filter(|row| ["error", "warn", "info", "warn, info"].contains(&row[1].as_str()))
        .flat_map(|row| {
            quoted(&row[0])
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    let written: BTreeSet<_> = all_code()
        .iter()
        .flat_map(|(_, text)| messages(text))
        .collect();
    assert!(written.len() > 20, "{written:?}");
    let unsaid: Vec<_> = written.difference(&lines).collect();
    let dead: Vec<_> = lines.difference(&written).collect();
    assert!(
        unsaid.is_empty() && dead.is_empty(),
        "not in the inventory: {unsaid:?}; nowhere in the program: {dead:?}"
    );
}

/// Who opens a connection to somebody else, in the whole program.
#[test]
fn nobody_is_talked_to_but_whom_the_inventory_names() {
    let ways = [
        "TcpStream::connect",
        "UdpSocket",
        "HttpConnector",
        "UnixStream::connect",
        "lookup_host",
        "Database::connect",
        "reqwest",
        "ureq",
    ];
    let known = [
        ("crates/web/src/tiles.rs", "Providers of tiles"),
        ("crates/storage/src/connect.rs", "PostgreSQL"),
        ("crates/cairn/src/outward.rs", "The receiver of the log"),
    ];
    let page = inventory();
    let hosts = section(&page, "Whom the program talks to");
    // A copy of a file beside it, and a test that stands in a file of its own.
    let on_this_disk = [
        ("crates/storage/src/backup.rs", "sqlite"),
        ("crates/storage/src/plan_tests.rs", "options.database_url"),
    ];
    let mut seen = BTreeSet::new();
    for (path, text) in all_code() {
        if let Some((_, what)) = on_this_disk.iter().find(|(known, _)| path == *known) {
            assert!(text.contains(what), "{path}");
            continue;
        }
        let Some(way) = ways.iter().find(|way| text.contains(**way)) else {
            continue;
        };
        let named = known.iter().find(|(known, _)| path == *known);
        let (_, label) = named.unwrap_or_else(|| panic!("{path} has {way}: whom does it talk to?"));
        assert!(row(hosts, label).len() > 40, "{label}");
        seen.insert(path);
    }
    assert_eq!(seen.len(), known.len(), "{seen:?}");
}

/// What decision 13 says of metadata is what the closed list does.
#[test]
fn open_metadata_is_a_closed_list_of_typed_values() {
    let decision = repository::read("docs/decisions/0013-what-a-file-says-is-sealed.md");
    let decision = crate::page::flowing(&decision);
    assert!(decision.contains("a closed list in `crates/domain/src/metadata/tags.rs`"));
    assert!(
        decision.contains("never text as it stands in the file; maker and model are the exception")
    );
    let open: Vec<_> = cairn_domain::metadata::tags::open().collect();
    assert!(open.len() > 20);
    for secret in [
        "SerialNumber",
        "OwnerName",
        "Artist",
        "Copyright",
        "UserComment",
        "CameraOwnerName",
        "BodySerialNumber",
        "FileName",
    ] {
        assert!(!open.contains(&secret), "{secret} is open");
        assert!(
            cairn_domain::metadata::tags::read(secret, "words").is_none(),
            "{secret}"
        );
    }
}
