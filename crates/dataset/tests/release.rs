//! What a release promises to people who open its files with other programs.
#![allow(clippy::unwrap_used, reason = "tests")]

mod sample;

use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

use cairn_dataset::{Release, ReleaseFile, csv_of, formats, geojson_of};
use proptest::prelude::*;
use sample::{key, release};
use serde_json::Value;

/// The files of a first release.
fn files(release: &Release) -> Vec<ReleaseFile> {
    cairn_dataset::files(release, None, &key()).expect("written")
}

/// Files that are not text, which golden copies would only hide.
const BINARY: [&str; 3] = ["incidents.parquet", "dataset.sqlite", "incidents.xlsx"];

/// Files that hold digests of those.
const OF_DIGESTS: [&str; 4] = [
    "SHA256SUMS",
    "SHA256SUMS.minisig",
    "manifest.json",
    "dataset.jsonld",
];

type Row = BTreeMap<String, String>;

fn rows(csv: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(csv);
    reader
        .deserialize()
        .map(|row| row.expect("every row has the header's length"))
        .collect()
}

fn text(files: &[ReleaseFile], name: &str) -> String {
    let file = files
        .iter()
        .find(|file| file.name == name)
        .expect("listed in formats::ALL");
    String::from_utf8(file.bytes.clone()).expect("releases are UTF-8")
}

#[test]
fn every_file_equals_its_golden_copy() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let text = |file: &ReleaseFile| !BINARY.contains(&file.name);
    // Digests of the whole say nothing that the other copies do not; they change with every library.
    let is_golden = |file: &ReleaseFile| text(file) && !OF_DIGESTS.contains(&file.name);
    for file in files(&release()).into_iter().filter(is_golden) {
        let golden = folder.join(file.name);
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            fs::write(&golden, &file.bytes).expect("the golden folder is writable");
        }
        let expected = fs::read(&golden).expect("a golden copy; UPDATE_SNAPSHOTS=1 writes it");
        let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(read(&file.bytes), read(&expected), "{} changed", file.name);
    }
}

#[test]
fn the_files_are_the_listed_formats_whatever_the_order_of_the_records() {
    let names: Vec<_> = files(&release()).iter().map(|file| file.name).collect();
    let listed: Vec<_> = formats::ALL.iter().map(|format| format.name).collect();
    assert_eq!(names, listed);
    let mut shuffled = release();
    shuffled.incidents.reverse();
    shuffled.retractions.reverse();
    shuffled
        .incidents
        .iter_mut()
        .for_each(|incident| incident.evidence.reverse());
    assert_eq!(files(&shuffled), files(&release()));
}

#[test]
fn csv_lines_end_in_crlf_without_a_byte_order_mark_in_id_order() {
    let files = files(&release());
    for file in files.iter().filter(|file| file.name.ends_with(".csv")) {
        assert!(!file.bytes.starts_with(b"\xef\xbb\xbf"));
        assert!(file.bytes.ends_with(b"\r\n"), "{}", file.name);
    }
    let ids: Vec<_> = rows(text(&files, "incidents.csv").as_bytes())
        .into_iter()
        .map(|row| row["id"].clone())
        .collect();
    assert!(ids.is_sorted(), "{ids:?}");
    assert_eq!(
        ids.len(),
        3,
        "the retracted one was handed in and is left out"
    );
}

#[test]
fn csv_and_geojson_agree_cell_by_cell() {
    let incidents = release().incidents;
    let features: Value = serde_json::from_slice(&geojson_of(&incidents)).expect("valid JSON");
    let features = features["features"].as_array().expect("a list");
    let rows = rows(&csv_of(&incidents));
    assert_eq!(rows.len(), features.len());
    for (row, feature) in rows.iter().zip(features) {
        assert_eq!(feature["id"], row["id"].as_str());
        for (name, cell) in row {
            let value = match name.as_str() {
                "lat" => &feature["geometry"]["coordinates"][1],
                "lon" => &feature["geometry"]["coordinates"][0],
                _ => feature["properties"]
                    .get(name)
                    .expect("every column is a property"),
            };
            assert!(agrees(cell, value), "{name}: `{cell}` against {value}");
        }
        let properties = feature["properties"].as_object().expect("an object").len();
        assert_eq!(
            properties,
            row.len() - 2,
            "no property that is not a column"
        );
    }
}

fn agrees(cell: &str, value: &Value) -> bool {
    match value {
        Value::Null => cell.is_empty(),
        Value::Number(number) => cell.parse::<f64>().ok() == number.as_f64(),
        Value::String(words) => cell == words || cell == format!("'{words}"),
        Value::Bool(truth) => cell.parse() == Ok(*truth),
        _ => false,
    }
}

#[test]
fn geojson_is_rfc_7946() {
    let collection: Value = serde_json::from_slice(&geojson_of(&release().incidents)).unwrap();
    assert_eq!(collection["type"], "FeatureCollection");
    assert!(collection.get("crs").is_none());
    let bbox: Vec<f64> = serde_json::from_value(collection["bbox"].clone()).unwrap();
    assert!(
        bbox[0] <= bbox[2] && bbox[1] <= bbox[3],
        "west, south, east, north: {bbox:?}"
    );
    for feature in collection["features"].as_array().unwrap() {
        assert_eq!(feature["type"], "Feature");
        let Some(position) = feature["geometry"]["coordinates"].as_array() else {
            continue;
        };
        let (lon, lat) = (position[0].as_f64().unwrap(), position[1].as_f64().unwrap());
        assert!((bbox[0]..=bbox[2]).contains(&lon) && (bbox[1]..=bbox[3]).contains(&lat));
    }
    let empty: Value = serde_json::from_slice(&geojson_of(&[])).unwrap();
    assert!(empty.get("bbox").is_none() && empty["features"].as_array().unwrap().is_empty());
}

#[test]
fn every_csv_column_is_in_the_codebook() {
    let files = files(&release());
    let codebook = text(&files, "CODEBOOK.md");
    let is_table = |file: &&ReleaseFile| cairn_dataset::Before::reads(file.name);
    let tables = files.iter().filter(is_table);
    for file in tables.filter(|file| file.name.ends_with(".csv")) {
        let after = codebook
            .split(&format!("## {}\n", file.name))
            .nth(1)
            .expect("a heading");
        let section = after.split("\n## ").next().unwrap();
        let header = csv::Reader::from_reader(file.bytes.as_slice())
            .headers()
            .unwrap()
            .clone();
        for name in &header {
            let line = section
                .lines()
                .find(|line| line.starts_with(&format!("| `{name}` |")));
            let meaning = line.expect(name).split('|').nth(3).unwrap().trim();
            assert!(meaning.len() > 3, "{name} has a meaning");
        }
    }
}

#[test]
fn the_sums_verify_with_sha256sum_and_notice_a_change() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in files(&release()) {
        fs::write(folder.path().join(file.name), &file.bytes).unwrap();
    }
    let check = || {
        let mut command = Command::new("sha256sum");
        command
            .args(["--check", "--strict", "SHA256SUMS"])
            .current_dir(folder.path());
        command.output().expect("sha256sum is part of coreutils")
    };
    let good = check();
    assert!(
        good.status.success(),
        "{}",
        String::from_utf8_lossy(&good.stderr)
    );
    let checked = String::from_utf8(good.stdout).unwrap().lines().count();
    assert_eq!(
        checked,
        formats::ALL.len() - 2,
        "all others but the signature"
    );
    fs::write(folder.path().join("claims.csv"), "changed").unwrap();
    assert!(!check().status.success());
}

#[test]
fn the_manifest_counts_what_is_there() {
    let files = files(&release());
    let manifest: Value = serde_json::from_str(&text(&files, "manifest.json")).unwrap();
    let count = |name: &str| rows(text(&files, name).as_bytes()).len() as u64;
    for table in ["incidents", "evidence", "sources", "claims", "retractions"] {
        assert_eq!(
            manifest["counts"][table],
            count(&format!("{table}.csv")),
            "{table}"
        );
    }
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(
        listed.len(),
        formats::ALL.len() - 3,
        "all but itself, SHA256SUMS and its signature"
    );
}

#[test]
fn records_survive_being_stored() {
    let stored = serde_json::to_string(&release()).expect("serialises");
    assert_eq!(
        serde_json::from_str::<Release>(&stored).expect("reads back"),
        release()
    );
}

proptest! {
    #[test]
    fn no_coordinate_has_more_decimals_than_its_precision_supports(
        lat in -89.0..89.0_f64, lon in -179.0..179.0_f64, precision_m in 1.0..60_000.0_f64,
    ) {
        let mut incident = release().incidents.remove(0);
        (incident.lat, incident.lon, incident.precision_m) = (Some(lat), Some(lon), precision_m);
        let row = rows(&csv_of(std::slice::from_ref(&incident))).remove(0);
        for (name, exact) in [("lat", lat), ("lon", lon)] {
            let decimals = row[name].split('.').nth(1).map_or(0, str::len);
            prop_assert_eq!(decimals, cairn_dataset::decimals(precision_m));
            let off_m = (row[name].parse::<f64>().unwrap() - exact).abs() * 111_320.0;
            prop_assert!(off_m <= 111_320.0 / 2.0 / 10_f64.powi(decimals as i32) + 1e-6);
        }
        let json = String::from_utf8(geojson_of(&[incident])).unwrap();
        let longest = json.split(['[', ']', ',']).filter_map(|part| part.parse::<f64>().ok().map(|_| part))
            .filter_map(|number| number.split('.').nth(1)).map(str::len).max().unwrap_or(0);
        prop_assert!(longest <= cairn_dataset::decimals(precision_m), "{}", json);
    }
}
