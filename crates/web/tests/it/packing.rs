//! How public answers travel: packed or plain, whole or by range, for which sites, and what stays
//! at its address.

use std::io::Read;

use axum::{
    body::Body,
    http::{Method, Request},
};
use cairn_testkit::{Answer, Browser, TestApp};
use flate2::read::GzDecoder;

/// Larger than what fits into one packet.
const FILE: &str = "/releases/1/CODEBOOK.md";

async fn released() -> TestApp {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(1).await;
    story.sign_off(&story.lea, &short).await;
    story.publish().await;
    story
}

async fn ask(reader: &mut Browser, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    reader.send(request).await
}

async fn get(reader: &mut Browser, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(reader, Method::GET, path, headers).await
}

fn said<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let value = answer.headers.get(name);
    value.map_or("", |value| value.to_str().expect("text"))
}

fn unpacked(answer: &Answer) -> Vec<u8> {
    let mut plain = Vec::new();
    let body = answer.body.as_slice();
    match said(answer, "content-encoding") {
        "gzip" => GzDecoder::new(body).read_to_end(&mut plain),
        "br" => brotli::Decompressor::new(body, 4_096).read_to_end(&mut plain),
        _ => return answer.body.clone(),
    }
    .expect("unpacks");
    plain
}

#[tokio::test]
async fn what_travels_packed_is_the_same_and_says_what_it_depends_on() {
    let story = released().await;
    let mut reader = story.browser();
    let tag = said(&get(&mut reader, FILE, &[]).await, "etag").to_owned();
    let plain = get(&mut reader, FILE, &[]).await;
    assert_eq!(said(&plain, "content-length"), plain.body.len().to_string());
    assert_eq!(said(&plain, "accept-ranges"), "bytes");
    for (asked, packed) in [
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.1, gzip", "gzip"),
        ("identity", ""),
        ("deflate", ""),
        ("br;q=0, gzip;q=0", ""),
    ] {
        let headers = [("accept-encoding", asked)];
        let answer = get(&mut reader, FILE, &headers).await;
        assert_eq!(said(&answer, "content-encoding"), packed, "{asked}");
        assert_eq!(said(&answer, "vary"), "accept-encoding", "{asked}");
        assert_eq!(unpacked(&answer), plain.body, "{asked}");
        let is_packed = !packed.is_empty();
        let expected = if is_packed {
            assert!(answer.body.len() < plain.body.len(), "{asked}");
            assert_eq!(said(&answer, "content-length"), "", "{asked}");
            assert_eq!(said(&answer, "accept-ranges"), "", "{asked}");
            format!("W/{tag}")
        } else {
            tag.clone()
        };
        assert_eq!(said(&answer, "etag"), expected, "{asked}");
        // The head alone is the head of the same answer.
        let head = ask(&mut reader, Method::HEAD, FILE, &headers).await;
        assert!(head.body.is_empty(), "{asked}");
        for name in [
            "content-encoding",
            "vary",
            "etag",
            "content-length",
            "content-type",
        ] {
            assert_eq!(said(&head, name), said(&answer, name), "{asked}: {name}");
        }
    }
}

#[tokio::test]
async fn a_range_is_of_the_plain_bytes_and_of_the_same_version() {
    let story = released().await;
    let mut reader = story.browser();
    let whole = get(&mut reader, FILE, &[]).await;
    let tag = said(&whole, "etag").to_owned();
    let weak = format!("W/{tag}");
    let range = ("range", "bytes=100-199");
    let packing = ("accept-encoding", "br, gzip");
    for headers in [
        vec![range],
        vec![range, packing],
        vec![range, packing, ("if-range", tag.as_str())],
    ] {
        let part = get(&mut reader, FILE, &headers).await;
        assert_eq!(part.status, 206, "{headers:?}");
        assert_eq!(part.body, whole.body[100..200], "{headers:?}");
        assert_eq!(said(&part, "content-encoding"), "");
        assert_eq!(said(&part, "etag"), tag);
        assert_eq!(said(&part, "vary"), "accept-encoding");
        let all = whole.body.len();
        assert_eq!(said(&part, "content-range"), format!("bytes 100-199/{all}"));
    }
    // A version that is not this one, and a packed one, whose bytes have no such range.
    for of in ["\"another\"", weak.as_str()] {
        let answer = get(&mut reader, FILE, &[range, packing, ("if-range", of)]).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body.len()),
            (200, whole.body.len())
        );
        assert_eq!(said(&answer, "content-encoding"), "");
    }
    let beyond = [("range", "bytes=999999999-"), packing];
    let answer = get(&mut reader, FILE, &beyond).await;
    assert_eq!(answer.status, 416);
}

#[tokio::test]
async fn what_is_held_packed_or_plain_is_not_sent_again() {
    let story = released().await;
    let mut reader = story.browser();
    let tag = said(&get(&mut reader, FILE, &[]).await, "etag").to_owned();
    for held in [tag.clone(), format!("W/{tag}")] {
        let headers = [("accept-encoding", "br"), ("if-none-match", held.as_str())];
        let answer = get(&mut reader, FILE, &headers).await;
        assert_eq!(answer.status, 304, "{held}");
        assert!(answer.body.is_empty());
        assert_eq!(said(&answer, "etag"), held, "it is named as it is held");
        assert_eq!(said(&answer, "vary"), "accept-encoding");
    }
    let other = [("if-none-match", "\"another\"")];
    assert_eq!(get(&mut reader, FILE, &other).await.status, 200);
}

#[tokio::test]
async fn pages_are_packed_where_they_are_public_and_nothing_is_packed_twice() {
    let story = released().await;
    let mut lea = story.signed_in(&story.lea).await;
    let asked = [("accept-encoding", "gzip, br")];
    for path in [
        "/",
        "/incidents",
        "/dataset",
        "/releases/1",
        "/releases/1/dataset.sqlite",
    ] {
        let answer = get(&mut lea, path, &asked).await;
        assert_eq!(said(&answer, "content-encoding"), "br", "{path}");
        assert_eq!(said(&answer, "vary"), "accept-encoding", "{path}");
        assert!(!unpacked(&answer).is_empty());
    }
    for path in [
        "/releases/1/incidents.parquet",
        "/releases/1/incidents.xlsx",
    ] {
        let answer = get(&mut lea, path, &asked).await;
        assert_eq!(said(&answer, "content-encoding"), "", "{path}");
        assert!(said(&answer, "etag").starts_with('"'), "{path}");
    }
    // What is beside a secret could be guessed at by its length.
    for path in ["/projects/AFG/queue", "/account", "/login"] {
        let answer = get(&mut lea, path, &asked).await;
        assert_eq!(said(&answer, "content-encoding"), "", "{path}");
    }
}

#[tokio::test]
async fn other_sites_read_data_by_ranges_and_no_page() {
    let story = released().await;
    let mut reader = story.browser();
    let site = ("origin", "https://map.example");
    for path in [
        FILE,
        "/data/incidents.json",
        "/data/incidents.csv",
        "/data/filter.json",
        "/data/columns.bin",
        "/releases/key",
        "/latest/incidents.csv",
        "/feed.json",
    ] {
        let asked = [
            site,
            ("access-control-request-method", "GET"),
            ("access-control-request-headers", "range"),
        ];
        let before = ask(&mut reader, Method::OPTIONS, path, &asked).await;
        assert_eq!(before.status, 200, "{path}");
        assert_eq!(said(&before, "access-control-allow-origin"), "*", "{path}");
        assert_eq!(said(&before, "access-control-allow-methods"), "GET,HEAD");
        assert!(said(&before, "access-control-allow-headers").contains("range"));
        let answer = get(&mut reader, path, &[site]).await;
        let origins = answer.headers.get_all("access-control-allow-origin");
        assert_eq!(origins.iter().count(), 1, "{path}");
        assert_eq!(said(&answer, "access-control-allow-origin"), "*", "{path}");
        assert!(said(&answer, "access-control-expose-headers").contains("content-range"));
        assert_eq!(
            said(&answer, "cross-origin-resource-policy"),
            "cross-origin"
        );
        assert!(
            !answer
                .headers
                .contains_key("access-control-allow-credentials")
        );
    }
    for path in ["/", "/incidents", "/dataset", "/login"] {
        let answer = get(&mut reader, path, &[site]).await;
        assert_eq!(said(&answer, "access-control-allow-origin"), "", "{path}");
    }
}

#[tokio::test]
async fn the_newest_release_is_found_elsewhere_each_time() {
    let story = released().await;
    let mut reader = story.browser();
    for (path, to) in [
        ("/latest", "/releases/1"),
        ("/releases/latest", "/releases/1"),
        ("/latest/incidents.csv", "/releases/1/incidents.csv"),
        (
            "/releases/latest/incidents.csv",
            "/releases/1/incidents.csv",
        ),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = ask(&mut reader, method, path, &[]).await;
            assert_eq!(
                (answer.status.as_u16(), answer.location()),
                (302, to),
                "{path}"
            );
            assert_eq!(said(&answer, "cache-control"), "public, no-cache");
        }
        assert_eq!(reader.get(to).await.status, 200);
    }
    let elsewhere = reader.get("/latest/%2F%2Fevil.example").await;
    assert_eq!(elsewhere.status, 404);
}
