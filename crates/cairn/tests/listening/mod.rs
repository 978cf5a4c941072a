//! Waiting for a server that was started as a process of its own.

use std::{fs, net::SocketAddr, path::Path, thread, time::Duration};

/// With [`BETWEEN_TRIES`] a minute in all.
pub const TRIES: usize = 3_000;
/// From one look to the next.
pub const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// Where a server listens, once it says so in the file that its output goes to; `scheme` is what it speaks.
pub fn listening(said: &Path, scheme: &str) -> SocketAddr {
    let announced = format!("listening on {scheme}://");
    let read = || fs::read_to_string(said).unwrap_or_default();
    for _ in 0..TRIES {
        let text = read();
        let line = text.lines().find_map(|line| line.strip_prefix(&announced));
        if let Some(address) = line {
            return address.parse().expect("an address");
        }
        thread::sleep(BETWEEN_TRIES);
    }
    panic!("it does not listen: {}", read());
}
