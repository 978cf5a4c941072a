//! `datapackage.json`: the tables with their schemas, as Frictionless tools read them (version 2).

use cairn_domain::Digest;
use serde_json::{Value, json};

use crate::{
    column::Heading,
    formats::{Cause, Work, licence, pretty},
    kind::Kind,
    tables::{TABLES, Table},
};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let release = work.release;
    let resources: Result<Vec<_>, Cause> =
        TABLES.iter().map(|table| resource(work, table)).collect();
    pretty(&json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": format!("{}-release-{}", release.project_code.to_lowercase(), release.version),
        "title": format!("{}, release {}", release.project_name, release.version),
        "version": format!("{}.0.0", release.version),
        "created": format!("{}T00:00:00Z", release.built_on),
        "licenses": [licence_of(&release.licence)],
        "resources": resources?,
    }))
}

fn licence_of(name: &str) -> Value {
    let address = licence::address(name);
    match licence::spdx(name) {
        Some(spdx) => json!({ "name": spdx, "path": address }),
        None => json!({ "title": name, "path": "LICENSE" }),
    }
}

fn resource(work: &Work<'_>, table: &Table) -> Result<Value, Cause> {
    let path = format!("{}.csv", table.name);
    let written = work.files.iter().find(|file| file.name == path);
    let bytes = &written.ok_or("the tables come first")?.bytes;
    Ok(json!({
        "name": table.name,
        "description": table.about,
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "csv": { "lineTerminator": "\r\n" } },
        "bytes": bytes.len(),
        "hash": format!("sha256:{}", Digest::of_bytes(bytes)),
        "schema": schema(table),
    }))
}

fn schema(table: &Table) -> Value {
    let headings = (table.headings)();
    let key = Table::key(&headings);
    let fields: Vec<_> = headings.iter().map(|one| field(one, key)).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if let Some(key) = key {
        schema["primaryKey"] = json!([key]);
    }
    let refers = table.refers.iter().map(|(column, other)| {
        json!({
            "fields": [column],
            "reference": { "resource": other, "fields": ["id"] },
        })
    });
    let refers: Vec<_> = refers.collect();
    if !refers.is_empty() {
        schema["foreignKeys"] = json!(refers);
    }
    schema
}

fn field(heading: &Heading, key: Option<&str>) -> Value {
    let mut field = json!({
        "name": heading.name,
        "type": heading.kind.frictionless(),
        "description": heading.meaning,
    });
    let mut rules = serde_json::Map::new();
    if key == Some(heading.name) {
        rules.insert("required".into(), json!(true));
        rules.insert("unique".into(), json!(true));
    }
    match (heading.kind, heading.name) {
        (Kind::Whole, _) => _ = rules.insert("minimum".into(), json!(0)),
        (Kind::Degrees, "lat") => limits(&mut rules, 90.0),
        (Kind::Degrees, _) => limits(&mut rules, 180.0),
        _ => {}
    }
    if !rules.is_empty() {
        field["constraints"] = Value::Object(rules);
    }
    field
}

fn limits(rules: &mut serde_json::Map<String, Value>, most: f64) {
    rules.insert("minimum".into(), json!(-most));
    rules.insert("maximum".into(), json!(most));
}
