//! As much of HTTP/1.1 as it takes to send a form, and whatever else a stranger might send.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

pub const BOUNDARY: &str = "cairn-boundary-5c1d";
/// An answer must begin within this time of the last byte sent.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// What came back.
#[derive(Debug, Default)]
pub struct Answer {
    /// 0 if the server hung up without a word.
    pub status: u16,
    pub head: String,
    pub body: String,
    /// From the last byte sent to the last byte received.
    pub took: Duration,
}

/// Sends bytes as they are and reads what comes until the server is done or patience is over.
pub fn send_raw(address: SocketAddr, bytes: &[u8]) -> Answer {
    send(address, bytes, false)
}

/// The same, and says that nothing more will come.
pub fn send_and_break_off(address: SocketAddr, bytes: &[u8]) -> Answer {
    send(address, bytes, true)
}

fn send(address: SocketAddr, bytes: &[u8], breaks_off: bool) -> Answer {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return Answer::default();
    };
    let timeouts = stream
        .set_read_timeout(Some(PATIENCE))
        .and(stream.set_write_timeout(Some(PATIENCE)));
    timeouts.expect("timeouts are set");
    // A server that has refused already may not want the rest.
    let _ = stream.write_all(bytes);
    if breaks_off {
        let _ = stream.shutdown(Shutdown::Write);
    }
    let began = now();
    let mut all = Vec::new();
    read_answer(&mut stream, &mut all);
    let took = began.elapsed();
    let _ = stream.shutdown(Shutdown::Both);
    parse(&all, took)
}

fn read_answer(stream: &mut TcpStream, all: &mut Vec<u8>) {
    let mut buffer = vec![0; 64 << 10];
    while let Ok(read) = stream.read(&mut buffer) {
        if read == 0 {
            return;
        }
        all.extend_from_slice(&buffer[..read]);
        if is_whole(all) {
            return;
        }
    }
}

fn is_whole(all: &[u8]) -> bool {
    let text = String::from_utf8_lossy(all);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse::<usize>().ok())?
    });
    // Without a length the answer ends when the server hangs up, or with the last chunk.
    length.map_or(body.ends_with("0\r\n\r\n"), |length| body.len() >= length)
}

fn parse(all: &[u8], took: Duration) -> Answer {
    let text = String::from_utf8_lossy(all);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
    Answer {
        status: status.unwrap_or(0),
        head: head.to_owned(),
        body: body.to_owned(),
        took,
    }
}

/// A request with a body, as a browser of the same origin sends it.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: cairn.test\r\nConnection: close\r\n");
    head.push_str("Sec-Fetch-Site: same-origin\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if method == "POST" {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

/// The form of a submission with its files: name as the device gives it, and bytes.
pub fn submission(what: &str, files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in [("what", what), ("consent", "publish")] {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    for (name, bytes) in files {
        body.extend(format!("--{BOUNDARY}\r\n").into_bytes());
        body.extend(b"Content-Disposition: form-data; name=\"files\"; filename=\"");
        body.extend(*name);
        body.extend(b"\"\r\nContent-Type: image/jpeg\r\n\r\n");
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

/// The present; what is measured here is the server's time to answer.
#[expect(
    clippy::disallowed_methods,
    reason = "a test of how long a real server takes"
)]
pub fn now() -> Instant {
    Instant::now()
}
