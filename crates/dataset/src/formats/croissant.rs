//! `croissant.json`: the tables for machine-learning tools, after Croissant 1.0.

use cairn_domain::Digest;
use serde_json::{Value, json};

use crate::{
    column::Heading,
    formats::{Cause, Work, jsonld::plain, licence, manifest, pretty},
    tables::{TABLES, Table},
};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let release = work.release;
    let files: Result<Vec<_>, Cause> = TABLES.iter().map(|table| file(work, table)).collect();
    pretty(&json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": format!("{}-release-{}", release.project_code, release.version),
        "description": format!("{}. {}", release.project_name, manifest::INCLUSION),
        "license": licence::address(&release.licence),
        "version": format!("{}.0.0", release.version),
        "datePublished": release.built_on,
        "creator": { "@type": "sc:Organization", "name": release.project_name },
        "citeAs": format!(
            "{} ({}), release {}, {}.",
            release.project_name, release.project_code, release.version, release.built_on
        ),
        "isLiveDataset": false,
        "distribution": files?,
        "recordSet": TABLES.iter().map(record_set).collect::<Vec<_>>(),
    }))
}

fn file(work: &Work<'_>, table: &Table) -> Result<Value, Cause> {
    let name = format!("{}.csv", table.name);
    let written = work.files.iter().find(|file| file.name == name);
    let written = written.ok_or("the tables come first")?;
    Ok(json!({
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": table.about,
        "contentUrl": name,
        "contentSize": format!("{} B", written.bytes.len()),
        "encodingFormat": plain(written.mime),
        "sha256": Digest::of_bytes(&written.bytes),
    }))
}

fn record_set(table: &Table) -> Value {
    let headings = (table.headings)();
    let fields: Vec<_> = headings.iter().map(|one| field(table, one)).collect();
    let mut set = json!({
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.about,
        "field": fields,
    });
    if let Some(key) = Table::key(&headings) {
        set["key"] = json!({ "@id": format!("{}/{key}", table.name) });
    }
    set
}

fn field(table: &Table, heading: &Heading) -> Value {
    let mut field = json!({
        "@type": "cr:Field",
        "@id": format!("{}/{}", table.name, heading.name),
        "name": heading.name,
        "description": heading.meaning,
        "dataType": heading.kind.schema_org(),
        "source": {
            "fileObject": { "@id": format!("{}.csv", table.name) },
            "extract": { "column": heading.name },
        },
    });
    let refers = table
        .refers
        .iter()
        .find(|(column, _)| *column == heading.name);
    if let Some((_, other)) = refers {
        field["references"] = json!({ "field": { "@id": format!("{other}/id") } });
    }
    field
}

/// The context that the specification prescribes.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileProperty": "cr:fileProperty",
        "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}
