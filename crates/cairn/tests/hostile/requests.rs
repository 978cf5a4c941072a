//! Requests that are hostile as such: bodies that lie about their length, forms without end.

use std::thread;

use crate::{
    http::{Answer, BOUNDARY, request, send_and_break_off, send_raw, submission},
    inputs::valid_stills,
    outcome::Database,
    server::Server,
    verdict::sha256,
};

/// How long the form may be said to be.
const LYING: usize = 4_000;

/// What is sent, and under which name it is talked of.
type Named = (&'static str, Vec<u8>);

/// Sends each on a connection of its own; every one must be refused.
pub fn send_all(server: &Server) -> Vec<(&'static str, Answer)> {
    let still = valid_stills().swap_remove(0).1;
    let form = submission("transport", &[(b"a.jpg", &still)]);
    let longer = with_head(&length(form.len() + LYING), &form[..form.len() - 40]);
    let broken = send_and_break_off(server.address, &longer);
    let all = [lies(&form), forms(&form, &still), paths()].concat();
    let answers = all
        .into_iter()
        .map(|(name, bytes)| (name, send_raw(server.address, &bytes)));
    answers
        .chain([("length longer than the body", broken)])
        .collect()
}

fn kind() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

fn length(length: usize) -> String {
    format!("Content-Length: {length}\r\n")
}

/// A submission whose headers about its body are the caller's.
fn with_head(extra: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST /submit/HOS HTTP/1.1\r\nHost: cairn.test\r\nContent-Type: {}\r\n\
         Connection: close\r\n{extra}\r\n",
        kind()
    );
    [head.as_bytes(), body].concat()
}

/// Bodies that are not as long, or not of the kind, that they are said to be.
#[rustfmt::skip]
fn lies(form: &[u8]) -> Vec<Named> {
    let true_length = length(form.len());
    let endless = b"5\r\nhello\r\nzz\r\nnot a length\r\n0\r\n\r\n";
    let packed = [0x1f, 0x8b, 8, 0].repeat(form.len() / 4 + 1);
    vec![
        ("length shorter than the body", with_head(&length(form.len() - 200), form)),
        ("length that is no number", with_head("Content-Length: many\r\n", form)),
        ("two lengths", with_head(&(true_length.clone() + &length(10)), form)),
        ("length and chunks", with_head(&(true_length.clone() + "Transfer-Encoding: chunked\r\n"), form)),
        ("chunks that are none", with_head("Transfer-Encoding: chunked\r\n", endless)),
        ("packed body", with_head(&(true_length + "Content-Encoding: gzip\r\n"), &packed[..form.len()])),
    ]
}

/// Forms that are too large, too many, or none.
#[rustfmt::skip]
fn forms(form: &[u8], still: &[u8]) -> Vec<Named> {
    let post = |kind: &str, body: &[u8]| {
        request("POST", "/submit/HOS", &[("Content-Type", kind)], body)
    };
    let field = |n: i32| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"f{n}\"\r\n\r\nx\r\n");
    let many = (0..10_000).map(field).collect::<String>() + &format!("--{BOUNDARY}--\r\n");
    let fat = format!("--{BOUNDARY}\r\nX-Fat: {}\r\n", "a".repeat(1 << 20)) + &field(0);
    let large = submission("large", &[(b"a.jpg", &[still, &vec![0; 65 << 20]].concat())]);
    let files = vec![(&b"a.jpg"[..], still); 21];
    vec![
        ("10,000 fields", post(&kind(), many.as_bytes())),
        ("a megabyte of headers in a part", post(&kind(), fat.as_bytes())),
        ("no boundary", post("multipart/form-data", form)),
        ("another boundary", post("multipart/form-data; boundary=zzz", form)),
        ("not a form", post("application/json", b"{}")),
        ("nested form", post(&format!("multipart/mixed; boundary={BOUNDARY}"), form)),
        ("a file over the limit", post(&kind(), &large)),
        ("more files than the limit", post(&kind(), &submission("many", &files))),
        ("no project", request("POST", "/submit/ZZZ", &[("Content-Type", &kind())], form)),
    ]
}

/// Paths that want out, and what is no request.
#[rustfmt::skip]
fn paths() -> Vec<Named> {
    let get = |path: &str| request("GET", path, &[], b"");
    let fat = format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "a".repeat(1 << 20));
    vec![
        ("a path with dots", get("/assets/../../etc/passwd")),
        ("a path with coded dots", get("/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd")),
        ("a file by a name that is none", get("/media/..%2f..%2fcairn.db")),
        ("no request", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n".to_vec()),
        ("a header without end", fat.into_bytes()),
    ]
}

/// The same bytes from many at once: one blob, as many submissions, no fault.
pub fn the_same_file_at_once(server: &Server, count: usize) {
    let still = valid_stills().swap_remove(1).1;
    thread::scope(|scope| {
        let senders: Vec<_> = (0..count)
            .map(|number| {
                let still = &still;
                scope.spawn(move || {
                    server
                        .submit(&format!("same {number}"), &[(b"a.png", still)])
                        .status
                })
            })
            .collect();
        for sender in senders {
            assert_eq!(sender.join().expect("sent"), 303);
        }
    });
    let database = Database::open(&server.data);
    assert_eq!(database.submissions_of(&sha256(&still)), count);
    database.wait_for_workers(crate::PATIENCE);
}
